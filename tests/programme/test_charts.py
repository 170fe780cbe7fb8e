"""Charts: lines that stay apart, two widths, and SVG that a strict CSP lets through."""

import itertools
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from baken.programme.charts.draw import CLASSES, Order, _svg
from baken.programme.charts.frame import Label, nice_ceiling, spread
from baken.programme.charts.shapes import BarChart, Break, Chart, LineChart, Point, Series, Spark


def points(values: dict[int, float]) -> tuple[Point, ...]:
    return tuple(Point(year, Decimal(str(value)), str(value)) for year, value in values.items())


RIVALS = LineChart(
    "Misdrijven <2010>",
    "Lijn & punten",
    (
        Series("CBS", points({2018: 3785, 2019: 3885, 2020: 4285})),
        Series("Raadsmemo", points({2018: 3750, 2019: 3820}), "triangles"),
        Series("Politie", points({2022: 3843, 2023: 3605, 2024: 3597}), "squares"),
    ),
    (Break(2020, 2022, "breuk: andere bron"),),
    (2023, Decimal(3605), "nulmeting\n2023: 3.605"),
)
BARS = BarChart(
    "Straatroof", "Staven", points({2014: 22, 2019: 39}), Decimal(11), ("doel: 11", "of minder")
)
CHARTS: list[tuple[Chart, int]] = [
    (RIVALS, 820),
    (RIVALS, 358),
    (BARS, 380),
    (Spark(points({2012: 26.8, 2020: 17.3})), 132),
    (LineChart("Een", "Een punt", (Series("x", points({2019: 48})),)), 358),
]


def test_a_missing_year_leaves_the_line_open() -> None:
    parts = Series("x", points({2010: 52, 2014: 22, 2018: 26, 2019: 39})).segments()
    assert [[point.x for point in part] for part in parts] == [[2010], [2014], [2018, 2019]]
    surveys = Series("x", points({2012: 1, 2016: 2, 2020: 3})).segments()
    assert len(surveys) == 1


@pytest.mark.parametrize(("chart", "width"), CHARTS)
def test_the_drawing_is_clean(chart: Chart, width: int) -> None:
    svg = _svg(Order(chart, width))
    assert not re.search(r"style|script|\son\w+=|href|font-family|foreignObject", svg)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox", "").startswith(f"0 0 {width} ")
    assert root.get("class") == CLASSES[width]
    named = root.get("aria-labelledby")
    assert (named is None) == isinstance(chart, Spark)
    ids = [item.get("id") for item in root.iter() if item.get("id")]
    assert ids == (named.split() if named else [])
    assert _svg(Order(chart, width)) == svg


def test_rivals_are_named_and_never_joined() -> None:
    svg = _svg(Order(RIVALS, 820))
    for text in ("CBS 2019: 3885", "Raadsmemo 2019: 3820", "breuk: andere bron", "2023: 3.605"):
        assert f">{text}</" in svg
    assert "CBS 2018: 3785" in svg  # each mark says its value
    root = ElementTree.fromstring(svg)
    reach = max(float(line.get("x2", 0)) for line in root.iter("{http://www.w3.org/2000/svg}line")
                if line.get("stroke") == "#0B4F6C")  # fmt: skip
    assert reach < 656 / 6 + 1  # one year wide at most: nothing crosses the break


def test_the_key_follows_the_content() -> None:
    other = LineChart(RIVALS.title, RIVALS.description, RIVALS.series[:1])
    keys = {Order(RIVALS, 820).key, Order(RIVALS, 358).key, Order(other, 820).key}
    assert len(keys) == 3
    assert Order(RIVALS, 820).key == Order(RIVALS, 820).key


def test_labels_do_not_lie_on_each_other() -> None:
    placed = spread([Label(0, 100, "a"), Label(0, 96, "b"), Label(0, 99, "c")], 110)
    gaps = [b.y - a.y for a, b in itertools.pairwise(placed)]
    assert min(gaps) >= 17
    assert placed[-1].y <= 110


@pytest.mark.parametrize(
    ("top", "nice"), [(5980, 6000), (52, 60), (533, 600), (26.8, 30), (0, 1), (9, 9), (1.2, 1.5)]
)
def test_scales_end_on_round_numbers(top: float, nice: float) -> None:
    assert nice_ceiling(top) == nice
