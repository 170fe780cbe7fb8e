"""Forms of triage. What may be chosen is what the acting may see."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.access.api import Party
from baken.cases.forms import Once, PastDate, party_choices
from baken.cases.triage.codes import (
    About,
    Answer,
    Outcome,
    Reliability,
    Source,
    Verdict,
    Weighed,
    Why,
)
from baken.cases.triage.queries import Given, Standing
from baken.core.forms import LineField, TextField, VersionField
from baken.people.api import Born, PersonForm
from baken.reports.api import Result


class SignalForm(Once):
    """What somebody saw or heard."""

    organisation_id = forms.TypedChoiceField(label=_("Wie brengt het signaal?"), coerce=UUID)
    source = forms.ChoiceField(label=_("Van wie komt het?"), choices=Source.choices)
    text = TextField(
        label=_("Wat is er gezien of gehoord?"), max_length=4000,
        help_text=_("De gemeente leest dit om te beoordelen of een casus nodig is. Andere "
                    "partners lezen het niet."),
    )  # fmt: skip
    about_date = PastDate(label=_("Wanneer was het?"), required=False)
    reliability = forms.ChoiceField(
        label=_("Hoe zeker is het?"), choices=Reliability.choices, widget=forms.RadioSelect,
        help_text=_("Het gaat om dit signaal, niet om een persoon."),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = party_choices(parties)  # type: ignore[attr-defined]


class WeighForm(forms.Form):
    """Does this signal count?"""

    weighed = forms.ChoiceField(
        label=_("Telt dit signaal mee?"), choices=Weighed.choices, widget=forms.RadioSelect
    )
    why = TextField(label=_("Waarom?"), max_length=1000)
    version = VersionField()


class TriageForm(forms.Form):
    """Every question with its evidence; it may be kept half filled."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        for line in standing.lines:
            self._ask(line.question.key, line.given)
        self.fields["acute"] = forms.BooleanField(
            label=_("Het is acuut"), required=False,
            help_text=_("Er is nu direct gevaar. Bel bij levensgevaar 112."),
        )  # fmt: skip
        row = standing.triage
        self.initial.setdefault("acute", row.acute if row else False)
        self.initial.setdefault("version", row.version if row else 0)

    def _ask(self, key: str, given: Given) -> None:
        self.fields[f"answer_{key}"] = forms.ChoiceField(
            label=_("Antwoord"), choices=Answer.choices, widget=forms.RadioSelect, required=False
        )
        self.fields[f"evidence_{key}"] = TextField(
            label=_("Waar blijkt dat uit?"), max_length=1500, required=False
        )
        self.initial.setdefault(f"answer_{key}", given.answer)
        self.initial.setdefault(f"evidence_{key}", given.evidence)

    def blocks(self) -> list[dict[str, Any]]:
        """Per question its two fields, as the page shows them."""
        return [
            {"line": line, "answer": self[f"answer_{key}"], "evidence": self[f"evidence_{key}"]}
            for line in self.standing.lines
            if (key := line.question.key)
        ]

    @property
    def given(self) -> dict[str, dict[str, str]]:
        """What was answered, as the action takes it."""
        return {
            key: {
                "answer": self.cleaned_data[f"answer_{key}"],
                "evidence": self.cleaned_data[f"evidence_{key}"],
            }
            for key in (line.question.key for line in self.standing.lines)
        }


class EndForm(forms.Form):
    """How triage ends; what belongs to another outcome may stay empty."""

    outcome = forms.ChoiceField(
        label=_("Wat wordt het?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = TextField(label=_("Waarom?"), max_length=2000, help_text=_("Voor het dossier."))
    purpose = TextField(
        label=_("Doel, als u de casus in behandeling neemt"), max_length=500, required=False,
        help_text=_("Ook wie is uitgenodigd leest dit: noem geen personen."),
    )  # fmt: skip
    referred_to = LineField(
        label=_("Naar wie, als u doorverwijst"), max_length=200, required=False,
        help_text=_("De organisatie, geen persoon."),
    )  # fmt: skip
    into = LineField(
        label=_("Met welke casus, als u samenvoegt"), max_length=20, required=False,
        help_text=_("Het nummer van een lopende casus waar u op zit. Er verhuist niets: deze "
                    "casus sluit met een verwijzing, en inbreng blijft van wie hem bracht."),
    )  # fmt: skip
    plain_words = TextField(
        label=_("Wat leest de melder?"), max_length=2000, required=False,
        help_text=_("In gewone woorden. Noem geen personen en geen partners."),
    )  # fmt: skip
    result = forms.ChoiceField(
        label=_("Wat is ervan gekomen, als de casus sluit?"), choices=Result.choices,
        error_messages={"invalid_choice": _("Kies een antwoord uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, report: bool, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        if missing:
            hint = _("Dit kan nog niet: er ontbreekt nog iets aan de triage.")
            self.fields["outcome"].hints = {Outcome.ACTIVE: hint}  # type: ignore[attr-defined]
        if not report:
            del self.fields["plain_words"], self.fields["result"]

    def clean_outcome(self) -> str:
        """Taking it on waits until nothing is missing; what was typed stays."""
        chosen: str = self.cleaned_data["outcome"]
        if chosen == Outcome.ACTIVE and self.missing:
            raise ValidationError(
                _("In behandeling nemen kan nog niet. Kijk bij de triage wat er ontbreekt.")
            )
        return chosen


class KnownForm(forms.Form):
    """An exact question: a whole name with a birth date, or a whole address."""

    why = forms.ChoiceField(
        label=_("Waarvoor vraagt u dit?"), choices=Why.choices, widget=forms.RadioSelect
    )
    about = forms.ChoiceField(
        label=_("Waarmee zoekt u?"), choices=About.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=_("Volledige naam"), required=False,
        help_text=_("Precies zoals de persoon heet. Een deel van een naam vindt niets."),
    )  # fmt: skip
    born = LineField(
        label=_("Geboortedatum"), max_length=10, required=False,
        help_text=_("Bijvoorbeeld 9-4-1987."),
    )  # fmt: skip
    address = LineField(
        label=_("Volledig adres"), required=False,
        help_text=_("Straat en huisnummer, of straat, huisnummer en postcode."),
    )  # fmt: skip

    def clean_born(self) -> Born | None:
        """The same reading as where a person is written down."""
        return PersonForm.clean_born(self)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        by_name = cleaned.get("about") == About.NAME
        needed = ("name", "born") if by_name else ("address",)
        words = {
            "name": _("Vul de volledige naam in."),
            "born": _("Vul de hele geboortedatum in: dag, maand en jaar."),
            "address": _("Vul het volledige adres in."),
        }
        for field in needed if cleaned.get("about") else ():
            if field not in self.errors and not cleaned.get(field):
                self.add_error(field, words[field])
        return cleaned


class ReviewForm(forms.Form):
    """What the privacy officer found."""

    verdict = forms.ChoiceField(
        label=_("Wat vindt u?"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    note = TextField(
        label=_("Toelichting"), max_length=1000, required=False,
        help_text=_("Noem geen personen over wie werd gevraagd."),
    )  # fmt: skip
