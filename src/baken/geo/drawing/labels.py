"""Where a name and a value go in an area: only where they fit, wholly inside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from baken.geo.drawing.frame import number

SIZE = 15
LINE = 18
PHONE_SIZE = 27
PHONE_LINE = 30
_NARROW, _WIDE = "iljtfrI'’.,:- ", "mwMW%"
_INSET = 1.2
_REACH = 0.7


def text_width(text: str, size: float = SIZE) -> float:
    """Width in units, from rough letter widths of a humanist sans."""
    units = sum(0.3 if c in _NARROW else 0.86 if c in _WIDE else 0.54 for c in text)
    return (units + 0.06 * sum(c.isupper() for c in text)) * size


def wrapped(name: str) -> list[tuple[str, ...]]:
    """Ways to write a name, best first: on one line, then broken at the most even space."""
    words = name.split(" ")
    if len(words) == 1:
        return [(name,)]
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    even = min(breaks, key=lambda lines: max(text_width(line) for line in lines))
    return [(name,), even]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines to be written around a centre. `phone` tells that the last line fits on a phone too.

    On a phone the type is larger and only the last part is shown: the value, or of a map
    without values the name.
    """

    x: float
    y: float
    name: tuple[str, ...]
    value: str
    phone: bool


Box = tuple[float, float, float]
"""Width, height and how far its middle lies below the middle of the block."""


def fit(area: BaseGeometry, name: str, values: Sequence[str] = ("",)) -> Block | None:
    """The fullest block that fits in the area (SVG units), or None when nothing fits.

    `values` are ways to write the figure, best first; all are tried before the name is dropped.
    """
    for lines in (*wrapped(name), ()):
        for value in values:
            if not lines and not value:
                continue
            wide, phone = _wide_box(lines, value), _phone_box(lines, value)
            for boxes in ((wide, phone), (wide,)):
                if spot := _spot(area, boxes):
                    return Block(*spot, lines, value, phone in boxes)
    return _tight(area, values[-1])


def _tight(area: BaseGeometry, value: str) -> Block | None:
    """A value alone that may reach a little over the border: its halo keeps it readable."""
    if not value:
        return None
    width, height, below = _wide_box((), value)
    spot = _spot(area, ((width * _REACH, height * _REACH, below),))
    return Block(*spot, (), value, phone=False) if spot else None


def _wide_box(lines: tuple[str, ...], value: str) -> Box:
    widths = [text_width(line) for line in lines] + [text_width(value) * 1.06]
    count = len(lines) + bool(value)
    return _step(max(widths)), LINE * count - 4, 0.0


def _phone_box(lines: tuple[str, ...], value: str) -> Box:
    if value:
        below = LINE * len(lines) / 2
        return _step(text_width(value, PHONE_SIZE) * 1.06), PHONE_SIZE * 0.8, below
    widest = max(text_width(line, PHONE_SIZE) for line in lines)
    return _step(widest), PHONE_LINE * len(lines) - 6, 0.0


def _step(width: float) -> float:
    """Rounded up to 4 units, so that values of like width share one placement."""
    return 4.0 * -(-width // 4)


@lru_cache(maxsize=4096)
def _spot(area: BaseGeometry, boxes: tuple[Box, ...]) -> tuple[float, float] | None:
    """The place nearest to the middle of the area where all boxes lie inside it."""
    inner = area.buffer(-_INSET)
    if inner.is_empty:
        return None
    largest = max(shapely.get_parts(inner), key=lambda part: float(part.area))
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=1))[0]
    candidates = _candidates(largest, middle)
    shapely.prepare(largest)
    fits = np.ones(len(candidates), dtype=bool)
    for width, height, below in boxes:
        x, y = candidates[:, 0], candidates[:, 1] + below
        rectangles = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        fits &= shapely.contains(largest, rectangles)
    if not fits.any():
        return None
    best = candidates[fits][0]
    return round(float(best[0]), 1), round(float(best[1]), 1)


def _candidates(area: BaseGeometry, middle: np.ndarray) -> np.ndarray:
    """Places to try, nearest to the middle first."""
    west, north, east, south = area.bounds
    step = max((east - west) / 24, (south - north) / 24, 2.0)
    grid = np.meshgrid(np.arange(west, east, step), np.arange(north, south, step))
    points = np.vstack([middle, np.column_stack([axis.ravel() for axis in grid])])
    return points[np.argsort(np.hypot(*(points - middle).T), kind="stable")]


def write(block: Block, *, inverse: bool, escape: Callable[[str], str], plain: bool = False) -> str:
    """The block as <text> elements: nm the name, v the value, pl words instead of a value.

    On a phone the style sheet hides nm and pl-s and enlarges the rest.
    """
    count = len(block.name) + bool(block.value)
    y = block.y - LINE * (count - 1) / 2 + SIZE * 0.36
    ink = " inv" if inverse else ""
    paint = ' fill="#fff" stroke="none"' if inverse else ""
    out = []
    for line in block.name:
        out.append(_text(f"nm{ink}", block.x, y, paint, escape(line)))
        y += LINE
    if block.value:
        small = "" if block.phone else " pl-s"
        css = f"{'pl' if plain else 'v'}{ink}{small}"
        style = ' font-style="italic"' if plain else ' font-weight="650"'
        out.append(_text(css, block.x, y, paint + style, escape(block.value)))
    return "".join(out)


def write_name(block: Block, *, escape: Callable[[str], str], css: str = "") -> str:
    """A block of a name alone; one that fits on a phone is one <text> that stays there."""
    css = f"{css} {'pn' if block.phone else 'nm'}".strip()
    gap = PHONE_LINE / PHONE_SIZE if block.phone else LINE / SIZE
    rise = 0.36 - gap * (len(block.name) - 1) / 2
    x = number(block.x)
    spans = "".join(
        f'<tspan x="{x}" dy="{rise if i == 0 else gap:.2f}em">{escape(line)}</tspan>'
        for i, line in enumerate(block.name)
    )
    return f'<text class="{css}" x="{x}" y="{number(block.y)}">{spans}</text>'


def _text(css: str, x: float, y: float, paint: str, words: str) -> str:
    return f'<text class="{css}" x="{number(x)}" y="{number(y)}"{paint}>{words}</text>'
