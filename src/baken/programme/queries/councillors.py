"""What a councillor wants to know first: what is off track, what is due, what was asked."""

from __future__ import annotations

from dataclasses import dataclass

from baken.programme.council.models import CouncilRecord, Standing
from baken.programme.council.queries import Filter, Row, everything, listing, municipality
from baken.programme.lights.queries import newest
from baken.programme.lights.words import Lit, lit
from baken.programme.models import Kind
from baken.programme.news.entries import theme_of
from baken.programme.queries.papers import Published, published
from baken.programme.queries.register import Item, load
from baken.programme.voices.queries import Asked, questions

MOST = 12


@dataclass(frozen=True)
class ThemeRow:
    """A theme with its actions, what is off track first, and how many nobody judged."""

    item: Item
    off_track: list[Lit]
    on_track: list[Lit]
    unjudged: int

    @property
    def order(self) -> tuple[int, int]:
        """Among the themes: the worst first, then where most is off track."""
        worst = max((one.rank for one in self.off_track), default=-1)
        return (-worst, -len(self.off_track))


@dataclass(frozen=True)
class Overview:
    """The page for councillors."""

    themes: list[ThemeRow]
    due: list[Row]
    open_items: int
    asked: list[Asked]
    papers: list[Published]

    @property
    def off_track(self) -> int:
        return sum(len(one.off_track) for one in self.themes)

    @property
    def late(self) -> int:
        return sum(row.one.days_over() > 0 for row in self.due)


def for_councillors() -> Overview:
    """Everything on it is public, so it is one page for all."""
    register, code = load(), municipality()
    found = everything(code)
    judged = lit(register, newest(code, shown=True))
    themes = [_theme(item, judged) for item in register.of_kind(Kind.THEME, Kind.OVERARCHING)]
    themes.sort(key=lambda one: one.order)
    open_ = [row for row in listing(Filter(), found) if row.one.standing != Standing.DONE]
    return Overview(themes, _due(open_), len(open_), questions(found)[:MOST], published()[:MOST])


def _theme(item: Item, judged: list[Lit]) -> ThemeRow:
    mine = [one for one in judged if theme_of(one.item.key) == item.key]
    off = [one for one in mine if one.off_track]
    on = [one for one in mine if one.light is not None and not one.off_track]
    return ThemeRow(item, off, on, sum(one.light is None for one in mine))


def _due(rows: list[Row]) -> list[Row]:
    """Those with a date, the first to come on top; then those of which nobody named one."""
    return sorted(rows, key=lambda row: _day(row.one))[:MOST]


def _day(one: CouncilRecord) -> tuple[bool, str]:
    return (one.due_on is None, str(one.due_on))
