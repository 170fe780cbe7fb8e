"""Who keeps the model, and what a model must say. The first part is about people, the second pure.

The functional administrator and the operational manager write; a draft is adopted by the
operational manager or the mayor, never by who wrote last, and never by an administrator, who
decides on no cases. Cases move by the word of the operational manager or the mayor, and of
another than who asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from baken.cases.codes import Role
from baken.cases.versions import codes
from baken.core.acting import Acting
from baken.core.calendar import RuleSet
from baken.core.terms import Span, Unit, due

READERS = frozenset({"cases", "briefing", "administration", "privacy"})
KEEPERS = frozenset({("administrator", "administration"), ("lead", "cases")})
MANDATE = frozenset({("lead", "cases"), ("mayor", "briefing")})
ASKERS = frozenset({("lead", "cases"), ("process_manager", "cases")})


def _as(acting: Acting) -> tuple[str, str]:
    return acting.capacity, acting.purpose


def reads(acting: Acting) -> bool:
    """The municipality's people who work with the model or watch over it."""
    return acting.purpose in READERS and acting.capacity != "partner"


def keeps(acting: Acting) -> bool:
    """Writes drafts and tries them."""
    return _as(acting) in KEEPERS


def adopts(acting: Acting) -> bool:
    """Records that the municipality adopted a draft; decides that cases move."""
    return _as(acting) in MANDATE


def asks(acting: Acting) -> bool:
    """Asks that cases move: a process manager for the own ones, a lead for all."""
    return _as(acting) in ASKERS


@dataclass(frozen=True)
class Problem:
    """Why a draft cannot be tried or adopted, and the form that mends it."""

    section: str
    text: str


def problems(body: dict[str, Any]) -> list[Problem]:
    """All that is wrong with a model of the right shape; what the law fixes comes first."""
    numbers = [phase["number"] for phase in body["phases"]]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) < codes.LEAST_PHASES:
        words = _("De fasen tellen door vanaf 1, en er zijn er twee, drie of vier.")
        return [Problem("algemeen", words)]
    checks = (_apart, _steps, _general, _phases, _acute, _clocks, _silence, _holders)
    found = [problem for check in checks for problem in check(body, numbers)]
    return list(dict.fromkeys(found))


def _apart(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    if not 1 <= body["apart_from"] <= codes.APART_AT_LATEST:
        yield Problem("algemeen", _("Casusregie en procesregie zijn vanaf fase 3 nooit één persoon."
                                    " Eerder mag, later niet."))  # fmt: skip


def _steps(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    if set(codes.UP_ALWAYS) - set(body["up"]["fields"]):
        yield Problem("vragen", _("Bij opschalen blijft u vragen wat er aan de hand is, en of de"
                                  " mensen om wie het gaat ervan weten."))  # fmt: skip
    if set(codes.DOWN_ALWAYS) - set(body["down"]["fields"]):
        yield Problem("vragen", _("Bij afschalen blijft u vragen wie het overneemt, wanneer u"
                                  " opnieuw kijkt, en of het huishouden ervan weet."))  # fmt: skip
    if not body["down"]["evaluation"] or not body["close"]["evaluation"]:
        yield Problem("vragen", _("Afschalen en sluiten gaan nooit zonder verse evaluatie."))
    if not body["triggers"]:
        yield Problem("aanleidingen", _("Noem ten minste één aanleiding om op te schalen."))
    leap = body["down"]["leap"]
    if leap not in ("", Role.BESTUURLIJK):
        yield Problem("vragen", _("Meer fasen tegelijk omlaag: alleen bestuurlijk besluit dat."))
    if leap and not any(leap in phase["seats"] for phase in body["phases"]):
        yield Problem("vragen", _("Geen fase heeft een bestuurlijke stoel: dan kan niemand"
                                  " besluiten over meer fasen tegelijk omlaag."))  # fmt: skip


def _general(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    if body["opening_phase"] not in numbers:
        yield Problem("algemeen", _("De fase waarin een casus begint, bestaat niet."))
    if body["plan_from"] not in (0, *numbers):
        yield Problem("algemeen", _("De fase waarin een plan nodig is, bestaat niet."))


def _phases(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    both = {Role.CASUSREGIE, Role.PROCESREGIE}
    names = [phase["name"].casefold() for phase in body["phases"]]
    for phase in body["phases"]:
        section = f"fase-{phase['number']}"
        if phase["number"] >= codes.APART_AT_LATEST and not both <= set(phase["seats"]):
            yield Problem(section, _("Fase %d: casusregie en procesregie zijn hier altijd nodig.")
                          % phase["number"])  # fmt: skip
        if phase["decides"] not in (*phase["seats"], Role.PROCESREGIE):
            yield Problem(section, _("Fase %d: wie besluit, moet in die fase een stoel hebben.")
                          % phase["number"])  # fmt: skip
        if set(phase["household"]) - {Role.CASUSREGIE}:
            yield Problem(section, _("Fase %d: het huishouden kan alleen casusregie houden.")
                          % phase["number"])  # fmt: skip
        if names.count(phase["name"].casefold()) > 1:
            yield Problem(section, _("Fase %d: een andere fase heet ook zo.") % phase["number"])
        if not Span.parse(phase["review"]).amount:
            yield Problem(section, _("Fase %d: geef tijd voor de herijking.") % phase["number"])


def _acute(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    acute = body["acute"]
    if acute is None:
        return
    if acute["to"] not in numbers or any(n >= acute["to"] for n in acute["from"]):
        yield Problem("acuut", _("Een acute sprong gaat omhoog, naar een fase die bestaat."))
    if acute["trigger"] not in body["triggers"]:
        yield Problem("acuut", _("De aanleiding van de acute sprong staat niet in de lijst."))
    ratify = Span.parse(acute["ratify"])
    if ratify.unit is not Unit.HOURS or not 0 < ratify.amount <= codes.RATIFY_AT_MOST:
        yield Problem("acuut", _("Een acute sprong wordt binnen 24 uur bekrachtigd, of eerder."))
    if set(acute["capacities"]) - {str(one) for one in codes.JUMPERS}:
        yield Problem("acuut", _("Acuut opschalen kan alleen een proces- of casusregisseur."))


def _clocks(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    for name in codes.REQUIRED:
        if name not in body["clocks"]:
            yield Problem("klokken", _("Vul een termijn in: %s.") % codes.CLOCKS[name])
    fresh = body["clocks"].get("evaluation")
    if fresh and not codes.FRESHEST <= Span.parse(fresh).at_least_days <= codes.STALEST:
        yield Problem("klokken", _("Een evaluatie is vers tot ten hoogste 31 dagen, in dagen,"
                                   " werkdagen of weken."))  # fmt: skip
    for name, text in body["clocks"].items():
        if not Span.parse(text).amount:
            yield Problem("klokken", _("Geef deze klok tijd: %s.") % codes.CLOCKS[name])


def _silence(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    if not body["silence"]:
        yield Problem("stilte", _("Noem wie het hoort als iets over de datum is en niemand"
                                  " antwoordt."))  # fmt: skip
    for rung in body["silence"]:
        if set(rung["phases"]) - set(numbers):
            yield Problem("stilte", _("De ladder noemt een fase die niet bestaat."))
    for number in numbers:
        rungs = [rung for rung in body["silence"] if number in rung["phases"]]
        roles = [Role.values.index(rung["role"]) for rung in rungs]
        times = [due(_ANY_DAY, Span.parse(rung["after"]), RuleSet.OFFICE) for rung in rungs]
        if roles != sorted(set(roles)) or times != sorted(times):
            yield Problem("stilte", _("Fase %d: de ladder gaat omhoog, en elke stoel hoort het"
                                      " één keer.") % number)  # fmt: skip


# A Monday without holidays near: only to tell which of two spans is the longer.
_ANY_DAY = datetime(2026, 9, 7, 12, tzinfo=UTC)


def _holders(body: dict[str, Any], numbers: list[int]) -> Iterator[Problem]:
    for role, seat in body["seats"].items():
        if set(seat["holders"]) - {str(one) for one in codes.HOLDERS[role]}:
            yield Problem("verantwoordelijkheden", _("%s: wie u kiest, kan deze stoel niet houden.")
                          % Role(role).label)  # fmt: skip
