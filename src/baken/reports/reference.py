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
from baken.reports.codes import Door
from baken.reports.models import Category

FILE = Path(__file__).parent / "data" / "categories.yaml"
Raw = dict[str, Any]
# The doors that may be opened to the public. `sealed` gets its place here when it works.
OPENED = {str(door): str(door) for door in (Door.NAMED, Door.NAMELESS, Door.CONFIDENTIAL)}


def terms() -> set[int]:
    """After how many months reports go, by the file: what most kinds have, and the exceptions."""
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    entries = [one for main in raw["categories"] for one in (main, *main["kinds"])]
    return {raw["months"], *(one["months"] for one in entries if "months" in one)}


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


# What stands at a main kind counts for all kinds under it.
INHERITED = ("icon", "read", "answer", "careful", "public", "away", "enforce", "business",
             "doors", "partners", "ways", "ask", "team", "months")  # fmt: skip


@dataclass
class _Head:
    """What all entries of one version share: its date, and what kinds name by a code."""

    version: int
    valid_from: date
    source: str
    rules: str
    months: int
    lists: dict[str, dict[str, Any]]

    def named(self, kind: str, codes: list[str]) -> list[dict[str, Any]]:
        """What these codes stand for, with the code."""
        return [{"code": code, **self.lists[kind][code]} for code in codes]


def read_tree(raw: Raw) -> Iterator[Category]:
    """The rows of one version, parents first. KeyError or ValueError names what is wrong."""
    lists = {kind: raw[kind] for kind in ("teams", "partners", "ways", "questions")}
    for way in lists["ways"].values():
        way["checked"] = str(way.get("checked", ""))
    for question in lists["questions"].values():  # a list: the database does not keep the order
        choices = dict(question.get("choices", {}))
        question["choices"] = [{"code": code, **texts} for code, texts in choices.items()]
    head = _Head(
        raw["version"], date.fromisoformat(str(raw["valid_from"])), raw["source"],
        RuleSet(raw["rules"]).value, raw["months"], lists,
    )  # fmt: skip
    for position, main in enumerate(raw["categories"]):
        yield _row(head, main, None, position)
        inherited = {key: main[key] for key in INHERITED if key in main}
        for place, kind in enumerate(main["kinds"]):
            yield _row(head, {**inherited, **kind}, main["code"], place)


def _row(head: _Head, entry: Raw, parent: str | None, position: int) -> Category:
    hint, team = entry.get("hint", {}), head.lists["teams"][entry["team"]]
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
        public=entry.get("public", False) and not entry.get("careful", False),
        away=entry.get("away", False),
        enforce=entry.get("enforce", False),
        business=entry.get("business", False),
        doors=[OPENED[door] for door in entry["doors"]],
        partners=head.named("partners", entry.get("partners", [])),
        questions=_ordered(head.named("questions", entry.get("ask", []))),
        ways=head.named("ways", entry.get("ways", [])),
        team_nl=team["nl"],
        team_en=team["en"],
        months=entry.get("months", head.months),
        read_within=str(Span.parse(entry["read"])),
        answer_within=str(Span.parse(entry["answer"])),
        rules=head.rules,
        source=head.source,
        valid_from=head.valid_from,
    )


def _ordered(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each question, and that what it depends on comes before it. ValueError when it does not.

    What another kind asks first may be missing here: then the question is always shown.
    """
    codes = [question["code"] for question in questions]
    for place, question in enumerate(questions):
        needs = {c: v for c, v in question.get("show_if", {}).items() if c in codes}
        if any(codes.index(code) > place for code in needs):
            raise ValueError(f"{question['code']} depends on what is asked later")
        questions[place] = {**question, "show_if": needs}
    return questions
