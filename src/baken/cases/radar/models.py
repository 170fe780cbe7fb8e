"""When somebody was here last, and cases that go from one process manager to another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baken.core.models import Row

USER = settings.AUTH_USER_MODEL
ORGANISATION = "access.Organisation"


class Visit(Row):
    """When a partner's person was here, and the time before that."""

    user = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_visit"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_last_visit")
        ]


class Transfer(Row):
    """All or some cases of one process manager go to another, who says yes once for all."""

    source = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    target = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, models.DO_NOTHING, related_name="+")
    asked_by = models.ForeignKey(USER, models.DO_NOTHING, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "cases"
        db_table = "cases_transfer"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_is_to_another"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="transfer_has_one_answer"
            ),
        ]

    @property
    def open(self) -> bool:
        """Does it still wait for an answer?"""
        return self.accepted_at is None and self.declined_at is None


class TransferItem(Row):
    """One case of a transfer; `outcome` is 'moved' or 'kept' once it was its turn."""

    transfer = models.ForeignKey(Transfer, models.DO_NOTHING, related_name="items")
    case = models.ForeignKey("cases.Case", models.DO_NOTHING, related_name="+")
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True)

    class Meta:
        app_label = "cases"
        db_table = "cases_transferitem"
        indexes: ClassVar = [
            models.Index(
                fields=["transfer"], condition=Q(done_at=None), name="transfer_still_to_do"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transfer", "case"], name="once_in_a_transfer")
        ]
