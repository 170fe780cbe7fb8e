"""Which clocks start and end with a step or an act: T2 to T4, and T10 (domain table of clocks)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from baken.cases.actions.common import by, rules_of, start_clock, stop_clock
from baken.cases.clocks.catalog import catalog, span_of
from baken.cases.codes import ClockKind, Lifecycle
from baken.cases.models import Case, Clock
from baken.cases.plan.models import Plan
from baken.core.terms import Span

NEAR = timedelta(days=31)


def span_for(case: Case, kind: str, phase: int) -> Span | None:
    """How long a clock of this kind runs in this phase; None when the phase has none."""
    try:
        return span_of(case.model_id, kind, phase)
    except KeyError:
        return None


def start_of_phase(case: Case, source: int, target: int) -> None:
    """What a step up asks for in the new phase: a first meeting, and after it the plan (T3, T4).

    A phase without a norm for the meeting asks for a plan at once, if none stands. Clocks of the
    phase that was left end: they waited for what that phase needs.
    """
    stop_clock(case.id, ClockKind.MEETING)
    stop_clock(case.id, ClockKind.PLAN)
    if target <= source:
        return
    meeting, plan = (span_for(case, kind, target) for kind in (ClockKind.MEETING, ClockKind.PLAN))
    if meeting:
        start_clock(case.id, ClockKind.MEETING, meeting)
    elif plan and not Plan.objects.filter(~Q(settled_at=None), case=case).exists():
        start_clock(case.id, ClockKind.PLAN, plan)


def look_at_once(case: Case, *, acute: bool) -> None:
    """What is acute is looked at within the hour (T2), until somebody decides, or it is not."""
    runs = Clock.objects.filter(case=case, kind=ClockKind.ACUTE, met_at=None).exists()
    if not acute:
        stop_clock(case.id, ClockKind.ACUTE)
    elif not runs and (span := span_for(case, ClockKind.ACUTE, case.phase)):
        start_clock(case.id, ClockKind.ACUTE, span)


def met(case: Case, kind: str) -> None:
    """What a clock waited for was done; what follows from it starts.

    After the first meeting the plan; after the first check in aftercare the last one.
    """
    if kind == ClockKind.AFTERCARE:
        return _checked(case)
    after = span_for(case, ClockKind.PLAN, case.phase) if kind == ClockKind.MEETING else None
    if stop_clock(case.id, kind) and after:
        start_clock(case.id, ClockKind.PLAN, after)
    return None


def looked_after(case: Case) -> None:
    """An evaluation in aftercare is its check when that comes near, and else one in between."""
    near = Clock.objects.filter(case=case, kind=ClockKind.AFTERCARE, met_at=None)
    if near.filter(due_at__lte=timezone.now() + NEAR).exists():
        _checked(case)


def _checked(case: Case) -> None:
    """Both checks are counted from the step down; the first may be on a day that was agreed."""
    done = Clock.objects.filter(case=case, kind=ClockKind.AFTERCARE, met_at=None).first()
    last = rules_of(case).clocks.get("aftercare_last")
    stop_clock(case.id, ClockKind.AFTERCARE)
    if case.lifecycle != Lifecycle.AFTERCARE or done is None or last is None:
        return
    norm = catalog().norm(ClockKind.AFTERCARE)
    due_at = by(last, done.started_at, norm.rules)
    if due_at > done.due_at and done.span != str(last):
        Clock.objects.create(case=case, kind=ClockKind.AFTERCARE, started_at=done.started_at,
                             due_at=due_at, span=str(last), rules=norm.rules.value)  # fmt: skip
