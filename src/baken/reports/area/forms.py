"""Forms about the contacts of entrepreneurs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, MailField, TextField
from baken.geo import api as geo
from baken.reports.desk_forms import EMPTY


class ContactForm(forms.Form):
    """Who speaks for whom."""

    title = LineField(
        label=_("Naam van de vereniging of organisatie"), max_length=100,
        help_text=_("Geen naam van een mens: die is hier niet nodig."),
    )  # fmt: skip
    area_code = forms.ChoiceField(label=_("Voor welk gebied?"), required=False)
    email = MailField(label=_("E-mailadres"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("de hele stad")), *((one.code, one.name) for one in geo.wijken())]


class TellAreaForm(FreeTextForm):
    """What goes on, in the words of the desk."""

    text = TextField(
        label=_("Wat schrijft u de ondernemers?"),
        max_length=2000,
        help_text=_("In uw eigen woorden: wat er speelt, en wat zij kunnen doen. Niet wie het"
                    " meldde, en niets waaruit dat blijkt."),
        error_messages={"required": EMPTY},
    )  # fmt: skip
