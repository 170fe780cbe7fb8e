"""The atlas of this installation, kept in memory of the process."""

import json
import time
from dataclasses import dataclass
from threading import Lock

import shapely

from baken.geo.atlas import Atlas, Shape
from baken.geo.models import Area, SourceFile
from baken.geo.problems import Point

# Areas change once in years; after an import every process sees it within this many seconds.
CHECK_EVERY = 60.0


@dataclass
class _Kept:
    atlas: Atlas
    checked_at: float = 0.0


_kept = _Kept(Atlas([]))
_lock = Lock()


def atlas() -> Atlas:
    """All current areas. One query at most once a minute; an empty atlas is never kept."""
    with _lock:
        if _kept.atlas.shapes and time.monotonic() - _kept.checked_at < CHECK_EVERY:
            return _kept.atlas
        source = _newest()
        if source is None:
            return Atlas([])
        if _kept.atlas.version != source.sha256 or not _kept.atlas.shapes:
            _kept.atlas = _read(source)
        _kept.checked_at = time.monotonic()
        return _kept.atlas


def forget() -> None:
    """Read anew at the next call: after an import, and between tests."""
    with _lock:
        _kept.atlas = Atlas([])


def _newest() -> SourceFile | None:
    return SourceFile.objects.filter(kind=SourceFile.AREAS).order_by("-loaded_at").first()


def _read(source: SourceFile) -> Atlas:
    rows = Area.objects.filter(current=True).order_by("code")
    shapes = (
        Shape(
            code=row.code,
            name=row.name,
            kind=row.kind,
            parent=row.parent_id or "",
            geometry=shapely.from_geojson(json.dumps(row.geometry)),
            label=Point(row.label_lat, row.label_lon),
            area_m2=row.area_m2,
        )
        for row in rows
    )
    return Atlas(shapes, version=source.sha256, credit=source.credit)
