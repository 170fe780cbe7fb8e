"""Figures from files: looked at first, then stored whole or not at all."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.programme import definitions
from baken.programme.actions import bulk
from baken.programme.actions.imports import FIGURES, Summary, store_figures, store_records
from baken.programme.intake.found import found_in
from baken.programme.intake.opening import PIECE, Source
from baken.programme.intake.reading import Place, Seen, read
from baken.programme.intake.recipe import Recipe
from baken.programme.models import Entry, Kind, Snapshot
from baken.programme.records import Record
from baken.programme.shipped import records_of, shipped_sources

KEPT_PLAIN = 1_000_000  # a larger file is kept deflated
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Job:
    """Files to read, by which recipe, for which areas; `tell` hears how many bytes were read."""

    sources: Sequence[Source]
    recipe: Recipe
    areas: frozenset[str]
    tell: Tell = lambda _done: None

    @property
    def place(self) -> Place:
        counted = definitions.counting(self.keys)
        return Place(settings.MUNICIPALITY.code, self.areas, counted.unit)

    @property
    def keys(self) -> set[str]:
        """The indicators that the recipe may lead to."""
        own = {column.indicator for column in self.recipe.columns if column.indicator}
        return own | set(self.recipe.codes.values())


def check(job: Job) -> dict[str, Any]:
    """What the files hold and what storing would change; writes nothing.

    Raises ValidationError with the line of the first thing that is wrong.
    """
    seen = _stage(job)
    return found_in(seen, bulk.compare())


def store(acting: Acting, job: Job) -> Summary:
    """Keep the files and put their figures in: all of them, or none. Raises ValidationError."""
    if job.recipe.layout == "shape":
        return _store_shaped(acting, job)
    now = timezone.now()
    with transaction.atomic():
        snapshots = [snapshot_of(source, job.recipe) for source in job.sources]
        _announce(job, snapshots[0])
        definitions.keep(job.keys, now)
        _stage(job)
        store_records(_records(job.recipe), snapshots[0], Summary())
        definitions.keep(_staged("indicator"), now)
        done = bulk.merge([one.id for one in snapshots], now)
        summary = Summary(
            done["added"], done["changed"], confirmed=done["confirmed"], same=done["same"]
        )
        for snapshot in snapshots:
            record(acting, "programme.import_figures", "snapshot", snapshot.id,
                   count=summary.changes)  # fmt: skip
    return summary


def _store_shaped(acting: Acting, job: Job) -> Summary:
    """Files that say everything themselves are read as they always were."""
    total = Summary()
    with transaction.atomic():
        for source in job.sources:
            with source.open() as stream:
                one = store_figures(acting, source.name, stream.read(), job.areas)
            for name in ("added", "changed", "confirmed", "same"):
                setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def _announce(job: Job, snapshot: Snapshot) -> None:
    """Indicators that somebody names for the first time, before figures of them come in."""
    fresh = []
    for number, (key, about) in enumerate(job.recipe.indicators.items(), start=300):
        details: dict[str, object] = {name: about[name] for name in ("eenheid", "richting")}
        cited = (job.recipe.source,)
        fresh.append(Record("indicator", key, about["naam"], "", number, details, cited))
    sources = [
        Record("source", key, about["titel"], "", 300 + number, dict(about))
        for number, (key, about) in enumerate(job.recipe.sources.items())
    ]
    store_records([*sources, *fresh], snapshot, Summary())


def _stage(job: Job) -> Seen:
    seen = Seen()
    before = 0
    counted = definitions.counting(job.keys)
    place = job.place
    files = []
    for source in job.sources:
        files.append(read(source, job.recipe, place, seen, _shifted(job.tell, before)))
        before += source.size
    if not bulk.stage(files, counted.number):
        message = _("Geen enkele regel gaat over %(name)s, of over cijfers die wij bijhouden.")
        raise ValidationError(message, params={"name": settings.MUNICIPALITY.name})
    bulk.refuse_doubles()
    _refuse_uncited(job.recipe)
    return seen


def _shifted(tell: Tell, before: int) -> Tell:
    return lambda done: tell(before + done)


def _refuse_uncited(recipe: Recipe) -> None:
    """Every source that a row names is known."""
    known = {*recipe.sources, *shipped_sources()}
    unknown = set(_staged("source")) - known - {""}
    kept = Entry.objects.filter(kind=Kind.SOURCE, current=True, key__in=unknown)
    if strange := unknown - set(kept.values_list("key", flat=True)) - _shapes(recipe):
        message = _("Bron ‘%(name)s’ kennen wij niet.")
        raise ValidationError(message, params={"name": min(strange)})


def _shapes(recipe: Recipe) -> set[str]:
    from baken.programme.catalog import section

    return set(section("sources")) if recipe.layout == "shape" else set()


def _staged(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"select distinct {column} from incoming")  # noqa: S608: a name of ours
        return [row[0] for row in cursor.fetchall()]


def _records(recipe: Recipe) -> list[Record]:
    return records_of(_staged("indicator"), [*_staged("source"), recipe.source])


def snapshot_of(source: Source, recipe: Recipe) -> Snapshot:
    """The file as it was read; the same bytes and recipe keep the moment of the first time."""
    digest, packer, parts = hashlib.sha256(), zlib.compressobj(3), []
    with source.open() as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            parts.append(packer.compress(piece))
    key = {"sha256": digest.hexdigest(), "recipe_sha256": recipe.sha256}
    if known := Snapshot.objects.filter(**key).defer("raw").first():
        return known
    large = source.size > KEPT_PLAIN
    packed = b"".join([*parts, packer.flush()])
    return Snapshot.objects.create(
        **key,
        name=source.name,
        origin=FIGURES,
        raw=packed if large else zlib.decompress(packed),
        packed=large,
        recipe=recipe.as_json() if recipe.text else {},
        retrieved_at=timezone.now(),
    )
