"""Handing over many cases: asked or decided, accepted once for all, done by a job that resumes."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.opening import process_managers
from baken.cases.radar.models import Transfer
from baken.core.acting import Acting, acting_as
from baken.core.errors import Conflict, Denied
from baken.messages import api as messages

BATCH = 100
PHASES = (1, 2, 3, 4)


def may_ask(acting: Acting) -> bool:
    """A process manager for the own cases; a lead for those of another."""
    return rules.works_on_cases(acting) and acting.capacity in ("process_manager", "lead")


def ask(
    acting: Acting,
    *,
    source: UUID,
    target: UUID,
    reason: str,
    phases: Iterable[int] = PHASES,
    site: str = "",
) -> UUID:
    """Ask `target` to take over the cases of `source` in these phases. ValidationError when
    somebody is no process manager, or there is nothing to hand over.
    """
    rules.require(may_ask(acting))
    if acting.capacity == "process_manager" and source != acting.user_id:
        raise Denied(known=True)
    if source == target:
        raise ValidationError({"target": _("Kies een ander dan wie de casussen nu heeft.")})
    if target not in {person.user_id for person in process_managers(acting)}:
        raise ValidationError({"target": _("Kies een procesregisseur uit de lijst.")})
    made = Transfer.objects.create(
        source_id=source, target_id=target, organisation_id=rules.organisation_of(acting),
        asked_by_id=rules.user_of(acting), asked_at=timezone.now(), reason=reason,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select cases_transfer_fill(%s, %s::smallint[])", [made.id, list(phases)])
        (found,) = cursor.fetchone()
    if not found:
        raise ValidationError(_("Er is geen casus om over te dragen."))
    record(acting, "case.ask_transfer", "transfer", made.id, count=found)
    _mail(acting, made, site)
    return made.id


def _mail(acting: Acting, made: Transfer, site: str) -> None:
    link = f"{site.rstrip('/')}{reverse('cases:transfer', args=[made.id])}" if site else ""
    messages.write(
        acting,
        to=access.mail_of(made.target_id),
        subject=_("Gevraagd: casussen overnemen"),
        template="cases/mail/asked",
        context={"line": _("U bent gevraagd om casussen over te nemen."), "link": link},
        about_id=made.id,
        purpose="cases",
    )


def mine(acting: Acting) -> QuerySet[Transfer]:
    """Transfers that I asked for, give or take; newest first."""
    return Transfer.objects.order_by("-asked_at")


def find(acting: Acting, key: UUID) -> Transfer:
    """Denied when this acting has no part in it."""
    found = Transfer.objects.filter(pk=key).first()
    if found is None:
        raise Denied
    return found


def answer(acting: Acting, key: UUID, *, accept: bool) -> None:
    """Say yes or no, once, to all of it. The work is done by the job."""
    found = find(acting, key)
    rules.require(found.target_id == acting.user_id and rules.opens(acting))
    word = "accepted_at" if accept else "declined_at"
    rows = Transfer.objects.filter(pk=key, accepted_at=None, declined_at=None)
    if not rows.update(**{word: timezone.now()}):
        raise Conflict(_("Deze vraag is al beantwoord."))
    verb = "case.accept_transfer" if accept else "case.decline_transfer"
    record(acting, verb, "transfer", key)
    if accept:
        from baken.cases.tasks import transfer

        transfer.later(str(key))


def run(acting: Acting, keys: Iterable[str]) -> int:
    """The job: all that waits, or these, in batches of a transaction each. Returns how many."""
    moved = 0
    for key in list(keys) or _waiting(acting):
        while done := batch(acting, key):
            moved += done
    return moved


def _waiting(acting: Acting) -> list[str]:
    with acting_as(acting), connection.cursor() as cursor:
        cursor.execute("select cases_transfers_waiting()")
        return [str(row[0]) for row in cursor.fetchall()]


def batch(acting: Acting, key: str) -> int:
    """The next cases, each with its entry in the trail; killed in between it is as before."""
    with acting_as(acting), connection.cursor() as cursor:
        cursor.execute("select * from cases_transfer_batch(%s, %s)", [key, BATCH])
        done = cursor.fetchall()
        for file, outcome in done:
            record(acting, "case.transfer", "case", file, ground=outcome)
    return len(done)
