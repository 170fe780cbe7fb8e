"""What a reporter lets us share: as it stands, and changing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from baken.audit.api import record
from baken.core.acting import Acting
from baken.reports.actions.intake import note_event, own
from baken.reports.categories import Partner, Subject, tree
from baken.reports.codes import Kind
from baken.reports.models import Consent, Report


@dataclass(frozen=True)
class Standing:
    """What the reporter said last about one kind of partner. `at` is None when nothing was said."""

    partner: Partner
    given: bool = False
    at: datetime | None = None


def standing(report: Report) -> list[Standing]:
    """Every kind of partner of this kind of report, and those that were named before.

    No query for a report that came from `queries.find`, else one.
    """
    newest = _newest(report)
    known = {p.code: p for p in _partners(tree().by_id[report.category_id], newest)}
    return [
        Standing(partner, *newest[code]) if code in newest
        else Standing(partner)
        for code, partner in known.items()
    ]  # fmt: skip


def _newest(report: Report) -> dict[str, tuple[bool, datetime]]:
    """The last word about each partner, and when it was said."""
    found = getattr(report, "spoken", None)
    if found is None:
        rows = sorted(report.consents.all(), key=lambda row: row.at)
        return {row.partner: (row.given, row.at) for row in rows}
    return {row["partner"]: (row["given"], datetime.fromisoformat(row["at"])) for row in found}


def allowed(report: Report) -> list[Partner]:
    """With whom the reporter lets us share it now."""
    return [one.partner for one in standing(report) if one.given]


def _partners(subject: Subject, named: Iterable[str]) -> Iterable[Partner]:
    """Those of the kind; and, after another kind was set, those that the reporter spoke about."""
    yield from subject.partners
    mine = {partner.code for partner in subject.partners}
    others = {p.code: p for s in tree().by_id.values() for p in s.partners}
    yield from (others[code] for code in named if code not in mine and code in others)


def change(acting: Acting, wanted: Collection[str]) -> bool:
    """The reporter says with whom we may share from now on. Says whether anything changed."""
    report = own(acting, to_change=True)
    now = timezone.now()
    fresh = [
        Consent(report=report, at=now, partner=one.partner.code, given=not one.given)
        for one in standing(report)
        if one.given != (one.partner.code in wanted)
    ]
    if not fresh:
        return False
    Consent.objects.bulk_create(fresh)
    note_event(report.id, Kind.CONSENT)
    record(acting, "report.consent", "report", report.id)
    return True
