"""The mailbox from which answers are fetched, over IMAP with TLS."""

from __future__ import annotations

import imaplib
import logging
from typing import Protocol

from django.conf import settings

log = logging.getLogger("baken.messages")
MOST = 50
SECONDS = 30
# More than we take: then only its head is fetched, to tell who sent it.
LARGEST = 30 * 1024 * 1024


class Handle(Protocol):
    """What is done with a mail; `whole` is False when it was too large to fetch."""

    def __call__(self, raw: bytes, *, whole: bool) -> object: ...


class NoMailbox(Exception):
    """The server cannot be reached or does not let us in. The text is no secret."""


def fetch(handle: Handle) -> int:
    """Hand each unread mail to `handle`, and mark it read after that. How many.

    A mail on which it fails is flagged and left for a person: it holds up nothing.
    Raises NoMailbox.
    """
    try:
        with _box() as box:
            numbers = box.uid("search", "UNSEEN", "UNFLAGGED")[1][0].split()[:MOST]
            for number in numbers:
                _one(box, number.decode(), handle)
            return len(numbers)
    except (imaplib.IMAP4.error, OSError) as error:
        raise NoMailbox(type(error).__name__) from error


def look_in() -> None:
    """Raises NoMailbox when the box does not open."""
    try:
        with _box():
            pass
    except (imaplib.IMAP4.error, OSError) as error:
        raise NoMailbox(type(error).__name__) from error


def _box() -> imaplib.IMAP4:
    kind = imaplib.IMAP4_SSL if settings.BAKEN_IMAP_TLS else imaplib.IMAP4
    box = kind(settings.BAKEN_IMAP_HOST, settings.BAKEN_IMAP_PORT, timeout=SECONDS)
    box.login(settings.BAKEN_IMAP_USER, settings.BAKEN_IMAP_PASSWORD)
    said, _rows = box.select(settings.BAKEN_IMAP_FOLDER)
    if said != "OK":
        raise imaplib.IMAP4.error("no such folder")
    return box


def _one(box: imaplib.IMAP4, number: str, handle: Handle) -> None:
    whole = _size(box, number) <= LARGEST
    part = "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])"
    rows = box.uid("fetch", number, part)[1]
    raw = next((row[1] for row in rows if isinstance(row, tuple)), b"")
    try:
        handle(raw, whole=whole)
    except Exception:
        log.exception("a mail could not be taken in")
        box.uid("store", number, "+FLAGS", r"(\Flagged)")
        return
    box.uid("store", number, "+FLAGS", r"(\Seen)")


def _size(box: imaplib.IMAP4, number: str) -> int:
    row = box.uid("fetch", number, "(RFC822.SIZE)")[1][0]
    words = row.decode("ascii", "replace") if isinstance(row, bytes) else ""
    digits = words.rpartition("RFC822.SIZE")[2].strip(" )")
    return int(digits) if digits.isdigit() else 0
