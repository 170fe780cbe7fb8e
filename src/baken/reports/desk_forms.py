"""Forms of the desk. Each carries the version of the report that was on the screen."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core.acting import Acting
from baken.core.forms import FreeTextForm, LineField, TextField, VersionField
from baken.core.text import clean_line
from baken.geo import api as geo
from baken.reports.actions.desk import handlers
from baken.reports.categories import Subject, tree
from baken.reports.codes import EXPORT_GROUNDS, GROUNDS, HIDING, WHO_GROUNDS, Door, Result, Source
from baken.reports.forms import KindForm
from baken.reports.models import Report
from baken.reports.queries import BY_CLOCK, GROUPS, NEWEST, Filter

LONGEST_TEXT = 4000
NOBODY = "niemand"
MOST_CORNERS = 50
TAKEN_DOWN = (Source.PHONE, Source.DESK, Source.STREET, Source.MAIL)
EMPTY = _("Dit vak is nog leeg. Eén zin is genoeg.")


class VersionedForm(forms.Form):
    """A form on a report that may have moved on meanwhile."""

    version = VersionField()


class AssignForm(VersionedForm):
    """Who will read it."""

    user = forms.ChoiceField(label=_("Aan wie?"))

    def __init__(self, acting: Acting, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {str(person.user_id): person.name for person in handlers(acting, report)}
        field = self.fields["user"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Kies een collega")), *people.items()]

    def clean_user(self) -> UUID:
        return UUID(self.cleaned_data["user"])


def kinds_by_main() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds of the current version under their main kinds, for a select."""
    under = tree().under
    return [(main.title, [(s.code, s.title) for s in under(main.id)]) for main in tree().mains()]


class SubjectChoice(forms.Form):
    """What it is about: one of the kinds of the current version."""

    subject = forms.ChoiceField(label=_("Waar gaat het over?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Kies een soort")), *kinds_by_main()]

    def clean_subject(self) -> Subject:
        chosen = tree().get(self.cleaned_data["subject"])
        if chosen is None:
            raise ValidationError(_("Deze soort is er niet meer. Kies een andere."))
        return chosen


class SubjectForm(FreeTextForm, SubjectChoice, VersionedForm):
    """What it is really about, and why that changed."""

    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    reason = LineField(
        label=_("Waarom?"),
        max_length=300,
        help_text=_("De termijnen worden opnieuw berekend vanaf de dag van ontvangst."),
    )


# The public form speaks to the resident; here the desk asks.
ASKED_AT_THE_DESK: dict[str, tuple[Any, Any]] = {
    "text": (_("Wat vertelt de melder?"), _("In de woorden van de melder. Geen BSN, geen namen.")),
    "email": (_("E-mailadres"), _("Daar sturen wij nummer en code heen.")),
    "phone": (_("Telefoonnummer"), _("Alleen als wij mogen bellen.")),
    "name": (_("Naam"), ""),
    "partners": (
        _("Met wie mag de gemeente de melding delen?"),
        _("Vraag het de melder. Niets aangekruist is: eerst vragen."),
    ),
    "formal": (
        _("De melder vraagt de gemeente om op te treden"),
        _("Op papier of per mail, met naam en adres: een formeel verzoek, 8 weken."),
    ),
    "address": (_("Adres van de melder"), ""),
    "business": (_("De melder is ondernemer"), ""),
    "company": (_("Naam van het bedrijf"), ""),
}


class TakeDownForm(SubjectChoice, KindForm):
    """The questions of the public form, asked by the desk, and how somebody reached us."""

    source = forms.ChoiceField(
        label=_("Hoe kwam het binnen?"),
        choices=[(source, source.label) for source in TAKEN_DOWN],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASKED_AT_THE_DESK.keys() & self.fields.keys():
            self.fields[name].label, self.fields[name].help_text = ASKED_AT_THE_DESK[name]
        field = self.fields["door"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("Hoe wil de melder melden?")
        field.hints = {  # type: ignore[attr-defined]
            Door.CONFIDENTIAL: _(
                "Naam en bereik gaan meteen op slot: ook u ziet ze na het bewaren niet meer."
            )
        }

    def _check_request(self, cleaned: dict[str, Any]) -> None:
        super()._check_request(cleaned)
        if cleaned.get("source") not in (Source.MAIL, ""):
            self.add_error(
                "formal",
                _("Een formeel verzoek komt op papier of per mail (Awb 4:1). Haal dit weg, en wijs"
                  " de melder de site of het adres van de gemeente."),
            )  # fmt: skip


class AskForm(FreeTextForm, VersionedForm):
    """A question to the resident."""

    text = TextField(
        label=_("Uw vraag"),
        max_length=LONGEST_TEXT,
        help_text=_("De melder leest dit met de code. De klok staat stil tot het antwoord."),
        error_messages={"required": EMPTY},
    )


class AnswerForm(FreeTextForm, VersionedForm):
    """What became of it, in a word and in plain words."""

    result = forms.ChoiceField(
        label=_("Wat is ervan gekomen?"), choices=Result.choices, widget=forms.RadioSelect
    )
    text = TextField(
        label=_("Uw antwoord aan de melder"),
        max_length=LONGEST_TEXT,
        help_text=_("Kort en gewoon. Geen namen van anderen. De melding gaat hiermee dicht."),
        error_messages={"required": EMPTY},
    )


class PlanForm(VersionedForm):
    """The day on which we come or do it."""

    day = forms.DateField(
        label=_("Op welke dag?"),
        widget=forms.DateInput,
        help_text=_("De melder leest deze dag, en krijgt een mail als dat kan."),
        error_messages={"invalid": _("Deze datum bestaat niet.")},
    )


class WaitForm(FreeTextForm, VersionedForm):
    """Who has to do something first."""

    free_text: ClassVar[tuple[str, ...]] = ("whom",)
    whom = LineField(
        label=_("Op wie of wat wacht u?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: de woningcorporatie, het energiebedrijf. De klok loopt door."),
    )


class HideForm(VersionedForm):
    """Why it is no report."""

    why = forms.ChoiceField(
        label=_("Waarom is dit geen melding?"),
        choices=list(HIDING.items()),
        widget=forms.RadioSelect,
        help_text=_(
            "Er wordt niets gewist: u vindt haar onder ‘Verborgen’. De melder leest dat wij er"
            " niets mee doen, en kan schrijven dat het wel een melding is. Wordt er iemand"
            " bedreigd? Maak er dan werk van, en verberg haar niet."
        ),
    )


class RevealForm(forms.Form):
    """Why the contact details are opened."""

    ground = forms.ChoiceField(
        label=_("Waarom heeft u de gegevens nodig?"),
        choices=list(GROUNDS.items()),
        widget=forms.RadioSelect,
    )


class AskWhoForm(FreeTextForm):
    """Why one must know who reported in confidence."""

    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    ground = forms.ChoiceField(
        label=_("Waarom moet u het weten?"), choices=list(WHO_GROUNDS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = TextField(
        label=_("Leg het uit"), max_length=600, error_messages={"required": EMPTY},
        help_text=_("Een collega beslist hierop. De melder leest dit ook, als het mag."),
    )  # fmt: skip


class DecideWhoForm(FreeTextForm):
    """May the colleague see it?"""

    free_text: ClassVar[tuple[str, ...]] = ("answer",)
    granted = forms.ChoiceField(
        label=_("Mag uw collega zien wie meldde?"), widget=forms.RadioSelect,
        choices=[("ja", _("Ja, 24 uur lang")), ("nee", _("Nee"))],
    )  # fmt: skip
    answer = TextField(label=_("Toelichting"), required=False, max_length=600)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("granted") == "nee" and not cleaned.get("answer", "x"):
            self.add_error("answer", _("Schrijf kort waarom niet."))
        return cleaned


class ExportForm(forms.Form):
    """Why a list leaves Baken."""

    ground = forms.ChoiceField(
        label=_("Waarvoor is het bestand?"),
        choices=list(EXPORT_GROUNDS.items()),
        widget=forms.RadioSelect,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shape(text: str) -> tuple[tuple[float, float], ...]:
    """Corners as `lat,lon;lat,lon;…`, three to fifty of them; () for anything else."""
    try:
        pairs = [tuple(map(float, pair.split(","))) for pair in text[:2500].split(";")]
        corners = tuple((lat, lon) for lat, lon in pairs)
    except ValueError:
        return ()
    known = all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in corners)
    return corners if known and 3 <= len(corners) <= MOST_CORNERS else ()


def read_filter(data: Mapping[str, str]) -> Filter:
    """The filter in the address bar; what does not exist is left out."""
    group = data.get("staat", "")
    wijk, subject = data.get("wijk", ""), data.get("soort", "")
    try:
        term = clean_line(data.get("q", ""))[:200]
    except ValidationError:
        term = ""
    shape = _shape(data.get("vorm", ""))
    default = "alles" if term or shape else "nieuw"
    order, holder = data.get("orde", ""), data.get("wie", "")
    return Filter(
        group=group if group in GROUPS else default,
        wijk=wijk if geo.name_of(wijk) else "",
        subject=subject if tree().get(subject) else "",
        mine=bool(data.get("mijn")),
        late=bool(data.get("telaat")),
        holder=_uuid(holder),
        unheld=holder == NOBODY,
        team=_uuid(data.get("team", "")),
        language=data["taal"] if data.get("taal") in dict(settings.LANGUAGES) else "",
        source=data["via"] if data.get("via") in Source.values else "",
        photos=bool(data.get("fotos")),
        shape=shape,
        term=term,
        order=order if order in (BY_CLOCK, NEWEST) else BY_CLOCK,
    )
