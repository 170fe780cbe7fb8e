"""Releases, and the cells that left in each. Only added to, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class Channel(models.TextChoices):
    """Where numbers leave."""

    TABLE = "table", _("tabel met tellingen")
    PAPER = "paper", _("raadsstuk")
    DATA = "data", _("open data")
    PAGE = "page", _("openbare pagina")


class Withheld(models.TextChoices):
    """Why a number is not shown."""

    SMALL = "small", _("te klein")
    ALONG = "along", _("niet klein, maar anders was een klein getal uit te rekenen")
    UNSAID = "unsaid", _("of het klein is, zeggen wij niet")


class Release(Row):
    """One moment at which counts left. With `refused` none did, for that reason."""

    channel = models.CharField(max_length=10, choices=Channel.choices)
    edition = models.ForeignKey(
        "programme.Edition", models.DO_NOTHING, null=True, related_name="releases"
    )
    made_at = models.DateTimeField()
    subject = models.CharField(max_length=70, blank=True)  # the count and year that were refused
    refused = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "programme_release"
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(channel="paper", edition__isnull=False)
                | (~Q(channel="paper") & Q(edition=None)),
                name="release_edition_of_paper",
            )
        ]


class Cell(Row):
    """What was said of one number in one release: the number, or that it is withheld and why.

    `part` is '' for the whole, else 'area=WK062201' or 'area=WK062201&category=afval'. Where
    persons may be counted twice, `amount` is the most there can be, and `least` the least.
    """

    release = models.ForeignKey(Release, models.DO_NOTHING, related_name="cells")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    counts = models.CharField(max_length=10)  # reports | persons | cases | actions
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=40)
    part = models.CharField(max_length=200, blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    least = models.PositiveBigIntegerField(null=True)
    withheld = models.CharField(max_length=10, choices=Withheld.choices, blank=True)
    shown_from = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    # Of a number that is withheld: the hash that commits to it (ledger/commit.py).
    commitment = models.CharField(max_length=64, blank=True, default="", db_default="")
    made_at = models.DateTimeField()

    exact: int | None = None  # while releasing; never kept here

    class Meta:
        db_table = "programme_cell"
        ordering: ClassVar = ["name", "period", "part", "-made_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["name", "year", "period", "part", "-made_at"], name="cell_last_said"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withheld="", amount__isnull=False)
                | (~Q(withheld="") & Q(amount=None, least=None)),
                name="cell_amount_or_withheld",
            )
        ]


class Opening(Row):
    """The secret that opens the commitment to one withheld number; gone with the exact counts."""

    cell = models.ForeignKey(Cell, models.DO_NOTHING, related_name="+")
    run = models.ForeignKey("programme.TallyRun", models.DO_NOTHING, related_name="+")
    nonce = models.BinaryField()

    class Meta:
        db_table = "programme_opening"


class SigningKey(Row):
    """A public key under which bundles were signed, now or before; 32 bytes as hex."""

    public = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()

    class Meta:
        db_table = "programme_signingkey"
        ordering: ClassVar = ["-since"]
