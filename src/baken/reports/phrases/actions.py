"""Keeping standard answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import yaml
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.reports.phrases.models import Phrase

FILE = Path(__file__).parent.parent / "data" / "phrases.yaml"


@dataclass(frozen=True)
class Wording:
    """What a standard answer says, and for what."""

    title: str
    use: str
    subject: str
    text_nl: str
    text_en: str = ""
    texts: dict[str, str] = field(default_factory=dict)


def add(acting: Acting, wording: Wording) -> UUID:
    """Add a standard answer."""
    key = uuid4()
    assert acting.user_id is not None
    Phrase.objects.bulk_create(
        [Phrase(id=key, **vars(wording), by_id=acting.user_id, changed_at=timezone.now())]
    )
    record(acting, "report.phrase", "phrase", key, outcome="added")
    return key


@cache
def ready_made() -> tuple[Wording, ...]:
    """The standard answers that the program brings, in every language in which one reports."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))["phrases"]
    return tuple(_wording(one["title"], one["use"], dict(one["texts"])) for one in raw)


def _wording(title: str, use: str, texts: dict[str, str]) -> Wording:
    return Wording(title, use, "", texts.pop("nl"), texts.pop("en"), texts)


def still_to_take(known: Iterable[str]) -> list[Wording]:
    """Those that the program brings and the desk does not have, by their title."""
    titles = set(known)
    return [wording for wording in ready_made() if wording.title not in titles]


def take_over(acting: Acting) -> int:
    """Add what the program brings and is not there yet. Returns how many."""
    missing = still_to_take(Phrase.objects.values_list("title", flat=True))
    for wording in missing:
        add(acting, wording)
    return len(missing)


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
