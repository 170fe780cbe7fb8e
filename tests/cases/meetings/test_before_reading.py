"""Nothing on the agenda or in the minutes reaches another organisation before people are told."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from baken.cases.duty import actions as duty
from baken.cases.meetings import actions
from baken.cases.meetings.models import AgendaItem, MinutesLine
from baken.core.acting import acting_as
from baken.core.errors import Conflict
from tests.cases.duty.build import put_off, put_on, tell

BAIT = "Lokaas-zeearend"


def refused(meeting, person, step):
    with pytest.raises(Conflict) as found:
        step()
    there = f"{reverse('cases:duty', args=[meeting.thread.id])}#p-{person}"
    assert [gap.mend_url for gap in found.value.missing] == [there]


def read_by(meeting, who):
    with acting_as(meeting.thread.city.acting(who)):
        rows = [*AgendaItem.objects.all(), *MinutesLine.objects.all()]
        return sum(BAIT in f"{getattr(row, 'title', '')} {row.text}" for row in rows)


def test_an_item_goes_to_another_only_when_people_are_told(meeting):
    person = put_on(meeting.thread)
    refused(meeting, person, lambda: meeting.item("police", BAIT, "gemeente"))
    item = meeting.item("police", BAIT)

    def edit(*to, title=BAIT, version=1):
        meeting.do("police", actions.edit_item, item, title=title, text="", version=version,
                   organisations=[meeting.party(name) for name in to])  # fmt: skip

    refused(meeting, person, lambda: edit("gemeente"))
    edit(title=f"{BAIT} anders")
    assert [read_by(meeting, who) for who in ("police", "case_manager", "housing")] == [1, 0, 0]
    asked = put_off(meeting.thread, person)
    refused(meeting, person, lambda: edit("gemeente", version=2))
    meeting.do("privacy_officer", duty.judge, asked, granted=True)
    edit("gemeente", version=2)
    assert [read_by(meeting, who) for who in ("case_manager", "housing")] == [1, 0]


def test_a_line_is_read_by_another_only_when_people_are_told(meeting):
    meeting.begin()
    early = meeting.line("Al gelezen.", "gemeente", "politie")
    person = put_on(meeting.thread)
    refused(meeting, person, lambda: meeting.line(BAIT, "gemeente", "politie"))
    refused(meeting, person, lambda: meeting.line(BAIT, "politie"))
    line = meeting.line(BAIT)
    police = [meeting.party("politie")]
    refused(meeting, person, lambda: meeting.do("case_manager", actions.release_line, line, police))

    def reword():
        meeting.do("case_manager", actions.edit_line, early, text=BAIT, turn="picture", version=1)

    refused(meeting, person, reword)
    assert [read_by(meeting, who) for who in ("case_manager", "police")] == [1, 0]
    meeting.do("case_manager", actions.release_line, early, [])
    tell(meeting.thread, person)
    meeting.do("case_manager", actions.release_line, line, police)
    assert read_by(meeting, "police") == 1


@contextmanager
def closed(meeting, who):
    with (
        acting_as(meeting.thread.city.acting(who)),
        pytest.raises(ProgrammingError, match=r"row-level security|people are told"),
        transaction.atomic(),
    ):
        yield


def test_the_database_refuses_what_the_program_forgot(meeting):
    city = meeting.thread.city
    put_on(meeting.thread)
    item = meeting.item("police", BAIT)
    meeting.begin()
    line = meeting.line(BAIT)
    ours, police = meeting.party("gemeente"), meeting.party("politie")
    common = {"meeting_id": meeting.id, "case_id": meeting.thread.id, "text": BAIT,
              "created_at": timezone.now()}  # fmt: skip
    by = {"added_by_id": city.user("case_manager")}
    with closed(meeting, "process_manager"):
        AgendaItem.objects.create(
            title=BAIT, organisation_id=ours, released_to=[police], position=1, late_reason="nu",
            added_by_id=city.user("process_manager"), **common,
        )  # fmt: skip
    for owner, readers in ((ours, [police]), (police, [ours]), (police, [])):
        with closed(meeting, "case_manager"):
            MinutesLine.objects.create(turn="picture", organisation_id=owner, released_to=readers,
                                       **common, **by)  # fmt: skip
    with closed(meeting, "case_manager"):
        MinutesLine.objects.filter(pk=line).update(released_to=[police])
    assert [read_by(meeting, who) for who in ("police", "case_manager", "housing")] == [1, 1, 0]
    assert AgendaItem.objects.using("keeper").get(pk=item).released_to == []


def test_the_page_says_so_and_the_screen_keeps_what_was_typed(meeting, client_as):
    told = "Informeer, of vraag uitstel"
    chair = client_as("process_manager")
    assert told not in chair.get(meeting.there).content.decode()
    person = put_on(meeting.thread)
    assert told in chair.get(meeting.there).content.decode()
    assert told not in client_as("police").get(meeting.there).content.decode()
    meeting.begin()
    answer = chair.post(f"{meeting.there}scherm/", {"text": BAIT, "key": uuid4()})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert BAIT in body
    assert "kan nog niet" in body
    assert str(person) not in body
    assert not MinutesLine.objects.using("keeper").exists()
