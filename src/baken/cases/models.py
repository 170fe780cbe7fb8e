"""A case, and what hangs on it. What differs in visibility lives in its own table."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from baken.cases.codes import (
    ENDED,
    ORDINARY,
    ClockKind,
    Ground,
    Lifecycle,
    Nature,
    Regime,
    Role,
    SeatEnd,
    SeatState,
)
from baken.cases.participations import Participations, lasts
from baken.cases.plan.codes import Advice
from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"


class Case(Row):
    """The head: all that somebody who is only invited may see. Stays on its model version."""

    # Drawn by the program, so that the unique index tells nothing to whoever types numbers.
    number = models.CharField(max_length=11, unique=True)
    model = models.ForeignKey("cases.AveModel", models.PROTECT)
    regime = models.CharField(max_length=12, choices=Regime.choices, default=Regime.LOKAAL_AVG)
    lifecycle = models.CharField(max_length=10, choices=Lifecycle.choices)
    phase = models.PositiveSmallIntegerField()
    purpose = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # A synthetic case to train on: in no list, count, search or answer about real cases.
    practice = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_case"
        indexes: ClassVar = [
            models.Index(fields=["closed_at"], name="case_closed", condition=~Q(closed_at=None))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(phase__gte=1, phase__lte=4), name="case_phase_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(lifecycle__in=ENDED, closed_at__isnull=False)
                | (~Q(lifecycle__in=ENDED) & Q(closed_at=None)),
                name="case_closed_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def open(self) -> bool:
        return self.lifecycle not in ENDED


class CaseContent(Row):
    """What full members see: title, reason, the next clock, the report it began with."""

    case = models.OneToOneField(Case, models.DO_NOTHING, related_name="content")
    title = models.CharField(max_length=120)
    reason = models.TextField()
    report_id = models.UUIDField(null=True)
    next_due = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_content"
        indexes: ClassVar = [models.Index(fields=["next_due", "case"], name="content_by_clock")]


class Participation(Row):
    """An organisation takes part until its term (`ends_at`) or its ending (`valid_until`)."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="participations")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    task = models.CharField(max_length=200)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    special_grounds = models.JSONField(db_default=Value([], models.JSONField()))
    law = models.CharField(max_length=20, blank=True, db_default="")
    categories = models.JSONField(db_default=Value(ORDINARY, models.JSONField()))
    ends_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects: ClassVar[Participations] = Participations()

    class Meta:
        db_table = "cases_participation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=Q(valid_until=None),
                name="participates_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="participation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("valid_from")),
                name="participation_has_a_term_ahead",
            ),
        ]

    @property
    def live(self) -> bool:
        return lasts(self.valid_until, self.ends_at)


class Seat(Row):
    """One of the four responsibilities for a stretch of time. An empty seat is a row too.

    Held by a user, or by the household, whose acceptance a professional records.
    """

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="seats")
    role = models.CharField(max_length=12, choices=Role.choices)
    holder = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    household = models.BooleanField(default=False)
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, null=True)
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    acceptance_recorded_by = models.ForeignKey(USER, models.DO_NOTHING, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=SeatEnd.choices, blank=True)

    class Meta:
        db_table = "cases_seat"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "role"], condition=Q(ended_at=None), name="one_open_seat_per_role"
            ),
            models.CheckConstraint(
                condition=~Q(household=True, holder__isnull=False), name="seat_has_one_holder"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(household=True) | Q(holder__isnull=False),
                name="seat_is_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="seat_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder"], condition=Q(ended_at=None), name="seat_by_holder")
        ]

    @property
    def state(self) -> SeatState:
        if self.accepted_at:
            return SeatState.ACCEPTED
        return SeatState.ASKED if self.holder_id or self.household else SeatState.VACANT


class Clock(Row):
    """A moment by which something must be done for the case as a whole."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="clocks")
    kind = models.CharField(max_length=10, choices=ClockKind.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    # What it was given, for when a pause ends; '' is the span of its model.
    span = models.CharField(max_length=12, blank=True)
    rules = models.CharField(max_length=6, default="office")

    class Meta:
        db_table = "cases_clock"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(met_at=None), name="one_open_clock_per_kind"
            )
        ]


class Contribution(Row):
    """What an organisation brings in. Never edited: a correction stands beside it.

    A document is brought in and released as its words are; the file lies in `documents`.
    """

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="contributions")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    author = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    nature = models.CharField(max_length=8, choices=Nature.choices)
    category = models.CharField(max_length=20, db_default="feit")
    source = models.CharField(max_length=200, blank=True, db_default="")
    text = models.TextField()
    about_date = models.DateField(null=True)
    document_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    correction_of = models.OneToOneField(
        "self", models.DO_NOTHING, null=True, related_name="corrected_by"
    )

    class Meta:
        db_table = "cases_contribution"
        indexes: ClassVar = [
            models.Index(fields=["case", "-created_at"], name="contribution_by_case"),
            models.Index(
                fields=["document_id"],
                name="contribution_by_document",
                condition=~Q(document_id=None),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(nature="document", document_id__isnull=False)
                | (~Q(nature="document") & Q(document_id=None)),
                name="a_document_is_a_file",
            )
        ]


class Release(Row):
    """One contribution, released to one organisation, until it is withdrawn."""

    contribution = models.ForeignKey(Contribution, models.DO_NOTHING, related_name="releases")
    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="+")
    owner = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    may_pass_on = models.BooleanField(default=False)
    released_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    released_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_release"
        indexes: ClassVar = [models.Index(fields=["case", "organisation"], name="release_by_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contribution", "organisation"],
                condition=Q(withdrawn_at=None),
                name="released_once",
            ),
            models.CheckConstraint(
                condition=~Q(owner=F("organisation")), name="released_to_another"
            ),
        ]


class Action(Row):
    """What someone will do, by when: one owner."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="actions")
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING)
    owner = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    added_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    goal = models.ForeignKey("cases.Goal", models.DO_NOTHING, null=True, related_name="actions")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cases_action"
        indexes: ClassVar = [
            models.Index(fields=["case"], name="action_by_case"),
            models.Index(fields=["owner"], condition=Q(done_at=None), name="action_by_owner"),
        ]


class Evaluation(Row):
    """How it goes: safety from 0 (unsafe) to 10 (safe), as professional and household see it.

    What was not asked of the household is None, and so shown.
    """

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="evaluations")
    author = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    held_on = models.DateField()
    safety = models.PositiveSmallIntegerField()
    text = models.TextField()
    household_safety = models.PositiveSmallIntegerField(null=True)
    worked = models.TextField(blank=True)
    advice = models.CharField(max_length=4, choices=Advice.choices, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "cases_evaluation"
        indexes: ClassVar = [models.Index(fields=["case", "-held_on"], name="evaluation_by_case")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(safety__lte=10), name="safety_0_to_10"),
            models.CheckConstraint(
                condition=Q(household_safety=None) | Q(household_safety__lte=10),
                name="household_safety_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__lte=10),
                name="satisfaction_0_to_10",
            ),
        ]


class PhaseRequest(Row):
    """Someone asks to scale up or down; another decides."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="requests")
    from_phase = models.PositiveSmallIntegerField()
    to_phase = models.PositiveSmallIntegerField()
    grounds = models.TextField()
    # By field of `codes.FIELDS`, as the model's version asks for.
    details = models.JSONField(default=dict)
    requested_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_phaserequest"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(to_phase=F("from_phase") + 1) | Q(to_phase__lt=F("from_phase")),
                name="request_is_one_step_up_or_down",
            ),
        ]

    @property
    def up(self) -> bool:
        return self.to_phase > self.from_phase


class PhaseDecision(Row):
    """What was decided on a request. Append-only: the history of phases is a path."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="decisions")
    request = models.OneToOneField(PhaseRequest, models.DO_NOTHING, related_name="decision")
    from_phase = models.PositiveSmallIntegerField()
    to_phase = models.PositiveSmallIntegerField()
    granted = models.BooleanField()
    grounds = models.TextField()
    reason = models.TextField(blank=True)
    requested_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    decided_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "cases_phasedecision"
        indexes: ClassVar = [models.Index(fields=["case", "decided_at"], name="decision_by_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(requested_by=F("decided_by")), name="nobody_decides_their_own_request"
            )
        ]

    @property
    def up(self) -> bool:
        return self.to_phase > self.from_phase


class Closing(Row):
    """Why a case was closed, and what the resident was told; each time it was."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="closings")
    reason = models.TextField()
    plain_words = models.TextField(blank=True)
    closed_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        db_table = "cases_closing"


from baken.cases.tables import *  # noqa: E402, F403
