"""Reading reports: the desk's list, one report with its timeline, search, and counts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.paging import CAP, Count
from baken.reports.categories import tree
from baken.reports.codes import OPEN, Kind, State
from baken.reports.models import Message, Report

MOST_FOUND = CAP + 1
ALIKE = timedelta(weeks=12)
BY_CLOCK, NEWEST = "klok", "nieuw"
GROUPS: dict[str, tuple[str, ...]] = {
    "nieuw": (State.RECEIVED, State.READING),
    "bezig": (State.WORKING, State.PLANNED),
    "wacht": (State.WAITING, State.PARTNER),
    "open": tuple(OPEN),
    "casus": (State.TO_CASE,),
    "klaar": (State.ANSWERED, State.WITHDRAWN),
    "verborgen": (State.HIDDEN,),
    "alles": (),
}


@dataclass(frozen=True)
class Filter:
    """What the desk asks for, as it stands in the address bar.

    `wijk` is the code of a wijk or a buurt; `shape` the corners (lat, lon) of a drawn area.
    """

    group: str = "nieuw"
    wijk: str = ""
    subject: str = ""
    mine: bool = False
    late: bool = False
    holder: UUID | None = None
    unheld: bool = False
    team: UUID | None = None
    language: str = ""
    source: str = ""
    photos: bool = False
    shape: tuple[tuple[float, float], ...] = ()
    term: str = ""
    order: str = BY_CLOCK

    @property
    def more(self) -> bool:
        """Is anything chosen of what is seldom asked?"""
        return bool(self.language or self.source or self.photos or self.shape)

    @property
    def states(self) -> tuple[str, ...]:
        return GROUPS[self.group]

    @property
    def by_clock(self) -> bool:
        """Only open reports have a clock to sort by."""
        return self.order == BY_CLOCK and self.group in ("nieuw", "bezig", "wacht", "open")

    @property
    def keys(self) -> tuple[str, str]:
        return ("due_at", "id") if self.by_clock else ("-received_at", "-id")


@dataclass(frozen=True)
class Found:
    """The rows that fit a filter, how many there are, and how many wait per group."""

    rows: QuerySet[Report]
    count: Count
    groups: Mapping[str, Count] = field(default_factory=dict)


def listing(acting: Acting, wanted: Filter) -> Found:
    """The desk's list. Two queries with a search (recorded), else one; rows come later."""
    if wanted.term or wanted.shape:
        ids = search(acting, wanted)
        rows = Report.objects.extra(where=["reports_report.id = any(%s)"], params=[ids])
        return Found(rows, Count(min(len(ids), CAP), len(ids) > CAP))
    rows = narrowed(acting, wanted)
    return Found(rows, *_counts(rows))


def _in_states(states: tuple[str, ...]) -> QuerySet[Report]:
    """Open reports all have a clock: saying so lets a kept plan use the small index of those."""
    rows = Report.objects.filter(state__in=states)
    return rows.filter(due_at__isnull=False) if set(states) <= set(OPEN) else rows


def narrowed(acting: Acting, wanted: Filter, *, hidden: bool = False) -> QuerySet[Report]:
    """Reports that fit all filters but the search term; `hidden` ones only where asked for."""
    rows = Report.objects.all()
    if wanted.states:
        rows = _in_states(wanted.states)
    elif not hidden:
        rows = rows.exclude(state=State.HIDDEN)
    if wanted.wijk:
        rows = rows.filter(**{_area_column(wanted.wijk): wanted.wijk})
    if wanted.subject:
        rows = rows.filter(category_id__in=tree().all_of(wanted.subject))
    if wanted.mine:
        rows = rows.filter(assigned_to_id=acting.user_id)
    if wanted.holder or wanted.unheld:
        rows = rows.filter(assigned_to_id=wanted.holder)
    if wanted.team:
        rows = rows.filter(team_id=wanted.team)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.photos:
        rows = rows.filter(has_photos=True)
    if wanted.late:
        rows = rows.filter(due_at__lt=timezone.now()).exclude(state=State.WAITING)
    return rows


def _area_column(code: str) -> str:
    return "buurt_code" if code.startswith("BU") else "wijk_code"


def _counts(rows: QuerySet[Report]) -> tuple[Count, dict[str, Count]]:
    """How many rows, and how many wait per group, each at most to the cap. One statement."""
    sql, values = rows.order_by()[: CAP + 1].values("pk").query.sql_with_params()
    asked = f"select (select count(*) from ({sql}) rows), w.* from reports_waiting(%s) w"
    with connection.cursor() as cursor:
        cursor.execute(asked, [*values, CAP + 1])
        found = [Count(min(number, CAP), number > CAP) for number in cursor.fetchone()]
    return found[0], dict(zip(("nieuw", "bezig", "wacht"), found[1:], strict=True))


def search(acting: Acting, wanted: Filter) -> list[UUID]:
    """Ids that fit the filters and the words or number, newest first. Leaves a trace."""
    number = _number(wanted.term)
    if number:
        rows = narrowed(acting, wanted, hidden=True).filter(number=number)
        ids = list(rows.values_list("id", flat=True))
    else:
        ids = _search_words(acting, wanted)
    record(acting, "report.search", term=wanted.term.lower(), count=len(ids))
    return ids


def _number(term: str) -> str:
    try:
        return numbers.tidy(term, "M") if len(term) <= 20 else ""
    except ValidationError:
        return ""


def _search_words(acting: Acting, wanted: Filter) -> list[UUID]:
    """The definer function applies the desk's own rule before it tells anything."""
    asked: dict[str, Any] = {
        "states": list(wanted.states), _area_column(wanted.wijk): wanted.wijk,
        "categories": [str(key) for key in tree().all_of(wanted.subject)] if wanted.subject else [],
        "holder": str((acting.user_id if wanted.mine else wanted.holder) or ""),
        "unheld": wanted.unheld, "team": str(wanted.team or ""),
        "language": wanted.language, "source": wanted.source, "photos": wanted.photos,
        "late": wanted.late, "shape": _as_polygon(wanted.shape),
    }  # fmt: skip
    kept = json.dumps({name: value for name, value in asked.items() if value})
    with connection.cursor() as cursor:
        cursor.execute("select id from reports_search(%s, %s, %s)", [wanted.term, kept, MOST_FOUND])
        return [row[0] for row in cursor.fetchall()]


def _as_polygon(shape: tuple[tuple[float, float], ...]) -> str:
    """As PostgreSQL writes a polygon, x before y."""
    corners = ",".join(f"({lon},{lat})" for lat, lon in shape)
    return f"({corners})" if corners else ""


def find(report_id: UUID) -> Report | None:
    """One report with its parts, if this acting may see it. One query."""
    parts = ("content", "place", "opinion", "team", "business", "assigned_to__profile")
    return Report.objects.select_related(*parts).filter(id=report_id).first()


@dataclass(frozen=True)
class Line:
    """One line of the timeline: an event, a note among colleagues, or a message in words."""

    at: datetime
    who: str
    label: str
    text: str = ""
    from_resident: bool = False
    is_message: bool = False
    is_note: bool = False


# What happened, what colleagues noted and what was said, oldest first. Read with what stands beside
# the report (beside.py): the wall costs more by statement than by row.
TIMELINE = """
select t.at, coalesce(p.name, '') as who, t.kind, t.old, t.new, t.words, t.from_resident from (
  select at, by_id, kind, old, new, note as words, false as from_resident
  from reports_event where report_id = %(report)s
  union all select at, by_id, 'note', '', '', text, false
  from reports_note where report_id = %(report)s
  union all select at, by_id, '', '', '', text, from_resident
  from reports_message where report_id = %(report)s) t
left join access_profile p on p.user_id = t.by_id order by t.at
"""


def as_line(
    *, at: datetime, who: str, kind: str, old: str, new: str, words: str, from_resident: bool
) -> Line:
    """A row of `TIMELINE`."""
    if not kind:
        return Line(at, who, "", words, from_resident, is_message=True)
    if kind == "note":
        return Line(at, who, str(_("Notitie")), words, is_note=True)
    return Line(at, who, str(Kind(kind).label), _told(old, new, words))


def message_lines(report: Report) -> list[Line]:
    """The messages between the desk and the resident, oldest first. One query."""
    rows = Message.objects.filter(report=report).select_related("by__profile")
    return [_message_line(m) for m in rows.order_by("at")]


def known_name(user: Any) -> str:
    """The name of a user that came along in the query; '' when this acting may not know it."""
    profile = getattr(user, "profile", None)
    return str(profile.name) if profile is not None else ""


def _told(old: str, new: str, note: str) -> str:
    """What changed, in words."""
    by_code = {s.code: s.title for s in tree().by_id.values()}
    if old in by_code and new in by_code:
        change = f"{by_code[old]} → {by_code[new]}"
        return f"{change}. {note}" if note else change
    return note


def _message_line(message: Message) -> Line:
    who = known_name(message.by)
    return Line(message.at, who, "", message.text, message.from_resident, is_message=True)


def similar(report: Report) -> list[Report]:
    """Reports of the same main kind in the same buurt, at most 12 weeks apart, nearest first.

    Each with `metres`, which is None without two points. About the same place, never about the
    same resident: who reported is not compared. One query, by a function that applies the desk's
    own rule.
    """
    kinds = tree().all_of(tree().main_of(tree().by_id[report.category_id]).code)
    asked = "select * from reports_alike(%s, %s, %s)"
    return list(Report.objects.raw(asked, [report.id, kinds, ALIKE]))


def mine_or_unread(acting: Acting) -> QuerySet[Report]:
    """Open reports that this user holds, and those that nobody has taken yet, by clock."""
    nobody = Q(state=State.RECEIVED, assigned_to=None)
    mine = Q(assigned_to_id=acting.user_id, state__in=set(OPEN) - {State.RECEIVED})
    return Report.objects.filter(nobody | mine, due_at__isnull=False).order_by("due_at", "id")
