"""Forms of access."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from baken.access.codes import PURPOSES_OF, Capacity, OrganisationKind, PurposeCode
from baken.access.models import Organisation
from baken.core.forms import LineField

PARTNERS = (Capacity.PARTNER, PurposeCode.CASES)


class AcceptForm(forms.Form):
    """A new colleague's name and password."""

    name = LineField(label=_("Uw naam"), max_length=120)
    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minstens 12 tekens. Een zin is makkelijk te onthouden."),
        max_length=200,
    )
    again = forms.CharField(
        label=_("Nog een keer"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("De twee wachtwoorden zijn niet gelijk."))
        return data


class InviteForm(forms.Form):
    """Whom to invite, for which organisation, capacity and purpose."""

    email = forms.EmailField(label=_("E-mailadres"), max_length=200)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisatie"), empty_label=_("Kies")
    )
    capacity = forms.ChoiceField(label=_("Rol"), choices=Capacity.choices)
    purpose = forms.ChoiceField(label=_("Doel"), choices=PurposeCode.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["organisation"]
        chosen.queryset = Organisation.objects.order_by("name")

    def clean(self) -> dict[str, Any]:
        """The purpose fits the capacity; and a partner's people work on cases, as partner."""
        data = super().clean() or {}
        organisation, capacity = data.get("organisation"), data.get("capacity", "")
        fitting = PURPOSES_OF.get(capacity, ())
        if data.get("purpose") and fitting and data["purpose"] not in fitting:
            self.add_error(
                "purpose",
                _("Bij de rol %(capacity)s past dit doel niet. Kies: %(purposes)s.")
                % {"capacity": Capacity(capacity).label,
                   "purposes": " / ".join(str(purpose.label) for purpose in fitting)},
            )  # fmt: skip
        if organisation and capacity:
            ours = organisation.kind == OrganisationKind.MUNICIPALITY
            if not ours and (capacity, data.get("purpose")) != PARTNERS:
                self.add_error(
                    "capacity",
                    _("Wie voor een partner werkt, krijgt de rol Partner en het doel ‘escalatie "
                      "voorkomen’."),
                )  # fmt: skip
            if ours and capacity == Capacity.PARTNER:
                self.add_error("capacity", _("Wie voor de gemeente werkt, is geen partner."))
        return data


class PartnerForm(forms.Form):
    """A new partner with its agreement: without one, its people see nothing."""

    name = LineField(label=_("Naam van de organisatie"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=[
            (kind, label)
            for kind, label in OrganisationKind.choices
            if kind != OrganisationKind.MUNICIPALITY
        ],
    )
    title = LineField(label=_("Naam van het convenant"), max_length=200)
    reference = LineField(label=_("Waar het te vinden is"), max_length=200, required=False)
    valid_from = forms.DateField(
        label=_("Geldt vanaf"), widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_until = forms.DateField(
        label=_("Geldt tot en met"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("Het einde ligt vóór het begin."))
        return data
