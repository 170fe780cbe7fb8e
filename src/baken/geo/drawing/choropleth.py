"""A map of figures per area: at most five shades, the figure in each area, hatch for unknown."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from zlib import crc32

import shapely
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from baken.geo.atlas import Atlas
from baken.geo.drawing.breaks import decimals, dutch
from baken.geo.drawing.frame import path
from baken.geo.drawing.ground import Ground, ground
from baken.geo.drawing.labels import fit, write

Value = float | str | None
INK = "#14212B"
SHADES = {
    "m0": "#ECEFF1",
    "m1": "#E2EDF2",
    "m2": "#B5D1DD",
    "m3": "#7FB0C4",
    "m4": "#2F748F",
    "m5": "#0B4F6C",
}
_DARK = ("m4", "m5")
_SCALES = {1: (2,), 2: (2, 4), 3: (1, 3, 4), 4: (1, 2, 3, 4), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: shade class, its colour ('' for hatch) and the words."""

    css: str
    fill: str
    words: str


def shade(value: float, breaks: Sequence[float]) -> str:
    """The class of the shade, 'm1' to 'm5'; a value on a border belongs to the class above."""
    return f"m{_SCALES[len(breaks) + 1][bisect_right(breaks, value)]}"


def legend(values: Mapping[str, Value], breaks: Sequence[float]) -> list[Key]:
    """The entries for this map, light to dark, then what is withheld or unknown."""
    places = decimals(breaks)
    written = [dutch(border, places) for border in breaks]
    words = [_("tot %(top)s") % {"top": top} for top in written[:1]]
    words += [_("%(low)s tot %(top)s") % {"low": low, "top": top} for low, top in pairwise(written)]
    words += [_("%(low)s en meer") % {"low": low} for low in written[-1:]]
    keys = []
    for index, text in zip(_SCALES[len(breaks) + 1], words, strict=False):
        keys.append(Key(f"m{index}", SHADES[f"m{index}"], text))
    if any(isinstance(value, str) for value in values.values()):
        keys.append(Key("m0", SHADES["m0"], _("te weinig om te tonen")))
    if any(value is None for value in values.values()):
        keys.append(Key("hatch", "", _("geen gegevens")))
    return keys


@dataclass(frozen=True)
class Choropleth:
    """All that one map shows. `values` per code: a number, words when withheld, None unknown."""

    atlas: Atlas
    values: Mapping[str, Value]
    level: str
    breaks: Sequence[float]
    title: str
    desc: str = ""
    labels: Mapping[str, str] | None = None
    hrefs: Mapping[str, str] | None = None
    selected: str = ""
    focus: str = ""
    unit: str = ""

    def svg(self) -> SafeString:
        base = ground(self.atlas, self.level, self.focus)
        ident = f"{crc32(repr((self.title, self.level, self.focus, self.selected)).encode()):08x}"
        height = f"{base.frame.height:g}"
        role = "group" if self.hrefs else "img"
        parts = [
            f'<svg class="map" viewBox="0 0 640 {height}" role="{role}" '
            f'data-bounds="{",".join(map(str, base.frame.bounds))}" '
            f'aria-labelledby="t{ident} d{ident}">'
            f'<title id="t{ident}">{escape(self.title)}</title>'
            f'<desc id="d{ident}">{escape(self.desc)}</desc>{_hatch(ident)}',
            texts(base.neighbours, halo=False),
            '<g stroke="#fff" stroke-width="2" stroke-linejoin="round">',
            *(self._area(base, code, ident) for code in base.areas),
            "</g>",
            self._outline(base),
            texts("".join(self._label(base, code) for code in base.areas), halo=True),
            "</svg>",
        ]
        return mark_safe("".join(parts))  # noqa: S308 (every text in it is escaped)

    def words(self, code: str) -> str:
        """The figure of one area in words, for the label of its link."""
        value = self.values.get(code)
        if value is None:
            return _("geen gegevens")
        unit = f" {self.unit}" if self.unit and not isinstance(value, str) else ""
        return f"{self.printed(code)}{unit}"

    def printed(self, code: str) -> str:
        """The figure as it stands in the area; a dash when there is none."""
        value = self.values.get(code)
        if value is None:
            return "–"
        if self.labels and code in self.labels:
            return self.labels[code]
        return value if isinstance(value, str) else dutch(value, self._places())

    def _places(self) -> int:
        known = [v for v in self.values.values() if isinstance(v, int | float) and isfinite(v)]
        return min(decimals(known), 1)

    def _shade(self, code: str) -> str:
        value = self.values.get(code)
        if value is None:
            return "hatch"
        return "m0" if isinstance(value, str) else shade(value, self.breaks)

    def _area(self, base: Ground, code: str, ident: str) -> str:
        css = self._shade(code)
        fill = f"url(#h{ident})" if css == "hatch" else SHADES[css]
        label = escape(f"{base.names[code]}: {self.words(code)}")
        shape = (
            f'<path class="w {css}" fill="{fill}" d="{base.paths()[code]}">'
            f"<title>{label}</title></path>"
        )
        href = (self.hrefs or {}).get(code)
        if not href:
            return shape
        current = ' aria-current="true"' if code == self.selected else ""
        return f'<a href="{escape(href)}" aria-label="{label}"{current}>{shape}</a>'

    def _label(self, base: Ground, code: str) -> str:
        unknown = self.values.get(code) is None
        ways = (_("geen gegevens"), "–") if unknown else (self.printed(code),)
        block = fit(base.areas[code], base.names[code], ways)
        if block is None:
            return ""
        plain = unknown and block.value != "–"
        return write(block, inverse=self._shade(code) in _DARK, escape=escape, plain=plain)

    def _outline(self, base: Ground) -> str:
        """The selected area, or the buurten of the selected wijk: ink with a white edge."""
        chosen = [
            area
            for code, area in base.areas.items()
            if self.selected and self.selected in (code, base.parents[code])
        ]
        if not chosen:
            return ""
        data = path(shapely.unary_union(chosen))
        return (
            f'<g fill="none" stroke-linejoin="round" pointer-events="none">'
            f'<path class="sel-h" stroke="#fff" stroke-width="7" d="{data}"/>'
            f'<path class="sel" stroke="{INK}" stroke-width="3.5" d="{data}"/></g>'
        )


def _hatch(ident: str) -> str:
    return (
        f'<defs><pattern id="h{ident}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch-ground" fill="#fff" d="M0 0h7v7H0z"/>'
        '<path class="hatch-line" stroke="#8A969F" stroke-width="2.4" d="M0 0v7"/>'
        "</pattern></defs>"
    )


def texts(inside: str, *, halo: bool) -> str:
    """Words over the map: not for screen readers (the links say it), not for the pointer."""
    edge = ' paint-order="stroke" stroke="#fff" stroke-width="3" stroke-linejoin="round"'
    return (
        f'<g class="names" aria-hidden="true" pointer-events="none" text-anchor="middle" '
        f'font-size="15" fill="{INK}"{edge if halo else ""}>{inside}</g>'
    )
