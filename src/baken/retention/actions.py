"""Placing and lifting a hold; counting and carrying out what is due."""

import logging
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from baken.access.api import Capacity
from baken.audit.api import record
from baken.core.acting import Acting, acting_as
from baken.core.errors import Conflict, Denied
from baken.retention import erasing, lists, queries
from baken.retention.models import Certificate, Hold, Plan, RemovalList, Run, RunKind
from baken.retention.rules import may_hold, may_oversee
from baken.retention.selection import ACT
from baken.retention.terms import Term, all_terms
from baken.retention.turn import one_at_a_time

BATCH = 500
SAMPLE = 100
MANNER = "Rij uit de database gewist; van versleutelde bestanden is de sleutel vernietigd"
log = logging.getLogger(__name__)


def place_hold(acting: Acting, object_id: UUID, reason: str, until: date | None = None) -> UUID:
    """Stop the removal of an object (a file, or one row), whatever its term."""
    if not may_hold(acting):
        raise Denied(_("Tegenhouden kan de privacyfunctionaris."), known=True)
    if not reason.strip():
        raise ValidationError(_("Schrijf waarom dit bewaard moet blijven."))
    if until and until < localdate():
        raise ValidationError(_("Deze datum is voorbij. Kies een dag na vandaag."))
    one_at_a_time()
    hold = Hold(object_id=object_id, reason=reason, placed_at=now(), until=until)
    hold.placed_by = acting.user_id  # type: ignore[assignment]
    hold.save(force_insert=True)
    record(acting, "retention.hold", "object", object_id)
    return hold.id


def lift_hold(acting: Acting, hold_id: UUID) -> None:
    """Let the term run again. Denied when there is no such hold for this acting."""
    if not may_oversee(acting):
        raise Denied(_("Loslaten kan de privacyfunctionaris."), known=True)
    hold = Hold.objects.filter(id=hold_id).first()
    if hold is None:
        raise Denied
    held = Hold.objects.filter(id=hold_id, lifted_at=None)
    if not held.update(lifted_at=now(), lifted_by=acting.user_id):
        raise Conflict(_("Dit was al losgelaten."))
    record(acting, "retention.lift", "object", hold.object_id)


def count(acting: Acting, today: date) -> UUID:
    """Count per term what would go now and within 30 days, and gather the next list."""
    with acting_as(acting):
        run = Run.objects.create(kind=RunKind.COUNT, day=today, started_at=now())
        for term in _removing():
            _count_one(run, term, today)
        one_at_a_time()
        lists.gather(today)
        run.finished_at = now()
        run.save(update_fields=["finished_at"])
        record(acting, "retention.count", "run", run.id)
    return run.id


def _count_one(run: Run, term: Term, today: date) -> None:
    going = queries.due(term, today)
    going_soon = queries.due(term, today + queries.SOON)
    number = going.count()
    first = list(going_soon.values_list("pk", term.trigger)[:SAMPLE])
    Plan.objects.create(
        run=run,
        model=term.model,
        what=term.what,
        due=number,
        soon=going_soon.count() - number,
        held=queries.ended(term, today).filter(queries.held(term, today)).count(),
        sample=[[str(key), term.last_day(start).isoformat()] for key, start in first],
    )


def remove_due(acting: Acting, today: date) -> UUID:
    """Carry out every term: batches of 500, each whole with its certificate or not at all.

    Where two people decide, only what is on an approved list goes. A term that fails is named
    in the run and does not stop the others.
    """
    with acting_as(acting):
        run = Run.objects.create(kind=RunKind.REMOVAL, day=today, started_at=now())
        one_at_a_time()
        lists.take_off(today)
    removed, failed = 0, []
    for term in _removing():
        try:
            removed += _carry_out(acting, run, term, today)
        except Exception:
            log.exception("retention of %s failed", term.model)
            failed.append(term.model)
    with acting_as(acting):
        run.removed, run.failed, run.finished_at = removed, failed, now()
        run.save(update_fields=["removed", "failed", "finished_at"])
        lists.finish()
        record(acting, "retention.run", "run", run.id, count=removed)
    erasing.mirror(acting)
    return run.id


def _carry_out(acting: Acting, run: Run, term: Term, today: date) -> int:
    if not term.listed:
        return _all_batches(acting, run, term, today, None)
    with acting_as(acting):
        approved = lists.approved_for(term)
    return sum(_all_batches(acting, run, term, today, one) for one in approved)


def _all_batches(acting: Acting, run: Run, term: Term, today: date, one: RemovalList | None) -> int:
    total = 0
    while True:
        with acting_as(acting):
            gone = _one_batch(acting, run, term, today, one)
        total += gone
        if gone < BATCH:
            return total


def _one_batch(acting: Acting, run: Run, term: Term, today: date, one: RemovalList | None) -> int:
    """Remove at most 500 objects and certify it. Runs in one transaction."""
    one_at_a_time()
    rows = queries.due(term, today)
    if one:
        rows = rows.filter(pk__in=lists.keys_of(one, term))
    found = list(rows.values_list("pk", term.trigger)[:BATCH])
    if not found:
        return 0
    ids = [key for key, _start in found]
    term.take(acting, ids)
    if one:
        lists.went(one, ids)
    if not term.technical:
        _certify(run, term, found, one)
        erasing.note(term.model, ids)
    record(acting, "retention.remove", term.model, count=len(ids))
    return len(ids)


def _certify(run: Run, term: Term, found: list[tuple[UUID, Any]], one: RemovalList | None) -> None:
    """Write the certificate of one batch, linked to the one before it."""
    last = Certificate.objects.order_by("-number").first()
    days = sorted(localdate(s) if hasattr(s, "hour") else s for _key, s in found)
    certificate = Certificate(
        number=last.number + 1 if last else 1,
        run=run,
        made_at=now(),
        model=term.model,
        what=term.what,
        removed=len(found),
        term=term.span,
        trigger=term.since or term.trigger,
        started_from=days[0],
        started_until=days[-1],
        purpose=term.purpose,
        selection=term.selection,
        act=ACT,
        manner=MANNER,
        objects_hash=queries.hash_of(key for key, _start in found),
        previous=last.hash if last else "",
        **(_stood_behind(one) if one else {}),
    )
    certificate.hash = queries.seal(certificate)
    certificate.save(force_insert=True)


def _stood_behind(one: RemovalList) -> dict[str, Any]:
    """In which capacity two people stood behind it; their names stay in the trail."""
    proposal = one.proposal
    return {
        "list_number": one.number,
        "proposed_as": Capacity(proposal.proposed_as).label,
        "approved_as": Capacity(proposal.decided_as).label,
        "approved_on": localdate(proposal.decided_at),
    }


def _removing() -> list[Term]:
    return [term for term in all_terms() if term.rule == "removed"]
