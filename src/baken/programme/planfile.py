"""Reads a safety plan (YAML) whole into records and readings; what it does not know it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.periods import read_period
from baken.programme.records import (
    COUNTRY,
    Contents,
    Reading,
    Record,
    plain_json,
    refuse_doubles,
    slug,
)
from baken.programme.values import read_value

Node = dict[str, object]
MAX_BYTES = 2_000_000
Shape = tuple[str, tuple[str, ...], str]  # kind, fields that make the key, field of the name
FLAT: dict[str, Shape] = {
    "besluitvorming": ("decision", ("datum", "orgaan"), "wat"),
    "moties": ("motion", ("id",), "onderwerp"),
    "bbv_verplicht": ("mandatory", ("id",), "naam"),
    "eerdere_plannen": ("earlier_plan", ("naam",), "naam"),
    "historische_doelen": ("historic_target", ("indicator",), "indicator"),
    "streefwaarden": ("target", ("indicator", "jaar"), "indicator"),
    "uitvoeringsplannen": ("year_plan", ("jaar",), "jaar"),
    "budget": ("budget_line", ("programma", "jaar"), "programma"),
    "budget_randvoorwaarden": ("budget_condition", ("onderwerp",), "onderwerp"),
    "rapportage_afspraken": ("commitment", ("onderwerp",), "onderwerp"),
    "partners": ("partner", ("naam",), "naam"),
    "meldkanalen_genoemd": ("channel", ("naam",), "naam"),
}
OTHER = {"meta", "bronnen", "hoofddoel", "themas", "overkoepelend", "indicatoren", "gebied"}
NESTED = {"doelen": "goal", "acties": "action", "context": "fact", "feiten": "fact"}
READ_OUT = re.compile(r"waarden|per_1000|vergelijking|metingen|per_wijk_(\d{4})")
PLACES = {"Nederland": COUNTRY}


class _Loader(yaml.SafeLoader):
    """Keeps every decimal as written and refuses a key that stands twice."""


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
    _join_cut_text(node)
    keys = [loader.construct_object(key) for key, _value in node.value]
    if double := next((key for key in keys if keys.count(key) > 1), None):
        message = _("Regel %(line)s: ‘%(key)s’ staat er twee keer.")
        place = {"line": node.start_mark.line + 1, "key": double}
        raise ValidationError(message, params=place)
    return loader.construct_mapping(node, deep=True)


def _join_cut_text(node: yaml.MappingNode) -> None:
    """In `{a: one, two words}` YAML takes 'two words' for a key without a value.

    It is the rest of the text before it, so it is put back there.
    """
    kept: list[tuple[yaml.Node, yaml.Node]] = []
    for key, value in node.value:
        cut = isinstance(value, yaml.ScalarNode) and value.value == "" and value.style is None
        if cut and kept and " " in str(key.value) and isinstance(kept[-1][1], yaml.ScalarNode):
            kept[-1][1].value += f", {key.value}"
        else:
            kept.append((key, value))
    node.value = kept


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_plan(raw: bytes) -> Contents:
    """The whole plan. Raises ValidationError with one clear sentence at the first fault."""
    data = _load(raw)
    municipality = _mapping_of(_need(_mapping_of(data.get("meta"), "meta"), "gemeente"), "gemeente")
    area = str(_need(municipality, "code"))
    records = [*_all_records(data)]
    readings = [
        reading
        for item in _items(data.get("indicatoren"), "indicatoren")
        for reading in _readings(item, area)
    ]
    check_records(records)
    refuse_doubles(readings)
    return Contents(tuple(records), tuple(readings), f"{area}:{records[0].key}")


def _load(raw: bytes) -> Node:
    if len(raw) > MAX_BYTES:
        raise ValidationError(_("Dit bestand is te groot voor een plan (meer dan 2 MB)."))
    try:
        data = yaml.load(raw.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError, TypeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = _(" (regel %(line)s)") % {"line": line + 1} if line is not None else ""
        raise ValidationError(_("Dit is geen leesbaar YAML-bestand%s.") % where) from error
    sections = _mapping_of(data, _("het bestand"))
    if unknown := sorted(set(sections) - set(FLAT) - OTHER - {"bbv_bron"}):
        message = _("Onderdeel ‘%(name)s’ is onbekend. Het plan is niet ingelezen.")
        raise ValidationError(message, params={"name": unknown[0]})
    return sections


def _all_records(data: Node) -> Iterator[Record]:
    meta = _mapping_of(data.get("meta"), "meta")
    plan = _mapping_of(_need(meta, "plan"), "plan")
    key = f"{plan.get('kort') or slug(plan.get('naam'))}-{plan.get('van')}-{plan.get('tot')}"
    aim = _mapping_of(data.get("hoofddoel") or {}, "hoofddoel")
    details = {**_details(meta), "hoofddoel": plain_json(aim.get("tekst"))}
    yield Record("plan", key, str(_need(plan, "naam")), details=details, sources=_sources(aim))
    yield from _source_records(data)
    for section, kind in (("themas", "theme"), ("overkoepelend", "overarching")):
        for position, item in enumerate(_items(data.get(section), section)):
            yield from _tree(kind, item, key, position)
    for position, item in enumerate(_items(data.get("indicatoren"), "indicatoren")):
        yield _plain(("indicator", ("id",), "naam"), item, key, position, skip=READ_OUT)
    for section, shape in FLAT.items():
        for position, item in enumerate(_items(data.get(section), section)):
            extra = _sources({"bron": data.get("bbv_bron")}) if section == "bbv_verplicht" else ()
            yield _plain(shape, item, key, position, extra=extra)
    if area := data.get("gebied"):
        yield Record("area", "gebied", _("Gebied"), key, 0, _details(_mapping_of(area, "gebied")))


def _source_records(data: Node) -> Iterator[Record]:
    listed = _mapping_of(data.get("bronnen") or {}, "bronnen")
    for position, (key, item) in enumerate(listed.items()):
        source = _mapping_of(item, key)
        yield Record("source", key, str(_need(source, "titel")), "", position, _details(source))
    for position, url in enumerate(sorted(set(_urls(data)))):
        host = url.split("/")[2]
        yield Record("source", url, host, "", len(listed) + position, {"url": url, "soort": None})


def _urls(value: object) -> Iterator[str]:
    """Sources that stand in the plan as a bare address instead of a key of the list."""
    if isinstance(value, dict):
        for key, item in value.items():
            if str(key).endswith("bron"):
                named = item if isinstance(item, list) else [item]
                yield from (url for url in named if isinstance(url, str) and "://" in url)
            if isinstance(item, dict | list):
                yield from _urls(item)
    elif isinstance(value, list):
        for item in value:
            yield from _urls(item)


def _tree(kind: str, item: Node, parent: str, position: int) -> Iterator[Record]:
    children = {name: item.get(name) for name in NESTED if name in item}
    own = {name: value for name, value in item.items() if name not in NESTED}
    record = _plain((kind, ("id",), "naam"), own, parent, position)
    yield record
    for section, nodes in children.items():
        for number, child in enumerate(_items(nodes, section)):
            named = {"id": f"{record.key}.F{number + 1}", "naam": child.get("feit")}
            full = {**named, **child} if NESTED[section] == "fact" else child
            yield from _tree(NESTED[section], full, record.key, number)


def _plain(
    shape: Shape,
    item: Node,
    parent: str,
    position: int,
    *,
    skip: re.Pattern[str] | None = None,
    extra: tuple[str, ...] = (),
) -> Record:
    kind, fields, name = shape
    parts = [str(_need(item, part)) for part in fields]
    own = parts[0] if fields == ("id",) else f"{kind}:{slug('-'.join(parts))}"
    key = str(item.get("id") or own)  # a statement keeps its number when its words change
    kept = {field: value for field, value in item.items() if not (skip and skip.fullmatch(field))}
    title = str(_need(item, name))
    return Record(kind, key, title, parent, position, _details(kept), _sources(item) + extra)


def _readings(item: Node, area: str) -> Iterator[Reading]:
    key, sources = str(_need(item, "id")), _sources(item)

    def reading(period: object, value: object, place: str = area, measure: str = "") -> Reading:
        when = read_period(period)
        return Reading(key, measure, when, place, read_value(value), {}, sources)

    for year, value in _mapping_of(item.get("waarden") or {}, key).items():
        yield reading(year, value)
    for year, value in _mapping_of(item.get("per_1000") or {}, key).items():
        yield reading(year, value, measure="per_1000_inw")
    for place, series in _mapping_of(item.get("vergelijking") or {}, key).items():
        for year, value in _mapping_of(series, key).items():
            yield reading(year, value, place=PLACES.get(place, place))
    for name in item:
        if (match := READ_OUT.fullmatch(name)) and match[1]:
            for place, value in _mapping_of(item[name], name).items():
                yield reading(match[1], value, place=place)
    for event in _items(item.get("metingen"), "metingen"):
        yield from _event(key, event, area)


def _event(key: str, event: Node, area: str) -> Iterator[Reading]:
    """A count over an odd period, with whatever the source said beside it."""
    period, sources = read_period(_need(event, "periode")), _sources(event)
    values = {"": event.get("waarde")}
    values |= {name: value for name, value in event.items() if name.endswith("_pct")}
    note = {k: v for k, v in event.items() if k not in {"periode", "waarde", "bron", *values}}
    for measure, value in values.items():
        note_here = _details(note) if measure == "" else {}
        yield Reading(key, measure, period, area, read_value(value), note_here, sources)


def check_records(records: list[Record]) -> None:
    """Keys are unique, and sources and indicators that are named exist. ValidationError if not."""
    keys = [(record.kind, record.key) for record in records]
    known = {key for kind, key in keys if kind == "source"}
    indicators = {key for kind, key in keys if kind == "indicator"}
    for number, record in enumerate(records):
        params = {"name": record.name, "key": record.key}
        if keys[number] in keys[:number]:
            raise ValidationError(_("‘%(key)s’ staat twee keer in het plan."), params=params)
        for source in record.sources:
            if source not in known:
                message = _("‘%(name)s’ noemt bron %(source)s. Die staat niet bij de bronnen.")
                raise ValidationError(message, params=params | {"source": source})
        for indicator in _linked(record, "indicatoren", "indicator"):
            if indicator not in indicators:
                message = _("‘%(name)s’ noemt indicator %(indicator)s. Die is er niet.")
                raise ValidationError(message, params=params | {"indicator": indicator})
        for action in _linked(record, "acties"):
            if ("action", action) not in keys:
                message = _("‘%(name)s’ noemt actie %(action)s. Die is er niet.")
                raise ValidationError(message, params=params | {"action": action})


def _linked(record: Record, many: str, one: str = "") -> list[object]:
    """The keys that a statement names; only a target names its indicator by key alone."""
    listed = record.details.get(many)
    found = list(listed) if isinstance(listed, list) else []
    return [*found, record.details.get(one)] if record.kind == "target" and one else found


def _details(item: Node) -> dict[str, object]:
    """Everything the plan says of a thing but its sources, name and number."""
    kept = {key: value for key, value in item.items() if key not in {"bron", "id", "naam", "feit"}}
    return {key: plain_json(value) for key, value in kept.items()}


def _sources(item: Node) -> tuple[str, ...]:
    found: list[str] = []
    for field in ("bron", "realisatie_bron"):
        value = item.get(field)
        found += [str(key) for key in (value if isinstance(value, list) else [value]) if key]
    return tuple(dict.fromkeys(found))


def _need(item: Node, field: str) -> object:
    if item.get(field) in (None, ""):
        raise ValidationError(
            _("Hier ontbreekt ‘%(field)s’: %(item)s"),
            params={"field": field, "item": str(plain_json(item))[:120]},
        )
    return item[field]


def _mapping_of(value: object, name: object) -> Node:
    if not isinstance(value, dict):
        message = _("‘%(name)s’ moet uit namen met waarden bestaan.")
        raise ValidationError(message, params={"name": name})
    return {str(key): item for key, item in value.items()}


def _items(value: object, name: str) -> list[Node]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValidationError(_("‘%(name)s’ moet een lijst zijn."), params={"name": name})
    return [_mapping_of(item, name) for item in value]
