"""Everything that was published, as one list: what, when, where, and of which themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.programme.council.models import CouncilRecord
from baken.programme.council.queries import municipality
from baken.programme.lights.models import Light
from baken.programme.lights.words import Lit, money_open
from baken.programme.models import Binding, Kind
from baken.programme.news.models import Notice
from baken.programme.queries.papers import Published, published
from baken.programme.queries.register import Register

MOST = 50


@dataclass(frozen=True)
class Entry:
    """One publication. `key` never changes; `themes` are keys of themes of the plan."""

    key: str
    at: datetime
    title: str
    text: str
    path: str
    themes: frozenset[str]


def entries(register: Register, topic: str = "") -> list[Entry]:
    """What was published, the newest first; with a topic only what is of that theme."""
    code = municipality()
    found = [*_papers(register), *_lights(register, code), *_council(register, code)]
    told = dict(Notice.objects.values_list("entry", "made_at"))
    found = [replace(one, at=told.get(one.key, one.at)) for one in found]
    kept = [one for one in found if not topic or topic in one.themes]
    return sorted(kept, key=lambda one: (one.at, one.key), reverse=True)


def theme_of(key: str) -> str:
    """The theme that a goal, an action or a fact stands under: 'T1.D1.A2' -> 'T1'."""
    return key.partition(".")[0]


def _papers(register: Register) -> Iterator[Entry]:
    shown = published()
    bound = defaultdict(list)
    rows = Binding.objects.filter(edition__in=[one.edition.id for one in shown])
    for edition, expression in rows.values_list("edition_id", "expression"):
        bound[edition].append(expression)
    by_indicator = _themes_by_indicator(register)
    for one in shown:
        themes = _themes(bound[one.edition.id], by_indicator)
        yield _paper(one, themes)


def _paper(one: Published, themes: frozenset[str]) -> Entry:
    path = reverse("programme:paper", args=[one.slug])
    text = _("Een stuk voor de raad: %s.") % one.status.label
    key = f"paper:{one.edition.id}:{one.status}"
    return Entry(key, one.edition.composed_at, one.edition.title, text, path, themes)


def _themes_by_indicator(register: Register) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for goal in register.of_kind(Kind.GOAL):
        for key in goal.indicators:
            found[key].add(theme_of(goal.key))
    return found


def _themes(expressions: list[str], by_indicator: dict[str, set[str]]) -> frozenset[str]:
    """The themes of the figures and facts that a paper quotes."""
    found: set[str] = set()
    for expression in expressions:
        kind, _colon, rest = expression.partition(":")
        key = rest.partition("|")[0].strip()
        found |= by_indicator.get(key, set())
        if kind == "feit":
            found.add(theme_of(key))
    return frozenset(found)


def _lights(register: Register, code: str) -> Iterator[Entry]:
    actions = {item.key: item for item in register.of_kind(Kind.ACTION)}
    for light in Light.objects.filter(municipality=code, shown=True):
        item = actions.get(light.action)
        if item is not None:
            lit = Lit(item, light, money_open(register, item))
            title = _("%(action)s: %(word)s") % {"action": item.name, "word": lit.overall.word}
            path, themes = reverse("programme:lights"), frozenset({theme_of(item.key)})
            yield Entry(f"light:{light.id}", light.made_at, title, light.steering, path, themes)


def _council(register: Register, code: str) -> Iterator[Entry]:
    """The first version of an item, and each one that stands otherwise than the one before."""
    known = {item.key for item in register.of_kind(Kind.ACTION)}
    before: CouncilRecord | None = None
    for one in CouncilRecord.objects.filter(municipality=code).order_by("item", "version"):
        changed = before is None or (before.item, before.standing) != (one.item, one.standing)
        before = one
        if changed:
            kind, word = one.get_kind_display(), one.get_standing_display()
            title = f"{str(kind).capitalize()}: {one.title}"
            text = one.decision or one.proposal or _("Stand: %s.") % word
            path = reverse("programme:council_item", args=[one.item])
            themes = frozenset(theme_of(key) for key in one.actions if key in known)
            yield Entry(f"item:{one.id}", one.made_at, title, text, path, themes)
