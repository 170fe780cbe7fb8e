"""What all actions share: fetching is checking, clocks, and sending twice is doing once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases.ave import Model, model_of
from baken.cases.clocks.catalog import catalog
from baken.cases.models import Case, CaseContent, Clock
from baken.cases.rules import require_open
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.calendar import ZONE, RuleSet
from baken.core.errors import Denied
from baken.core.models import Row
from baken.core.terms import END_OF_DAY, Span, due

Made = TypeVar("Made", bound=Row)


def fetch(case_id: UUID) -> Case:
    """A case on which the acting is a full member. Denied for hidden and absent alike."""
    content = CaseContent.objects.select_related("case").filter(case_id=case_id).first()
    if content is None:
        raise Denied
    return content.case


def fetch_open(case_id: UUID) -> Case:
    """As `fetch`, and not closed (Conflict), nor only looked at by emergency access (Denied)."""
    case = fetch(case_id)
    require_open(case)
    if only_looks(case_id):
        words = _("U kijkt met noodtoegang. U kunt lezen, maar niets veranderen.")
        raise Denied(words, known=True)
    return case


def only_looks(case_id: UUID) -> bool:
    """Is the acting here by emergency access alone? Then nothing is written."""
    with connection.cursor() as cursor:
        cursor.execute("select %s in (select acting_opened())", [case_id])
        return bool(cursor.fetchone()[0])


def rules_of(case: Case) -> Model:
    """The model version that this case stays on."""
    return model_of(case.model_id)


def by(span: Span, start: datetime | None = None, rules: RuleSet = RuleSet.OFFICE) -> datetime:
    """When a span of the model is over: the municipality's own norm, so its office calendar."""
    return due(start or timezone.now(), span, rules)


def refresh_clock(case_id: UUID) -> None:
    """Let the database work out the next moment by which something must happen."""
    with connection.cursor() as cursor:
        cursor.execute("select cases_refresh_clock(%s)", [case_id])


def start_clock(case_id: UUID, kind: str, span: Span) -> None:
    """Start a clock of the case by its own calendar; one of the same kind that ran is met."""
    now, rules = timezone.now(), catalog().norm(kind).rules
    stop_clock(case_id, kind)
    Clock.objects.create(
        case_id=case_id, kind=kind, started_at=now, due_at=by(span, now, rules), span=str(span),
        rules=rules.value,
    )  # fmt: skip


def end_clock_at(case_id: UUID, kind: str, day: date) -> None:
    """As `start_clock`, to the end of a day that people agreed on."""
    stop_clock(case_id, kind)
    end = datetime.combine(day, END_OF_DAY, ZONE)
    Clock.objects.create(case_id=case_id, kind=kind, started_at=timezone.now(), due_at=end)


def stop_clock(case_id: UUID, kind: str) -> bool:
    """What this clock waited for was done. Did it run?"""
    rows = Clock.objects.filter(case_id=case_id, kind=kind, met_at=None)
    return bool(rows.update(met_at=timezone.now()))


def once(row: Made, same: Callable[[Made], bool], *, prefix: str = "") -> tuple[Made, bool]:
    """Insert the row, or find that the same form was sent before: then nothing is done twice.

    `same` says whether a row with this key is the one meant; Denied if it is another's. With a
    `prefix` the row gets a number of its own.
    """
    try:
        with transaction.atomic():
            numbers.insert(row, prefix) if prefix else row.save(force_insert=True)
    except IntegrityError:
        earlier: Made | None = type(row)._default_manager.filter(pk=row.pk).first()
        if earlier is None or not same(earlier):
            raise Denied from None
        return earlier, False
    return row, True


__all__ = ["Acting", "by", "end_clock_at", "fetch", "fetch_open", "once", "refresh_clock",
           "rules_of", "start_clock", "stop_clock"]  # fmt: skip
