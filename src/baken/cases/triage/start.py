"""What triage registers when Django starts."""

from django.utils.translation import gettext_lazy as _

from baken.cases.parts import Part, parts
from baken.cases.triage import retention
from baken.core.menu import WorkItem, work_menu


def register_all() -> None:
    """The page of the case, the privacy officer's page, terms."""
    parts.add(Part("triage", _("Triage"), "cases:triage"))
    work_menu.add(
        WorkItem(
            _("Bekend elders"), "cases:known_overview", "search", frozenset({"privacy"}), order=30
        )
    )
    retention.register_all()
