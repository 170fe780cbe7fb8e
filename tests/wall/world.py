"""A world full of bait, written by the keeper: some rows in every guarded table.

Each text in it holds a marker, a word that stands nowhere else, so that a page, a file or an
error that shows a row which the reader may not see gives itself away.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connections
from django.utils import timezone
from psycopg.rows import dict_row

from baken.access.models import Agreement, Assignment, Organisation, Profile, User
from baken.core.acting import Acting, by_key, resident
from tests import city as town

_LETTERS = "bdfgklmnpr"
_MARK = "zqx"
# name: (organisation, capacity, purpose, area, starts in days, ends in days, active)
EXTRA = {
    "desk_buurt": ("gemeente", "desk", "reports", "BU06220203", -9, None, True),
    "ended_desk": ("gemeente", "desk", "reports", "", -9, -1, True),
    "future_desk": ("gemeente", "desk", "reports", "", 1, None, True),
    "inactive_desk": ("gemeente", "desk", "reports", "", -9, None, False),
    "ending_desk": ("gemeente", "desk", "reports", "", -9, 9, True),
    "reports_manager": ("gemeente", "process_manager", "reports", "", -9, None, True),
    "council_mayor": ("gemeente", "mayor", "council", "", -9, None, True),
    "ended_manager": ("gemeente", "process_manager", "cases", "", -9, -1, True),
    "inactive_police": ("politie", "partner", "cases", "", -9, None, False),
    "expired_partner": ("riec", "partner", "cases", "", -9, None, True),
    "future_partner": ("school", "partner", "cases", "", -9, None, True),
    "agreed_twice": ("zorghuis", "partner", "cases", "", -9, None, True),
    "municipal_partner": ("gemeente", "partner", "cases", "", -9, None, True),
    "police_privacy": ("politie", "privacy_officer", "privacy", "", -9, None, True),
    "police_statistics": ("politie", "adviser", "statistics", "", -9, None, True),
    "police_administrator": ("politie", "administrator", "administration", "", -9, None, True),
    "police_desk": ("politie", "desk", "reports", "", -9, None, True),
    "police_council": ("politie", "clerk", "council", "", -9, None, True),
}
# name: (kind, (agreement from, until in days)…)
PARTNERS: dict[str, tuple[str, tuple[tuple[int, int | None], ...]]] = {
    "riec": ("riec", ((-90, -1),)),
    "school": ("education", ((1, None),)),
    "zorghuis": ("care", ((-90, -30), (-5, 5))),
}


@dataclass
class World:
    """All rows, by table and key, as the keeper sees them; and the marker of each."""

    city: town.City
    tables: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    key_of: dict[str, str] = field(default_factory=dict)
    order: dict[str, list[str]] = field(default_factory=dict)
    markers: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, UUID] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    read_at: datetime = field(default_factory=timezone.now)
    _words: Any = field(default_factory=lambda: itertools.product(_LETTERS, repeat=4))

    def mark(self, table: str, key: object) -> str:
        """A new marker for a text of this row."""
        word = _MARK + "".join(next(self._words))
        self.markers[word] = (table, str(key))
        return word

    def acting(self, who: str) -> Acting:
        if who in town.PEOPLE:
            return self.city.acting(who)
        organisation, capacity, purpose, *_rest = EXTRA[who]
        return Acting(
            "assignment",
            self.city.assignments[who],
            self.city.users[who],
            self.city.organisations[organisation],
            capacity,
            purpose,
            name=who,
        )

    def put(self, model: Any, /, **values: Any) -> Any:
        """One row, past the wall."""
        return model.objects.using("keeper").create(**values)

    def read(self, connection: psycopg.Connection) -> None:
        """Fetch all rows of all guarded tables again, as plain values of JSON."""
        self.key_of = guarded(connection)
        self.read_at = timezone.now()
        with connection.cursor(row_factory=dict_row) as cursor:
            for table, key in self.key_of.items():
                self._read(cursor, table, key)
            self._read(cursor, "access_user", "id")
            self._read(cursor, "cases_regime", "id")

    def read_again(self, connection: psycopg.Connection, tables: Iterable[str]) -> None:
        """Only these, for who knows that nothing else changed."""
        self.read_at = timezone.now()
        with connection.cursor(row_factory=dict_row) as cursor:
            for table in tables:
                self._read(cursor, table, self.key_of[table])

    def _read(self, cursor: psycopg.Cursor[Any], table: str, key: str) -> None:
        """All rows; their order is that in which they were made, so that a seed repeats."""
        cursor.execute(
            f'select "{key}"::text as key, to_jsonb(t) as row from "{table}" t order by t.ctid'
        )
        found = {row["key"]: row["row"] for row in cursor}
        known = [k for k in self.order.get(table, []) if k in found]
        self.order[table] = known + [k for k in found if k not in set(known)]
        self.tables[table] = {k: found[k] for k in self.order[table]}


_GUARDED = """
select c.relname, (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid
  and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary)
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  and not c.relispartition and c.relrowsecurity order by 1
"""


def guarded(connection: psycopg.Connection) -> dict[str, str]:
    """Every table behind the wall with its key, from the catalog."""
    return {name: key or "id" for name, key in connection.execute(_GUARDED).fetchall()}


def build(city: town.City) -> World:
    """Write the whole world and return it; read it with `World.read`."""
    from tests.wall import bait

    world = World(city)
    _people(world)
    for part in bait.PARTS:
        part(world)
    connections["keeper"].close()
    return world


def built(city: town.City) -> World:
    """The world written and read."""
    from tests.conftest import CLUSTER

    world = build(city)
    with psycopg.connect(CLUSTER.url("keeper")) as keeper:
        world.read(keeper)
    return world


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def _people(world: World) -> None:
    for name, (kind, terms) in PARTNERS.items():
        row = world.put(Organisation, name=f"Voorbeeldpartner {name}", kind=kind)
        world.city.organisations[name] = row.id
        for start, end in terms:
            key = uuid4()
            world.put(
                Agreement,
                id=key,
                organisation_id=row.id,
                title=world.mark("access_agreement", key),
                valid_from=ago(-start).date(),
                valid_until=None if end is None else ago(-end).date(),
            )
    for name, (organisation, capacity, purpose, area, start, end, active) in EXTRA.items():
        user = User(email=f"{name}@voorbeeld.invalid", is_active=active)
        user.set_unusable_password()
        user.save(using="keeper")
        key = uuid4()
        world.put(Profile, id=key, user_id=user.id, name=world.mark("access_profile", key))
        row = world.put(
            Assignment,
            user_id=user.id,
            organisation_id=world.city.organisations[organisation],
            capacity=capacity,
            purpose=purpose,
            area=area,
            valid_from=ago(-start),
            valid_until=None if end is None else ago(-end),
        )
        world.city.users[name], world.city.assignments[name] = user.id, row.id


def actings(world: World, jobs: list[str]) -> dict[str, str]:
    """Every setting that is tried, by name: the closed list of actings, and what is none."""
    found = {name: world.acting(name).setting for name in (*town.PEOPLE, *EXTRA)}
    found |= {f"resident {name}": resident(code).setting for name, code in world.codes.items()}
    found |= {f"job {name}": f"job:{name}" for name in jobs}
    found |= {f"key {name}": by_key(key).setting for name, key in world.keys.items()}
    found |= {f"resident by key {name}": resident(world.codes["shared"], key=key).setting
              for name, key in world.keys.items()}  # fmt: skip
    stranger = uuid4()
    return found | {
        "resident stranger": resident("onbekend").setting,
        "resident without a code": "resident:",
        "public": "public:",
        "unset": "",
        "job unknown": "job:verzonnen.taak",
        "job without a name": "job:",
        "malformed": "x' or '1'='1",
        "malformed kind": f"keeper:{stranger}",
        "malformed key": "assignment:geen-sleutel",
        "assignment without a key": "assignment:",
        "unknown assignment": f"assignment:{stranger}",
        "a user for an assignment": f"assignment:{world.city.users['desk']}",
        "privacy as a resident": f"resident:{world.city.assignments['privacy_officer']}",
        "privacy as a job": "job:privacy",
        "all": "*",
    }
