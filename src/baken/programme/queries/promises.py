"""What was promised, and what came of it: earlier targets, motions, agreements, actions."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.programme.catalog import section
from baken.programme.council.models import ItemKind
from baken.programme.council.queries import Filter, Row
from baken.programme.council.queries import listing as council
from baken.programme.models import Kind
from baken.programme.periods import label
from baken.programme.queries.definitions import definitions
from baken.programme.queries.register import Item, Register, Source, Status, load
from baken.programme.queries.series import figures_of
from baken.programme.queries.targets import Judged, judged


@dataclass(frozen=True)
class Promise:
    """One promise: the sign and word of how it stands, what it was, what became of it."""

    status: Status
    title: str
    outcome: str
    sources: list[Source]
    url: str

    @property
    def kind(self) -> str:
        return self.status.sign

    @property
    def word(self) -> str:
        return self.status.word

    @property
    def source(self) -> str:
        """All sources in one line."""
        titles = "; ".join(source.title for source in self.sources)
        return _("Bron: %s") % titles if titles else _("Bron: niet bekend")


@dataclass(frozen=True)
class Pile:
    """Promises that stand alike, under one heading."""

    title: str
    promises: list[Promise]
    anchor: str


def _kinds() -> list[tuple[str, set[str], str]]:
    """Anchor, signs and heading of each pile: first what went wrong, last what nobody knows."""
    return [
        ("niet-gehaald", {"bad"}, _("Niet gehaald, of over de datum")),
        ("gehaald", {"ok"}, _("Gehaald, of besloten")),
        ("loopt", {"run", "warn"}, _("Loopt nog")),
        ("niet-bekend", {"none"}, _("Niet bekend")),
    ]


def grouped(found: list[Promise]) -> list[Pile]:
    """The promises by how they stand."""
    piles = [
        Pile(title, [one for one in found if one.status.sign in signs], anchor)
        for anchor, signs, title in _kinds()
    ]
    return [pile for pile in piles if pile.promises]


def in_short(found: list[Promise]) -> str:
    """'Van 21 beloften zijn er 2 gehaald en 3 niet. 12 lopen nog. Van 4 weten wij het niet.'"""
    if not found:
        return ""
    counts = {a: sum(one.status.sign in signs for one in found) for a, signs, _t in _kinds()}
    words = _(
        "Van de %(all)s beloften zijn er %(met)s gehaald of besloten, en %(missed)s niet gehaald "
        "of over de datum. %(running)s lopen nog. Van %(unknown)s weten wij het niet."
    )
    return words % {
        "all": len(found), "met": counts["gehaald"], "missed": counts["niet-gehaald"],
        "running": counts["loopt"], "unknown": counts["niet-bekend"],
    }  # fmt: skip


def promises() -> list[Promise]:
    """All promises: earlier targets with a verdict, then what runs, then what the council asked."""
    register = load()
    wanted = [*section("targets").values(), *(t.name for t in register.of_kind(Kind.TARGET))]
    figures = figures_of(wanted, definitions(register))
    targets = [_target(one) for one in judged(register, figures)]
    order = {"ok": 0, "bad": 1, "none": 2}
    targets.sort(key=lambda promise: order.get(promise.status.sign, 3))
    actions = [_action(register, item) for item in register.of_kind(Kind.ACTION)]
    asked = [_asked(register, row) for row in council(Filter())]
    return [*targets, *asked, *(a for a in actions if a.status.sign != "none")]


def _target(one: Judged) -> Promise:
    words = []
    if one.achieved is not None and one.achieved.exact:
        words.append(_("Het werden er %s.") % written(one.achieved.number()))
    if one.verdict.outcome == "open":
        words.append(one.verdict.sentence)
    if one.verdict.warning:
        words.append(_("Let op: %s.") % one.verdict.warning)
    elif one.before:
        words.append(_("Eerder: %s.") % one.before)
    status = Status(one.verdict.status, one.verdict.word)
    url = reverse("programme:indicator", args=[one.key])
    return Promise(status, one.promise, " ".join(words), one.sources, url)


def _action(register: Register, item: Item) -> Promise:
    parts = []
    if item.says("start"):
        parts.append(_("Begin: %s.") % label(str(item.says("start"))))
    if item.says("randvoorwaarde"):
        parts.append(_("Voorwaarde: %s.") % item.says("randvoorwaarde"))
    if item.says("rapportage"):
        parts.append(_("De raad krijgt bericht in de %s.") % item.says("rapportage"))
    theme = item.entry.parent.partition(".")[0]
    url = reverse("programme:theme", args=[theme])
    return Promise(item.status, item.name, " ".join(parts), item.sources, url)


def _asked(register: Register, row: Row) -> Promise:
    """What the council asked or was promised; only the council itself closes it."""
    one, parts = row.one, []
    if one.said_on:
        parts.append(_("Gevraagd door de raad op %s.") % label(one.said_on.isoformat()))
    if one.meeting:
        parts.append(_("Bericht in: %s.") % one.meeting)
    if one.progress:
        parts.append(_("Stand volgens de bron: %s.") % one.progress)
    if one.kind == ItemKind.MOTION and not one.text:
        parts.append(_("De tekst ontbreekt nog in dit systeem."))
    if one.decision:
        parts.append(_("De raad besloot: %s") % one.decision)
    kind = str(one.get_kind_display())
    title = f"{kind[:1].upper()}{kind[1:]}: {one.title}"
    url = reverse("programme:council_item", args=[one.item])
    return Promise(row.status, title, " ".join(parts), register.cited(one.sources), url)
