"""Forms of requests."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.cases.duty.codes import Decision, IdentityCheck, Outcome, RequestKind
from baken.cases.duty.forms import ground_choices
from baken.cases.duty.law import law
from baken.cases.forms import Once, PastDate
from baken.core.forms import FreeTextForm, LineField, TextField, VersionField
from baken.people.api import PersonForm


class IntakeForm(Once, FreeTextForm):
    """Who asks what, and how it is known who it is."""

    free_text = ("name", "address", "question")
    kinds = forms.MultipleChoiceField(
        label=_("Wat vraagt deze persoon?"), widget=forms.CheckboxSelectMultiple,
        choices=RequestKind.choices,
    )  # fmt: skip
    name = LineField(label=_("Naam"), max_length=200)
    born = LineField(
        label=_("Geboren"), max_length=10, required=False,
        help_text=_("Wat u weet: 1987, 4-1987 of 9-4-1987."),
    )  # fmt: skip
    address = TextField(
        label=_("Adres voor het antwoord"), max_length=300, required=False,
        help_text=_("Leeg: u geeft de brief zelf. Vraag of post daar veilig is."),
    )  # fmt: skip
    question = TextField(
        label=_("Wat vroeg de persoon precies?"), max_length=2000, required=False,
        help_text=_("In de woorden van de persoon."),
    )  # fmt: skip
    received_on = PastDate(label=_("Wanneer kwam het verzoek?"), initial=timezone.localdate)
    identity = forms.ChoiceField(
        label=_("Hoe weet u wie dit is?"), widget=forms.RadioSelect,
        choices=IdentityCheck.choices,
        help_text=_("Bewaar nooit een kopie van een paspoort of ander bewijs."),
    )  # fmt: skip
    identity_on = PastDate(label=_("Nagekeken op"), initial=timezone.localdate)

    def clean_born(self) -> str:
        """As `str(Born)`: '1987', '1987-04', '1987-04-09' or ''."""
        found = PersonForm.clean_born(self)  # type: ignore[arg-type]
        return str(found or "")


class ExtendForm(forms.Form):
    reason = TextField(
        label=_("Waarom is meer tijd nodig?"), max_length=500,
        help_text=_("De persoon leest dit. Twee maanden erbij mag één keer."),
    )  # fmt: skip


class LinkForm(forms.Form):
    """Which of the persons that were found is the one who asks."""

    person = forms.ChoiceField(label=_("Wie is het?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = found  # type: ignore[attr-defined]

    def clean_person(self) -> tuple[UUID, UUID]:
        person, file = self.cleaned_data["person"].split(":")
        return UUID(person), UUID(file)


class AssessForm(forms.Form):
    """What is given of one item."""

    outcome = forms.ChoiceField(
        label=_("Wat doet u hiermee?"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Outcome if one.value],
    )  # fmt: skip
    text = TextField(
        label=_("Dit krijgt de persoon te lezen"), max_length=10_000, required=False,
        help_text=_("Haal weg wat over anderen gaat: namen, adressen, wie iets vertelde."),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("Een woord lijkt op een naam, maar gaat niet over een ander"), required=False
    )
    ground = forms.ChoiceField(label=_("Op welke grond geeft u het niet?"), required=False)
    reason = TextField(
        label=_("Waarom niet?"), max_length=500, required=False,
        help_text=_("De persoon leest dit. Zeg niet wie iets vertelde."),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Kies een grond")), *ground_choices(law().withholding)]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]


class OtherForm(forms.Form):
    text = TextField(
        label=_("Wat hebben wij nog meer?"), max_length=10_000,
        help_text=_("Bijvoorbeeld een melding aan de balie. Zonder gegevens van anderen."),
    )  # fmt: skip
    about_on = PastDate(label=_("Van wanneer?"), required=False)


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Besluit"), widget=forms.RadioSelect, choices=Decision.choices
    )
    answer = TextField(
        label=_("Antwoord"), max_length=3000,
        help_text=_("In gewone woorden. De persoon leest dit in de brief."),
    )  # fmt: skip
