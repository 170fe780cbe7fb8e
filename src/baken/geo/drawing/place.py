"""A map to pick a place from: names of buurten, the waters and the road that cut the city up."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import shapely
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from baken.geo.atlas import BUURT, ROAD, Atlas, Shape
from baken.geo.drawing.choropleth import INK, texts
from baken.geo.drawing.frame import number, path
from baken.geo.drawing.ground import Ground, along, ground, guides
from baken.geo.drawing.labels import fit, text_width, write_name
from baken.geo.problems import Point

_PIN = "M0 0c-3-8-14-19-14-29a14 14 0 0 1 28 0c0 10-11 21-14 29z"


@dataclass(frozen=True)
class PlaceMap:
    """`hrefs` per code of what may be picked; `spot` is where the pin stands."""

    atlas: Atlas
    level: str = BUURT
    hrefs: Mapping[str, str] | None = None
    selected: str = ""
    spot: Point | None = None
    focus: str = ""

    def svg(self) -> SafeString:
        base = ground(self.atlas, self.level, self.focus)
        ident = f"{crc32(repr(('place', self.level, self.focus)).encode()):08x}"
        height = number(base.frame.height)
        role = "group" if self.hrefs else "img"
        parts = [
            f'<svg class="map map--place" viewBox="0 0 640 {height}" role="{role}" '
            f'data-bounds="{",".join(map(str, base.frame.bounds))}" '
            f'aria-labelledby="t{ident}"><title id="t{ident}">{escape(self._title())}</title>'
            f'<path class="land" fill="#EEF1F2" d="M0 0h640v{height}H0z"/>',
            texts(base.neighbours, halo=False),
            '<g stroke="#C3CDD3" stroke-width="1.5" stroke-linejoin="round">',
            *(self._area(base, code) for code in base.areas),
            "</g>",
            self._lines(base),
            self._chosen(base),
            texts(self._names(base), halo=True),
            self._pin(base),
            "</svg>",
        ]
        return mark_safe("".join(parts))  # noqa: S308 (every text in it is escaped)

    def _title(self) -> str:
        where = self.atlas.municipality.name if self.atlas.municipality else ""
        if self.focus in self.atlas.shapes:
            where = self.atlas.shapes[self.focus].name
        chosen = self.atlas.shapes.get(self.selected)
        if chosen is None:
            return _("Kaart van %(where)s.") % {"where": where}
        words = _("Kaart van %(where)s. Gekozen: %(chosen)s.")
        return words % {"where": where, "chosen": chosen.name}

    def _area(self, base: Ground, code: str) -> str:
        css, fill = self._ground_of(base, code)
        shape = f'<path class="w {css}" fill="{fill}" d="{base.paths()[code]}">'
        label = escape(self._label(base, code))
        shape += f"<title>{label}</title></path>"
        href = (self.hrefs or {}).get(code)
        if not href:
            return shape
        current = ' aria-current="true"' if code == self.selected else ""
        return f'<a href="{escape(href)}" aria-label="{label}"{current}>{shape}</a>'

    def _ground_of(self, base: Ground, code: str) -> tuple[str, str]:
        """Class and fill: chosen, in view, or beside the wijk that is looked at."""
        if code == self.selected:
            return "on", "#E7F0F4"
        beside = self.focus and self.focus not in (code, base.parents[code])
        return ("far", "#F4F6F7") if beside else ("off", "#fff")

    def _label(self, base: Ground, code: str) -> str:
        parent = self.atlas.shapes.get(base.parents[code])
        name = base.names[code]
        if self.level != BUURT or parent is None or parent.name == name:
            return name
        return f"{name}, {parent.name}"

    def _lines(self, base: Ground) -> str:
        """Waters and roads under the thicker borders of the wijken."""
        drawn = []
        for shape, line in guides(self.atlas, base.frame):
            data = path(line.simplify(0.6))
            if shape.kind == ROAD:
                drawn.append(f'<path class="rd" stroke="#8A969F" stroke-width="5" d="{data}"/>')
                drawn.append(f'<path class="rd-in" stroke="#fff" stroke-width="2" d="{data}"/>')
            elif base.outline.intersects(line):
                drawn.append(f'<path class="wl" stroke="#7FB0C4" stroke-width="4" d="{data}"/>')
        border = path(_borders(base))
        wijken = f'<path class="wb" stroke="#73818C" stroke-width="1.75" d="{border}"/>'
        return (
            f'<g fill="none" stroke-linejoin="round" pointer-events="none">{wijken}'
            f"{''.join(drawn)}</g>"
        )

    def _chosen(self, base: Ground) -> str:
        if self.selected not in base.areas:
            return ""
        data = base.paths()[self.selected]
        return (
            '<g fill="none" stroke-linejoin="round" pointer-events="none">'
            f'<path class="sel-h" stroke="#fff" stroke-width="7" d="{data}"/>'
            f'<path class="sel" stroke="{INK}" stroke-width="3" d="{data}"/></g>'
        )

    def _names(self, base: Ground) -> str:
        lines = [
            (shape, line)
            for shape, line in guides(self.atlas, base.frame)
            if base.outline.intersects(line)
        ]
        free = base.frame.box.difference(shapely.union_all(self._taken(base, lines)))
        names = []
        for code, area in base.areas.items():
            room = area.intersection(free)
            if not room.is_empty and (block := fit(room, base.names[code])):
                css = "pick" if code == self.selected else ""
                names.append(write_name(block, escape=escape, css=css))
        return "".join(names) + "".join(_guide(shape, line) for shape, line in lines)

    def _taken(self, base: Ground, lines: list[tuple[Shape, BaseGeometry]]) -> list[BaseGeometry]:
        """Where no name of an area may come: lines, the shield of a road, the pin."""
        taken = [line.buffer(20 if shape.kind != ROAD else 7) for shape, line in lines]
        taken += [_shield_place(line).buffer(24) for shape, line in lines if shape.kind == ROAD]
        if self.spot is not None:
            x, y = base.frame.point(self.spot)
            taken.append(shapely.box(x - 17, y - 48, x + 17, y + 4))
        return taken

    def _pin(self, base: Ground) -> str:
        if self.spot is None:
            return ""
        x, y = base.frame.point(self.spot)
        return (
            f'<g class="pin" transform="translate({number(x)} {number(y)})" '
            f'pointer-events="none"><path fill="#0B4F6C" stroke="#fff" stroke-width="2.5" '
            f'd="{_PIN}"/><circle cy="-29" r="5.5" fill="#FFD21F" stroke="{INK}" '
            'stroke-width="1.5"/></g>'
        )


def _borders(base: Ground) -> BaseGeometry:
    """The borders between wijken and around the city, as lines in SVG units."""
    groups: dict[str, list[BaseGeometry]] = {}
    for code, area in base.areas.items():
        groups.setdefault(base.parents[code], []).append(area)
    if len(groups) == 1:
        groups = {code: [area] for code, area in base.areas.items()}
    edges = [shapely.unary_union(areas).boundary for areas in groups.values()]
    merged = shapely.line_merge(shapely.unary_union(edges))
    return merged.intersection(base.frame.box.buffer(3))


def _shield_place(line: BaseGeometry) -> BaseGeometry:
    return line.interpolate(0.35, normalized=True)


def _guide(shape: Shape, line: BaseGeometry) -> str:
    """The name of a water along it, the number of a road on a shield."""
    if shape.kind != ROAD:
        if line.length < 1.3 * text_width(shape.name):
            return ""
        words = along(line, shape.name, "wa", above=True)
        return f'<g fill="#0B4F6C" font-size="14" font-style="italic">{words}</g>'
    middle = _shield_place(line)
    x, y = number(middle.x), number(middle.y)
    wide = 12 + 9 * len(shape.name)
    return (
        f'<g class="shield" transform="translate({x} {y})"><rect x="{number(-wide / 2)}" y="-11" '
        f'width="{wide}" height="22" rx="4" fill="#fff" stroke="#73818C" stroke-width="1.5"/>'
        f'<text y="5" font-weight="650" stroke="none">{escape(shape.name)}</text></g>'
    )
