"""The form that asks to keep a case longer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.cases.duty.forms import ComingDate
from baken.core.forms import TextField


class ExtensionForm(forms.Form):
    """Until when, and why."""

    until = ComingDate(label=_("Tot en met welke dag?"))
    reason = TextField(
        label=_("Waarom moet deze casus langer bewaard blijven?"), max_length=400,
        help_text=_("De privacyfunctionaris leest dit. Noem geen namen."),
    )  # fmt: skip
