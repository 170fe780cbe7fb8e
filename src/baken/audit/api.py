"""What every module calls to leave its trace."""

from collections.abc import Mapping
from datetime import UTC, datetime
from os import urandom
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baken.audit.models import Entry
from baken.audit.request import begin, request_id
from baken.core import crypto
from baken.core.acting import Acting
from baken.core.slots import Slot

# What verbs are called on a page: the module above all knows the words of each.
words: Slot[Mapping[str, str]] = Slot()

DATA_SUBJECT = "audit.data_subject"
_INSERT = """
insert into audit_entry (request_id, acting_kind, user_id, organisation_id, capacity, purpose,
  verb, object_kind, object_id, subject, term, ground, outcome, count)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_PROCESSING = """
insert into audit_processing (operation_id, trace_id, name, status, started_at, ended_at,
  activity_id, data_subject_id) values (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(
    acting: Acting,
    verb: str,
    kind: str = "",
    id: UUID | None = None,
    *,
    subject: UUID | None = None,
    ground: str = "",
    outcome: str = "done",
    term: str | None = None,
    count: int | None = None,
) -> None:
    """Write one entry in the open transaction.

    `verb` is `module.verb`; `ground` a code or an article, never free text; `subject` the person
    it is about, kept as a fingerprint that only the same person's id matches; `term` what was
    searched for, kept as a fingerprint too. With a subject, the processing log gets its line.
    """
    ground = ground or _ground_of(acting, id)
    about = subject_mark(subject) if subject else None
    searched = term_mark(term) if term else None
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [request_id(), acting.kind, acting.user_id, acting.organisation_id, acting.capacity,
             acting.purpose, verb, kind, id, about, searched, ground, outcome, count],
        )  # fmt: skip
        if subject:
            _log_processing(cursor, acting, verb, subject)


def _ground_of(acting: Acting, id: UUID | None) -> str:
    """The ground under which this acting looks, when it is not on the file. At most one query."""
    if id is None or acting.kind != "assignment" or acting.purpose != "cases":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("select acting_ground(%s)", [id])
        return str(cursor.fetchone()[0])


def _log_processing(cursor: object, acting: Acting, verb: str, subject: UUID) -> None:
    now = datetime.now(UTC)
    sealed = crypto.seal(subject.bytes, DATA_SUBJECT)
    cursor.execute(  # type: ignore[attr-defined]
        _PROCESSING,
        [urandom(8), request_id(), verb, "OK", now, now, f"purpose/{acting.purpose}", sealed],
    )


def subject_mark(subject: UUID) -> bytes:
    """The fingerprint under which entries about this person are written."""
    return subject_marks(subject)[0]


def subject_marks(subject: UUID) -> list[bytes]:
    """The fingerprints under which entries about this person are found, one per key."""
    return crypto.macs(str(subject), "audit.subject")


def term_mark(term: str) -> bytes:
    """The fingerprint under which searches for this term are written."""
    return term_marks(term)[0]


def term_marks(term: str) -> list[bytes]:
    """The fingerprints under which searches for this term are found, one per key."""
    return crypto.macs(term, "audit.term")


__all__ = [
    "begin",
    "entries",
    "in_words",
    "record",
    "request_id",
    "subject_mark",
    "subject_marks",
    "term_mark",
    "term_marks",
    "words",
]


def in_words(verb: str) -> str:
    """The verb in words; a verb without words is shown as it is."""
    return next((_(known[verb]) for known in words if verb in known), verb)


def entries() -> QuerySet[Entry]:
    """The trail, newest first, as far as this acting may read it."""
    return Entry.objects.order_by("-id")
