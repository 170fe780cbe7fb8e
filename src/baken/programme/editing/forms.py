"""The form of a statement: its own fields, its sources, and why it changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.core.forms import FreeTextForm, LineField, TextField, VersionField
from baken.programme.editing import schema
from baken.programme.editing.actions import Said
from baken.programme.editing.schema import Slot, slots_of
from baken.programme.editing.words import Details, shown, taken
from baken.programme.models import Kind
from baken.programme.queries.register import Item, Register, Source

MANY = {
    schema.ACTIONS: Kind.ACTION, schema.INDICATORS: Kind.INDICATOR,
    schema.INDICATOR: Kind.INDICATOR,
}  # fmt: skip
Pairs = list[tuple[str, str]]
YES_NO = [("", _("niet bekend")), ("ja", _("ja")), ("nee", _("nee"))]


class StatementForm(FreeTextForm):
    """What is said, on which sources. `version` travels along where something stood before."""

    def __init__(
        self, data: Any, *, kind: str, register: Register, item: Item | None = None
    ) -> None:
        super().__init__(data)
        self.kind, self.register = kind, register
        self.before: Details = dict(item.entry.details) if item else {}
        self.slots = slots_of(kind, self.before)
        own = [slot.name for slot in self.slots]
        if not {schema.name_field(kind)} & set(own):
            label = _("Tekst") if kind in {Kind.FACT, Kind.DECISION} else _("Naam")
            now, wide = item.name if item else "", forms.Textarea
            self.fields["name"] = LineField(label=label, max_length=1000, initial=now, widget=wide)
        for slot in self.slots:
            self.fields[slot.name] = _asked(slot, register, shown(slot, self.before))
        self._add_sources(item)
        if item:
            self.fields["version"] = VersionField(initial=item.version)
        lines = [name for name, one in self.fields.items() if isinstance(one, LineField)]
        self.free_text = tuple(lines)  # type: ignore[misc]

    def _add_sources(self, item: Item | None) -> None:
        chosen = list(item.entry.sources) if item else []
        listed = _chosen_first(
            [(key, _called(key, one)) for key, one in self.register.own_sources.items()], chosen
        )
        if self.kind != Kind.SOURCE:
            self.fields["sources"] = forms.MultipleChoiceField(
                label=_("Waar staat dit?"), choices=listed, initial=chosen, required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Elke wijziging heeft een bron. Een nieuwe noemt u hieronder."),
            )  # fmt: skip
            self.fields["source_title"] = LineField(
                label=_("Nieuwe bron: titel"), required=False,
                help_text=_("Bijvoorbeeld: Collegebesluit 12 januari 2027."),
            )  # fmt: skip
            self.fields["source_url"] = LineField(
                label=_("Nieuwe bron: adres van de pagina"), required=False, max_length=500
            )
        self.fields["because"] = LineField(
            label=_("Waarom verandert dit?"), required=False, max_length=500,
            help_text=_("Dit staat in de geschiedenis, die ook anderen lezen."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            cleaned["details"] = taken(self.slots, cleaned, self.before)
        except ValidationError as error:
            self.add_error(None, error)
        url = cleaned.get("source_url") or ""
        if url and not url.startswith(("https://", "http://")):
            self.add_error("source_url", _("Begin het adres met https://."))
        titled = cleaned.get("source_title")
        if self.kind != Kind.SOURCE and not titled and not cleaned.get("sources"):
            self.add_error("sources", _("Kies een bron, of noem een nieuwe."))
        if url and not titled:
            self.add_error("source_title", _("Zeg ook hoe deze bron heet."))
        return cleaned

    @property
    def said(self) -> Said:
        """The edit, once the form is valid."""
        words = self.cleaned_data
        name = words.get("name") or str(words["details"].get(schema.name_field(self.kind)) or "")
        sources = tuple(words.get("sources") or ())
        new = (words.get("source_title") or "", words.get("source_url") or "")
        return Said(name, words["details"], sources, *new, words["because"])


class EndForm(forms.Form):
    """Why a statement goes."""

    because = LineField(label=_("Waarom gaat dit uit het plan?"), max_length=500)
    version = VersionField()


class PlanFileForm(forms.Form):
    """A plan to read in; first only to see what would change."""

    file = forms.FileField(label=_("Bestand van het plan (YAML)"))
    look = forms.ChoiceField(
        label=_("Wat wilt u doen?"), widget=forms.RadioSelect, initial="look",
        choices=[("look", _("Kijk eerst wat er verandert")), ("read", _("Lees het plan in"))],
    )  # fmt: skip


def _asked(slot: Slot, register: Register, initial: object) -> forms.Field:
    """The field that fits the shape of a slot."""
    about: dict[str, Any] = {
        "label": slot.label, "help_text": slot.hint, "required": slot.required, "initial": initial
    }  # fmt: skip
    if slot.shape in (schema.TEXT, schema.LINES):
        return TextField(**about)
    if slot.shape == schema.DAY:
        invalid = {"invalid": _("Deze datum bestaat niet.")}
        return forms.DateField(widget=forms.DateInput, error_messages=invalid, **about)
    if slot.shape == schema.YESNO:
        return forms.ChoiceField(choices=YES_NO, **about)
    if slot.shape == schema.INDICATOR:
        indicators = [("", str(_("Kies een cijfer"))), *_listed(register, Kind.INDICATOR)]
        return forms.ChoiceField(choices=indicators, **about)
    if slot.shape in MANY or slot.shape == schema.PARTNERS:
        kind = MANY.get(slot.shape)
        listed = (
            _listed(register, kind)
            if kind
            else [(one.name, one.name) for one in register.of_kind(Kind.PARTNER)]
        )
        widget = forms.CheckboxSelectMultiple
        listed = _chosen_first(listed, initial)
        return forms.MultipleChoiceField(choices=listed, widget=widget, **about)
    return LineField(max_length=1000, **about)


def _chosen_first(listed: Pairs, chosen: object) -> Pairs:
    """What stands chosen comes first: a list may be long."""
    named = chosen if isinstance(chosen, list) else []
    return sorted(listed, key=lambda pair: pair[0] not in named)


def _called(key: str, source: Source) -> str:
    """'B2 Programmabegroting 2026'; a bare address by itself."""
    return key.partition("://")[2][:70] if "://" in key else f"{key} {source.title}"


def _listed(register: Register, kind: str) -> Pairs:
    return [(one.key, f"{one.key} {one.name}") for one in register.of_kind(kind)]
