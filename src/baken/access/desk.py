"""Which acting belongs to a request: the assignments of the signed-in user, and the one chosen."""

from dataclasses import dataclass
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection
from django.http import HttpRequest

from baken.access.codes import Capacity, PurposeCode
from baken.access.models import Installation
from baken.core.acting import PUBLIC, Acting

CHOSEN = "assignment"
_answers: WeakKeyDictionary[object, bool] = WeakKeyDictionary()


@dataclass(frozen=True)
class Assigned:
    """One valid assignment of the signed-in user, as the bar on top of each page shows it."""

    acting: Acting
    organisation: str
    kind: str
    area: str

    @property
    def capacity_label(self) -> str:
        return str(Capacity(self.acting.capacity).label)

    @property
    def purpose_label(self) -> str:
        return str(PurposeCode(self.acting.purpose).label)


@dataclass(frozen=True)
class Desk:
    """Who sits here: all valid assignments, and the one that is worked in now."""

    assigned: tuple[Assigned, ...] = ()
    now: Assigned | None = None

    @property
    def acting(self) -> Acting:
        return self.now.acting if self.now else PUBLIC

    @property
    def name(self) -> str:
        return self.acting.name


def demo_database() -> bool:
    """Does this database carry the mark of a demo? Only the keeper writes it."""
    return Installation.objects.filter(demo=True).exists()


def is_demo() -> bool:
    """The same, asked once per connection: a database that was put back is a new connection."""
    connection.ensure_connection()
    known = _answers.get(connection.connection)
    if known is None:
        known = _answers[connection.connection] = demo_database()
    return known


def assignments_of(user_id: UUID) -> tuple[Assigned, ...]:
    """All assignments of the user that are valid now. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access_assignments_of(%s)", [user_id])
        return tuple(_assigned(user_id, *row) for row in cursor.fetchall())


def _assigned(
    user_id: UUID,
    assignment_id: UUID,
    organisation_id: UUID,
    organisation: str,
    kind: str,
    capacity: str,
    purpose: str,
    area: str,
    name: str,
) -> Assigned:
    acting = Acting(
        "assignment", assignment_id, user_id, organisation_id, capacity, purpose, name=name
    )
    return Assigned(acting, organisation, kind, area)


def sit_down(request: HttpRequest) -> Desk:
    """The desk of this request. An assignment that ended is not there any more."""
    user = request.user
    if not user.is_authenticated:
        return Desk()
    assigned = assignments_of(user.pk)
    chosen = request.session.get(CHOSEN)
    now = next((a for a in assigned if str(a.acting.assignment_id) == chosen), None)
    return Desk(assigned, now or (assigned[0] if assigned else None))
