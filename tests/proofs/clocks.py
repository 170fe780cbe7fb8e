"""Proof: the clocks of reports, whatever happens to them, against an oracle that walks day by day.

A dice draws when a report came in, its kind, whether it is a request to enforce, when it was asked
back and answered, and when it became another kind; the house's own clocks and the oracle, which
shares no code with them, must name the same second.
"""

import random
from datetime import UTC, datetime, timedelta

from baken.core.calendar import RuleSet
from baken.reports import clocks
from baken.reports.categories import Subject, tree
from baken.reports.codes import State
from baken.reports.models import Report
from tests.core.test_terms_oracle import AMSTERDAM, slow_due
from tests.proofs.outcome import Outcome

FULL = 10_000
BEGIN, HOURS = datetime(2024, 1, 1, tzinfo=UTC), 10 * 8760


def prove(count: int, dice: random.Random) -> Outcome:
    """So many reports; under an acting that sees the kinds."""
    outcome = Outcome({"reports": count, "waits": 0, "other kinds": 0, "requests": 0})
    kinds = [kind for kind in tree().by_id.values()
             if kind.version == tree().version and kind.parent_id]  # fmt: skip
    for number in range(count):
        _one(number, kinds, dice, outcome)
    return outcome


def _one(number: int, kinds: list[Subject], dice: random.Random, outcome: Outcome) -> None:
    kind = dice.choice(kinds)
    received = BEGIN + timedelta(minutes=dice.randrange(HOURS * 60))
    formal = kind.enforce and dice.random() < 0.5
    report = Report(received_at=received, state=State.RECEIVED, formal=formal)
    clocks.set_clocks(report, kind)
    read, answer = _slow(received, kind, formal=formal)
    for _wait in range(dice.choice((0, 0, 1, 2, 3))):
        asked = received + timedelta(hours=dice.randrange(1000))
        replied = asked + timedelta(hours=dice.randrange(400))
        clocks.extend(report, kind, asked, replied)
        answer = _after(answer, asked, replied, "atw" if formal else kind.rules.value)
        outcome.facts["waits"] += 1
    if dice.random() < 0.2:
        kind = dice.choice([other for other in kinds if other.enforce or not formal])
        clocks.set_clocks(report, kind)
        read, answer = _slow(received, kind, formal=formal)
        outcome.facts["other kinds"] += 1
    outcome.facts["requests"] += formal
    same = (report.read_due_at, report.answer_due_at) == (read, answer)
    outcome.check(same, f"report {number} of {received}, {kind.code}: {report.answer_due_at},"
                        f" not {answer}")  # fmt: skip
    _runs(report, dice, outcome)


def _slow(received: datetime, kind: Subject, *, formal: bool) -> tuple[datetime, datetime]:
    start, rules = received.astimezone(AMSTERDAM), kind.rules.value
    read = slow_due(start, kind.read_within.amount, kind.read_within.unit.value, rules)
    if formal:
        return read, slow_due(start, 8, "w", RuleSet.ATW.value)
    within = kind.answer_within
    return read, slow_due(start, within.amount, within.unit.value, rules)


def _after(due: datetime, asked: datetime, replied: datetime, rules: str) -> datetime:
    """The days between the day of the question and that of the reply, added to the end."""
    days = (replied.astimezone(AMSTERDAM).date() - asked.astimezone(AMSTERDAM).date()).days
    return slow_due(due.astimezone(AMSTERDAM), days, "d", rules) if days else due


def _runs(report: Report, dice: random.Random, outcome: Outcome) -> None:
    """Which clock runs, by the state."""
    report.state = dice.choice(list(State))
    clocks.choose_clock(report)
    wanted = {State.RECEIVED: report.read_due_at, State.READING: report.read_due_at}
    closed = (State.ANSWERED, State.WITHDRAWN, State.HIDDEN, State.TO_CASE, State.JOINED)
    expected = None if report.state in closed else wanted.get(report.state, report.answer_due_at)
    outcome.check(report.due_at == expected, f"{report.state}: {report.due_at}, not {expected}")
