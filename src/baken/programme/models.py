"""What the programme keeps. The plan is one kind of row: a cited, versioned entry.

A plan is a list of statements, each with its sources, and every statement changes in the same
way: a new version, the old one kept. So theme, goal, action, indicator, motion, budget line and
source are kinds of one table; what only that kind has stands in `details`, as the file said it.
"""

from __future__ import annotations

import zlib
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row
from baken.programme.periods import Period, read_period
from baken.programme.values import Value


class Kind(models.TextChoices):
    PLAN = "plan", _("plan")
    SOURCE = "source", _("bron")
    THEME = "theme", _("thema")
    OVERARCHING = "overarching", _("overkoepelend onderwerp")
    GOAL = "goal", _("doel")
    ACTION = "action", _("actie")
    FACT = "fact", _("feit")
    INDICATOR = "indicator", _("indicator")
    DECISION = "decision", _("besluit")
    MOTION = "motion", _("motie")
    TARGET = "target", _("streefwaarde")
    YEAR_PLAN = "year_plan", _("uitvoeringsplan")
    BUDGET_LINE = "budget_line", _("begrotingsregel")
    BUDGET_CONDITION = "budget_condition", _("randvoorwaarde")
    COMMITMENT = "commitment", _("rapportageafspraak")
    PARTNER = "partner", _("partner")
    CHANNEL = "channel", _("meldkanaal")
    MANDATORY = "mandatory", _("verplichte indicator")
    EARLIER_PLAN = "earlier_plan", _("eerder plan")
    HISTORIC_TARGET = "historic_target", _("eerder doel")
    AREA = "area", _("gebied")


class Direction(models.TextChoices):
    LOWER = "lower", _("lager is beter")
    HIGHER = "higher", _("hoger is beter")
    NEUTRAL = "neutral", _("meer of minder is niet vanzelf beter")


class Snapshot(Row):
    """A file as it was read, or as an edit wrote it: raw bytes and fingerprint, never changed.

    `recipe` says how its columns were read, where the file does not say so itself. `plan` names
    the plan that the file holds, as it does in its entries; '' for figures.
    """

    name = models.CharField(max_length=200)
    origin = models.CharField(max_length=10)  # plan | figures
    plan = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    packed = models.BooleanField(default=False, db_default=False)  # a large file is kept deflated
    recipe = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    recipe_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    retrieved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256", "recipe_sha256"], name="snapshot_once")
        ]

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return zlib.decompress(self.raw) if self.packed else bytes(self.raw)


class Entry(Row):
    """One version of one statement of a plan. `parent` is the key it stands under.

    `plan` is the municipality and key of that plan ('GM0622:IVP-2024-2027'), so that plans stand
    beside each other; '' for what a figure file brought. `because` says why an edit was made.
    """

    plan = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    name = models.TextField()
    parent = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    details = models.JSONField(default=dict)
    sources: ClassVar = ArrayField(models.TextField(), default=list)
    digest = models.CharField(max_length=64)
    snapshot = models.ForeignKey(Snapshot, models.DO_NOTHING, related_name="+")
    because = models.TextField(blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["kind", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "kind", "key", "version"], name="entry_version"
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "key"],
                condition=Q(current=True),
                name="entry_one_current",
            ),
            models.CheckConstraint(
                condition=Q(current=True, ended_at=None) | Q(current=False, ended_at__isnull=False),
                name="entry_ended_when_not_current",
            ),
        ]


class Definition(Row):
    """One way in which an indicator is or was counted: its unit, of what, from which table.

    Another unit or another way of counting is a next number, never a change of this row. Figures
    of two numbers are two lines in a chart, and are never set against each other.
    """

    indicator = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=120, blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    table = models.CharField(max_length=80, blank=True)
    direction = models.CharField(max_length=7, choices=Direction.choices)
    small = models.BooleanField(default=False)
    shown_from = models.PositiveSmallIntegerField(null=True)  # less is withheld
    since = models.DateField(null=True)  # periods from here on; None: from the beginning
    reason = models.TextField(blank=True)  # what changed, in words for the chart
    reference = models.TextField(blank=True)  # where this is said
    checked = models.BooleanField(default=False)  # read in the primary text
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["indicator", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "number"], name="definition_number")
        ]


class Observation(Row):
    """One version of one figure. Either an amount, a bound on it, or the reason it is missing."""

    indicator = models.CharField(max_length=60)
    measure = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    area = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    scale = models.PositiveSmallIntegerField(default=0)
    bound = models.CharField(max_length=1, blank=True)
    low = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    missing = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=20, blank=True)  # voorlopig, definitief, '': not said
    definition = models.PositiveSmallIntegerField(default=1, db_default=1)
    note = models.JSONField(default=dict)
    sources: ClassVar = ArrayField(models.TextField(), default=list)
    version = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    snapshot = models.ForeignKey(Snapshot, models.DO_NOTHING, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["indicator", "measure", "starts_on", "ends_on", "area"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "measure", "period", "area"],
                condition=Q(current=True),
                name="observation_one_current",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False, missing="")
                | (Q(amount=None, bound="") & ~Q(missing="")),
                name="observation_amount_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) & ~Q(bound="-")
                | Q(low__isnull=False, high__isnull=False, bound__in=["", "-"]),
                name="observation_has_both_margins",
            ),
        ]

    @property
    def value(self) -> Value:
        """The value with the decimals that the source printed."""
        if self.amount is None:
            return Value(None, missing=self.missing)
        fine = Decimal(1).scaleb(-self.scale)
        low, high = (None if n is None else n.quantize(fine) for n in (self.low, self.high))
        return Value(self.amount.quantize(fine), self.bound, low=low, high=high)

    @property
    def when(self) -> Period:
        return Period(self.starts_on, self.ends_on, self.period)


class ChartImage(models.Model):
    """A chart drawn once; `key` is the hash over everything that decides how it looks."""

    key = models.CharField(max_length=64, primary_key=True)
    svg = models.TextField()

    def __str__(self) -> str:
        return self.key


class TallyRun(Row):
    """One night's exact counts of one kind over one period, with the hash that binds them.

    `salt` keeps anybody from trying out small numbers against the hash.
    """

    name = models.CharField(max_length=60)
    counts = models.CharField(max_length=10)  # reports | persons | cases | actions
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=40)
    taken_at = models.DateTimeField()
    salt = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["name", "period", "-taken_at"]

    @property
    def when(self) -> Period:
        return read_period(self.period)


class Tally(Row):
    """One exact count of a run. Readable for the purpose *statistics* only."""

    run = models.ForeignKey(TallyRun, models.DO_NOTHING, related_name="tallies")
    dimensions = models.JSONField(default=dict)
    amount = models.PositiveBigIntegerField()


class PaperStatus(models.TextChoices):
    DRAFT = "draft", _("concept, alleen intern")
    REVIEW = "review", _("ter beoordeling, alleen intern")
    SHARED = "shared", _("concept, openbaar en niet vastgesteld")
    ADOPTED = "adopted", _("vastgesteld")


class CouncilPaper(Row):
    """A paper for the council in the making: text with bound figures.

    Everyone reads one edition of it: the one that was shared, and adopted as it was shared. Of
    which `kind` and `year` it is (data/stukken.yaml) is said once; '' is a text without a kind.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=PaperStatus.choices, default=PaperStatus.DRAFT)
    text = models.TextField()
    kind = models.CharField(max_length=30, blank=True, default="", db_default="")
    year = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    shared_edition = models.ForeignKey(
        "programme.Edition", models.DO_NOTHING, null=True, related_name="+"
    )
    adopted_edition = models.ForeignKey(
        "programme.Edition", models.DO_NOTHING, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-changed_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "review"], shared_edition=None, adopted_edition=None
                )
                | Q(status="shared", shared_edition__isnull=False, adopted_edition=None)
                | Q(
                    status="adopted",
                    shared_edition__isnull=False,
                    adopted_edition__isnull=False,
                    adopted_edition=F("shared_edition"),
                ),
                name="paper_edition_fits_status",
            ),
            models.CheckConstraint(
                condition=Q(kind="") | Q(year__isnull=False), name="paper_of_a_kind_has_a_year"
            ),
        ]


class Edition(Row):
    """A composed paper, frozen: its words, its PDF and the bundle that proves its figures."""

    paper = models.ForeignKey(CouncilPaper, models.DO_NOTHING, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    composed_at = models.DateTimeField()
    pdf = models.BinaryField()
    bundle = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # Figures that their source gave otherwise before.
    revised = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    # The words as the web page shows them, by heading (`paper/web.py`).
    sections = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="edition_number")
        ]


class Binding(Row):
    """One figure in an edition: what was asked, what was printed, and what it rests on."""

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="bindings")
    position = models.PositiveIntegerField()
    expression = models.CharField(max_length=400)
    printed = models.TextField()
    citation = models.TextField()
    evidence = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    retrieved_at = models.DateTimeField()
    # The figures under a sentence, chart or map, each with its own file.
    values = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))

    class Meta:
        ordering: ClassVar = ["position"]


from baken.programme.council.models import *  # noqa: E402, F403
from baken.programme.intake.models import FigureImport, ImportFile  # noqa: E402, F401
from baken.programme.ledger.models import *  # noqa: E402, F403
from baken.programme.lights.models import *  # noqa: E402, F403
from baken.programme.news.models import *  # noqa: E402, F403
from baken.programme.voices.models import *  # noqa: E402, F403
from baken.programme.writing.models import *  # noqa: E402, F403
