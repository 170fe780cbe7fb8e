"""One message, from the moment that it is written."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    LETTER = "letter", _("brief")
    NOTICE = "notice", _("melding in Baken")


class State(models.TextChoices):
    WAITING = "waiting", _("wacht op verzending")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("niet aangekomen")
    SHOWN = "shown", _("alleen hier getoond")
    TO_PRINT = "to_print", _("klaar om af te drukken")


# The purpose of a message to who may not be known to those who work on it: nobody reads it here.
CONFIDENTIAL = "confidential"


class Message(Row):
    """A message as it will arrive. `purpose`, `about_id` and `organisation` say who reads it here.

    Its e-mail has the Message-ID <id@domain>: a mail that is sent twice, after a crash at the
    wrong moment, is recognised as one.
    """

    channel = models.CharField(max_length=10, choices=Channel.choices)
    purpose = models.CharField(max_length=30)
    about_id = models.UUIDField()
    organisation = models.ForeignKey("access.Organisation", models.DO_NOTHING, null=True)
    to = EncryptedTextField()
    subject = EncryptedTextField()
    text = EncryptedTextField()
    html = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    last_answer = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_message"
        indexes: ClassVar = [
            models.Index(fields=["next_try"], condition=Q(state="waiting"), name="message_due"),
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["about_id"], name="message_by_subject"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="waiting", next_try__isnull=False)
                | (~Q(state="waiting") & Q(next_try=None)),
                name="a_waiting_message_has_a_next_try",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="a_sent_message_has_its_time",
            ),
        ]
