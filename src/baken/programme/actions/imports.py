"""Reads a plan or a figure file in: only what differs becomes a new version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.programme.council.actions import take_over
from baken.programme.definitions import changed, counting, keep
from baken.programme.figurefile import read_figures
from baken.programme.models import Definition, Entry, Kind, Observation, Snapshot
from baken.programme.planfile import read_plan
from baken.programme.records import Reading, Record

PLAN, FIGURES = "plan", "figures"
EntryKey = tuple[str, str]


@dataclass
class Summary:
    """What an import did. `differences` are values that the file gives otherwise than we keep."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    confirmed: int = 0
    same: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return self.added + self.changed + self.ended + self.confirmed

    def __str__(self) -> str:
        words = _(
            "%(added)s nieuw, %(changed)s veranderd, %(ended)s vervallen, "
            "%(confirmed)s bevestigd door een cijferbestand, %(same)s gelijk gebleven"
        )
        return words % vars(self)


def store_plan(acting: Acting, name: str, raw: bytes) -> Summary:
    """Load a plan whole. Raises ValidationError before anything is written."""
    contents = read_plan(raw)
    snapshot = snapshot_of(name, raw, PLAN, contents.plan)
    summary = Summary()
    store_records(contents.records, snapshot, summary)
    _store_readings(contents.readings, snapshot, summary)
    take_over(acting, contents)
    record(acting, "programme.import_plan", "snapshot", snapshot.id, count=summary.changes)
    return summary


def store_figures(acting: Acting, name: str, raw: bytes, areas: frozenset[str]) -> Summary:
    """Load a figure file; `areas` are the known codes. Raises ValidationError beforehand."""
    contents = read_figures(raw, settings.MUNICIPALITY.code, areas)
    snapshot = snapshot_of(name, raw, FIGURES)
    summary = Summary()
    store_records(contents.records, snapshot, summary)
    _store_readings(contents.readings, snapshot, summary)
    record(acting, "programme.import_figures", "snapshot", snapshot.id, count=summary.changes)
    return summary


def snapshot_of(name: str, raw: bytes, origin: str, plan: str = "") -> Snapshot:
    """The file as it was read; the same bytes keep the moment they were first read."""
    sha256 = hashlib.sha256(raw).hexdigest()
    known = Snapshot.objects.filter(sha256=sha256, recipe_sha256="").first()
    if known is not None:
        return known
    now = timezone.now()
    return Snapshot.objects.create(
        name=name, origin=origin, plan=plan, sha256=sha256, raw=raw, retrieved_at=now
    )


def _digest(found: Record) -> str:
    content = [found.name, found.parent, found.details, found.sources]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def store_records(
    records: Iterable[Record], snapshot: Snapshot, summary: Summary, because: str = ""
) -> None:
    """New and changed statements; a plan also ends the statements that it no longer makes.

    The plan's own row points at the newest file, whichever statement changed in it.
    """
    known_before = (
        Entry.objects.filter(current=True)
        .order_by("plan")
        .select_related("snapshot")
        .defer("snapshot__raw")
    )
    if snapshot.origin == PLAN:
        known_before = known_before.filter(plan=snapshot.plan)
    current: dict[EntryKey, Entry] = {(entry.kind, entry.key): entry for entry in known_before}
    now, fresh, retired, moved = timezone.now(), [], [], []
    seen: set[EntryKey] = set()
    for found in records:
        key = (found.kind, found.key)
        seen.add(key)
        known = current.get(key)
        if known and (snapshot.origin == FIGURES or known.digest == _digest(found)):
            summary.same += 1
            if snapshot.origin == PLAN and known.position != found.position:
                known.position = found.position
                moved.append(known)
            continue
        if known and known.kind == Kind.INDICATOR:
            Definition.objects.bulk_create(changed(known, found, now))
        summary.changed += known is not None
        summary.added += known is None
        retired += [known] if known else []
        fresh.append(_entry(found, known, snapshot, now, because))
    if snapshot.origin == PLAN:
        gone = [entry for key, entry in current.items() if key not in seen]
        summary.ended += len(gone)
        retired += gone
    Entry.objects.filter(id__in=[entry.id for entry in retired]).update(current=False, ended_at=now)
    Entry.objects.bulk_update(moved, ["position"])
    Entry.objects.bulk_create(fresh)
    if snapshot.origin == PLAN:
        plan = Entry.objects.filter(plan=snapshot.plan, kind=Kind.PLAN, current=True)
        plan.update(snapshot=snapshot)


def _entry(
    found: Record, known: Entry | None, snapshot: Snapshot, now: datetime, because: str
) -> Entry:
    return Entry(
        plan=snapshot.plan,
        because=because,
        kind=found.kind,
        key=found.key,
        version=known.version + 1 if known else _next_version(found, snapshot.plan),
        name=found.name,
        parent=found.parent,
        position=found.position,
        details=found.details,
        sources=list(found.sources),
        digest=_digest(found),
        snapshot=snapshot,
        made_at=now,
    )


def _next_version(found: Record, plan: str) -> int:
    """A statement that was ended and comes back goes on counting."""
    before = Entry.objects.filter(plan=plan, kind=found.kind, key=found.key)
    last = before.order_by("-version").first()
    return last.version + 1 if last else 1


def _store_readings(readings: Iterable[Reading], snapshot: Snapshot, summary: Summary) -> None:
    """New and changed figures. A figure file outranks the plan that quotes it."""
    current = {
        (o.indicator, o.measure, o.period, o.area): o
        for o in Observation.objects.filter(current=True)
        .select_related("snapshot")
        .defer("snapshot__raw")
    }
    now, fresh, retired, confirmed = timezone.now(), [], [], []
    seen = set()
    listed = list(readings)
    keys = {reading.indicator for reading in listed}
    keep(keys, now)
    counted = counting(keys)

    def made(reading: Reading, version: int) -> Observation:
        number = counted.number(reading.indicator, reading.period.start)
        return _observation(reading, version, snapshot, now, number)

    for reading in listed:
        seen.add(reading.identity)
        known = current.get(reading.identity)
        if known is None:
            fresh.append(made(reading, 1))
            summary.added += 1
        elif _same(known, reading):
            stronger = snapshot.origin == FIGURES and known.snapshot.origin == PLAN
            confirmed += [known.id] if stronger else []
            summary.same += not stronger
        elif snapshot.origin == PLAN and known.snapshot.plan != snapshot.plan:
            summary.differences.append(_difference(reading, known))
        else:
            retired.append(known.id)
            fresh.append(made(reading, known.version + 1))
            summary.changed += 1
    if snapshot.origin == PLAN:
        mine = [(key, o) for key, o in current.items() if o.snapshot.plan == snapshot.plan]
        gone = [o.id for key, o in mine if key not in seen]
        summary.ended += len(gone)
        retired += gone
    summary.confirmed += len(confirmed)
    Observation.objects.filter(id__in=retired).update(current=False)
    Observation.objects.filter(id__in=confirmed).update(snapshot=snapshot)
    Observation.objects.bulk_create(fresh, batch_size=1000)


def _same(known: Observation, reading: Reading) -> bool:
    mine = (known.value, known.status, known.sources)
    return mine == (reading.value, reading.status, list(reading.sources))


def _difference(reading: Reading, known: Observation) -> str:
    words = _("%(indicator)s, %(period)s: het plan zegt %(plan)s, het cijferbestand %(file)s")
    if known.snapshot.origin == PLAN:
        words = _("%(indicator)s, %(period)s: dit plan zegt %(plan)s, een ander plan %(file)s")
    values = {"plan": reading.value, "file": known.value}
    return words % {"indicator": reading.indicator, "period": reading.period, **values}


def _observation(
    reading: Reading, version: int, snapshot: Snapshot, now: datetime, definition: int
) -> Observation:
    return Observation(
        indicator=reading.indicator,
        measure=reading.measure,
        period=reading.period.text,
        starts_on=reading.period.start,
        ends_on=reading.period.end,
        area=reading.area,
        amount=reading.value.amount,
        scale=reading.value.scale,
        bound=reading.value.bound,
        low=reading.value.low,
        high=reading.value.high,
        definition=definition,
        missing=reading.value.missing,
        status=reading.status,
        note=reading.note,
        sources=list(reading.sources),
        version=version,
        snapshot=snapshot,
        made_at=now,
    )
