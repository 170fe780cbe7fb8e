"""What lists, my work and the briefing show. Reading is here, writing is in `actions`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count as Tally
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from baken.cases.ave import model_of
from baken.cases.codes import Role, SeatState
from baken.cases.models import Case, CaseContent, Seat
from baken.core.acting import Acting
from baken.core.paging import Count, Page, capped_count, page

FAR = datetime(9999, 1, 1, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Line:
    """One case in a list."""

    content: CaseContent
    phase_name: str
    empty: tuple[str, ...]
    asked: tuple[str, ...]
    mine: tuple[str, ...]

    @property
    def case(self) -> Case:
        return self.content.case

    @property
    def due(self) -> datetime | None:
        """The next clock; None when none runs."""
        return self.content.next_due if self.case.open and self.content.next_due < FAR else None


@dataclass(frozen=True)
class Filters:
    """What the address bar asks for; what it does not know, it leaves out."""

    phase: int = 0
    late: bool = False
    vacant: bool = False
    mine: bool = False
    closed: bool = False

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Filters":
        phase = params.get("fase", "")
        return cls(
            phase=int(phase) if phase in ("1", "2", "3", "4") else 0,
            late="laat" in params,
            vacant="leeg" in params,
            mine="mijn" in params,
            closed=params.get("stand") == "gesloten",
        )


@dataclass(frozen=True)
class Listing:
    """A page of cases; all that fit are counted when that is asked."""

    lines: list[Line]
    page: Page[CaseContent]
    rows: QuerySet[CaseContent]

    @property
    def count(self) -> Count:
        return capped_count(self.rows)


def open_seats() -> QuerySet[Seat]:
    return Seat.objects.filter(ended_at=None)


def vacant_seats() -> QuerySet[Seat]:
    return open_seats().filter(holder=None, household=False)


def my_contents() -> QuerySet[CaseContent]:
    """The content of the cases that I am on, with the case; no exercises.

    The wall asks no less, but in a form for which PostgreSQL reads every case; this one has an
    index.
    """
    mine = '"cases_content"."case_id" = any(array(select acting_files()))'
    rows = CaseContent.objects.filter(case__practice=False).select_related("case")
    return rows.extra(where=[mine])  # noqa: S610 - ours


def _chosen(acting: Acting, filters: Filters) -> QuerySet[CaseContent]:
    rows = my_contents()
    closed = rows.exclude(case__closed_at=None)
    rows = closed if filters.closed else rows.filter(case__closed_at=None)
    if filters.phase:
        rows = rows.filter(case__phase=filters.phase)
    if filters.late:
        rows = rows.filter(next_due__lt=timezone.now())
    here = {"case_id": OuterRef("case_id")}
    if filters.vacant:
        rows = rows.filter(Exists(vacant_seats().filter(**here)))
    if filters.mine:
        rows = rows.filter(Exists(open_seats().filter(holder_id=acting.user_id, **here)))
    return rows


def listing(acting: Acting, params: Mapping[str, str], *, size: int = 50) -> Listing:
    """The cases that I am on, by their next clock: late first. Two queries, however many."""
    rows = _chosen(acting, Filters.read(params))
    found = page(rows, params, keys=("next_due", "id"), size=size)
    return Listing(_lines(acting, found.rows), found, rows)


_SHOWN_OF_SEATS = ("case_id", "role", "holder_id", "household", "accepted_at", "ended_at")


def _lines(acting: Acting, contents: list[CaseContent]) -> list[Line]:
    seats: dict[UUID, list[Seat]] = {}
    ids = [content.case_id for content in contents]
    for seat in open_seats().filter(case_id__in=ids).only(*_SHOWN_OF_SEATS):
        seats.setdefault(seat.case_id, []).append(seat)
    return [_line(acting, content, seats.get(content.case_id, [])) for content in contents]


def _line(acting: Acting, content: CaseContent, seats: list[Seat]) -> Line:
    phase = model_of(content.case.model_id).phase(content.case.phase)
    by_state: dict[str, list[str]] = {state: [] for state in SeatState.values}
    for role in Role.values:
        found = next((seat for seat in seats if seat.role == role), None)
        if found or role in phase.seats:
            by_state[found.state if found else SeatState.VACANT].append(role)
    running = content.case.open
    mine = [s.role for s in seats if acting.user_id and s.holder_id == acting.user_id]
    return Line(
        content,
        phase.name,
        tuple(_labels(by_state[SeatState.VACANT])) if running else (),
        tuple(_labels(by_state[SeatState.ASKED])) if running else (),
        tuple(_labels(mine)),
    )


def _labels(roles: list[str]) -> list[str]:
    return [str(Role(role).label) for role in roles]


@dataclass(frozen=True)
class Sums:
    """The counts above the list: of the cases that I am on, and that run."""

    running: int
    late: int
    vacant: int


def sums(acting: Acting) -> Sums:
    """Three counts in one query: nobody is on more cases than can be counted."""
    empty = Exists(vacant_seats().filter(case_id=OuterRef("case_id")))
    found = _chosen(acting, Filters()).aggregate(
        running=Tally("id"),
        late=Tally("id", filter=Q(next_due__lt=timezone.now())),
        vacant=Tally("id", filter=empty),
    )
    return Sums(**found)


def invitations(acting: Acting) -> list[Seat]:
    """The seats for which I am asked, oldest first. One query."""
    if acting.user_id is None or acting.organisation_id is None:
        return []
    rows = open_seats().filter(
        holder_id=acting.user_id, organisation_id=acting.organisation_id, accepted_at=None,
        case__practice=False,
    )  # fmt: skip
    return list(rows.select_related("case").order_by("since"))


__all__ = ["Filters", "Line", "Listing", "Sums", "invitations", "listing", "my_contents", "sums"]
