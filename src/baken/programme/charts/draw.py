"""Draws a chart once for its content and keeps the drawing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from baken.programme.charts.bars import HALF, TINY, bar_spec, spark_spec
from baken.programme.charts.frame import Spec
from baken.programme.charts.lines import NARROW, SMALL, WIDE, line_spec
from baken.programme.charts.shapes import BarChart, Chart, LineChart
from baken.programme.charts.svg import clean
from baken.programme.models import ChartImage

LOOK = 3  # raise it when the look changes: all charts are then drawn anew
CLASSES = {WIDE: "ch only-l", NARROW: "ch only-s", SMALL: "ch", HALF: "ch", TINY: "spark"}


@dataclass(frozen=True)
class Order:
    """A chart at one width."""

    chart: Chart
    width: int

    @property
    def key(self) -> str:
        """The hash over everything that decides how the drawing looks."""
        what = [LOOK, get_language(), type(self.chart).__name__, self.width, asdict(self.chart)]
        return hashlib.sha256(json.dumps(what, default=str).encode()).hexdigest()


def drawn(chart: Chart, *, small: bool = False) -> SafeString:
    """The SVG of a chart; a line chart comes in two widths of which CSS shows one."""
    return drawn_all([chart], small=small)[0]


def drawn_at(chart: Chart, width: int) -> SafeString:
    """The SVG of a chart at one width."""
    return drawn_each([chart], width)[0]


def drawn_each(charts: Sequence[Chart], width: int) -> list[SafeString]:
    """Each chart at one width."""
    return _drawn([[Order(chart, width)] for chart in charts])


def drawn_all(charts: Sequence[Chart], *, small: bool = False) -> list[SafeString]:
    """The SVG of each chart, in one query; what was not drawn yet is drawn and kept."""
    return _drawn([[Order(one, width) for width in _widths(one, small=small)] for one in charts])


def _drawn(orders: list[list[Order]]) -> list[SafeString]:
    """The drawings of each group after each other."""
    keys = {order.key: order for group in orders for order in group}
    found = dict(ChartImage.objects.filter(key__in=keys).values_list("key", "svg"))
    fresh = [ChartImage(key=key, svg=_svg(keys[key])) for key in keys if key not in found]
    if fresh:
        ChartImage.objects.bulk_create(fresh, ignore_conflicts=True)
    found |= {image.key: image.svg for image in fresh}
    # Safe: made by `clean` from our own spec, which escapes every text.
    return [mark_safe("".join(found[o.key] for o in group)) for group in orders]  # noqa: S308


def _widths(chart: Chart, *, small: bool) -> list[int]:
    if isinstance(chart, LineChart):
        return [SMALL] if small else [WIDE, NARROW]
    return [HALF] if isinstance(chart, BarChart) else [TINY]


def _svg(order: Order) -> str:
    import vl_convert  # 84 MB and half a second: only where something is really drawn

    raw = vl_convert.vegalite_to_svg(_spec(order.chart, order.width), vl_version="v5.21")
    about = {"title": order.chart.title, "description": order.chart.description}
    return clean(raw, key=f"c{order.key[:10]}", css=CLASSES[order.width], **about)


def _spec(chart: Chart, width: int) -> Spec:
    if isinstance(chart, LineChart):
        return line_spec(chart, width)
    return bar_spec(chart) if isinstance(chart, BarChart) else spark_spec(chart)
