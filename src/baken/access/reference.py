"""Loading the purposes register: versioned data with source and date."""

from datetime import date
from pathlib import Path

import yaml

from baken.access.models import Installation, Purpose

FILE = Path(__file__).parent / "data" / "purposes.yaml"


def load() -> None:
    """Add versions that are not there yet; a version that is there never changes."""
    from django.conf import settings

    for entry in yaml.safe_load(FILE.read_text())["purposes"]:
        values = {**entry, "valid_from": date.fromisoformat(str(entry["valid_from"]))}
        key = {"code": values.pop("code"), "version": values.pop("version")}
        Purpose.objects.using("keeper").get_or_create(**key, defaults=values)
    if not Installation.objects.using("keeper").exists():
        Installation.objects.using("keeper").create(
            municipality_code=settings.MUNICIPALITY.code,
            municipality_name=settings.MUNICIPALITY.name,
        )
