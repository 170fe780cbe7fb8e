"""Acting: who asks, for which organisation, in which capacity, for which purpose.

The database decides what an acting sees (see `access/functions.sql`): here it is only
handed over, per transaction, in the setting `baken.acting`. Without it every guarded
table is empty.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import connection, transaction

Kind = Literal["assignment", "resident", "public", "job", "key"]


@dataclass(frozen=True)
class Acting:
    """The closed list of kinds: an assignment, a resident with a code, the public, a job, a key.

    A resident who comes by a key keeps it: what the key may not do, it may not do for them.
    """

    kind: Kind
    assignment_id: UUID | None = None
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    capacity: str = ""
    purpose: str = ""
    token: str = ""
    name: str = ""
    key: str = ""

    @property
    def setting(self) -> str:
        """What the database reads: the kind and its one key, never a capacity or purpose."""
        key = self.assignment_id if self.kind == "assignment" else self.token
        came_by = f":{self.key}" if self.key else ""
        return f"{self.kind}:{key or ''}{came_by}"


PUBLIC = Acting("public")


def resident(code: str, purpose: str = "reports", *, key: str = "") -> Acting:
    """The acting of a resident who knows the secret code of one report or reaction.

    `key` is the fingerprint of the key of the other software by which they come.
    """
    token = hashlib.sha256(code.encode()).hexdigest()
    return Acting("resident", token=token, purpose=purpose, key=key)


def by_key(fingerprint: str) -> Acting:
    """The acting of other software, by the fingerprint of its key."""
    return Acting("key", token=fingerprint, purpose="reports")


def job(name: str, purpose: str = "") -> Acting:
    """The acting of a background job; `name` must be one that the database knows."""
    return Acting("job", token=name, purpose=purpose)


_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


class NoActing(RuntimeError):
    """Code that needs an acting ran without one, or opened a second one inside the first."""


def current() -> Acting:
    """The acting of this transaction. Raises NoActing outside `acting_as`."""
    acting = _current.get()
    if acting is None:
        raise NoActing("no acting is set")
    return acting


@contextmanager
def acting_as(acting: Acting) -> Iterator[Acting]:
    """Open a transaction in which the database sees `acting`. Never nested.

    A released savepoint keeps `set_config(…, true)`, so a second acting inside the first
    would stay on after its block; therefore it is refused.
    """
    if _current.get() is not None or connection.in_atomic_block:
        raise NoActing("an acting may not be opened inside a transaction")
    mark = _current.set(acting)
    try:
        with transaction.atomic():
            tell_database(acting)
            yield acting
    finally:
        _current.reset(mark)


def tell_database(acting: Acting) -> None:
    """Set `baken.acting` for the open transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('baken.acting', %s, true)", [acting.setting])


def become(acting: Acting) -> None:
    """Go on in this transaction as `acting`: the public gains a code or a key.

    Who came by a key becomes a resident who came by that key, and nobody else.
    """
    mine = current()
    onwards = mine.kind == "public" and acting.kind in {"resident", "public", "key"}
    kept = mine.kind == "key" and acting.kind == "resident" and acting.key == mine.token
    if not (onwards or kept):
        raise NoActing("only the public becomes somebody else inside a transaction")
    _current.set(acting)
    tell_database(acting)


@contextmanager
def played_by(colleague: Acting) -> Iterator[Acting]:
    """Within an exercise: go on as a practice colleague, and then as oneself again.

    `access.api.practice_crew` gives whom; they are on no file but those of exercises. What the
    colleague does is undone when it fails, and the caller is who they were.
    """
    mine = current()
    if mine.kind != "assignment" or colleague.kind != "assignment":
        raise NoActing("only somebody who works here practises")
    mark = _current.set(colleague)
    try:
        with transaction.atomic():
            tell_database(colleague)
            yield colleague
            tell_database(mine)
    finally:
        _current.reset(mark)
