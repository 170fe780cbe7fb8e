"""Proof: two connections of a pool, used in turn by different actings, never mix them up.

Two threads take connections from one pool of two. A dice lets one of them take its next step
each time: take a connection, look without an acting, begin an acting, look, look again past a
savepoint that was released or rolled back, end well or with an error, look again without one,
and give the connection back. Every look is compared with what that acting alone may see.
"""

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from queue import Queue
from uuid import UUID, uuid4

from django.db import connections, transaction

from baken.core.acting import PUBLIC, Acting, acting_as, job, resident
from tests.proofs.outcome import Outcome

FULL = 5000
_LOOK = """
select nullif(current_setting('baken.acting', true), ''),
  array(select id from reports_report order by id),
  array(select file_id from access_membership order by file_id)
"""


@dataclass(frozen=True)
class Role:
    """An acting with what it must see: reports and files, no more and no less."""

    name: str
    acting: Acting | None
    reports: tuple[UUID, ...] = ()
    files: tuple[UUID, ...] = ()

    def expected(self) -> tuple[str | None, list[UUID], list[UUID]]:
        setting = self.acting.setting if self.acting else None
        return setting, sorted(self.reports), sorted(self.files)


NOBODY = Role("nobody", None)


class _UndoneError(Exception):
    """The error with which some of the work ends."""


@dataclass
class Pool:
    """Two used connections, handed out at random and never closed in between."""

    dice: random.Random
    free: list[object] = field(default_factory=list)

    def take(self) -> object:
        return self.free.pop(self.dice.randrange(len(self.free)))


@dataclass
class Worker:
    """A thread that takes one step of its work each time it is told to."""

    turn: Queue[Iterator[None] | None] = field(default_factory=Queue)
    done: Queue[BaseException | bool] = field(default_factory=Queue)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while (script := self.turn.get()) is not None:
            try:
                self.done.put(next(script, self) is self)
            except BaseException as error:  # noqa: BLE001 - raised again by step()
                self.done.put(error)

    def step(self, script: Iterator[None]) -> bool:
        """Let the thread take the next step of the script; True when that was the last."""
        self.turn.put(script)
        told = self.done.get(timeout=60)
        if isinstance(told, BaseException):
            raise told
        return told

    def end(self) -> None:
        self.turn.put(None)
        self._thread.join(10)


def prove(rounds: int, dice: random.Random, roles: list[Role]) -> Outcome:
    """Interleave two scripts `rounds` times, each for a role drawn by the dice."""
    outcome, looks = Outcome(), [0]
    pool = Pool(dice, [connections["default"].copy() for _number in range(2)])
    for connection in pool.free:
        connection.inc_thread_sharing()  # type: ignore[attr-defined]
    workers = [Worker(), Worker()]
    orders = set()
    for _round in range(rounds):
        pair = [dice.choice(roles) for _worker in workers]
        scripts = [_script(role, pool, dice.random(), outcome, looks) for role in pair]
        orders.add(_interleave(dice, workers, scripts))
    for worker in workers:
        worker.end()
    for connection in pool.free:
        connection.close()  # type: ignore[attr-defined]
    outcome.facts |= {"interleavings": rounds, "different orders": len(orders), "looks": looks[0]}
    return outcome


def _interleave(dice: random.Random, workers: list[Worker], scripts: list[Iterator[None]]) -> str:
    """Take steps in an order that the dice decides, until both scripts are at their end."""
    open_ones, order = [0, 1], ""
    while open_ones:
        index = dice.choice(open_ones)
        order += str(index)
        if workers[index].step(scripts[index]):
            open_ones.remove(index)
    return order


def _script(
    role: Role, pool: Pool, luck: float, outcome: Outcome, looks: list[int]
) -> Iterator[None]:
    """One piece of work on a connection of the pool; each `yield` lets the other go on."""
    connection = pool.take()
    connections["default"] = connection

    def look(who: Role, moment: str) -> None:
        looks[0] += 1
        outcome.check(_seen() == who.expected(), f"{role.name}: {moment} sees something else")

    look(NOBODY, "a connection from the pool")
    yield
    if role.acting is not None:
        try:
            with acting_as(role.acting):
                yield
                look(role, "its acting")
                yield
                _savepoint(undo=luck < 0.5)
                look(role, "its acting past a savepoint")
                yield
                if luck < 0.3:
                    raise _UndoneError
        except _UndoneError:
            pass
        yield
    look(NOBODY, "after its work")
    del connections["default"]
    pool.free.append(connection)


def _savepoint(*, undo: bool) -> None:
    try:
        with transaction.atomic():
            _seen()
            if undo:
                raise _UndoneError
    except _UndoneError:
        pass


def _seen() -> tuple[str | None, list[UUID], list[UUID]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(_LOOK)
        setting, reports, files = cursor.fetchone()
    return setting, reports, sorted(files)


def bait(actings: dict[str, Acting], areas: dict[str, str]) -> list[Role]:
    """Write reports and memberships as the keeper, and say what each acting must see of them.

    `actings` by name; `areas` gives the wijk to which a desk's acting is limited.
    """
    own = {code: _report(code, f"WK06220{number % 3}") for number, code in enumerate(_codes())}
    files = _memberships(actings)
    roles = [NOBODY, Role("public", PUBLIC), Role("job", job("audit.verify"))]
    roles += [Role("stranger", resident("0" * 24))]
    roles += [Role(f"resident {code[:4]}", resident(code), (report,))
              for code, (report, _wijk) in own.items()]  # fmt: skip
    for name, acting in actings.items():
        seen = [report for report, wijk in own.values() if _at_desk(acting, areas.get(name), wijk)]
        roles.append(Role(name, acting, tuple(seen), tuple(files[name])))
    return roles


def _codes() -> list[str]:
    return [f"{number:024d}" for number in range(1001, 1007)]


def _at_desk(acting: Acting, area: str | None, wijk: str) -> bool:
    return acting.purpose == "reports" and area in (None, "", wijk)


def _report(code: str, wijk: str) -> tuple[UUID, str]:
    from baken.core import numbers
    from baken.reports.models import Category, Report

    now = datetime.now(UTC)
    category = Category.objects.exclude(parent=None).order_by("code").first()
    assert category is not None
    row = Report.objects.using("keeper").create(
        number=numbers.draw("M"), token_hash=resident(code).token, category_id=category.id,
        wijk_code=wijk, received_at=now, read_due_at=now + timedelta(days=2),
        answer_due_at=now + timedelta(days=40), due_at=now + timedelta(days=2),
    )  # fmt: skip
    return row.id, wijk


def _memberships(actings: dict[str, Acting]) -> dict[str, list[UUID]]:
    """Each acting of purpose *cases* is alone on one file; the memberships it must see."""
    from baken.access.models import Membership

    files: dict[str, list[UUID]] = {name: [] for name in actings}
    for name, acting in actings.items():
        file_id = uuid4()
        Membership.objects.using("keeper").create(
            file_id=file_id, user_id=acting.user_id, organisation_id=acting.organisation_id,
            valid_from=datetime.now(UTC) - timedelta(days=1),
        )  # fmt: skip
        files[name].append(file_id)
    return files
