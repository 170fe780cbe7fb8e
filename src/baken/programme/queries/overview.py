"""The list of figures: by theme, each with its last value and a small line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baken.core.ui.numerals import unknown
from baken.programme.catalog import families, section
from baken.programme.charts.draw import drawn_all
from baken.programme.charts.shapes import Chart, Spark
from baken.programme.models import Kind
from baken.programme.queries.definitions import definitions
from baken.programme.queries.register import Item, load
from baken.programme.queries.series import Figures, figures_of


@dataclass(frozen=True)
class Card:
    """A figure in a list. `value` is 'niet bekend' when no source gives one."""

    key: str
    name: str
    value: str
    period: str
    known: bool
    unit: str
    spark: SafeString | str = ""
    perceived: bool = False


@dataclass(frozen=True)
class Group:
    """The figures of one theme."""

    key: str
    name: str
    cards: list[Card]


@dataclass(frozen=True)
class Overview:
    """All figures, and the mandatory ones of which the municipality's own value is not known.

    Of a mandatory one it says whether it has a page, with the figure of the country.
    """

    groups: list[Group]
    mandatory: list[tuple[Item, bool]]


def overview() -> Overview:
    """Two queries, and one for the drawings."""
    register = load()
    known = definitions(register)
    figures = figures_of(known, known, [settings.MUNICIPALITY.code])
    made = {card.key: card for card in cards(figures[key] for key in known)}
    groups, placed = [], set()
    for theme in register.of_kind(Kind.THEME):
        keys = list(dict.fromkeys(k for goal in theme.goals for k in goal.indicators))
        placed |= set(keys)
        groups.append(Group(theme.key, theme.name, [made[key] for key in keys if key in made]))
    context = [key for key in known if known[key].name.endswith("(context)")]
    mandatory = [(item, item.key in known) for item in register.of_kind(Kind.MANDATORY)]
    placed |= {item.key for item, _paged in mandatory}
    rest = [key for key in known if key not in placed and key not in context]
    counted = [made[key] for key in rest if not made[key].perceived]
    groups.append(Group("", _("Geteld: misdrijven en overlast"), counted))
    felt = [made[key] for key in rest if made[key].perceived]
    groups.append(Group("", _("Ervaren: hoe veilig mensen zich voelen"), felt))
    groups.append(Group("", _("Hoe gaat het met de inwoners?"), [made[key] for key in context]))
    return Overview([g for g in groups if g.cards], mandatory)


def cards(figures: Iterable[Figures]) -> list[Card]:
    """Cards with their small lines, drawn together."""
    listed = list(figures)
    home = settings.MUNICIPALITY.code
    sparks: dict[str, Chart] = {
        one.key: Spark(points) for one in listed if len(points := one.points(home)) > 1
    }
    drawings = dict(zip(sparks, drawn_all(list(sparks.values())), strict=True))
    return [_card(one, drawings.get(one.key, "")) for one in listed]


def _card(figures: Figures, spark: SafeString | str) -> Card:
    latest = figures.latest(settings.MUNICIPALITY.code)
    family = families().get(figures.key)
    member = next((m for m in family.members if m.key == figures.key), None) if family else None
    name = f"{family.title} ({member.short})" if family and member else figures.name
    name = name.removesuffix(" (context)")
    felt = figures.key in section("perceived")
    if latest is None:
        return Card(
            figures.key, name, unknown(), "", known=False, unit=figures.unit, perceived=felt
        )
    value, period = figures.shown(latest.value), str(latest.when)
    said = (figures.key, name, value, period)
    return Card(*said, known=True, unit=figures.unit, spark=spark, perceived=felt)
