"""Releases counts: what is shown and what withheld is decided here, and written in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.figures import TallyKind, tallies
from baken.programme.ledger.commit import commit
from baken.programme.ledger.frame import SAYS, Facts, Key, frame_of, read_facts
from baken.programme.ledger.models import Cell, Channel, Opening, Release
from baken.programme.models import Binding, Edition
from baken.programme.paper.grammar import read_expression
from baken.programme.release import Released, last_said, released
from baken.programme.withholding import cube
from baken.programme.withholding.protect import Unprotected, protect

WHY = {says: why for why, says in SAYS.items()}
STATEMENT = (
    "name", "title", "counts", "year", "period", "part", "amount", "least", "withheld",
    "shown_from", "taken_at", "sha256", "commitment",
)  # fmt: skip


def release_counts(acting: Acting, today: date) -> int:
    """Release every count of this year and the last, as far as periods are over.

    Returns the number of cells that are new or say something else than before.
    """
    made = sum(release_table(kind, year, today) for kind in tallies for year in _years(today))
    record(acting, "programme.release", count=made)
    return made


def _years(today: date) -> tuple[int, int]:
    return today.year - 1, today.year


def release_table(kind: TallyKind, year: int, today: date, asked: Iterable[Key] = ()) -> int:
    """Release one count over one year: the cells that are asked for, or the usual tables."""
    facts, runs = read_facts(kind, year, today)
    if not runs:
        return 0
    known = {(one.period, one.part): one for one in last_said(kind.name, year)}
    subject = f"{kind.name} {year}"
    try:
        rows = decide(kind, facts, known, asked)
    except Unprotected:
        return _refuse(kind, year, subject)
    newest = max(runs.values(), key=lambda run: run.taken_at)
    for row in rows:
        run = runs.get(row.period, newest)
        row.year, row.taken_at, row.sha256 = year, run.taken_at, run.sha256
    openings = commit(rows, runs, newest)
    if rows or _was_refused(subject):
        write(rows, channel=Channel.TABLE, subject=subject)
        Opening.objects.bulk_create(openings, batch_size=2000)
    return len(rows)


def decide(
    kind: TallyKind, facts: Facts, known: Mapping[Key, Cell], asked: Iterable[Key] = ()
) -> list[Cell]:
    """What is new to say, given all that was said. Raises Unprotected when that says too much."""
    frame = frame_of(kind, facts, known, asked)
    protect(frame.table)
    rows = [
        _statement(kind, key, cell, frame.table)
        for key, cell in zip(frame.keys, frame.table.cells, strict=True)
    ]
    return [row for row in rows if _differs(row, known)]


def _was_refused(subject: str) -> str:
    """Why nothing of this left, the last time; '' when it did."""
    last = Release.objects.filter(subject=subject).first()
    return last.refused if last else ""


def _statement(kind: TallyKind, key: Key, cell: cube.Cell, table: cube.Table) -> Cell:
    row = Cell(name=kind.name, title=str(kind.title), counts=kind.counts, period=key[0],
               part=key[1], shown_from=kind.shown_from)  # fmt: skip
    row.exact = cell.amount
    if cell.state is cube.State.HIDDEN:
        row.withheld = WHY[cell.says]
    else:
        row.amount = cell.amount
        row.least = _least(kind, cell, table)
    return row


def _least(kind: TallyKind, cell: cube.Cell, table: cube.Table) -> int | None:
    """Persons may be counted twice over months and areas: there are at least as many as in the
    largest part that is shown itself, which is public already."""
    if kind.counts != "persons" or table.size(cell.nodes) == 1:
        return None
    own = set(table.places(cell.nodes))
    parts = [
        one.amount
        for one in table.cells
        if one.state is not cube.State.HIDDEN
        and table.size(one.nodes) == 1
        and own.issuperset(table.places(one.nodes))
    ]
    return max(parts, default=0)


def _differs(row: Cell, known: Mapping[Key, Cell]) -> bool:
    last = known.get((row.period, row.part))
    if last is None or says(last) != says(row):
        return True
    return bool(last.withheld and not last.commitment)  # said before there were commitments


def says(row: Cell) -> tuple[int | None, int | None, str, int]:
    """What a reader learns from a cell."""
    return (row.amount, row.least, row.withheld, row.shown_from)


def write(rows: Sequence[Cell], **about: object) -> None:
    """One release with these cells."""
    now = timezone.now()
    release = Release.objects.create(made_at=now, **about)
    for row in rows:
        row.release, row.made_at = release, now
    Cell.objects.bulk_create(rows, batch_size=2000)


def _refuse(kind: TallyKind, year: int, subject: str) -> int:
    """Nothing is released, and the ledger says why, once; not which number is the small one."""
    with override("nl"):
        words = _(
            "%(title)s, %(year)s: niet vrijgegeven. Samen met wat al openbaar is, zou een klein "
            "getal uit te rekenen zijn."
        )
        words %= {"title": kind.title, "year": year}
    if _was_refused(subject) != words:
        write([], channel=Channel.TABLE, subject=subject, refused=words)
    return 0


def release_edition(edition: Edition) -> None:
    """Write down which counts this edition prints; ValidationError when one was revised since."""
    if Release.objects.filter(edition=edition).exists():
        return
    bindings = Binding.objects.filter(edition=edition, expression__startswith="telling:")
    asked = {row.expression: row.printed for row in bindings}
    if not asked:
        return
    current = {_expression(one): one for one in released()}
    rows = [_repeat(text, printed, current) for text, printed in asked.items()]
    write(rows, channel=Channel.PAPER, edition=edition)


def _expression(one: Released) -> tuple[str, ...]:
    return (one.name, one.period, *filter(None, [one.part]))


def _repeat(text: str, printed: str, current: dict[tuple[str, ...], Released]) -> Cell:
    asked = read_expression(text)
    found = current.get((asked.key, *asked.rest))
    with override("nl"):
        same = found is not None and found.shown == printed
    if found is None or not same:
        message = _("‘%(text)s’ is herzien sinds deze uitgave is gemaakt. Maak het stuk opnieuw.")
        raise ValidationError(message, params={"text": text})
    return Cell(**{field: getattr(found.cell, field) for field in STATEMENT})
