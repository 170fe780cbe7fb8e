"""Scaling up and down: one asks, another decides, and what is missing is said."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import guards, mails, rules
from baken.cases.actions.common import (
    by,
    end_clock_at,
    fetch_open,
    refresh_clock,
    rules_of,
    start_clock,
    stop_clock,
)
from baken.cases.actions.handing import name_receiver
from baken.cases.actions.ticking import start_of_phase
from baken.cases.codes import ClockKind, Lifecycle
from baken.cases.explain import missing
from baken.cases.machine import after_move
from baken.cases.models import Case, PhaseDecision, PhaseRequest, Seat
from baken.cases.situations import situation_of
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied


def request_phase(
    acting: Acting,
    case_id: UUID,
    target: int,
    *,
    grounds: str,
    details: Mapping[str, Any] | None = None,
    site: str = "",
) -> UUID:
    """Ask for a step up or down; sent twice is asked once. Conflict with what is missing.

    `details` are what the model asks for, by field of `codes.FIELDS`. Whoever decides gets a
    mail; `site` is for the link in it.
    """
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if earlier := asked_before(acting, case, target):
        return earlier.id
    told = dict(details or {})
    model = rules_of(case)
    gaps = guards.gaps_to_request(
        situation_of(case, *guards.TO_MOVE), model, target, timezone.localdate(), acting.user_id
    )
    if not any(gap.code == "no_such_phase" for gap in gaps):
        gaps += guards.gaps_in_answers(model, case.phase, target, told)
    if gaps:
        raise Conflict(refused(case.phase, target), missing=missing(gaps, case))
    row = _ask(acting, case, target, grounds, told)
    if target < case.phase and "receiver" in told:
        name_receiver(acting, row, told["receiver"], site=site)
    refresh_clock(case.id)
    record(acting, "case.request_phase", "case", case.id)
    role = model.decider(case.phase, target)
    decides = Seat.objects.filter(case=case, role=role, ended_at=None).exclude(accepted_at=None)
    mails.ask(acting, case, decides.values_list("holder_id", flat=True).first(), mails.DECISION,
              site=site)  # fmt: skip
    return row.id


def asked_before(acting: Acting, case: Case, target: int) -> PhaseRequest | None:
    """The open request for this step, if this acting made it."""
    mine = PhaseRequest.objects.filter(case=case, decided_at=None, to_phase=target)
    return mine.filter(requested_by_id=acting.user_id).first()


def _ask(
    acting: Acting, case: Case, target: int, grounds: str, told: dict[str, Any]
) -> PhaseRequest:
    now = timezone.now()
    row = PhaseRequest(
        case=case, from_phase=case.phase, to_phase=target, grounds=grounds, details=told,
        requested_by_id=rules.user_of(acting), requested_at=now,
        due_at=by(rules_of(case).clocks["decision"], now),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Er ligt al een verzoek. Daar moet eerst over worden besloten.")) from None
    return row


def decide_phase(acting: Acting, request_id: UUID, *, granted: bool, reason: str = "") -> UUID:
    """Decide on another's request, under the mandate of the seat that the model names.

    Sent twice is decided once. Conflict when something is missing, or it was decided already.
    """
    seen = PhaseRequest.objects.filter(pk=request_id).first()
    if seen is None:
        raise Denied
    case = fetch_open(seen.case_id)
    gaps = guards.gaps_to_decide(
        situation_of(case, *guards.TO_MOVE), rules_of(case), seen.to_phase, timezone.localdate(),
        requester=seen.requested_by_id, decider=acting.user_id, reason=reason,
    )  # fmt: skip
    if seen.decided_at is None and (gaps := gaps if granted else _only_mandate(gaps)):
        raise Conflict(refused(case.phase, seen.to_phase), missing=missing(gaps, case))
    asked = PhaseRequest.objects.select_for_update().filter(pk=request_id).first()
    if asked is None or asked.decided_at:
        return _decided_before(acting, request_id, granted=granted)
    decision = _decide(acting, asked, granted=granted, reason=reason)
    if granted:
        _move(case, asked)
    refresh_clock(case.id)
    record(acting, "case.decide_phase", "case", case.id, outcome="done" if granted else "refused")
    if granted and asked.to_phase < asked.from_phase:
        end_seats(acting, case, asked.to_phase)
    return decision.id


def end_seats(acting: Acting, case: Case, phase: int) -> None:
    """Seats that this lower phase does not need end; who held one and has nothing left, leaves."""
    needed = guards.stays_seated(rules_of(case), phase)
    with connection.cursor() as cursor:
        cursor.execute("select cases_end_seats(%s, %s)", [case.id, sorted(needed)])
        ended = cursor.fetchone()[0]
    if ended:
        record(acting, "case.end_seats", "case", case.id, ground=str(phase))


def _only_mandate(gaps: list[guards.Gap]) -> list[guards.Gap]:
    """Saying no needs the mandate and another person, nothing more."""
    return [gap for gap in gaps if gap.code in ("own_request", "no_mandate")]


def _decided_before(acting: Acting, request_id: UUID, *, granted: bool) -> UUID:
    earlier = PhaseDecision.objects.filter(request_id=request_id).first()
    if earlier and earlier.decided_by_id == acting.user_id and earlier.granted == granted:
        return earlier.id
    raise Conflict(_("Over dit verzoek is al besloten."))


def _decide(acting: Acting, asked: PhaseRequest, *, granted: bool, reason: str) -> PhaseDecision:
    now = timezone.now()
    PhaseRequest.objects.filter(pk=asked.id).update(decided_at=now)
    return PhaseDecision.objects.create(
        case_id=asked.case_id, request=asked, from_phase=asked.from_phase, to_phase=asked.to_phase,
        granted=granted, grounds=asked.grounds, reason=reason,
        requested_by_id=asked.requested_by_id, decided_by_id=rules.user_of(acting), decided_at=now,
    )  # fmt: skip


def _move(case: Case, asked: PhaseRequest) -> None:
    """Put the case in its new phase; its clocks start again."""
    lifecycle = after_move(case.lifecycle, case.phase, asked.to_phase)
    put_in_phase(case, asked.from_phase, asked.to_phase, lifecycle)
    if asked.to_phase > asked.from_phase:
        stop_clock(case.id, ClockKind.AFTERCARE)
        return
    clocks_going_down(case, asked, lifecycle)


def clocks_going_down(case: Case, asked: PhaseRequest, lifecycle: str) -> None:
    """A day on which somebody looks again: the one that was agreed, or by the model."""
    model = rules_of(case)
    if day := asked.details.get("aftercare"):
        end_clock_at(case.id, ClockKind.AFTERCARE, date.fromisoformat(day))
    elif lifecycle == Lifecycle.AFTERCARE:
        start_clock(case.id, ClockKind.AFTERCARE, model.clocks["aftercare"])
    else:
        stop_clock(case.id, ClockKind.AFTERCARE)


def put_in_phase(case: Case, source: int, target: int, lifecycle: str) -> None:
    """The one place where a phase changes. Conflict when the case changed since it was read."""
    changed = Case.objects.filter(pk=case.id, version=case.version, phase=source).update(
        phase=target, lifecycle=lifecycle, version=F("version") + 1
    )
    if not changed:
        raise Conflict(_("De casus veranderde net. Kijk eerst hoe hij er nu voor staat."))
    start_clock(case.id, ClockKind.REVIEW, rules_of(case).phase(target).review)
    start_of_phase(case, source, target)


def refused(source: int, target: int) -> str:
    """The sentence above the list of what is missing."""
    if target > source:
        return _("Opschalen naar fase %(target)d kan nog niet") % {"target": target}
    return _("Afschalen naar fase %(target)d kan nog niet") % {"target": target}
