"""Reads a file again by the recipe that was kept with it: to prove a figure in a paper."""

from __future__ import annotations

import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.intake.opening import from_bytes
from baken.programme.intake.reading import Place, Seen, read
from baken.programme.intake.recipe import recipe_of
from baken.programme.records import Contents, Record
from baken.programme.shipped import records_of

MOST = 40_000_000  # bytes; a larger file would not fit in a bundle


def contents_by_recipe(name: str, raw: bytes, recipe: str, municipality: str) -> Contents:
    """All figures of the file, and the names of what they are about. Raises ValidationError."""
    if len(raw) > MOST:
        message = _("%(name)s is te groot om als bewijs bij een stuk te gaan. Knip het per jaar.")
        raise ValidationError(message, params={"name": name})
    try:
        kept = recipe_of(json.loads(recipe))
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Het recept bij dit bestand is onleesbaar.")) from error
    found = read(from_bytes(name, raw), kept, Place(municipality), Seen())
    readings = tuple(reading for _line, reading in found)
    named = {reading.indicator for reading in readings}
    cited = {key for reading in readings for key in reading.sources}
    own = [Record("indicator", key, one["naam"], details={"eenheid": one["eenheid"]})
           for key, one in kept.indicators.items() if one]  # fmt: skip
    own += [Record("source", key, one["titel"]) for key, one in kept.sources.items()]
    return Contents((*records_of(sorted(named), sorted(cited)), *own), readings)
