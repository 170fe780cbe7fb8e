"""Forms of the plan, and of evaluations."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.access.api import Colleague, Party
from baken.cases.forms import Once, PastDate, party_choices, people_choices
from baken.cases.plan.codes import Advice, Consent
from baken.cases.plan.domains import Domain
from baken.cases.plan.models import Goal
from baken.core.forms import LineField, TextField, VersionField


class ShareForm(forms.Form):
    """With whom it is shared; nobody is the default."""

    share_with = forms.TypedMultipleChoiceField(
        label=_("Wie ziet dit nog meer?"), coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "De gemeente ziet het hele plan. Andere organisaties zien alleen wat u hier met hen "
            "deelt."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["share_with"].choices = party_choices(parties)  # type: ignore[attr-defined]
        if not self.fields["share_with"].choices:  # type: ignore[attr-defined]
            del self.fields["share_with"]


class GoalText(forms.Form):
    """Domain and texts of a goal."""

    domain = forms.ChoiceField(label=_("Leefgebied"))
    text = LineField(
        label=_("Doel"), max_length=300,
        help_text=_("Wat moet er beter gaan? In één zin, in gewone woorden."),
    )  # fmt: skip
    see = TextField(
        label=_("Wat willen wij zien?"), max_length=1000,
        help_text=_("Waaraan merkt het huishouden dat het gelukt is? En waaraan merkt u het?"),
    )  # fmt: skip

    def __init__(self, *args: Any, domains: Iterable[Domain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(domain.code, domain.name) for domain in domains]
        self.fields["domain"].choices = [("", _("Kies een leefgebied")), *named]  # type: ignore[attr-defined]


class GoalForm(Once, GoalText, ShareForm):
    """A new goal."""

    field_order = ("domain", "text", "see", "share_with", "key")


class GoalEditForm(GoalText):
    version = VersionField()


class AgreementText(forms.Form):
    """If–then, who calls whom, until when."""

    sign = LineField(
        label=_("Als"), max_length=500, help_text=_("Wat gebeurt er, of wat ziet iemand?")
    )
    step = LineField(label=_("Dan"), max_length=500, help_text=_("Wat doet wie dan meteen?"))
    calls = LineField(
        label=_("Wie belt wie?"), max_length=300,
        help_text=_("Bijvoorbeeld: moeder belt het wijkteam, ’s nachts de politie. Gevaar: 112."),
    )  # fmt: skip
    valid_until = forms.DateField(
        label=_("Geldig tot en met"), widget=forms.DateInput,
        error_messages={"invalid": _("Deze datum bestaat niet.")},
    )  # fmt: skip


class OwnerForm(forms.Form):
    """Who answers for an agreement."""

    owner = forms.TypedChoiceField(
        label=_("Wie is eigenaar?"), coerce=UUID,
        help_text=_("Deze persoon zorgt dat de afspraak klopt en bekend is."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Kies een persoon")), *people_choices(people)]  # type: ignore[attr-defined]


class AgreementForm(Once, AgreementText, OwnerForm, ShareForm):
    """A new agreement."""

    field_order = ("sign", "step", "calls", "valid_until", "owner", "share_with", "key")


class AgreementEditForm(AgreementText):
    version = VersionField()


class ViewForm(forms.Form):
    """What the household says of this version."""

    text = TextField(
        label=_("Wat vindt het huishouden?"), max_length=2000,
        help_text=_("In hun eigen woorden. Alleen de gemeente leest dit."),
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("Is het huishouden het eens met dit plan?"), widget=forms.RadioSelect,
        choices=Consent.choices,
    )  # fmt: skip
    reason = TextField(
        label=_("Waarom niet, of niet helemaal?"), max_length=1000, required=False,
        help_text=_("Nodig bij deels en bij nee."),
    )  # fmt: skip
    spoken_on = PastDate(label=_("Wanneer besprak u het?"))
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class SettleForm(forms.Form):
    version = VersionField()


class DropForm(forms.Form):
    version = VersionField()


MARKS = [(n, str(n)) for n in range(11)]
NO_MARK = {"invalid_choice": _("Kies een cijfer van 0 tot en met 10.")}


def mark_or_none(text: str) -> int | None:
    """A mark that need not be given."""
    return int(text) if text else None


class EvaluationForm(Once):
    """How it goes; with a mark per goal of the plan."""

    held_on = PastDate(label=_("Wanneer?"), initial=timezone.localdate)
    safety = forms.TypedChoiceField(
        label=_("Hoe veilig is het nu?"), coerce=int,
        choices=[("", _("Kies een cijfer")), *MARKS], error_messages=NO_MARK,
        help_text=_("0 is onveilig, 10 is veilig. Het gaat om de situatie, niet om een persoon."),
    )  # fmt: skip
    household_safety = forms.TypedChoiceField(
        label=_("Hoe veilig vindt het huishouden het?"), coerce=mark_or_none, empty_value=None,
        required=False, choices=[("", _("Niet gevraagd")), *MARKS], error_messages=NO_MARK,
        help_text=_("Vraag het hun zelf, met dezelfde cijfers."),
    )  # fmt: skip
    text = TextField(
        label=_("Hoe gaat het?"), max_length=3000,
        help_text=_("Wat lukt, en wat niet? Iedereen die meedoet leest dit."),
    )  # fmt: skip
    worked = TextField(label=_("Wat werkte?"), max_length=2000, required=False)
    advice = forms.ChoiceField(
        label=_("Wat raadt u aan voor de fase?"), widget=forms.RadioSelect, required=False,
        choices=Advice.choices,
    )  # fmt: skip
    satisfaction = forms.TypedChoiceField(
        label=_("Hoe tevreden is het huishouden over de hulp?"), coerce=mark_or_none,
        empty_value=None, required=False, choices=[("", _("Niet gevraagd")), *MARKS],
        error_messages=NO_MARK,
    )  # fmt: skip

    def __init__(self, *args: Any, goals: Iterable[Goal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = list(goals)
        for goal in self.goals:
            self.fields[f"doel-{goal.id}"] = forms.TypedChoiceField(
                label=_("Doel: %s") % goal.text, coerce=mark_or_none, empty_value=None,
                required=False, choices=[("", _("Niet besproken")), *MARKS],
                error_messages=NO_MARK, help_text=_("0 is nog niets, 10 is gehaald."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        found = {goal.id: cleaned.pop(f"doel-{goal.id}", None) for goal in self.goals}
        cleaned["scores"] = {key: mark for key, mark in found.items() if mark is not None}
        return cleaned
