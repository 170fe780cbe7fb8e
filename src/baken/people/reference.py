"""The marks of persons that were written before there were any. Loaded by `migrate`."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from baken.people import marks
from baken.people.models import Mark, Person
from baken.people.rules import Born

BATCH = 500


def load() -> None:
    """Give every person without a mark the marks of name and address. As the keeper; idempotent."""
    rows = Person.objects.using("keeper").select_related("identity", "address")
    bare = rows.filter(~Exists(Mark.objects.filter(person=OuterRef("pk"))))
    made = [mark for person in bare.iterator(BATCH) for mark in _of(person)]
    Mark.objects.using("keeper").bulk_create(made, BATCH)


def _of(person: Person) -> Iterator[Mark]:
    identity, address = getattr(person, "identity", None), getattr(person, "address", None)
    name = marks.name_key(identity.name, Born.read(identity.born)) if identity else ""
    place = marks.address_key(address.text) if address else ""
    return marks.rows(person.id, name, place)
