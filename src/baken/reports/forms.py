"""Forms of residents: telling, replying, and typing a code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, MailField, TextField, trap
from baken.documents import api as documents
from baken.reports.actions.intake import MOST_PHOTOS, Upload, too_many
from baken.reports.business import branches
from baken.reports.categories import Subject
from baken.reports.codes import Door
from baken.reports.follow import tidy_code
from baken.reports.sharing.forms import offer, partners_field

LONGEST_TEXT = 3000
PICTURES = ("jpeg", "png", "webp", "heic", "heif")
YES, NO, REOPEN = "ja", "nee", "opnieuw"


class PhotoInput(forms.ClearableFileInput):
    """A file control for several photos at once, which may have come in pieces before.

    Of those the form carries the keys, under the name with `-deel` after it.
    """

    allow_multiple_selected = True
    template_name = "reports/photos_input.html"

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, Upload], name: str
    ) -> list[Upload | str]:
        keys = data.getlist(f"{name}-deel") if hasattr(data, "getlist") else []
        return [*files.getlist(name), *(key for key in keys if key)]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        said = {
            "data-parts": reverse("documents:pieces"), "data-most": MOST_PHOTOS,
            "data-remove": _("Haal weg"), "data-failed": _("Deze foto kan niet verstuurd worden."),
            "data-busy": _("Eerst gaan uw foto's weg, dan uw tekst…"),
        }  # fmt: skip
        context = super().get_context(name, value, {**attrs, **said})
        keys = [one for one in value or () if isinstance(one, str)]
        context["widget"] |= {"remove": _("Haal weg"), "parts": list(documents.parts_of(keys))}
        return context


class PhotosField(forms.FileField):
    """At most five photos. What they really are is looked at when they are stored."""

    widget = PhotoInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What came in pieces is shown again when something else in the form is wrong."""
        return data

    def clean(self, data: Sequence[Upload | str], initial: Any = None) -> list[Upload]:
        if len(data) > MOST_PHOTOS:
            raise ValidationError(too_many(len(data)))
        photos = [documents.part(one) if isinstance(one, str) else one for one in data]
        for photo in photos:
            if not photo.size:
                raise ValidationError(
                    _("%(name)s is leeg. Kies een andere foto."), params={"name": photo.name}
                )
        return photos


def photos_field() -> PhotosField:
    return PhotosField(
        label=_("Foto's"),
        required=False,
        help_text=_(
            "Hoogstens 5, elk tot 20 MB. Plaats en tijd halen wij eruit. Liever geen gezichten."
        ),
        widget=PhotoInput(attrs={"accept": ",".join(f"image/{one}" for one in PICTURES)}),
    )


def originals_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Bewaar ook de foto's zoals ik ze stuur"),
        required=False,
        help_text=_(
            "Alleen als ze bewijs moeten zijn. Daarin kan staan waar en wanneer u was, en met welk"
            " toestel. De meldbalie kan dat dan zien."
        ),
    )


class PhoneField(LineField):
    """A phone number as people write it; kept with digits and a plus only."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        number = re.sub(r"[\s().\-/]", "", super().clean(value))
        if not number:
            return ""
        if not re.fullmatch(r"\+?[0-9]+", number):
            raise ValidationError(_("Een telefoonnummer heeft alleen cijfers."))
        digits = len(number.lstrip("+"))
        if number.startswith("0") and not number.startswith("00"):
            _check_length(digits, 10)
        elif number.startswith(("+31", "0031")):
            _check_length(digits, 11 if number.startswith("+") else 13)
        elif not 8 <= digits <= 17:
            raise ValidationError(_("Dit nummer klopt niet. Begin met 0, of met + en het land."))
        return number


def _check_length(found: int, needed: int) -> None:
    if found < needed:
        raise ValidationError(_("Er mist een cijfer. Een mobiel nummer heeft er 10."))
    if found > needed:
        raise ValidationError(_("Er staat een cijfer te veel. Een mobiel nummer heeft er 10."))


DOORS = [
    (Door.NAMED, _("Met naam")),
    (Door.NAMELESS, _("Zonder naam")),
    (Door.CONFIDENTIAL, _("Vertrouwelijk")),
]


class WordsForm(FreeTextForm):
    """What happened, photos, and how to reach the resident if they want that."""

    text = TextField(
        label=_("Vertel het in uw eigen woorden"),
        help_text=_("Elke taal mag. Schrijf liever geen namen van anderen op."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Dit vak is nog leeg. Eén zin is genoeg.")},
    )
    photos = photos_field()
    originals = originals_field()
    email = MailField(
        label=_("E-mailadres"),
        required=False,
        help_text=_("Dan sturen wij u een bericht als er iets is."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = PhoneField(
        label=_("Telefoonnummer"),
        required=False,
        help_text=_("Alleen als wij u mogen bellen."),
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "class": "w-m", "type": "tel"}
        ),
    )
    name = LineField(
        label=_("Hoe mogen wij u noemen?"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class StoryForm(WordsForm):
    """The same, and by which door."""

    door = forms.ChoiceField(
        label=_("Hoe wilt u melden?"), required=False, widget=forms.RadioSelect,
        choices=DOORS,
    )  # fmt: skip
    contact: ClassVar[tuple[str, ...]] = ("email", "phone", "name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("subject") or "subject" not in self.fields:
            self._check_door(cleaned)
        return cleaned

    def kind_of(self, cleaned: dict[str, Any]) -> Subject:
        """What it is about."""
        found: Subject = cleaned["subject"]
        return found

    def _check_door(self, cleaned: dict[str, Any]) -> None:
        """What is left fits the door. One that was not chosen follows from what is left.

        Not with a careful kind: who gives a name there says what may be done with it.
        """
        left = any(cleaned.get(name) for name in self.contact)
        wrong = any(name in self.errors for name in self.contact)
        door, kind = cleaned.get("door", ""), self.kind_of(cleaned)
        if not door and left and kind.careful and Door.CONFIDENTIAL in kind.doors:
            self.add_error("door", _("Kies: met naam, of vertrouwelijk."))
        elif door and door not in kind.doors:
            self.add_error("door", _("Zo kan het niet bij deze soort melding. Kies anders."))
        elif door == Door.NAMELESS and left:
            self.add_error(
                "door",
                _("U koos ‘zonder naam’. Maak de vakken hieronder leeg, of kies anders."),
            )
        elif door in (Door.NAMED, Door.CONFIDENTIAL) and not left and not wrong:
            self.add_error(
                "email", _("Vul een e-mailadres, telefoonnummer of naam in, of kies ‘zonder naam’.")
            )


# Said at the choice itself: what each door means, and what is kept behind it.
_HINTS = {
    Door.NAMED: _("De meldbalie kan u bereiken. Wie uw gegevens opent, moet zeggen waarom."),
    Door.NAMELESS: _(
        "Wij weten dan niet wie u bent. Wij bewaren uw tekst, het tijdstip en de plek, en geen"
        " IP-adres. Uw provider of de eigenaar van de wifi kan wel zien dat u op deze site was."
    ),
    Door.CONFIDENTIAL: _(
        "Uw gegevens gaan op slot. Ook wie aan uw melding werkt, ziet ze niet. Alleen als het"
        " echt moet en een tweede medewerker het goed vindt, gaan ze kort open. U leest dat dan."
    ),
}


class KindForm(StoryForm):
    """The same, and what its kind offers: sharing, a request to enforce, a business."""

    partners = partners_field()
    formal = forms.BooleanField(
        label=_("Ik wil dat de gemeente optreedt"), required=False,
        help_text=_(
            "Dan is het een formeel verzoek: een verzoek om handhaving. U krijgt binnen 8 weken een"
            " besluit. Daarvoor moeten wij weten wie u bent en waar u woont. De verhuurder kan uw"
            " verzoek te lezen krijgen. Met een gewone melding kijken wij er ook naar."
        ),
    )  # fmt: skip
    address = TextField(
        label=_("Uw adres"), required=False, max_length=200,
        help_text=_("Straat, huisnummer, postcode en plaats. Een handtekening is niet nodig."),
        widget=forms.Textarea(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip

    business = forms.BooleanField(label=_("Ik meld als ondernemer"), required=False)
    company = LineField(
        label=_("Naam van uw bedrijf"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    branch = forms.ChoiceField(label=_("Branche"), required=False)
    others = forms.BooleanField(
        label=_("Andere ondernemers in de buurt mogen dit weten"), required=False,
        help_text=_("Alleen wat er speelt, in onze woorden. Nooit wie het meldde."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fit(kind)

    def fit(self, kind: Subject) -> None:
        """Offer what this kind offers, and nothing else."""
        offer(self.fields["partners"], kind.partners)
        branch = self.fields["branch"]
        assert isinstance(branch, forms.ChoiceField)
        branch.choices = [("", _("Kies een branche")), *branches.choices()]
        if not kind.business:
            del self.fields["business"]
        if not kind.enforce:
            del self.fields["formal"], self.fields["address"]
        field = self.fields["door"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [one for one in DOORS if one[0] in kind.doors]
        field.hints = _HINTS  # type: ignore[attr-defined]

    def kind_of(self, cleaned: dict[str, Any]) -> Subject:
        return self.kind

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("formal"):
            self._check_request(cleaned)
        if cleaned.get("business"):
            self._check_business(cleaned)
        return cleaned

    def _check_business(self, cleaned: dict[str, Any]) -> None:
        """A business has a branch, and no name when it reports without one."""
        if not cleaned.get("branch"):
            self.add_error("branch", _("Kies de branche die het best past."))
        nameless = cleaned.get("door") == Door.NAMELESS
        if cleaned.get("company") and nameless:
            self.add_error("company", _("U koos ‘zonder naam’. Laat de naam van uw bedrijf leeg."))

    def _check_request(self, cleaned: dict[str, Any]) -> None:
        """A request to enforce has a name and an address (Awb 4:2)."""
        if cleaned.get("door", Door.NAMED) not in ("", Door.NAMED):
            self.add_error(
                "formal", _("Zo'n verzoek kan alleen met naam. Kies anders, of haal dit weg.")
            )
        if not cleaned.get("name"):
            self.add_error("name", _("Vul uw naam in: een formeel verzoek heeft een naam."))
        if not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Vul uw adres in: een formeel verzoek heeft een adres."))


class TellForm(KindForm):
    """The same on the site, where programs fill in forms too."""

    website = trap()


class CodeForm(forms.Form):
    """The code of a report, as people type it."""

    code = LineField(
        label=_("Uw code"),
        help_text=_("24 cijfers, in 6 groepen van 4. Spaties maken niet uit."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Typ de code die u kreeg.")},
    )

    def clean_code(self) -> str:
        return tidy_code(self.cleaned_data["code"])


class ReplyForm(FreeTextForm):
    """A message from the resident, with photos if they like."""

    text = TextField(
        label=_("Uw bericht"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Dit vak is nog leeg. Eén zin is genoeg.")},
    )
    photos = photos_field()
    originals = originals_field()
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    website = trap()


class OpinionForm(FreeTextForm):
    """What the resident thinks of our answer, and whether we must look again."""

    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    opinion = forms.ChoiceField(
        label=_("Bent u tevreden over ons antwoord?"), widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Uw toelichting"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Alleen nodig als u niet tevreden bent. Schrijf geen namen van anderen op."),
    )

    def __init__(self, *args: Any, may_reopen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = [(REOPEN, _("Nee, kijk er nog eens naar"))] if may_reopen else []
        choices = [(YES, _("Ja")), (NO, _("Nee, maar u hoeft niets meer te doen")), *again]
        field = self.fields["opinion"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("opinion", YES) != YES and not cleaned.get("reason", "x"):
            self.add_error("reason", _("Schrijf kort waarom u niet tevreden bent."))
        return cleaned
