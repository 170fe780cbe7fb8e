"""Bringing people into a case, shielding them, and showing a name on purpose."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.utils.timezone import now
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.people import marks, rules
from baken.people.models import (
    Address,
    Company,
    Ground,
    Identity,
    Involvement,
    Mark,
    Person,
    Role,
)


@dataclass(frozen=True)
class Name:
    """Who a person is, as far as this acting may know. `address` is None when it is shielded."""

    person_id: UUID
    name: str
    born: rules.Born | None
    address: str | None
    version: int


def add(
    acting: Acting,
    file_id: UUID,
    *,
    name: str,
    role: str,
    born: rules.Born | None = None,
    address: str = "",
    shielded_identity: bool = False,
    shielded_address: bool = False,
) -> UUID:
    """Bring a person into a case; returns the person's id. Raises ValidationError.

    Who reported something is always shielded.
    """
    _check_role(role)
    name, address = rules.clean_name(name), rules.clean_address(address)
    born = rules.checked_born(born) if born else None
    person = Person(organisation_id=_organisation(acting), created_at=now())
    identity = Identity(person_id=person.id, name=name, born=str(born or ""))
    identity.born_precision = born.precision if born else ""
    rows: list[Model] = [person, identity, Address(person_id=person.id, text=address)]
    link = _link(acting, file_id, role, identity=shielded_identity, address=shielded_address)
    link.person_id = person.id
    for row in (*rows, link):
        row.save(force_insert=True)
    marks.write(person.id, marks.name_key(name, born), marks.address_key(address))
    record(acting, "person.add", "person", person.id, subject=person.id)
    return person.id


def add_company(
    acting: Acting, file_id: UUID, *, name: str, role: str, kvk: str = "", shielded: bool = False
) -> UUID:
    """Bring a company into a case; returns the company's id. Raises ValidationError."""
    _check_role(role)
    company = Company(organisation_id=_organisation(acting), created_at=now())
    company.name, company.kvk = rules.clean_name(name), rules.clean_kvk(kvk)
    link = _link(acting, file_id, role, identity=shielded, address=shielded)
    link.company_id = company.id
    company.save(force_insert=True)
    link.save(force_insert=True)
    record(acting, "company.add", "company", company.id)
    return company.id


def _link(
    acting: Acting, file_id: UUID, role: str, *, identity: bool, address: bool
) -> Involvement:
    return Involvement(
        file_id=file_id,
        role=role,
        organisation_id=_organisation(acting),
        shielded_identity=identity or role == Role.REPORTER,
        shielded_address=address or role == Role.REPORTER,
        added_at=now(),
    )


def reveal(acting: Acting, person_id: UUID, ground: str) -> Name:
    """Show who a person is. Recorded, with the ground; Denied when hidden or shielded."""
    if ground not in Ground.values:
        raise ValidationError(_("Kies waarom u de naam wilt zien."))
    with revealing(person_id):
        identity = Identity.objects.filter(person_id=person_id).first()
        place = Address.objects.filter(person_id=person_id).first()
    if identity is None:
        raise Denied
    record(acting, "person.reveal", "person", person_id, subject=person_id, ground=ground)
    return Name(
        person_id,
        identity.name,
        rules.Born.read(identity.born),
        place.text if place else None,
        identity.version,
    )


def correct(
    acting: Acting, person_id: UUID, *, name: str, born: rules.Born | None, version: int
) -> None:
    """Mend a name or day of birth (AVG art. 16). Conflict when someone else was first."""
    name = rules.clean_name(name)
    with revealing(person_id):
        identity = Identity.objects.select_for_update().filter(person_id=person_id).first()
        if identity is None:
            raise Denied
        if identity.version != version:
            raise Conflict(
                _("Iemand anders heeft deze naam net veranderd. Er is niets weg."),
                versions=[Version(_("Naam"), name, identity.name)],
            )
        identity.name, identity.version = name, version + 1
        identity.born = str(rules.checked_born(born)) if born else ""
        identity.born_precision = born.precision if born else ""
        identity.save()
        marks.rename(person_id, name, born)
    record(acting, "person.correct", "person", person_id, subject=person_id)


def shield(acting: Acting, involvement_id: UUID, *, identity: bool, address: bool) -> None:
    """Shield a name or address from other organisations, or take the shield away."""
    changed = Involvement.objects.filter(
        id=involvement_id, organisation_id=_organisation(acting)
    ).update(shielded_identity=identity, shielded_address=address)
    if not changed:
        raise Denied
    record(acting, "person.shield", "involvement", involvement_id)


def remove(acting: Acting, file_ids: Sequence[UUID]) -> int:
    """Remove everyone from these cases, and who is in no other case. For the retention run."""
    links = Involvement.objects.filter(file_id__in=file_ids)
    persons = set(links.exclude(person=None).values_list("person_id", flat=True))
    companies = set(links.exclude(company=None).values_list("company_id", flat=True))
    gone = links.delete()[0]
    left = Involvement.objects.filter(person_id__in=persons)
    persons -= set(left.values_list("person_id", flat=True))
    for model in (Identity, Address, Mark):
        model._base_manager.filter(person_id__in=persons).delete()
    Person.objects.filter(id__in=persons).delete()
    left = Involvement.objects.filter(company_id__in=companies)
    companies -= set(left.values_list("company_id", flat=True))
    Company.objects.filter(id__in=companies).delete()
    if gone:
        record(acting, "person.remove", "involvement", count=gone)
    return gone


@contextmanager
def revealing(person_id: UUID) -> Iterator[None]:
    """Let the wall show this one person's name, until the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('baken.reveal', %s, true)", [str(person_id)])
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("select set_config('baken.reveal', '', true)")


def _check_role(role: str) -> None:
    if role not in Role.values:
        raise ValidationError(_("Kies een rol uit de lijst."))


def _organisation(acting: Acting) -> UUID:
    if acting.organisation_id is None:
        raise Denied
    return acting.organisation_id
