"""What practice registers when Django starts."""

from django.utils.translation import gettext_lazy as _

from baken.cases.practice import retention
from baken.core.menu import WorkItem, work_menu


def register_all() -> None:
    """The menu and the term."""
    work_menu.add(
        WorkItem(_("Oefenen"), "cases:practice", "book-open", frozenset({"cases"}), order=90)
    )
    retention.register_all()
