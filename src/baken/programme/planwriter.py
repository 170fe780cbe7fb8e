"""Writes a safety plan back as the YAML that `planfile` reads: without loss, always the same bytes.

What a plan says is kept; its comments and the order of its fields are not. Fields come in the
order of `ORDER`, then by name, so that the same plan is the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from baken.programme.planfile import FLAT
from baken.programme.records import COUNTRY, Contents, Reading, Record, slug
from baken.programme.values import EMPTY, Value

Node = dict[str, Any]
ORDER = (
    "id", "datum", "orgaan", "wat", "naam", "kort", "code", "indicator", "onderwerp", "programma",
    "feit", "titel", "url", "soort", "jaar", "periode", "van", "tot", "eigenaar", "partners",
    "start", "eind", "status", "randvoorwaarde", "rapportage", "rol", "eenheid", "richting",
    "lasten", "baten", "bron", "doelen", "acties", "indicatoren", "context", "feiten",
)  # fmt: skip
SECTIONS = ("besluitvorming", "hoofddoel", "themas", "overkoepelend", "moties", "indicatoren",
            "streefwaarden", "bbv_verplicht", "eerdere_plannen", "historische_doelen",
            "uitvoeringsplannen", "budget", "budget_randvoorwaarden", "rapportage_afspraken",
            "partners", "meldkanalen_genoemd", "gebied")  # fmt: skip
UNDER = {"goal": "doelen", "action": "acties"}
SIGNS = {EMPTY: None, "ontbreekt bij de bron": ".", "geheim": "x", "nihil": "-"}
_NUMBER = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_WHOLE = re.compile(r"0|[1-9]\d*")


def write_plan(contents: Contents) -> bytes:
    """The plan as a file. Reading it gives the same contents again."""
    known: dict[str, list[Record]] = {}
    for record in sorted(contents.records, key=lambda record: record.position):
        known.setdefault(record.kind, []).append(record)
    (plan,) = known["plan"]
    area = contents.plan.partition(":")[0]
    tree: Node = {"meta": _ordered(_without(plan.details, "hoofddoel")), "bronnen": _sources(known)}
    made: Node = {
        "hoofddoel": {"tekst": plan.details.get("hoofddoel"), **_cited(plan)},
        "themas": [_branch(one, known) for one in known.get("theme", [])],
        "overkoepelend": [_branch(one, known) for one in known.get("overarching", [])],
        "indicatoren": [
            _indicator(one, [r for r in contents.readings if r.indicator == one.key], area)
            for one in known.get("indicator", [])
        ],
        "gebied": next((one.details for one in known.get("area", [])), None),
        **{name: _flat(name, known.get(shape[0], [])) for name, shape in FLAT.items()},
    }
    tree |= {name: _ordered(made[name]) for name in SECTIONS if made[name]}
    return _dumped(tree).encode()


def _without(details: Node, *names: str) -> Node:
    return {name: value for name, value in details.items() if name not in names}


def _cited(record: Record) -> Node:
    """The field `bron`, but for the sources that another field names already."""
    said = record.details.get("realisatie_bron")
    elsewhere = said if isinstance(said, list) else [said]
    keys = [key for key in record.sources if key not in elsewhere]
    return {"bron": keys[0] if len(keys) == 1 else keys} if keys else {}


def _sources(known: dict[str, list[Record]]) -> Node:
    """The listed sources; a bare address is a source where it is named."""
    listed = [record for record in known.get("source", []) if "://" not in record.key]
    return {record.key: _ordered(record.details) for record in listed}


def _branch(record: Record, known: dict[str, list[Record]]) -> Node:
    """A theme, goal or action with everything under it."""
    node: Node = {"id": record.key, "naam": record.name, **record.details, **_cited(record)}
    for kind, section in UNDER.items():
        children = [one for one in known.get(kind, []) if one.parent == record.key]
        if children:
            node[section] = [_branch(one, known) for one in children]
    facts = [one for one in known.get("fact", []) if one.parent == record.key]
    if facts:
        section = "feiten" if record.kind == "overarching" else "context"
        node[section] = [_fact(one, f"{record.key}.F{n}") for n, one in enumerate(facts, start=1)]
    return node


def _fact(record: Record, usual: str) -> Node:
    own = {} if record.key == usual else {"id": record.key}
    return {**own, "feit": record.name, **record.details, **_cited(record)}


def _flat(section: str, records: Iterable[Record]) -> list[Node]:
    kind, fields, name = FLAT[section]
    return [_item(record, kind, fields, name) for record in records]


def _item(record: Record, kind: str, fields: tuple[str, ...], name: str) -> Node:
    """One of a list; it says its number only where its words no longer give it."""
    node: Node = {name: record.name, **record.details, **_cited(record)}
    usual = "" if fields == ("id",) else f"{kind}:{slug('-'.join(str(node[f]) for f in fields))}"
    return node if record.key == usual else {"id": record.key, **node}


def _indicator(record: Record, readings: list[Reading], area: str) -> Node:
    node: Node = {"id": record.key, "naam": record.name, **record.details, **_cited(record)}
    events: dict[tuple[str, tuple[str, ...]], Node] = {}
    for one in readings:
        value, year = _value(one.value), one.period.year
        plain = year is not None and not one.note and one.sources == record.sources
        if plain and (one.measure, one.area) == ("", area):
            node.setdefault("waarden", {})[one.period.text] = value
        elif plain and (one.measure, one.area) == ("per_1000_inw", area):
            node.setdefault("per_1000", {})[one.period.text] = value
        elif plain and one.measure == "" and one.area[:2] in {"WK", "BU"}:
            node.setdefault(f"per_wijk_{year}", {})[one.area] = value
        elif plain and one.measure == "":
            place = "Nederland" if one.area == COUNTRY else one.area
            node.setdefault("vergelijking", {}).setdefault(place, {})[one.period.text] = value
        else:
            event = events.setdefault((one.period.text, one.sources), _event(one))
            event |= {one.measure or "waarde": value, **one.note}
    if events:
        node["metingen"] = list(events.values())
    return node


def _event(reading: Reading) -> Node:
    """The beginning of a count over an odd period."""
    sources = list(reading.sources)
    cited = {"bron": sources[0] if len(sources) == 1 else sources} if sources else {}
    return {"periode": reading.period.text, **cited}


def _value(value: Value) -> object:
    if value.amount is None:
        return SIGNS.get(value.missing)
    return f"{value.bound}{value.amount}" if value.bound else _Plain(value.amount)


class _Plain(str):
    """A number as the source printed it; YAML writes it without quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Long lines, no aliases, numbers and days without quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    tag = "str"
    if isinstance(value, _Plain) or _NUMBER.fullmatch(value):
        tag = "float" if "." in value else "int"
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", value) and _is_day(value):
        tag = "timestamp"
    style = "|" if tag == "str" and "\n" in value else None
    return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", value, style)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Plain, _text)


def _dumped(tree: Node) -> str:
    return "\n".join(_part({name: part}) for name, part in tree.items())


def _part(part: Node) -> str:
    """One section: lists of lists as blocks, what is flat on one line."""
    return yaml.dump(
        part, Dumper=_Dumper, default_flow_style=None, sort_keys=False, allow_unicode=True,
        width=10_000,
    )  # fmt: skip


def _ordered(value: object) -> object:
    """Fields in one order, and years as the numbers they are."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (_place(name), name))
        return {_key(name): _ordered(value[name]) for name in names}
    return [_ordered(item) for item in value] if isinstance(value, list | tuple) else value


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _key(name: str) -> object:
    return int(name) if _WHOLE.fullmatch(name) else name
