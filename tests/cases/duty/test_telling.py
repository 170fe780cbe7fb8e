"""Telling people and putting it off: scenario 12, first half."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from baken.audit.models import Entry
from baken.cases.duty import actions, queries
from baken.cases.duty.models import InformationDuty, Postponement
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.build import running
from tests.cases.duty.build import obtained, put_off, put_on, tell, today


def persons(city, thread, who="process_manager"):
    with acting_as(city.acting(who)) as acting:
        return queries.of_case(acting, thread.id)


def undone(city, thread, who="process_manager"):
    with acting_as(city.acting(who)):
        return [one.person_id for one in queries.undone(thread.id)]


def test_somebody_new_is_to_be_told_within_a_month(city):
    thread = running(city)
    person = put_on(thread)
    (one,) = persons(city, thread)
    assert (one.state, one.person_id) == ("open", person)
    assert 28 <= (one.due_at.date() - today()).days <= 36
    assert undone(city, thread) == [person]


def test_telling_says_when_by_whom_and_how(city):
    thread = running(city)
    person = put_on(thread)
    tell(thread, person)
    (one,) = persons(city, thread)
    assert (one.state, one.duty.manner, one.told_by) == (
        "done",
        "talk",
        "Process Manager Voorbeeld",
    )
    assert undone(city, thread) == []
    tell(thread, person)  # twice the same is once
    with pytest.raises(Conflict) as refused:
        tell(thread, person, manner="letter")
    assert refused.value.versions


def test_telling_leaves_a_trace_about_the_person(city):
    from baken.audit.api import subject_mark

    thread = running(city)
    person = put_on(thread)
    tell(thread, person)
    traced = Entry.objects.using("keeper").filter(verb="case.inform")
    assert [bytes(entry.subject) for entry in traced] == [subject_mark(person)]


def test_asking_to_put_off_puts_nothing_off_until_another_agrees(city):
    thread = running(city, 2)
    person = put_on(thread)
    asked = put_off(thread, person, "case_manager")
    assert persons(city, thread)[0].state == "asked"
    assert undone(city, thread) == [person]
    with acting_as(city.acting("privacy_officer")) as acting:
        assert [p.id for p in queries.to_judge(acting)] == [asked]
        actions.judge(acting, asked, granted=True)
    assert persons(city, thread)[0].state == "postponed"
    assert undone(city, thread) == []


def test_nobody_grants_their_own_postponement(city):
    thread = running(city)
    person = put_on(thread)
    asked = put_off(thread, person, "process_manager")
    with pytest.raises(Conflict, match="U vroeg dit zelf"):
        thread.do("process_manager", actions.judge, asked, granted=True)
    # not past the program either
    row = Postponement.objects.using("keeper").get()
    row.judged_by_id, row.judged_at, row.granted = row.asked_by_id, "2026-01-01T00:00Z", True
    with pytest.raises(IntegrityError):
        row.save(using="keeper")


def test_only_a_mandate_grants(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    person = put_on(thread)
    asked = put_off(thread, person, "process_manager")
    for who in ("case_manager", "police"):
        with pytest.raises(Denied):
            thread.do(who, actions.judge, asked, granted=True)
    with pytest.raises(Denied):  # a process manager, but not on this case
        thread.do("process_manager2", actions.judge, asked, granted=True)
    thread.do("privacy_officer", actions.judge, asked, granted=False, remark="Nu vertellen.")
    assert persons(city, thread)[0].state == "open"
    with pytest.raises(Conflict, match="al besloten"):
        thread.do("privacy_officer", actions.judge, asked, granted=True)


def test_when_the_day_has_passed_it_is_no_longer_put_off(city):
    thread = running(city, 2)
    person = put_on(thread)
    asked = put_off(thread, person)
    thread.do("privacy_officer", actions.judge, asked, granted=True)
    rows = Postponement.objects.using("keeper").filter(pk=asked)
    past = today() - timedelta(days=1)
    rows.update(asked_on=past - timedelta(days=10), recheck_on=past)
    (one,) = persons(city, thread)
    assert one.state == "recheck"
    assert one.due_at.date() == past  # the clock is late
    assert undone(city, thread) == [person]
    again = put_off(thread, person)  # looked at again: asked anew, and judged anew
    thread.do("privacy_officer", actions.judge, again, granted=True)
    assert undone(city, thread) == []
    assert rows.get().ended_at


@pytest.mark.parametrize("days", [-1, 29, 400])
def test_put_off_for_four_weeks_at_most(city, days):
    thread = running(city, 2)
    person = put_on(thread)
    with pytest.raises(ValidationError, match="binnen vier weken"):
        put_off(thread, person, days=days)
    put_off(thread, person, days=28)


def test_the_database_holds_the_four_weeks_too(city):
    thread = running(city, 2)
    put_off(thread, put_on(thread))
    row = Postponement.objects.using("keeper").get()
    row.recheck_on = row.asked_on + timedelta(days=29)
    with pytest.raises(IntegrityError):
        row.save(using="keeper")


def test_telling_ends_what_was_put_off(city):
    thread = running(city, 2)
    person = put_on(thread)
    asked = put_off(thread, person)
    thread.do("privacy_officer", actions.judge, asked, granted=True)
    tell(thread, person, version=1)
    assert Postponement.objects.using("keeper").get(pk=asked).ended_at
    with pytest.raises(Conflict, match="al geïnformeerd"):
        put_off(thread, person)


def test_a_ground_that_does_not_hold_is_refused(city):
    thread = running(city, 2)
    person = put_on(thread)
    with pytest.raises(ValidationError, match="grond"):
        put_off(thread, person, ground="geen zin")
    with pytest.raises(ValidationError, match="grond"):
        thread.do(
            "case_manager", actions.postpone, thread.id, person, obtained("told"),
            ground="purpose", reason="x", recheck_on=today(),
        )  # fmt: skip
    assert not Postponement.objects.using("keeper").exists()


def test_a_stranger_tells_nobody(city):
    thread = running(city)
    person = put_on(thread)
    other = running(city)
    for who, case in (("police", thread.id), ("process_manager", other.id)):
        with pytest.raises(Denied), acting_as(city.acting(who)) as acting:
            actions.inform(acting, case, person, obtained(), informed_on=today(), manner="talk")


def test_a_minor_is_written_down_with_what_the_law_asks(city):
    thread = running(city)
    person = put_on(thread)
    values = {"age": 13, "age_on": today(), "authority": "both", "heard": "yes",
              "heard_on": today(), "heard_why_not": "", "consent": "given",
              "protection": "none", "inform_note": ""}  # fmt: skip
    for wrong in ({"age": 18}, {"heard": "yes", "heard_on": None}, {"heard": "no"}):
        with pytest.raises(ValidationError):
            thread.do("process_manager", actions.set_minor, thread.id, person, **values | wrong)
    thread.do("process_manager", actions.set_minor, thread.id, person, **values)
    (one,) = persons(city, thread)
    assert one.rule.code == "both"
    changed = values | {"inform_note": "Alleen de moeder."}
    thread.do("process_manager", actions.set_minor, thread.id, person, version=1, **changed)
    with pytest.raises(Conflict) as refused:
        thread.do("process_manager", actions.set_minor, thread.id, person, version=1, **values)
    assert refused.value.versions[0].theirs == "Alleen de moeder."


def test_an_age_is_asked_without_showing_the_name(city):
    from datetime import date

    from baken.people.api import Born

    thread = running(city)
    born = date(today().year - 10, 1, 1)
    known = put_on(thread, born=Born(born))
    half = put_on(thread, name="Half Bekend", born=Born(born, "year"))
    ages = [thread.do("process_manager", actions.age_of, person) for person in (known, half)]
    assert ages == [10, None]
    verbs = Entry.objects.using("keeper").values_list("verb", flat=True)
    assert list(verbs).count("person.age") == 1
    assert "person.reveal" not in verbs


def released():
    from baken.cases.models import Release

    return Release.objects.using("keeper").count()


def test_nothing_goes_to_another_before_people_are_told(city):
    from baken.cases import actions as case_actions

    thread = running(city, 2)
    thread.partner("politie", "police")
    person = put_on(thread)
    police = city.organisation("politie")
    sent = {"nature": "fact", "text": "De tuin ligt vol.", "release_to": [police]}
    with pytest.raises(Conflict) as refused:
        thread.do("process_manager", case_actions.add_contribution, thread.id, **sent)
    (missing,) = refused.value.missing
    assert missing.what == "Betrokkene 1 is nog niet geïnformeerd"
    assert missing.mend_url == f"/werk/casussen/{thread.id}/betrokkenen/#p-{person}"
    assert released() == 0
    # for the own organisation it is brought in all the same
    kept = thread.do("process_manager", case_actions.add_contribution, thread.id,
                     **sent | {"release_to": []})  # fmt: skip
    with pytest.raises(Conflict):
        thread.do("process_manager", case_actions.set_releases, kept, [police], may_pass_on=False)
    tell(thread, person)
    thread.do("process_manager", case_actions.set_releases, kept, [police], may_pass_on=False)
    assert released() == 1


def test_what_is_put_off_may_be_released_until_the_day_has_passed(city):
    from baken.cases import actions as case_actions

    thread = running(city, 2)
    thread.partner("politie", "police")
    asked = put_off(thread, put_on(thread))
    thread.do("privacy_officer", actions.judge, asked, granted=True)
    sent = {
        "nature": "fact",
        "text": "Wij zagen iets.",
        "release_to": [city.organisation("politie")],
    }
    thread.do("process_manager", case_actions.add_contribution, thread.id, **sent)
    assert released() == 1
    past = today() - timedelta(days=1)
    rows = Postponement.objects.using("keeper").filter(pk=asked)
    rows.update(asked_on=past - timedelta(days=9), recheck_on=past)
    with pytest.raises(Conflict, match="Vrijgeven"):
        thread.do("process_manager", case_actions.add_contribution, thread.id, **sent)


def test_the_database_refuses_a_release_too(city):
    from django.db import ProgrammingError

    from baken.cases import actions as case_actions
    from baken.cases.models import Release

    thread = running(city, 2)
    thread.partner("politie", "police")
    put_on(thread)
    kept = thread.do("process_manager", case_actions.add_contribution, thread.id,
                     nature="fact", text="Voor ons.")  # fmt: skip

    def past_the_program(acting):
        Release.objects.create(
            contribution_id=kept, case_id=thread.id, owner_id=acting.organisation_id,
            organisation_id=city.organisation("politie"), released_by_id=acting.user_id,
            released_at="2026-01-01T00:00Z",
        )  # fmt: skip

    with pytest.raises(ProgrammingError, match="row-level security"):
        thread.do("process_manager", past_the_program)


def test_the_clock_of_telling_is_the_next_clock_of_the_case(city):
    from baken.cases.models import CaseContent

    thread = running(city)

    def due():
        return CaseContent.objects.using("keeper").get(case_id=thread.id).next_due

    before = due()
    person = put_on(thread)
    assert due() <= before
    assert due() == InformationDuty.objects.using("keeper").get().due_at
    tell(thread, person, version=1)
    assert due() == before


def test_the_page_that_refuses_leads_to_where_it_is_mended(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    person = put_on(thread)
    client = client_as("process_manager")
    data = {"nature": "fact", "text": "De tuin ligt vol.",
            "release_to": [str(city.organisation("politie"))]}  # fmt: skip
    answer = client.post(f"/werk/casussen/{thread.id}/inbreng/", data)
    assert answer.status_code == 409
    assert f"/betrokkenen/#p-{person}" in answer.content.decode()
    there = f"/werk/casussen/{thread.id}/betrokkenen/"
    assert "nog niet geïnformeerd" in client.get(there).content.decode()
    page = f"{there}{person}/informeren/"
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    told = {"origin": "other", "obtained_on": today(), "informed_on": today(), "manner": "talk",
            "version": "1"}  # fmt: skip
    assert client.post(page, told).status_code == 302
    assert client.post(f"/werk/casussen/{thread.id}/inbreng/", data).status_code == 302


NASTY = [
    "",
    " ",
    "31-02-2026",
    "x" * 20_000,
    "a\x00b",
    "a\u202eb",
    "<script>alert(1)</script>",
    "-",
]
FORMS = {
    "informeren/": {"origin": "other", "obtained_on": "2026-01-01", "contact_on": "",
                    "informed_on": "2026-01-02", "manner": "x", "version": "1"},
    "uitstel/": {"origin": "other", "obtained_on": "2026-01-01", "ground": "x", "reason": "x",
                 "recheck_on": "2020-01-01"},
    "kind/": {"age": "18", "age_on": "2026-01-01", "authority": "both", "heard": "no",
              "consent": "given", "protection": "none", "inform_note": "", "version": ""},
    "afschermen/": {"roles": "baas", "identity": "", "address": ""},
}  # fmt: skip


@pytest.mark.parametrize("tail", FORMS)
def test_bad_input_is_a_clear_sentence_and_never_a_500(city, client_as, tail):
    thread = running(city)
    person = put_on(thread)
    client = client_as("process_manager")
    page = f"/werk/casussen/{thread.id}/betrokkenen/{person}/{tail}"
    for field in FORMS[tail]:
        for value in NASTY:
            answer = client.post(page, {**FORMS[tail], field: value})
            assert answer.status_code in (302, 409, 422), (field, value)
            assert "<script>alert" not in answer.content.decode()
    assert Postponement.objects.using("keeper").count() == 0


def test_the_ground_is_shown_as_it_was_chosen_and_the_note_is_a_pdf(city, client_as):
    thread = running(city, 2)
    person = put_on(thread)
    put_off(thread, person, ground="others")
    client = client_as("process_manager")
    text = client.get(f"/werk/casussen/{thread.id}/betrokkenen/").content.decode()
    assert "Een ander, of de persoon zelf, komt in gevaar" in text
    assert "(onbevestigd)" in text
    note = client.get(f"/werk/casussen/{thread.id}/betrokkenen/{person}/uitstel/notitie/")
    assert note.content.startswith(b"%PDF")
    tell(thread, person, version=1)
    page = f"/werk/casussen/{thread.id}/betrokkenen/{person}/uitstel/notitie/"
    assert client.get(page).status_code == 404
