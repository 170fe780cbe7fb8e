"""`baken import areas`: the outlines of municipality, wijken and buurten.

Runs with the keeper's connection where there is one: the app may only read these tables.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from django.db import connections, transaction

from baken.geo import areas
from baken.geo.atlas import BUURT, MUNICIPALITY, NEIGHBOUR, WIJK, Shape
from baken.geo.models import Area, SourceFile
from baken.geo.reading import AreaSet, read_areas
from baken.geo.summary import Summary

_ORDER = (MUNICIPALITY, WIJK, BUURT, NEIGHBOUR)
_FIELDS = ("name", "kind", "parent_id", "geometry", "label_lat", "label_lon", "area_m2", "current")


def keeper() -> str:
    """The alias of the connection that may write reference data."""
    return "keeper" if "keeper" in connections else "default"


def import_areas(path: Path | str, *, municipality: str) -> Summary:
    """Load a folder or file of areas, all or nothing; a second time changes nothing.

    `municipality` is its CBS code with or without GM. Raises ValidationError with one Dutch
    sentence per fault.
    """
    found = read_areas(Path(path), municipality=municipality)
    using = keeper()
    with transaction.atomic(using=using):
        source = _source(found, using)
        summary = _store(list(_rows(found, source)), using)
    areas.forget()
    return summary


def _source(found: AreaSet, using: str) -> SourceFile:
    content = sorted((s.code, s.name, s.parent, shapely.to_wkb(s.geometry)) for s in found.shapes)
    digest = hashlib.sha256(repr(content).encode()).hexdigest()
    source, _created = SourceFile.objects.using(using).update_or_create(
        kind=SourceFile.AREAS,
        sha256=digest,
        defaults={
            "name": found.name,
            "vintage": found.vintage,
            "credit": found.credit,
            "licence": found.licence,
            "rows": len(found.shapes),
        },
    )
    return source


def _rows(found: AreaSet, source: SourceFile) -> Iterator[Area]:
    def place(shape: Shape) -> int:
        return _ORDER.index(shape.kind) if shape.kind in _ORDER else len(_ORDER)

    for shape in sorted(found.shapes, key=place):
        yield Area(
            code=shape.code,
            name=shape.name,
            kind=shape.kind,
            parent_id=shape.parent or None,
            geometry=json.loads(shapely.to_geojson(shape.geometry)),
            label_lat=shape.label.lat,
            label_lon=shape.label.lon,
            area_m2=shape.area_m2,
            current=True,
            source=source,
        )


def _store(rows: list[Area], using: str) -> Summary:
    table = Area.objects.using(using)
    known = {row.code: row for row in table.all()}
    new = [row for row in rows if row.code not in known]
    changed = [row for row in rows if row.code in known and _differs(row, known[row.code])]
    table.bulk_create(new)
    if changed:
        table.bulk_update(changed, ["source", *(_name(field) for field in _FIELDS)])
    codes = [row.code for row in rows]
    ended = table.filter(current=True).exclude(code__in=codes).update(current=False)
    same = len(rows) - len(new) - len(changed)
    return Summary(len(rows), len(new), len(changed), same, ended)


def _name(field: str) -> str:
    return field.removesuffix("_id")


def _differs(row: Area, known: Area) -> bool:
    def values(area: Area) -> list[Any]:
        return [getattr(area, field) for field in _FIELDS]

    return values(row) != values(known)
