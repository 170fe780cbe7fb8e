"""Forms of retention."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.core.forms import TextField


class HoldForm(forms.Form):
    """Keep one object, with a reason."""

    object_id = forms.UUIDField(
        label=_("Kenmerk van het dossier"),
        error_messages={"invalid": _("Dit kenmerk klopt niet. Kopieer het uit de lijst.")},
    )
    reason = TextField(
        label=_("Waarom moet dit bewaard blijven?"),
        max_length=500,
        help_text=_("Bijvoorbeeld: er loopt bezwaar. Noem geen namen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label=_("Tot en met"),
        required=False,
        help_text=_("Leeg: tot u het loslaat."),
        error_messages={"invalid": _("Schrijf een dag als 31-12-2027.")},
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(),
    )


class DecisionForm(forms.Form):
    """Yes or no to a list that another put forward."""

    YES, NO = "ja", "nee"

    approved = forms.ChoiceField(
        label=_("Mogen deze dossiers weg?"),
        choices=[
            (YES, _("Ja, ze mogen vernietigd worden")),
            (NO, _("Nee, deze lijst gaat niet door")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )
    reason = TextField(
        label=_("Toelichting"),
        max_length=500,
        required=False,
        help_text=_("Nodig bij nee. Noem geen namen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @property
    def decision(self) -> dict[str, Any]:
        """What was decided, as the action takes it."""
        data = self.cleaned_data
        return {**data, "approved": data["approved"] == self.YES}
