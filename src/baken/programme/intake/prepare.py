"""From files and what a person asked to the recipe by which they are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.geo import api as geo
from baken.programme.intake.opening import Source
from baken.programme.intake.places import names_of, read_concordance
from baken.programme.intake.recipe import Recipe
from baken.programme.intake.recognise import Looked, look
from baken.programme.intake.tables import tables
from baken.programme.models import Entry, Kind
from baken.programme.shipped import shipped
from baken.programme.values import FINAL, PROVISIONAL

Areas = Collection[tuple[str, str]]  # code and name


@dataclass(frozen=True)
class Asked:
    """What a person said of the files; everything may be left open."""

    table: str = ""
    year: int | None = None
    status: str = ""
    concordance: bytes = b""
    recipe: Recipe | None = None


@dataclass(frozen=True)
class Surroundings:
    """Where we are: the municipality, its areas, and the indicators we know."""

    municipality: tuple[str, str]
    areas: Areas = ()
    indicators: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _name in self.areas)


def surroundings() -> Surroundings:
    """As this installation has them."""
    home = settings.MUNICIPALITY
    areas = [(area.code, area.name) for area in [*geo.wijken(), *geo.buurten()]]
    kept = Entry.objects.filter(kind=Kind.INDICATOR, current=True).values_list("key", "name")
    names = {key: about["naam"] for key, about in shipped().items()} | dict(kept)
    return Surroundings((home.code, home.name), areas, names)


def prepare(sources: Sequence[Source], asked: Asked, here: Surroundings) -> Recipe | None:
    """The one recipe for all files; None when somebody must choose the columns first.

    Raises ValidationError: no table, files that do not belong together, or another table than
    was asked for.
    """
    seen = [look(source) for source in sources]
    _refuse_mixture(sources, seen)
    first = seen[0]
    _refuse_other_table(first, asked)
    recipe = asked.recipe or first.recipe
    if recipe is None:
        return None
    if recipe.layout == "shape":
        return recipe
    changes: dict[str, object] = {
        "year": asked.year,
        "status": _status(asked.status),
        "names": names_of(here.areas, here.municipality),
        "concordance": read_concordance(asked.concordance, here.codes) if asked.concordance else {},
    }
    if recipe.category and not recipe.codes:  # our own format: every indicator that we know
        changes["codes"] = {key: key for key in here.indicators}
    return recipe.with_(**changes)


def _status(said: str) -> str:
    if said not in {"", PROVISIONAL, FINAL}:
        raise ValidationError(_("Een cijfer is voorlopig of definitief."))
    return said


def _refuse_mixture(sources: Sequence[Source], seen: Sequence[Looked]) -> None:
    first = seen[0]
    for source, one in zip(sources[1:], seen[1:], strict=True):
        params = {"name": source.name, "first": sources[0].name}
        if one.table != first.table or one.layout != first.layout:
            message = _("%(name)s is een andere tabel dan %(first)s. Lees ze apart in.")
            raise ValidationError(message, params=params)
        if one.division != first.division:
            message = _(
                "%(name)s heeft de indeling van %(year)s, %(first)s die van %(other)s. "
                "Lees ze apart in."
            )
            years = {"year": one.division, "other": first.division}
            raise ValidationError(message, params=params | years)
        if one.layout == "records" and one.header != first.header:
            message = _("%(name)s heeft andere kolommen dan %(first)s. Lees ze apart in.")
            raise ValidationError(message, params=params)


def _refuse_other_table(first: Looked, asked: Asked) -> None:
    if asked.table and asked.table not in tables():
        message = _("Tabel ‘%(table)s’ kennen wij niet.")
        raise ValidationError(message, params={"table": asked.table})
    if asked.table and first.table != asked.table:
        found = first.table or _("een andere tabel")
        message = _("Dit bestand is van %(found)s. U koos %(asked)s.")
        raise ValidationError(message, params={"found": found, "asked": asked.table})
