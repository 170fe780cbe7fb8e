"""Forms of cases. What may be chosen is what the acting may see."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.access.api import Capacity, Colleague, Party
from baken.cases.actions.contributions import SAID
from baken.cases.codes import ORDINARY, Ground, Nature, Regime
from baken.cases.regimes import ordinary, register
from baken.core.forms import LineField, TextField, VersionField
from baken.reports.api import Result

Choices = list[tuple[str, str]]


def people_choices(people: Iterable[Colleague]) -> Choices:
    """One choice per person, with what they are and for whom."""
    return [
        (str(p.user_id), f"{p.name}, {Capacity(p.capacity).label.lower()} ({p.organisation})")
        for p in people
    ]


def party_choices(parties: Iterable[Party]) -> Choices:
    return [(str(party.id), party.name) for party in parties]


class Once(forms.Form):
    """Carries a key, so that a form that is sent twice is done once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())


class PastDate(forms.DateField):
    """A day that has been."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Deze datum bestaat niet.")})
        super().__init__(**kwargs)


class RegimeForm(forms.Form):
    """Which other regime, and why."""

    regime = forms.ChoiceField(
        label=_("Onder welk regime gaat de casus verder?"), widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Waarom?"), max_length=1000, help_text=_("Iedereen die meedoet leest dit.")
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["regime"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [one for one in Regime.choices if one[0] != now]


class OpenForm(forms.Form):
    """What a new case begins with."""

    title = LineField(
        label=_("Naam van de casus"), max_length=120,
        help_text=_(
            "Kort en herkenbaar, zonder naam van een persoon. Bijvoorbeeld: Portiek in de "
            "wijk."
        ),
    )  # fmt: skip
    reason = TextField(
        label=_("Aanleiding"), max_length=2000,
        help_text=_(
            "Wat is er gebeurd, en waarom kan één organisatie dit niet alleen? Iedereen die "
            "meedoet leest dit."
        ),
    )  # fmt: skip
    purpose = TextField(
        label=_("Doel"), max_length=500,
        help_text=_(
            "Wat willen wij bereiken? Ook wie alleen is uitgenodigd leest dit: noem geen "
            "personen."
        ),
    )  # fmt: skip


class NewForm(OpenForm):
    """The same, with the regime: what may be said and who may take part."""

    regime = forms.ChoiceField(
        label=_("Regime"), choices=Regime.choices, initial=Regime.LOKAAL_AVG, required=False,
        widget=forms.RadioSelect,
        help_text=_("Bepaalt wie er mag meedoen en welke gegevens erin mogen. Weet u het niet"
                    " zeker? Dan is het een lokale samenwerking."),
    )  # fmt: skip


class HandOverForm(OpenForm):
    """The desk chooses who is asked for procesregie."""

    process_manager = forms.TypedChoiceField(
        label=_("Procesregisseur"), coerce=UUID,
        help_text=_("Deze collega krijgt de vraag, en leest de casus na aanvaarden."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process_manager"].choices = people_choices(people)  # type: ignore[attr-defined]


class ContentForm(forms.Form):
    """Title and reason, with the version that was read."""

    title = LineField(label=_("Naam van de casus"), max_length=120)
    reason = TextField(label=_("Aanleiding"), max_length=2000)
    version = VersionField()


class TakeOnForm(forms.Form):
    purpose = TextField(
        label=_("Doel"), max_length=500,
        help_text=_(
            "Alleen wat hiervoor nodig is, komt in deze casus. Ook wie is uitgenodigd leest "
            "dit."
        ),
    )  # fmt: skip


HOUSEHOLD = "huishouden"


class SeatForm(forms.Form):
    """Who is asked for a seat."""

    holder = forms.ChoiceField(label=_("Wie vraagt u?"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, people: Iterable[Colleague], household: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = people_choices(people)
        if household:
            choices.insert(0, (HOUSEHOLD, str(_("Het huishouden zelf"))))
            self.fields["holder"].hints = {  # type: ignore[attr-defined]
                HOUSEHOLD: _("Een professional legt vast dat het huishouden dit aanvaardt.")
            }
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    """One partner: task, ground and law, categories of information, term and people."""

    task = LineField(
        label=_("Waarvoor doet deze organisatie mee?"), max_length=200,
        help_text=_("De taak, in één zin."),
    )  # fmt: skip
    law = forms.ChoiceField(label=_("Uit welke wet volgt die taak?"))
    ground = forms.ChoiceField(label=_("Op welke grond?"), choices=Ground.choices)
    categories = forms.MultipleChoiceField(
        label=_("Waarover mag zij lezen?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen wat voor de taak nodig is. Inbreng van een andere soort ziet zij niet,"
                    " ook niet als iemand die vrijgeeft."),
    )  # fmt: skip
    special_grounds = forms.MultipleChoiceField(
        label=_("Wat heft het verbod op?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Alleen nodig bij gezondheid, strafrechtelijke gegevens en politiegegevens."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Tot en met welke dag? (hoeft niet)"), widget=forms.DateInput, required=False,
        help_text=_("Daarna eindigt de deelname vanzelf, ook als niemand eraan denkt."),
        error_messages={"invalid": _("Deze datum bestaat niet.")},
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label=_("Wie doet mee?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[Colleague],
        categories: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        bases = register()
        choices = {
            "people": people_choices(people), "categories": list(categories),
            "special_grounds": [(basis.code, basis.words) for basis in bases.grounds],
            "law": [
                ("", str(_("Kies een wet"))), *((basis.code, basis.words) for basis in bases.laws)
            ],
        }  # fmt: skip
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]
        self.fields["categories"].hints = {  # type: ignore[attr-defined]
            c.code: _("Verboden, tenzij een grond het verbod opheft.")
            for c in bases.categories if c.special
        }  # fmt: skip
        allowed = {code for code, _label in choices["categories"]}
        self.initial.setdefault("categories", [c for c in ordinary() if c in allowed])


class PersonsForm(forms.Form):
    """More people of an organisation that takes part already."""

    people = forms.TypedMultipleChoiceField(
        label=_("Wie doet mee?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people_choices(people)  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """To whom a contribution is released; nobody is the default."""

    release_to = forms.TypedMultipleChoiceField(
        label=_("Wie mag dit lezen?"), coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Uw eigen organisatie leest dit altijd. Anderen alleen als u ze hier kiest."),
    )  # fmt: skip
    may_pass_on = forms.BooleanField(
        label=_("Zij mogen dit doorgeven"), required=False,
        help_text=_("Zonder vinkje mag het niet naar anderen."),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release_to"].choices = party_choices(parties)  # type: ignore[attr-defined]
        if not self.fields["release_to"].choices:  # type: ignore[attr-defined]
            del self.fields["release_to"], self.fields["may_pass_on"]


class SourceField(LineField):
    """From whom or what it is known."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Hoe weet u dit? (hoeft niet)"), max_length=200, required=False,
            help_text=_("De bron. Bijvoorbeeld: eigen bezoek, of een brief van de verhuurder."),
        )  # fmt: skip


class Sorted(forms.Form):
    """Which category of information it is: decides who may learn of it at all."""

    category = forms.ChoiceField(
        label=_("Over wat voor gegevens gaat het?"), required=False,
        help_text=_("Alleen wie voor deze soort meedoet, kan het lezen."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, categories: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = list(categories)  # type: ignore[attr-defined]

    def clean_category(self) -> str:
        return str(self.cleaned_data["category"] or ORDINARY[0])


class TextForm(forms.Form):
    """A fact or an opinion, and when it was."""

    nature = forms.ChoiceField(
        label=_("Wat is het?"), widget=forms.RadioSelect,
        choices=[(nature.value, nature.label) for nature in SAID],
    )  # fmt: skip
    text = TextField(
        label=_("Inbreng"), max_length=10_000,
        help_text=_("Alleen wat nodig is voor het doel van de casus."),
    )  # fmt: skip
    about_date = PastDate(label=_("Wanneer was het?"), required=False)
    source = SourceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"].hints = {  # type: ignore[attr-defined]
            Nature.FACT: _("U heeft het gezien, of het staat vast."),
            Nature.OPINION: _("Wat iemand vindt of vermoedt. Zeg van wie."),
        }


class ContributionForm(Once, Sorted, TextForm, ReleaseForm):
    """A new contribution with its releases."""

    field_order = (
        "nature", "category", "text", "source", "about_date", "release_to", "may_pass_on", "key"
    )  # fmt: skip


class CaptionForm(forms.Form):
    """The words with a document."""

    text = LineField(
        label=_("Wat is dit?"), max_length=200,
        help_text=_("In één zin. Bijvoorbeeld: brief van de verhuurder van 3 november."),
    )  # fmt: skip


class DocumentForm(Once, Sorted, CaptionForm, ReleaseForm):
    """A new document with its releases."""

    file = forms.FileField(
        label=_("Bestand"), help_text=_("Een pdf of een foto, tot 20 MB. Alleen wat nodig is."),
        error_messages={"empty": _("Dit bestand is leeg. Kies een ander bestand.")},
    )  # fmt: skip
    source = SourceField()
    field_order = ("file", "category", "text", "source", "release_to", "may_pass_on", "key")


class ActionForm(Once):
    title = LineField(label=_("Wat gaat er gebeuren?"), max_length=200)
    owner = forms.TypedChoiceField(label=_("Wie doet het?"), coerce=UUID)
    due_on = forms.DateField(
        label=_("Wanneer is het klaar?"), widget=forms.DateInput,
        error_messages={"invalid": _("Deze datum bestaat niet.")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", str(_("Kies een persoon"))), *people_choices(people)]  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    result = TextField(label=_("Wat kwam eruit?"), max_length=2000)
    version = VersionField()


YES, NO = "ja", "nee"


class DecideForm(forms.Form):
    granted = forms.ChoiceField(
        label=_("Uw besluit"), widget=forms.RadioSelect,
        choices=[(YES, _("Ja")), (NO, _("Nee, nu niet"))],
    )  # fmt: skip
    reason = TextField(
        label=_("Toelichting"), max_length=2000, required=False,
        help_text=_("Zegt u nee? Schrijf dan waarom."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("granted") == NO and not cleaned.get("reason"):
            self.add_error("reason", _("Schrijf waarom niet."))
        return cleaned


class CloseForm(forms.Form):
    reason = TextField(
        label=_("Waarom sluit u de casus?"), max_length=2000,
        help_text=_("Voor het dossier."),
    )  # fmt: skip
    plain_words = TextField(
        label=_("Wat leest de melder?"), max_length=2000,
        help_text=_("In gewone woorden: wat is er gedaan. Noem geen personen en geen partners."),
    )  # fmt: skip

    result = forms.ChoiceField(
        label=_("Wat is ervan gekomen?"),
        choices=Result.choices,
        error_messages={"invalid_choice": _("Kies een antwoord uit de lijst.")},
    )

    def __init__(self, *args: Any, report: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not report:
            del self.fields["plain_words"], self.fields["result"]
