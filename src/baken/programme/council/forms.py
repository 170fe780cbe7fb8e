"""Forms of the register of the council, and the filters of its list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, TextField, VersionField
from baken.programme.council.models import STEPS, CouncilRecord, ItemKind, Standing
from baken.programme.council.words import OVERDUE, field_words
from baken.programme.models import Kind
from baken.programme.queries.register import Register

NO_DAY = {"invalid": _("Deze datum bestaat niet.")}
STANDINGS = [Standing.NEW, Standing.RUNNING, Standing.HELD]


class ItemForm(FreeTextForm):
    """A motion, promise, question or commitment; what is not known stays empty."""

    free_text = ("title", "text", "progress", "due_why")
    kind = forms.ChoiceField(choices=[("", _("Kies een soort")), *ItemKind.choices])
    number = LineField(max_length=60, required=False)
    title = LineField(max_length=300)
    several = LineField(
        max_length=60, required=False,
        help_text=_("Alleen als de bron geen getal noemt, zoals ‘meerdere’."),
    )  # fmt: skip
    text = TextField(
        max_length=20_000, required=False,
        help_text=_("De woorden van de raad. Laat leeg wat u niet hebt; verzin niets."),
    )  # fmt: skip
    text_url = LineField(max_length=500, required=False)
    said_on = forms.DateField(required=False, error_messages=NO_DAY)
    meeting = LineField(max_length=200, required=False)
    submitters = TextField(
        max_length=1000, required=False,
        help_text=_("Fracties of partijen, één per regel. Geen namen van mensen."),
    )  # fmt: skip
    vote = LineField(
        max_length=200, required=False, help_text=_("Bijvoorbeeld: 20 voor, 15 tegen.")
    )
    portfolio = LineField(
        max_length=120, required=False, help_text=_("Een functie, zoals burgemeester. Geen naam.")
    )
    due_on = forms.DateField(
        required=False, error_messages=NO_DAY,
        help_text=_("Geen datum genoemd? Laat leeg: Baken neemt er een aan en zegt dat erbij."),
    )  # fmt: skip
    due_assumed = forms.BooleanField(required=False)
    due_why = LineField(
        max_length=300, required=False, help_text=_("Alleen bij een aangenomen datum.")
    )
    standing = forms.ChoiceField(required=False, choices=[(s.value, s.label) for s in STANDINGS])
    progress = TextField(max_length=5000, required=False)
    actions = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    paragraphs = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: Any, *, register: Register, papers: Iterable[tuple[str, str]],
        one: CouncilRecord | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=_standing_now(one))
        for name, asked in self.fields.items():
            if name != "no_bsn":
                asked.label = field_words(name)
        listed = [(item.key, f"{item.key} {item.name}") for item in register.of_kind(Kind.ACTION)]
        gone = [(key, key) for key in (one.actions if one else []) if key not in dict(listed)]
        self.fields["actions"].choices = [*listed, *gone]  # type: ignore[attr-defined]
        parts = list(papers)
        gone = [(key, key) for key in (one.paragraphs if one else []) if key not in dict(parts)]
        self.fields["paragraphs"].choices = [*parts, *gone]  # type: ignore[attr-defined]
        if not (parts or gone):
            del self.fields["paragraphs"]
        if one is None or Standing.NEW not in STEPS[one.standing]:
            del self.fields["standing"]
        if one is not None:
            self.fields["version"] = VersionField(initial=one.version)

    def clean_submitters(self) -> list[str]:
        """One party per line."""
        lines = str(self.cleaned_data["submitters"]).split("\n")
        return [line.strip() for line in lines if line.strip()]

    def clean_text_url(self) -> str:
        url = str(self.cleaned_data["text_url"])
        if url and not url.startswith(("https://", "http://")):
            raise ValidationError(_("Begin het adres met https://."))
        return url

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("due_assumed") and cleaned.get("due_on") and not cleaned.get("due_why"):
            self.add_error("due_why", _("Zeg waarom u deze datum aanneemt."))
        said, due = cleaned.get("said_on"), cleaned.get("due_on")
        if said and due and due < said:
            self.add_error("due_on", _("Deze datum ligt vóór de dag waarop het gezegd is."))
        return cleaned


def _standing_now(one: CouncilRecord | None) -> dict[str, Any]:
    """What the form shows before anybody types."""
    if one is None:
        return {}
    names = [name for name in ItemForm.base_fields if name != "submitters"]
    return {**{name: getattr(one, name) for name in names}, "submitters": "\n".join(one.submitters)}


class ProposeForm(FreeTextForm):
    """What the college did, and why the council could close this."""

    free_text = ("proposal",)
    proposal = TextField(label=_("Wat is er gedaan, en waarom kan dit worden afgedaan?"))
    version = VersionField()


class CloseForm(FreeTextForm):
    """The council's decision."""

    free_text = ("decision",)
    decided_on = forms.DateField(label=_("Wanneer besloot de raad?"), error_messages=NO_DAY)
    decision = TextField(
        label=_("Wat besloot de raad?"), help_text=_("Noem de vergadering of de besluitenlijst.")
    )
    version = VersionField()


class ReopenForm(FreeTextForm):
    """Why it goes on."""

    free_text = ("progress",)
    progress = TextField(label=_("Waarom gaat dit door?"))
    version = VersionField()


class FilterForm(forms.Form):
    """The filters above the list; they stay in the address bar."""

    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("alle")), *ItemKind.choices]
    )
    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[("", _("alle")), (OVERDUE, _("over de datum")), *Standing.choices],
    )  # fmt: skip
    portefeuille = forms.ChoiceField(label=_("Portefeuille"), required=False)

    def __init__(self, data: Any, portfolios: Iterable[str]) -> None:
        super().__init__(data)
        listed = [(name, name) for name in sorted(set(portfolios)) if name]
        self.fields["portefeuille"].choices = [("", _("alle")), *listed]  # type: ignore[attr-defined]
        for asked in self.fields.values():
            asked.widget.attrs["class"] = "utrecht-select utrecht-select--html-select"
