"""Forms of breaches."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.cases.breaches.codes import NotTold
from baken.cases.forms import NO, YES, Once, PastDate
from baken.cases.meetings.forms import TimeField
from baken.cases.regimes import register
from baken.core.calendar import ZONE
from baken.core.forms import LineField, TextField, VersionField


def _moment(data: dict[str, Any], day: str, at: str) -> datetime | None:
    """A day and a time in Amsterdam, taken out of what was sent."""
    on, clock = data.pop(day, None), data.pop(at, None)
    return datetime.combine(on, clock, ZONE) if on and clock else None


class BreachForm(Once):
    """What happened, when it was known, and which kinds of data."""

    what = TextField(
        label=_("Wat is er gebeurd?"), max_length=2000,
        help_text=_("Bijvoorbeeld: een brief ging naar het verkeerde adres. Noem geen namen."),
    )  # fmt: skip
    known_on = PastDate(label=_("Wanneer wist u het?"), help_text=_("Vanaf dan lopen de 72 uur."))
    known_time = TimeField(label=_("Hoe laat?"))
    categories = forms.MultipleChoiceField(
        label=_("Om welke gegevens gaat het?"), widget=forms.CheckboxSelectMultiple
    )
    people = forms.IntegerField(
        label=_("Over hoeveel mensen, ongeveer?"), min_value=0, max_value=1_000_000, required=False,
        help_text=_("Leeg: dat is nog niet bekend."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.code, one.label) for one in register().categories]
        here = timezone.localtime()
        self.initial.setdefault("known_on", here.date())
        self.initial.setdefault("known_time", here.strftime("%H:%M"))

    @property
    def told(self) -> dict[str, Any]:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        data["known_at"] = _moment(data, "known_on", "known_time")
        return data


class AuthorityForm(forms.Form):
    """Reported to the authority or not."""

    told = forms.ChoiceField(
        label=_("Is het gemeld bij de Autoriteit Persoonsgegevens?"), widget=forms.RadioSelect,
        choices=[(YES, _("Ja, het is gemeld")),
                 (NO, _("Nee: een risico voor mensen is niet waarschijnlijk"))],
    )  # fmt: skip
    on = PastDate(label=_("Op welke dag gemeld?"), required=False)
    time = TimeField(label=_("Hoe laat?"), required=False)
    number = LineField(label=_("Nummer van de melding"), max_length=40, required=False)
    reason = TextField(
        label=_("Toelichting"), max_length=2000, required=False,
        help_text=_("Nodig als u niet meldt, of later dan 72 uur."),
    )  # fmt: skip
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("told") == YES:
            for name in ("on", "time"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Vul in wanneer het is gemeld."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        data["at"] = _moment(data, "on", "time")
        return {**data, "told": data["told"] == YES}


class PeopleForm(forms.Form):
    """Told to the people it is about or not."""

    told = forms.ChoiceField(
        label=_("Horen de mensen om wie het gaat ervan?"), widget=forms.RadioSelect,
        choices=[(YES, _("Ja, zij zijn geïnformeerd")), (NO, _("Nee"))],
        help_text=_("Dat moet als het waarschijnlijk een hoog risico voor hen is."),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Zo niet: op welke grond?"), required=False,
        choices=[("", _("Kies een grond")), *NotTold.choices],
    )  # fmt: skip
    reason = TextField(label=_("Hoe is het verteld, of waarom niet?"), max_length=2000)
    version = VersionField()

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        return {**self.cleaned_data, "told": self.cleaned_data["told"] == YES}


class CloseForm(forms.Form):
    """What followed, and what was done."""

    effects = TextField(
        label=_("Wat zijn de gevolgen?"), max_length=2000,
        help_text=_("Voor de mensen om wie het gaat. Noem geen namen."),
    )  # fmt: skip
    measures = TextField(label=_("Wat is ertegen gedaan?"), max_length=2000)
    version = VersionField()
