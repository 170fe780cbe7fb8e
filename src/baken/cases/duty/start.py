"""What this folder registers when Django starts."""

from django.utils.translation import gettext_lazy as _

from baken.cases.duty.requests.rules import handles
from baken.cases.parts import Part, parts
from baken.core.menu import WorkItem, work_menu


def register_all() -> None:
    """The part of a case, and the entry of the menu."""
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
