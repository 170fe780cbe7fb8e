"""What is known of a stored file; its content lies encrypted on disk."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Holder(models.TextChoices):
    """What the file belongs to; it decides who sees the documents."""

    REPORT = "report", _("melding")
    CASE = "case", _("casus")


class State(models.TextChoices):
    WAITING = "waiting", _("nog niet gecontroleerd")
    READY = "ready", _("klaar")
    INFECTED = "infected", _("geweigerd: virus gevonden")


class Document(Row):
    """One stored file. Without `key` nobody can open it: that is how it is erased.

    `file_id` is the report or case; `token_hash` lets the resident who sent it see it;
    `sha256` is of the plain content, `address` and `small_address` name the encrypted files, and
    `original_address` that of the file as it came, when who sent it asked to keep that.
    """

    file_id = models.UUIDField()
    holder = models.CharField(max_length=10, choices=Holder.choices)
    token_hash = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, null=True)
    kind = models.CharField(max_length=30)
    name = EncryptedTextField()
    type = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    small_address = models.CharField(max_length=64, blank=True)
    original_address = models.CharField(max_length=64, blank=True)
    key = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices)
    created_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_document"
        indexes: ClassVar = [
            models.Index(fields=["file_id"], name="document_by_file"),
            models.Index(
                fields=["created_at"], condition=Q(state="waiting"), name="document_waiting"
            ),
            models.Index(
                fields=["token_hash"], condition=~Q(token_hash=""), name="document_by_token"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(token_hash="") | Q(holder="report"), name="only_reports_have_senders"
            ),
            models.CheckConstraint(
                condition=Q(token_hash="", organisation__isnull=False) | ~Q(token_hash=""),
                name="a_document_has_a_sender",
            ),
        ]
