"""Forms of retention."""

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
