"""A meeting as a calendar file (RFC 5545): when and where, a number and a link; nothing else."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from baken.cases.meetings.codes import State
from baken.cases.meetings.models import Meeting

_WIDTH = 73


def calendar(meeting: Meeting, link: str) -> str:
    """The text of the file. Calendars wander: no names, purpose or agenda go in."""
    status = "CANCELLED" if meeting.state == State.CANCELLED else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Baken//Overleg//NL", "METHOD:PUBLISH",
        "BEGIN:VEVENT", f"UID:{meeting.id}@baken", f"SEQUENCE:{meeting.version - 1}",
        f"DTSTAMP:{_utc(meeting.created_at)}", f"DTSTART:{_utc(meeting.starts_at)}",
        f"DTEND:{_utc(meeting.ends_at)}", f"STATUS:{status}", "CLASS:PRIVATE",
        f"SUMMARY:{_escaped(_('Overleg %s') % meeting.case_number)}",
        f"LOCATION:{_escaped(meeting.place)}", f"URL:{link}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; the rest goes on after a space. No letter is cut in two."""
    parts, part = [], ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > _WIDTH:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
