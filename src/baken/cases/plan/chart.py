"""Both safety lines over time, drawn here: no script, no style, words for who does not see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baken.cases.models import Evaluation

WIDE, NARROW = 820, 358
TOP, BOTTOM, LEFT = 14, 30, 30
INK, ACCENT = "#14212B", "#0B4F6C"


@dataclass(frozen=True)
class Paper:
    """The size of one drawing and its two scales."""

    width: int
    height: int
    right: int
    first: date
    last: date

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        room = self.width - LEFT - self.right
        share = 0.5 if self.first == self.last else (day - self.first).days / span
        return round(LEFT + room * share, 1)

    def y(self, value: float) -> float:
        return round(TOP + (10 - value) / 10 * (self.height - TOP - BOTTOM), 1)


def drawn(rows: Sequence[Evaluation]) -> SafeString | str:
    """The chart at two widths, of which the style sheet shows one; '' below two evaluations."""
    if len({row.held_on for row in rows}) < 2:
        return ""
    days = (rows[0].held_on, rows[-1].held_on)
    papers = (Paper(WIDE, 260, 130, *days), Paper(NARROW, 240, 96, *days))
    css = ("ch only-l", "ch only-s")
    both = zip(papers, css, strict=True)
    return format_html_join("", "{}", ((_svg(rows, paper, name),) for paper, name in both))


def _svg(rows: Sequence[Evaluation], paper: Paper, css: str) -> SafeString:
    key = f"veiligheid-{paper.width}"
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}{}{}</svg>',
        css, paper.width, paper.height, key, key, key, _("Veiligheid, van 0 tot 10"), key,
        described(rows), _ground(paper), _lines(rows, paper), _days(rows, paper),
    )  # fmt: skip


def described(rows: Sequence[Evaluation]) -> str:
    """The figures of the chart in words."""
    parts = []
    for row in rows:
        words = {"day": date_format(row.held_on, "j F Y"), "pro": row.safety,
                 "home": row.household_safety}  # fmt: skip
        if row.household_safety is None:
            parts.append(_("%(day)s: professional %(pro)s, huishouden niet gevraagd") % words)
        else:
            parts.append(_("%(day)s: professional %(pro)s, huishouden %(home)s") % words)
    return "; ".join(parts)


def _ground(paper: Paper) -> SafeString:
    end = paper.width - paper.right
    return format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="ax" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            ("gl" if mark else "bl", LEFT, end, paper.y(mark), paper.y(mark), LEFT - 8,
             paper.y(mark) + 5, mark)
            for mark in (0, 5, 10)
        ),
    )  # fmt: skip


def _lines(rows: Sequence[Evaluation], paper: Paper) -> SafeString:
    pro = [(row.held_on, row.safety) for row in rows]
    home = [(r.held_on, r.household_safety) for r in rows if r.household_safety is not None]
    ends = [paper.y(pro[-1][1])] + ([paper.y(home[-1][1])] if home else [])
    if len(ends) == 2 and abs(ends[0] - ends[1]) < 18:
        up = ends[0] <= ends[1]
        middle = sum(ends) / 2
        ends = [middle - 9, middle + 9] if up else [middle + 9, middle - 9]
    drawings = [_line(pro, paper, ACCENT, _("professional"), ends[0], square=False)]
    if home:
        drawings.append(_line(home, paper, INK, _("huishouden"), ends[1], square=True))
    return format_html_join("", "{}", ((one,) for one in drawings))


def _line(
    points: Sequence[tuple[date, int]],
    paper: Paper,
    colour: str,
    name: str,
    label: float,
    *,
    square: bool,
) -> SafeString:
    places = [(paper.x(day), paper.y(value)) for day, value in points]
    path = " ".join(f"{'L' if n else 'M'}{x},{y}" for n, (x, y) in enumerate(places))
    dashes = format_html(' stroke-dasharray="{}"', "5 4") if square else ""
    mark = (
        '<rect x="{}" y="{}" width="8" height="8" fill="{}"/>'
        if square
        else '<circle cx="{}" cy="{}" r="4.5" fill="{}"/>'
    )
    shift = 4 if square else 0
    marks = format_html_join("", mark, ((x - shift, y - shift, colour) for x, y in places))
    return format_html(
        '<path d="{}" fill="none" stroke="{}" stroke-width="2.5"{}/>{}'
        '<text class="{}" x="{}" y="{}">{} {}</text>',
        path, colour, dashes, marks, "b" if square else "b acc",
        paper.width - paper.right + 10, label + 5, name, points[-1][1],
    )  # fmt: skip


def _days(rows: Sequence[Evaluation], paper: Paper) -> SafeString:
    """The first and the last day; those between are in the list under the chart."""
    foot = paper.height - 8
    ends = ((rows[0].held_on, "start", LEFT), (rows[-1].held_on, "end", paper.width - paper.right))
    return format_html_join(
        "",
        '<text class="ax" x="{}" y="{}" text-anchor="{}">{}</text>',
        ((x, foot, anchor, date_format(day, "j b Y")) for day, anchor, x in ends),
    )
