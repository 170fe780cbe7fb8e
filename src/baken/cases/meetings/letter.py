"""The summary of a meeting as a letter to the household."""

from dataclasses import replace
from itertools import chain

from django.utils.formats import date_format
from django.utils.translation import override

from baken.cases.duty.letters import Letter, fill
from baken.cases.meetings.models import Meeting
from baken.core.calendar import ZONE


def letter_of(meeting: Meeting, text: str) -> Letter:
    """The words of the summary between the fixed ones; holds nothing else of the meeting."""
    with override("nl"):
        day = date_format(meeting.starts_at.astimezone(ZONE), "j F Y")
    made = fill("meeting", f"Kenmerk {meeting.case_number}", day=day, text=text)
    lines = chain.from_iterable(line.splitlines() for line in made.paragraphs)
    return replace(made, paragraphs=tuple(filter(str.strip, lines)))
