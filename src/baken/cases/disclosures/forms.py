"""Forms of disclosures: what, to whom, on which ground; advice; decision."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from baken.access.api import Colleague
from baken.cases.codes import Ground
from baken.cases.forms import NO, YES, Once, people_choices
from baken.cases.models import Contribution
from baken.cases.regimes import register
from baken.core.forms import LineField, TextField

FIRST_WORDS = 90


class AskForm(Once):
    """Item by item; to one person or to one other case."""

    items = forms.TypedMultipleChoiceField(
        label=_("Wat wilt u verstrekken?"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen wat nodig is, stuk voor stuk. Nooit het hele dossier."),
    )  # fmt: skip
    receiver = forms.ChoiceField(
        label=_("Aan welke persoon?"), required=False,
        help_text=_("Iemand van een organisatie die niet meedoet aan deze casus."),
    )  # fmt: skip
    to_case = LineField(
        label=_("Of aan welke andere casus?"), max_length=20, required=False,
        help_text=_("Het nummer van een casus waar u ook aan meedoet."),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Op welke grond?"))
    article = LineField(
        label=_("Welk artikel?"), max_length=120,
        help_text=_("Bijvoorbeeld: Wpg art. 20, of het artikel uit het convenant."),
    )  # fmt: skip
    reason = TextField(
        label=_("Waarom is dit nodig, en kan het niet met minder?"), max_length=2000,
        help_text=_("Wie besluit, weegt dit. De ontvanger leest het op het bewijs."),
    )  # fmt: skip
    field_order = ("items", "receiver", "to_case", "ground", "article", "reason", "key")

    def __init__(
        self, *args: Any, told: list[Contribution], people: list[Colleague], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        grounds = [(str(g.value), str(g.label)) for g in Ground]
        grounds += [(basis.code, basis.words) for basis in register().grounds]
        choices = {
            "items": [(str(row.id), _first_words(row)) for row in told],
            "receiver": [("", str(_("Kies een persoon"))), *people_choices(people)],
            "ground": grounds,
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


def _first_words(row: Contribution) -> str:
    day = date_format(row.about_date or localdate(row.created_at), "j M Y")
    return f"{day}: {row.text[:FIRST_WORDS]}"


class AdviceForm(forms.Form):
    """What the privacy officer advises."""

    positive = forms.ChoiceField(
        label=_("Uw advies"), widget=forms.RadioSelect,
        choices=[(YES, _("Verstrekken kan")), (NO, _("Niet verstrekken"))],
    )  # fmt: skip
    text = TextField(label=_("Toelichting"), max_length=2000)
