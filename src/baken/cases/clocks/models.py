"""Pauses of clocks, agreements that were not kept, and who was told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.cases.clocks.codes import Answer, LapseKind
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
CASE = "cases.Case"


class Pause(Row):
    """A clock of the case, or an action, stands still from–until, with a reason."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="pauses")
    clock = models.ForeignKey("cases.Clock", models.DO_NOTHING, null=True, related_name="pauses")
    action = models.ForeignKey("cases.Action", models.DO_NOTHING, null=True, related_name="pauses")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_pause"
        indexes: ClassVar = [models.Index(fields=["case"], name="pause_by_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(clock=None, action__isnull=False) | Q(clock__isnull=False, action=None),
                name="pause_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="pause_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at=None), name="one_open_pause_per_clock"
            ),
            models.UniqueConstraint(
                fields=["action"], condition=Q(ended_at=None), name="one_open_pause_per_action"
            ),
        ]


class Lapse(Row):
    """An organisation did not do what was agreed, or falls silent: since when, how answered."""

    case = models.ForeignKey(CASE, models.DO_NOTHING, related_name="lapses")
    kind = models.CharField(max_length=8, choices=LapseKind.choices)
    action = models.ForeignKey("cases.Action", models.DO_NOTHING, null=True, related_name="lapses")
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, related_name="+")
    since = models.DateTimeField()
    noted_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_lapse"
        indexes: ClassVar = [models.Index(fields=["case"], name="lapse_by_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "since"], condition=Q(kind="action"), name="one_lapse_per_date"
            ),
            models.UniqueConstraint(
                fields=["case", "organisation", "since"],
                condition=Q(kind="silence"),
                name="one_silence_per_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind="action", action__isnull=False) | Q(kind="silence", action=None),
                name="lapse_of_an_action_has_one",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, how="") | (Q(answered_at__isnull=False) & ~Q(how="")),
                name="an_answer_says_how",
            ),
        ]


class Notice(Row):
    """Somebody was told of a date, once: `step` is 'soon', or the seat that heard it was over.

    `about` is the key of the clock, action, seat, request or lapse; `told` is None when no seat
    was filled. Without a case: of a request of somebody about themselves, or of a breach.
    """

    case = models.ForeignKey(CASE, models.DO_NOTHING, null=True, related_name="notices")
    about = models.UUIDField()
    due_at = models.DateTimeField()
    step = models.CharField(max_length=12)
    told = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        app_label = "cases"
        db_table = "cases_notice"
        indexes: ClassVar = [models.Index(fields=["case"], name="notice_by_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "due_at", "step"], name="told_once")
        ]
