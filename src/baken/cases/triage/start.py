"""What triage registers when Django starts."""

from django.utils.translation import gettext_lazy as _

from baken.cases.facts import Fact, facts
from baken.cases.parts import Part, parts
from baken.cases.triage import queries, retention
from baken.core.menu import WorkItem, work_menu


def register_all() -> None:
    """What the guards ask, the page of the case, the privacy officer's page, terms."""
    facts.add(Fact("triage_undone", queries.undone, "cases:triage"))
    parts.add(Part("triage", _("Triage"), "cases:triage"))
    work_menu.add(
        WorkItem(
            _("Bekend elders"), "cases:known_overview", "search", frozenset({"privacy"}), order=30
        )
    )
    retention.register_all()
