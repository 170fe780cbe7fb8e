"""What is due, what is held, and what the overview shows."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Max, Q, QuerySet
from django.utils.timezone import get_default_timezone, localdate

from baken.access.api import PurposeCode
from baken.retention import proof
from baken.retention.models import Certificate, Hold, Plan, Run, RunKind
from baken.retention.terms import Term, all_terms

SOON = timedelta(days=30)


def active_holds(today: date | None = None) -> QuerySet[Hold]:
    """Holds that stop removal today, as far as this acting may see them."""
    day = today or localdate()
    return Hold.objects.filter(Q(until=None) | Q(until__gte=day), lifted_at=None)


def held_among(object_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these objects may not be removed now."""
    return set(active_holds().filter(object_id__in=object_ids).values_list("object_id", flat=True))


def held_until(object_id: UUID) -> date | None:
    """The last day of the longest hold on this object that has one and may be seen."""
    days = active_holds().filter(object_id=object_id).exclude(until=None)
    last: date | None = days.aggregate(last=Max("until"))["last"]
    return last


def ended(term: Term, today: date) -> QuerySet[Any]:
    """The rows whose term ended before `today`, oldest first; holds are not looked at."""
    bound: date | datetime = term.latest_start(today) + timedelta(days=1)
    rows = term.rows
    if isinstance(rows.query.resolve_ref(term.trigger).output_field, DateTimeField):
        bound = datetime.combine(bound, time(), get_default_timezone())
    return rows.filter(**{f"{term.trigger}__lt": bound}).order_by(term.trigger, "pk")


def held(term: Term, today: date) -> Q:
    """The condition for rows that a hold stops: on the row itself, or on its file."""
    ids = list(active_holds(today).values_list("object_id", flat=True))
    condition = Q(pk__in=ids)
    return condition | Q(**{f"{term.file}__in": ids}) if term.file else condition


def due(term: Term, today: date) -> QuerySet[Any]:
    """The rows that must go now."""
    return ended(term, today).exclude(held(term, today))


@dataclass(frozen=True)
class Line:
    """One term as the overview shows it, with what the last count found."""

    term: Term
    plan: Plan | None

    @property
    def sample(self) -> list[tuple[UUID, date]]:
        """The objects that go first, with the last day of their term."""
        found = self.plan.sample if self.plan else []
        return [(UUID(key), date.fromisoformat(day)) for key, day in found]


def last_run(kind: str) -> Run | None:
    """The newest run of a kind that was finished."""
    runs = Run.objects.filter(kind=kind, finished_at__isnull=False)
    return runs.order_by("-started_at").first()


def overview() -> tuple[Run | None, list[Line]]:
    """The last count, and a line for each term that removes, most due first."""
    run = last_run(RunKind.COUNT)
    plans = {(plan.model, plan.what): plan for plan in Plan.objects.filter(run=run)} if run else {}
    lines = [
        Line(term, plans.get((term.model, term.what)))
        for term in all_terms()
        if term.rule == "removed"
    ]
    return run, sorted(lines, key=lambda line: -(line.plan.due if line.plan else 0))


def seal(certificate: Certificate) -> str:
    """The hash of a certificate over its content and the one before it (hex SHA-256)."""
    return proof.seal_of(content_of(certificate))


def content_of(certificate: Certificate) -> dict[str, str]:
    """What the hash covers, as text: also what is handed out to be checked elsewhere."""
    left_out = {"hash"} if certificate.list_number else {"hash", *proof.LISTED}
    names = [f.attname for f in certificate._meta.concrete_fields if f.attname not in left_out]
    content = {name: str(getattr(certificate, name)) for name in names}
    return content | {"made_at": certificate.made_at.isoformat()}


def purposes_in_words(certificate: Certificate) -> str:
    """The purposes of a certificate as people know them: 'meldingen behandelen'."""
    labels = dict(PurposeCode.choices)
    codes = certificate.purpose.split(", ")
    return ", ".join(str(labels.get(code, code)) for code in codes)


def hash_of(object_ids: Iterable[UUID | str]) -> str:
    """The SHA-256 of the sorted ids, one per line: proof without naming anyone."""
    return hashlib.sha256("\n".join(sorted(map(str, object_ids))).encode()).hexdigest()


def first_broken_certificate() -> int | None:
    """The number of the first certificate that was changed, or after which one is missing."""
    previous, expected = "", 1
    for certificate in Certificate.objects.order_by("number").iterator():
        intact = certificate.hash == seal(certificate) and certificate.previous == previous
        if not intact or certificate.number != expected:
            return certificate.number
        previous, expected = certificate.hash, expected + 1
    return None
