"""What is talked about, and who reads it beforehand."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.actions.common import once
from baken.cases.meetings import rules
from baken.cases.meetings.actions.common import entered, readers, told_before
from baken.cases.meetings.models import AgendaItem, Meeting
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing, Version


def add_item(
    acting: Acting,
    meeting_id: UUID,
    *,
    title: str,
    text: str = "",
    organisations: Iterable[UUID] = (),
    late_reason: str = "",
    key: UUID | None = None,
) -> UUID:
    """Put something on the agenda. After it closed only the chair does, and says why."""
    meeting, case = entered(meeting_id)
    rules.require_state(meeting, rules.TALKING)
    if not rules.agenda_is_open(meeting):
        _late(acting, meeting, late_reason)
    else:
        late_reason = ""
    reads = readers(acting, meeting, organisations)
    told_before(acting, case.id, reads)
    row = AgendaItem(
        id=key or uuid4(), meeting=meeting, case=case, title=title, text=text,
        organisation_id=case_rules.organisation_of(acting), position=timezone.now().timestamp(),
        released_to=reads, late_reason=late_reason,
        added_by_id=case_rules.user_of(acting), created_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.added_by_id == acting.user_id)
    if new:
        record(acting, "case.add_agenda_item", "meeting", meeting.id)
    return made.id


def _late(acting: Acting, meeting: Meeting, reason: str) -> None:
    if not rules.leads(acting, meeting):
        raise Conflict(
            _("De agenda is dicht"),
            missing=[Missing(_("Alleen de voorzitter voegt nu nog een punt toe."),
                             _("Vraag de voorzitter."))],
        )  # fmt: skip
    if not reason:
        raise Conflict(
            _("De agenda is dicht"),
            missing=[Missing(_("Een reden om nu nog een punt toe te voegen."))],
        )


def edit_item(
    acting: Acting,
    item_id: UUID,
    *,
    title: str,
    text: str,
    organisations: Iterable[UUID],
    version: int,
) -> None:
    """Word an own item anew. Conflict with both texts when a colleague was first."""
    item, meeting = own_item(acting, item_id)
    reads = readers(acting, meeting, organisations)
    if set(reads) - set(item.released_to) or (title, text) != (item.title, item.text):
        told_before(acting, meeting.case_id, reads)
    changed = AgendaItem.objects.filter(pk=item.id, version=version).update(
        title=title, text=text, released_to=reads,
        version=F("version") + 1,
    )  # fmt: skip
    if not changed:
        item.refresh_from_db()
        raise Conflict(
            _("Een collega veranderde dit punt net"),
            versions=[Version(_("Punt"), title, item.title),
                      Version(_("Toelichting"), text, item.text)],
        )  # fmt: skip
    record(acting, "case.edit_agenda_item", "meeting", meeting.id)


def own_item(acting: Acting, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    """An item of the own organisation, while it may be changed. Denied, or Conflict."""
    item = AgendaItem.objects.filter(
        pk=item_id, organisation_id=case_rules.organisation_of(acting), withdrawn_at=None
    ).first()
    if item is None:
        raise Denied
    meeting, _case = entered(item.meeting_id)
    rules.require_state(meeting, rules.TALKING)
    if not rules.agenda_is_open(meeting) and not rules.leads(acting, meeting):
        raise Conflict(_("De agenda is dicht. Vraag de voorzitter."))
    return item, meeting


def withdraw_item(acting: Acting, item_id: UUID) -> None:
    """Take an own item off the agenda."""
    item, meeting = own_item(acting, item_id)
    AgendaItem.objects.filter(pk=item.id).update(withdrawn_at=timezone.now())
    record(acting, "case.withdraw_agenda_item", "meeting", meeting.id)


def move_item(acting: Acting, item_id: UUID, *, up: bool) -> None:
    """One place up or down, among the items that the chair sees."""
    found = AgendaItem.objects.filter(pk=item_id, withdrawn_at=None).first()
    if found is None:
        raise Denied
    meeting, _case = entered(found.meeting_id)
    case_rules.require(rules.leads(acting, meeting))
    rules.require_state(meeting, rules.TALKING)
    rows = list(AgendaItem.objects.filter(meeting=meeting, withdrawn_at=None)
                .order_by("position", "id"))  # fmt: skip
    here = rows.index(found)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    one, other = rows[here], rows[there]
    for row, place in ((one, other.position), (other, one.position)):
        AgendaItem.objects.filter(pk=row.id).update(position=place)
    record(acting, "case.order_agenda", "meeting", meeting.id)
