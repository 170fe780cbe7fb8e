"""Loading the tree of kinds: versioned data with source and date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from baken.core.calendar import RuleSet
from baken.core.terms import Span
from baken.reports.models import Category

FILE = Path(__file__).parent / "data" / "categories.yaml"
Raw = dict[str, Any]


def load() -> None:
    """Add the version in the file unless it is there; a version that is there never changes."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    known = Category.objects.using("keeper")
    if known.filter(version=raw["version"]).exists():
        return
    rows = list(read_tree(raw))
    mains = [row for row in rows if row.parent_id is None]
    known.bulk_create(mains)
    known.bulk_create([row for row in rows if row.parent_id is not None])


def key_of(version: int, code: str) -> UUID:
    """The key of a category: the same in every database."""
    return uuid5(NAMESPACE_URL, f"baken:reports:category:{version}:{code}")


@dataclass
class _Head:
    """What all entries of one version share."""

    version: int
    valid_from: date
    source: str
    rules: str


def read_tree(raw: Raw) -> Iterator[Category]:
    """The rows of one version, parents first. KeyError or ValueError names what is wrong."""
    valid_from = date.fromisoformat(str(raw["valid_from"]))
    head = _Head(raw["version"], valid_from, raw["source"], RuleSet(raw["rules"]).value)
    for position, main in enumerate(raw["categories"]):
        yield _row(head, main, None, position)
        for place, kind in enumerate(main["kinds"]):
            inherited = {key: main[key] for key in ("icon", "read", "answer")}
            inherited["careful"] = main.get("careful", False)
            yield _row(head, {**inherited, **kind}, main["code"], place)


def _row(head: _Head, entry: Raw, parent: str | None, position: int) -> Category:
    hint = entry.get("hint", {})
    return Category(
        id=key_of(head.version, entry["code"]),
        version=head.version,
        code=entry["code"],
        parent_id=key_of(head.version, parent) if parent else None,
        position=position,
        title_nl=entry["title"]["nl"],
        title_en=entry["title"]["en"],
        example_nl=entry.get("example", {}).get("nl", ""),
        example_en=entry.get("example", {}).get("en", ""),
        hint_nl=hint.get("nl", ""),
        hint_en=hint.get("en", ""),
        icon=entry["icon"],
        careful=entry.get("careful", False),
        read_within=str(Span.parse(entry["read"])),
        answer_within=str(Span.parse(entry["answer"])),
        rules=head.rules,
        source=head.source,
        valid_from=head.valid_from,
    )
