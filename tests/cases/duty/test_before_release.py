"""Nothing leaves a case before people are told: not part of a plan, not by a disclosure either."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from baken.cases import actions as cases
from baken.cases.disclosures import actions as disclosures
from baken.cases.disclosures.models import Disclosed, DisclosureDecision
from baken.cases.disclosures.queries import outsiders
from baken.cases.duty import actions as duty
from baken.cases.duty.requests import gather
from baken.cases.meetings import actions as meetings
from baken.cases.models import Case
from baken.cases.plan.actions.shares import set_shares
from baken.cases.plan.models import Goal, PlanShare
from baken.core.acting import acting_as
from baken.core.errors import Conflict
from tests.cases.build import running
from tests.cases.duty.build import put_off, put_on, tell
from tests.cases.meetings.build import table
from tests.cases.plan import build as plans


@pytest.fixture
def thread(city):
    made = running(city, 2)
    made.partner("politie", "police")
    return made


def refused(thread, step) -> list[str]:
    with pytest.raises(Conflict) as found:
        step()
    return [gap.mend_url for gap in found.value.missing]


def shares():
    return PlanShare.objects.using("keeper").count()


def test_a_goal_is_shared_only_when_people_are_told(thread, city):
    person = put_on(thread)
    there = f"{reverse('cases:duty', args=[thread.id])}#p-{person}"
    plans.begun(thread)
    assert refused(thread, lambda: plans.goal(thread, share=("politie",))) == [there]
    plans.goal(thread)
    assert refused(thread, lambda: plans.agreement(thread, owner="police")) == [there]
    assert shares() == 0
    asked = put_off(thread, person)
    assert refused(thread, lambda: plans.goal(thread, share=("politie",))) == [there]
    thread.do("privacy_officer", duty.judge, asked, granted=True)
    plans.goal(thread, share=("politie",))
    assert shares() == 1


def test_a_new_version_shares_on_only_when_people_are_told(thread, city):
    plans.settled(thread, share=("politie",))
    person = put_on(thread)
    refused(thread, lambda: plans.begun(thread))
    tell(thread, person)
    plans.begun(thread)
    assert shares() == 4


def test_withdrawing_and_what_is_shared_already_need_nothing(thread, city):
    plans.begun(thread)
    goal = plans.goal(thread, share=("politie",))
    put_on(thread)

    def again(acting, organisations):
        set_shares(acting, Goal.objects.get(pk=goal), organisations)

    thread.do("process_manager", again, [city.organisation("politie")])
    thread.do("process_manager", again, [])
    assert PlanShare.objects.using("keeper").get().withdrawn_at is not None
    refused(thread, lambda: thread.do("process_manager", again, [city.organisation("politie")]))


def test_the_database_refuses_a_share_that_the_program_forgot(thread, city):
    plans.begun(thread)
    goal = plans.goal(thread)
    put_on(thread)
    row = PlanShare(
        case_id=thread.id, goal_id=goal, organisation_id=city.organisation("politie"),
        shared_by_id=city.user("process_manager"), shared_at=timezone.now(),
    )  # fmt: skip
    who = acting_as(city.acting("process_manager"))
    refusal = pytest.raises(ProgrammingError, match="row-level security")
    with who, refusal, transaction.atomic():
        row.save(force_insert=True)
    assert shares() == 0


def asked(thread):
    fact = thread.do("case_manager", cases.add_contribution, thread.id, nature="fact",
                     text="Er is een aanbod.", release_to=[])  # fmt: skip
    with acting_as(thread.city.acting("case_manager")) as acting:
        case = Case.objects.get(pk=thread.id)
        receiver = next(p for p in outsiders(acting, case) if "Zorg" in p.organisation)
        return disclosures.ask(acting, thread.id, receiver=receiver, items=[fact], reason="Nodig.",
                               ground="public_task", article="AVG art. 6")  # fmt: skip


def test_a_disclosure_is_granted_only_when_people_are_told(thread, city):
    made, person = asked(thread), put_on(thread)
    there = f"{reverse('cases:duty', args=[thread.id])}#p-{person}"

    def grant():
        thread.do("process_manager", disclosures.decide, made, granted=True, reason="Nodig.")

    assert refused(thread, grant) == [there]
    row = DisclosureDecision(
        disclosure_id=made, case_id=thread.id, granted=True, number="V-0000-0001",
        requested_by_id=city.user("case_manager"), decided_by_id=city.user("process_manager"),
        decided_at=timezone.now(),
    )  # fmt: skip
    who = acting_as(city.acting("process_manager"))
    refusal = pytest.raises(ProgrammingError, match="row-level security")
    with who, refusal, transaction.atomic():
        row.save(force_insert=True)
    tell(thread, person)
    grant()
    assert Disclosed.objects.using("keeper").count() == 1


def test_refusing_a_disclosure_waits_for_nothing(thread, city):
    made = asked(thread)
    put_on(thread)
    thread.do("process_manager", disclosures.decide, made, granted=False, reason="Te veel.")
    assert DisclosureDecision.objects.using("keeper").get().granted is False


# -- what a request of somebody about themselves collects ---------------------------------------


def gathered(thread, who, person):
    with acting_as(thread.city.acting(who)) as acting:
        return [(one.kind, one.text) for one in gather.held(acting, thread.id, person)]


def test_meetings_and_disclosures_are_collected_each_by_who_brought_them(thread, city):
    thread.partner("corporatie", "housing")
    person = put_on(thread)
    tell(thread, person)
    held = table(thread)
    held.item("police", "Ruzie in de nacht", "gemeente")
    held.begin()
    held.line("De gemeente ziet het zo.")
    held.line("De politie kwam drie keer.", "politie", "gemeente")
    held.held()
    thread.do("case_manager", meetings.summarise, held.id, text="Wij spraken over u.")
    made = asked(thread)
    ours = gathered(thread, "process_manager", person)
    words = [text for _kind, text in ours]
    assert any(text.endswith("De gemeente ziet het zo.") for text in words)
    assert "Wij spraken over u." in words
    assert not any("drie keer" in text or "Ruzie" in text for text in words)
    (shared,) = [text for kind, text in ours if kind == "shared"]
    assert "nog geen besluit" in shared
    thread.do("process_manager", disclosures.decide, made, granted=True, reason="Nodig.")
    number = DisclosureDecision.objects.using("keeper").get().number
    assert any(number in text for _kind, text in gathered(thread, "process_manager", person))
    theirs = gathered(thread, "police", person)
    meeting = [text for kind, text in theirs if kind == "meeting"]
    assert "Ruzie in de nacht" in meeting
    assert any("drie keer" in text for text in meeting)
    assert not any("gemeente ziet" in text or "spraken" in text for _kind, text in theirs)
    assert not any(kind == "shared" for kind, _text in theirs)


# -- showing a name ---------------------------------------------------------------------------


def test_the_link_to_a_name_is_not_there_for_who_is_barred_from_it(thread, city, client_as):
    person = put_on(thread, "process_manager")
    link = reverse("people:reveal", args=[person])
    pages = {who: client_as(who) for who in ("process_manager", "case_manager")}
    file = f"/werk/casussen/{thread.id}/?deel=personen"
    assert all(link in page.get(file).content.decode() for page in pages.values())
    thread.do("process_manager", duty.set_shield, thread.id, person, identity=True, address=True,
              roles=["casusregie"])  # fmt: skip
    assert link not in pages["process_manager"].get(file).content.decode()
    assert pages["process_manager"].post(link, {"ground": "contact"}).status_code == 404
    assert link in pages["case_manager"].get(file).content.decode()
    assert pages["case_manager"].post(link, {"ground": "contact"}).status_code == 200
