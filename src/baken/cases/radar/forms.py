"""The form to hand cases over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.access.api import Colleague
from baken.core.forms import LineField

PHASES = [("1", _("Fase 1")), ("2", _("Fase 2")), ("3", _("Fase 3")), ("4", _("Fase 4"))]


class TransferForm(forms.Form):
    """Whose cases go to whom. A process manager gives the own; a lead chooses."""

    source = forms.ChoiceField(label=_("Van wie"), required=False)
    target = forms.ChoiceField(label=_("Naar wie"))
    phases = forms.MultipleChoiceField(
        label=_("Welke fasen"), choices=PHASES, widget=forms.CheckboxSelectMultiple,
        initial=[value for value, _label in PHASES],
    )  # fmt: skip
    reason = LineField(
        label=_("Waarom"), max_length=300,
        help_text=_("Noem geen personen om wie een casus gaat."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: Sequence[Colleague], me: str, choose: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Kies iemand")), *((str(p.user_id), p.name) for p in people)]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]
        self.fields["target"].choices = [pair for pair in choices if pair[0] != me]  # type: ignore[attr-defined]
        if choose:
            self.fields["source"].required = True
        else:
            del self.fields["source"]
