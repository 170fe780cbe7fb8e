"""The form of a paper's text."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core.forms import LineField, TextField
from baken.programme.paper.grammar import read_text


class PaperForm(forms.Form):
    """Title and text; the version that was read travels along."""

    title = LineField(label=_("Titel"), max_length=200)
    text = TextField(label=_("Tekst"), max_length=60_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def clean_text(self) -> str:
        """The text as typed; a figure that cannot be read is an error here already."""
        text = str(self.cleaned_data["text"])
        try:
            read_text(text)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return text
