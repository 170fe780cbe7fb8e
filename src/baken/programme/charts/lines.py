"""The Vega-Lite spec of a line chart: direct labels, break band, rival shapes, baseline."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from baken.core.ui.numerals import written
from baken.programme.charts.frame import (
    LINE_HEIGHT,
    Frame,
    Label,
    Spec,
    nice_ceiling,
    pixels,
    rules,
    spread,
    text_layers,
)
from baken.programme.charts.shapes import (
    ACCENT,
    GREY,
    INK,
    INK_2,
    INK_3,
    LINE,
    SUNKEN,
    WARN,
    Break,
    LineChart,
    Point,
    Series,
)

WIDE, NARROW, SMALL = 820, 358, 300
LOOKS: dict[str, tuple[str, float, list[int], str]] = {
    # style: colour, width of the line, dashes, shape of the point ('' draws none)
    "dots": (ACCENT, 2.5, [], "circle"),
    "squares": (INK, 2.5, [], "square"),
    "triangles": (WARN, 0, [], "triangle"),
    "thick": (ACCENT, 3, [], "circle"),
    "thin": (INK_2, 1.6, [], ""),
    "dotted": (GREY, 1.6, [3, 3], ""),
}


def line_spec(chart: LineChart, width: int) -> Spec:
    """The chart at one width: 820, 358, or 300 for a small multiple."""
    frame = _frame(chart, width)
    layers = [*_ground(chart, frame), *_breaks(chart.breaks, frame)]
    labels = _axis_labels(chart, frame)
    if chart.baseline:
        layers.append(_baseline(chart, frame))
    for series in chart.series:
        layers += _series(series, frame)
    if width == SMALL:
        labels += _end_labels(chart, frame)
    else:
        more, leaders = _direct_labels(chart, frame)
        labels += more
        layers.append(rules(leaders, color=INK_3, strokeWidth=1))
    return frame.spec([*layers, *text_layers(labels)])


def _frame(chart: LineChart, width: int) -> Frame:
    points = [point for series in chart.series for point in series.points]
    top = float(max(point.y for point in points))
    y0 = float(chart.floor or 0)
    y1 = float(chart.ceiling) if chart.ceiling is not None else nice_ceiling(top)
    shown = (min(point.x for point in points), max(point.x for point in points))
    first, last = chart.years or shown
    years = (first - 0.5, last + 0.5) if first == last else (float(first), float(last))
    margins = {WIDE: (390, 52, 112, 22, 36), NARROW: (310, 46, 22, 26, 32)}
    height, left, right, head, foot = margins.get(width, (170, 38, 82, 14, 28))
    return Frame(width, height, left, right, head, foot, *years, y0, y1)


def _ticks(frame: Frame) -> list[float]:
    if frame.width == SMALL:
        return [frame.y0, frame.y1]
    lead = int(str(frame.y1).replace(".", "").lstrip("0")[:1])
    parts = {1: 2, 2: 2, 4: 4, 8: 4, 5: 5}.get(lead, 3)
    step = (frame.y1 - frame.y0) / parts
    return [frame.y0 + step * number for number in range(parts + 1)]


def _ground(chart: LineChart, frame: Frame) -> list[Spec]:
    """The zero line, hairlines above it."""
    right = float(frame.inner_width)
    across = [(0.0, frame.y(tick), right, frame.y(tick)) for tick in _ticks(frame)]
    return [
        rules(across[1:], color=LINE, strokeWidth=1),
        rules(across[:1], color=INK_3, strokeWidth=1),
    ]


def _axis_labels(chart: LineChart, frame: Frame) -> list[Label]:
    labels = [
        Label(-8, frame.y(tick), written(f"{tick:g}"), "end", INK_2) for tick in _ticks(frame)
    ]
    years = sorted(
        {point.x for series in chart.series for point in series.points} | {*(chart.years or ())}
    )
    return labels + [
        Label(frame.x(year), frame.inner_height + 20, str(year), "middle", INK_2)
        for year in _shown_years(years, frame)
    ]


def _shown_years(years: list[int], frame: Frame) -> list[int]:
    """As many years as fit: in even steps back from the last, or those that have a figure."""
    least = 46.0
    if len(years) > 6:
        span = range(1, years[-1] - years[0] + 1)
        step = next(n for n in span if frame.x(years[-1]) - frame.x(years[-1] - n) >= least)
        return list(range(years[-1], years[0] - 1, -step))
    shown: list[int] = []
    for year in reversed(years):
        if not shown or frame.x(shown[-1]) - frame.x(year) >= least:
            shown.append(year)
    return shown


def _breaks(breaks: tuple[Break, ...], frame: Frame) -> list[Spec]:
    layers: list[Spec] = []
    for gap in breaks:
        room = (gap.end - gap.start) * 0.14
        a, b = frame.x(gap.start + room), frame.x(gap.end - room)
        middle, height = frame.x((gap.start + gap.end) / 2), float(frame.inner_height)
        box = [{"px": a, "py": 0, "qx": b, "qy": height}]
        band = {"type": "rect", "color": SUNKEN, "aria": False}
        place = pixels("px", "py", "qx", "qy")
        layers.append({"mark": band, "data": {"values": box}, "encoding": place})
        look = {"color": INK, "strokeWidth": 1.5, "strokeDash": [2, 4]}
        layers.append(rules([(middle, 0, middle, height)], **look))
        text = Label(middle - 10, height - 78, gap.reason, "middle", INK, 650, turned=True)
        layers += text_layers([text])
    return layers


def _baseline(chart: LineChart, frame: Frame) -> Spec:
    assert chart.baseline
    year, value, _words = chart.baseline
    start, y = frame.x(year - (0.9 if year > frame.x0 else 0)), frame.y(value)
    look = {"color": GREY, "strokeWidth": 1.5, "strokeDash": [6, 4]}
    return rules([(start, y, float(frame.inner_width), y)], **look)


def _series(series: Series, frame: Frame) -> list[Spec]:
    colour, width, dashes, shape = LOOKS[series.style]
    lines = [
        (frame.x(a.x), frame.y(a.y), frame.x(b.x), frame.y(b.y))
        for segment in series.segments()
        for a, b in pairwise(segment)
        if width
    ]
    look = {"color": colour, "strokeWidth": width, "strokeDash": dashes, "strokeCap": "round"}
    found = [rules(lines, **look)] if lines else []
    return [*found, _marks(series, frame, colour, shape)] if shape else found


def _marks(series: Series, frame: Frame, colour: str, shape: str) -> Spec:
    values = [
        {"px": frame.x(p.x), "py": frame.y(p.y), "said": f"{series.name} {p.x}: {p.shown}"}
        for p in series.points
    ]
    hollow = shape == "triangle"
    mark = {
        "type": "point",
        "shape": "triangle-up" if hollow else shape,
        "filled": not hollow,
        "fill": "#FFFFFF" if hollow else colour,
        "stroke": colour,
        "strokeWidth": 2,
        "size": {"circle": 52, "square": 56}.get(shape, 96),
        "opacity": 1,
        "clip": False,
    }
    described = {"description": {"field": "said", "type": "nominal"}}
    return {
        "mark": mark,
        "data": {"values": values},
        "encoding": {**pixels("px", "py"), **described},
    }


def _end_labels(chart: LineChart, frame: Frame) -> list[Label]:
    """Small multiples: the end value of each line with its name, at the right."""
    labels = []
    for series in chart.series:
        colour = {"thick": ACCENT, "thin": INK_2}.get(series.style, INK_3)
        weight = 650 if series.style == "thick" else 400
        end = series.points[-1]
        words = f"{end.shown} {series.name}"
        labels.append(Label(frame.inner_width + 8, frame.y(end.y), words, "start", colour, weight))
    return spread(labels, frame.inner_height)


def _direct_labels(
    chart: LineChart, frame: Frame
) -> tuple[list[Label], list[tuple[float, float, float, float]]]:
    """Names at the lines, rival values at their year, and the leaders from name to point."""
    labels, leaders = _rivals(chart, frame)
    wide = frame.width == WIDE
    named = len(chart.series) > 1
    ends: list[list[Label]] = []
    for series in chart.series:
        colour, end = LOOKS[series.style][0], series.points[-1]
        if end.x == frame.x1 or len(series.points) == 1:
            name = series.name if named else ""
            rest = [other.points[-1].y for other in chart.series if other is not series]
            over = not wide and any(end.y > lower for lower in rest) and _meet(chart, frame)
            ends.append(_last(name, end, colour, frame, over=over))
        elif series.style != "triangles":
            top = max(series.points, key=lambda point: point.y)
            prefix = f"{series.name}: " if named else ""
            words = f"{prefix}{top.shown} in {top.x}" if wide else f"{prefix}{top.shown}"
            left = frame.x(top.x) + 10
            labels.append(Label(left, frame.y(top.y) - 9, words, "start", colour, 650))
    if chart.baseline and wide:
        year, value, words = chart.baseline
        first, _nl, second = words.partition("\n")
        at = frame.x(year - 0.9)
        labels.append(Label(at, frame.y(value) + 18, first, "start", INK_2))
        labels.append(Label(at, frame.y(value) + 18 + LINE_HEIGHT, second, "start", INK_2))
    return [*labels, *_apart(ends)], leaders


def _apart(groups: list[list[Label]]) -> list[Label]:
    """Names at the ends of lines, moved so that each keeps its own two lines."""
    placed: list[list[Label]] = []
    for group in sorted(groups, key=lambda labels: labels[0].y):
        least = placed[-1][-1].y + LINE_HEIGHT + 2 if placed else group[0].y
        shift = max(0.0, least - group[0].y)
        placed.append([replace(label, y=label.y + shift) for label in group])
    return [label for group in placed for label in group]


def _meet(chart: LineChart, frame: Frame) -> bool:
    """Do several lines end at the right edge, one above the other?"""
    return sum(series.points[-1].x == frame.x1 for series in chart.series) > 1


def _last(name: str, end: Point, colour: str, frame: Frame, *, over: bool = False) -> list[Label]:
    x, y = frame.x(end.x), frame.y(end.y)
    if frame.width != WIDE and x > frame.inner_width - 60:
        words = [f"{name}:", end.shown] if name else [end.shown]
        above = over or y >= frame.inner_height - 50
        first = y - LINE_HEIGHT * len(words) if above else y + 22
        edge = frame.inner_width + 14
        return [
            Label(edge, first + LINE_HEIGHT * line, text, "end", colour, 650)
            for line, text in enumerate(words)
        ]
    value = f"{end.shown} in {end.x}"
    if not name:
        return [Label(x + 12, y, value, "start", colour, 650)]
    return [
        Label(x + 12, y - 9, name, "start", colour, 650),
        Label(x + 12, y + 9, value, "start", INK),
    ]


def _rivals(
    chart: LineChart, frame: Frame
) -> tuple[list[Label], list[tuple[float, float, float, float]]]:
    """The latest year for which two sources give a figure: both are named there."""
    years: dict[int, list[tuple[Series, Point]]] = {}
    for series in chart.series:
        for point in series.points:
            years.setdefault(point.x, []).append((series, point))
    rival = max((year for year, found in years.items() if len(found) > 1), default=None)
    if rival is None or any(s.style in {"thick", "thin", "dotted"} for s in chart.series):
        return [], []
    pairs = sorted(years[rival], key=lambda pair: pair[1].y)
    labels, leaders = [], []
    for (series, point), above in ((pairs[-1], True), (pairs[0], False)):
        x, y = frame.x(point.x), frame.y(point.y)
        wide = frame.width == WIDE
        far = y - (46 if wide else 52) if above else y + 40
        words = f"{series.name} {rival}: {point.shown}" if wide else f"{series.name}: {point.shown}"
        edge = x - 4 if wide else x + (14 if above else 2)
        labels.append(Label(edge, far, words, "end", LOOKS[series.style][0], 650))
        leaders.append((x - 8, far + (9 if above else -9), x - 1, y + (-8 if above else 9)))
    return labels, leaders
