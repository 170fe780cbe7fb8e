"""The current plan as a tree of items, each with its fields and sources. One query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.core.ui.numerals import unknown
from baken.programme.models import Entry, Kind
from baken.programme.periods import label

HIDDEN = {
    "indicatoren",
    "acties",
    "realisatie_bron",
    "onderwerp",
    "programma",
    "stand",
    "klein_getal",
    "wat",
}
ORDER = (
    "datum", "orgaan", "kenmerk", "periode", "start", "eind", "status", "randvoorwaarde",
    "rapportage", "jaar", "lasten", "baten", "eenheid", "richting", "vlaardingen", "nederland",
)  # fmt: skip
LABELS = {
    "status": gettext_lazy("Stand"),
    "eigenaar": gettext_lazy("Eigenaar"),
    "partners": gettext_lazy("Partners"),
    "indicatoren": gettext_lazy("Cijfers bij dit doel"),
    "acties": gettext_lazy("Acties"),
    "vastgesteld": gettext_lazy("Vastgesteld op"),
    "waarde": gettext_lazy("Waarde"),
    "kosten": gettext_lazy("Wat het kost"),
    "beschikbaar": gettext_lazy("Wat ervoor beschikbaar is"),
    "lasten_gewijzigd": gettext_lazy("Lasten, na wijziging"),
    "lasten_realisatie": gettext_lazy("Lasten, realisatie"),
    "lasten_prognose": gettext_lazy("Lasten, verwacht"),
    "baten_gewijzigd": gettext_lazy("Baten, na wijziging"),
    "baten_realisatie": gettext_lazy("Baten, realisatie"),
    "baten_prognose": gettext_lazy("Baten, verwacht"),
    "start": gettext_lazy("Begin"),
    "eind": gettext_lazy("Einde"),
    "periode": gettext_lazy("Looptijd"),
    "randvoorwaarde": gettext_lazy("Voorwaarde"),
    "rapportage": gettext_lazy("Gemeld in"),
    "vng_veiligheidsveld": gettext_lazy(
        "Veld in het Kernbeleid Veiligheid van de VNG (eigen indeling)"
    ),
    "aantal_cameras_actueel": gettext_lazy("Aantal camera’s nu"),
    "aantal_boas_actueel": gettext_lazy("Aantal boa’s nu"),
    "boas_2019_circa": gettext_lazy("Boa’s rond 2019"),
    "locaties_genoemd": gettext_lazy("Genoemde plekken"),
    "rol": gettext_lazy("Rol"),
    "lasten": gettext_lazy("Lasten"),
    "baten": gettext_lazy("Baten"),
    "bron_tabel": gettext_lazy("Tabel"),
    "nulmeting": gettext_lazy("Nulmeting"),
    "streefwaarde": gettext_lazy("Streefwaarde"),
    "richting": gettext_lazy("Richting"),
    "eenheid": gettext_lazy("Eenheid"),
}
RUNNING = ("loopt", "in voorbereiding", "in uitwerking", "verkenning", "gepland")


@dataclass(frozen=True)
class Source:
    """A citation. `url` is empty when there is no page to open."""

    key: str
    title: str
    url: str
    kind: str
    origin: str = ""


@dataclass(frozen=True)
class Field:
    """One thing the plan says of an item; `known` False prints 'niet bekend'."""

    name: str
    label: str
    text: str
    known: bool


@dataclass(frozen=True)
class Status:
    """How far an action is: one of the five signs, and the word of the source."""

    sign: str
    word: str


@dataclass(frozen=True)
class Change:
    """What one version said otherwise than the one before."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Item:
    """A statement of the plan as pages show it."""

    entry: Entry
    fields: list[Field] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    children: list[Item] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def version(self) -> int:
        return self.entry.version

    @property
    def status(self) -> Status:
        return status_of(self.entry.details.get("status"))

    @property
    def open(self) -> list[Field]:
        """What the sources do not say."""
        return [one for one in self.fields if not one.known]

    def of_kind(self, kind: str) -> list[Item]:
        return [child for child in self.children if child.entry.kind == kind]

    @property
    def goals(self) -> list[Item]:
        return self.of_kind(Kind.GOAL)

    @property
    def actions(self) -> list[Item]:
        """Actions under this item or under its goals."""
        return self.of_kind(Kind.ACTION) + [a for g in self.goals for a in g.of_kind(Kind.ACTION)]

    @property
    def owner(self) -> str:
        return str(self.says("eigenaar") or unknown())

    @property
    def facts(self) -> list[Item]:
        return self.of_kind(Kind.FACT)

    @property
    def indicators(self) -> list[str]:
        return [str(key) for key in self.entry.details.get("indicatoren") or []]

    def says(self, name: str) -> object:
        return self.entry.details.get(name)


class Register:
    """All current entries in memory: some hundred and fifty rows."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)

    @cached_property
    def sources(self) -> dict[str, Source]:
        found = [entry for entry in self._entries if entry.kind == Kind.SOURCE]
        return {entry.key: _source(entry) for entry in found}

    @cached_property
    def _by_parent(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in sorted(self._entries, key=lambda entry: entry.position):
            found.setdefault(entry.parent, []).append(entry)
        return found

    def of_kind(self, *kinds: str) -> list[Item]:
        """Items of these kinds, in the order of the plan."""
        found = [entry for entry in self._entries if entry.kind in kinds]
        order = sorted(found, key=lambda e: (kinds.index(e.kind), e.parent, e.position))
        return [self.item(entry) for entry in order]

    def one(self, key: str, *kinds: str) -> Item | None:
        """The item with this key, or None."""
        wanted = (e for e in self._entries if e.key == key and e.kind in kinds)
        found = next(wanted, None)
        return self.item(found) if found else None

    def of_key(self, key: str) -> list[Item]:
        """Everything with this number, of whatever kind."""
        return [self.item(entry) for entry in self._entries if entry.key == key]

    @property
    def own_sources(self) -> dict[str, Source]:
        """The sources of the plan itself, without what figure files brought."""
        own = {entry.key for entry in self._entries if entry.kind == Kind.SOURCE and entry.plan}
        return {key: source for key, source in self.sources.items() if key in own}

    def item(self, entry: Entry) -> Item:
        children = [] if entry.kind == Kind.PLAN else self._by_parent.get(entry.key, [])
        said = sorted(entry.details.items(), key=lambda pair: _place(pair[0]))
        if entry.kind == Kind.PLAN:
            said = [pair for pair in said if pair[0] == "hoofddoel"]
        fields = [_field(name, value) for name, value in said if name not in HIDDEN]
        cited = self.cited(entry.sources)
        return Item(entry, fields, cited, [self.item(child) for child in children])

    def cited(self, keys: Iterable[str]) -> list[Source]:
        return [self.sources[key] for key in keys if key in self.sources]

    @property
    def plan(self) -> Item | None:
        return next(iter(self.of_kind(Kind.PLAN)), None)


def load() -> Register:
    """The register of this municipality's plan as it is now."""
    entries = list(Entry.objects.filter(current=True))
    home = _home(entry for entry in entries if entry.kind == Kind.PLAN)
    kept = [entry for entry in entries if entry.plan in {"", home}]
    return Register(sorted(kept, key=lambda entry: (entry.plan, entry.kind, entry.position)))


def home_plan() -> str:
    """Which of all plans is this municipality's, as entries name it; '' before there is one."""
    return _home(Entry.objects.filter(kind=Kind.PLAN, current=True))


def _home(plans: Iterable[Entry]) -> str:
    """The plan in force, else the first to come. A lone plan of another serves as an example."""
    found = list(plans)
    own = [one for one in found if one.plan.startswith(f"{settings.MUNICIPALITY.code}:")]
    ranked = sorted(own or found, key=_begins)
    begun = [one for one in ranked if _begins(one) <= timezone.localdate().year]
    return (begun[-1:] or ranked[:1] or [Entry()])[0].plan


def _begins(plan: Entry) -> int:
    """The year in which a plan comes into force."""
    said = (plan.details.get("plan") or {}).get("van")
    return int(str(said)) if str(said).isdigit() else 0


def _source(entry: Entry) -> Source:
    url = str(entry.details.get("url") or "")
    kind = str(entry.details.get("soort") or "")
    return Source(entry.key, entry.name, url if "://" in url else "", kind, url)


def _place(name: str) -> tuple[int, str]:
    """The order of fields on a page; the database keeps none."""
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _field(name: str, value: object) -> Field:
    return Field(name, field_label(name), in_words(name, value), value is not None)


def in_words(name: str, value: object) -> str:
    """A value of the plan as text; nothing is 'niet bekend', never a blank or a zero."""
    if value is None:
        return unknown()
    if isinstance(value, list):
        if name == "periode":
            return "–".join(dict.fromkeys(str(part) for part in value))
        return ", ".join(in_words("", part) for part in value)
    if isinstance(value, dict):
        return _mapping_in_words(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return label(str(value)) if name in {"start", "eind", "datum"} else str(value)


def _mapping_in_words(value: dict[str, object]) -> str:
    """A value with its certainty ('20 (secundair)'), or every name with its value."""
    if "waarde" in value:
        sure = value.get("zekerheid")
        return f"{value['waarde']} ({sure})" if sure else str(value["waarde"])
    return ", ".join(f"{key}: {in_words('', part)}" for key, part in value.items())


def field_label(name: str) -> str:
    """The Dutch word for a field of the plan's file."""
    return str(LABELS.get(name) or name.replace("_", " ").capitalize())


def status_of(said: object) -> Status:
    """The word of the source with one of the five signs; nothing said is 'Nog niet bekend'."""
    if not said:
        return Status("none", _("Nog niet bekend"))
    text = str(said)
    head, _space, day = text.rpartition(" ")
    if head == "besloten" and day[:4].isdigit():
        return Status("ok", _("Besloten op %s") % label(day))
    sign = "run" if text.startswith(RUNNING) else "ok" if text.startswith("besloten") else "none"
    return Status(sign, text[:1].upper() + text[1:])
