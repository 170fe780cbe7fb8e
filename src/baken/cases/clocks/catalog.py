"""The clocks and the ladder of silence, from data; the version of the model of a case overrules."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from baken.cases.ave import Model, model_of
from baken.cases.clocks.codes import Status
from baken.cases.codes import Role
from baken.core.calendar import RuleSet
from baken.core.terms import Span

FILE = Path(__file__).parent.parent / "data" / "clocks.yaml"


@dataclass(frozen=True)
class Norm:
    """One clock: whose calendar it follows, who owns it, how long per phase, and on what basis."""

    number: str
    kind: str
    title: str
    rules: RuleSet
    owner: str
    key: str
    spans: dict[int, Span]
    status: Status
    basis: str


@dataclass(frozen=True)
class Rung:
    """So long after the date, the holder of this seat hears it, in these phases."""

    after: Span
    role: str
    phases: frozenset[int]


@dataclass(frozen=True)
class Catalog:
    """All of it, as shipped."""

    norms: tuple[Norm, ...]
    ladder: tuple[Rung, ...]
    silent_after: Span
    stalled_after: Span

    def norm(self, kind: str) -> Norm:
        """Raises KeyError for a kind that is no clock."""
        found = next((norm for norm in self.norms if norm.kind == kind), None)
        if found is None:
            raise KeyError(kind)
        return found


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """The data of `clocks.yaml`. ValueError when it does not read."""
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Catalog(
        tuple(_norm(part) for part in data["clocks"]), rungs(data["silence"]),
        Span.parse(data["silent_after"]), Span.parse(data["stalled_after"]),
    )  # fmt: skip


def _norm(part: dict[str, Any]) -> Norm:
    spans = {int(phase): Span.parse(text) for phase, text in part["spans"].items()}
    rules, status = RuleSet(part["rules"]), Status(part["status"])
    names = (part["number"], part["kind"], part["title"])
    return Norm(*names, rules, part["owner"], part["key"], spans, status, part["basis"])


def rungs(parts: list[dict[str, Any]]) -> tuple[Rung, ...]:
    """The ladder in this data, lowest seat first. ValueError for an unknown seat."""
    return tuple(
        Rung(Span.parse(part["after"]), str(Role(part["role"])), frozenset(part["phases"]))
        for part in parts
    )


def span_of(model_id: UUID, kind: str, phase: int) -> Span:
    """How long a clock of this kind runs in this phase. KeyError when the phase has none."""
    return span_in(model_of(model_id), kind, phase)


def span_in(model: Model, kind: str, phase: int) -> Span:
    """As `span_of`, for a model that may not be stored yet."""
    norm = catalog().norm(kind)
    if kind == "review":
        return model.phase(phase).review
    for name in (f"{norm.key}_{phase}", norm.key):
        if name in model.clocks:
            return model.clocks[name]
    return norm.spans[phase]


@lru_cache(maxsize=16)
def ladder_of(model_id: UUID) -> tuple[Rung, ...]:
    """The ladder of silence of this version, or the shipped one when it has none."""
    from baken.cases.models import AveModel

    body = AveModel.objects.get(pk=model_id).body
    return rungs(body["silence"]) if body.get("silence") else catalog().ladder
