"""The indicators that come with the program (data/definitions.yaml). Needs no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import yaml

from baken.programme.catalog import DATA
from baken.programme.records import Record


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / "definitions.yaml").read_text("utf-8"))
    return data


def shipped() -> dict[str, dict[str, Any]]:
    """Key of an indicator -> its name, direction and versions."""
    found: dict[str, dict[str, Any]] = _data()["indicators"]
    return found


def shipped_sources() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = _data()["sources"]
    return found


def records_of(keys: Iterable[str], sources: Iterable[str]) -> list[Record]:
    """The shipped indicators and sources with these keys, as statements beside the plan."""
    cited = [key for key in dict.fromkeys(sources) if key in shipped_sources()]
    found = []
    for position, key in enumerate(key for key in dict.fromkeys(keys) if key in shipped()):
        item = shipped()[key]
        last = item["versions"][-1]
        details = {"eenheid": last["eenheid"], "richting": _words(item["richting"]),
                   "bron_tabel": last.get("tabel")}  # fmt: skip
        cited.append(item["bron"])
        found.append(Record("indicator", key, item["naam"], "", 200 + position, details,
                            (item["bron"],)))  # fmt: skip
    titles = shipped_sources()
    return found + [
        Record("source", key, titles[key]["titel"], "", 100 + position, dict(titles[key]))
        for position, key in enumerate(dict.fromkeys(cited))
    ]


def _words(direction: str) -> str:
    words = {"lower": "lager is beter", "higher": "hoger is beter", "neutral": "neutraal"}
    return words[direction]


def shipped_unit(indicator: str, start: date) -> str:
    """The unit that a shipped indicator has in a period from this day; '' for another."""
    versions = shipped().get(indicator, {"versions": []})["versions"]
    fits = [one for one in versions if one.get("sinds", 0) <= start.year]
    return str(fits[-1]["eenheid"]) if fits else ""
