"""A reaction, and apart from it the address of who wants to hear more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.core.fields import EncryptedTextField
from baken.core.models import Row


class VoiceKind(models.TextChoices):
    REACTION = "reaction", _("reactie")
    QUESTION = "question", _("vraag van een raadslid")


class VoiceState(models.TextChoices):
    WAITING = "waiting", _("wacht op de griffie")
    ACCEPTED = "accepted", _("geplaatst")
    REFUSED = "refused", _("niet geplaatst")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Reaction(Row):
    """What somebody said of a paper, or of the paragraph under one of its headings.

    Its key is made when the form opens, so that a form that is sent twice is one reaction.
    `name` is only there to be shown; of a question it is the party. `proven` says that the browser
    did the work that keeps programs away. `over_at` is the moment from which its term runs.
    """

    kind = models.CharField(max_length=10, choices=VoiceKind.choices)
    paper = models.SlugField(max_length=80)
    edition = models.PositiveIntegerField()
    paragraph = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    name = models.CharField(max_length=80, blank=True)
    proven = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=VoiceState.choices, default=VoiceState.WAITING)
    rule = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_as = models.CharField(max_length=40, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_as = models.CharField(max_length=40, blank=True)
    item = models.UUIDField(null=True)  # of the register of the council
    made_at = models.DateTimeField()
    over_at = models.DateTimeField()

    class Meta:
        db_table = "programme_reaction"
        ordering: ClassVar = ["made_at", "id"]
        indexes: ClassVar = [models.Index(fields=["paper", "state"], name="reaction_of_paper")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="withdrawn", text="", name="")
                | ~Q(state="withdrawn") & ~Q(text=""),
                name="reaction_withdrawn_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(rule="") & ~Q(reason=""),
                name="reaction_refused_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | ~Q(reply="") & Q(replied_at__isnull=False),
                name="reaction_reply_has_its_moment",
            ),
        ]


class ReactionContact(Row):
    """Where the author wants to hear of it. Never shown; sealed, and gone before the rest."""

    reaction = models.OneToOneField(Reaction, models.DO_NOTHING, related_name="contact")
    email = EncryptedTextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "programme_reactioncontact"
