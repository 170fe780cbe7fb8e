"""A model in words, section by section: for the page of a version, and for the diff of two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from baken.access.api import Capacity
from baken.cases.codes import DOWN, UP, Role
from baken.cases.versions.codes import CLOCKS, COLOURS
from baken.core.terms import Span, in_words

Kind = Literal["new", "gone", "changed"]


@dataclass(frozen=True)
class Line:
    """One thing that a model says; `key` is the same over versions."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """A part of the model, with the code of the form that changes it."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Change:
    """One line that differs."""

    kind: Kind
    label: str
    before: str
    after: str


def sections(body: dict[str, Any], title: str = "", source: str = "") -> list[Section]:
    """The whole model, in the order in which people read it."""
    head = [Line("title", _("Naam"), title), Line("source", _("Waar het op rust"), source)]
    return [
        Section(
            "algemeen", _("Algemeen"), (*(line for line in head if line.text), *_general(body))
        ),
        *(_phase(phase) for phase in body["phases"]),
        Section("verantwoordelijkheden", _("Wie de stoelen houdt"), tuple(_seats(body))),
        Section("aanleidingen", _("Aanleidingen om op te schalen"), tuple(_triggers(body))),
        Section("vragen", _("Wat een stap vraagt"), tuple(_asked(body))),
        Section("acuut", _("Acute sprong"), tuple(_acute(body))),
        Section("klokken", _("Klokken"), tuple(_clocks(body))),
        Section("stilte", _("Ladder bij stilte"), tuple(_silence(body))),
    ]


def _general(body: dict[str, Any]) -> Iterator[Line]:
    yield Line("count", _("Aantal fasen"), str(len(body["phases"])))
    yield Line("opening_phase", _("Een casus begint in"), _in_phases([body["opening_phase"]]))
    yield Line("apart_from", _("Casusregie en procesregie zijn twee mensen"),
               _("vanaf fase %d") % body["apart_from"])  # fmt: skip
    plan = body["plan_from"]
    yield Line("plan_from", _("Een plan is nodig"), _("vanaf fase %d") % plan if plan else _("nee"))


def _phase(phase: dict[str, Any]) -> Section:
    number = phase["number"]
    lines = (
        Line("name", _("Naam"), phase["name"]),
        Line("colour", _("Kleur"), str(COLOURS.get(phase["colour"], phase["colour"]))),
        Line("start", _("Beginsituatie"), phase["start"]),
        Line("seats", _("Stoelen die gevuld zijn"), _roles(phase["seats"])),
        Line("household", _("Kan het huishouden zelf houden"), _roles(phase["household"])),
        Line("decides", _("Wie besluit"), _roles([phase["decides"]])),
        Line("evaluation", _("Verse evaluatie nodig"), _yes(phase["evaluation"])),
        Line("review", _("Herijking na"), _span(phase["review"])),
    )
    return Section(f"fase-{number}", _("Fase %d") % number, lines)


def _seats(body: dict[str, Any]) -> Iterator[Line]:
    for role in Role.values:
        seat = body["seats"][role]
        held = _listed(str(Capacity(one).label).lower() for one in seat["holders"])
        label = str(Role(role).label)
        yield Line(f"{role}.holders", _("%s: wie kan het zijn") % label, held)
        yield Line(f"{role}.does", _("%s: wat deze doet") % label, seat["does"])


def _triggers(body: dict[str, Any]) -> Iterator[Line]:
    for code, text in body["triggers"].items():
        yield Line(code, _("Aanleiding"), text)


def _asked(body: dict[str, Any]) -> Iterator[Line]:
    up, down = body["up"]["fields"], body["down"]["fields"]
    for name, label in UP.items():
        if name in up:
            yield Line(f"up.{name}", _("Bij opschalen"), str(label))
    for name, label in DOWN.items():
        if name in down:
            yield Line(f"down.{name}", _("Bij afschalen"), str(label))
    yield Line("down.evaluation", _("Verse evaluatie bij afschalen"),
               _yes(body["down"]["evaluation"]))  # fmt: skip
    leap = body["down"]["leap"]
    yield Line("down.leap", _("Over meer fasen tegelijk omlaag besluit"),
               _roles([leap]) if leap else _("niemand: dat kan niet"))  # fmt: skip
    yield Line("close", _("Verse evaluatie bij sluiten"), _yes(body["close"]["evaluation"]))


def _acute(body: dict[str, Any]) -> Iterator[Line]:
    acute = body["acute"]
    if acute is None:
        yield Line("on", _("Kan het"), _("nee"))
        return
    yield Line("on", _("Kan het"), _("ja"))
    who = _listed(str(Capacity(one).label).lower() for one in acute["capacities"])
    yield Line("capacities", _("Wie"), who)
    yield Line("from", _("Vanuit"), _in_phases(acute["from"]))
    yield Line("to", _("Naar"), _in_phases([acute["to"]]))
    known = body["triggers"].get(acute["trigger"], acute["trigger"])
    yield Line("trigger", _("Aanleiding"), known)
    yield Line("ratify", _("Bekrachtigd binnen"), _span(acute["ratify"]))


def _clocks(body: dict[str, Any]) -> Iterator[Line]:
    for name, label in CLOCKS.items():
        if name in body["clocks"]:
            yield Line(name, str(label), _span(body["clocks"][name]))


def _silence(body: dict[str, Any]) -> Iterator[Line]:
    for rung in body["silence"]:
        told = {"after": _span(rung["after"]), "phases": _in_phases(rung["phases"])}
        after = Span.parse(rung["after"]).amount
        words = _("na %(after)s, in %(phases)s") if after else _("meteen, in %(phases)s")
        label = str(Role(rung["role"]).label)
        yield Line(f"{rung['role']}.{min(rung['phases'])}", label, words % told)


def _span(text: str) -> str:
    return in_words(Span.parse(text))


def _yes(value: bool) -> str:  # noqa: FBT001
    return _("ja") if value else _("nee")


def _roles(names: Iterable[str]) -> str:
    return _listed(str(Role(name).label).lower() for name in names) or _("geen")


def _in_phases(numbers: list[int]) -> str:
    words = _("fase %s") if len(numbers) == 1 else _("fasen %s")
    return words % _listed(str(number) for number in sorted(numbers))


def _listed(words: Iterable[str]) -> str:
    """'a, b en c'."""
    *first, last = [*words] or [""]
    if not first:
        return last
    return _("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last}


def changes(before: list[Section], after: list[Section]) -> list[tuple[str, list[Change]]]:
    """Per section that differs: what is changed, new or gone. Empty when the two say the same."""
    titles = {part.code: part.title for part in (*after, *before)}
    old, new = ({part.code: _by_key(part) for part in side} for side in (before, after))
    found = [
        (title, [*_differing(old.get(code, {}), new.get(code, {}))])
        for code, title in sorted(titles.items(), key=lambda pair: _place(pair[0], titles))
    ]
    return [(title, rows) for title, rows in found if rows]


def _place(code: str, titles: dict[str, str]) -> tuple[int, str]:
    """Phases stand together behind the general part, also one that only one side has."""
    order = ["algemeen", "fase", "verantwoordelijkheden", "aanleidingen", "vragen", "acuut",
             "klokken", "stilte"]  # fmt: skip
    return order.index(code.split("-", maxsplit=1)[0]), code


def _by_key(part: Section) -> dict[str, Line]:
    return {line.key: line for line in part.lines}


def _differing(old: dict[str, Line], new: dict[str, Line]) -> Iterator[Change]:
    for key, line in new.items():
        if key not in old:
            yield Change("new", line.label, "", line.text)
        elif old[key].text != line.text:
            yield Change("changed", line.label, old[key].text, line.text)
    for key, line in old.items():
        if key not in new:
            yield Change("gone", line.label, line.text, "")
