"""People as lists show them: a role and a number, never a name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from baken.core.acting import Acting
from baken.people.models import Company, Involvement, Role


@dataclass(frozen=True)
class Involved:
    """Someone in a case. `label` is 'Betrokkene 1', or a company's name if it may be known."""

    id: UUID
    person_id: UUID | None
    company_id: UUID | None
    label: str
    kvk: str
    role: str
    organisation_id: UUID
    shielded_identity: bool
    shielded_address: bool
    may_reveal: bool
    added_at: datetime

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def listing(acting: Acting, file_id: UUID) -> list[Involved]:
    """Everyone in a case, in the order in which they were brought in. Two queries."""
    links = list(Involvement.objects.filter(file_id=file_id).order_by("added_at", "id"))
    ids = [link.company_id for link in links if link.company_id]
    companies = {company.id: company for company in Company.objects.filter(id__in=ids)}
    return [_involved(acting, n, link, companies) for n, link in enumerate(links, 1)]


def _involved(
    acting: Acting, number: int, link: Involvement, companies: dict[UUID, Company]
) -> Involved:
    company = companies.get(link.company_id) if link.company_id else None
    ours = link.organisation_id == acting.organisation_id
    return Involved(
        id=link.id,
        person_id=link.person_id,
        company_id=link.company_id,
        label=company.name if company else _("Betrokkene %d") % number,
        kvk=company.kvk if company else "",
        role=link.role,
        organisation_id=link.organisation_id,
        shielded_identity=link.shielded_identity,
        shielded_address=link.shielded_address,
        may_reveal=bool(link.person_id) and (ours or not link.shielded_identity),
        added_at=link.added_at,
    )
