"""Who handles requests, by when they are answered, and what stands in the way of an answer."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.cases import rules as case_rules
from baken.cases.duty.codes import ItemKind, Outcome
from baken.cases.duty.law import law
from baken.cases.duty.models import DataItem, DataPart, DataRequest
from baken.core.acting import Acting
from baken.core.calendar import ZONE, RuleSet
from baken.core.errors import Missing
from baken.core.terms import Span, due


def handles(acting: Acting) -> bool:
    """The privacy officer, and the municipality's process managers."""
    return acting.purpose == "privacy" or case_rules.opens(acting)


def due_at(received_on: date, *, extended: bool = False) -> datetime:
    """A month after receipt; two months more when extended (AVG art. 12 lid 3). By 1182/71."""
    span = law().answer
    if extended:
        span = Span(span.amount + law().extension.amount, span.unit)
    return due(datetime.combine(received_on, time(12), ZONE), span, RuleSet.EU1182)


def gaps(
    asked: DataRequest, parts: Iterable[DataPart], items: Iterable[DataItem], names: dict[UUID, str]
) -> list[Missing]:
    """What must happen before the request is answered."""
    parts, items = list(parts), list(items)
    found = [
        Missing(
            _("%s heeft nog niet verzameld") % names.get(part.organisation_id, _("Een partner")),
            _("Casus %s.") % part.case_number,
        )
        for part in parts
        if part.collected_at is None
    ]
    waiting = sum(item.outcome == Outcome.OPEN for item in items)
    if waiting:
        title = ngettext("%(n)d gegeven is nog niet beoordeeld",
                         "%(n)d gegevens zijn nog niet beoordeeld", waiting)  # fmt: skip
        found.append(Missing(title % {"n": waiting}, _("Wie het heeft, beoordeelt het.")))
    if parts and not any(item.kind == ItemKind.LOOKS for item in items):
        found.append(
            Missing(
                _("Wanneer er is gekeken staat er nog niet bij"),
                _("De privacyfunctionaris voegt het toe."),
                _("Naar het verzoek"),
                reverse("cases:request", args=[asked.id]),
            )
        )
    return found
