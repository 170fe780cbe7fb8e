"""My work: the lists of files to destroy that wait for a first or a second person."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.core.acting import Acting
from baken.core.hits import Task
from baken.retention import lists
from baken.retention.models import RemovalList
from baken.retention.rules import may_decide


def my_work(acting: Acting) -> list[Task]:
    """What this acting puts forward, decides on, or put forward and waits for. One query."""
    return list(_tasks(acting)) if may_decide(acting) else []


def _tasks(acting: Acting) -> Iterator[Task]:
    for found in lists.undecided():
        proposal = getattr(found, "proposal", None)
        if proposal is None:
            yield _task(found, _("Leg vernietigingslijst %d voor aan een tweede persoon"), "list")
        elif proposal.proposed_by == acting.user_id:
            yield _task(found, _("besluit over vernietigingslijst %d"), "list", _("een ander"))
        else:
            yield _task(found, _("Besluit over vernietigingslijst %d"), "decide")


def _task(found: RemovalList, title: str, view: str, waits_for: str = "") -> Task:
    n: int = found.rest  # type: ignore[attr-defined]
    files = ngettext("%(n)d dossier", "%(n)d dossiers", n) % {"n": n}
    return Task(title % found.number, reverse(f"retention:{view}", args=[found.id]), None,
                about=files, kind=_("vernietiging"), waits_for=waits_for)  # fmt: skip
