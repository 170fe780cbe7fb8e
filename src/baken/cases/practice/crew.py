"""Who plays which part in an exercise: oneself the own part, practice colleagues the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from baken.access import api as access
from baken.cases.models import Case
from baken.core.acting import Acting, played_by

Made = TypeVar("Made")
PARTS = {"process_manager": "manager", "case_manager": "case", "lead": "lead", "partner": "partner"}


@dataclass(frozen=True)
class Play:
    """An exercise as it is being done: its case, who does it, and who plays the rest."""

    case_id: UUID
    me: Acting
    crew: dict[str, Acting]

    @property
    def mine(self) -> str:
        """The part that one has oneself."""
        return PARTS.get(self.me.capacity, "")

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.case_id)

    def who(self, part: str) -> Acting:
        return self.me if part == self.mine else self.crew[part]

    def user(self, part: str) -> UUID:
        """The key of whoever plays this part."""
        found = self.who(part).user_id
        assert found is not None
        return found

    def party(self, part: str) -> UUID:
        """The organisation of whoever plays this part."""
        found = self.who(part).organisation_id
        assert found is not None
        return found

    def act(self, part: str, do: Callable[[Acting], Made]) -> Made:
        """Let a part do something: oneself as oneself, another as that practice colleague."""
        if part == self.mine:
            return do(self.me)
        with played_by(self.crew[part]) as colleague:
            return do(colleague)


def play_of(acting: Acting, case_id: UUID) -> Play:
    """The exercise on this case."""
    return Play(case_id, acting, access.practice_crew(acting))
