"""Which reports a report is bound to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from baken.reports.bonds.models import Bond, BondKind
from baken.reports.models import Report


@dataclass(frozen=True)
class Bound:
    """Another report, and how it is bound to this one.

    `outward` says that this report is joined with, or a part of, the other. `news` is the moment
    at which the other's resident last wrote, None when that was before the bond.
    """

    bond_id: UUID
    kind: BondKind
    outward: bool
    id: UUID
    number: str
    title: str
    state: str
    news: datetime | None


BOUND = """
select b.id as bond_id, b.kind, b.outward, r.id, r.number, r.title, r.state, (
  select max(m.at) from reports_message m
  where m.report_id = r.id and m.from_resident and m.at > b.at) as news
from (
  select id, kind, true as outward, other_id as far, at from reports_bond
  where report_id = %(report)s and ended_at is null
  union all
  select id, kind, false, report_id, at from reports_bond
  where other_id = %(report)s and ended_at is null) b
join reports_report r on r.id = b.far order by b.kind, r.received_at, r.id
"""


def as_bound(*, kind: str, **row: Any) -> Bound:
    """A row of `BOUND`."""
    return Bound(kind=BondKind(kind), **row)


def joined_with(report_id: UUID) -> list[Report]:
    """Reports that get the answer of this one. One query."""
    ids = Bond.objects.filter(other_id=report_id, kind=BondKind.JOINED, ended_at=None)
    return list(Report.objects.filter(id__in=ids.values("report_id")))


def whole_of(report_id: UUID) -> Report | None:
    """The report that this one is a part of. One query."""
    ids = Bond.objects.filter(report_id=report_id, kind=BondKind.PART, ended_at=None)
    return Report.objects.filter(id__in=ids.values("other_id")).first()
