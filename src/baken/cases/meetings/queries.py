"""What a page of a meeting shows: only what this acting may read, numbered as they see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from baken.access import api as access
from baken.cases import rules as case_rules
from baken.cases.meetings import rules
from baken.cases.meetings.actions.calling import may_edit
from baken.cases.meetings.actions.minutes import may_object
from baken.cases.meetings.actions.releasing import BEFORE_MINUTES
from baken.cases.meetings.actions.running import room
from baken.cases.meetings.actions.summary import AFTER
from baken.cases.meetings.codes import State
from baken.cases.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingRelease,
    MeetingSummary,
    MinutesLine,
    Objection,
)
from baken.cases.models import Action, Case, Contribution
from baken.core.acting import Acting


def unfinished(case_id: UUID) -> int:
    """How many meetings are planned, run, or wait for their minutes to be adopted. One query."""
    over = (State.ADOPTED, State.CANCELLED)
    return Meeting.objects.filter(case_id=case_id).exclude(state__in=over).count()


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited, in words."""

    row: Attendee
    name: str
    organisation: str
    task: str
    me: bool


@dataclass(frozen=True)
class Line:
    """A line of the minutes, with what was said against it."""

    row: MinutesLine
    owner: str
    ours: bool
    readers: tuple[str, ...]
    action: Action | None
    action_owner: str
    objections: tuple[tuple[str, str], ...]


@dataclass
class Item:
    """A point of the agenda with the lines under it. `row` is None for lines without one."""

    row: AgendaItem | None
    owner: str
    ours: bool
    readers: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A contribution that its owner released for this meeting."""

    contribution: Contribution
    owner: str
    ours: bool
    to: tuple[str, ...]
    stays: bool


@dataclass
class Page:
    """All that one acting sees of a meeting."""

    meeting: Meeting
    acting: Acting
    case: Case | None
    parties: dict[UUID, str]
    people: list[Guest]
    items: list[Item]
    told: list[Told]
    objections: list[tuple[str, str]]
    summary: MeetingSummary | None
    objects: bool

    @property
    def me(self) -> Guest | None:
        return next((one for one in self.people if one.me), None)

    @property
    def works(self) -> bool:
        """A full member of the case, which is open. Guests only read and answer."""
        return self.case is not None and self.case.open

    @property
    def leads(self) -> bool:
        return self.works and rules.leads(self.acting, self.meeting)

    @property
    def in_hand(self) -> bool:
        return self.works and rules.in_hand(self.acting, self.meeting)

    @property
    def manages(self) -> bool:
        return self.works and case_rules.manages(self.acting)

    @property
    def may_edit(self) -> bool:
        planned = self.meeting.state == State.PLANNED
        return self.works and planned and may_edit(self.acting, self.meeting)

    @property
    def may_cancel(self) -> bool:
        planned = self.meeting.state == State.PLANNED
        return self.works and planned and rules.carries_on(self.acting, self.meeting)

    @property
    def may_invite(self) -> bool:
        return (self.manages or self.leads) and self.meeting.state in rules.TALKING

    @property
    def agenda_is_open(self) -> bool:
        return rules.agenda_is_open(self.meeting)

    @property
    def may_add_item(self) -> bool:
        late = self.leads and self.meeting.state in rules.TALKING
        return self.works and (self.agenda_is_open or late)

    @property
    def may_release(self) -> bool:
        return self.works and self.meeting.state in BEFORE_MINUTES

    @property
    def writes(self) -> bool:
        return self.in_hand and self.meeting.state in rules.WRITING

    @property
    def records(self) -> bool:
        return self.in_hand and self.meeting.state in rules.WRITING

    @property
    def planned_items(self) -> bool:
        return any(item.row for item in self.items)

    @property
    def may_propose(self) -> bool:
        notes = self.works and rules.takes_notes(self.acting, self.meeting)
        return notes and self.meeting.state == State.HELD

    @property
    def may_adopt(self) -> bool:
        until = self.meeting.objections_until
        over = until is not None and timezone.now() > until
        return self.leads and self.meeting.state == State.PROPOSED and over

    @property
    def may_object(self) -> bool:
        until = self.meeting.objections_until
        runs = until is not None and timezone.now() <= until
        return self.works and self.objects and self.meeting.state == State.PROPOSED and runs

    @property
    def releases_lines(self) -> bool:
        return self.works and self.meeting.state in rules.WRITING | {State.PROPOSED}

    @property
    def may_summarise(self) -> bool:
        after = self.meeting.state in AFTER
        return self.works and after and rules.carries_on(self.acting, self.meeting)

    @property
    def written(self) -> bool:
        """Is there anything in the minutes that this acting reads?"""
        return any(item.lines for item in self.items)


def of_case(case_id: UUID) -> list[Meeting]:
    """The meetings of a case that this acting may know of, the newest first."""
    return list(Meeting.objects.filter(case_id=case_id).order_by("-starts_at", "id"))


def page(acting: Acting, meeting: Meeting, case: Case | None) -> Page:
    """Some twelve queries, however much there is. `case` is None for a guest."""
    parties = {party.id: party.name for party in access.organisations(acting)}
    return Page(
        meeting, acting, case, parties, people_of(acting, meeting, parties),
        agenda(acting, meeting, parties), told(acting, meeting, parties),
        [(parties.get(o.organisation_id, ""), o.text) for o in _objections(meeting)
         if o.line_id is None],
        MeetingSummary.objects.filter(meeting=meeting).first(), may_object(acting, meeting),
    )  # fmt: skip


def _objections(meeting: Meeting) -> list[Objection]:
    return list(Objection.objects.filter(meeting=meeting).order_by("created_at", "id"))


def people_of(acting: Acting, meeting: Meeting, parties: dict[UUID, str]) -> list[Guest]:
    """Who is invited: chair first, then note-taker, then the others by organisation."""
    rows = list(Attendee.objects.filter(meeting=meeting, withdrawn_at=None))
    names = access.name_of(row.user_id for row in rows)
    found = [
        Guest(
            row, names.get(row.user_id, ""), parties.get(row.organisation_id, ""),
            _task(meeting, row),
            (row.user_id, row.organisation_id) == (acting.user_id, acting.organisation_id),
        )
        for row in rows
    ]  # fmt: skip
    order = {"chair": 0, "notes": 1}
    return sorted(found, key=lambda g: (order.get(g.task, 2), g.organisation, g.name))


def _task(meeting: Meeting, row: Attendee) -> str:
    if (row.user_id, row.organisation_id) == (meeting.chair_id, meeting.chair_organisation_id):
        return "chair"
    if (row.user_id, row.organisation_id) == (meeting.notes_id, meeting.notes_organisation_id):
        return "notes"
    return "guest" if row.guest else ""


def agenda(acting: Acting, meeting: Meeting, parties: dict[UUID, str]) -> list[Item]:
    """The items with their lines; lines whose item is not seen come last, under no head."""
    rows = AgendaItem.objects.filter(meeting=meeting, withdrawn_at=None)
    items = {
        row.id: Item(row, parties.get(row.organisation_id, ""),
                     row.organisation_id == acting.organisation_id,
                     _readers(acting, row, parties))
        for row in rows.order_by("position", "id")
    }  # fmt: skip
    loose = Item(None, "", ours=False, readers=())
    for line in lines(acting, meeting, parties):
        there = items.get(line.row.item_id) if line.row.item_id else None
        (there or loose).lines.append(line)
    return [*items.values(), *([loose] if loose.lines else [])]


def _readers(
    acting: Acting, row: AgendaItem | MinutesLine, parties: dict[UUID, str]
) -> tuple[str, ...]:
    """To whom it is released: the owner's to know."""
    if row.organisation_id != acting.organisation_id:
        return ()
    return tuple(sorted(parties[key] for key in row.released_to if key in parties))


def lines(acting: Acting, meeting: Meeting, parties: dict[UUID, str]) -> list[Line]:
    """The minutes as this acting reads them."""
    rows = list(MinutesLine.objects.filter(meeting=meeting).order_by("created_at", "id"))
    said: dict[UUID, list[tuple[str, str]]] = {}
    for objection in _objections(meeting):
        if objection.line_id:
            party = parties.get(objection.organisation_id, "")
            said.setdefault(objection.line_id, []).append((party, objection.text))
    actions = Action.objects.in_bulk([row.action_id for row in rows if row.action_id])
    names = access.name_of(action.owner_id for action in actions.values())
    return [_line(acting, row, parties, actions, names, said) for row in rows]


def _line(
    acting: Acting,
    row: MinutesLine,
    parties: dict[UUID, str],
    actions: dict[UUID, Action],
    names: dict[UUID, str],
    said: dict[UUID, list[tuple[str, str]]],
) -> Line:
    action = actions.get(row.action_id) if row.action_id else None
    return Line(
        row, parties.get(row.organisation_id, ""), row.organisation_id == acting.organisation_id,
        _readers(acting, row, parties), action,
        names.get(action.owner_id, "") if action else "", tuple(said.get(row.id, ())),
    )  # fmt: skip


def told(acting: Acting, meeting: Meeting, parties: dict[UUID, str]) -> list[Told]:
    """What was released for this meeting, and is readable still."""
    rows = list(MeetingRelease.objects.filter(meeting=meeting, release__withdrawn_at=None)
                .order_by("released_at", "id"))  # fmt: skip
    found = Contribution.objects.in_bulk([row.contribution_id for row in rows])
    ours = acting.organisation_id
    given: dict[UUID, list[MeetingRelease]] = {}
    for row in rows:
        if row.contribution_id in found:
            given.setdefault(row.contribution_id, []).append(row)
    return [
        Told(
            found[key], parties.get(found[key].organisation_id, ""),
            found[key].organisation_id == ours,
            tuple(sorted({parties[r.organisation_id] for r in mine}))
            if found[key].organisation_id == ours else (),
            all(r.stays for r in mine),
        )
        for key, mine in given.items()
    ]  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """One point on the screen of the room: only what every organisation there may read."""

    items: list[AgendaItem]
    here: AgendaItem | None
    place: int
    owner: str
    lines: list[Line]
    told: list[Told]

    @property
    def before(self) -> int | None:
        return self.place - 1 if self.place > 1 else None

    @property
    def after(self) -> int | None:
        return self.place + 1 if self.place < len(self.items) else None


def screen(acting: Acting, meeting: Meeting, place: int) -> Screen:
    """What may stand on a screen that all who are there look at. `place` counts from 1."""
    there = room(meeting)
    parties = {party.id: party.name for party in access.organisations(acting)}
    rows = AgendaItem.objects.filter(meeting=meeting, withdrawn_at=None)
    items = [row for row in rows.order_by("position", "id") if _to_all(row, there)]
    place = min(max(place, 1), max(len(items), 1))
    here = items[place - 1] if items else None
    shown = [
        line for line in lines(acting, meeting, parties)
        if line.row.item_id == (here.id if here else None) and _to_all(line.row, there)
    ]  # fmt: skip
    open_to_all = for_all(meeting)
    kept = [t for t in told(acting, meeting, parties) if t.contribution.id in open_to_all]
    owner = parties.get(here.organisation_id, "") if here else ""
    return Screen(items, here, place, owner, shown, kept)


def _to_all(row: AgendaItem | MinutesLine, there: Iterable[UUID]) -> bool:
    return set(there) <= {row.organisation_id, *row.released_to}


def for_all(meeting: Meeting) -> set[UUID]:
    """Contributions that were released for this meeting to everyone in the room."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select cases_meetings_for_all(%s)", [meeting.id])
        return {row[0] for row in cursor.fetchall()}
