"""What the home pages show: each part comes from the module that owns it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from baken.cases import api as cases
from baken.core.acting import Acting
from baken.core.forms import first_message
from baken.core.hits import Hit, Task
from baken.core.text import clean_line
from baken.programme import api as programme
from baken.reports import api as reports
from baken.retention import api as retention

Finder = Callable[[Acting, str], list[Hit]]
FINDERS: dict[str, tuple[Finder, ...]] = {
    "reports": (reports.find,),
    "cases": (cases.find,),
    "briefing": (cases.find,),
}


def public(plain: str) -> dict[str, Any]:
    """The front door: topics, danger, the city's map and figures, what was promised.

    Figures and plans are told in `plain`, Dutch or English.
    """
    front = {"phones": settings.MUNICIPALITY.phones, "topics": reports.topics(), "plain": plain}
    with translation.override(plain):
        return {
            **front,
            "map": programme.city_map(),
            "figures": programme.headline_figures(),
            "promises": programme.promises()[:6],
        }


ALIKE = 4


@dataclass(frozen=True)
class Bundle:
    """Tasks under one heading, such as 'Te laat'."""

    title: str
    mark: str
    tasks: list[Task]

    @property
    def rows(self) -> list[list[Task]]:
        """Each task a row; more than `ALIKE` of the same name are one row, that opens."""
        times = Counter(task.title for task in self.tasks)
        rows: dict[object, list[Task]] = {}
        for number, task in enumerate(self.tasks):
            key = task.title if times[task.title] > ALIKE else number
            rows.setdefault(key, []).append(task)
        return list(rows.values())


def workplace(acting: Acting) -> dict[str, Any]:
    """My work, by clock: what is late, what is due, what waits for someone else."""
    tasks = sorted(_tasks(acting), key=_by_clock)
    mine = [task for task in tasks if not task.waits_for]
    return {
        "today": timezone.localdate(),
        "first": mine[0] if mine else None,
        "bundles": [bundle for bundle in _bundles(mine) if bundle.tasks],
        "waiting": [task for task in tasks if task.waits_for],
    }


def _tasks(acting: Acting) -> Iterator[Task]:
    if acting.purpose == "reports":
        yield from reports.my_work(acting)
    if acting.purpose == "cases":
        yield from cases.my_work(acting)
    if acting.purpose == "privacy":
        yield from cases.privacy_work(acting)
    if acting.purpose in {"programme", "statistics", "council"}:
        yield from programme.my_work(acting)
    yield from retention.my_work(acting)


def _by_clock(task: Task) -> tuple[bool, Any]:
    return (task.due is None, task.due or timezone.now())


def _bundles(tasks: list[Task]) -> Iterator[Bundle]:
    now = timezone.now()
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    week = tonight + timedelta(days=7)
    late = [t for t in tasks if t.due and t.due < now]
    yield Bundle(_("Te laat"), "late", late)
    yield Bundle(_("Vandaag"), "today", [t for t in tasks if t.due and now <= t.due <= tonight])
    yield Bundle(_("Deze week"), "week", [t for t in tasks if t.due and tonight < t.due <= week])
    yield Bundle(_("Later"), "later", [t for t in tasks if not t.due or t.due > week])


def search(acting: Acting, term: str) -> dict[str, Any]:
    """Hits of every module that belongs to this purpose; each leaves its own trace."""
    try:
        term = clean_line(term)
    except ValidationError as error:
        return {"term": "", "hits": [], "problem": first_message(error)}
    if not term:
        return {"term": "", "hits": []}
    hits = [hit for find in FINDERS.get(acting.purpose, ()) for hit in find(acting, term)]
    return {"term": term, "hits": hits}
