"""Handing a case over after a step down: named with the request, accepted before the decision."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import fetch_open
from baken.cases.models import Case, PhaseRequest
from baken.cases.steps.models import Handover
from baken.core.acting import Acting
from baken.core.errors import Denied

HOUSEHOLD = "household"


def receivers(acting: Acting, case: Case) -> list[access.Colleague]:
    """Who may take a case over: its full members who work on cases, each once."""
    members = access.members(acting, case.id)
    here = {(one.user_id, one.organisation_id) for one in members if not one.invited}
    people = access.colleagues(acting, purpose="cases")
    found = {p.user_id: p for p in people if (p.user_id, p.organisation_id) in here}
    return sorted(found.values(), key=lambda person: person.name)


def name_receiver(acting: Acting, asked: PhaseRequest, receiver: str, *, site: str = "") -> None:
    """Ask who is named to take over. Whoever names themselves has accepted."""
    person = None if receiver == HOUSEHOLD else _member(acting, asked.case, receiver)
    now = timezone.now()
    mine = person is not None and person == acting.user_id
    Handover.objects.create(
        case_id=asked.case_id, request=asked, receiver_id=person, asked_at=now,
        accepted_at=now if mine else None,
    )  # fmt: skip
    mails.ask(acting, asked.case, person, mails.HANDOVER, site=site)


def _member(acting: Acting, case: Case, receiver: str) -> UUID:
    if acting.user_id and receiver == str(acting.user_id):
        return acting.user_id  # who asks holds a seat
    found = next((p for p in receivers(acting, case) if str(p.user_id) == receiver), None)
    if found is None:
        raise ValidationError(_("Kies iemand die meedoet aan deze casus."))
    return found.user_id


def accept_handover(acting: Acting, handover_id: UUID) -> None:
    """The receiver accepts; for the household a manager records it. Twice is once."""
    row = Handover.objects.filter(pk=handover_id).first()
    if row is None:
        raise Denied
    case = fetch_open(row.case_id)
    rules.require(row.receiver_id == acting.user_id if row.receiver_id else rules.manages(acting))
    recorder = None if row.receiver_id else acting.user_id
    changed = Handover.objects.filter(pk=row.id, accepted_at=None).update(
        accepted_at=timezone.now(), recorded_by_id=recorder
    )
    if changed:
        record(acting, "case.accept_handover", "case", case.id)
