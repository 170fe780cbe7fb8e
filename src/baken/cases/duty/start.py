"""What this folder registers when Django starts."""

from django.utils.translation import gettext_lazy as _

from baken.cases.duty import queries
from baken.cases.duty.requests import queries as requests
from baken.cases.duty.requests.rules import handles
from baken.cases.facts import Fact, facts
from baken.cases.parts import Part, parts
from baken.core.menu import WorkItem, work_menu


def register_all() -> None:
    """What the guards ask, the part of a case, and the entry of the menu."""
    facts.add(Fact("duty_undone", queries.count_undone, "cases:duty"))
    facts.add(Fact("requests_open", requests.count_open, "cases:duty"))
    parts.add(Part("betrokkenen", _("Betrokkenen"), "cases:duty"))
    work_menu.add(
        WorkItem(
            _("Verzoeken"),
            "cases:requests",
            "file-search",
            frozenset({"privacy", "cases"}),
            order=60,
            shown=handles,
        )
    )
