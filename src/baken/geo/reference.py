"""Areas that every installation of this municipality has from the start."""

from pathlib import Path

from django.conf import settings

from baken.geo.area_import import import_areas, keeper
from baken.geo.models import SourceFile

SHIPPED = {"GM0622": Path(__file__).parent / "data" / "vlaardingen"}


def load() -> None:
    """Load the shipped areas unless this database has areas already. Runs as keeper."""
    folder = SHIPPED.get(settings.MUNICIPALITY.code)
    areas = SourceFile.objects.using(keeper()).filter(kind=SourceFile.AREAS)
    if folder is not None and not areas.exists():
        import_areas(folder, municipality=settings.MUNICIPALITY.code)
