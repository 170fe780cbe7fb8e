"""Forms of people."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core.forms import LineField, TextField
from baken.people import rules
from baken.people.models import Ground, Precision, Role


class RevealForm(forms.Form):
    """Why the name is shown."""

    ground = forms.ChoiceField(
        label=_("Waarom wilt u de naam zien?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies waarom u de naam wilt zien."),
            "invalid_choice": _("Kies een reden uit de lijst."),
        },
    )


class PersonForm(forms.Form):
    """A person in a case. The day of birth may be known in part."""

    name = LineField(
        label=_("Naam"), max_length=200, error_messages={"required": _("Vul een naam in.")}
    )
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=Role.choices,
        error_messages={"invalid_choice": _("Kies een rol uit de lijst.")},
    )
    born = LineField(
        label=_("Geboren"),
        max_length=10,
        required=False,
        help_text=_("Wat u weet: 1987, 4-1987 of 9-4-1987."),
    )
    address = TextField(label=_("Adres"), max_length=200, required=False)
    shielded_identity = forms.BooleanField(
        label=_("Scherm de naam af voor andere organisaties"), required=False
    )
    shielded_address = forms.BooleanField(
        label=_("Scherm het adres af voor andere organisaties"), required=False
    )

    def clean_name(self) -> str:
        return rules.clean_name(self.cleaned_data["name"])

    def clean_address(self) -> str:
        return rules.clean_address(self.cleaned_data["address"])

    def clean_born(self) -> rules.Born | None:
        """'1987', '4-1987' or '9-4-1987'."""
        typed = self.cleaned_data["born"]
        if not typed:
            return None
        precisions = (Precision.YEAR, Precision.MONTH, Precision.DAY)
        try:
            parts = [int(part) for part in reversed(typed.replace("/", "-").split("-"))]
            day = date(*[*parts, 1, 1][:3])
            precision = precisions[len(parts) - 1]
        except (ValueError, IndexError) as error:
            raise ValidationError(
                _("Schrijf wat u weet, zoals 1987, 4-1987 of 9-4-1987.")
            ) from error
        return rules.checked_born(rules.Born(day, precision))
