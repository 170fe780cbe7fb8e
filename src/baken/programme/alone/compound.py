"""What rests on several figures: a sentence that compares two, a chart, a map."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .figures import File, all_of, find, name, names_of, percent
from .text import DRAWN, Asked
from .words import SPACE, Value, Wrong, area_words, day_words, dutch, period_words

KINDS = {"zin", *DRAWN}
Claim = dict[str, Any]
Open = Callable[[str, str], File]  # a file of the bundle, by its path and the day it came in


@dataclass(frozen=True)
class Under:
    """A figure under a sentence or drawing, as its own file gives it."""

    claim: Claim
    key: str
    period: str
    area: str
    file: File
    value: Value
    cited: list[str]

    @property
    def shown(self) -> str:
        return self.value.printed + percent(self.key, self.file)


def look_up(asked: Asked, claim: Claim, opened: Open) -> tuple[str, str, list[Claim]]:
    """What is printed and cited, and the figures under it. Raises Wrong when one is not so."""
    under = [_under(one, opened) for one in claim["values"]]
    if not under:
        raise Wrong("hier staan geen cijfers onder")
    home = under[0].file.home
    said = name(asked.key, under[0].file)
    if asked.kind == "zin":
        _same(asked, under, home)
        where = under[0].area
        subject = said if where == home else f"{said}, {area_words(where)}"
        return _sentence(subject, *under), _citation(under), [_held(asked, one) for one in under]
    _complete(asked, under, home)
    held = [_held(asked, one) for one in under]
    row = "; ".join(f"{one['label']} {one['printed']}" for one in held)
    return f"{_title(asked, said, home)}: {row}", _citation(under), held


def title(printed: str, values: list[Claim]) -> str:
    """Of what is printed of a drawing, the words before its figures."""
    row = "; ".join(f"{one['label']} {one['printed']}" for one in values)
    return printed.removesuffix(f": {row}")


def _under(claim: Claim, opened: Open) -> Under:
    kind, _colon, rest = claim["expression"].partition(": ")
    key, period, area = rest.split(" | ")
    if kind != "cijfer":
        raise Wrong("onder een zin of tekening staan alleen cijfers")
    file = opened(claim["evidence"], claim["retrieved"])
    value, cited = find(key, period, area, file)
    return Under(claim, key, period, area, file, value, cited)


def _held(asked: Asked, one: Under) -> Claim:
    shown = one.shown if one.value.given else f"geen gegevens ({one.value.missing})"
    shown += f" ({one.value.status})" if one.value.status else ""
    label = period_words(one.period)
    if asked.kind == "kaart":
        named = one.claim["label"].removesuffix(f" ({one.area})")
        label = one.area if named == one.area else f"{named} ({one.area})"
    return {**one.claim, "label": label, "printed": shown, "sha256": one.file.sha256}


def _citation(under: list[Under]) -> str:
    sources = dict.fromkeys(names_of(one.cited, one.file) for one in under)
    days = dict.fromkeys(day_words(one.file.retrieved) for one in under)
    areas = list(dict.fromkeys(area_words(one.area) for one in under))
    where = f", {areas[0]}" if len(areas) == 1 else ""
    return f"{'; '.join(sources)}{where}. Ingelezen {' en '.join(days)}."


# -- what must be under it -------------------------------------------------------------------


def _same(asked: Asked, under: list[Under], home: str) -> None:
    area = asked.rest[2] if len(asked.rest) > 2 else home
    wanted = [(asked.key, period, area) for period in asked.rest[:2]]
    if [(one.key, one.period, one.area) for one in under] != wanted:
        raise Wrong("de zin rust op andere cijfers dan de tekst vraagt")


def _complete(asked: Asked, under: list[Under], home: str) -> None:
    """All figures that the files give, no other, and in order."""
    area = asked.rest[0] if asked.kind == "grafiek" and asked.rest else home
    wanted = set()
    for file in {one.claim["evidence"]: one.file for one in under}.values():
        for key, measure, period, where, _value, _cited in all_of(asked.key, file):
            line = where == area and re.fullmatch(r"\d{4}", period)
            spread = period == asked.rest[0] if asked.kind == "kaart" else False
            fits = spread and where.startswith("WK") if asked.kind == "kaart" else line
            if key == asked.key and not measure and fits:
                wanted.add((period, where))
    there = [(one.period, one.area) for one in under if one.key == asked.key]
    if set(there) != wanted or len(there) != len(under):
        raise Wrong("in de tekening staan andere cijfers dan de bron geeft")
    if there != sorted(there):
        raise Wrong("de cijfers staan niet in volgorde")


def _title(asked: Asked, said: str, home: str) -> str:
    if asked.kind == "kaart":
        return f"{said}, {period_words(asked.rest[0])}"
    area = asked.rest[0] if asked.rest else home
    return said if area == home else f"{said}, {area_words(area)}"


# -- a sentence ------------------------------------------------------------------------------


def _sentence(subject: str, first: Under, last: Under) -> str:
    when, then = period_words(first.period), period_words(last.period)
    said = [f"{subject}: {_between(first)} in {when} en {_between(last)} in {then}."]
    said.append(_verdict(first, last))
    early = [words for one, words in ((first, when), (last, then))
             if one.value.status not in {"", "definitief"}]  # fmt: skip
    if early:
        one = f"Het cijfer van {early[0]} is voorlopig."
        said.append(one if len(early) == 1 else "Beide cijfers zijn voorlopig.")
    if _share(first) and first.value.low is None and last.value.low is None:
        said.append("De bron geeft geen marge bij deze cijfers.")
    return " ".join(said)


def _between(one: Under) -> str:
    """The figure with its interval, where the source gives one."""
    low, high = one.value.low, one.value.high
    if low is None or high is None or one.value.number is None:
        return one.shown
    return f"{one.shown} (tussen {dutch(low)} en {dutch(high)})"


def _share(one: Under) -> bool:
    return percent(one.key, one.file) != ""


def _verdict(first: Under, last: Under) -> str:
    before, after = first.value.number, last.value.number
    if before is None or after is None:
        raise Wrong("deze cijfers zijn niet te vergelijken")
    change = after - before
    if _overlap(first.value, last.value):
        return "Dat is geen duidelijk verschil: de marges van de twee cijfers overlappen."
    if change == 0:
        return "Dat is gelijk."
    size = dutch(abs(change)) + (" procentpunt" if _share(first) else _part(change, before))
    least = Decimal("0.5") if _share(first) else abs(before) / 100
    if abs(change) < least:
        return f"Dat is bijna gelijk: een verschil van {size}."
    return f"Dat is een {'stijging' if change > 0 else 'daling'} van {size}."


def _overlap(a: Value, b: Value) -> bool:
    if (a.low is None and b.low is None) or a.number is None or b.number is None:
        return False
    low = [one.number if one.low is None else one.low for one in (a, b)]
    high = [one.number if one.high is None else one.high for one in (a, b)]
    return max(number for number in low if number is not None) <= min(
        number for number in high if number is not None
    )


def _part(change: Decimal, before: Decimal) -> str:
    """How much of the first figure that is."""
    if not before:
        return ""
    share = (abs(change) / abs(before) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = share == share.to_integral_value()
    return f" ({dutch(share.quantize(Decimal(1)) if whole else share)}{SPACE}%)"
