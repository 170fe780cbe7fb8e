"""Which figures and charts of a text were revised by their source, and in which paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.programme.models import Observation
from baken.programme.paper.days import day_words
from baken.programme.paper.grammar import COMPOUND, DRAWN, Expression, placed, read_text
from baken.programme.periods import label

FIGURE = "cijfer"
Identity = tuple[str, str, str, str]


@dataclass(frozen=True)
class Revision:
    """A figure that its source gives otherwise than before: where it stands, was, and is."""

    place: str
    what: str
    before: str
    now: str
    day: str

    @property
    def sentence(self) -> str:
        """One line for the list of a draft."""
        words = _("%(place)s: %(what)s was %(before)s en is nu %(now)s (ingelezen %(day)s).")
        return words % asdict(self)


def revisions(text: str) -> list[Revision]:
    """Every place in the text that a revised figure or its chart stands in, in the text's order.

    Revised is a figure of which an older version had another value or status.
    """
    with override("nl"):
        places = [
            (place, one)
            for place, block in placed(read_text(text))
            for one in block.expressions()
            if one.kind in {FIGURE, *COMPOUND}
        ]
        rows = _versions({one.key.partition(".")[0] for _place, one in places})
        return [made for place, one in places for made in _of(place, one, rows)]


def _versions(indicators: set[str]) -> dict[Identity, list[Observation]]:
    """All versions of the figures of these indicators that have more than one, oldest first."""
    found: dict[Identity, list[Observation]] = {}
    several = Observation.objects.filter(indicator__in=indicators, current=True, version__gt=1)
    keys = set(several.values_list("indicator", "measure", "period", "area"))
    rows = Observation.objects.filter(indicator__in={key[0] for key in keys})
    rows = rows.select_related("snapshot").defer("snapshot__raw", "snapshot__recipe")
    for row in rows.order_by("version"):
        identity = (row.indicator, row.measure, row.period, row.area)
        if identity in keys:
            found.setdefault(identity, []).append(row)
    return found


def _of(place: str, one: Expression, rows: dict[Identity, list[Observation]]) -> Iterator[Revision]:
    indicator, _dot, measure = one.key.partition(".")
    area = one.part or settings.MUNICIPALITY.code
    for identity, versions in rows.items():
        if one.kind in DRAWN:
            touched = identity[0] == indicator and (one.kind == "kaart" or identity[3] == area)
        else:
            touched = identity in {(indicator, measure, when, area) for when in one.periods}
        if touched and (made := _revision(place, one, versions)):
            yield made


def _revision(place: str, one: Expression, versions: list[Observation]) -> Revision | None:
    last = versions[-1]
    now = _said(last)
    before = next((said for row in reversed(versions[:-1]) if (said := _said(row)) != now), None)
    if before is None:
        return None
    what = f"{one.kind} {one.key}, {label(last.period)}"
    return Revision(place, what, before, now, day_words(last.snapshot.retrieved_at))


def _said(row: Observation) -> str:
    text = str(row.value) if row.amount is not None else row.missing
    return f"{text} ({row.status})" if row.status else text
