"""One version of the AVE model, read from its data: phases, seats, who decides, clocks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from baken.cases.codes import Role
from baken.core.terms import Span


@dataclass(frozen=True)
class Phase:
    """One phase: what it is, which seats it needs, who decides to enter it, how often reviewed."""

    number: int
    name: str
    colour: str
    start: str
    seats: tuple[str, ...]
    household: tuple[str, ...]
    decides: str
    evaluation: bool
    review: Span


@dataclass(frozen=True)
class SeatRule:
    """Who may hold a seat, by capacity, and what the holder does."""

    holders: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class Model:
    """A whole version. `clocks` are spans by name."""

    opening_phase: int
    apart_from: int
    clocks: dict[str, Span]
    phases: tuple[Phase, ...]
    seats: dict[str, SeatRule]

    def phase(self, number: int) -> Phase:
        """Raises KeyError for a phase that the model lacks."""
        found = next((phase for phase in self.phases if phase.number == number), None)
        if found is None:
            raise KeyError(number)
        return found

    def decider(self, source: int, target: int) -> str:
        """The role whose holder decides about a step: that of the higher phase."""
        return self.phase(max(source, target)).decides


def read(body: dict[str, Any]) -> Model:
    """The model in the body of an AveModel. Raises KeyError or ValueError when it is no model."""
    model = Model(
        opening_phase=int(body["opening_phase"]),
        apart_from=int(body["apart_from"]),
        clocks={name: Span.parse(text) for name, text in body["clocks"].items()},
        phases=tuple(_phase(part) for part in body["phases"]),
        seats={role: _seat(body["seats"][role]) for role in Role.values},
    )
    if [phase.number for phase in model.phases] != [1, 2, 3, 4]:
        raise ValueError("an AVE model has phases 1 to 4")
    return model


def _phase(part: dict[str, Any]) -> Phase:
    return Phase(
        number=int(part["number"]),
        name=part["name"],
        colour=part["colour"],
        start=part["start"],
        seats=_roles(part["seats"]),
        household=_roles(part["household"]),
        decides=_roles([part["decides"]])[0],
        evaluation=bool(part["evaluation"]),
        review=Span.parse(part["review"]),
    )


def _roles(names: list[str]) -> tuple[str, ...]:
    if unknown := set(names) - set(Role.values):
        raise ValueError(f"unknown seats: {', '.join(sorted(unknown))}")
    return tuple(role for role in Role.values if role in names)


def _seat(part: dict[str, Any]) -> SeatRule:
    return SeatRule(tuple(part["holders"]), part["does"])


@lru_cache(maxsize=16)
def model_of(model_id: UUID) -> Model:
    """The parsed version with this key. Versions never change, so it is read once."""
    from baken.cases.models import AveModel

    return read(AveModel.objects.get(pk=model_id).body)
