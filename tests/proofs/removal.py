"""Cases over their term that the worker removes, from a list that two people stood behind."""

import contextlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
from bench.house import House
from django.conf import settings
from django.utils.timezone import localdate

from baken.core.acting import acting_as, job
from baken.documents import store
from baken.documents.tasks import known_addresses
from baken.retention import actions, erasing, lists
from baken.retention.models import Erasure, RemovalList
from baken.retention.tasks import nightly
from tests.proofs.files import Files
from tests.proofs.storm import Act

RUN = job("retention.run")
# Seconds within which a batch is removed, certified, and its files are taken away.
_REMOVING = 0.15
_PATIENCE = 240
_GONE = "select 1 from retention_item where object_id = %s and removed_at is not null"
# Who removes a batch holds this from its first delete to its commit.
_HELD = """select count(*) from pg_locks where mode = 'RowExclusiveLock' and granted
  and relation = 'people_involvement'::regclass"""


@dataclass
class Removal:
    """One nightly run, cut off somewhere: to the proof what `storm.Storm` is for forms."""

    house: House
    dice: random.Random
    acts: Sequence[Act]
    supervise: Callable[[], None]
    waiting: list[Act] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    acknowledged: list[Act] = field(default_factory=list)
    failed: list[Act] = field(default_factory=list)

    def begin(self) -> None:
        self._look = self.house.superuser()
        _defer()

    def in_flight(self) -> int:
        """Is a batch being removed?"""
        return int(self._one(_HELD))

    def wait_for_flight(self, seconds: float = 10) -> None:
        """Until the removing began, and then to any moment of it, or just after."""
        end = time.monotonic() + seconds
        while not self.in_flight() and time.monotonic() < end:
            time.sleep(0.0005)
        time.sleep(self.dice.random() * _REMOVING)

    def end(self) -> None:
        with contextlib.suppress(psycopg.Error):
            self._look.close()

    def settle(self) -> None:
        """Those that are called removed were acknowledged."""
        with self.house.superuser() as superuser:
            for act in self.acts:
                gone = superuser.execute(_GONE, [act.key]).fetchone()
                (self.acknowledged if gone else self.failed).append(act)

    def again(self) -> list[str]:
        """The next night all of the list goes."""
        _defer()
        end = time.monotonic() + _PATIENCE
        while left := self._left():
            if time.monotonic() > end:
                return [f"{len(left)} cases stay after the next night, such as {left[0]}"]
            self.supervise()
            time.sleep(0.05)
        return []

    def _left(self) -> list[str]:
        with self.house.superuser() as superuser:
            keys = [act.key for act in self.acts]
            return [key for key in keys if not superuser.execute(_GONE, [key]).fetchone()]

    def _one(self, statement: str) -> int:
        row = self._look.execute(statement).fetchone()  # type: ignore[call-overload]
        return int(row[0])


def _defer() -> None:
    with acting_as(RUN):
        nightly.later()


def acts(files: Files, count: int) -> list[Act]:
    """Cases over their term, on a list that was put forward and approved."""
    found = [files.to_remove() for _number in range(count)]
    actions.count(RUN, localdate())
    with acting_as(files.acting("administrator")) as acting:
        draft = RemovalList.objects.get(proposal=None)
        lists.propose(acting, draft.id)
    with acting_as(files.acting("privacy_officer")) as acting:
        mark = lists.one(draft.id).proposal.fingerprint
        lists.decide(acting, draft.id, approved=True, reason="", fingerprint=mark)
    return [_act(key) for key in found]


def _act(key: UUID) -> Act:
    return Act(visitor=None, path="removal of", fields={}, proof=_GONE, key=str(key))  # type: ignore[arg-type]


def kept(files: Files) -> Act:
    """A case that was closed today, which stays."""
    stays = "select 1 from cases_case where id = %s"
    act = _act(files.to_remove(kept=True))
    act.proof, act.path = stays, "closing of"
    return act


def unopened(superuser: psycopg.Connection) -> list[str]:
    """Documents of which the file is not there: it went before its row did."""
    there = _stored()
    rows = superuser.execute("select address, small_address from documents_document").fetchall()
    gone = [address for row in rows for address in row if address and address not in there]
    return [f"{len(gone)} documents lost their file"] if gone else []


def left_over(superuser: psycopg.Connection) -> list[str]:
    """After the sweep no file may be left of which no row knows."""
    with acting_as(job("documents.sweep")):
        store.sweep(Path(settings.BAKEN_FILES), known_addresses, grace=0)
    rows = superuser.execute("select address, small_address from documents_document").fetchall()
    lost = _stored() - {address for row in rows for address in row}
    return [f"{len(lost)} files of removed documents are left"] if lost else []


def _stored() -> set[str]:
    return {path.name for path in store._stored(Path(settings.BAKEN_FILES))}


def mirrored() -> bool:
    """Does the list beside the database name all that was removed?"""
    with acting_as(RUN):
        rows = [tuple(row.objects_gone) for row in Erasure.objects.order_by("erased_at", "id")]
    path = Path(settings.BAKEN_ERASED)
    listed = erasing.read(path) if path.exists() else []
    return [tuple(map(str, batch.ids)) for batch in listed] == rows
