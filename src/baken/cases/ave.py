"""One version of the AVE model, read from its data: phases, seats, who decides, clocks."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from baken.cases.codes import FIELDS, Role
from baken.core.terms import Span

if TYPE_CHECKING:
    from baken.cases.models import AveModel

LADDERS = ([1, 2], [1, 2, 3], [1, 2, 3, 4])


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
class Acute:
    """The jump in an emergency: who may, from where to where, and when it must be ratified."""

    capacities: tuple[str, ...]
    sources: tuple[int, ...]
    target: int
    trigger: str
    ratify: Span


@dataclass(frozen=True)
class Rung:
    """Who hears it when an action stays undone so long after its date, in these phases."""

    after: Span
    role: str
    phases: tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """A whole version. `clocks` are spans by name; `up` and `down` what a request must tell."""

    opening_phase: int
    apart_from: int
    clocks: dict[str, Span]
    phases: tuple[Phase, ...]
    seats: dict[str, SeatRule]
    triggers: dict[str, str] = field(default_factory=dict)
    plan_from: int = 0
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    down_evaluation: bool = False
    leap: str = ""
    acute: Acute | None = None
    close_evaluation: bool = False
    silence: tuple[Rung, ...] = ()

    def has(self, number: int) -> bool:
        """Is there such a phase?"""
        return any(phase.number == number for phase in self.phases)

    def phase(self, number: int) -> Phase:
        """Raises KeyError for a phase that the model lacks."""
        found = next((phase for phase in self.phases if phase.number == number), None)
        if found is None:
            raise KeyError(number)
        return found

    def decider(self, source: int, target: int) -> str:
        """The role whose holder decides: that of the higher phase, or of more steps down at once.

        Raises KeyError for a step that nobody may decide on.
        """
        if source - target > 1:
            if not self.leap:
                raise KeyError(target)
            return self.leap
        return self.phase(max(source, target)).decides


def read(body: dict[str, Any]) -> Model:
    """The model in the body of an AveModel. Raises KeyError or ValueError when it is no model."""
    model = Model(
        opening_phase=int(body["opening_phase"]),
        apart_from=int(body["apart_from"]),
        clocks={name: Span.parse(text) for name, text in body["clocks"].items()},
        phases=tuple(_phase(part) for part in body["phases"]),
        seats={role: _seat(body["seats"][role]) for role in Role.values},
        **_steps(body),
    )
    if [phase.number for phase in model.phases] not in LADDERS:
        raise ValueError("an AVE model has two to four phases, numbered from 1")
    return model


def _steps(body: dict[str, Any]) -> dict[str, Any]:
    """What versions before 2 did not say, and then nobody asks for."""
    up, down, closing = (body.get(name) or {} for name in ("up", "down", "close"))
    asked = (*up.get("fields", ()), *down.get("fields", ()))
    if unknown := set(asked) - set(FIELDS):
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    triggers = dict(body.get("triggers") or {})
    acute = body.get("acute")
    return {
        "triggers": triggers,
        "plan_from": int(body.get("plan_from", 0)),
        "up": tuple(up.get("fields", ())),
        "down": tuple(down.get("fields", ())),
        "down_evaluation": bool(down.get("evaluation")),
        "leap": _roles([down["leap"]])[0] if down.get("leap") else "",
        "acute": _acute(acute, triggers) if acute else None,
        "close_evaluation": bool(closing.get("evaluation")),
        "silence": tuple(_rung(part) for part in body.get("silence", ())),
    }


def _acute(part: dict[str, Any], triggers: dict[str, str]) -> Acute:
    if part["trigger"] not in triggers:
        raise ValueError(f"unknown trigger: {part['trigger']}")
    sources = tuple(int(number) for number in part["from"])
    ratify = Span.parse(part["ratify"])
    return Acute(tuple(part["capacities"]), sources, int(part["to"]), part["trigger"], ratify)


def _rung(part: dict[str, Any]) -> Rung:
    phases = tuple(int(number) for number in part["phases"])
    return Rung(Span.parse(part["after"]), _roles([part["role"]])[0], phases)


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


def newest() -> "AveModel":
    """On which version a case starts today: the newest adopted one, else the newest example."""
    from baken.cases.models import AveModel

    begun = AveModel.objects.filter(valid_from__lte=timezone.localdate()).order_by("-version")
    row = begun.exclude(adopted_by=None).first() or begun.filter(adopted_by=None).first()
    assert row is not None, "the reference data holds a model"
    return row
