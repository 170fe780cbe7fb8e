"""What search and my-work lists show of any module."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is and what to call it."""

    title: str
    url: str
    kind: str
    number: str = ""


@dataclass(frozen=True)
class Task:
    """One thing to do, sorted by its clock. `phase` 0 is no phase; `waits_for` names another."""

    title: str
    url: str
    due: datetime | None
    number: str = ""
    about: str = ""
    kind: str = ""
    phase: int = 0
    waits_for: str = ""
    urgent: bool = False
