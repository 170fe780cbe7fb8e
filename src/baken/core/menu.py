"""Menus that modules fill: the public site's, and the workplace's per capacity and purpose."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from baken.core.acting import Acting
from baken.core.slots import Slot

Text = str | Promise


@dataclass(frozen=True)
class PublicItem:
    """One entry of the public menu or footer."""

    label: Text
    view: str
    order: int = 50


@dataclass(frozen=True)
class WorkItem:
    """One entry of the rail; shown to actings with one of these purposes."""

    label: Text
    view: str
    icon: str
    purposes: frozenset[str] = field(default_factory=frozenset)
    order: int = 50
    group: int = 0
    shown: Callable[[Acting], bool] | None = None

    def suits(self, acting: Acting) -> bool:
        if self.purposes and acting.purpose not in self.purposes:
            return False
        return self.shown is None or self.shown(acting)


public_menu: Slot[PublicItem] = Slot()
footer_menu: Slot[PublicItem] = Slot()
work_menu: Slot[WorkItem] = Slot()


def public_items(slot: Slot[PublicItem], path: str) -> list[dict[str, Any]]:
    """The entries as templates read them."""
    return [
        {"url": (url := reverse(item.view)), "label": item.label, "current": path.startswith(url)}
        for item in sorted(slot, key=lambda item: item.order)
    ]


def work_items(acting: Acting, path: str) -> list[dict[str, Any]]:
    """The rail of this acting; a divider starts each new group."""
    items: list[dict[str, Any]] = []
    group = None
    for item in sorted(work_menu, key=lambda item: (item.group, item.order)):
        if not item.suits(acting):
            continue
        url = reverse(item.view)
        current = path == url or (url != "/werk/" and path.startswith(url))
        items.append(
            {"url": url, "label": item.label, "icon": item.icon, "count": None,
             "current": current, "divider": item.group != group}
        )  # fmt: skip
        group = item.group
    return items
