"""Asking the matrix of acting × table × verb about one faulty policy, until an answer is wrong."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from tests.wall.probe import Probe, Question
from tests.wall.who import who_is
from tests.wall.world import World, actings

# Actings that are asked in one go; whoever found a fault in a table is asked first the next time.
BATCH = 6
# Jobs that a policy names, as actings.
JOBS = "select distinct (regexp_matches(coalesce(qual, '') || coalesce(with_check, ''),"
JOBS += " '''([a-z]+\\.[a-z]+)''', 'g'))[1] from pg_policies"


@dataclass
class Asked:
    """One acting with its questions to one table, and the answers that the oracle wants."""

    name: str
    setting: str
    revealed: str
    questions: list[Question]


@dataclass
class Wall:
    """The world, the connection that asks as the app and the one that alters policies."""

    world: World
    app: psycopg.Connection
    superuser: psycopg.Connection
    _asked: dict[str, list[Asked]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.probe = Probe(self.world, self.app)
        self.jobs = sorted(name for (name,) in self.superuser.execute(JOBS).fetchall())

    def forget(self) -> None:
        """The world changed: the oracle is asked again."""
        self._asked.clear()

    def wrong(self, table: str, verb: str = "") -> str:
        """The first wrong answer to questions whose verb begins so; '' when all are right."""
        asked = self._of(table)
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            for one, problem in zip(batch, self._problems(batch, verb), strict=True):
                if problem:
                    asked.remove(one)
                    asked.insert(0, one)
                    return f"{one.name}: {problem}"
        return ""

    @contextmanager
    def altered(self, fault: str, mend: str) -> Iterator[None]:
        """The database with one faulty policy, mended afterwards."""
        self.superuser.execute(fault)
        try:
            yield
        finally:
            self.superuser.execute(mend)

    def _of(self, table: str) -> list[Asked]:
        if table not in self._asked:
            self._asked[table] = list(self._questions(table))
        return self._asked[table]

    def _questions(self, table: str) -> Iterator[Asked]:
        people = list(self.world.tables["people_person"]) if table.startswith("people_") else []
        for name, setting in actings(self.world, self.jobs).items():
            shown = people if setting.startswith("assignment:") else []
            for revealed in ("", *shown):
                who = who_is(self.world, setting, revealed)
                questions = list(self.probe._questions(who, table))
                yield Asked(name, setting, revealed, questions)

    def _problems(self, batch: list[Asked], verb: str) -> list[str]:
        """The first wrong answer of each acting, in one round trip."""
        chosen = [[q for q in one.questions if q.verb.startswith(verb)] for one in batch]
        sent = []
        with self.app.transaction(force_rollback=True), self.app.pipeline():
            for one, questions in zip(batch, chosen, strict=True):
                self.app.execute(
                    "select set_config('baken.acting', %s, true),"
                    " set_config('baken.reveal', %s, true)", [one.setting, one.revealed],
                )  # fmt: skip
                statements = [q.statement for q in questions]
                sent.append(self.app.execute("select pg_temp.tried(%s)", [statements]))
            answers = [cursor.fetchone() for cursor in sent]
        return [_first(q, row[0] if row else []) for q, row in zip(chosen, answers, strict=True)]


def _first(questions: list[Question], answers: list[str]) -> str:
    for question, answer in zip(questions, answers, strict=True):
        if problem := question.wrong(answer):
            return f"{question.verb} {question.table}: {problem}"
    return ""


def shaken(wall: Wall, dice: random.Random, keeper: psycopg.Connection) -> None:
    """Another world, as the proofs of the wall draw it."""
    from tests.wall import random_worlds, situations

    random_worlds.shake(wall.world, dice, keeper)
    situations._change(wall.world, dice, keeper)
    wall.world.read(keeper)
    wall.forget()
