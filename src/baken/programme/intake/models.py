"""A file on its way in: uploaded, looked at, and read in when somebody says so."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from baken.core.models import Row


class State(models.TextChoices):
    MAPPING = "mapping", _("wacht op uw keuze van kolommen")
    CHECKING = "checking", _("wordt nagekeken")
    REFUSED = "refused", _("niet goed, niets ingelezen")
    READY = "ready", _("nagekeken, wacht op uw akkoord")
    STORING = "storing", _("wordt ingelezen")
    STORED = "stored", _("ingelezen")


class FigureImport(Row):
    """One import of one or more files. Until it is stored it changes no figure.

    `done` and `total` are bytes read; `found` is what was seen in the files, `summary` what
    storing them did.
    """

    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices)
    recipe = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "programme"
        ordering: ClassVar = ["-made_at"]

    @property
    def running(self) -> bool:
        return self.state in {State.CHECKING, State.STORING}

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


class ImportFile(Row):
    """An uploaded file, deflated; it goes once the import is stored or thrown away."""

    figure_import = models.ForeignKey(FigureImport, models.DO_NOTHING, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    packed = models.BinaryField()

    class Meta:
        app_label = "programme"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure_import", "number"], name="import_file_number")
        ]
