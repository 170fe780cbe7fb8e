"""Finds figures by words: what can be put in a text, with what it says now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.geo import api as geo
from baken.programme.catalog import short_name
from baken.programme.models import Kind, Observation
from baken.programme.paper.evidence import REGISTERS
from baken.programme.periods import label
from baken.programme.queries.register import Register, load
from baken.programme.queries.series import WHOLE_YEARS
from baken.programme.records import COUNTRY
from baken.programme.release import released
from baken.programme.values import printed

MOST = 24
SORTS = {
    "": gettext_lazy("Alles"),
    "cijfer": gettext_lazy("Cijfers"),
    "zin": gettext_lazy("Zinnen"),
    "grafiek": gettext_lazy("Grafieken"),
    "kaart": gettext_lazy("Kaarten"),
    "telling": gettext_lazy("Eigen tellingen"),
    "feit": gettext_lazy("Feiten uit het plan"),
    "register": gettext_lazy("Aantallen uit het plan"),
    "citaat": gettext_lazy("Bronnen om aan te halen"),
}


@dataclass(frozen=True)
class Choice:
    """Something that can be put in: the expression, what it is, and what it says."""

    expression: str
    what: str
    says: str = ""
    alone: bool = False  # stands in a paragraph of its own

    @property
    def typed(self) -> str:
        return f"{{{{ {self.expression} }}}}"


def pick(words: str, sort: str = "") -> list[Choice]:
    """What fits all the words, by name, place and period; some of each sort."""
    wanted = [word.casefold() for word in words.split()]
    register = load()
    makers = {
        "cijfer": _figures, "zin": _sentences, "grafiek": _charts, "kaart": _maps,
        "telling": _counts, "feit": _facts, "register": _registers, "citaat": _sources,
    }  # fmt: skip
    chosen = [makers[sort]] if sort in makers else list(makers.values())
    share = MOST if sort in makers else MOST // 4
    found = []
    for maker in chosen:
        fits = (one for one in maker(register) if _fits(one, wanted))
        found += list(islice(fits, share))
    return found


def _fits(one: Choice, wanted: Sequence[str]) -> bool:
    text = f"{one.what} {one.expression}".casefold()
    return all(word in text for word in wanted)


def _rows() -> list[Observation]:
    rows = Observation.objects.filter(current=True, measure="", amount__isnull=False)
    plain = rows.defer("note", "sources", "snapshot").order_by("-ends_on", "indicator", "area")
    return list(plain)


def _names(register: Register) -> dict[str, str]:
    return {one.key: short_name(one.key, one.name) for one in register.of_kind(Kind.INDICATOR)}


def _places() -> dict[str, str]:
    home = settings.MUNICIPALITY
    names = {area.code: area.name for wijk in geo.wijken() for area in geo.buurten(wijk.code)}
    names |= {area.code: area.name for area in geo.wijken()}
    return {**names, home.code: home.name, COUNTRY: "Nederland"}


def _units(register: Register) -> dict[str, str]:
    return {one.key: str(one.says("eenheid") or "") for one in register.of_kind(Kind.INDICATOR)}


def _by_home(rows: list[Observation]) -> list[Observation]:
    """The whole city first, then the rest."""
    home = settings.MUNICIPALITY.code
    return sorted(rows, key=lambda row: row.area != home)


def _figures(register: Register) -> Iterator[Choice]:
    names, places, units = _names(register), _places(), _units(register)
    for row in _by_home(_rows()):
        name = names.get(row.indicator, row.indicator)
        where = "" if row.area == settings.MUNICIPALITY.code else f" | {row.area}"
        what = f"{name}, {label(row.period)}, {places.get(row.area, row.area)}"
        says = printed(row.value, units.get(row.indicator, ""))
        yield Choice(f"cijfer: {row.indicator} | {row.period}{where}", what, says)


def _years(area: str = "") -> dict[str, list[Observation]]:
    """Per indicator its whole years for the city, oldest first."""
    home = area or settings.MUNICIPALITY.code
    rows = Observation.objects.filter(
        WHOLE_YEARS, current=True, measure="", area=home, amount__isnull=False, bound=""
    )
    found: dict[str, list[Observation]] = {}
    for row in rows.defer("note", "sources", "snapshot").order_by("indicator", "starts_on"):
        found.setdefault(row.indicator, []).append(row)
    return found


def _sentences(register: Register) -> Iterator[Choice]:
    """The last two figures of each indicator that were counted alike."""
    names = _names(register)
    for key, rows in _years().items():
        alike = [(a, b) for a, b in pairwise(rows) if a.definition == b.definition]
        for a, b in alike[-1:]:
            words = {"name": names.get(key, key), "a": a.period, "b": b.period}
            what = _("%(name)s: %(a)s en %(b)s vergeleken") % words
            yield Choice(f"zin: {key} | {a.period} | {b.period}", what)


def _charts(register: Register) -> Iterator[Choice]:
    names = _names(register)
    for key, rows in _years().items():
        if len(rows) > 1:
            span = f"{rows[0].period}–{rows[-1].period}"
            what = _("Grafiek: %(name)s, %(span)s") % {"name": names.get(key, key), "span": span}
            yield Choice(f"grafiek: {key}", what, alone=True)


def _maps(register: Register) -> Iterator[Choice]:
    names = _names(register)
    rows = Observation.objects.filter(
        WHOLE_YEARS, current=True, measure="", area__startswith="WK", amount__isnull=False
    )
    pairs = rows.order_by("indicator", "-period").values_list("indicator", "period").distinct()
    for key, period in pairs:
        what = _("Kaart per wijk: %(name)s, %(when)s") % {"name": names.get(key, key),
                                                          "when": label(period)}  # fmt: skip
        yield Choice(f"kaart: {key} | {period}", what, alone=True)


def _counts(_register: Register) -> Iterator[Choice]:
    places = _places()
    for one in released():
        if "&" not in one.part:
            where = places.get(one.area, one.part) or settings.MUNICIPALITY.name
            part = f" | {one.part}" if one.part else ""
            what = f"{one.title}, {one.when}, {where}"
            yield Choice(f"telling: {one.name} | {one.period}{part}", what, one.shown)


def _facts(register: Register) -> Iterator[Choice]:
    for one in register.of_kind(Kind.FACT):
        value = one.entry.details.get("waarde")
        said = "" if value is None else str(value)
        tail = "" if said else _(" | woorden uit het feit")
        yield Choice(f"feit: {one.key}{tail}", one.name, said)


def _registers(register: Register) -> Iterator[Choice]:
    for name, kind in REGISTERS.items():
        what = _("Aantal %s in het plan") % name
        yield Choice(f"register: {name}", what, str(len(register.of_kind(kind))))


def _sources(register: Register) -> Iterator[Choice]:
    tail = _("woorden uit dit stuk")
    for key, one in register.own_sources.items():
        yield Choice(f"citaat: {key} | {tail}", one.title)
