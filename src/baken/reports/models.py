"""A report in parts: what differs in visibility or in term lives in its own table."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.core.fields import EncryptedTextField
from baken.core.models import Row
from baken.reports.codes import CLOSED, OPEN, Door, Kind, Result, Source, State


class Category(Row):
    """One entry of a version of the tree. Its key follows from version and code.

    Doors, partners, questions and ways to other help lie here as they were in the file, so that a
    version says by itself what a reporter saw.
    """

    version = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="children")
    position = models.PositiveSmallIntegerField()
    title_nl = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80)
    example_nl = models.CharField(max_length=160, blank=True)
    example_en = models.CharField(max_length=160, blank=True)
    hint_nl = models.TextField(blank=True)
    hint_en = models.TextField(blank=True)
    icon = models.CharField(max_length=30)
    careful = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    away = models.BooleanField(default=False)
    enforce = models.BooleanField(default=False)
    business = models.BooleanField(default=False)
    doors = models.JSONField(default=list)
    partners = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    team_nl = models.CharField(max_length=80, blank=True)
    team_en = models.CharField(max_length=80, blank=True)
    months = models.PositiveSmallIntegerField(default=60)
    read_within = models.CharField(max_length=10)
    answer_within = models.CharField(max_length=10)
    rules = models.CharField(max_length=10)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()

    class Meta:
        db_table = "reports_category"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "code"], name="one_category_per_version")
        ]


class Report(Row):
    """The head: enough for a list. `due_at` is the clock that runs now, empty when none does.

    `title` is how the text begins, so that a list needs no texts. `planned_for` is the day on
    which we come or do it; `has_photos` says that photos came with the report.

    `token_hash` is the fingerprint of the code with which the resident follows it.
    """

    number = models.CharField(max_length=12, unique=True)
    token_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=100)
    category = models.ForeignKey(Category, models.DO_NOTHING)
    door = models.CharField(
        max_length=12, choices=Door.choices, default=Door.NAMELESS, db_default=Door.NAMELESS
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    result = models.CharField(max_length=20, choices=Result.choices, blank=True)
    wijk_code = models.CharField(max_length=10, blank=True)
    buurt_code = models.CharField(max_length=10, blank=True)
    received_at = models.DateTimeField()
    read_due_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    planned_for = models.DateField(null=True)
    assigned_to = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        "reports.Team", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    urgent = models.BooleanField(default=False)
    has_photos = models.BooleanField(default=False, db_default=False)
    formal = models.BooleanField(default=False, db_default=False)
    contact_ways = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.SITE)
    language = models.CharField(max_length=5, default="nl")
    version = models.PositiveIntegerField(default=1)

    @property
    def language_name(self) -> str:
        """The language in which it was made, and is answered, in words."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    class Meta:
        db_table = "reports_report"
        indexes: ClassVar = [
            models.Index(F("received_at").desc(), F("id").desc(), name="report_newest"),
            models.Index(
                fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="report_by_clock"
            ),
            models.Index(
                fields=["state", "due_at", "id"],
                include=["wijk_code", "buurt_code"],
                condition=Q(due_at__isnull=False),
                name="report_open_by_clock",
            ),
            models.Index(fields=["state", "-received_at"], name="report_by_state"),
            models.Index(
                fields=["wijk_code", "category", "-received_at"], name="report_by_wijk_and_kind"
            ),
            models.Index(
                fields=["buurt_code", "category", "-received_at"], name="report_by_buurt_and_kind"
            ),
            models.Index(fields=["assigned_to", "state"], name="report_by_holder"),
            models.Index(
                fields=["team", "state", "due_at"],
                condition=Q(due_at__isnull=False),
                name="report_by_team",
            ),
            models.Index(fields=["token_hash"], name="report_by_token"),
            models.Index(fields=["closed_at"], name="report_by_end"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, due_at__isnull=False)
                | (~Q(state__in=OPEN) & Q(due_at=None)),
                name="an_open_report_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at=None)),
                name="a_closed_report_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ANSWERED, result__in=Result.values)
                | (~Q(state=State.ANSWERED) & Q(result="")),
                name="an_answer_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PLANNED, planned_for__isnull=False)
                | (~Q(state=State.PLANNED) & Q(planned_for=None)),
                name="a_planned_report_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer_due_at__gte=F("received_at")), name="a_clock_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="report_source_is_known"
            ),
            # A sealed report has no words for the server to read: it comes with its own parts.
            models.CheckConstraint(
                condition=Q(door__in=[Door.NAMED, Door.NAMELESS, Door.CONFIDENTIAL]),
                name="report_door_is_open",
            ),
            models.CheckConstraint(
                condition=Q(formal=False) | Q(door=Door.NAMED), name="a_request_has_a_name"
            ),
        ]


class Part(models.Model):
    """One part of a report, under the report's own key."""

    report = models.OneToOneField(Report, models.DO_NOTHING, primary_key=True)

    class Meta:
        abstract = True


class Content(Part):
    """What the resident wrote. The column `words` (full text) is made in SQL.

    `findable` is what the report is found by beside its text: the address.
    """

    text = models.TextField()
    findable = models.CharField(max_length=250, blank=True)

    class Meta:
        db_table = "reports_content"


class Place(Part):
    """Where it is, as precisely as the resident wanted to say."""

    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "reports_place"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="report_place_in_degrees",
            )
        ]


class Contact(Part):
    """How to reach the resident: sealed, and opened with a ground only."""

    name = EncryptedTextField()
    email = EncryptedTextField()
    phone = EncryptedTextField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reports_contact"
        indexes: ClassVar = [models.Index(fields=["closed_at"], name="contact_by_end")]


class Opinion(Part):
    """What the resident thought of the answer: given once, never changed."""

    at = models.DateTimeField()
    satisfied = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "reports_opinion"


class Event(Row):
    """One thing that happened to a report. Only added, never changed.

    `by` is empty for the resident. `old` and `new` are codes; `note` is the reason in words.
    """

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="events", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    old = models.CharField(max_length=60, blank=True)
    new = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "reports_event"
        indexes: ClassVar = [models.Index(fields=["report", "at"], name="event_of_report")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="event_kind_is_known")
        ]


class Message(Row):
    """One message between the desk and the resident, readable with the code."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="messages", db_index=False)
    at = models.DateTimeField()
    from_resident = models.BooleanField()
    by = models.ForeignKey(
        "access.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    text = models.TextField()

    class Meta:
        db_table = "reports_message"
        indexes: ClassVar = [models.Index(fields=["report", "at"], name="message_of_report")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_resident=True, by=None) | Q(from_resident=False),
                name="a_resident_has_no_user",
            )
        ]


class Handover(Row):
    """This report is part of that file: who is on the file may read it."""

    report = models.ForeignKey(Report, models.DO_NOTHING, related_name="handovers")
    file_id = models.UUIDField()
    at = models.DateTimeField()
    by = models.ForeignKey("access.User", models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        db_table = "reports_handover"
        indexes: ClassVar = [models.Index(fields=["file_id"], name="handover_by_file")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "file_id"], name="once_to_a_file")
        ]


from baken.reports.area.models import *  # noqa: E402, F403
from baken.reports.asking.models import *  # noqa: E402, F403
from baken.reports.bonds.models import *  # noqa: E402, F403
from baken.reports.bulk.models import *  # noqa: E402, F403
from baken.reports.business.models import *  # noqa: E402, F403
from baken.reports.clusters.models import *  # noqa: E402, F403
from baken.reports.exchange.hooks.models import *  # noqa: E402, F403
from baken.reports.exchange.models import *  # noqa: E402, F403
from baken.reports.exchange.stock.models import *  # noqa: E402, F403
from baken.reports.formal.models import *  # noqa: E402, F403
from baken.reports.lists.models import *  # noqa: E402, F403
from baken.reports.nearby.models import *  # noqa: E402, F403
from baken.reports.notes.models import *  # noqa: E402, F403
from baken.reports.phrases.models import *  # noqa: E402, F403
from baken.reports.routing.models import *  # noqa: E402, F403
from baken.reports.sharing.models import *  # noqa: E402, F403
from baken.reports.suggest.models import *  # noqa: E402, F403
from baken.reports.vault.models import *  # noqa: E402, F403
from baken.reports.watching.models import *  # noqa: E402, F403
