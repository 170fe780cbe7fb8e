"""Keeping standard answers."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.reports.phrases.models import Phrase


@dataclass(frozen=True)
class Wording:
    """What a standard answer says, and for what."""

    title: str
    use: str
    subject: str
    text_nl: str
    text_en: str = ""


def add(acting: Acting, wording: Wording) -> UUID:
    """Add a standard answer."""
    key = uuid4()
    assert acting.user_id is not None
    Phrase.objects.bulk_create(
        [Phrase(id=key, **vars(wording), by_id=acting.user_id, changed_at=timezone.now())]
    )
    record(acting, "report.phrase", "phrase", key, outcome="added")
    return key


def change(acting: Acting, phrase_id: UUID, version: int, wording: Wording) -> None:
    """Change it. Conflict when somebody else did so meanwhile; Denied when it is not there."""
    rows = Phrase.objects.filter(id=phrase_id)
    changed = {"by_id": acting.user_id, "changed_at": timezone.now(), "version": version + 1}
    if not rows.filter(version=version).update(**vars(wording), **changed):
        if not rows.exists():
            raise Denied
        raise Conflict(_("Een collega veranderde dit antwoord net. Kijk hoe het nu luidt."))
    record(acting, "report.phrase", "phrase", phrase_id, outcome="changed")


def drop(acting: Acting, phrase_id: UUID) -> None:
    """Take it away; what was sent with it stays as it was sent."""
    if Phrase.objects.filter(id=phrase_id).delete()[0]:
        record(acting, "report.phrase", "phrase", phrase_id, outcome="removed")
