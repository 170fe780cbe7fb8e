"""Proof: due dates of 2024 to 2035 in three rule sets, against an oracle that walks day by day.

Every day begins a term of every length below, in every rule set; beside them terms with pauses
drawn by a dice, and terms in hours that begin in each hour of the nights on which the clocks turn.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from baken.core.calendar import RuleSet
from baken.core.terms import Span, due
from tests.core.test_terms_oracle import AMSTERDAM, DAY, HOUR, slow_due
from tests.proofs.outcome import Outcome

FULL = 12
FIRST_YEAR = 2024
# The lengths of the law and of the example model, and those at which a rule begins or ends.
LENGTHS = (
    "0 d", "1 d", "2 d", "3 d", "7 d", "14 d", "90 d", "91 d", "1 wd", "2 wd", "3 wd", "5 wd",
    "10 wd", "1 w", "2 w", "4 w", "6 w", "8 w", "12 w", "13 w", "1 m", "2 m", "3 m", "4 m", "6 m",
    "1 y", "5 y",
)  # fmt: skip
HOURS = ("1 h", "8 h", "24 h", "72 h")
PAUSED = 500

Case = tuple[datetime, Span, RuleSet, list[tuple[datetime, datetime]]]


def prove(years: int, dice: random.Random, *, every: int = 1) -> Outcome:
    """All terms that begin in the first `years` of 2024 to 2035; `every` ninth day, say."""
    outcome = Outcome({"due dates": 0})
    count = 0
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        cases = [*_of_days(year, every), *_of_nights(year), *_paused(year, dice)]
        for start, span, rules, pauses in cases:
            count += 1
            slow = slow_due(start, span.amount, span.unit.value, rules.value, pauses)
            fast = due(start, span, rules, pauses=pauses)
            outcome.check(
                fast == slow, f"{span} from {start} by {rules.value}, {pauses}: {fast}, not {slow}"
            )
    outcome.facts |= {"due dates": count, "years": years, "rule sets": len(RuleSet)}
    return outcome


def _of_days(year: int, every: int) -> Iterator[Case]:
    day = date(year, 1, 1)
    while day.year == year:
        start = datetime.combine(day, time(23, 59), AMSTERDAM)
        yield from ((start, Span.parse(text), rules, []) for text in LENGTHS for rules in RuleSet)
        day += every * DAY


def _of_nights(year: int) -> Iterator[Case]:
    """Each hour of the weekends in which the clocks turn: the last Sundays of March and October."""
    for month in (3, 10):
        last = datetime(year, month, 31, tzinfo=UTC)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        for hour in range(-30, 30):
            for text in HOURS:
                yield sunday + hour * HOUR, Span.parse(text), RuleSet.OFFICE, []


def _paused(year: int, dice: random.Random) -> Iterator[Case]:
    for _one in range(PAUSED):
        start = datetime(year, 1, 1, tzinfo=UTC) + dice.randrange(8700) * HOUR
        pauses = []
        for _stop in range(dice.randint(1, 3)):
            begin = start + dice.randint(-200, 2000) * HOUR
            pauses.append((begin, begin + dice.randint(0, 400) * HOUR))
        yield start, Span.parse(dice.choice(LENGTHS[:-2])), dice.choice(list(RuleSet)), pauses
