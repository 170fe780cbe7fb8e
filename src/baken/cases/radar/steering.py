"""The lead's counts: no content of a case, and no small numbers (`figures.sql`)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from baken.cases.clocks.catalog import catalog
from baken.core.acting import Acting


@dataclass(frozen=True)
class Figure:
    """One count: `amount` is None when it is withheld."""

    label: str
    amount: Decimal | None
    withheld: str


Steering = dict[str, list[Figure]]


def steering(acting: Acting) -> Steering:
    """Per measure: phase, days, breach and lapse. Empty for whoever is no lead. One query."""
    found: Steering = {"phase": [], "days": [], "breach": [], "lapse": []}
    with connection.cursor() as cursor:
        cursor.execute("select * from figures_cases_steering()")
        for measure, value, amount, withheld in cursor.fetchall():
            found[measure].append(Figure(_label(measure, value), amount, withheld))
    return found


def _label(measure: str, value: str) -> str:
    return catalog().norm(value).title if measure == "breach" else str(value)
