"""Need-to-know at the table, with bait: what was not released leaves no trace, anywhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from baken.access.models import Membership
from baken.cases.meetings import actions, queries
from baken.cases.meetings import models as m
from baken.cases.models import Contribution
from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Denied
from baken.messages.models import Message

BAIT = "Lokaas-zeearend"
ALL = (m.Meeting, m.Attendee, m.AgendaItem, m.MinutesLine, m.MeetingRelease, m.MeetingSummary,
       m.Objection)  # fmt: skip


def counts(meeting, who):
    with acting_as(meeting.thread.city.acting(who)):
        return {model.__name__: model.objects.count() for model in ALL}


def bait(meeting):
    """The police bring, plan and say something for the municipality alone."""
    key = meeting.brought(f"{BAIT} inbreng")
    meeting.do("police", actions.release_for, meeting.id, [key], [meeting.party("gemeente")])
    item = meeting.item("police", f"{BAIT} punt", "gemeente", text=f"{BAIT} toelichting")
    meeting.item("housing", "Huur", "gemeente", "politie")
    meeting.begin()
    line = meeting.line(f"{BAIT} regel", "politie", "gemeente", item_id=item)
    meeting.proposed()
    meeting.do("police", actions.object_to, meeting.id, text=f"{BAIT} bezwaar", line_id=line)
    return key, item, line


def test_what_is_not_released_leaves_no_trace_for_another_at_the_table(meeting, client_as):
    before = counts(meeting, "housing")
    key, item, line = bait(meeting)
    after = counts(meeting, "housing")
    assert after == before | {"AgendaItem": 1}
    with acting_as(meeting.thread.city.acting("housing")) as acting:
        page = queries.page(acting, meeting.row, meeting.thread.row)
        assert [i.row.title for i in page.items] == ["Huur"]
        assert page.told == []
        assert page.objections == []
        assert Contribution.objects.count() == 0
    housing = client_as("housing")
    case = f"/werk/casussen/{meeting.thread.id}/"
    for there in (meeting.there, f"{case}overleg/", case, f"{case}?deel=acties", "/werk/",
                  f"{meeting.there}agenda.ics", f"{meeting.there}bezwaar/",
                  f"{meeting.there}vrijgeven/"):  # fmt: skip
        answer = housing.get(there)
        body = answer.content.decode()
        assert answer.status_code == 200, there
        assert BAIT not in body
        assert not {str(key), str(item), str(line)} & set(body.split('"')), there
    assert "1. Huur" in housing.get(meeting.there).content.decode()
    for tail in (f"punt/{item}/", f"regel/{line}/lezers/", f"bezwaar/?regel={line}"):
        hidden = housing.get(f"{meeting.there}{tail}")
        other = tail.replace(str(item), str(uuid4())).replace(str(line), str(uuid4()))
        assert hidden.status_code == housing.get(f"{meeting.there}{other}").status_code == 404
    for mail in Message.objects.using("keeper"):
        assert BAIT not in f"{mail.subject} {mail.text} {mail.html}"


def test_the_owner_and_the_municipality_read_it(meeting, client_as):
    bait(meeting)
    for who in ("police", "case_manager"):
        body = client_as(who).get(meeting.there).content.decode()
        for part in ("inbreng", "punt", "toelichting", "regel", "bezwaar"):
            assert f"{BAIT} {part}" in body, (who, part)


def test_the_page_is_the_same_with_and_without_hidden_rows(meeting):
    def seen():
        with acting_as(meeting.thread.city.acting("housing")) as acting:
            page = queries.page(acting, meeting.row, meeting.thread.row)
            return [(i.row.title, len(i.lines)) for i in page.items], len(page.told), page.written

    meeting.item("housing", "Huur", "gemeente")
    before = seen()
    meeting.item("police", BAIT, "gemeente")
    meeting.begin()
    meeting.line(BAIT, "politie", "gemeente")
    assert seen() == before


def test_who_is_not_invited_sees_no_meeting(meeting, client_as):
    bait(meeting)
    empty = dict.fromkeys((model.__name__ for model in ALL), 0)
    for who in ("care", "police2", "process_manager2", "desk", "mayor", "privacy_officer",
                "administrator", "statistician"):  # fmt: skip
        assert counts(meeting, who) == empty, who
    with acting_as(PUBLIC):
        assert m.Meeting.objects.count() == 0
    with transaction.atomic():
        assert m.Meeting.objects.count() == 0
    care = client_as("care")
    assert care.get(meeting.there).status_code == 404
    body = care.get(f"/werk/casussen/{meeting.thread.id}/overleg/").content.decode()
    assert str(meeting.id) not in body


def test_on_the_screen_only_what_everybody_there_reads(meeting, client_as):
    key = meeting.brought(f"{BAIT} inbreng")
    meeting.do("police", actions.release_for, meeting.id, [key], [meeting.party("gemeente")])
    meeting.item("police", f"{BAIT} punt", "gemeente")
    meeting.item("police", "Voor allen", "gemeente", "corporatie")
    meeting.begin()
    meeting.line(f"{BAIT} regel", "politie", "gemeente")
    chair = client_as("process_manager")

    def shown():
        return chair.get(f"{meeting.there}scherm/").content.decode()

    assert BAIT not in shown()
    assert "1. Voor allen" in shown()
    assert "punt 1 van 1" in shown()
    meeting.all_there("housing")
    assert f"{BAIT} punt" in shown()
    assert f"{BAIT} inbreng" in shown()
    assert client_as("police").get(f"{meeting.there}scherm/").status_code == 403


def test_an_owner_narrows_who_reads_its_line(meeting):
    meeting.begin()
    line = meeting.line("Van de corporatie", "corporatie", "politie", "gemeente")
    assert counts(meeting, "police")["MinutesLine"] == 1
    with pytest.raises(Denied):
        meeting.do("police", actions.release_line, line, [])
    meeting.do("housing", actions.release_line, line, [meeting.party("gemeente")])
    assert counts(meeting, "police")["MinutesLine"] == 0
    assert counts(meeting, "case_manager")["MinutesLine"] == 1


def test_nobody_releases_what_is_anothers_also_not_past_the_actions(meeting):
    item = meeting.item("police", BAIT, "gemeente")
    for change in ({"released_to": [meeting.party("corporatie")]}, {"title": "anders"}):
        with pytest.raises(DatabaseError), acting_as(meeting.thread.city.acting("process_manager")):
            m.AgendaItem.objects.filter(pk=item).update(**change)
    with pytest.raises(DatabaseError), acting_as(meeting.thread.city.acting("police")):
        m.AgendaItem.objects.filter(pk=item).update(released_to=[meeting.party("zorg")])
    assert m.AgendaItem.objects.using("keeper").get(pk=item).released_to == [
        meeting.party("gemeente")
    ]


def a_guest(meeting):
    meeting.do("process_manager", actions.invite_guest, meeting.id,
               meeting.thread.city.user("police2"))  # fmt: skip


def test_a_guest_sees_the_meeting_and_nothing_of_the_case_until_the_day_is_over(
    meeting, client_as, superuser
):
    meeting.item("police", "Voor ons")
    meeting.item("housing", f"{BAIT} punt", "gemeente")
    a_guest(meeting)
    guest = client_as("police2")
    body = guest.get(meeting.there).content.decode()
    assert "Voor ons" in body
    assert BAIT not in body
    assert "Portiek" not in body
    for there in ("", "overleg/"):
        answer = guest.get(f"/werk/casussen/{meeting.thread.id}/{there}")
        assert answer.status_code == 404
    assert guest.post(f"{meeting.there}stap/", {"stap": "geheim"}).status_code == 302
    assert meeting.attendee("police2").secrecy_at
    assert guest.get(f"{meeting.there}punt/").status_code == 404
    row = Membership.objects.using("keeper").get(user_id=meeting.thread.city.user("police2"))
    assert row.invited
    assert row.valid_until is not None
    past = timezone.now() - timedelta(days=2)
    meeting.late(starts_at=past, ends_at=past + timedelta(hours=1))
    assert guest.get(meeting.there).status_code == 404


def test_a_guest_whose_invitation_is_taken_back_is_out_at_once(meeting, client_as):
    a_guest(meeting)
    guest = client_as("police2")
    assert guest.get(meeting.there).status_code == 200
    meeting.do("process_manager", actions.uninvite, meeting.id, meeting.attendee("police2").id)
    assert guest.get(meeting.there).status_code == 404
