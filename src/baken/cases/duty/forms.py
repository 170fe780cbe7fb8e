"""Forms about people: telling, putting off, minors, shields."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.cases.codes import Role
from baken.cases.duty.codes import (
    Authority,
    Consent,
    Heard,
    Manner,
    Origin,
    Protection,
)
from baken.cases.duty.law import Ground, law
from baken.cases.forms import NO, YES, Once, PastDate
from baken.core.forms import FreeTextForm, TextField, VersionField

ANY_DATE = {"invalid": _("Deze datum bestaat niet.")}


class ComingDate(forms.DateField):
    """A day that is still to come."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages=ANY_DATE, **kwargs)


class ObtainedForm(forms.Form):
    """Where the data came from."""

    origin = forms.ChoiceField(
        label=_("Waar komen de gegevens vandaan?"), widget=forms.RadioSelect,
        choices=Origin.choices,
    )  # fmt: skip
    obtained_on = PastDate(label=_("Wanneer kregen wij ze?"))


class InformForm(ObtainedForm):
    """Somebody was told."""

    contact_on = ComingDate(
        label=_("Eerste contact met deze persoon"), required=False,
        help_text=_("Uiterlijk bij het eerste contact hoort de persoon het."),
    )  # fmt: skip
    informed_on = PastDate(label=_("Geïnformeerd op"), initial=timezone.localdate)
    manner = forms.ChoiceField(
        label=_("Hoe?"), widget=forms.RadioSelect, choices=Manner.choices,
        help_text=_("Woont de persoon op een afgeschermd adres? Geef een brief dan zelf."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def ground_choices(grounds: tuple[Ground, ...]) -> list[tuple[str, str]]:
    """Each ground with its article; one whose text was not read says so."""
    return [(g.code, f"{g.label} ({g.article}{_mark(g)})") for g in grounds]


def _mark(ground: Ground) -> str:
    return "" if ground.confirmed else f", {_('onbevestigd')}"


class PostponeForm(Once, FreeTextForm, ObtainedForm):
    """Ask to put it off."""

    free_text = ("reason",)
    ground = forms.ChoiceField(label=_("Op welke grond?"), widget=forms.RadioSelect)
    reason = TextField(
        label=_("Waarom?"), max_length=1000,
        help_text=_(
            "Wat gaat er mis als de persoon het nu hoort? Wie besluit leest dit. Noem geen namen."
        ),
    )  # fmt: skip
    recheck_on = ComingDate(
        label=_("Wanneer kijkt u opnieuw?"),
        help_text=_("Binnen vier weken. Daarna geldt het uitstel niet meer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = ground_choices(law().postponing)  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """Grant or refuse a postponement."""

    granted = forms.ChoiceField(
        label=_("Uw besluit"), widget=forms.RadioSelect,
        choices=[(YES, _("Ja, uitstellen")), (NO, _("Nee, nu informeren"))],
    )  # fmt: skip
    remark = TextField(label=_("Toelichting"), max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("granted") == NO and not cleaned.get("remark"):
            self.add_error("remark", _("Schrijf waarom niet."))
        return cleaned


class MinorForm(FreeTextForm):
    """What a minor needs."""

    free_text = ("heard_why_not", "inform_note")
    age = forms.IntegerField(
        label=_("Leeftijd in jaren"), min_value=0, max_value=17,
        error_messages={
            "invalid": _("Vul een heel getal in."),
            "max_value": _("Wie 18 is of ouder, is geen kind."),
            "min_value": _("Vul een leeftijd in van 0 tot en met 17 jaar."),
        },
    )  # fmt: skip
    age_on = PastDate(label=_("Op welke dag was dat?"), initial=timezone.localdate)
    authority = forms.ChoiceField(label=_("Wie heeft gezag?"), choices=Authority.choices)
    heard = forms.ChoiceField(
        label=_("Is het kind gehoord?"), widget=forms.RadioSelect, choices=Heard.choices,
        help_text=_("Vanaf 12 jaar hoort u het kind zelf. Jonger mag ook."),
    )  # fmt: skip
    heard_on = PastDate(label=_("Gehoord op"), required=False)
    heard_why_not = TextField(label=_("Waarom niet gehoord?"), max_length=500, required=False)
    consent = forms.ChoiceField(
        label=_("Toestemming van het kind zelf"), choices=Consent.choices,
        help_text=_("Vanaf 16 jaar beslist de jongere zelf over jeugdhulp."),
    )  # fmt: skip
    protection = forms.ChoiceField(label=_("Jeugdbescherming"), choices=Protection.choices)
    inform_note = TextField(
        label=_("Wie informeert u, en wie niet?"), max_length=500, required=False,
        help_text=_("Bijvoorbeeld: alleen de moeder; de vader weet het adres niet. Geen namen."),
    )  # fmt: skip
    version = VersionField(required=False)


class ShieldForm(forms.Form):
    """What is shielded, and for which seats it stays open."""

    identity = forms.BooleanField(label=_("Scherm de naam af"), required=False)
    address = forms.BooleanField(label=_("Scherm het adres af"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Voor welke stoelen blijft het zichtbaar?"), required=False,
        widget=forms.CheckboxSelectMultiple, choices=Role.choices,
        help_text=_(
            "Alleen wie daar zit, ziet het dan nog. Kiest u niets? Dan zien uw eigen collega's op"
            " deze casus het."
        ),
        error_messages={"invalid_choice": _("Kies stoelen uit de lijst.")},
    )  # fmt: skip
