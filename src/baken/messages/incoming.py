"""A mail that came in, as far as it may be believed: what somebody wrote, and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from html.parser import HTMLParser

from baken.messages.quotes import new_words

LONGEST_TEXT = 200_000
# Headers of who answers without reading (RFC 3834, and what was there before it).
_BULK = {"bulk", "junk", "list", "auto_reply"}
_SAID_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True)
class Attached:
    """A file of a mail."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Incoming:
    """One mail. `automatic`: no person wrote it. `sender` is what the mail claims, no more.

    `undelivered` is the code of why a mail of ours did not arrive ('5.1.1', RFC 3463); else ''.
    """

    message_id: str
    sender: str
    receivers: tuple[str, ...]
    text: str
    files: tuple[Attached, ...]
    automatic: bool
    undelivered: str = ""


def read_mail(raw: bytes) -> Incoming:
    """The mail in these bytes. Broken ones give what can be read; nothing is raised."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert isinstance(mail, EmailMessage)
    return Incoming(
        message_id=_line(mail, "message-id"),
        sender=next(iter(_addresses(mail, "from")), ""),
        receivers=tuple(one for name in _SAID_TO for one in _addresses(mail, name)),
        text=_written(mail), files=tuple(_files(mail)), automatic=_automatic(mail),
        undelivered=_undelivered(mail),
    )  # fmt: skip


def _line(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail.get(name, "")).strip()
    except (ValueError, IndexError, TypeError):  # headers that the standard library trips over
        return ""


def _addresses(mail: EmailMessage, name: str) -> list[str]:
    try:
        values = [str(value) for value in mail.get_all(name, [])]
    except (ValueError, IndexError, TypeError, AttributeError):
        return []
    return [address.lower() for _name, address in getaddresses(values) if "@" in address]


def _automatic(mail: EmailMessage) -> bool:
    """An answering machine, a list, or a notice that a mail did not arrive."""
    said = _line(mail, "auto-submitted").lower()
    sender = next(iter(_addresses(mail, "from")), "")
    return (
        said not in ("", "no")
        or _line(mail, "precedence").lower() in _BULK
        or any(_line(mail, name) for name in ("x-autoreply", "x-autorespond", "list-id"))
        or mail.get_content_type() in ("multipart/report", "message/delivery-status")
        or sender.partition("@")[0] in ("mailer-daemon", "postmaster", "")
        or _line(mail, "return-path") == "<>"
    )


def _undelivered(mail: EmailMessage) -> str:
    """The status of a notice that a mail was given up (RFC 3464); one that waits is no such."""
    for part in mail.walk():
        if str(part.get("action", "")).strip().lower() == "failed":
            status = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})", str(part.get("status", "")))
            return status[1] if status else "5.0.0"
    return ""


def _written(mail: EmailMessage) -> str:
    """What is new in it: without what was quoted and without a signature."""
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)
    if part.get_content_type() == "text/html":
        text = _plain(text)
    text = text.replace("\x00", "").replace("\r\n", "\n")[:LONGEST_TEXT]
    return new_words(text)


def _decoded(part: MIMEPart) -> str:
    """The text of a part, also when it names no encoding, or one that is not there."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, KeyError, ValueError):
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _files(mail: EmailMessage) -> Iterator[Attached]:
    for number, part in enumerate(mail.iter_attachments()):
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes) and raw:
            yield Attached((part.get_filename() or f"bijlage-{number + 1}")[:100], raw)


class _Words(HTMLParser):
    """The text of an HTML mail; what was quoted in a `blockquote` stays out."""

    _BREAKS = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3"))
    _SILENT = frozenset(("script", "style", "head", "title", "blockquote"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        if tag in self._BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _plain(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
