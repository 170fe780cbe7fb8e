"""Forms for notes and reminders."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.access.api import Colleague
from baken.core.forms import FreeTextForm, LineField, TextField


class NoteForm(FreeTextForm):
    """A note for colleagues, and perhaps one who should see it."""

    free_text: ClassVar[tuple[str, ...]] = ("text",)
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Uw notitie"),
        max_length=2000,
        help_text=_("Alleen collega's die deze melding mogen lezen, zien dit. De melder niet."),
    )
    named = forms.ChoiceField(
        label=_("Wie moet dit zien?"),
        required=False,
        help_text=_("Deze collega vindt het bij het eigen werk. Dit mag leeg blijven."),
    )

    def __init__(self, people: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {str(person.user_id): person.name for person in people}
        field = self.fields["named"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Niemand in het bijzonder")), *names.items()]

    def clean_named(self) -> UUID | None:
        named = self.cleaned_data["named"]
        return UUID(named) if named else None


class ReminderForm(forms.Form):
    """A day, and what for."""

    day = forms.DateField(
        label=_("Op welke dag?"),
        widget=forms.DateInput,
        error_messages={"invalid": _("Deze datum bestaat niet.")},
    )
    text = LineField(label=_("Waaraan wilt u denken?"), max_length=200)
