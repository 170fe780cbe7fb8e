"""The criteria of admission, as versioned data, and what follows from the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from baken.cases.triage.codes import Answer

FILE = Path(__file__).parents[1] / "data" / "toelating.yaml"


@dataclass(frozen=True)
class Question:
    """One criterion or trigger."""

    key: str
    title: str
    help: str
    letter: str = ""


@dataclass(frozen=True)
class Criteria:
    """One version: what is asked, the rule, and how often one may ask who is known elsewhere."""

    version: int
    title: str
    source: str
    adopted_by: str
    valid_from: date
    criteria: tuple[Question, ...]
    triggers: tuple[Question, ...]
    all: tuple[str, ...]
    any: tuple[str, ...]
    trigger_from: int
    flag: int
    most: int

    @property
    def questions(self) -> tuple[Question, ...]:
        return (*self.criteria, *self.triggers)

    @property
    def rule(self) -> str:
        """'A en B en (C of D)'."""
        letters = {one.key: one.letter for one in self.criteria}
        either = " of ".join(letters[key] for key in self.any)
        return " en ".join([*(letters[key] for key in self.all), f"({either})"])

    def met(self, answers: Mapping[str, str]) -> bool | None:
        """Does the rule hold? None while what is unknown or unanswered could still decide it."""
        needed = [_truth(answers.get(key)) for key in self.all]
        other = [_truth(answers.get(key)) for key in self.any]
        either = True if True in other else None if None in other else False
        parts = [*needed, either]
        return False if False in parts else None if None in parts else True

    def triggered(self, answers: Mapping[str, str]) -> bool:
        """Is there at least one trigger?"""
        return any(answers.get(one.key) == Answer.YES for one in self.triggers)


def _truth(answer: str | None) -> bool | None:
    known: dict[str | None, bool] = {Answer.YES: True, Answer.NO: False}
    return known.get(answer)


@cache
def versions() -> dict[int, Criteria]:
    """Every version by its number. KeyError or ValueError when the file is no list of criteria."""
    found = [_read(body) for body in yaml.safe_load(FILE.read_text())["versions"]]
    return {one.version: one for one in found}


def newest() -> Criteria:
    """The version with which a triage begins now."""
    return versions()[max(versions())]


def _read(body: dict[str, Any]) -> Criteria:
    made = Criteria(
        version=int(body["version"]),
        title=body["title"],
        source=body["source"],
        adopted_by=body["adopted_by"] or "",
        valid_from=date.fromisoformat(str(body["valid_from"])),
        criteria=tuple(Question(**part) for part in body["criteria"]),
        triggers=tuple(Question(**part) for part in body["triggers"]),
        all=tuple(body["all"]),
        any=tuple(body["any"]),
        trigger_from=int(body["trigger_from"]),
        flag=int(body["known"]["flag"]),
        most=int(body["known"]["most"]),
    )
    if unknown := {*made.all, *made.any} - {one.key for one in made.criteria}:
        raise ValueError(f"the rule names unknown criteria: {', '.join(sorted(unknown))}")
    return made
