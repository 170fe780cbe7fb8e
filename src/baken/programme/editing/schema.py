"""What may be said of each kind of statement, in the words of the plan's file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.programme.models import Kind
from baken.programme.planfile import FLAT
from baken.programme.queries.register import field_label

LINE, TEXT, LINES = "line", "text", "lines"
NUMBER, YEAR, MOMENT, DAY, SPAN, YESNO = "number", "year", "moment", "day", "span", "yesno"
ACTIONS, INDICATORS, INDICATOR, PARTNERS = "actions", "indicators", "indicator", "partners"
Words = str | Promise


@dataclass(frozen=True)
class Slot:
    """One field: `name` as the file has it, how it is asked, and whether it must be there."""

    name: str
    label: Words
    shape: str = LINE
    hint: Words = ""
    required: bool = False


_MOMENT = _("Een jaar, kwartaal of maand: 2026, 2026-Q3 of 2026-03.")
_AMOUNT = _("In euro’s. Laat leeg wat de bron niet zegt.")
SLOTS: dict[str, tuple[Slot, ...]] = {
    Kind.PLAN: (Slot("hoofddoel", _("Hoofddoel"), TEXT),),
    Kind.THEME: (Slot("vng_veiligheidsveld", _("Veld in het Kernbeleid Veiligheid van de VNG")),),
    Kind.GOAL: (
        Slot("periode", _("Looptijd"), SPAN, _("Bijvoorbeeld 2024-2027.")),
        Slot("indicatoren", _("Cijfers bij dit doel"), INDICATORS),
    ),
    Kind.ACTION: (
        Slot("eigenaar", _("Eigenaar"), LINE, _("Een functie of team, geen naam van een mens.")),
        Slot("partners", _("Partners"), PARTNERS),
        Slot("start", _("Begin"), MOMENT, _MOMENT),
        Slot("eind", _("Einde"), MOMENT, _MOMENT),
        Slot("status", _("Stand"), LINE, _("In de woorden van de bron, zoals ‘loopt’.")),
        Slot("randvoorwaarde", _("Voorwaarde"), LINE, _("Zoals ‘binnen bestaand budget’.")),
        Slot("rapportage", _("Gemeld in")),
    ),
    Kind.FACT: (Slot("waarde", _("Waarde")), Slot("datum", _("Datum"))),
    Kind.INDICATOR: (
        Slot("eenheid", _("Eenheid")),
        Slot("richting", _("Richting"), LINE,
             _("Begin met ‘lager is beter’, ‘hoger is beter’ of ‘neutraal’.")),
        Slot("bron_tabel", _("Tabel")),
        Slot("opmerking", _("Opmerking"), TEXT),
    ),
    Kind.DECISION: (
        Slot("datum", _("Datum"), DAY, required=True),
        Slot("orgaan", _("Orgaan"), required=True),
        Slot("kenmerk", _("Kenmerk")),
    ),
    Kind.TARGET: (
        Slot("indicator", _("Cijfer"), INDICATOR, required=True),
        Slot("jaar", _("Jaar"), YEAR, required=True),
        Slot("waarde", _("Streefwaarde"), NUMBER),
    ),
    Kind.YEAR_PLAN: (
        Slot("jaar", _("Jaar"), YEAR, required=True),
        Slot("status", _("Stand")),
        Slot("vastgesteld", _("Vastgesteld op"), DAY),
        Slot("acties", _("Acties in dit jaar"), ACTIONS),
    ),
    Kind.BUDGET_LINE: (
        Slot("jaar", _("Jaar"), YEAR, required=True),
        *(
            Slot(f"{side}{phase}", label, NUMBER, _AMOUNT)
            for phase, cost, income in (
                ("", _("Lasten, begroot"), _("Baten, begroot")),
                ("_gewijzigd", _("Lasten, na wijziging"), _("Baten, na wijziging")),
                ("_realisatie", _("Lasten, realisatie"), _("Baten, realisatie")),
                ("_prognose", _("Lasten, verwacht"), _("Baten, verwacht")),
            )
            for side, label in (("lasten", cost), ("baten", income))
        ),
        Slot("opmerking", _("Opmerking")),
    ),
    Kind.BUDGET_CONDITION: (
        Slot("tekst", _("Voorwaarde"), TEXT),
        Slot("acties", _("Geldt voor deze acties"), ACTIONS),
        Slot("kosten", _("Wat het kost"), NUMBER, _AMOUNT),
        Slot("beschikbaar", _("Wat ervoor beschikbaar is"), NUMBER, _AMOUNT),
    ),
    Kind.COMMITMENT: (
        Slot("product", _("In welk stuk")),
        Slot("ritme", _("Hoe vaak")),
        Slot("acties", _("Over deze acties"), ACTIONS),
    ),
    Kind.PARTNER: (Slot("rol", _("Rol")),),
    Kind.SOURCE: (
        Slot("url", _("Adres van de pagina"), LINE, _("Bijvoorbeeld https://www.example.org/…")),
        Slot("soort", _("Soort bron"), LINE, _("primair, secundair of primair-kopie")),
    ),
}  # fmt: skip
# What a new statement stands under. Under the plan itself: the address says 'plan'.
UNDER: dict[str, tuple[str, ...]] = {
    Kind.PLAN: (
        Kind.THEME, Kind.OVERARCHING, Kind.INDICATOR, Kind.TARGET, Kind.YEAR_PLAN,
        Kind.BUDGET_LINE, Kind.BUDGET_CONDITION, Kind.COMMITMENT, Kind.DECISION, Kind.PARTNER,
        Kind.SOURCE,
    ),
    Kind.THEME: (Kind.GOAL, Kind.ACTION, Kind.FACT),
    Kind.OVERARCHING: (Kind.GOAL, Kind.ACTION, Kind.FACT),
    Kind.GOAL: (Kind.ACTION, Kind.FACT),
}  # fmt: skip
# Held by the plan's file alone: too deep for a form.
FILE_ONLY = frozenset({Kind.AREA.value})
_SHAPES = {kind: (fields, name) for kind, fields, name in FLAT.values()}


def name_field(kind: str) -> str:
    """Under which field the file holds the name; '' where name and number stand apart."""
    if kind == Kind.SOURCE:
        return "titel"
    name = _SHAPES.get(kind, ((), ""))[1]
    return "" if name == "naam" else name


def key_fields(kind: str) -> tuple[str, ...]:
    """The fields that give a statement of a list its number; () where it has its own."""
    fields = _SHAPES.get(kind, (("id",), ""))[0]
    return () if fields == ("id",) else fields


def slots_of(kind: str, details: dict[str, object]) -> list[Slot]:
    """The fields of a kind, then what the file says beside them, as far as a form can hold it."""
    own = list(SLOTS.get(kind, ()))
    taken = {slot.name for slot in own} | {name_field(kind)}
    for name, value in sorted(details.items()):
        if name in taken or kind == Kind.PLAN:
            continue
        own += [Slot(one, field_label(one), shape) for one, shape in _shapes(name, value)]
    return own


def _shapes(name: str, value: object) -> list[tuple[str, str]]:
    """A field the schema does not know: a line, a list of lines, or the parts of a mapping."""
    if isinstance(value, dict):
        flat = all(not isinstance(part, dict | list) for part in value.values())
        return [(f"{name}.{part}", LINE) for part in sorted(value)] if flat else []
    if isinstance(value, list):
        return [(name, LINES)] if all(isinstance(part, str) for part in value) else []
    return [(name, YESNO if isinstance(value, bool) else LINE)]
