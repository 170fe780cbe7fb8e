"""A dry run: what a version would mean for the cases that run now.

A job looks, not who asks: the one acting that sees all running cases is the job's, and it reads
keys, dates and seats without a word of content. What it finds is stored per case, so that the
wall tells each reader of the own cases, and everyone else only numbers from ten on. The
functional administrator, who sees no case, tries a version all the same.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases.ave import Model, model_of, read
from baken.cases.codes import FIELDS, ClockKind, Role
from baken.cases.models import AveModel
from baken.cases.rules import require, user_of
from baken.cases.versions import rules
from baken.cases.versions.models import ModelDraft, ModelFinding, ModelTrial
from baken.cases.versions.plan import Snapshot, clocks_of, gaps_of, snapshot
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing

BATCH = 200


def may_try(acting: Acting) -> bool:
    return rules.keeps(acting) or rules.adopts(acting) or rules.asks(acting)


def start(
    acting: Acting, *, draft: ModelDraft | None = None, model: AveModel | None = None
) -> UUID:
    """Try a draft or a version; the job does the work. Conflict when a draft is no whole model."""
    require(may_try(acting))
    what = draft or model
    assert what is not None, "something is tried"
    if draft and (wrong := rules.problems(draft.body)):
        raise Conflict(_("Een proef kan nog niet"), missing=[Missing(p.text) for p in wrong])
    made = ModelTrial.objects.create(
        draft=draft, model=model, body=what.body, asked_by_id=user_of(acting),
        asked_at=timezone.now(),
    )  # fmt: skip
    record(acting, "case.try_model", "model", what.id)
    _later(made.id)
    return made.id


def _later(key: UUID) -> None:
    from baken.cases.tasks import model

    model.later(str(key))


def find(acting: Acting, key: UUID) -> ModelTrial:
    require(may_try(acting))
    found = ModelTrial.objects.select_related("draft", "model").filter(pk=key).first()
    if found is None:
        raise Denied
    return found


# -- the job --------------------------------------------------------------------------------


def run(trial: ModelTrial) -> int:
    """Look at all running cases, in one transaction of the job. Returns how many."""
    new, looked, last = read(trial.body), 0, None
    while rows := running(last):
        found = [finding for case in rows for finding in _of(trial, case, new)]
        ModelFinding.objects.bulk_create(found)
        looked, last = looked + len(rows), rows[-1].file
    ModelTrial.objects.filter(pk=trial.id).update(done_at=timezone.now())
    return looked


def running(after: UUID | None = None, only: list[UUID] | None = None) -> list[Snapshot]:
    """The next running cases after a key, or these alone, which then stand still for others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select to_jsonb(r)::text from cases_model_running(%s, %s, %s::uuid[]) r",
            [after, BATCH, only],
        )
        return [snapshot(json.loads(row)) for (row,) in cursor.fetchall()]


def _of(trial: ModelTrial, case: Snapshot, new: Model) -> Iterator[ModelFinding]:
    old = model_of(case.model)
    yield ModelFinding(trial=trial, case_id=case.file, kind="case")
    gaps = gaps_of(case, old, new)
    for gap in gaps:
        yield ModelFinding(trial=trial, case_id=case.file, kind=gap.code,
                           name=gap.role or gap.name, number=gap.number)  # fmt: skip
    if any(gap.code == "no_such_phase" for gap in gaps):
        return
    for turned in clocks_of(case, old, new):
        yield ModelFinding(trial=trial, case_id=case.file, kind="clock", name=turned.kind,
                           before=turned.before, after=turned.after)  # fmt: skip


# -- the page -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One consequence and for how many cases; None is fewer than ten, and not told."""

    words: str
    amount: int | None
    stops: bool


@dataclass(frozen=True)
class Mine:
    """One of the reader's own cases, with what would change."""

    id: UUID
    number: str
    phase: int
    stops: list[str]
    clocks: list[tuple[str, datetime, datetime]]


@dataclass(frozen=True)
class Found:
    total: int | None
    touched: int | None
    figures: list[Figure]
    mine: list[Mine]


def found(acting: Acting, trial: ModelTrial) -> Found:
    """What the reader may know of a dry run that is done."""
    with connection.cursor() as cursor:
        cursor.execute("select * from figures_model_trial(%s)", [trial.id])
        rows = cursor.fetchall()
    sums = {kind: amount for kind, _name, _number, amount, _held in rows}
    figures = [
        Figure(in_words(kind, name, number), amount, kind != "clock")
        for kind, name, number, amount, _held in rows if kind not in ("", "touched")
    ]  # fmt: skip
    figures.sort(key=lambda figure: not figure.stops)
    return Found(sums.get(""), sums.get("touched"), figures, _mine(trial))


def _mine(trial: ModelTrial) -> list[Mine]:
    rows = ModelFinding.objects.filter(trial=trial).exclude(kind="case").select_related("case")
    lines: dict[UUID, Mine] = {}
    for row in rows.order_by("case__number", "kind", "name"):
        case = row.case
        line = lines.setdefault(case.id, Mine(case.id, case.number, case.phase, [], []))
        if row.kind == "clock" and row.before and row.after:
            line.clocks.append((str(ClockKind(row.name).label), row.before, row.after))
        else:
            line.stops.append(in_words(row.kind, row.name, row.number))
    return [*lines.values()]


def in_words(kind: str, name: str, number: int) -> str:
    """One consequence as a sentence."""
    role = str(Role(name).label) if name in Role.values else name
    if kind == "clock":
        return _("%s krijgt een andere datum") % ClockKind(name).label
    if kind == "unanswered":
        return _("een verzoek dat loopt, beantwoordt niet: %s") % FIELDS[name]
    return {
        "no_such_phase": _("fase %d bestaat niet in deze versie") % number,
        "vacant": _("%s: de stoel is leeg en hier wel nodig") % role,
        "not_accepted": _("%s: de stoel is hier nodig en nog niet aanvaard") % role,
        "household_not_here": _("%s: het huishouden kan dit hier niet") % role,
        "same_person": _("casusregie en procesregie zijn hier nog één persoon"),
    }.get(kind, kind)
