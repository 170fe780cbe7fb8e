"""A meeting of a case, and what hangs on it. What differs in visibility lives in its own table."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from baken.cases.meetings.codes import Answer, Kind, Presence, State, Turn
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"
CASE = "cases.Case"


class Meeting(Row):
    """When and where, who leads it and who takes the notes. Its agenda closes at `freezes_at`."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="meetings")
    case_number = models.CharField(max_length=11)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    chair = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    chair_organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    notes = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    notes_organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    freezes_at = models.DateTimeField()
    objections_until = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_meeting"
        indexes: ClassVar = [models.Index(fields=["case", "-starts_at"], name="meeting_by_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state="adopted", adopted_at__isnull=False)
                | (~Q(state="adopted") & Q(adopted_at=None)),
                name="adopted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "adopted"]) | Q(objections_until__isnull=False),
                name="proposed_until_a_moment",
            ),
        ]


class Attendee(Row):
    """Somebody who is invited, for an organisation; a guest for this meeting only."""

    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="attendees")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    user = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    guest = models.BooleanField(default=False)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    presence = models.CharField(max_length=7, choices=Presence.choices, blank=True)
    secrecy_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_attendee"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "user", "organisation"],
                condition=Q(withdrawn_at=None),
                name="invited_once",
            )
        ]


class AgendaItem(Row):
    """One thing to talk about, of one organisation; `released_to` are those that read it too."""

    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="items")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    position = models.FloatField()
    released_to = ArrayField(models.UUIDField(), default=list)
    late_reason = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_agendaitem"
        indexes: ClassVar = [models.Index(fields=["meeting"], name="item_by_meeting")]


class MinutesLine(Row):
    """One line of the minutes: what an organisation said, or what was agreed. Never numbered."""

    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="lines")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    item = models.ForeignKey(AgendaItem, models.DO_NOTHING, null=True, related_name="lines")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    turn = models.CharField(max_length=9, choices=Turn.choices)
    text = models.TextField()
    action = models.ForeignKey("cases.Action", models.DO_NOTHING, null=True, related_name="+")
    released_to = ArrayField(models.UUIDField(), default=list)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_minutesline"
        indexes: ClassVar = [models.Index(fields=["meeting"], name="line_by_meeting")]


class MeetingRelease(Row):
    """A contribution that its owner released for a meeting; ends with it, unless it `stays`."""

    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="releases")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    contribution = models.ForeignKey("cases.Contribution", models.DO_NOTHING, related_name="+")
    release = models.ForeignKey("cases.Release", models.DO_NOTHING, related_name="+")
    owner = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    stays = models.BooleanField(default=False)
    released_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        app_label = "cases"
        db_table = "cases_meetingrelease"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "release"], name="told_once_per_meeting")
        ]


class MeetingSummary(Row):
    """What the household reads of a meeting, in plain words."""

    meeting = models.OneToOneField(Meeting, models.DO_NOTHING, related_name="summary")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    text = models.TextField()
    changed_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "cases"
        db_table = "cases_meetingsummary"


class Objection(Row):
    """An organisation that was there finds a line wrong. Its words stand beside the text."""

    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="objections")
    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="+")
    line = models.ForeignKey(MinutesLine, models.DO_NOTHING, null=True, related_name="objections")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    author = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        app_label = "cases"
        db_table = "cases_objection"
