"""The Vega-Lite specs of bars beside a target, and of the small line beside a figure."""

from __future__ import annotations

from itertools import pairwise

from baken.programme.charts.frame import (
    Frame,
    Label,
    Spec,
    nice_ceiling,
    pixels,
    rules,
    text_layers,
)
from baken.programme.charts.shapes import (
    ACCENT,
    INK,
    INK_2,
    INK_3,
    PALE,
    BarChart,
    Point,
    Series,
    Spark,
)

HALF, TINY = 380, 132
BAR = 40


def bar_spec(chart: BarChart) -> Spec:
    """380 wide: earlier years pale, the last solid, the target a dashed line with its words."""
    top = max([*(float(bar.y) for bar in chart.bars), float(chart.target)])
    frame = Frame(HALF, 210, 4, 92, 14, 30, -0.5, len(chart.bars) - 0.5, 0, nice_ceiling(top))
    base = float(frame.inner_height)
    boxes, labels = [], []
    for number, bar in enumerate(chart.bars):
        last = number == len(chart.bars) - 1
        x, y = frame.x(number), frame.y(bar.y)
        said = f"{bar.x}: {bar.shown}"
        edges = {"px": x - BAR / 2, "py": y, "qx": x + BAR / 2, "qy": base}
        boxes.append({**edges, "said": said, "fill": ACCENT if last else PALE})
        labels.append(_value(bar, (x, y), base, frame.y(chart.target), last=last))
        labels.append(Label(x, base + 19, str(bar.x), "middle", INK_2))
    target = frame.y(chart.target)
    right = float(frame.inner_width)
    labels.append(Label(right + 8, target - 4, chart.target_words[0], "start", INK, 650))
    labels.append(Label(right + 8, target + 13, chart.target_words[1], "start", INK_2))
    layers = [
        rules([(0, base, right, base)], color=INK_3, strokeWidth=1),
        _boxes(boxes),
        rules([(0, target, right, target)], color=INK, strokeWidth=2, strokeDash=[7, 4]),
    ]
    return frame.spec([*layers, *text_layers(labels)])


def _value(
    bar: Point, at_pixel: tuple[float, float], base: float, target: float, *, last: bool
) -> Label:
    """Inside the bar when it is high enough, else above; never on the target's line."""
    x, y = at_pixel
    inside = base - y > 30
    at = y + 18 if inside else y - 12
    if abs(at - target) < 14:
        at = max(at, target + 16) if inside else min(at, target - 14)
    return Label(x, at, bar.shown, "middle", "#FFFFFF" if last and inside else INK, 650)


def _boxes(values: list[dict[str, object]]) -> Spec:
    colour = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    said = {"field": "said", "type": "nominal"}
    place = pixels("px", "py", "qx", "qy")
    encoding = {**place, "color": colour, "description": said}
    return {"mark": {"type": "rect"}, "data": {"values": values}, "encoding": encoding}


def spark_spec(chart: Spark) -> Spec:
    """132 x 52, without axes: first and last year under the line."""
    low = float(min(point.y for point in chart.points))
    high = float(max(point.y for point in chart.points))
    room = (high - low) * 0.15 or high * 0.1 or 1
    first, last = chart.points[0].x, chart.points[-1].x
    years = (first - 1, last + 1) if first == last else (first, last)
    frame = Frame(TINY, 56, 6, 8, 6, 20, *years, low - room, high + room)
    lines = [
        (frame.x(a.x), frame.y(a.y), frame.x(b.x), frame.y(b.y))
        for segment in Series("", chart.points).segments()
        for a, b in pairwise(segment)
    ]
    dot = [{"px": frame.x(last), "py": frame.y(chart.points[-1].y)}]
    lonely = [{"px": frame.x(p.x), "py": frame.y(p.y)} for p in chart.points[:-1]]
    layers: list[Spec] = []
    if lines:
        layers.append(rules(lines, color=ACCENT, strokeWidth=2, strokeCap="round"))
    if len(lines) < len(chart.points) - 1:
        layers.append(_dots(lonely, 14))
    labels = [Label(frame.inner_width + 6, 43, str(last), "end", INK_3)]
    if first != last:
        labels.append(Label(-4, 43, str(first), "start", INK_3))
    return frame.spec([*layers, _dots(dot, 44), *text_layers(labels)])


def _dots(values: list[dict[str, float]], size: int) -> Spec:
    look = {"filled": True, "color": ACCENT, "size": size, "opacity": 1, "aria": False}
    mark = {"type": "point", **look}
    return {"mark": mark, "data": {"values": values}, "encoding": pixels("px", "py")}
