"""Running cases go to another version, and back: asked, decided by another, done by a job.

The job resumes where it stopped: each case is moved whole, in batches of a transaction each. A
case that the version would break stays where it is and says why.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases.ave import model_of
from baken.cases.models import AveModel, Case, Seat
from baken.cases.rules import require, user_of
from baken.cases.versions import rules, trial
from baken.cases.versions.models import ModelMove, ModelMoveItem, ModelTrial
from baken.cases.versions.plan import Snapshot, clocks_of, gaps_of, kept, restored
from baken.core.acting import Acting, acting_as
from baken.core.errors import Conflict, Denied

BATCH = 50


@dataclass(frozen=True)
class Choice:
    """A case that a process manager may choose to move."""

    id: UUID
    number: str
    phase: int


def choices(acting: Acting, target: AveModel) -> list[Choice]:
    """The own running cases that stand on another version."""
    seats = Seat.objects.filter(
        role="procesregie", holder_id=acting.user_id, ended_at=None, accepted_at__isnull=False
    )
    rows = Case.objects.filter(id__in=seats.values("case_id"), closed_at=None, practice=False)
    rows = rows.exclude(model_id=target.id).order_by("number")
    return [Choice(row.id, row.number, row.phase) for row in rows]


def ask(
    acting: Acting, target_id: UUID, *, reason: str, cases: Sequence[UUID] | None = None
) -> UUID:
    """Ask that these of the own cases go to this version; without `cases` all that run, for the
    operational manager. ValidationError when no case would move.
    """
    require(rules.asks(acting))
    if not AveModel.objects.filter(pk=target_id).exists():
        raise Denied
    return _ask(acting, ModelMove(target_id=target_id), reason, cases)


def undo(acting: Acting, key: UUID, *, reason: str) -> UUID:
    """Ask that what a move did is undone: former versions and dates come back."""
    require(rules.asks(acting))
    row = find(acting, key)
    if not row.done:
        raise Conflict(_("Er is niets verhuisd dat terug kan."))
    mine = None if acting.capacity == "lead" else _moved_by(row)
    return _ask(acting, ModelMove(undoes_id=row.id), reason, mine)


def _moved_by(row: ModelMove) -> list[UUID]:
    found = ModelMoveItem.objects.filter(move=row, outcome="moved")
    return list(found.values_list("case_id", flat=True))


def _ask(acting: Acting, row: ModelMove, reason: str, cases: Sequence[UUID] | None) -> UUID:
    row.asked_by_id, row.asked_at, row.reason = user_of(acting), timezone.now(), reason
    row.save(force_insert=True)
    wanted = None if cases is None else list(cases)
    with connection.cursor() as cursor:
        cursor.execute("select cases_model_fill(%s, %s::uuid[])", [row.id, wanted])
        (found,) = cursor.fetchone()
    if not found:
        raise ValidationError(_("Er is geen casus die hiermee verhuist."))
    record(acting, "case.ask_model_move", "model_move", row.id, count=found)
    return row.id


def find(acting: Acting, key: UUID) -> ModelMove:
    """Denied for who has no part in it."""
    require(rules.asks(acting) or rules.adopts(acting))
    found = ModelMove.objects.select_related("target", "undoes__target").filter(pk=key).first()
    if found is None:
        raise Denied
    return found


def decide(acting: Acting, key: UUID, *, granted: bool, grounds: str) -> None:
    """Say whether the cases move; once, and never on what one asked oneself."""
    row = find(acting, key)
    require(rules.adopts(acting))
    if row.decided_at:
        if (row.decided_by_id, row.granted) == (acting.user_id, granted):
            return
        raise Conflict(_("Hierover is al besloten."))
    rows = ModelMove.objects.filter(pk=key, decided_at=None)
    changed = rows.update(decided_by_id=user_of(acting), decided_at=timezone.now(), granted=granted,
                          grounds=grounds) if row.asked_by_id != acting.user_id else 0  # fmt: skip
    if not changed:
        raise Conflict(_("U vroeg dit zelf. Een ander besluit erover."))
    record(acting, "case.decide_model_move", "model_move", key,
           outcome="done" if granted else "refused")  # fmt: skip
    if granted:
        from baken.cases.tasks import model

        model.later(str(key))


def items(row: ModelMove) -> list[ModelMoveItem]:
    """What became of the cases that the reader is on."""
    found = ModelMoveItem.objects.filter(move=row).select_related("case", "former", "target")
    return list(found.order_by("outcome", "case__number"))


# -- the job --------------------------------------------------------------------------------


def run(acting: Acting, keys: Iterable[str]) -> int:
    """All dry runs and moves that wait, or these. Returns how many cases moved or stayed."""
    trials, moves = _waiting(acting, [*keys])
    for key in trials:
        with acting_as(acting):
            waiting = ModelTrial.objects.filter(pk=key, done_at=None)
            for row in waiting.select_for_update(skip_locked=True):
                trial.run(row)
    done = 0
    for key in moves:
        while batch := _batch(acting, key):
            done += batch
    return done


def _waiting(acting: Acting, keys: list[str]) -> tuple[list[UUID], list[UUID]]:
    with acting_as(acting):
        trials = ModelTrial.objects.filter(done_at=None).order_by("asked_at")
        moves = ModelMove.objects.filter(granted=True, finished_at=None).order_by("decided_at")
        only = {"pk__in": keys} if keys else {}
        return (list(trials.filter(**only).values_list("pk", flat=True)),
                list(moves.filter(**only).values_list("pk", flat=True)))  # fmt: skip


def _batch(acting: Acting, key: UUID) -> int:
    """The next cases, each with its entry in the trail; killed in between it is as before."""
    with acting_as(acting), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [str(key)])
        if not cursor.fetchone()[0]:
            return 0
        rows = list(ModelMoveItem.objects.filter(move_id=key, done_at=None).order_by("id")[:BATCH])
        cases = {case.file: case for case in trial.running(only=[row.case_id for row in rows])}
        before = _before(key, rows)
        for row in rows:
            outcome = _apply(row, cases.get(row.case_id), before.get(row.case_id, []))
            record(acting, "case.move_model", "case", row.case_id, ground=outcome)
        cursor.execute("select cases_model_count(%s)", [key])
    return len(rows)


def _before(key: UUID, rows: list[ModelMoveItem]) -> dict[UUID, list[dict[str, str]]]:
    """The clocks that the move that is undone wrote down, by case."""
    undone = ModelMove.objects.filter(pk=key).values_list("undoes_id", flat=True)
    found = ModelMoveItem.objects.filter(
        move_id__in=[one for one in undone if one], case_id__in=[row.case_id for row in rows]
    )
    return dict(found.values_list("case_id", "clocks"))


def _apply(row: ModelMoveItem, case: Snapshot | None, before: list[dict[str, str]]) -> str:
    gaps, turned = [], []
    if case is not None and case.model == row.former_id:
        old, new = model_of(row.former_id), model_of(row.target_id)
        gaps = gaps_of(case, old, new)
        turned = [] if gaps else restored(case, clocks_of(case, old, new), before)
    missing = [{"code": g.code, "name": g.role or g.name, "number": g.number} for g in gaps]
    told = [json.dumps(missing), json.dumps([kept(one) for one in turned])]
    with connection.cursor() as cursor:
        cursor.execute("select cases_model_apply(%s, %s, %s)", [row.id, *told])
        return str(cursor.fetchone()[0])
