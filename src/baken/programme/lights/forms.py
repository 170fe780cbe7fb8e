"""The form of a judgement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, TextField
from baken.programme.lights.actions import REASONS, reason_names
from baken.programme.lights.models import ASPECTS, RANK, Colour, Light
from baken.programme.lights.words import names, sign

NAMES = ("as_of", *ASPECTS, *REASONS, "shown")
HINT = _("Op koers: klaar binnen tijd, geld en kwaliteit. Risico: bijsturen is nodig.")


class LightForm(FreeTextForm):
    """Three colours, and why where they are not green."""

    free_text = REASONS
    as_of = forms.DateField(
        label=_("Stand op"), error_messages={"invalid": _("Deze datum bestaat niet.")}
    )
    time = forms.ChoiceField(choices=Colour.choices, widget=forms.RadioSelect, help_text=HINT)
    money = forms.ChoiceField(choices=Colour.choices, widget=forms.RadioSelect)
    quality = forms.ChoiceField(choices=Colour.choices, widget=forms.RadioSelect)
    cause = TextField(required=False)
    consequence = TextField(required=False)
    steering = TextField(required=False)
    shown = forms.BooleanField(
        label=_("Toon dit stoplicht aan iedereen"), required=False,
        help_text=_("Anders zien alleen college, griffie en beleidsadviseurs het."),
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, last: Light | None) -> None:
        kept = {name: getattr(last, name) for name in NAMES} if last else {}
        now = {"as_of": timezone.localdate(), "version": last.version if last else 0}
        super().__init__(data, initial={**kept, **now})
        for name in ASPECTS:
            self.fields[name].choices = [(one, sign(one).word) for one in RANK]  # type: ignore[attr-defined]
        for name, label in [*zip(ASPECTS, names(), strict=True), *reason_names().items()]:
            self.fields[name].label = label
