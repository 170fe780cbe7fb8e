"""What one mail does: a message of the resident, or nothing."""

from __future__ import annotations

import logging
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from baken.core.acting import Acting, acting_as, job, resident
from baken.core.bucket import HOUR, TooOften, take
from baken.core.errors import Conflict, Denied
from baken.core.text import without_bsn, without_hidden
from baken.messages import api as messages
from baken.messages.api import Attached, Incoming
from baken.reports.actions.intake import (
    MOST_PHOTOS,
    add_message,
    keep_photos,
    note_event,
    own,
)
from baken.reports.codes import Door, Kind
from baken.reports.follow import code_of
from baken.reports.models import Contact, Report

log = logging.getLogger("baken.reports")
AN_HOUR = 10
LONGEST = 3000


class Outcome(StrEnum):
    """What became of a mail."""

    KEPT = "kept"
    AUTOMATIC = "automatic"
    RETURNED = "returned"
    UNKNOWN = "unknown"
    TOO_OFTEN = "too often"
    EMPTY = "empty"
    REFUSED = "refused"


def take_in(raw: bytes, *, whole: bool = True) -> Outcome:
    """Take in one mail; `whole` is False when it was too large to fetch. The same mail a second
    time changes nothing: a worker that is killed halfway does it again.

    Whoever answers acts as the resident with the code of the report, and may do no more than that.
    """
    mail = messages.read_mail(raw)
    outcome = _take_in(mail, whole=whole)
    log.info("a mail came in: %s", outcome)
    return outcome


def _take_in(mail: Incoming, *, whole: bool) -> Outcome:
    if mail.undelivered and _came_back(mail):
        return Outcome.RETURNED
    if mail.automatic:
        return Outcome.AUTOMATIC
    report_id = next(filter(None, map(messages.about_of, mail.receivers)), None)
    if report_id is None:
        return Outcome.UNKNOWN
    try:
        take(f"reports:mail:{report_id}", HOUR, AN_HOUR)
    except TooOften:
        return Outcome.TOO_OFTEN
    with acting_as(resident(code_of(report_id))) as acting:
        return _to_report(acting, mail, whole=whole)


def _came_back(mail: Incoming) -> bool:
    """A mail of ours did not arrive: it is marked, and who works on the report reads it.

    Believed for the address alone, which only the servers on its way have seen.
    """
    message_id = next(filter(None, map(messages.returned_to, mail.receivers)), None)
    if message_id is None:
        return False
    with acting_as(job("messages.returned", purpose="reports")) as acting:
        message = messages.came_back(acting, message_id, mail.undelivered)
        if message is not None and message.purpose in ("reports", messages.CONFIDENTIAL):
            note_event(message.about_id, Kind.RETURNED, note=mail.undelivered)
    return True


def _to_report(acting: Acting, mail: Incoming, *, whole: bool) -> Outcome:
    try:
        report = own(acting)
    except Denied:
        return Outcome.UNKNOWN
    contact = Contact.objects.filter(report=report).first()
    known = contact is not None and contact.email.lower() == mail.sender
    with translation.override(report.language):
        try:
            return _write(acting, report, mail, known=known, whole=whole)
        except Conflict as error:
            if known:
                _say_why(acting, report, mail.sender, error.message)
            return Outcome.REFUSED


def _write(acting: Acting, report: Report, mail: Incoming, *, known: bool, whole: bool) -> Outcome:
    text = without_bsn(without_hidden(mail.text)).strip()[:LONGEST]
    files = mail.files[:MOST_PHOTOS]
    if not whole:
        if known:
            _say_why(acting, report, mail.sender, _("Uw mail is groter dan 20 MB. Stuur kleinere."))
        return Outcome.REFUSED
    if not text and not files:
        return Outcome.EMPTY
    nonce = uuid5(NAMESPACE_URL, mail.message_id or f"{timezone.now():%Y%m%d} {text}")
    words = text or _("(alleen een bijlage)")
    note = _how_it_came(known=known)
    if not add_message(acting, words, nonce=nonce, note=note):
        return Outcome.KEPT
    wrong = [said for one in files if (said := _keep(acting, report.id, one))]
    if len(mail.files) > MOST_PHOTOS:
        wrong.append(_("Wij namen de eerste %s bijlagen.") % MOST_PHOTOS)
    if wrong and known:
        _say_why(acting, report, mail.sender, " ".join(wrong))
    return Outcome.KEPT


def _how_it_came(*, known: bool) -> str:
    """For who reads it at the desk, in Dutch."""
    with translation.override("nl"):
        if known:
            return _("Per e-mail. De afzender is niet gecontroleerd.")
        return _("Per e-mail, van een ander adres. De afzender is niet gecontroleerd.")


def _keep(acting: Acting, report_id: UUID, one: Attached) -> str:
    """Store a file with the report; why not, when it is refused."""
    try:
        with transaction.atomic():
            keep_photos(acting, report_id, [SimpleUploadedFile(one.name, one.data)])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _say_why(acting: Acting, report: Report, to: str, why: str) -> None:
    """Tell the sender what we could not take. Only to the address that we had already."""
    if report.door == Door.CONFIDENTIAL:
        return
    messages.write(
        acting, to=to, subject=_("Uw mail bij melding %s") % report.number,
        template="reports/mail/not_taken", context={"report": report, "why": why},
        about_id=report.id, purpose="reports",
    )  # fmt: skip
