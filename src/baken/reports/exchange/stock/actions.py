"""A stock from file to reports: brought, looked at, read in by a job, taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import crypto
from baken.core.acting import Acting, acting_as, job
from baken.core.errors import Conflict, Denied
from baken.core.forms import first_message
from baken.reports.exchange.models import Arrival
from baken.reports.exchange.stock.judging import Judge, Old
from baken.reports.exchange.stock.mapping import Recipe, from_json, guessed
from baken.reports.exchange.stock.models import Batch, BatchFile, BatchState
from baken.reports.exchange.stock.opening import MOST_BYTES, Sheet, open_sheet
from baken.reports.exchange.stock.writing import BLOCK, Writer, take_out
from baken.reports.rules import works_at_desk

JOB = "reports.import"
CONTEXT = "reports_batchfile.sealed"
MOST_PROBLEMS = 200
SHOWN, TRIED = 5, 500
Tell = Callable[[int, int], None]


@dataclass
class Look:
    """The beginning of a file by a recipe: some reports, what is wrong, words for kinds."""

    header: list[str]
    olds: list[Old] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    unknown: list[tuple[str, int]] = field(default_factory=list)


def require(acting: Acting) -> None:
    """Whoever works at the desk for the whole city. Denied otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("select reports_desk_area() = ''")
        (whole,) = cursor.fetchone()
    if not (works_at_desk(acting) and whole):
        raise Denied(_("Inlezen kan alleen wie voor de hele stad aan de balie werkt."), known=True)


def bring(acting: Acting, name: str, content: bytes) -> Batch:
    """Keep a file to look at. ValidationError when it is no list of reports."""
    require(acting)
    return _kept(acting, name, content)


def _kept(acting: Acting, name: str, content: bytes, recipe: Recipe | None = None) -> Batch:
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Dit bestand is groter dan 100 MB. Knip het in delen."))
    sheet = open_sheet(content)
    batch = Batch(
        name=name.replace("\\", "/").rpartition("/")[2][:200], about=sheet.about,
        state=BatchState.MAPPING, total=len(sheet.lines), made_by_id=acting.user_id,
        recipe=(recipe or guessed(sheet.header)).as_json(), made_at=timezone.now(),
    )  # fmt: skip
    Batch.objects.bulk_create([batch])
    BatchFile.objects.bulk_create([BatchFile(batch=batch, sealed=crypto.seal(content, CONTEXT))])
    record(acting, "exchange.upload", "batch", batch.id, count=batch.total)
    return batch


def batches() -> QuerySet[Batch]:
    """All that were brought, newest first."""
    return Batch.objects.order_by("-made_at")


def sheet_of(batch_id: UUID) -> Sheet:
    """The kept file. Denied when it is gone."""
    found = BatchFile.objects.filter(pk=batch_id).first()
    if found is None:
        raise Denied
    return open_sheet(crypto.unseal(bytes(found.sealed), CONTEXT))


def look(batch: Batch) -> Look:
    """The first rows as they would become, and all words for kinds that we do not know."""
    sheet = sheet_of(batch.id)
    seen, recipe = Look(sheet.header), from_json(batch.recipe)
    seen.unknown = _unknown(sheet, recipe)
    try:
        judge = Judge(sheet.header, recipe)
    except ValidationError as error:
        seen.problems.append((1, first_message(error)))
        return seen
    for line, cells in sheet.lines[:TRIED]:
        try:
            old = judge.old(line, cells)
        except ValidationError as error:
            seen.problems.append((line, first_message(error)))
        else:
            seen.olds = [*seen.olds, old][:SHOWN]
    return seen


def _unknown(sheet: Sheet, recipe: Recipe) -> list[tuple[str, int]]:
    at = [sheet.header.index(n) for ours in ("kind", "main")
          if (n := recipe.columns.get(ours)) in sheet.header]  # fmt: skip
    found: Counter[str] = Counter()
    for _line, cells in sheet.lines:
        words = [cells[n] for n in at if n < len(cells)]
        if words and not Recipe(kinds=recipe.kinds).kind_of(*words):
            found[words[0].strip().lower()[:80]] += 1
    return found.most_common(40)


def choose(acting: Acting, batch: Batch, recipe: Recipe) -> None:
    """Another recipe for a file that is not in yet."""
    require(acting)
    if batch.state not in (BatchState.MAPPING, BatchState.REFUSED):
        raise Conflict(_("Dit bestand is al ingelezen. Er is niets veranderd."))
    batch.recipe, batch.state = recipe.as_json(), BatchState.MAPPING
    batch.problems, batch.wrong = [], 0
    batch.save(update_fields=["recipe", "state", "problems", "wrong"])


def start(acting: Acting, batch: Batch) -> None:
    """Read it in, by a job. A second time changes nothing."""
    from baken.reports.tasks import import_stock

    require(acting)
    if batch.state in (BatchState.RUNNING, BatchState.DONE):
        return
    if batch.state != BatchState.MAPPING:
        raise Conflict(_("Kijk dit bestand eerst na."))
    _turn(batch, BatchState.RUNNING)
    record(acting, "exchange.import", "batch", batch.id, count=batch.total)
    import_stock.later(str(batch.id))


def undo(acting: Acting, batch: Batch) -> None:
    """Take back what came in by this file, but for what somebody worked on. By a job."""
    from baken.reports.tasks import import_stock

    require(acting)
    if batch.state in (BatchState.UNDOING, BatchState.UNDONE):
        return
    if batch.state != BatchState.DONE:
        raise Conflict(_("Dit bestand is niet ingelezen. Er is niets terug te draaien."))
    _turn(batch, BatchState.UNDOING)
    record(acting, "exchange.undo_import", "batch", batch.id, count=batch.done)
    import_stock.later(str(batch.id))


def throw_away(acting: Acting, batch: Batch) -> None:
    """A file that is not read in goes."""
    require(acting)
    if batch.state not in (BatchState.MAPPING, BatchState.REFUSED):
        raise Conflict(_("Dit bestand is al ingelezen. Er is niets veranderd."))
    BatchFile.objects.filter(pk=batch.id).delete()
    _turn(batch, BatchState.UNDONE)


def _turn(batch: Batch, state: str) -> None:
    batch.state = state
    batch.save(update_fields=["state"])


def run(batch_id: UUID, tell: Tell = lambda _done, _total: None) -> Batch:
    """What the job does, in blocks, each in its own transaction: a block that is in, stays in."""
    with acting_as(job(JOB, "reports")):
        batch = Batch.objects.get(pk=batch_id)
        sheet = sheet_of(batch_id) if batch.state == BatchState.RUNNING else None
        judged = _judged(sheet, from_json(batch.recipe)) if sheet else None
    if judged is not None:
        _read_in(batch, *judged, tell)
    elif batch.state == BatchState.UNDOING:
        _take_back(batch, tell)
    return batch


def _judged(sheet: Sheet, recipe: Recipe) -> tuple[list[Old], list[tuple[int, str]]]:
    olds, wrong = [], []
    try:
        judge = Judge(sheet.header, recipe)
    except ValidationError as error:
        return [], [(1, first_message(error))]
    for line, cells in sheet.lines:
        try:
            olds.append(judge.old(line, cells))
        except ValidationError as error:
            wrong.append((line, first_message(error)))
    return olds, wrong


def _read_in(batch: Batch, olds: list[Old], wrong: list[tuple[int, str]], tell: Tell) -> None:
    """All of it, or what is right of it if that was asked; else nothing."""
    batch.wrong, batch.problems = len(wrong), [list(one) for one in wrong[:MOST_PROBLEMS]]
    refused = not olds or (wrong and not batch.recipe.get("skip_wrong"))
    if refused:
        with acting_as(job(JOB, "reports")):
            batch.state = BatchState.REFUSED
            batch.save(update_fields=["state", "wrong", "problems"])
        return
    writer, batch.done = Writer(batch.id), 0
    for block in _blocks(olds):
        with acting_as(job(JOB, "reports")):
            writer.write(block)
            batch.done = min(batch.done + len(block), len(olds))
            batch.save(update_fields=["done"])
        tell(batch.done, len(olds))
    with acting_as(job(JOB, "reports")) as acting:
        BatchFile.objects.filter(pk=batch.id).delete()
        batch.state, batch.done = BatchState.DONE, len(olds)
        batch.save(update_fields=["state", "done", "wrong", "problems"])
        record(acting, "exchange.import", "batch", batch.id, count=len(olds))


def _blocks(olds: list[Old]) -> Iterator[list[Old]]:
    for first in range(0, len(olds), BLOCK):
        yield olds[first : first + BLOCK]


def _take_back(batch: Batch, tell: Tell) -> None:
    gone = BLOCK
    taken = 0
    while gone == BLOCK:
        with acting_as(job(JOB, "reports")):
            gone = take_out(batch.id)
        taken += gone
        tell(taken, batch.done)
    with acting_as(job(JOB, "reports")) as acting:
        batch.kept = Arrival.objects.filter(batch_id=batch.id).count()
        batch.state = BatchState.UNDONE
        batch.save(update_fields=["state", "kept"])
        record(acting, "exchange.undo_import", "batch", batch.id, count=taken)


def import_file(name: str, content: bytes, recipe: Callable[[], Recipe], tell: Tell) -> Batch:
    """For the command line: bring, read in, and say how it went."""
    with acting_as(job(JOB, "reports")) as acting:
        batch = _kept(acting, name, content, recipe())
        _turn(batch, BatchState.RUNNING)
    return run(batch.id, tell)
