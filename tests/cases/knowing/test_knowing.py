"""Need to know: categories, terms, disclosures, emergency access; and what ends at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError
from django.utils import timezone

from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.codes import ORDINARY
from baken.cases.disclosures import actions as disclosures
from baken.cases.disclosures.models import Disclosed, Disclosure, DisclosureDecision
from baken.cases.glass import actions as glass
from baken.cases.glass.models import Glass, GlassReview
from baken.cases.models import Case, CaseContent, Contribution, Participation, Release, Seat
from baken.cases.regimes import ordinary
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from tests.cases.build import Thread, running
from tests.city import City

SECRET = "Zwartgeldonderzoek loopt"


@pytest.fixture
def thread(city: City) -> Thread:
    made = running(city, 3)
    made.partner("politie", "police")
    made.partner("corporatie", "housing")
    return made


def keep(model):  # type: ignore[no-untyped-def]
    return model.objects.using("keeper")


def told(thread: Thread, who: str = "police", *to: str, **more):  # type: ignore[no-untyped-def]
    parties = [thread.city.organisation(name) for name in to]
    more = {"nature": "fact", "text": SECRET, **more}
    return thread.do(who, actions.add_contribution, thread.id, release_to=parties, **more)


def reads(thread: Thread, who: str) -> int:
    with acting_as(thread.city.acting(who)):
        return Contribution.objects.count()


def test_the_ordinary_categories_are_those_of_the_data() -> None:
    assert ordinary() == ORDINARY


def test_a_category_outside_the_participation_is_not_released_nor_seen(thread: Thread) -> None:
    with pytest.raises(ValidationError):
        told(thread, "police", "corporatie", category="politiegegeven")
    told(thread, "police", "corporatie")
    assert reads(thread, "housing") == 1
    keep(Contribution).update(category="politiegegeven")
    assert reads(thread, "housing") == 0
    keep(Participation).update(categories=["politiegegeven"])
    assert reads(thread, "housing") == 1


def test_a_special_category_asks_for_a_ground(thread: Thread) -> None:
    care = {"task": "Zorg", "ground": "public_task", "user_ids": [thread.city.user("care")]}
    party = thread.city.organisation("zorg")
    with pytest.raises(ValidationError):
        thread.do("process_manager", actions.add_partner, thread.id, party,
                  categories=["gezondheid"], **care)  # fmt: skip
    thread.do("process_manager", actions.add_partner, thread.id, party,
              categories=["gezondheid"], special_grounds=["avg9_2h"], **care)  # fmt: skip
    assert keep(Participation).get(organisation_id=party).categories == ["gezondheid"]


def test_what_ends_is_gone_at_the_next_statement(thread: Thread) -> None:
    told(thread, "police", "corporatie", "gemeente")
    rows = keep(Participation).filter(organisation_id=thread.city.organisation("corporatie"))
    now = timezone.now()
    for change in ({"ends_at": now}, {"valid_until": now}):
        assert reads(thread, "housing") == 1
        rows.update(**change)
        assert reads(thread, "housing") == 0
        rows.update(ends_at=None, valid_until=None)
    keep(Release).update(withdrawn_at=now)
    assert reads(thread, "housing") == 0


def test_a_term_takes_the_whole_case_away(thread: Thread) -> None:
    party, person = thread.city.organisation("zorg"), thread.city.user("care")
    thread.do("process_manager", actions.add_partner, thread.id, party, task="Zorg",
              ground="public_task", user_ids=[person], until=timezone.localdate())  # fmt: skip
    with acting_as(thread.city.acting("care")):
        assert CaseContent.objects.count() == 1
    from baken.access.models import Membership

    mine = keep(Membership).filter(user_id=person)
    assert mine.get().valid_until == keep(Participation).get(organisation_id=party).ends_at
    mine.update(valid_until=timezone.now())
    with acting_as(thread.city.acting("care")):
        assert CaseContent.objects.count() == 0


def asked(thread: Thread, who: str = "case_manager", *, key=None, **more):  # type: ignore[no-untyped-def]
    with acting_as(thread.city.acting(who)) as acting:
        from baken.cases.disclosures.queries import outsiders

        person = next(p for p in outsiders(acting, Case.objects.get()) if "Zorg" in p.organisation)
        return disclosures.ask(
            acting, thread.id, receiver=person, ground="public_task", article="AVG art. 6",
            reason="Anders weet de zorg dit niet.", key=key, **more,
        )  # fmt: skip


def test_a_disclosure_is_asked_by_one_decided_by_another_and_read_by_the_receiver(
    thread: Thread, client_as
) -> None:  # type: ignore[no-untyped-def]
    item, key = told(thread, "case_manager"), uuid4()
    for _twice in range(2):
        made = asked(thread, items=[item], key=key)
    assert keep(Disclosure).count() == 1
    page = f"/werk/verstrekkingen/{made}/"
    assert client_as("care").get(page).status_code == 404
    with pytest.raises(Conflict):
        thread.do("case_manager", disclosures.decide, made, granted=True, reason="")
    assert keep(Disclosed).count() == 0
    for _twice in range(2):
        thread.do("process_manager", disclosures.decide, made, granted=True, reason="Nodig.")
    decision = keep(DisclosureDecision).get()
    assert decision.sha256 == disclosures.hash_of(keep(Disclosed).all())
    answer = client_as("care").get(page)
    assert answer.status_code == 200
    assert SECRET in answer.content.decode()
    assert decision.number in client_as("care").get("/werk/verstrekkingen/").content.decode()
    assert client_as("housing").get(page).status_code == 404
    with acting_as(thread.city.acting("care")):
        assert (Case.objects.count(), Contribution.objects.count()) == (0, 0)
    verbs = set(keep(Entry).values_list("verb", flat=True))
    assert {"case.ask_disclosure", "case.grant_disclosure", "case.read_disclosure"} <= verbs


def test_a_refusal_is_kept_and_nothing_crosses(thread: Thread) -> None:
    made = asked(thread, items=[told(thread, "case_manager")])
    thread.do("process_manager", disclosures.decide, made, granted=False, reason="Te veel.")
    assert not keep(DisclosureDecision).get().granted
    assert keep(Disclosed).count() == 0
    assert keep(Entry).filter(verb="case.refuse_disclosure").count() == 1


def test_special_categories_wait_for_the_privacy_officer(thread: Thread) -> None:
    made = asked(thread, items=[told(thread, "case_manager", category="gezondheid")])
    with pytest.raises(Conflict):
        thread.do("process_manager", disclosures.decide, made, granted=True, reason="")
    thread.do("privacy_officer", disclosures.advise, made, positive=True, text="Kan.")
    thread.do("process_manager", disclosures.decide, made, granted=True, reason="")
    assert keep(Disclosed).count() == 1


def test_nobody_discloses_what_is_not_theirs_to_pass_on(thread: Thread) -> None:
    item = told(thread, "police", "gemeente")
    with pytest.raises(ValidationError):
        asked(thread, items=[item])
    keep(Release).update(may_pass_on=True)
    asked(thread, items=[item])


def test_nothing_crosses_the_wall_without_a_decision(thread: Thread) -> None:
    item = told(thread, "case_manager")
    made = asked(thread, items=[item])
    with acting_as(thread.city.acting("process_manager")) as acting:
        rows = disclosures.fetch_request(made)
        with pytest.raises(ProgrammingError):
            disclosures._hand_over(rows)
        assert acting
    with pytest.raises(ValidationError):
        told(thread, "case_manager", "zorg")


@pytest.mark.parametrize("regime", ["wgs_riec", "boa_wpg"])
def test_who_the_regime_does_not_admit_takes_no_part(thread: Thread, regime: str) -> None:
    told(thread, "police", "corporatie")
    assert reads(thread, "housing") == 1
    keep(Case).update(regime=regime)
    assert reads(thread, "housing") == 0
    with pytest.raises(ValidationError):
        thread.partner("zorg", "care")


# -- emergency access -----------------------------------------------------------------------


def broken(thread: Thread, who: str = "process_manager2"):  # type: ignore[no-untyped-def]
    reason = "Een bewoner belt in paniek, niemand neemt op."
    return thread.do(who, glass.break_glass, number=thread.row.number, reason=reason)


def test_glass_opens_for_eight_hours_only_to_read_and_is_told(thread: Thread, client_as) -> None:  # type: ignore[no-untyped-def]
    told(thread, "police")
    client = client_as("process_manager2")
    there = f"/werk/casussen/{thread.id}/"
    assert client.get(there).status_code == 404
    before = keep(Message).count()
    assert broken(thread) == thread.id
    assert keep(Message).count() == before + 2
    answer = client.get(there)
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert "Noodtoegang" in client.get("/werk/").content.decode()
    assert keep(Entry).filter(verb="case.read", ground="noodtoegang").count() == 1
    with pytest.raises(Denied):
        told(thread, "process_manager2")
    row = keep(Glass).get()
    assert row.until - row.opened_at == timedelta(hours=8)
    keep(Glass).update(until=timezone.now())
    assert client.get(there).status_code == 404


def test_glass_is_not_for_partners_nor_for_short_reasons(thread: Thread) -> None:
    with pytest.raises(Denied):
        broken(thread, "police2")
    with pytest.raises(ValidationError):
        thread.do("process_manager2", glass.break_glass, number=thread.row.number, reason="Nood")
    with pytest.raises(ValidationError):
        broken(thread, "process_manager")
    keep(Case).update(regime="boa_wpg")
    with pytest.raises(ValidationError):
        broken(thread)
    assert keep(Glass).count() == 0


def test_another_reviews_glass_and_who_opened_it_may_end_it(thread: Thread, client_as) -> None:  # type: ignore[no-untyped-def]
    broken(thread)
    row = keep(Glass).get()
    with pytest.raises(Conflict):
        thread.do("process_manager2", glass.review, row.id, finding="right", text="Ja")
    page = client_as("privacy_officer").get("/werk/toezicht/casussen/").content.decode()
    assert str(row.id) in page
    assert (
        "Beoordeel een noodtoegang" in client_as("process_manager").get("/werk/").content.decode()
    )
    sent = {"finding": "wrong", "text": "Het kon wachten."}
    client = client_as("privacy_officer")
    assert client.post(f"/werk/noodtoegang/{row.id}/", sent).status_code == 302
    assert keep(GlassReview).get().finding == "wrong"
    thread.do("process_manager2", glass.end_early, row.id)
    assert client_as("process_manager2").get(f"/werk/casussen/{thread.id}/").status_code == 404


# -- scenario 6 -----------------------------------------------------------------------------


def test_a_police_contribution_leaves_no_trace_with_the_corporation(
    thread: Thread, client_as
) -> None:  # type: ignore[no-untyped-def]
    item = told(thread, "police", "gemeente")
    client = client_as("housing")
    seated = keep(Seat).filter(role="procesregie").get()
    assert seated.accepted_at
    there = f"/werk/casussen/{thread.id}/"
    pages = ["/werk/", "/werk/casussen/", there, f"{there}?deel=documenten", f"{there}?alles",
             f"{there}verstrekkingen/", f"{there}verstrekkingen/vraag/",
             f"/werk/zoeken/?q={SECRET}",
             f"{there}inbreng/{item}/", f"{there}inbreng/{item}/verbeteren/"]  # fmt: skip
    for url in pages:
        answer = client.get(url)
        assert SECRET not in answer.content.decode().replace(f"q={SECRET}", "") or "zoeken" in url
        assert str(item) in url or str(item) not in answer.content.decode()
    absent = client.get(f"{there}inbreng/{uuid4()}/")
    hidden = client.get(f"{there}inbreng/{item}/")
    assert (absent.status_code, hidden.status_code) == (404, 404)
    assert all(SECRET not in str(row) for row in keep(Message).values_list("text", flat=True))
    assert reads(thread, "housing") == 0
    assert SECRET in client_as("process_manager").get(there).content.decode()
