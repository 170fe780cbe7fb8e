"""What one fills in for a step: the fields that the version of the model asks for, no others."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.access.api import Colleague
from baken.cases.actions.handing import HOUSEHOLD
from baken.cases.ave import Model
from baken.cases.codes import DOWN, UP, Duty, Role, Soon
from baken.cases.forms import NO, YES, DecideForm, people_choices
from baken.core.forms import LineField, TextField

NOTHING = _("Niets? Schrijf dan: geen.")
YES_NO = [(YES, _("Ja")), (NO, _("Nee"))]


def _radio(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class UpForm(forms.Form):
    """A request to scale up. `told()` is what the action wants as details."""

    grounds = TextField(
        label=_("Wat is er geprobeerd, en waarom stokt het?"), max_length=2000,
        help_text=_("Ook wie besluit en niet in de casus zit, moet dit kunnen volgen."),
    )  # fmt: skip

    def __init__(self, *args: Any, model: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.triggers = model.triggers if "triggers" in model.up else {}
        for code, name in self.triggers.items():
            self.fields[f"trigger_{code}"] = TextField(
                label=name, max_length=1000, required=False,
                help_text=_("Waaruit blijkt dat? Laat leeg wat niet speelt."),
            )  # fmt: skip
        self.asked = [name for name in model.up if name != "triggers"]
        for name in self.asked:
            self.fields[name] = _up_field(name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.triggers and not any(cleaned.get(f"trigger_{code}") for code in self.triggers):
            first = next(iter(self.triggers))
            self.add_error(f"trigger_{first}", _("Vul ten minste één van deze redenen in."))
        return cleaned

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        proofs = {code: data[f"trigger_{code}"] for code in self.triggers}
        told: dict[str, Any] = {name: data[name] for name in self.asked}
        if self.triggers:
            told["triggers"] = {code: proof for code, proof in proofs.items() if proof}
        return told


def _up_field(name: str) -> forms.Field:
    label = UP[name]
    if name == "minors":
        return _radio(label, YES_NO)
    if name == "risk_soon":
        return _radio(label, Soon.choices)
    if name == "duty":
        return _radio(label, Duty.choices)
    if name == "risk_whom":
        help_text = _("Zonder naam. Bijvoorbeeld: de jongste dochter.")
        return LineField(label=label, max_length=200, help_text=help_text)
    more = {"help_text": NOTHING} if name in ("mandate", "partners", "confidential") else {}
    return TextField(label=label, max_length=1000, **more)


class DownForm(forms.Form):
    """A request to scale down."""

    grounds = TextField(label=_("Waarom kan het een stap terug?"), max_length=2000)

    def __init__(
        self, *args: Any, model: Model, people: Iterable[Colleague], household: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = model.down
        if model.down and model.triggers:
            self.fields["still"] = forms.MultipleChoiceField(
                label=_("Wat speelt er nog?"), required=False,
                choices=list(model.triggers.items()), widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            self.fields["motivated"] = TextField(
                label=_("Speelt er nog iets? Waarom kan het dan toch?"), required=False,
                max_length=1000,
            )  # fmt: skip
        choices = people_choices(people)
        if household:
            choices.insert(0, (HOUSEHOLD, str(_("Het huishouden zelf"))))
        for name in self.asked:
            self.fields[name] = _down_field(name, choices)

    def clean_aftercare(self) -> date:
        day: date = self.cleaned_data["aftercare"]
        if day <= timezone.localdate():
            raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        return day

    def clean_told(self) -> str:
        if self.cleaned_data["told"] != YES:
            raise ValidationError(_("Vertel het eerst aan het huishouden. Vraag het daarna."))
        return YES

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("still") and not cleaned.get("motivated"):
            self.add_error("motivated", _("Schrijf waarom het toch een fase lager kan."))
        return cleaned

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = [*self.asked, *(n for n in ("still", "motivated") if data.get(n))]
        dates = {name: data[name].isoformat() for name in names if isinstance(data[name], date)}
        return {**{name: data[name] for name in names}, **dates}


def _down_field(name: str, people: list[tuple[str, str]]) -> forms.Field:
    label = DOWN[name]
    if name == "receiver":
        help_text = _("Wie u kiest, moet eerst ja zeggen. Daarna kan er worden besloten.")
        return _radio(label, people, help_text=help_text)
    if name == "told":
        return _radio(label, YES_NO)
    if name == "aftercare":
        wrong = {"invalid": _("Deze datum bestaat niet.")}
        return forms.DateField(label=label, widget=forms.DateInput, error_messages=wrong)
    more = {"help_text": NOTHING} if name in ("remaining", "leaving") else {}
    return TextField(label=label, max_length=1000, **more)


# Six fields at most: somebody fills this in at night.
SEATS_AT_NIGHT = 2


class JumpForm(forms.Form):
    """An emergency: four questions, and whom to call."""

    happens = TextField(
        label=_("Wat gebeurt er nu?"), max_length=1000,
        help_text=_("Bel bij gevaar eerst 112."),
    )  # fmt: skip
    risk_whom = LineField(label=UP["risk_whom"], max_length=200)
    minors = _radio(UP["minors"], YES_NO)
    safety = TextField(label=_("Wat is er nu al gedaan voor de veiligheid?"), max_length=1000)

    def __init__(self, *args: Any, people: Mapping[str, list[Colleague]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = [*people][::-1][:SEATS_AT_NIGHT]
        for role in self.roles:
            choices = people_choices(people[role])
            self.fields[role] = forms.TypedChoiceField(
                label=_("Wie belt u voor %s?") % str(Role(role).label).lower(), coerce=UUID,
                choices=[("", str(_("Nog niemand"))), *choices], required=False, empty_value=None,
                initial=choices[0][0] if len(choices) == 1 else "",
            )  # fmt: skip

    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("happens", "risk_whom", "minors",
                                                           "safety")}  # fmt: skip

    def called(self) -> dict[str, UUID]:
        return {role: self.cleaned_data[role] for role in self.roles if self.cleaned_data[role]}


class RatifyForm(DecideForm):
    """Was the jump right?"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        granted: Any = self.fields["granted"]
        granted.label = _("Was deze sprong terecht?")
        granted.choices = [(YES, _("Ja, ik bekrachtig hem")), (NO, _("Nee"))]


class ReopenForm(forms.Form):
    ground = TextField(
        label=_("Wat is er nieuw?"), max_length=2000,
        help_text=_("Een casus gaat alleen weer open op een nieuwe grond."),
    )  # fmt: skip
