"""Makes the SVG of vl-convert fit for a page: no styles, no roles of its own, one name."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from baken.programme.charts.shapes import ACCENT, INK, INK_2, INK_3

NAMESPACE = "http://www.w3.org/2000/svg"
KEPT = {
    "path": {"d", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"},
    "line": {"x1", "x2", "y1", "y2", "stroke", "stroke-width", "stroke-dasharray"},
    "text": {"x", "y", "text-anchor", "fill", "font-weight"},
    "g": set(),
    "rect": {"x", "y", "width", "height", "fill"},
}
# What SVG takes of itself.
DEFAULTS = {("stroke-width", "1"), ("font-weight", "400")}
# Text colours that the style sheet knows by class; others stand on a tspan, because the style
# sheet's own colour for `text` would win from a presentation attribute.
TEXT_CLASSES = {ACCENT: "acc", INK_2: "ax", INK_3: "mut", INK: ""}
ElementTree.register_namespace("", NAMESPACE)


def clean(raw: str, *, key: str, css: str, title: str, description: str) -> str:
    """The drawing with a title and description as its accessible name, presentation attributes
    and classes only (the page's Content-Security-Policy allows no inline style).

    `key` makes the ids on the page unique; without a title the drawing is decoration.
    """
    root = ElementTree.fromstring(raw)  # noqa: S314 (our own drawing)
    head = {"class": css, "viewBox": root.get("viewBox", "0 0 1 1")}
    if title:
        head |= {"role": "img", "aria-labelledby": f"{key}-t {key}-d"}
    else:
        head |= {"aria-hidden": "true", "focusable": "false"}
    drawing = ElementTree.Element(f"{{{NAMESPACE}}}svg", head)
    for name, text in (("title", title), ("desc", description)) if title else ():
        item = ElementTree.SubElement(drawing, f"{{{NAMESPACE}}}{name}", {"id": f"{key}-{name[0]}"})
        item.text = text
    for child in root:
        _copy(child, drawing)
    return ElementTree.tostring(drawing, encoding="unicode")


def _copy(source: ElementTree.Element, into: ElementTree.Element) -> None:
    """What draws something, with the attributes that we know; everything else is left out."""
    name = source.tag.partition("}")[2]
    if name not in KEPT or source.get("class") in {"background", "foreground"}:
        return
    kept = {
        key: _rounded(value)
        for key, value in source.attrib.items()
        if key in KEPT[name] and value and (key, value) not in DEFAULTS
    }
    move = _rounded(source.get("transform", ""))
    if move and move != "translate(0,0)":
        kept["transform"] = move
    if name == "text":
        _text(source, kept, into)
        return
    target = into
    if name != "g" or kept:
        target = ElementTree.SubElement(into, f"{{{NAMESPACE}}}{name}", kept)
    if name == "path" and (said := source.get("aria-label")):
        ElementTree.SubElement(target, f"{{{NAMESPACE}}}title").text = said
    for child in source:
        _copy(child, target)


def _text(source: ElementTree.Element, kept: dict[str, str], into: ElementTree.Element) -> None:
    colour = kept.pop("fill", INK)
    if css := TEXT_CLASSES.get(colour):
        kept["class"] = css
    target = ElementTree.SubElement(into, f"{{{NAMESPACE}}}text", kept)
    if colour not in TEXT_CLASSES:
        target = ElementTree.SubElement(target, f"{{{NAMESPACE}}}tspan", {"fill": colour})
    target.text = source.text


def _rounded(text: str) -> str:
    """33.50000000000001 -> 33.5: the same drawing on every machine."""

    def two(match: re.Match[str]) -> str:
        return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")

    return re.sub(r"-?\d+\.\d+", two, text)
