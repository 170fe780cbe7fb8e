"""Requests as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from baken.access import api as access
from baken.cases.duty.codes import Outcome, RequestKind
from baken.cases.duty.models import DataItem, DataPart, DataRequest, DataSubject, DataText
from baken.cases.duty.requests import rules
from baken.cases.rules import organisation_of
from baken.core.acting import Acting
from baken.core.errors import Denied, Missing


@dataclass(frozen=True)
class Line:
    """One item with what may be read of it; `text` is None when it is not for this acting."""

    item: DataItem
    organisation: str
    text: str | None


@dataclass(frozen=True)
class View:
    """One request with all that hangs on it. `subject` is None for who only holds a part."""

    request: DataRequest
    kinds: list[str]
    subject: DataSubject | None
    parts: list[DataPart]
    lines: list[Line]
    missing: list[Missing]
    handler: str
    mine: bool

    @property
    def given(self) -> list[Line]:
        return [line for line in self.lines if line.item.outcome == Outcome.GIVEN]

    @property
    def withheld(self) -> list[Line]:
        return [line for line in self.lines if line.item.outcome == Outcome.WITHHELD]


def kinds_in_words(kinds: Iterable[str]) -> list[str]:
    return [str(RequestKind(kind).label) for kind in kinds]


def listing(acting: Acting) -> list[DataRequest]:
    """Running requests by their clock, then the last that were decided."""
    running = list(DataRequest.objects.filter(decided_at=None).order_by("due_at", "id"))
    done = DataRequest.objects.exclude(decided_at=None).order_by("-decided_at", "id")
    found = [*running, *done[:50]]
    for row in found:
        row.words = ", ".join(kinds_in_words(row.kinds))  # type: ignore[attr-defined]
    return found


def get(acting: Acting, request_id: UUID) -> View:
    """One request. Denied when it is not for this acting."""
    asked = DataRequest.objects.filter(pk=request_id).first()
    if asked is None:
        raise Denied
    parts = list(DataPart.objects.filter(request=asked).order_by("case_number", "added_at"))
    items = list(DataItem.objects.filter(request=asked).order_by("kind", "about_on", "id"))
    names = {party.id: party.name for party in access.organisations(acting)}
    for part in parts:
        part.name = names.get(part.organisation_id, "")  # type: ignore[attr-defined]
    subject = DataSubject.objects.filter(request=asked).first()
    missing = [] if asked.decided_at else rules.gaps(asked, parts, items, names)
    return View(
        asked, kinds_in_words(asked.kinds), subject, parts, lines(items, names), missing,
        access.name_of([asked.handler_id]).get(asked.handler_id, ""),
        asked.handler_id == acting.user_id,
    )  # fmt: skip


def lines(items: Iterable[DataItem], names: dict[UUID, str]) -> list[Line]:
    """Items with the words that this acting may read. One query."""
    items = list(items)
    found = DataText.objects.filter(item_id__in=[item.id for item in items])
    texts = {text.item_id: text.text for text in found}
    return [Line(i, names.get(i.organisation_id, ""), texts.get(i.id)) for i in items]


def count_open(case_id: UUID) -> int:
    """How many requests run in which somebody of this case asks about themselves. One query."""
    parts = DataPart.objects.filter(case_id=case_id, request__decided_at=None)
    return parts.values("request_id").distinct().count()


def of_case(acting: Acting, case_id: UUID) -> list[DataPart]:
    """The running requests of which a part of this case lies with the own organisation."""
    parts = DataPart.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    found = list(parts.select_related("request").filter(request__decided_at=None))
    for part in found:
        items = DataItem.objects.filter(request_id=part.request_id, case_id=case_id, outcome="")
        ours = items.filter(organisation_id=organisation_of(acting))
        part.open = ours.count()  # type: ignore[attr-defined]
    return found
