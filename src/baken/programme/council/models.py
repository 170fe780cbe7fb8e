"""The register of the council: one row per version of an item, each whole."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class ItemKind(models.TextChoices):
    MOTION = "motion", _("motie")
    PROMISE = "promise", _("toezegging")
    QUESTION = "question", _("schriftelijke vraag")
    COMMITMENT = "commitment", _("afspraak over rapportage")


class Standing(models.TextChoices):
    NEW = "new", _("nieuw")
    RUNNING = "running", _("in uitvoering")
    HELD = "held", _("aangehouden")
    PROPOSED = "proposed", _("voorstel tot afdoening")
    DONE = "done", _("afgedaan")


# From which standing one may go where. What is done opens again only by the clerk's hand.
STEPS: dict[str, tuple[str, ...]] = {
    Standing.NEW: (Standing.NEW, Standing.RUNNING, Standing.HELD, Standing.PROPOSED),
    Standing.RUNNING: (Standing.NEW, Standing.RUNNING, Standing.HELD, Standing.PROPOSED),
    Standing.HELD: (Standing.NEW, Standing.RUNNING, Standing.HELD, Standing.PROPOSED),
    Standing.PROPOSED: (Standing.RUNNING, Standing.DONE),
    Standing.DONE: (Standing.RUNNING,),
}


def _texts() -> Any:
    return ArrayField(models.TextField(), default=list)


class CouncilRecord(Row):
    """One version of an item. The highest version of an `item` is how it stands.

    `municipality` is its CBS code, `plan_key` the statement of the plan from which it was taken.
    `several` holds the words of a source that counts without a number ('meerdere').
    """

    item = models.UUIDField()
    version = models.PositiveIntegerField()
    municipality = models.CharField(max_length=12)
    plan_key = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    several = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    text_url = models.CharField(max_length=500, blank=True)
    said_on = models.DateField(null=True)
    meeting = models.CharField(max_length=200, blank=True)
    submitters: ClassVar = _texts()
    vote = models.CharField(max_length=200, blank=True)
    portfolio = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    due_assumed = models.BooleanField(default=False)
    due_why = models.CharField(max_length=300, blank=True)
    actions: ClassVar = _texts()
    paragraphs: ClassVar = _texts()
    sources: ClassVar = _texts()
    standing = models.CharField(max_length=10, choices=Standing.choices)
    progress = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    made_as = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "programme_councilrecord"
        ordering: ClassVar = ["item", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "version"], name="council_version"),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.PROPOSED, Standing.DONE]) | ~Q(proposal=""),
                name="council_closing_is_proposed_in_words",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.DONE, decided_on__isnull=False) & ~Q(decision="")
                | ~Q(standing=Standing.DONE) & Q(decided_on=None, decision=""),
                name="council_done_with_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(due_assumed=False) | Q(due_on__isnull=False) & ~Q(due_why=""),
                name="council_assumed_date_says_why",
            ),
        ]

    def days_over(self, today: date | None = None) -> int:
        """How many days past its date, while nothing was decided; 0 when it is not."""
        if self.due_on is None or self.standing == Standing.DONE:
            return 0
        return max(0, ((today or timezone.localdate()) - self.due_on).days)
