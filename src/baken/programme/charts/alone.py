"""A drawing that stands by itself, on another site: heading, drawing, legend, source in one SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.etree import ElementTree

from baken.programme.charts.shapes import ACCENT, INK, INK_2, INK_3
from baken.programme.charts.svg import NAMESPACE

LETTER = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', 'Noto Sans', Arial, sans-serif"
INKS = {"acc": ACCENT, "ax": INK_2, "mut": INK_3}
KEPT_WIDTH = 150
HATCH = "M1 7l6-6M1 13L13 1M7 13L19 1M13 13l8-8M19 13l2-2"


@dataclass(frozen=True)
class Alone:
    """What stands in it. `legend` are pairs of a colour ('' is hatched) and its words."""

    title: str
    unit: str
    svg: str
    source: str
    legend: Sequence[tuple[str, str]] = ()


def stand_alone(one: Alone) -> str:
    """The whole as one SVG that needs no style sheet, with title and description for who hears."""
    inner = ElementTree.fromstring(_named(one.svg))  # noqa: S314 (our own drawing)
    width, height = (float(part) for part in inner.get("viewBox", "0 0 1 1").split()[2:])
    root = ElementTree.Element(f"{{{NAMESPACE}}}svg", {"role": "img", "font-family": LETTER})
    said = inner.findtext(f"{{{NAMESPACE}}}desc") or one.unit
    for name, text in (("title", one.title), ("desc", f"{said} {one.source}".strip())):
        _add(root, name, {"id": name}, text)
    root.set("aria-labelledby", "title desc")
    ground = _add(root, "rect", {"width": f"{width:g}", "fill": "#fff"})
    y = _lines(root, one.title, (14, 26), width, size=18, weight="650")
    y = _lines(root, one.unit, (14, y), width, fill=INK_2)
    _drawing(root, inner, y)
    y = _legend(root, one.legend, y + height + 8, width)
    y = _lines(root, one.source, (14, y + 14), width, fill=INK_3, size=13)
    ground.set("height", f"{y:g}")
    root.attrib |= {"viewBox": f"0 0 {width:g} {y:g}", "width": f"{width:g}", "height": f"{y:g}"}
    return ElementTree.tostring(root, encoding="unicode")


def _named(svg: str) -> str:
    """A drawing for inside a page says nowhere that it is SVG; a file does."""
    return svg if NAMESPACE in svg[:200] else svg.replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1)


def _add(
    into: ElementTree.Element, name: str, attributes: dict[str, str], text: str = ""
) -> ElementTree.Element:
    item = ElementTree.SubElement(into, f"{{{NAMESPACE}}}{name}", attributes)
    item.text = text or None
    return item


def _lines(
    into: ElementTree.Element, text: str, at: tuple[float, float], width: float, *,
    size: int = 14, fill: str = INK, weight: str = "400",
) -> float:  # fmt: skip
    """The text over as many lines as it takes; where the next thing may begin."""
    x, y = at
    for line in wrap(text, int((width - 2 * x) / (size * 0.52))):
        look = {"font-size": f"{size}", "fill": fill, "font-weight": weight}
        _add(into, "text", {"x": f"{x:g}", "y": f"{y:g}", **look}, line)
        y += size * 1.4
    return y


def _drawing(into: ElementTree.Element, inner: ElementTree.Element, y: float) -> None:
    move = {"transform": f"translate(0 {y - 6:g})", "font-size": "14", "fill": INK}
    group = _add(into, "g", move)
    for child in inner:
        if child.tag not in {f"{{{NAMESPACE}}}title", f"{{{NAMESPACE}}}desc"}:
            group.append(child)
    for item in group.iter():
        _plain(item)


def _plain(item: ElementTree.Element) -> None:
    """Colours as attributes instead of classes; a link becomes the group that it draws."""
    ink = INKS.get(item.attrib.pop("class", ""))
    if ink and "fill" not in item.attrib:
        item.set("fill", ink)
    if item.tag == f"{{{NAMESPACE}}}a":
        item.tag = f"{{{NAMESPACE}}}g"
        for name in ("href", "aria-label", "aria-current"):
            item.attrib.pop(name, None)


def _legend(
    into: ElementTree.Element, legend: Sequence[tuple[str, str]], y: float, width: float
) -> float:
    """The keys of a map in rows; where the next thing may begin."""
    if not legend:
        return y
    for row in _rows(legend, int((width - 28) // KEPT_WIDTH)):
        for number, (colour, words) in enumerate(row):
            move = f"translate({14 + number * KEPT_WIDTH} {y:g})"
            key = _add(into, "g", {"transform": move})
            _add(key, "path", {"d": "M.5.5h21v13H.5z", "fill": colour or "#fff", "stroke": INK_3})
            if not colour:
                _add(key, "path", {"d": HATCH, "fill": "none", "stroke": "#8A969F"})
            _add(key, "text", {"x": "30", "y": "12", "font-size": "14", "fill": INK_2}, words)
        y += 24
    return y


def _rows(legend: Sequence[tuple[str, str]], many: int) -> Iterator[Sequence[tuple[str, str]]]:
    yield from (legend[start : start + many] for start in range(0, len(legend), many))
