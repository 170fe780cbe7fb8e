"""Pixels: the drawing area of one width, and labels that do not lie on each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor, log10

from baken.programme.charts.shapes import INK

Spec = dict[str, object]
LINE_HEIGHT = 17


@dataclass(frozen=True)
class Label:
    """Text at a pixel of the drawing area; `anchor` start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = INK
    weight: int = 400
    turned: bool = False


@dataclass(frozen=True)
class Frame:
    """Outer size, margins, and the two scales."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def inner_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> int:
        return self.height - self.top - self.bottom

    def x(self, value: float) -> float:
        return round((value - self.x0) / (self.x1 - self.x0) * self.inner_width, 1)

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - self.y0) / (self.y1 - self.y0)
        return round((1 - share) * self.inner_height, 1)

    def spec(self, layers: list[Spec]) -> Spec:
        """The whole Vega-Lite spec: exactly this size, nothing that moves by itself."""
        padding = {"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom}
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": self.inner_width,
            "height": self.inner_height,
            "padding": padding,
            "autosize": {"type": "none", "contains": "content"},
            "background": None,
            "layer": layers,
            "resolve": {"scale": {"x": "shared", "y": "shared"}},
            "config": {"view": {"stroke": None}, "text": {"fontSize": 14}, "aria": True},
        }


def nice_ceiling(value: float) -> float:
    """The next round number: 5980 -> 6000, 533 -> 600, 38.4 -> 40."""
    if value <= 0:
        return 1
    step = 10 ** floor(log10(value))
    parts = 1 if value / step > 3 else 0.5
    return float(ceil(value / (step * parts)) * step * parts)


def spread(labels: Iterable[Label], height: float) -> list[Label]:
    """The labels moved apart so that none lies on another, top to bottom."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda item: item.y):
        least = placed[-1].y + LINE_HEIGHT if placed else label.y
        placed.append(replace(label, y=max(label.y, least)))
    if placed and (over := placed[-1].y - height) > 0:
        placed = [replace(label, y=label.y - over) for label in placed]
    return placed


def text_layers(labels: Iterable[Label]) -> list[Spec]:
    """One layer per look; positions are pixels of the drawing area."""
    looks: dict[tuple[str, str, int, bool], list[Label]] = {}
    for label in labels:
        looks.setdefault((label.anchor, label.colour, label.weight, label.turned), []).append(label)
    return [_text(look, group) for look, group in looks.items()]


def _text(look: tuple[str, str, int, bool], group: list[Label]) -> Spec:
    anchor, colour, weight, turned = look
    mark = {
        "type": "text",
        "align": {"start": "left", "middle": "center", "end": "right"}[anchor],
        "baseline": "middle",
        "fontSize": 14,
        "fontWeight": weight,
        "color": colour,
        "angle": 270 if turned else 0,
        "clip": False,
    }
    values = [{"px": label.x, "py": label.y, "text": label.text} for label in group]
    encoding = {**pixels("px", "py"), "text": {"field": "text", "type": "nominal"}}
    return {"mark": mark, "data": {"values": values}, "encoding": encoding}


def pixels(x: str, y: str, x2: str = "", y2: str = "") -> Spec:
    """An encoding by pixel instead of by scale."""
    found: Spec = {}
    for channel, field in (("x", x), ("y", y)):
        found[channel] = {"field": field, "type": "quantitative", "scale": None, "axis": None}
    for channel, field in (("x2", x2), ("y2", y2)):
        if field:
            found[channel] = {"field": field}
    return found


def rules(lines: Iterable[tuple[float, float, float, float]], **look: object) -> Spec:
    """Straight lines from (x, y) to (x2, y2), in pixels."""
    values = [{"px": a, "py": b, "qx": c, "qy": d} for a, b, c, d in lines]
    mark = {"type": "rule", "clip": False, "aria": False, **look}
    return {"mark": mark, "data": {"values": values}, "encoding": pixels("px", "py", "qx", "qy")}
