"""What modules above may call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.access.api import demo_database
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.core.hits import Hit, Task
from baken.core.slots import Slot
from baken.geo import api as geo
from baken.reports.actions import desk
from baken.reports.actions.desk import hand_over
from baken.reports.categories import tree
from baken.reports.clusters.models import Cluster
from baken.reports.codes import CLOSED, OPEN, Door, Result, State
from baken.reports.exchange.stock.command import StockAsked, import_stock
from baken.reports.follow import code_of
from baken.reports.mailin.actions import take_in as take_in_mail
from baken.reports.models import Handover, IdentityRequest, Report
from baken.reports.notes.queries import Aside, waiting
from baken.reports.queries import Filter, mine_or_unread, search
from baken.reports.queries import find as find_report
from baken.reports.rules import may_answer, works_at_desk
from baken.reports.sharing.actions import allowed
from baken.reports.vault.actions import WAITS, to_decide

MOST_TASKS = 60


@dataclass(frozen=True)
class Button:
    """A step that a higher module offers on a report, such as 'Maak casus'.

    `url` gets the report's id; `shown` decides by acting and state code.
    """

    label: str
    icon: str
    url: Callable[[UUID], str]
    shown: Callable[[Acting, str], bool]
    order: int = 50


buttons: Slot[Button] = Slot()


@dataclass(frozen=True)
class ReportView:
    """A report as a file of a higher module shows it."""

    id: UUID
    number: str
    title: str
    text: str
    subject: str
    subject_code: str
    state: str
    state_label: str
    where: str
    wijk_code: str
    buurt_code: str
    received_at: datetime
    careful: bool
    url: str
    confidential: bool
    shared_with: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A main kind, for the front page: where to begin a report about it."""

    code: str
    label: str
    example: str
    icon: str
    url: str


def get(acting: Acting, report_id: UUID) -> ReportView:
    """One report. Denied when this acting may not see it."""
    report = find_report(report_id)
    if report is None:
        raise Denied
    return _view(report)


def of_file(acting: Acting, file_id: UUID) -> list[ReportView]:
    """The reports that are part of a file, oldest first, as far as this acting may see them."""
    ids = Handover.objects.filter(file_id=file_id).values("report_id")
    rows = Report.objects.filter(id__in=ids).select_related("content", "place")
    rows = rows.prefetch_related("consents")
    return [_view(report) for report in rows.order_by("received_at")]


def _view(report: Report) -> ReportView:
    subject = tree().by_id[report.category_id]
    place = getattr(report, "place", None)
    where = geo.name_of(report.buurt_code or report.wijk_code)
    if place is not None and place.address:
        where = f"{place.address}, {where}" if where else place.address
    return ReportView(
        id=report.id,
        number=report.number,
        title=report.title,
        text=report.content.text,
        subject=subject.title,
        subject_code=subject.code,
        state=report.state,
        state_label=str(State(report.state).label),
        where=where,
        wijk_code=report.wijk_code,
        buurt_code=report.buurt_code,
        received_at=report.received_at,
        careful=subject.careful,
        url=reverse("reports:show", args=[report.id]),
        confidential=report.door == Door.CONFIDENTIAL,
        shared_with=tuple(partner.title for partner in allowed(report)),
    )


def answer(
    acting: Acting, report_id: UUID, text: str, result: str = Result.SOLVED, *, site: str = ""
) -> None:
    """Tell the resident what became of it, and close the report.

    For the desk, and for who is on the file that the report became part of. An answered report
    stays as it is. Denied when this acting may not see it.
    """
    report = Report.objects.filter(id=report_id).first()
    if report is None or not may_answer(acting):
        raise Denied
    if report.state not in CLOSED:
        desk.close(acting, report, report.version, text, result, site=site)


def tell(acting: Acting, report_id: UUID, text: str, *, site: str = "") -> None:
    """Tell the resident how it stands, for who may also answer. Denied when hidden."""
    report = Report.objects.filter(id=report_id).first()
    if report is None or not may_answer(acting):
        raise Denied
    if report.state not in CLOSED:
        desk.tell(acting, report, text, site=site)


def learn_kinds() -> dict[str, Any]:
    """Learn to propose kinds from answered reports, and store it, off; what is published of it.

    For the keeper. Raises ValidationError when there is too little to learn from.
    """
    from baken.reports.suggest import learning  # scikit-learn is an extra

    model = learning.learn(learning.answered(), fictional=demo_database())
    learning.store(model)
    return dict(model.facts)


def my_work(acting: Acting) -> list[Task]:
    """What waits for this user at the desk; first what a colleague asks. Four queries."""
    asked = [_decision(request) for request in to_decide(acting)[:MOST_TASKS]]
    mine = [_task(report) for report in mine_or_unread(acting)[:MOST_TASKS]]
    return [*asked, *map(_aside, waiting(acting)), *_clusters(acting), *mine]


def _clusters(acting: Acting) -> list[Task]:
    """One line for all places that stand out and that nobody looked at."""
    count = Cluster.objects.filter(seen_at=None).count() if works_at_desk(acting) else 0
    if not count:
        return []
    words = ngettext("%s plek valt op", "%s plekken vallen op", count) % count
    return [Task(title=words, url=reverse("reports:clusters"), due=None, kind=_("plek"))]


def _aside(aside: Aside) -> Task:
    """A note that names this user, or a reminder whose day has come."""
    noted = aside.kind == "mention"
    day = None if aside.day is None else make_aware(datetime.combine(aside.day, time(17)))
    return Task(
        title=aside.text if noted else f"{aside.text} ({aside.title})",
        url=reverse("reports:show", args=[aside.report_id]),
        due=day,
        number=aside.number,
        kind=_("genoemd in een notitie") if noted else _("herinnering"),
    )


def _decision(asked: IdentityRequest) -> Task:
    return Task(
        title=_("Een collega vraagt te mogen zien wie meldde"),
        url=reverse("reports:who", args=[asked.report_id]),
        due=asked.asked_at + WAITS,
        number=asked.report.number,
        about=asked.report.title,
        kind=_("besluit"),
    )


def _task(report: Report) -> Task:
    subject = tree().by_id[report.category_id]
    about = " · ".join(filter(None, [subject.title, geo.name_of(report.wijk_code)]))
    waiting = report.state == State.WAITING
    return Task(
        title=report.title,
        url=reverse("reports:show", args=[report.id]),
        due=None if waiting else report.due_at,
        number=report.number,
        about=about,
        kind=_("melding"),
        waits_for=_("de melder") if waiting else "",
        urgent=report.urgent,
    )


def find(acting: Acting, term: str) -> list[Hit]:
    """Reports by number or word, newest first, at most 50. The search leaves a trace."""
    ids = search(acting, Filter(group="alles", term=term[:200]))[:50]
    rows = Report.objects.filter(id__in=ids).order_by("-received_at")
    return [
        Hit(
            title=report.title,
            url=reverse("reports:show", args=[report.id]),
            kind=_("melding"),
            number=report.number,
        )
        for report in rows
    ]


def follow_url(report_id: UUID) -> str:
    """Where the resident follows this report. Who has this address has the code."""
    return reverse("reports:followed", args=[code_of(report_id)])


def topics() -> list[Topic]:
    """The main kinds of reports, in the order of the tree."""
    start = reverse("reports:subject")
    return [
        Topic(s.code, s.title, s.example, s.icon, f"{start}?soort={s.code}") for s in tree().mains()
    ]


__all__ = [
    "OPEN",
    "Button",
    "ReportView",
    "Result",
    "State",
    "StockAsked",
    "Topic",
    "answer",
    "buttons",
    "find",
    "follow_url",
    "get",
    "hand_over",
    "import_stock",
    "my_work",
    "of_file",
    "take_in_mail",
    "tell",
    "topics",
]
