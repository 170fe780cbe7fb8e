"""Proof: two people who edit the same goal never lose a text.

Two threads, each with a connection of its own, open the goal and save it, in an order that the
dice draws; often both save at the same moment. Whoever gets a conflict holds both texts, and now
and then sends them again as one. Every text that was typed must have been stored on top of the
very version that its author read, or be handed back to its author beside what is stored.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from baken.cases.plan import actions
from baken.cases.plan.models import Goal
from baken.core.acting import Acting, acting_as
from baken.core.errors import Conflict
from tests.proofs.connections import Worker
from tests.proofs.outcome import Outcome

FULL = 10_000
DOMAIN = "relations"


@dataclass
class Editor:
    """Someone who opens the goal, types and saves. `base` is the version that was read."""

    name: str
    acting: Acting
    goal: UUID
    base: int = 0
    typed: str = ""
    refused: Conflict | None = None
    stored: list[tuple[int, str]] = field(default_factory=list)

    def open(self) -> None:
        with acting_as(self.acting):
            goal = Goal.objects.get(pk=self.goal)
            self.base, self.refused = goal.version, None

    def save(self, text: str) -> None:
        self.typed = text
        try:
            with acting_as(self.acting) as acting:
                actions.edit_goal(
                    acting, self.goal, domain=DOMAIN, text=text, see="Rust", version=self.base
                )
        except Conflict as conflict:
            self.refused = conflict
        else:
            self.refused = None
            self.stored.append((self.base, text))


def prove(rounds: int, dice: random.Random, goal: UUID, pair: list[Acting]) -> Outcome:
    """Let two editors work on this goal for so many rounds."""
    outcome = Outcome()
    editors = [Editor(name, acting, goal) for name, acting in zip("ab", pair, strict=True)]
    workers = [Worker(), Worker()]
    first = Goal.objects.using("keeper").get(pk=goal).version
    counts = {"orders": set[str](), "at once": 0, "handed back": 0, "sent again": 0}
    for number in range(rounds):
        _round(number, dice, editors, workers, counts, outcome)
    for worker in workers:
        worker.step(_away())
        worker.end()
    _check_chain(first, editors, goal, outcome)
    texts = sum(len(editor.stored) for editor in editors)
    outcome.facts |= {
        "interleavings": rounds, "different orders": len(counts["orders"]),  # type: ignore[arg-type]
        "saved at once": counts["at once"], "stored": texts,
        "handed back": counts["handed back"], "sent again": counts["sent again"],
        "lost texts": len(outcome.wrong),
    }  # fmt: skip
    return outcome


def _round(
    number: int,
    dice: random.Random,
    editors: list[Editor],
    workers: list[Worker],
    counts: dict[str, object],
    outcome: Outcome,
) -> None:
    steps = [["open", "save"], ["open", "save"]]
    order = ""
    while any(steps):
        saves = [i for i in (0, 1) if steps[i][:1] == ["save"]]
        if len(saves) == 2 and dice.random() < 0.6:
            order += "*"
            counts["at once"] = int(str(counts["at once"])) + 1
            dice.shuffle(saves)
            turn = saves
        else:
            turn = [dice.choice([i for i in (0, 1) if steps[i]])]
            order += "ab"[turn[0]]
        for index in turn:
            workers[index].turn.put(_step(editors[index], steps[index].pop(0), number))
        for index in turn:
            _told(workers[index])
        for index in turn:
            _check_refusal(number, editors[index], dice, counts, outcome)
    counts["orders"].add(order)  # type: ignore[attr-defined]


def _step(editor: Editor, what: str, number: int) -> Iterator[None]:
    if what == "open":
        editor.open()
    else:
        editor.save(f"Ronde {number}, tekst van {editor.name}")
    yield


def _away() -> Iterator[None]:
    """A thread closes the connection that it opened."""
    connection.close()
    yield


def _told(worker: Worker) -> None:
    told = worker.done.get(timeout=60)
    if isinstance(told, BaseException):
        raise told


def _check_refusal(
    number: int, editor: Editor, dice: random.Random, counts: dict[str, object], outcome: Outcome
) -> None:
    """What was refused was handed back; half of the time its author sends both as one text."""
    refused = editor.refused
    if refused is None:
        return
    counts["handed back"] = int(str(counts["handed back"])) + 1
    mine = [version for version in refused.versions if version.mine == editor.typed]
    outcome.check(mine, f"round {number}: the text of {editor.name} was not handed back")
    outcome.check(refused.newest > editor.base, f"round {number}: no newer version was named")
    if mine and dice.random() < 0.5:
        counts["sent again"] = int(str(counts["sent again"])) + 1
        editor.base = refused.newest
        editor.save(f"{editor.typed} en {mine[0].theirs}"[:300])
    editor.refused = None


def _check_chain(first: int, editors: list[Editor], goal: UUID, outcome: Outcome) -> None:
    """Each stored text followed the version that its author read, and the last one stands."""
    stored = sorted(pair for editor in editors for pair in editor.stored)
    bases = [base for base, _text in stored]
    now = Goal.objects.using("keeper").get(pk=goal)
    outcome.check(bases == list(range(first, first + len(bases))), "a text was written over unseen")
    outcome.check(now.version == first + len(bases), "a version was counted without a text")
    outcome.check(not stored or now.text == stored[-1][1], "the last text does not stand")
