"""Opens what a paper withheld, inside Baken only: was each number what the paper committed to?"""

from __future__ import annotations

import json

from django.db import connection
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.programme.actions.measure import Counts, hashed
from baken.programme.ledger.commit import commitment
from baken.programme.ledger.frame import values_of
from baken.programme.ledger.models import Cell, Opening
from baken.programme.models import TallyRun
from baken.programme.paper.bundle import MANIFEST
from baken.programme.paper.verify import Problem
from baken.programme.periods import Period, read_period


def open_withheld(acting: Acting, files: dict[str, bytes]) -> tuple[int, list[Problem]]:
    """How many numbers of the bundle are withheld, and which do not agree with their commitment.

    For the job that opens papers, and it is written in the trail. No number is told.
    """
    rows = json.loads(files[MANIFEST])["withheld"]
    problems = [problem for row in rows if (problem := _open(row))]
    record(acting, "programme.open_paper", count=len(rows))
    return len(rows), problems


def _open(row: dict[str, str]) -> Problem | None:
    where = " | ".join(["telling: " + row["name"], row["period"], *filter(None, [row["part"]])])
    found = Opening.objects.filter(cell__commitment=row["commitment"] or "-")
    opening = found.select_related("cell", "run").first()
    if opening is None:
        message = _("hierbij is geen geheim (meer): het is verwijderd, of hier nooit geteld")
        return Problem(where, message)
    cell, run = opening.cell, opening.run
    if hashed(bytes(run.salt), run.name, run.period, _counts(run)) != run.sha256:
        return Problem(where, _("de exacte telling is veranderd"))
    if commitment(bytes(opening.nonce), cell, _amount(cell, run)) != row["commitment"]:
        return Problem(where, _("het achtergehouden getal is een ander dan is vastgelegd"))
    return None


def _counts(run: TallyRun) -> Counts:
    """The exact counts in the order in which they were hashed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select dimensions::text, amount from programme_tally where run_id = %s order by 1",
            [run.id],
        )
        return [(json.loads(dims), int(amount)) for dims, amount in cursor.fetchall()]


def _amount(cell: Cell, run: TallyRun) -> int:
    """The number of the cell, from the exact counts."""
    period, asked = read_period(cell.period), values_of(cell.part)
    rows = run.tallies.values_list("dimensions", "amount")
    return sum(amount for dims, amount in rows if _within(dims, period, asked))


def _within(dims: dict[str, object], period: Period, asked: dict[str, str]) -> bool:
    month = dims.get("month")
    if month and not period.start <= read_period(month).start <= period.end:
        return False
    return all(_holds(value, str(dims.get(name) or "-")) for name, value in asked.items())


def _holds(asked: str, found: str) -> bool:
    """A wijk holds its buurten."""
    return found == asked or (asked[:2] == "WK" and found[:2] == "BU" and found[2:8] == asked[2:])
