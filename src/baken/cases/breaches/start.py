"""What this folder registers when Django starts."""

from django.utils.translation import gettext_lazy as _

from baken.cases.breaches.actions import writes_down
from baken.cases.breaches.queries import count_unreported
from baken.cases.breaches.retention import register_all as terms
from baken.cases.facts import Fact, facts
from baken.core.menu import WorkItem, work_menu


def register_all() -> None:
    """The clock that closing asks for, the term, and the entry of the menu."""
    terms()
    facts.add(Fact("clocks_open", count_unreported, "cases:clocks"))
    work_menu.add(
        WorkItem(_("Datalekken"), "cases:breaches", "triangle-alert",
                 frozenset({"privacy", "cases"}), 62, shown=writes_down)
    )  # fmt: skip
