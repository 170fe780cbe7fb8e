"""Figures in the files of police, CBS and RIVM, and in a municipality's own tables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .words import Value, Wrong, period_of, value_of

Row = dict[str, Any]
Found = tuple[str, str, str, str, Value, list[str]]  # indicator, measure, period, area
Identity = tuple[str, str, str, str]
ENDS = ("low", "high")
NOTHING = Value("")
CODE = re.compile(r"NL\d{2}|GM\d{4}|WK\d{6}|BU\d{8}", re.ASCII)


def shaped(text: str, known: Row, home: str) -> Iterator[Found]:
    """A file that says everything itself: which columns it has tells which file it is."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    header = list(rows[0]) if rows else []
    shape = next((one for one in known["shapes"] if one["header"] == header), None)
    if shape is None:
        raise Wrong("de kolommen van dit bestand kent de bundel niet")
    for row in rows:
        if shape["kind"] == "crimes":
            yield from _crimes(shape, row, home)
        else:
            for column, indicator in shape["columns"].items():
                value = value_of(row[column])
                yield (indicator, "", row["jaar"].strip(), row["regiocode"].strip(), value,
                       [shape["source"]])  # fmt: skip


def _crimes(shape: Row, row: Row, home: str) -> Iterator[Found]:
    table = shape["tables"][row["bron_tabel"]]
    for column in [shape["main"], *shape["measures"]]:
        if column == shape["main"] or row[column]:
            measure = "" if column == shape["main"] else column
            yield (table["indicator"], measure, row["jaar"].strip(), home, value_of(row[column]),
                   [table["source"]])  # fmt: skip


def by_recipe(text: str, recipe: Row, catalogue: Row, home: str) -> Iterator[Found]:
    """A table whose columns are read as its recipe says."""
    readers = {"records": _records, "odata": _odata, "portal": _portal}
    rows = readers[recipe["layout"]](text, recipe, catalogue["labels"])
    margins = catalogue["margins"] if recipe["margins"] else {}
    apart: dict[str, dict[Identity, Value]] = {"value": {}, "low": {}, "high": {}}
    cited: dict[Identity, list[str]] = {}
    for row in rows:
        if not (area := _area(row, recipe, home)):
            continue
        for name, measure, period, where, value, sources in _of_row(row, recipe, area):
            if not margins:
                yield name, measure, period, where, value, sources
                continue
            key = (name, measure, period, where)
            apart[margins[_said(row, recipe["margins"])]][key] = value
            cited.setdefault(key, sources)
    for key, value in apart["value"].items():
        low, high = (apart[end].get(key, NOTHING).number for end in ENDS)
        yield *key, replace(value, low=low, high=high), cited[key]


def _of_row(row: Row, recipe: Row, area: str) -> Iterator[Found]:
    if any(_said(row, name) != due for name, due in recipe["only"].items()):
        return
    kind = ""
    if recipe["category"]:
        said = _said(row, recipe["category"])
        kind = recipe["codes"].get(said) or recipe["codes"].get(said.split(" ")[0])
        if kind is None:
            return
    label = _said(row, recipe["period"])
    early = "voorlopig" if label.endswith("*") else ""
    status = early or _said(row, recipe["status_field"]) or recipe["status"]
    cited = [_said(row, recipe["source_field"]) or recipe["source"]]
    for column in recipe["columns"]:
        cell = row[column["field"]]
        if cell is None:
            continue
        value = value_of(cell, recipe["decimal"], recipe["empty"])
        value = replace(value, status=value.status or status)
        if column["low"] and column["high"]:
            ends = [value_of(row[column[end]], recipe["decimal"]).number for end in ENDS]
            value = replace(value, low=ends[0], high=ends[1])
        name = column["indicator"] or kind
        yield name, column["measure"], period_of(label.rstrip("*")), area, value, cited


def _said(row: Row, name: str) -> str:
    return str(row[name] or "").strip() if name else ""


def _area(row: Row, recipe: Row, home: str) -> str:
    """Our code of the area that the row is about; '' for one that is not ours."""
    if not recipe["area"]:
        return home
    text = _said(row, recipe["area"])
    code = recipe["concordance"].get(text, text)
    if not CODE.fullmatch(code):
        return str(recipe["names"].get(code, ""))
    if code.startswith("NL"):
        return "NL01"
    return code if code[2:6] == home[2:] else ""


def _plain(name: str, recipe: Row) -> str:
    """GeregistreerdeMisdrijven_1 -> GeregistreerdeMisdrijven, in tables that we know."""
    return re.sub(r"_\d{1,3}$", "", name.strip()) if recipe["table"] else name.strip()


def _records(text: str, recipe: Row, _labels: Row) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=recipe["delimiter"])
    header = next((line for line in lines if len(line) > 1), [])
    names = [_plain(name, recipe) for name in header]
    for line in lines:
        if len(line) == len(names):
            yield dict(zip(names, line, strict=True))


def _odata(text: str, recipe: Row, _labels: Row) -> Iterator[Row]:
    reader = json.JSONDecoder(parse_float=str, parse_int=str)
    at, text = 0, text.strip()
    while at < len(text):
        page, at = reader.raw_decode(text, at)
        at += len(text[at:]) - len(text[at:].lstrip(" \r\n\t,"))
        for one in _pages(page):
            yield {_plain(name, recipe): cell for name, cell in one.items()}


def _pages(page: Any) -> Iterator[Row]:
    """The rows of a page, of a list of pages, or of a list of rows."""
    if isinstance(page, dict):
        yield from page["value"]
        return
    for one in page:
        yield from one["value"] if isinstance(one.get("value"), list) else [one]


def _portal(text: str, recipe: Row, labels: Row) -> Iterator[Row]:
    """A table with titles above its columns: what they say of each column is put together."""
    roles = {label: role for role in ("area", "period", "category") for label in labels[role]}
    roles["Onderwerp"] = "measure"
    above: dict[str, list[str]] = {}
    fixed: dict[str, str] = {}
    down = ""
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=recipe["delimiter"]):
        name, colon, said = (line or [""])[0].partition(":")
        if len(line) < 2 and not down and colon and name.strip() in roles:
            fixed[roles[name.strip()]] = said.strip()
        elif len(line) > 1 and line[0].strip() in roles:
            down = roles[line[0].strip()]
            above[down] = line[1:]
        elif len(line) > 1:
            heads = {role: cells for role, cells in above.items() if role != down}
            yield from _across(line, heads, fixed | {down: line[0]}, recipe, labels)


def _across(
    line: list[str], heads: dict[str, list[str]], fixed: dict[str, str], recipe: Row, labels: Row
) -> Iterator[Row]:
    fields = {recipe[role]: role for role in ("area", "period", "category") if recipe[role]}
    for at, cell in enumerate(line[1:]):
        said = {role: cells[at] for role, cells in heads.items()} | fixed
        field = labels["measures"].get(said.get("measure", "").strip())
        row: Row = {column["field"]: None for column in recipe["columns"]}
        if field in row:
            row |= {name: said.get(role, "") for name, role in fields.items()}
            yield row | {field: cell}
