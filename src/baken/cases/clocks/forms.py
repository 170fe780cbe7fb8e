"""Forms of clocks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.cases.clocks.codes import Answer
from baken.core.forms import LineField, TextField


class PauseForm(forms.Form):
    """Why a clock stands still."""

    reason = LineField(
        label=_("Waarom staat de klok stil?"), max_length=300,
        help_text=_("Bijvoorbeeld: wacht op een uitspraak. Iedereen die meedoet leest dit."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """How it stands with what was not done."""

    how = forms.ChoiceField(
        label=_("Hoe staat het ervoor?"), choices=Answer.choices, widget=forms.RadioSelect
    )
    text = TextField(label=_("Toelichting"), max_length=1000)


class SureForm(forms.Form):
    """Nothing to fill in."""
