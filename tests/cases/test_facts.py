"""What the parts of a case know really stands in the way of a step, with the page that mends it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from baken.cases import actions
from baken.cases.actions.common import start_clock, stop_clock
from baken.cases.codes import ClockKind
from baken.cases.disclosures import actions as disclosures
from baken.cases.disclosures.queries import outsiders
from baken.cases.duty.models import DataPart, DataRequest
from baken.cases.facts import NAMES, facts, known_of, mend_url
from baken.cases.meetings import actions as meetings
from baken.cases.models import Case
from baken.cases.plan.models import AgreementOwner
from baken.core.acting import acting_as
from baken.core.errors import Conflict
from baken.core.terms import Span
from tests.cases.build import opened, running
from tests.cases.duty.build import put_on, tell
from tests.cases.meetings.build import table
from tests.cases.plan import build as plans


def asked(thread):
    """Somebody who works on the case asks to hand a fact to a care worker outside it."""
    fact = thread.do("process_manager", actions.add_contribution, thread.id, nature="fact",
                     text="Er is een aanbod.", release_to=[])  # fmt: skip
    with acting_as(thread.city.acting("process_manager")) as acting:
        case = Case.objects.get(pk=thread.id)
        receiver = next(one for one in outsiders(acting, case) if one.user_id ==
                        thread.city.user("police2"))  # fmt: skip
        return disclosures.ask(
            acting, thread.id, receiver=receiver, items=[fact], ground="other", article="art. 6",
            reason="Nodig voor de hulp.",
        )  # fmt: skip


def known(thread, who="process_manager", names=NAMES):
    with acting_as(thread.city.acting(who)):
        return known_of(thread.id, names)


def refused(thread, step) -> list[str]:
    """The addresses that mend what is missing."""
    with pytest.raises(Conflict) as found:
        step()
    return [gap.mend_url for gap in found.value.missing]


def close(thread):
    thread.do("process_manager", actions.close, thread.id, reason="Klaar")


def page(name, thread):
    return reverse(f"cases:{name}", args=[thread.id])


def test_every_name_is_told_and_mended(city):
    thread = running(city)
    assert {fact.name for fact in facts} == NAMES
    assert all(mend_url(name, thread.id) for name in NAMES)
    assert set(known(thread)) == NAMES
    assert known(thread, names=()) == {}
    with pytest.raises(KeyError):
        known(thread, names=["luck"])


def test_no_step_up_to_phase_3_without_a_plan_that_stands(city):
    thread = running(city, 2)
    thread.fill("operationeel", "lead")
    thread.evaluate()
    assert refused(thread, lambda: thread.ask("process_manager", 3)) == [page("plan", thread)]
    plans.begun(thread)
    plans.goal(thread)
    plans.view(thread)
    assert refused(thread, lambda: thread.ask("process_manager", 3)) == [page("plan", thread)]
    plans.settle(thread)
    thread.move(3, "process_manager", "lead")
    assert thread.row.phase == 3


def test_taking_on_waits_for_who_must_be_told(city):
    thread = opened(city)
    person = put_on(thread)

    def take():
        thread.do("process_manager", actions.take_on, thread.id, purpose="Rust")

    assert refused(thread, take) == [page("triage", thread), page("duty", thread)]
    tell(thread, person)
    assert refused(thread, take) == [page("triage", thread)]


def test_closing_leaves_nobody_untold(city):
    thread = running(city)
    thread.evaluate()
    person = put_on(thread)
    assert known(thread)["duty_undone"] == 1
    assert refused(thread, lambda: close(thread)) == [page("duty", thread)]
    tell(thread, person)
    close(thread)


def test_closing_leaves_no_safety_agreement_without_an_owner(city):
    thread = running(city)
    thread.evaluate()
    plan = plans.settled(thread)
    assert known(thread)["agreements_unowned"] == 0
    owners = AgreementOwner.objects.using("keeper").filter(agreement__plan=plan)
    owners.update(until=timezone.now())
    assert refused(thread, lambda: close(thread)) == [page("plan", thread)]
    plans.agreements(plan)
    owners.update(until=None)
    close(thread)


def test_closing_leaves_no_meeting_without_minutes(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.partner("corporatie", "housing")
    held = table(thread)
    thread.ready()
    assert refused(thread, lambda: close(thread)) == [page("meetings", thread)]
    thread.do("process_manager", meetings.cancel, held.id)
    close(thread)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [("meeting", 1), ("plan", 1), ("acute", 1), ("contact", 1), ("review", 0), ("aftercare", 0)],
)
def test_clocks_that_wait_for_something_count(city, kind, counts):
    thread = running(city)
    with acting_as(city.acting("process_manager")):
        start_clock(thread.id, ClockKind(kind), Span.parse("5 wd"))
        assert known_of(thread.id, ["clocks_open"]) == {"clocks_open": counts}
        stop_clock(thread.id, ClockKind(kind))
        assert known_of(thread.id, ["clocks_open"]) == {"clocks_open": 0}


def test_closing_leaves_no_request_of_a_person_without_an_answer(city):
    thread = running(city)
    thread.evaluate()
    person = put_on(thread)
    tell(thread, person)
    row = DataRequest.objects.using("keeper").create(
        number="V-0000-0001", kinds=["access"], received_on=timezone.localdate(),
        due_at=timezone.now() + timedelta(days=9), taken_by_id=city.user("privacy_officer"),
        handler_id=city.user("privacy_officer"), created_at=timezone.now(),
    )  # fmt: skip
    for party in ("gemeente", "politie"):
        DataPart.objects.using("keeper").create(
            request=row, case_id=thread.id, case_number=thread.row.number, person_id=person,
            organisation_id=city.organisation(party), added_at=timezone.now(),
            added_by_id=city.user("privacy_officer"),
        )  # fmt: skip
    assert known(thread)["requests_open"] == 1
    assert refused(thread, lambda: close(thread)) == [page("duty", thread)]


def test_closing_leaves_no_disclosure_undecided(city):
    thread = running(city)
    thread.evaluate()
    asked(thread)
    assert refused(thread, lambda: close(thread)) == [page("disclosures", thread)]


def test_a_partner_learns_nothing_from_a_count(city):
    """The bait is there for the manager; of it a partner, and the mayor's purpose, see nothing."""
    thread = running(city, 2)
    asked(thread)
    thread.partner("politie", "police")
    thread.partner("corporatie", "housing")
    thread.partner("zorg", "care")
    table(thread)
    put_on(thread)
    counted = ("duty_undone", "meetings_open", "disclosures_open")
    assert known(thread, names=counted) == dict.fromkeys(counted, 1)
    for who in ("care", "administrator", "process_manager2"):
        assert known(thread, who, counted) == dict.fromkeys(counted, 0)
    with acting_as(city.acting("care")), connection.cursor() as cursor:
        cursor.execute("select cases_duty_undone(%s)", [thread.id])
        assert cursor.fetchone() == (0,)
