"""What a meeting allows, refuses and leaves behind."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.cases.meetings import actions, rules
from baken.cases.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingSummary,
    MinutesLine,
    Objection,
)
from baken.cases.models import Action, Release
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from tests.cases.meetings.build import SITE, plan


def test_chair_and_note_taker_are_invited_with_the_others(meeting):
    rows = Attendee.objects.using("keeper").filter(meeting_id=meeting.id)
    city = meeting.thread.city
    assert {row.user_id for row in rows} == {
        city.user(who) for who in ("process_manager", "case_manager", "police", "housing")
    }
    assert not any(row.guest for row in rows)


def test_mails_hold_a_number_and_a_link(meeting):
    invited = [m for m in Message.objects.using("keeper") if meeting.there in m.text]
    assert len(invited) == 3
    for mail in invited:
        assert meeting.row.case_number in mail.subject
        assert f"{SITE}{meeting.there}" in mail.text
        for word in ("Kamer", "Voortgang", "Portiek", "Voorbeeld,", "10:00"):
            assert word not in mail.text


def test_a_meeting_that_ends_before_it_begins_is_refused(meeting):
    wrong = plan(meeting.thread, starts=time(11), ends=time(10))
    with pytest.raises(ValidationError, match="eindigt vóór"):
        meeting.do("process_manager", actions.call_meeting, meeting.thread.id, wrong)
    assert Meeting.objects.using("keeper").count() == 1


def test_a_meeting_in_the_past_is_refused(meeting):
    wrong = plan(meeting.thread, day=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ValidationError, match="al voorbij"):
        meeting.do("process_manager", actions.call_meeting, meeting.thread.id, wrong)


def test_an_hour_that_the_clock_skips_is_refused():
    with pytest.raises(ValidationError, match="bestaat niet"):
        rules.moment(date(2027, 3, 28), time(2, 30), "starts")
    assert rules.moment(date(2027, 10, 31), time(2, 30), "starts").utcoffset() == timedelta(hours=2)


def test_only_managers_call_a_meeting(meeting):
    for who in ("police", "lead"):
        with pytest.raises(Denied):
            meeting.do(who, actions.call_meeting, meeting.thread.id, plan(meeting.thread))


def test_sent_twice_is_one_meeting(meeting):
    key = uuid4()
    for _time in range(2):
        meeting.do("process_manager", actions.call_meeting, meeting.thread.id,
                   plan(meeting.thread), key=key)  # fmt: skip
    assert Meeting.objects.using("keeper").filter(pk=key).count() == 1
    assert Attendee.objects.using("keeper").filter(meeting_id=key).count() == 2


def test_who_is_not_on_the_case_is_not_invited(meeting):
    stranger = meeting.thread.city.user("process_manager2")
    with pytest.raises(ValidationError):
        meeting.do("process_manager", actions.invite, meeting.id, [stranger])
    with pytest.raises(ValidationError):
        meeting.do("process_manager", actions.call_meeting, meeting.thread.id,
                   plan(meeting.thread, chair=stranger))  # fmt: skip


def test_a_stale_edit_shows_both_places(meeting):
    first = plan(meeting.thread, place="Kamer 4")
    meeting.do("process_manager", actions.edit_meeting, meeting.id, first, version=1)
    with pytest.raises(Conflict) as caught:
        meeting.do("case_manager", actions.edit_meeting, meeting.id,
                   replace(first, place="Kamer 5"), version=1)  # fmt: skip
    places = caught.value.versions[1]
    assert (places.mine, places.theirs) == ("Kamer 5", "Kamer 4")
    assert meeting.row.place == "Kamer 4"


def test_the_agenda_closes_two_working_days_before():
    model = type("M", (), {"clocks": {}})()
    for start, closes in (
        (datetime(2026, 11, 26, 10, tzinfo=ZONE), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 10, tzinfo=ZONE), date(2026, 11, 20)),
        # Easter Monday is no working day.
        (datetime(2027, 3, 30, 10, tzinfo=ZONE), date(2027, 3, 25)),
    ):
        assert rules.freezes_at(model, start).date() == closes
        assert rules.freezes_at(model, start).time() == time(23, 59, 59)


def test_after_the_agenda_closed_only_the_chair_adds_and_says_why(meeting):
    meeting.item("police", "Op tijd", "gemeente")
    meeting.late(freezes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Conflict):
        meeting.item("police", "Te laat", "gemeente")
    with pytest.raises(Conflict):
        meeting.item("process_manager", "Zonder reden")
    meeting.item("process_manager", "Met reden", late_reason="Vannacht gebeurd")
    titles = AgendaItem.objects.using("keeper").order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Op tijd", "Met reden"]


def test_a_stale_item_shows_both_texts(meeting):
    key = meeting.item("police", "Punt", text="oud")
    change = {"title": "Punt", "organisations": [], "version": 1}
    meeting.do("police", actions.edit_item, key, text="eerste", **change)
    with pytest.raises(Conflict) as caught:
        meeting.do("police", actions.edit_item, key, text="tweede", **change)
    assert (caught.value.versions[1].mine, caught.value.versions[1].theirs) == ("tweede", "eerste")


def test_the_chair_orders_also_what_others_brought(meeting):
    first = meeting.item("police", "Een", "gemeente")
    second = meeting.item("process_manager", "Twee", "politie")
    meeting.do("process_manager", actions.move_item, second, up=True)
    meeting.do("process_manager", actions.move_item, second, up=True)
    rows = AgendaItem.objects.using("keeper").order_by("position").values_list("id", flat=True)
    assert list(rows) == [second, first]
    with pytest.raises(Denied):
        meeting.do("police", actions.move_item, first, up=True)


def test_decisions_become_actions_with_one_owner_and_a_day(meeting):
    meeting.begin()
    owner = meeting.thread.city.user("police")
    day = timezone.localdate() + timedelta(days=5)
    key = uuid4()
    for _time in range(2):
        meeting.do("case_manager", actions.decide, meeting.id, text="Belt maandag", owner=owner,
                   due_on=day, key=key)  # fmt: skip
    action = Action.objects.using("keeper").get()
    line = MinutesLine.objects.using("keeper").get()
    assert (action.owner_id, action.due_at.astimezone(ZONE).date()) == (owner, day)
    assert (line.action_id, line.turn) == (action.id, "decision")
    for half in ({"owner": owner}, {"due_on": day}):
        with pytest.raises(ValidationError):
            meeting.do("case_manager", actions.decide, meeting.id, text="Half", **half)
    with pytest.raises(Denied):
        meeting.do("police", actions.decide, meeting.id, text="Niet van mij")


def test_the_order_of_steps_is_kept(meeting):
    for who, act in (("process_manager", actions.end), ("case_manager", actions.propose),
                     ("process_manager", actions.adopt)):  # fmt: skip
        with pytest.raises(Conflict):
            meeting.do(who, act, meeting.id)
    with pytest.raises(Denied):
        meeting.do("police", actions.begin, meeting.id)
    meeting.begin()
    with pytest.raises(Conflict):
        meeting.do("process_manager", actions.cancel, meeting.id)
    with pytest.raises(Conflict):
        meeting.do("process_manager", actions.edit_meeting, meeting.id, plan(meeting.thread),
                   version=2)  # fmt: skip


def test_minutes_wait_for_presence_and_secrecy(meeting):
    meeting.begin()
    meeting.do("process_manager", actions.end, meeting.id)
    with pytest.raises(Conflict) as caught:
        meeting.do("case_manager", actions.propose, meeting.id)
    assert len(caught.value.missing) == 1
    meeting.do("police", actions.confirm_secrecy, meeting.id)
    for who in ("process_manager", "case_manager", "police", "housing"):
        meeting.do("case_manager", actions.record_presence, meeting.id, meeting.attendee(who).id,
                   presence="present")  # fmt: skip
    with pytest.raises(Conflict) as caught:
        meeting.do("case_manager", actions.propose, meeting.id)
    assert "geheimhouding" in caught.value.missing[0].what
    assert meeting.attendee("police").secrecy_at


def test_objections_stand_beside_the_text_and_end_with_their_term(meeting):
    meeting.begin()
    line = meeting.line("De huur is laat", "corporatie", "politie")
    meeting.proposed()
    assert meeting.row.objections_until > timezone.now() + timedelta(days=2)
    meeting.do("police", actions.object_to, meeting.id, text="Twee weken laat", line_id=line)
    with pytest.raises(Conflict):
        meeting.do("process_manager", actions.adopt, meeting.id)
    meeting.over()
    with pytest.raises(Conflict):
        meeting.do("police", actions.object_to, meeting.id, text="Te laat", line_id=line)
    with pytest.raises(Denied):
        meeting.do("case_manager", actions.adopt, meeting.id)
    meeting.do("process_manager", actions.adopt, meeting.id)
    assert MinutesLine.objects.using("keeper").get().text == "De huur is laat"
    assert Objection.objects.using("keeper").get().text == "Twee weken laat"


def test_who_was_not_there_does_not_object(meeting):
    meeting.begin()
    meeting.line("Iets", "gemeente", "politie")
    meeting.proposed("police")
    with pytest.raises(Denied):
        meeting.do("police", actions.object_to, meeting.id, text="Ik was er niet")


def test_a_line_is_worded_until_it_is_proposed(meeting):
    meeting.begin()
    line = meeting.line("Oud", "politie", "gemeente")
    meeting.do("case_manager", actions.edit_line, line, text="Eerste", turn="picture", version=1)
    with pytest.raises(Conflict) as caught:
        meeting.do("process_manager", actions.edit_line, line, text="Tweede", turn="picture",
                   version=1)  # fmt: skip
    assert (caught.value.versions[0].mine, caught.value.versions[0].theirs) == ("Tweede", "Eerste")
    with pytest.raises(Denied):
        meeting.do("police", actions.edit_line, line, text="x", turn="picture", version=2)
    meeting.proposed()
    with pytest.raises(Conflict):
        meeting.do("case_manager", actions.edit_line, line, text="x", turn="picture", version=2)


def releases():
    return Release.objects.using("keeper").filter(withdrawn_at=None)


@pytest.mark.parametrize(("stays", "left"), [(False, 0), (True, 1)])
def test_a_release_for_a_meeting_ends_with_its_minutes_or_stays(meeting, stays, left):
    key = meeting.brought("Gezien op dinsdag")
    meeting.do("police", actions.release_for, meeting.id, [key], [meeting.party("gemeente")],
               stays=stays)  # fmt: skip
    assert releases().count() == 1
    meeting.adopted()
    assert releases().count() == left


def test_a_release_that_stood_before_goes_on_after_the_meeting(meeting):
    key = meeting.brought("x", to=("gemeente",))
    both = [meeting.party("gemeente"), meeting.party("corporatie")]
    meeting.do("police", actions.release_for, meeting.id, [key], both)
    assert releases().count() == 2
    meeting.do("process_manager", actions.cancel, meeting.id)
    assert [r.organisation_id for r in releases()] == [meeting.party("gemeente")]


def test_only_own_contributions_and_only_to_who_is_invited(meeting):
    key = meeting.brought("Van de politie")
    with pytest.raises(ValidationError):
        meeting.do("housing", actions.release_for, meeting.id, [key], [meeting.party("gemeente")])
    with pytest.raises(ValidationError):
        meeting.do("police", actions.release_for, meeting.id, [key], [meeting.party("zorg")])
    assert releases().count() == 0


def test_a_summary_is_kept_with_both_texts(meeting):
    with pytest.raises(Conflict):
        meeting.do("case_manager", actions.summarise, meeting.id, text="Te vroeg")
    meeting.held()
    meeting.do("case_manager", actions.summarise, meeting.id, text="Eerste")
    meeting.do("case_manager", actions.summarise, meeting.id, text="Tweede", version=1)
    with pytest.raises(Conflict) as caught:
        meeting.do("process_manager", actions.summarise, meeting.id, text="Derde", version=1)
    assert (caught.value.versions[0].mine, caught.value.versions[0].theirs) == ("Derde", "Tweede")
    with pytest.raises(Denied):
        meeting.do("police", actions.summarise, meeting.id, text="Van mij", version=2)
    assert MeetingSummary.objects.using("keeper").get().text == "Tweede"
