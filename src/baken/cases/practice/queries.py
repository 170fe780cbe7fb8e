"""What the pages of practice show."""

from dataclasses import dataclass

from django.urls import reverse

from baken.access import api as access
from baken.cases import rules
from baken.cases.practice.actions import current_of
from baken.cases.practice.crew import Play
from baken.cases.practice.exercises import EXERCISES, TIME, Exercise, Step
from baken.cases.practice.models import Practice
from baken.core.acting import Acting


@dataclass(frozen=True)
class StepLine:
    """One step as the page shows it. `url` is where one does it oneself."""

    number: int
    step: Step
    state: str  # done, now, later
    mine: bool
    time: bool
    who: str
    url: str


@dataclass(frozen=True)
class Doing:
    """An exercise that is being done."""

    exercise: Exercise
    row: Practice
    lines: list[StepLine]

    @property
    def now(self) -> StepLine | None:
        return next((line for line in self.lines if line.state == "now"), None)

    @property
    def done(self) -> int:
        return sum(line.state == "done" for line in self.lines)


def overview(acting: Acting) -> list[tuple[Exercise, Practice | None]]:
    """The exercises, with the one of each that is being done. One query."""
    rows = Practice.objects.filter(user_id=rules.user_of(acting), ended_at=None).select_related(
        "case"
    )
    mine = {row.exercise: row for row in rows}
    return [(exercise, mine.get(key)) for key, exercise in EXERCISES.items()]


def doing(acting: Acting, key: str) -> Doing | None:
    """How far one is with an exercise; None when it did not begin."""
    row = current_of(acting, key)
    if row is None or key not in EXERCISES:
        return None
    play = Play(row.case_id, acting, access.practice_crew(acting))
    done = [step.done(play) for step in EXERCISES[key].steps]
    now = next((n for n, was in enumerate(done) if not was), len(done))
    lines = [
        _line(play, n, step, "done" if n < now else "now" if n == now else "later")
        for n, step in enumerate(EXERCISES[key].steps)
    ]
    return Doing(EXERCISES[key], row, lines)


def _line(play: Play, index: int, step: Step, state: str) -> StepLine:
    time = step.part == TIME
    mine = not time and step.part == play.mine
    who = "" if time or mine else play.crew[step.part].name
    url = reverse(f"cases:{step.page}", args=[play.case_id, *step.more]) if mine else ""
    return StepLine(index + 1, step, state, mine, time, who, url)
