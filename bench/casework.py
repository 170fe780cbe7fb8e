"""10,000 cases of which a colleague is on 50, and the same list for a role that no wall holds.

The control is a database role with BYPASSRLS whose search path begins in a schema of views.
Each view narrows one table to the files of that colleague in plain SQL, as an application
without a wall would. View code, page, rows and audit are the same; policies and the functions
they call are what differs.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from baken.access.demo import Worker
    from bench.house import House

CASES = 10_000
MINE = 50
PARTNERS = 3
ROLE = "baken_control"


@dataclass(frozen=True)
class Cast:
    """What the rows are made of: `worker` is on the cases in `mine`, `others` on all."""

    ids: tuple[UUID, ...]
    mine: frozenset[UUID]
    model: UUID
    worker: "Worker"
    others: tuple["Worker", ...]
    dice: random.Random
    now: datetime

    def past(self) -> datetime:
        return self.now - timedelta(hours=self.dice.randrange(5000))

    def due(self) -> datetime:
        return self.now + timedelta(hours=self.dice.randrange(-200, 2000))


def fill(house: "House", worker: "Worker", dice: random.Random, *, cases: int = CASES) -> Cast:
    """Write the cases as the keeper. `worker` is on MINE of them, spread over all."""
    from baken.cases.models import AveModel

    model = AveModel.objects.using("keeper").order_by("-version").first()
    assert model is not None
    ids = tuple(uuid4() for _number in range(cases))
    mine = frozenset(dice.sample(ids, min(MINE, cases)))
    others = tuple(w for w in house.workers if w.purpose == "cases" and w is not worker)
    cast = Cast(ids, mine, model.id, worker, others, dice, datetime.now(UTC))
    with psycopg.connect(house.cluster.url("keeper")) as keeper:
        for name, columns, rows in _TABLES:
            copy(keeper, name, columns.split(), rows(cast))
    return cast


def copy(
    keeper: psycopg.Connection, name: str, columns: list[str], rows: Iterator[tuple[Any, ...]]
) -> None:
    """Write these rows into a table; columns that are not named get the model's own defaults."""
    rest = _defaults(name, columns)
    listed = sql.SQL(", ").join(map(sql.Identifier, [*columns, *rest]))
    query = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(name), listed)
    with keeper.cursor().copy(query) as lines:
        for row in rows:
            lines.write_row((*row, *rest.values()))


def _defaults(table: str, columns: list[str]) -> dict[str, Any]:
    from django.apps import apps
    from django.db import connection
    from django.db.models import NOT_PROVIDED

    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    left = [
        field
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.null and field.db_default is NOT_PROVIDED
    ]
    return {f.column: f.get_db_prep_save(f.get_default(), connection) for f in left}


def _cases(cast: Cast) -> Iterator[tuple[Any, ...]]:
    from baken.core import numbers

    drawn: set[str] = set()
    while len(drawn) < len(cast.ids):
        drawn.add(numbers.draw("C"))
    for case_id, number in zip(cast.ids, drawn, strict=True):
        phase, purpose = cast.dice.randint(1, 4), "Overlast stoppen (meting)"
        yield (case_id, number, cast.model, "lokaal_avg", "active", phase, purpose, cast.past(), 1)


def _contents(cast: Cast) -> Iterator[tuple[Any, ...]]:
    for number, case_id in enumerate(cast.ids):
        yield (uuid4(), case_id, f"Verzonnen casus {number}", "Voor een meting.", cast.due(), 1)


def _seats(cast: Cast) -> Iterator[tuple[Any, ...]]:
    managers = [w for w in cast.others if w.capacity == "process_manager"]
    for case_id in cast.ids:
        holder = cast.worker if case_id in cast.mine else cast.dice.choice(managers)
        who, where, at = holder.user_id, holder.organisation_id, cast.past()
        for role in ("casusregie", "procesregie"):
            yield (uuid4(), case_id, role, who, False, where, at, at, "")


def _parties(cast: Cast) -> Iterator[tuple[Any, ...]]:
    from baken.cases.codes import Ground

    organisations = sorted({w.organisation_id for w in cast.others})
    ground, by = Ground.PUBLIC_TASK.value, cast.others[0].user_id
    for case_id in cast.ids:
        for organisation in cast.dice.sample(organisations, PARTNERS):
            yield (uuid4(), case_id, organisation, "meedenken", ground, by, cast.past())


def _members(cast: Cast) -> Iterator[tuple[Any, ...]]:
    since = cast.now - timedelta(days=300)
    for case_id in cast.ids:
        people = cast.dice.sample(cast.others, PARTNERS)
        for person in [*people, *([cast.worker] if case_id in cast.mine else [])]:
            yield (uuid4(), case_id, person.user_id, person.organisation_id, False, since)


_TABLES: tuple[tuple[str, str, Callable[[Cast], Iterator[tuple[Any, ...]]]], ...] = (
    ("cases_case", "id number model_id regime lifecycle phase purpose opened_at version", _cases),
    ("cases_content", "id case_id title reason next_due version", _contents),
    (
        "cases_seat",
        "id case_id role holder_id household organisation_id since accepted_at ended_why",
        _seats,
    ),
    (
        "cases_participation",
        "id case_id organisation_id task ground added_by_id valid_from",
        _parties,
    ),
    ("access_membership", "id file_id user_id organisation_id invited valid_from", _members),
)

# Which column of a table names the file.
_WALLED = {
    "cases_case": "id", "cases_content": "case_id", "cases_seat": "case_id",
    "cases_participation": "case_id", "cases_action": "case_id", "cases_clock": "case_id",
    "cases_phaserequest": "case_id", "access_membership": "file_id",
}  # fmt: skip


def control(house: "House", worker: "Worker") -> str:
    """Make the role and its views; returns the address of the database for it."""
    password = house.cluster.password("control")
    with house.superuser() as connection:
        connection.execute(
            sql.SQL("create role {} login bypassrls password {}").format(
                sql.Identifier(ROLE), sql.Literal(password)
            )
        )
        for statement in _CONTROL:
            connection.execute(statement)
        for table, column in _WALLED.items():
            connection.execute(_view(table, column, worker))
        connection.execute(
            f"grant select, insert, update on all tables in schema control to {ROLE}"
        )
    return house.cluster.url("control")


_CONTROL = (
    f"grant pg_read_all_data, pg_write_all_data to {ROLE}",
    f"grant connect on database baken to {ROLE}",
    "create schema control",
    f"grant usage on schema control, public to {ROLE}",
    f"grant execute on all functions in schema public to {ROLE}",
    f"alter role {ROLE} set search_path = control, public",
)


def _view(table: str, column: str, worker: "Worker") -> sql.Composed:
    return sql.SQL(
        "create view control.{table} as select * from public.{table} where {column} in ("
        "select m.file_id from public.access_membership m where m.user_id = {user} "
        "and m.organisation_id = {organisation} and not m.invited and m.valid_from <= now() "
        "and (m.valid_until is null or m.valid_until > now()))"
    ).format(
        table=sql.Identifier(table), column=sql.Identifier(column),
        user=sql.Literal(str(worker.user_id)),
        organisation=sql.Literal(str(worker.organisation_id)),
    )  # fmt: skip
