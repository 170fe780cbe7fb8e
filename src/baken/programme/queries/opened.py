"""Open data: figures, counts and papers as plain values, with all that is needed to read them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from baken.programme.catalog import DATA
from baken.programme.ledger.models import Cell, Channel, Withheld
from baken.programme.models import Binding, Definition, Edition, Kind, Observation
from baken.programme.paper.grammar import read_expression
from baken.programme.queries.definitions import definitions
from baken.programme.queries.register import Register, load
from baken.programme.release import said_on
from baken.programme.values import PROVISIONAL, REVISED, SIGNS, signed

Data = dict[str, Any]
UNKNOWN = {"name": "niet nagegaan", "url": None, "checked": False}
MEANS = {
    Withheld.SMALL: "kleiner dan `shown_from`; ook nul kan het zijn",
    Withheld.ALONG: "`shown_from` of meer; weggelaten, anders was een klein getal uit te rekenen",
    Withheld.UNSAID: "weggelaten; of het klein is, zeggen wij niet",
}
LEAST = "dezelfde persoon kan vaker geteld zijn: het zijn er `least` tot en met `amount`"


def signs() -> list[Data]:
    """The signs that sources write in place of a number, or beside one."""
    given = [{"sign": sign, "means": reason} for reason, sign in SIGNS.items()]
    return [
        *given,
        {"sign": "*", "means": f"{PROVISIONAL}, achter een getal"},
        {"sign": "**", "means": f"{REVISED}, achter een getal"},
        {"sign": "<", "means": "minder dan dit getal; meer geeft de bron niet"},
        {"sign": ">", "means": "meer dan dit getal; meer geeft de bron niet"},
        {"sign": "-", "means": "tussen deze twee getallen"},
    ]


@cache
def _licences() -> list[Data]:
    found: list[Data] = yaml.safe_load((DATA / "licences.yaml").read_text("utf-8"))["licences"]
    return found


def licence_of(source: str) -> Data:
    """Under which licence a source may be used again, and whether that was checked."""
    for one in _licences():
        if source == one["begin"] or (one["begin"][-1] == "-" and source.startswith(one["begin"])):
            return {"name": one["naam"], "url": one["url"], "checked": one["nagegaan"]}
    return UNKNOWN


def indicator_data(key: str) -> Data | None:
    """One indicator: how it is counted, its sources, and every current figure. None: unknown."""
    register = load()
    known = definitions(register).get(key)
    rows = list(
        Observation.objects.filter(indicator=key, current=True)
        .select_related("snapshot")
        .defer("snapshot__raw", "snapshot__recipe")
    )
    if known is None and not rows:
        return None
    cited = dict.fromkeys(source for row in rows for source in row.sources)
    files = {row.snapshot_id: row.snapshot for row in rows}.values()
    return {
        **_about(),
        "indicator": key,
        "name": known.name if known else key,
        "definitions": _definitions([key]).get(key, []),
        "sources": sources_of(cited, register),
        "files": [{"name": one.name, "sha256": one.sha256, "retrieved": one.retrieved_at}
                  for one in files],
        "signs": signs(),
        "figures": [_figure(row) for row in rows],
    }  # fmt: skip


def _about() -> Data:
    home = settings.MUNICIPALITY
    return {"municipality": {"code": home.code, "name": home.name}, "language": "nl"}


def _definitions(keys: Iterable[str]) -> dict[str, list[Data]]:
    found: dict[str, list[Data]] = {}
    for row in Definition.objects.filter(indicator__in=list(keys)).order_by("indicator", "number"):
        fields = ("number", "unit", "numerator", "denominator", "table", "direction",
                  "shown_from", "since", "reason", "reference", "checked")  # fmt: skip
        found.setdefault(row.indicator, []).append({name: getattr(row, name) for name in fields})
    return found


def sources_of(keys: Iterable[str], register: Register) -> list[Data]:
    """Title, address and licence of each source."""
    found = []
    for key in keys:
        item = register.one(key, Kind.SOURCE)
        found.append({
            "key": key,
            "title": item.name if item else key,
            "url": item.says("url") if item else None,
            "licence": licence_of(key),
        })  # fmt: skip
    return found


def _figure(row: Observation) -> Data:
    value = row.value
    return {
        "measure": row.measure,
        "period": row.period,
        "area": row.area,
        "value": None if value.amount is None else str(value.amount),
        "bound": value.bound,
        "low": None if value.low is None else str(value.low),
        "high": None if value.high is None else str(value.high),
        "as_written": signed(value, row.status),
        "missing": row.missing,
        "status": row.status,
        "definition": row.definition,
        "sources": row.sources,
        "file": row.snapshot.sha256,
        "retrieved": row.snapshot.retrieved_at,
    }


def counts_data() -> Data:
    """Our own counts, as they left on the channel of open data."""
    counts: dict[str, Data] = {}
    for cell in said_on(Channel.DATA):
        about = {"name": cell.name, "title": cell.title, "counts": cell.counts,
                 "shown_from": cell.shown_from, "cells": []}  # fmt: skip
        counts.setdefault(cell.name, about)["cells"].append(_cell(cell))
    return {
        **_about(),
        "licence": UNKNOWN | {"name": "de gemeente stelt de licentie nog vast"},
        "withheld": {why.value: means for why, means in MEANS.items()},
        "least": LEAST,
        "counts": list(counts.values()),
    }


def _cell(cell: Cell) -> Data:
    return {
        "period": cell.period,
        "part": cell.part,
        "amount": cell.amount,
        "least": cell.least,
        "withheld": cell.withheld,
        "shown_from": cell.shown_from,
        "retrieved": cell.taken_at,
        "snapshot": cell.sha256,
        "commitment": cell.commitment,
    }


def paper_data(edition: Edition) -> Data:
    """Every figure of an edition: what is printed, how it is counted, and what it rests on."""
    register = load()
    bindings = list(Binding.objects.filter(edition=edition).order_by("position"))
    asked = [read_expression(one.expression) for one in bindings]
    keys = {one.key.partition(".")[0] for one in asked if one.kind == "cijfer"}
    cited = _cited(keys)
    figures: list[Data] = [
        {
            "number": row.position,
            "kind": one.kind,
            "key": one.key,
            "rest": list(one.rest),
            "printed": row.printed,
            "citation": row.citation,
            "sources": cited.get((one.key, one.rest[0] if one.rest else "", row.sha256), []),
            "file": row.sha256,
            "retrieved": row.retrieved_at,
        }
        for row, one in zip(bindings, asked, strict=True)
    ]
    used = dict.fromkeys(source for one in figures for source in one["sources"])
    return {
        **_about(),
        "title": edition.title,
        "edition": edition.number,
        "composed": edition.composed_at,
        "manifest": edition.sha256,
        "definitions": _definitions(keys),
        "sources": sources_of(used, register),
        "signs": signs(),
        "withheld": {why.value: means for why, means in MEANS.items()},
        "least": LEAST,
        "figures": figures,
    }


def _cited(keys: set[str]) -> dict[tuple[str, str, str], list[str]]:
    """(figure, period, file) -> keys of its sources, for every version that there ever was."""
    rows = Observation.objects.filter(indicator__in=keys).values_list(
        "indicator", "measure", "period", "snapshot__sha256", "sources"
    )
    return {
        (f"{key}.{measure}" if measure else key, period, file): cited
        for key, measure, period, file, cited in rows
    }
