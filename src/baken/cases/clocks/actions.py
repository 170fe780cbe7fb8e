"""Letting a clock stand still and run again, meeting it, and answering for what was not done."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open, refresh_clock
from baken.cases.actions.ticking import met
from baken.cases.clocks.catalog import span_of
from baken.cases.clocks.codes import Answer
from baken.cases.clocks.models import Lapse, Pause
from baken.cases.models import Action, Case, Clock
from baken.core.acting import Acting
from baken.core.calendar import RuleSet
from baken.core.errors import Conflict, Denied, Version
from baken.core.terms import Span, Unit, due, left

Thing = Clock | Action
# These end by what is done elsewhere; the others are met by hand.
BY_ITSELF = frozenset({"handover", "contact", "review"})


def find(case_id: UUID, about: UUID) -> Thing:
    """The clock or action with this key that still runs, on this case. Denied if there is none."""
    clock = Clock.objects.filter(pk=about, case_id=case_id, met_at=None).first()
    found = clock or Action.objects.filter(pk=about, case_id=case_id, done_at=None).first()
    if found is None:
        raise Denied
    return found


def _of(thing: Thing) -> dict[str, UUID]:
    return {"clock_id" if isinstance(thing, Clock) else "action_id": thing.id}


def pause(acting: Acting, case_id: UUID, about: UUID, *, reason: str) -> None:
    """Let a clock or the date of an action stand still. Sent twice is done once."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    thing = find(case_id, about)
    if not reason.strip():
        raise ValidationError({"reason": _("Schrijf waarom de klok stilstaat.")})
    row = Pause(
        case=case, reason=reason.strip(), by_id=rules.user_of(acting), began_at=timezone.now(),
        **_of(thing),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return
    refresh_clock(case.id)
    record(acting, "case.pause", "case", case.id)


def resume(acting: Acting, case_id: UUID, about: UUID) -> datetime:
    """Let it run again; its date moves by what it stood still. Returns the new date."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    thing = find(case_id, about)
    open_one = Pause.objects.select_for_update().filter(**_of(thing), ended_at=None).first()
    if open_one is None:
        return thing.due_at
    now = timezone.now()
    Pause.objects.filter(pk=open_one.id).update(ended_at=now)
    moved = _moved(case, thing, open_one.began_at, now)
    if moved > thing.due_at:
        type(thing)._default_manager.filter(pk=thing.id).update(due_at=moved)
    refresh_clock(case.id)
    record(acting, "case.resume", "case", case.id)
    return max(moved, thing.due_at)


def _moved(case: Case, thing: Thing, began: datetime, now: datetime) -> datetime:
    """The date after a pause: the whole span again without what stood still; for an action what
    was left of it in working days. What was over its date when it stopped, stays over it."""
    if isinstance(thing, Action):
        rest = left(thing.due_at, began, RuleSet.OFFICE)
        days = Span(max(rest.working_days, 0), Unit.WORKING_DAYS)
        return thing.due_at if rest.late else due(now, days, RuleSet.OFFICE)
    span = Span.parse(thing.span) if thing.span else span_of(case.model_id, thing.kind, case.phase)
    stops = Pause.objects.filter(clock_id=thing.id).exclude(ended_at=None)
    pairs = list(stops.values_list("began_at", "ended_at"))
    calendar = RuleSet(thing.rules)
    return due(
        thing.started_at, span, calendar, pauses=cast("list[tuple[datetime, datetime]]", pairs)
    )


def meet(acting: Acting, case_id: UUID, clock_id: UUID) -> None:
    """What this clock waited for was done. Clocks that end by an act in Baken end by that only."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    clock = Clock.objects.filter(pk=clock_id, case=case).first()
    if clock is None:
        raise Denied
    if clock.met_at:
        return
    if clock.kind in BY_ITSELF:
        raise Conflict(_("Deze klok stopt vanzelf als u doet waar hij op wacht."))
    Pause.objects.filter(clock_id=clock.id, ended_at=None).update(ended_at=timezone.now())
    met(case, clock.kind)
    refresh_clock(case.id)
    record(acting, "case.meet_clock", "case", case.id, ground=clock.kind)


def answer(acting: Acting, lapse_id: UUID, *, how: str, text: str) -> None:
    """Say how it stands with what was not done. Conflict with both texts when it was answered."""
    seen = Lapse.objects.filter(pk=lapse_id).first()
    if seen is None:
        raise Denied
    case = fetch_open(seen.case_id)
    ours = seen.organisation_id == acting.organisation_id
    rules.require(rules.works_on_cases(acting) and (ours or rules.manages(acting)))
    if how not in Answer.values:
        raise ValidationError({"how": _("Kies hoe het ervoor staat.")})
    changed = Lapse.objects.filter(pk=lapse_id, answered_at=None).update(
        answered_at=timezone.now(), answered_by_id=rules.user_of(acting), how=how, answer=text
    )
    if not changed:
        seen.refresh_from_db()
        raise Conflict(
            _("Een ander gaf net antwoord"),
            versions=[Version(_("Antwoord"), text, seen.answer)],
        )
    record(acting, "case.answer_lapse", "case", case.id, ground=how)
