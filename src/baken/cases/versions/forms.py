"""The other forms: a file, adopting, asking that cases move, and deciding that."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.cases.versions.moving import Choice
from baken.core.forms import LineField, VersionField

YES, NO = "ja", "nee"
_NO_DATE = {"invalid": _("Deze datum bestaat niet.")}


class FileForm(forms.Form):
    """A model from a file."""

    version = VersionField()
    file = forms.FileField(
        label=_("Bestand (YAML)"),
        help_text=_("Zoals u het bij een versie kunt ophalen. Het vervangt alles in dit concept."),
    )


class AdoptForm(forms.Form):
    """Who adopted it, by which decision, and from when."""

    version = VersionField()
    who = LineField(
        label=_("Wie stelde het vast?"), max_length=120,
        help_text=_("Bijvoorbeeld het college van burgemeester en wethouders."),
    )  # fmt: skip
    decision = LineField(label=_("Met welk besluit?"), max_length=200,
                         help_text=_("Nummer, of waar het te vinden is."))  # fmt: skip
    decided = forms.DateField(label=_("Op welke dag?"), widget=forms.DateInput,
                              error_messages=_NO_DATE)  # fmt: skip
    starts = forms.DateField(
        label=_("Vanaf wanneer begint een nieuwe casus hierop?"), widget=forms.DateInput,
        error_messages=_NO_DATE,
        help_text=_("Casussen die al lopen, blijven op hun versie."),
    )  # fmt: skip


class MoveForm(forms.Form):
    """Which cases, and why."""

    cases = forms.TypedMultipleChoiceField(
        label=_("Welke van uw casussen?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    reason = LineField(label=_("Waarom"), max_length=300,
                       help_text=_("Staat bij elke casus. Noem geen personen om wie een casus"
                                   " gaat."))  # fmt: skip

    def __init__(self, *args: Any, own: Iterable[Choice] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own is None:
            del self.fields["cases"]
            return
        field: Any = self.fields["cases"]
        field.choices = [(str(c.id), _("%(number)s, fase %(phase)d")
                          % {"number": c.number, "phase": c.phase}) for c in own]  # fmt: skip


class DecideForm(forms.Form):
    """May they move?"""

    granted = forms.ChoiceField(
        label=_("Verhuizen deze casussen?"), widget=forms.RadioSelect,
        choices=[(YES, _("Ja")), (NO, _("Nee"))],
    )  # fmt: skip
    grounds = LineField(label=_("Waarom"), max_length=300)
