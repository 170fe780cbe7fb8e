"""A closed case runs again: within its term, on a new ground, by who may still read it."""

from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import guards, rules
from baken.cases.actions.common import by, fetch, refresh_clock, rules_of, start_clock
from baken.cases.codes import ClockKind, Role
from baken.cases.explain import missing
from baken.cases.models import Case, Seat
from baken.cases.retention import kept_until
from baken.cases.situations import situation_of
from baken.cases.steps.models import Reopening
from baken.core.acting import Acting
from baken.core.errors import Conflict


def gaps_now(acting: Acting, case: Case) -> list[guards.Gap]:
    """What is missing today before this acting may reopen."""
    today = timezone.localdate()
    last_day = kept_until(case) if case.closed_at else today
    return guards.gaps_to_reopen(situation_of(case), acting.capacity, today, last_day)


def reopen(acting: Acting, case_id: UUID, *, ground: str) -> None:
    """Let it run again in the phase in which it was closed; its other seats are empty."""
    case = fetch(case_id)
    rules.require(rules.opens(acting))
    if gaps := gaps_now(acting, case):
        raise Conflict(_("Heropenen kan niet"), missing=missing(gaps, case))
    now = timezone.now()
    assert case.closed_at is not None
    Reopening.objects.create(
        case=case, ground=ground, reopened_by_id=rules.user_of(acting), reopened_at=now,
        closed_at=case.closed_at,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select cases_reopen(%s)", [case.id])
        if cursor.fetchone() != (True,):
            raise Conflict(_("De casus veranderde net. Kijk eerst hoe hij er nu voor staat."))
    _sit_down(acting, case)
    start_clock(case.id, ClockKind.REVIEW, rules_of(case).phase(case.phase).review)
    refresh_clock(case.id)
    record(acting, "case.reopen", "case", case.id)


def _sit_down(acting: Acting, case: Case) -> None:
    """Who reopens holds procesregie; what else the phase needs is to be filled."""
    now, model = timezone.now(), rules_of(case)
    due_at = by(model.clocks["vacant"], now)
    mine = Seat.objects.create(
        case=case, role=Role.PROCESREGIE, holder_id=acting.user_id,
        organisation_id=rules.organisation_of(acting), since=now, due_at=due_at,
    )  # fmt: skip
    Seat.objects.filter(pk=mine.id).update(accepted_at=now)
    for role in model.phase(case.phase).seats:
        if role != Role.PROCESREGIE:
            Seat.objects.create(case=case, role=role, since=now, due_at=due_at)


__all__ = ["gaps_now", "reopen"]
