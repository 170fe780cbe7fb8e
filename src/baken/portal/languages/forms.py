"""The form with which a review is recorded."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.core.forms import LineField


class ReviewForm(forms.Form):
    """Who had it read, and when. The fingerprint says which texts were seen."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    organisation = LineField(
        label=gettext_lazy("Organisatie van wie het nakeek"),
        help_text=gettext_lazy("Bijvoorbeeld een vertaalbureau. Geen naam van een persoon."),
        max_length=120,
    )
    read_on = forms.DateField(
        label=gettext_lazy("Nagekeken op"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    native = forms.BooleanField(
        label=gettext_lazy("Iemand die deze taal van huis uit spreekt, las alle teksten")
    )

    def clean_read_on(self) -> date:
        day: date = self.cleaned_data["read_on"]
        if day > localdate():
            raise ValidationError(_("Deze dag moet nog komen."))
        return day

    def words(self) -> dict[str, Any]:
        """What the action needs."""
        data = self.cleaned_data
        return {"seen": data["fingerprint"], "organisation": data["organisation"],
                "read_on": data["read_on"]}  # fmt: skip
