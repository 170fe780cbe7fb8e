"""Writing a note, naming a colleague, and being reminded."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.reports.actions.desk import for_desk, handlers
from baken.reports.notes.models import Mention, Note, Reminder

FURTHEST = timedelta(days=366)


def add_note(
    acting: Acting, report_id: UUID, text: str, *, nonce: UUID, named: UUID | None = None
) -> None:
    """Add a note, and name a colleague of the desk. The same `nonce` again changes nothing."""
    report = for_desk(acting, report_id)
    people = {person.user_id: person.name for person in handlers(acting, report)}
    if named is not None and named not in people:
        raise ValidationError(_("Deze collega behandelt deze melding niet. Kies een ander."))
    assert acting.user_id is not None
    now, key = timezone.now(), uuid5(report.id, f"note {nonce}")
    if Note.objects.filter(id=key).exists():
        return
    told = f"@{people[named]}: {text}" if named else text
    Note.objects.bulk_create([Note(id=key, report=report, at=now, by_id=acting.user_id, text=told)])
    if named:
        Mention.objects.bulk_create([Mention(report=report, note_id=key, user_id=named, at=now)])
    record(acting, "report.note", "report", report.id)


def seen(acting: Acting, report_id: UUID) -> None:
    """The acting user has read the notes on this report that name them."""
    mine = Mention.objects.filter(report_id=report_id, user=acting.user_id, seen_at=None)
    mine.update(seen_at=timezone.now())


def remind(acting: Acting, report_id: UUID, day: date, text: str) -> None:
    """Put this report among the own work on that day."""
    today = timezone.localdate()
    if not today <= day <= today + FURTHEST:
        raise ValidationError({"day": _("Kies een dag vanaf vandaag, en binnen een jaar.")})
    report = for_desk(acting, report_id)
    assert acting.user_id is not None
    Reminder.objects.bulk_create(
        [Reminder(report=report, user_id=acting.user_id, day=day, text=text)]
    )
    record(acting, "report.remind", "report", report.id)


def done(acting: Acting, reminder_id: UUID) -> UUID:
    """The reminder is no longer needed; gives the report's id. Denied when it is not one's own."""
    row = Reminder.objects.filter(id=reminder_id, user=acting.user_id).first()
    if row is None:
        raise Denied
    Reminder.objects.filter(id=row.id, done_at=None).update(done_at=timezone.now())
    return row.report_id
