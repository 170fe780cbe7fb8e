"""Forms of the import: which files, and which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from baken.core.forms import LineField
from baken.programme.intake.places import names_of, read_concordance
from baken.programme.intake.prepare import Asked, surroundings
from baken.programme.intake.recipe import Column, Recipe
from baken.programme.intake.tables import tables
from baken.programme.models import Direction
from baken.programme.records import slug
from baken.programme.values import FINAL, PROVISIONAL

MOST_FILES = 10
STATUSES = [("", _("zegt het bestand zelf")), (PROVISIONAL, PROVISIONAL), (FINAL, FINAL)]
NEW = "nieuw"


class FilesInput(forms.ClearableFileInput):
    """A file control for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, UploadedFile[bytes]], name: str
    ) -> list[UploadedFile[bytes]]:
        return files.getlist(name)


class FilesField(forms.FileField):
    """One to ten files."""

    widget = FilesInput

    def clean(
        self, data: Sequence[UploadedFile[bytes]], initial: Any = None
    ) -> list[UploadedFile[bytes]]:
        if not data:
            raise ValidationError(_("Kies een bestand."))
        if len(data) > MOST_FILES:
            raise ValidationError(_("Kies hoogstens %s bestanden tegelijk.") % MOST_FILES)
        return list(data)


class UploadForm(forms.Form):
    """The files, and what the person knows of them."""

    file = FilesField(
        label=_("Bestand"),
        help_text=_(
            "CSV of JSON, zoals u het ophaalde bij politie, CBS of RIVM, of een eigen CSV. "
            "Bladzijden van één tabel kiest u samen."
        ),
    )
    table = forms.ChoiceField(label=_("Welke tabel?"), required=False)
    year = forms.IntegerField(
        label=_("Alleen dit jaar"), required=False, min_value=1900, max_value=2100,
        help_text=_("Vult u een jaar in, dan weigeren wij een bestand met andere jaren."),
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("Voorlopig of definitief?"), required=False, choices=STATUSES
    )
    concordance = forms.FileField(
        label=_("Oude en nieuwe gebiedscodes"), required=False,
        help_text=_("Een CSV met de kolommen oud en nieuw, als de indeling veranderde."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, f"{name}: {about['title']}") for name, about in tables().items()]
        self.fields["table"].choices = [("", _("zoek het zelf uit")), *known]  # type: ignore[attr-defined]

    def clean_concordance(self) -> bytes:
        """The bytes, when they are a list of codes that we can use."""
        given = self.cleaned_data.get("concordance")
        raw: bytes = given.read(1_000_000) if given else b""
        if raw:
            read_concordance(raw, surroundings().codes)
        return raw

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(said["table"], said["year"], said["status"], said["concordance"])


class ColumnsForm(forms.Form):
    """Which column is what, of a file that we do not know."""

    period = forms.ChoiceField(label=_("Waar staat de periode?"))
    area = forms.ChoiceField(label=_("Waar staat het gebied?"), required=False)
    value = forms.ChoiceField(label=_("Waar staat het cijfer?"))
    low = forms.ChoiceField(label=_("Ondergrens van de marge"), required=False)
    high = forms.ChoiceField(label=_("Bovengrens van de marge"), required=False)
    margins = forms.ChoiceField(
        label=_("Kolom met de soort marge (MW00000)"), required=False,
        help_text=_("Zo doet CBS het: drie regels voor één schatting."),
    )  # fmt: skip
    decimal = forms.ChoiceField(
        label=_("Decimalen"), choices=[(",", _("komma: 1,5")), (".", _("punt: 1.5"))]
    )
    indicator = forms.ChoiceField(label=_("Welk cijfer is dit?"))
    name = LineField(label=_("Naam van het nieuwe cijfer"), max_length=120, required=False)
    unit = LineField(label=_("Eenheid"), max_length=120, required=False,
                     help_text=_("Bijvoorbeeld: per 1.000 inwoners."))  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Wat is beter?"), choices=Direction.choices, required=False
    )
    source = LineField(label=_("Bron"), max_length=200,
                       help_text=_("Wie maakte dit cijfer, en welke tabel is het?"))  # fmt: skip
    url = LineField(label=_("Webadres van de bron"), max_length=300, required=False)

    def __init__(self, header: Sequence[str], indicators: dict[str, str], *args: Any, **kw: Any):
        super().__init__(*args, **kw)
        columns = [(name, name) for name in dict.fromkeys(header) if name]
        optional = [("", _("geen")), *columns]
        whole = [("", _("de hele gemeente")), *columns]
        known = sorted(indicators.items(), key=lambda pair: pair[1])
        choices = {"period": columns, "value": columns, "area": whole, "low": optional,
                   "high": optional, "margins": optional,
                   "indicator": [(NEW, _("een nieuw cijfer")), *known]}  # fmt: skip
        for field, options in choices.items():
            self.fields[field].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new figure has a name, a unit and a direction; columns are chosen once."""
        said = super().clean() or {}
        if said.get("indicator") == NEW:
            for field in ("name", "unit", "direction"):
                if not said.get(field):
                    message = _("Een nieuw cijfer heeft een naam, eenheid en richting.")
                    self.add_error(field, message)
        chosen = [said.get(name) for name in ("period", "area", "value", "low", "high", "margins")]
        given = [name for name in chosen if name]
        if len(given) != len(set(given)):
            raise ValidationError(_("U koos één kolom twee keer."))
        if bool(said.get("low")) != bool(said.get("high")):
            raise ValidationError(_("Kies bij een marge beide kanten."))
        return said

    def recipe(self, found: dict[str, Any]) -> Recipe:
        """What was chosen, for these files."""
        said = self.cleaned_data
        fresh = said["indicator"] == NEW
        key = f"I-EIGEN-{slug(said['name']).upper()[:40]}" if fresh else said["indicator"]
        about = {"naam": said["name"], "eenheid": said["unit"],
                 "richting": str(Direction(said["direction"]).label)} if fresh else {}  # fmt: skip
        source = f"EIGEN-{slug(said['source'])}"
        here = surroundings()
        return Recipe(
            found["layout"],
            title=said["source"],
            delimiter=found["delimiter"] or ";",
            area=said["area"],
            period=said["period"],
            columns=(Column(said["value"], key, "", said["low"], said["high"]),),
            margins=said["margins"],
            decimal=said["decimal"],
            status=found.get("status") or "",
            year=found.get("year"),
            source=source,
            strict=True,
            names=names_of(here.areas, here.municipality),
            indicators={key: about} if fresh else {},
            sources={source: {"titel": said["source"], "url": said["url"], "soort": "eigen"}},
        )
