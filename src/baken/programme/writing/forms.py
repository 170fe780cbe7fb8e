"""The forms of writing a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, TextField, VersionField
from baken.programme.models import CouncilPaper
from baken.programme.paper.grammar import read_text
from baken.programme.writing.kinds import kinds
from baken.programme.writing.models import Outcome


class BeginForm(FreeTextForm):
    """Of which kind a new paper is; its headings follow from that, when no text is given."""

    free_text = ("title", "text")
    kind = forms.ChoiceField(label=_("Soort stuk"), widget=forms.RadioSelect, required=False)
    year = forms.IntegerField(
        label=_("Over welk jaar?"), min_value=2000, max_value=2100, required=False,
        help_text=_("Toezeggingen voor dit stuk in dit jaar komen er vanzelf bij."),
    )  # fmt: skip
    title = LineField(label=_("Titel"), max_length=200)
    text = TextField(
        label=_("Tekst"), max_length=60_000, required=False,
        help_text=_("Laat leeg om met de koppen van deze soort te beginnen."),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(
            data, initial={"year": timezone.localdate().year, "kind": "first_progress"}
        )
        field: Any = self.fields["kind"]
        other = _("Ander stuk: zonder vaste koppen en zonder besluit van het college")
        field.choices = [*((key, one.name) for key, one in kinds().items()), ("", other)]

    def clean_text(self) -> str:
        return readable(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") and not cleaned.get("year") and "year" not in self.errors:
            self.add_error("year", _("Zeg over welk jaar dit stuk gaat."))
        if not cleaned.get("kind") and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Kies een soort stuk, of schrijf vast een begin."))
        return cleaned


def readable(text: str) -> str:
    """The text as typed; a figure that cannot be read is an error at once."""
    try:
        read_text(text)
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    return text


class PaperForm(FreeTextForm):
    """Title and text of a draft; the version that was read travels along."""

    free_text = ("title", "text")
    title = LineField(label=_("Titel"), max_length=200)
    text = TextField(label=_("Tekst"), max_length=60_000)
    because = LineField(
        label=_("Wat hebt u gewijzigd?"), required=False, max_length=300,
        help_text=_("Dit staat bij de geschiedenis van de tekst."),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, data: Any, paper: CouncilPaper, preview: str = "") -> None:
        start = {"title": paper.title, "text": paper.text, "version": paper.version}
        super().__init__(data, initial=start)
        self.fields["text"].widget.attrs |= {
            "data-into": "", "hx-post": preview, "hx-target": "#voorbeeld",
            "hx-trigger": "input changed delay:900ms", "hx-sync": "this:replace",
        }  # fmt: skip

    def clean_text(self) -> str:
        return readable(self.cleaned_data["text"])


class CommentForm(FreeTextForm):
    """What somebody says about a paragraph."""

    text = TextField(label=_("Opmerking"), max_length=2000)


class DecideForm(FreeTextForm):
    """The college's decision, as its list of decisions has it."""

    free_text = ("words",)
    outcome = forms.ChoiceField(
        label=_("Wat besloot het college?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    number = LineField(label=_("Nummer van het besluit"), max_length=60)
    decided_on = forms.DateField(
        label=_("Datum van het besluit"), error_messages={"invalid": _("Deze datum bestaat niet.")}
    )
    words = TextField(label=_("Het besluit in woorden"), max_length=2000)
    edition = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
