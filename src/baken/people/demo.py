"""The persons of the demo city's cases, written by the keeper. Every name is invented."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from baken.people import marks
from baken.people.models import Address, Identity, Involvement, Mark, Person, Role

GIVEN = ("Abel", "Bente", "Cas", "Dunya", "Elif", "Floor", "Gijs", "Hidde", "Ima", "Jora", "Kees",
         "Luna", "Milan", "Nora", "Olaf", "Pim", "Roos", "Siem", "Tara", "Wies")  # fmt: skip
SURNAMES = ("Bedacht", "van Nergenshuizen", "Verzinsel", "Fantasma", "Zogenaamd", "Nietechtema",
            "van Verbeelding", "Sprookbergh", "Schijnwater", "Hersenspinsel")  # fmt: skip
STREETS = ("Verzonnenlaan", "Nergensstraat", "Fantasiehof", "Bedachteweg")
# Who a case is about, in this order: role, shielded name, shielded address, brought by a partner.
CAST = (
    (Role.SUBJECT, False, False, False),
    (Role.VICTIM, False, True, True),
    (Role.HOUSEHOLD, False, False, False),
    (Role.REPORTER, True, True, False),
)


class File(Protocol):
    """A case of the demo: its key, when it began, and who takes part, the municipality first."""

    @property
    def id(self) -> UUID: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def parties(self) -> Sequence[UUID]: ...


def fill(*, dice: random.Random, files: Iterable[File]) -> int:
    """One to four persons on each file; returns how many. Deterministic for one `dice`."""
    kinds = (Person, Identity, Address, Mark, Involvement)
    rows: dict[type[Any], list[Any]] = {kind: [] for kind in kinds}
    for index, file in enumerate(files):
        for role, name, place, partner in CAST[: 1 + index % len(CAST)]:
            party = file.parties[-1 if partner else 0]
            for row in _person(dice, file, party, role, name=name, place=place):
                rows[type(row)].append(row)
    for kind, made in rows.items():
        kind.objects.using("keeper").bulk_create(made, 500)
    return len(rows[Person])


def links() -> list[Involvement]:
    """Which person is on which case, oldest first."""
    rows = Involvement.objects.using("keeper").exclude(person=None)
    return list(rows.order_by("added_at", "id"))


def _person(
    dice: random.Random, file: File, party: UUID, role: str, *, name: bool, place: bool
) -> Iterable[Any]:
    def key() -> UUID:
        return UUID(int=dice.getrandbits(128), version=4)

    person = Person(id=key(), organisation_id=party, created_at=file.opened_at)
    born = f"{dice.randrange(1950, 2010)}" if role != Role.REPORTER else ""
    yield person
    yield Identity(
        id=key(), person=person, name=f"{dice.choice(GIVEN)} {dice.choice(SURNAMES)}", born=born,
        born_precision="year" if born else "",
    )  # fmt: skip
    where = f"{dice.choice(STREETS)} {dice.randrange(1, 90)}"
    yield Address(id=key(), person=person, text=where)
    yield from marks.rows(person.id, marks.address_key(where))
    yield Involvement(
        id=key(), person=person, file_id=file.id, role=role, organisation_id=party,
        shielded_identity=name, shielded_address=place, added_at=file.opened_at,
    )  # fmt: skip
