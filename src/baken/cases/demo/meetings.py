"""The demo: a meeting that was held, and one that comes, in the cases of the personas."""

from datetime import datetime, time, timedelta
from typing import Any

from baken.cases.codes import Lifecycle
from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.meetings import rules
from baken.cases.meetings.codes import Answer, Kind, Presence, State, Turn
from baken.cases.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingSummary,
    MinutesLine,
)
from baken.cases.models import Case
from baken.core.calendar import ZONE

ROWS = (Meeting, Attendee, AgendaItem, MinutesLine, MeetingSummary)


def meet(city: City, case: Case, crew: Crew, index: int) -> None:
    """Every second live case with partners has met once, and meets again next week."""
    if index % 2 or not crew.partners or case.lifecycle != Lifecycle.ACTIVE:
        return
    _held(city, case, crew)
    _coming(city, case, crew)


def _meeting(city: City, case: Case, crew: Crew, days: int, **more: Any) -> Meeting:
    day = (city.now + timedelta(days=days)).astimezone(ZONE).date()
    while day.weekday() > 4:
        day += timedelta(days=1)
    starts = datetime.combine(day, time(10), ZONE)
    made = Meeting(
        case=case, case_number=case.number, starts_at=starts, ends_at=starts + timedelta(hours=1),
        place=TEXTS["meetings"]["place"], chair_id=crew.process.user_id,
        chair_organisation_id=crew.process.organisation_id, notes_id=crew.manager.user_id,
        notes_organisation_id=crew.manager.organisation_id, added_by_id=crew.process.user_id,
        freezes_at=rules.freezes_at(city.rules, starts), created_at=starts - timedelta(days=10),
        **more,
    )  # fmt: skip
    made.created_at = min(made.created_at, city.now)
    city.add(made)
    return made


def _people(city: City, meeting: Meeting, crew: Crew, **more: Any) -> None:
    there = [crew.process, crew.manager, *(people[0] for people in crew.partners.values())]
    unique = {(one.user_id, one.organisation_id): one for one in there}
    for one in unique.values():
        city.add(Attendee(
            meeting=meeting, case=meeting.case, organisation_id=one.organisation_id,
            user_id=one.user_id, added_by_id=crew.process.user_id, created_at=meeting.created_at,
            **more,
        ))  # fmt: skip


def _item(city: City, meeting: Meeting, crew: Crew, who: Any, title: str) -> AgendaItem:
    parties = {crew.process.organisation_id, *(city.parties[name] for name in crew.partners)}
    item = AgendaItem(
        meeting=meeting, case=meeting.case, organisation_id=who.organisation_id, title=title,
        position=len(city.rows.get(AgendaItem, [])), added_by_id=who.user_id,
        released_to=sorted(parties - {who.organisation_id}), created_at=meeting.created_at,
    )  # fmt: skip
    city.add(item)
    return item


def _held(city: City, case: Case, crew: Crew) -> None:
    meeting = _meeting(city, case, crew, -6, kind=Kind.PROGRESS, state=State.PROPOSED)
    meeting.objections_until = rules.objections_until(city.rules, city.now)
    _people(city, meeting, crew, answer=Answer.COMES, presence=Presence.PRESENT,
            secrecy_at=meeting.starts_at)  # fmt: skip
    first = next(iter(crew.partners.values()))[0]
    for who, title, said in (
        (first, *TEXTS["meetings"]["first"]),
        (crew.manager, *TEXTS["meetings"]["second"]),
    ):
        item = _item(city, meeting, crew, who, title)
        for number, (turn, text) in enumerate(zip(Turn.values, said, strict=True)):
            city.add(MinutesLine(
                meeting=meeting, case=case, item=item, organisation_id=who.organisation_id,
                turn=turn, text=text, added_by_id=crew.manager.user_id,
                released_to=[*item.released_to],
                created_at=meeting.ends_at + timedelta(minutes=number),
            ))  # fmt: skip
    city.add(MeetingSummary(
        meeting=meeting, case=case, text=TEXTS["meetings"]["summary"],
        changed_by_id=crew.manager.user_id, changed_at=min(meeting.ends_at, city.now),
    ))  # fmt: skip


def _coming(city: City, case: Case, crew: Crew) -> None:
    meeting = _meeting(city, case, crew, 7, kind=Kind.EVALUATION, state=State.PLANNED)
    _people(city, meeting, crew)
    for title in TEXTS["meetings"]["coming"]:
        _item(city, meeting, crew, crew.process, title)
