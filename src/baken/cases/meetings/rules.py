"""Who leads a meeting, what comes after what, and how long it all takes."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases import rules
from baken.cases.ave import Model
from baken.cases.meetings.codes import State
from baken.cases.meetings.models import Meeting
from baken.core.acting import Acting
from baken.core.calendar import ZONE, RuleSet
from baken.core.errors import Conflict
from baken.core.terms import Span, before, due

NEXT: dict[str, frozenset[str]] = {
    State.PLANNED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.HELD}),
    State.HELD: frozenset({State.PROPOSED}),
    State.PROPOSED: frozenset({State.ADOPTED}),
}
TALKING = frozenset({State.PLANNED, State.RUNNING})
WRITING = frozenset({State.RUNNING, State.HELD})
WRITTEN_TO = TALKING | WRITING | {State.PROPOSED}
# For versions of the model that were loaded before it spoke of meetings.
_OLDER_MODELS = {"meeting_freeze": "2 wd", "meeting_objection": "3 wd"}


def leads(acting: Acting, meeting: Meeting) -> bool:
    mine = (acting.user_id, acting.organisation_id)
    return mine == (meeting.chair_id, meeting.chair_organisation_id)


def takes_notes(acting: Acting, meeting: Meeting) -> bool:
    mine = (acting.user_id, acting.organisation_id)
    return mine == (meeting.notes_id, meeting.notes_organisation_id)


def in_hand(acting: Acting, meeting: Meeting) -> bool:
    """Who leads it or takes the notes."""
    return leads(acting, meeting) or takes_notes(acting, meeting)


def carries_on(acting: Acting, meeting: Meeting) -> bool:
    """The municipality's managers, and who leads it or takes the notes."""
    return rules.manages(acting) or in_hand(acting, meeting)


def agenda_is_open(meeting: Meeting) -> bool:
    """May everybody still put something on it?"""
    return meeting.state == State.PLANNED and timezone.now() <= meeting.freezes_at


def require_step(meeting: Meeting, to: str) -> None:
    """Conflict when a meeting does not go from where it is to there."""
    if to not in NEXT.get(meeting.state, frozenset()):
        raise Conflict(_("Dit kan nu niet: het overleg is %s.") % meeting.get_state_display())


def require_state(meeting: Meeting, states: frozenset[str]) -> None:
    """Conflict when the meeting is in none of these."""
    if meeting.state not in states:
        raise Conflict(_("Dit kan nu niet: het overleg is %s.") % meeting.get_state_display())


def span(model: Model, name: str) -> Span:
    """A clock of the model, as the municipality decided on it."""
    return model.clocks.get(name) or Span.parse(_OLDER_MODELS[name])


def freezes_at(model: Model, starts_at: datetime) -> datetime:
    """The end of the day, some working days before, after which only the chair adds."""
    return before(starts_at, span(model, "meeting_freeze"), RuleSet.OFFICE)


def objections_until(model: Model, proposed_at: datetime) -> datetime:
    """The last moment to object to minutes."""
    return due(proposed_at, span(model, "meeting_objection"), RuleSet.OFFICE)


def moment(day: date, hour: time, field: str) -> datetime:
    """That time of that day in Amsterdam. ValidationError for an hour that the clock skips."""
    there = datetime.combine(day, hour, ZONE)
    back = datetime.fromtimestamp(there.timestamp(), ZONE)
    if back.replace(tzinfo=None) != there.replace(tzinfo=None):
        raise ValidationError({field: _("Deze tijd bestaat niet: die nacht gaat de klok vooruit.")})
    return there


def require_times(starts_at: datetime, ends_at: datetime) -> None:
    """A meeting lies ahead and ends after it begins. ValidationError."""
    if ends_at <= starts_at:
        raise ValidationError(
            {"ends": _("Het overleg eindigt vóór het begint. Kijk de tijden na.")}
        )
    if starts_at < timezone.now():
        raise ValidationError({"day": _("Deze tijd is al voorbij. Kies een tijd die nog komt.")})
