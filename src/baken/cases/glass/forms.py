"""Forms of emergency access."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.cases.forms import Once
from baken.cases.glass.codes import Finding
from baken.core.forms import LineField, TextField


class BreakForm(Once):
    """Which case, and why now."""

    number = LineField(label=_("Nummer van de casus"), max_length=20)
    reason = TextField(
        label=_("Waarom moet u nu kijken?"), max_length=1000,
        help_text=_("De procesregisseur en de privacyfunctionaris lezen dit meteen."),
    )  # fmt: skip

    acute = forms.BooleanField(
        label=_("Ik heb dienst en moet de casus nu opschalen"), required=False,
        help_text=_("Anders kunt u alleen lezen."),
    )  # fmt: skip

    def __init__(self, *args: Any, on_call: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not on_call:
            del self.fields["acute"]


class ReviewForm(forms.Form):
    """Was it right?"""

    finding = forms.ChoiceField(
        label=_("Was dit terecht?"), widget=forms.RadioSelect, choices=Finding.choices
    )
    text = TextField(label=_("Toelichting"), max_length=2000)
