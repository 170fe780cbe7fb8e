"""Scenario 12, second half: what is held on somebody, given or withheld with a reason, in time."""

import json
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.cases import actions as case_actions
from baken.cases.clocks import officers
from baken.cases.clocks.models import Notice
from baken.cases.duty.models import (
    DataItem,
    DataPart,
    DataRequest,
    DataSubject,
    DataText,
)
from baken.cases.duty.requests import actions, answers, queries
from baken.cases.glass.actions import break_glass
from baken.cases.worklist import privacy_work
from baken.core.acting import acting_as, job
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from baken.people import api as people
from tests.cases.build import running
from tests.cases.duty.build import NAME, put_off, put_on, tell, today

BSN = "111222333"


def ask(city, who="privacy_officer", **more):
    values = {
        "kinds": ["access", "correction"], "name": NAME, "born": "", "question": "Wat weet u?",
        "address": "Testlaan 1", "received_on": today(), "identity": "seen", "identity_on": today(),
    } | more  # fmt: skip
    with acting_as(city.acting(who)) as acting:
        return actions.intake(acting, **values)


@pytest.fixture
def case(city):
    """A case with police, three people, and what two organisations brought in."""
    thread = running(city, 2)
    thread.partner("politie", "police")
    person = put_on(thread)
    other = put_on(thread, name="Kaat Klikspaanster", address="Geheimweg 3")
    for one in (person, other):
        tell(thread, one)
    thread.do("police", case_actions.add_contribution, thread.id, nature="fact",
              text="Aangehouden na tip van Klikspaanster.")  # fmt: skip
    thread.do("process_manager", case_actions.add_contribution, thread.id, nature="fact",
              text="De tuin ligt vol.")  # fmt: skip
    thread.evaluate()
    thread.do("process_manager", people.reveal, person, "contact")
    return thread, person


def test_a_number_that_is_taken_is_drawn_again_and_sent_twice_is_kept_once(city, monkeypatch):
    left = iter(["V-1111-1111", "V-1111-1111", "V-2222-2222", "V-1111-1111"])
    monkeypatch.setattr("baken.core.numbers.draw", lambda prefix: next(left))
    key = uuid4()
    assert ask(city, key=key) == key
    second = ask(city)
    assert ask(city, key=key) == key
    rows = DataRequest.objects.using("keeper").order_by("number")
    assert list(rows.values_list("id", "number")) == [
        (key, "V-1111-1111"), (second, "V-2222-2222"),
    ]  # fmt: skip


def linked(city, thread, person, who="privacy_officer"):
    asked = ask(city, who)
    thread.do("process_manager", actions.link, asked, thread.id, person)
    return asked


def part(asked, party):
    return DataPart.objects.using("keeper").get(request_id=asked, organisation_id=party)


def everything_collected(city, thread, person):
    asked = linked(city, thread, person)
    for who, party in (("process_manager", "gemeente"), ("police", "politie")):
        thread.do(who, actions.collect, part(asked, city.organisation(party)).id)
    return asked


def assess(thread, item, who, outcome="given", **more):
    values = {"text": "Wat u mag lezen.", "ground": "", "reason": ""} | more
    thread.do(who, actions.assess, item.id, outcome=outcome, version=item.version, **values)


def all_assessed(city, thread, asked):
    for item in DataItem.objects.using("keeper").filter(request_id=asked, outcome=""):
        police = item.organisation_id == city.organisation("politie")
        if police and item.kind == "contribution":
            reason = {"ground": "investigation", "reason": "Dit zou een onderzoek schaden."}
            assess(thread, item, "police", "withheld", **reason)
        else:
            assess(thread, item, "police" if police else "process_manager")


def test_the_clock_is_a_month_and_once_two_more(city):
    asked = ask(city, received_on=today() - timedelta(days=5))
    row = DataRequest.objects.using("keeper").get()
    assert row.number.startswith("V-")
    assert 20 <= (row.due_at.date() - today()).days <= 32
    with acting_as(city.acting("privacy_officer")) as acting:
        actions.extend(acting, asked, reason="Veel stukken.")
        with pytest.raises(Conflict, match="al een keer"):
            actions.extend(acting, asked, reason="Nog meer.")
    row.refresh_from_db(using="keeper")
    assert (row.due_at.date() - today()).days > 80


def test_after_the_first_month_it_cannot_be_made_longer(city):
    asked = ask(city, received_on=today() - timedelta(days=70))
    late = pytest.raises(Conflict, match="voorbij")
    with acting_as(city.acting("privacy_officer")) as acting, late:
        actions.extend(acting, asked, reason="Te laat.")


def test_who_it_is_must_be_checked_and_something_asked(city):
    for wrong in ({"kinds": []}, {"kinds": ["x"]}, {"identity": "kopie"},
                  {"received_on": today() + timedelta(days=1)}):  # fmt: skip
        with pytest.raises(ValidationError):
            ask(city, **wrong)
    for who in ("case_manager", "police", "desk", "administrator"):
        with pytest.raises(Denied):
            ask(city, who)
    assert DataRequest.objects.using("keeper").count() == 0


def test_searching_finds_the_same_name_in_the_own_cases_only(city, case):
    thread, person = case
    asked = ask(city)
    assert thread.do("process_manager", actions.search, asked) == [(person, thread.id)]
    with acting_as(city.acting("process_manager2")) as acting:
        assert actions.search(acting, asked) == []
    with acting_as(city.acting("privacy_officer")) as acting:
        assert actions.search(acting, asked) == []  # no case is theirs


def test_each_organisation_collects_its_own(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    items = DataItem.objects.using("keeper").filter(request_id=asked)
    ours = set(items.filter(organisation_id=city.organisation("gemeente")).values_list("kind"))
    kinds = {kind for (kind,) in ours}
    assert {"identity", "role", "contribution", "evaluation", "decision", "duty"} <= kinds
    theirs = items.filter(organisation_id=city.organisation("politie"))
    assert [item.kind for item in theirs] == ["contribution"]
    before = items.count()
    thread.do("police", actions.collect, part(asked, city.organisation("politie")).id)
    assert items.count() == before  # again adds only what is new


def test_the_municipality_sees_nothing_of_what_the_police_holds(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    with acting_as(city.acting("process_manager")):
        texts = [text.text for text in DataText.objects.filter(request_id=asked)]
    assert texts
    assert not any("Aangehouden" in text for text in texts)
    with acting_as(city.acting("police")):
        assert [t.text for t in DataText.objects.all()] == [
            "Feit: Aangehouden na tip van Klikspaanster."
        ]
        assert DataSubject.objects.count() == 0


def test_the_privacy_officer_sees_what_is_held_but_reads_only_what_is_given(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    with acting_as(city.acting("privacy_officer")) as acting:
        view = queries.get(acting, asked)
        assert len(view.lines) > 5
        assert all(line.text is None for line in view.lines)
    all_assessed(city, thread, asked)
    with acting_as(city.acting("privacy_officer")) as acting:
        view = queries.get(acting, asked)
        assert {line.text for line in view.given} == {"Wat u mag lezen."}
        assert [line.text for line in view.withheld] == [None]


def test_a_name_of_another_and_a_bsn_do_not_get_out(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    ours = DataItem.objects.using("keeper").filter(organisation_id=city.organisation("gemeente"))
    item = ours.get(request_id=asked, kind="contribution")
    with pytest.raises(ValidationError, match="Betrokkene 2"):
        assess(thread, item, "process_manager", text="Klikspaanster zei het.")
    with pytest.raises(ValidationError, match="Betrokkene 2"):
        assess(thread, item, "process_manager", text="Gehoord op geheimweg 3.")
    with pytest.raises(ValidationError, match="BSN"):
        assess(thread, item, "process_manager", text=f"Nummer {BSN}.")
    with pytest.raises(ValidationError, match="BSN"):
        assess(thread, item, "process_manager", "withheld", ground="others", reason=BSN)
    assess(thread, item, "process_manager", text=f"{NAME}: de tuin ligt vol.")


def test_withholding_needs_a_ground_and_a_reason(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    item = DataItem.objects.using("keeper").filter(request_id=asked, kind="evaluation").get()
    for wrong in ({}, {"ground": "others"}, {"ground": "zomaar", "reason": "x"}):
        with pytest.raises(ValidationError):
            assess(thread, item, "process_manager", "withheld", **wrong)


def test_two_who_assess_at_once_both_keep_their_words(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    item = DataItem.objects.using("keeper").filter(request_id=asked, kind="evaluation").get()
    assess(thread, item, "process_manager")
    with pytest.raises(Conflict) as refused:
        assess(thread, item, "case_manager", "withheld", ground="others", reason="Van een ander.")
    assert "Van een ander." in refused.value.versions[0].mine


def test_deciding_waits_until_all_is_collected_and_assessed(city, case):
    thread, person = case
    asked = linked(city, thread, person)

    def decide(decision="partly"):
        with acting_as(city.acting("privacy_officer")) as acting:
            actions.decide(acting, asked, decision=decision, answer="Hier zijn uw gegevens.")

    with pytest.raises(Conflict) as refused:
        decide()
    said = " ".join(one.what for one in refused.value.missing)
    assert "Politie (voorbeeld) heeft nog niet verzameld" in said
    for who, party in (("process_manager", "gemeente"), ("police", "politie")):
        thread.do(who, actions.collect, part(asked, city.organisation(party)).id)
    all_assessed(city, thread, asked)
    with pytest.raises(Conflict, match="Besluiten"):
        decide()  # when was looked is not there yet
    thread.do("lead", break_glass, number=thread.row.number, reason="Er wordt nu gedreigd.")
    with acting_as(city.acting("privacy_officer")) as acting:
        assert actions.collect_looks(acting, asked) > 3
    (looked,) = DataText.objects.using("keeper").filter(item__kind="looked")
    assert "noodtoegang" in looked.text
    assert "nog niet beoordeeld" in looked.text
    assert "gedreigd" not in looked.text
    assert "Lead" not in looked.text
    with pytest.raises(ValidationError, match="deels"):
        decide("granted")
    decide()
    with pytest.raises(Conflict, match="al besloten"):
        decide()
    with pytest.raises(Conflict, match="al besloten"):
        thread.do("police", actions.collect, part(asked, city.organisation("politie")).id)


def decided(city, case):
    thread, person = case
    asked = everything_collected(city, thread, person)
    all_assessed(city, thread, asked)
    with acting_as(city.acting("privacy_officer")) as acting:
        actions.collect_looks(acting, asked)
        actions.add_other(acting, asked, text="Een melding over geluid.")
        actions.decide(acting, asked, decision="partly", answer="Hier zijn uw gegevens.")
    return asked


def test_the_answer_holds_everything_that_is_given_and_nothing_of_others(city, case):
    asked = decided(city, case)
    with acting_as(city.acting("privacy_officer")) as acting:
        view = queries.get(acting, asked)
        letter = answers.letter(view)
        made, plain = answers.pdf(acting, view), answers.as_json(acting, view)
    assert made.startswith(b"%PDF")
    data = json.loads(plain)
    kinds = {item["kind"] for item in data["given"]}
    assert {"identity", "role", "contribution", "evaluation", "duty", "looks", "other"} <= kinds
    assert data["withheld"] == [
        {"article": "UAVG art. 41 lid 1 onder d", "reason": "Dit zou een onderzoek schaden."}
    ]
    words = " ".join([*letter.plain, *(item.text for item in letter.items)])
    for hidden in ("Aangehouden", "Klikspaanster", "Geheimweg", "Process Manager", "Police"):
        assert hidden not in words + plain.decode()
    assert "Wij doen een deel van wat u vraagt." in words
    assert "Dit zou een onderzoek schaden. (UAVG art. 41 lid 1 onder d)" in words
    assert "bezwaar" in words


def test_when_was_looked_is_told_and_by_whom_is_not(city, case):
    asked = decided(city, case)
    with acting_as(city.acting("privacy_officer")) as acting:
        view = queries.get(acting, asked)
        (looks,) = [line.text for line in view.lines if line.item.kind == "looks"]
    assert "liet een naam zien (escalatie voorkomen, Gemeente Voorbeeldstad)" in looks
    assert "Manager" not in looks


def test_only_who_handles_it_answers_and_another_may_take_over(city, case):
    thread, person = case
    asked = linked(city, thread, person)
    with pytest.raises(Denied):
        thread.do("process_manager", actions.decide, asked, decision="refused", answer="Nee.")
    with pytest.raises(Denied):
        thread.do("process_manager", actions.collect_looks, asked)
    thread.do("process_manager", actions.take_over, asked)
    thread.do("process_manager", actions.add_other, asked, text="Iets.")


def test_a_request_about_nobody_here_is_answered_too(city):
    asked = ask(city)
    with acting_as(city.acting("privacy_officer")) as acting:
        actions.decide(acting, asked, decision="granted", answer="Wij hebben niets over u.")
        letter = answers.letter(queries.get(acting, asked))
    assert "Wij hebben niets over u." in letter.plain


def test_putting_off_is_part_of_what_the_file_holds(city, case):
    thread, _person = case
    third = put_on(thread, name="Derde Verzonnenvrouw")
    put_off(thread, third)
    with acting_as(city.acting("privacy_officer")) as acting:
        from baken.cases.duty.queries import to_judge

        assert len(to_judge(acting)) == 1


def test_a_case_that_goes_takes_its_part_along(city, case):
    from baken.cases.retention import remove

    thread, person = case
    asked = everything_collected(city, thread, person)
    with acting_as(job("retention.run", "cases")) as acting:
        remove(acting, [thread.id])
    for model in (DataItem, DataPart, DataText):
        assert model.objects.using("keeper").filter(case_id=thread.id).count() == 0
    assert DataRequest.objects.using("keeper").filter(pk=asked).exists()


def test_a_request_goes_five_years_after_the_answer(city, case):
    from baken.cases.duty.retention import remove
    from baken.retention.api import terms_of

    asked = decided(city, case)
    (term,) = terms_of("cases.DataRequest")
    assert (term.years, term.trigger) == (5, "decided_at")
    with acting_as(job("retention.run", "privacy")) as acting:
        assert remove(acting, [asked]) == 1
    for model in (DataRequest, DataSubject, DataItem, DataPart, DataText):
        assert model.objects.using("keeper").count() == 0


def test_the_pages_work_from_begin_to_end(city, case, client_as):
    thread, person = case
    officer, manager, police = (client_as(w) for w in ("privacy_officer", "process_manager",
                                                       "police"))  # fmt: skip
    sent = {"kinds": ["access"], "name": NAME, "received_on": today(), "identity": "seen",
            "identity_on": today()}  # fmt: skip
    assert officer.get("/werk/verzoeken/").status_code == 200
    assert officer.get("/werk/verzoeken/nieuw/").status_code == 200
    there = officer.post("/werk/verzoeken/nieuw/", sent)["Location"]
    assert NAME in officer.get(there).content.decode()
    found = manager.post(f"{there}zoeken/")
    assert thread.row.number in found.content.decode()
    chosen = {"person": f"{person}:{thread.id}"}
    assert manager.post(f"{there}zoeken/", chosen).status_code == 302
    for client in (manager, police):
        page = client.get(f"/werk/casussen/{thread.id}/betrokkenen/")
        assert "Verzoek V-" in page.content.decode()
    asked = DataRequest.objects.using("keeper").get().id
    for client, party in ((manager, "gemeente"), (police, "politie")):
        mine = part(asked, city.organisation(party)).id
        page = f"/werk/casussen/{thread.id}/betrokkenen/verzoek/{mine}/"
        assert client.post(page).status_code == 302
        assert client.get(page).status_code == 200
    for item in DataItem.objects.using("keeper").filter(request_id=asked):
        client = police if item.organisation_id == city.organisation("politie") else manager
        page = f"/werk/casussen/{thread.id}/betrokkenen/gegeven/{item.id}/"
        assert client.get(page).status_code == 200
        assert client.post(page, {"outcome": "", "version": 1}).status_code == 422
        data = {"outcome": "given", "text": "Dit.", "version": item.version}
        assert client.post(page, data).status_code == 302
        assert client.post(page, data).status_code == 409
    assert officer.get(f"{there}besluit/").status_code == 200
    late = officer.post(f"{there}besluit/", {"decision": "granted", "answer": "Zo."})
    assert late.status_code == 409
    assert officer.post(f"{there}inzagelog/").status_code == 302
    for tail in ("meer-tijd/", "erbij/", "brief/"):
        assert officer.get(f"{there}{tail}").status_code == 200
    done = officer.post(f"{there}besluit/", {"decision": "granted", "answer": "Zo."})
    assert done.status_code == 302
    assert officer.post(f"{there}brief/", {"soort": "pdf"}).content.startswith(b"%PDF")
    plain = officer.post(f"{there}brief/", {"soort": "json"})
    assert json.loads(plain.content)["decision"] == "granted"
    assert timezone.localdate() == today()
    for name in ("desk", "case_manager", "police", "mayor"):
        assert client_as(name).get(there).status_code in (403, 404)


def test_signals_triage_and_plan_are_collected_too(city, case):
    from baken.cases.plan.models import DomainList, Goal, HouseholdView, Plan, SafetyAgreement
    from baken.cases.triage.models import Signal, Triage

    thread, person = case
    by, now = city.user("process_manager"), timezone.now()
    ours = {"case_id": thread.id, "organisation_id": city.organisation("gemeente")}
    Signal.objects.using("keeper").create(
        **ours,
        author_id=by,
        text="Signaaltekst",
        created_at=now,
        reliability="seen",
        source="family",
    )
    Triage.objects.using("keeper").update_or_create(
        case_id=thread.id,
        defaults={"criteria": 1, "answers": {"a": {"evidence": "Triagetekst"}},
                  "changed_by_id": by, "changed_at": now},
    )  # fmt: skip
    domains = DomainList.objects.using("keeper").first()
    plan = Plan.objects.using("keeper").create(
        case_id=thread.id, number=1, domains=domains, begun_by_id=by, begun_at=now
    )
    part = {"case_id": thread.id, "plan": plan}
    HouseholdView.objects.using("keeper").create(
        **part, text="Gezinstekst", consent="yes", spoken_on=today(), recorded_by_id=by,
        recorded_at=now,
    )  # fmt: skip
    Goal.objects.using("keeper").create(**part, domain="x", text="Doeltekst", see="Te zien")
    SafetyAgreement.objects.using("keeper").create(
        **part, sign="Als dit", step="Afspraaktekst", calls="-", valid_until=today()
    )
    asked = everything_collected(city, thread, person)
    with acting_as(city.acting("process_manager")):
        texts = " ".join(text.text for text in DataText.objects.filter(request_id=asked))
    for word in ("Signaaltekst", "Triagetekst", "Gezinstekst", "Doeltekst", "Afspraaktekst"):
        assert word in texts


def test_who_answers_hears_one_working_day_ahead_and_the_officer_when_it_is_late(city):
    """T8: to the end of the month, and of the three when it was made longer."""
    first = ask(city, "process_manager", received_on=date(2026, 10, 16))
    due = DataRequest.objects.using("keeper").get(pk=first).due_at
    assert due == datetime(2026, 11, 16, 23, 59, 59, tzinfo=ZONE)

    def heard(now):
        with acting_as(job("cases.clocks", "cases")) as acting:
            officers.watch(acting, now)
        rows = Notice.objects.using("keeper").filter(about=first).order_by("told_at", "step")
        mails = Message.objects.using("keeper").filter(about_id=first).count()
        return [row.step for row in rows], mails

    assert heard(datetime(2026, 11, 13, 9, tzinfo=ZONE)) == (["soon"], 1)
    assert heard(datetime(2026, 11, 14, 9, tzinfo=ZONE)) == (["soon"], 1)
    assert heard(due) == (["soon"], 1)
    assert heard(due + timedelta(seconds=1)) == (["soon", "late"], 3)
    DataRequest.objects.using("keeper").filter(pk=first).update(
        due_at=datetime(2027, 1, 18, 23, 59, 59, tzinfo=ZONE)
    )
    assert heard(datetime(2027, 1, 15, 9, tzinfo=ZONE)) == (["soon", "late", "soon"], 4)
    DataRequest.objects.using("keeper").filter(pk=first).update(
        decided_at=timezone.now(), decision="granted"
    )
    assert heard(datetime(2027, 1, 19, 9, tzinfo=ZONE)) == (["soon", "late", "soon"], 4)


def test_a_request_is_work_for_who_answers_it(city):
    ask(city)

    def tasks(who):
        with acting_as(city.acting(who)) as acting:
            return [task.title for task in privacy_work(acting)]

    assert tasks("privacy_officer") == ["Beantwoord het verzoek"]
    assert tasks("process_manager") == tasks("administrator") == []
