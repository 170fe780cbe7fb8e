"""Parts of a case that have a page of their own: each folder of this module registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from baken.cases import rules
from baken.cases.models import Case, CaseContent
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.core.slots import Slot


def _to_workers(acting: Acting, case: Case) -> bool:
    return rules.works_on_cases(acting)


@dataclass(frozen=True)
class Part:
    """One part: `view` is the name of its address, which takes the key of the case."""

    key: str
    label: str | Promise
    view: str
    shown: Callable[[Acting, Case], bool] = _to_workers


parts: Slot[Part] = Slot()


@dataclass(frozen=True)
class Tab:
    """A link to a part, as both the page of the case and that of a part show it."""

    key: str
    label: str
    url: str


def tabs_of(acting: Acting, case: Case) -> list[Tab]:
    """The parts that this acting may open, in the order in which they were registered."""
    shown = [part for part in parts if part.shown(acting, case)]
    return [Tab(p.key, str(p.label), reverse(p.view, args=[case.id])) for p in shown]


def part_page(acting: Acting, case_id: UUID, key: str) -> dict[str, Any]:
    """What `cases/part.html` needs. Denied for who is no full member. One query."""
    content = CaseContent.objects.select_related("case__model").filter(case_id=case_id).first()
    if content is None:
        raise Denied
    home = reverse("cases:file", args=[case_id])
    tabs = [Tab("", _("Casus"), home), *tabs_of(acting, content.case)]
    here = next((tab for tab in tabs if tab.key == key), None)
    if here is None:
        raise Denied
    return {"case": content.case, "content": content, "home": home, "tabs": tabs, "here": here}
