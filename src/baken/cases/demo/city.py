"""Who there is in the demo city, and the rows that are made."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import yaml
from django.db.models import Model

from baken.cases.ave import Model as AveRules
from baken.cases.models import (
    AveModel,
)

FILE = Path(__file__).parent.parent / "data" / "demo.yaml"
TEXTS: dict[str, Any] = yaml.safe_load(FILE.read_text())


class Worker(Protocol):
    """Someone of the demo city: what `fill` needs to know of them."""

    user_id: UUID
    organisation_id: UUID
    organisation: str
    capacity: str
    persona: str


@dataclass
class City:
    """Who there is, and all rows that are made."""

    dice: random.Random
    now: datetime
    model: AveModel
    rules: AveRules
    workers: dict[str, list[Any]]
    parties: dict[str, UUID]
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    members: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, row: Model) -> None:
        row.pk = UUID(int=self.dice.getrandbits(128), version=4)
        self.rows.setdefault(type(row), []).append(row)

    def ago(self, days: float, hour: int = 10) -> datetime:
        """A working hour, so many days back."""
        there = self.now - timedelta(days=days)
        return min(there.replace(hour=hour, minute=self.dice.randrange(60)), self.now)

    def one(self, *choices: Any) -> Any:
        return self.dice.choice(choices[0] if len(choices) == 1 else choices)


@dataclass
class Crew:
    """The people of one case by role, and its partners by organisation."""

    process: Any
    manager: Any
    lead: Any
    mayor: Any
    partners: dict[str, list[Any]]

    def holder(self, role: str) -> Any:
        return {"casusregie": self.manager, "procesregie": self.process,
                "operationeel": self.lead, "bestuurlijk": self.mayor}[role]  # fmt: skip
