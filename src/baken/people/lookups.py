"""Asking something about a name without showing it: an age, the same person, a name in a text.

Each looks at one name at a time, as a reveal does, and leaves its trace.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from baken.audit.api import record
from baken.core.acting import Acting
from baken.people.actions import revealing
from baken.people.marks import plain
from baken.people.models import Address, Identity, Involvement, Precision
from baken.people.queries import listing
from baken.people.rules import Born

# Parts of names and addresses that say nothing by themselves.
_SHORT = 3


def age(acting: Acting, person_id: UUID, on: date) -> int | None:
    """The age in whole years on a day; None when the day of birth is hidden or not known."""
    with revealing(person_id):
        identity = Identity.objects.filter(person_id=person_id).first()
    born = Born.read(identity.born) if identity else None
    if born is None or born.precision != Precision.DAY:
        return None
    record(acting, "person.age", "person", person_id, subject=person_id)
    return years_between(born.day, on)


def years_between(born: date, on: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March in a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def same_as(acting: Acting, name: str, born: str) -> list[tuple[UUID, UUID]]:
    """The persons in my files with this name and, when both are known, this birth date.

    `born` as `str(Born)`. Gives (person, file); the search itself is recorded, not who was passed.
    """
    rows = Involvement.objects.exclude(person=None).order_by("added_at", "id")
    links = list(rows.values_list("person_id", "file_id"))
    wanted = plain(name)
    found = {person for person in {p for p, _file in links if p} if _is(person, wanted, born)}
    record(acting, "person.match", "person", term=wanted, count=len(found))
    return [(person, file) for person, file in links if person in found]


def _is(person_id: UUID, wanted: str, born: str) -> bool:
    with revealing(person_id):
        identity = Identity.objects.filter(person_id=person_id).first()
    if identity is None or plain(identity.name) != wanted:
        return False
    short = min(len(identity.born), len(born))
    return bool(identity.born[:short] == born[:short])


def mentioned(acting: Acting, file_id: UUID, text: str, *, apart_from: UUID) -> list[str]:
    """Which others of this file are named, or located, in the text: their labels in the list.

    Of whom the acting may not know the name, nothing can be said.
    """
    said = f" {plain(text)} "
    labels = {
        one.person_id: one.label
        for one in listing(acting, file_id)
        if one.person_id and one.person_id != apart_from
    }
    return [label for person, label in labels.items() if any(_in(said, _words(person)))]


def _words(person_id: UUID) -> Iterable[str]:
    with revealing(person_id):
        identity = Identity.objects.filter(person_id=person_id).first()
        place = Address.objects.filter(person_id=person_id).first()
    names = plain(identity.name).split() if identity else []
    lines = [plain(line) for line in place.text.splitlines()[:1]] if place else []
    return [*(name for name in names if len(name) > _SHORT), *filter(None, lines)]


def _in(plain: str, words: Iterable[str]) -> Iterable[bool]:
    return (f" {word} " in plain for word in words)
