"""The visual kit for templates: icons, fields, statuses, clocks, phases, tables, pagers.

Every tag escapes what it is given and writes no inline style or script.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from baken.core import terms
from baken.core.calendar import RuleSet
from baken.core.ui import fieldparts, moments, numerals, words
from baken.core.ui.icons import drawn

register = template.Library()

STATUS_ICONS = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "octagon-x",
    "run": "circle-dashed",
    "none": "circle-question-mark",
}
CLOCK_ICONS = {"late": "octagon-x", "soon": "hourglass", "calm": "clock"}
PHASES = 4
# Drawings that point along the line of writing, and turn with it.
TURNING = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-out"}
# What stands where a municipality set nothing. The exit is a page that anybody may be reading.
OWN_LOOK = {"name": "Baken", "mark": "baken/mark.svg", "exit_url": "https://www.knmi.nl/"}


@register.simple_tag(takes_context=True)
def look(context: template.Context, part: str) -> str:
    """A part of the municipality's look (name, mark, organisation, …), or Baken's own."""
    municipality = context.get("municipality")
    if isinstance(municipality, Mapping):
        return str(municipality.get(part) or OWN_LOOK.get(part, ""))
    return str(getattr(municipality, part, "") or OWN_LOOK.get(part, ""))


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A Lucide drawing beside a word; size "l" is the large one of the topic list."""
    css = "i i-l" if size == "l" else "i"
    return drawn(name, f"{css} i-turns" if name in TURNING else css)


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """Shape, word and colour for ok, warn, bad, run or none."""
    return format_html('<span class="st st--{}">{}{}</span>', kind, drawn(STATUS_ICONS[kind]), text)


@register.simple_tag
def tag(text: str, kind: str = "", icon: str = "") -> SafeString:
    """A small label: kind is "", wash, ok, warn, bad or new."""
    css = f"tag tag--{kind}" if kind else "tag"
    return format_html('<span class="{}">{}{}</span>', css, drawn(icon) if icon else "", text)


@register.simple_tag
def when(moment: moments.Moment | None) -> SafeString | str:
    """A relative moment; the exact one on hover and in print. None is 'niet bekend'."""
    if moment is None:
        return numerals.unknown()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moments.stamp(moment),
        moments.exact(moment),
        moments.relative(moment),
    )


def _clock(due: datetime, rules: str) -> tuple[str, SafeString]:
    """The state (late, soon or calm) and the words of a clock."""
    left = terms.left(due, timezone.now(), RuleSet(rules))
    state = "late" if left.late else "soon" if left.soon else "calm"
    mark = '<time datetime="{}" title="{}">{}</time>'
    stamp = left.due.isoformat(timespec="minutes")
    return state, format_html(mark, stamp, moments.exact(due), terms.words(left))


@register.simple_tag
def clock(due: datetime | None, rules: str = RuleSet.OFFICE.value) -> SafeString:
    """What is left of a term, in words: '2 dagen te laat', 'morgen', 'nog 20 dagen'."""
    if due is None:
        return format_html('<span class="due-in">{}</span>', _("geen termijn"))
    state, words_ = _clock(due, rules)
    sign = drawn(CLOCK_ICONS[state]) if state != "calm" else ""
    return format_html('<span class="due-in {}">{}{}</span>', state, sign, words_)


@register.simple_tag
def clock_row(label: str, due: datetime, rules: str = RuleSet.OFFICE.value) -> SafeString:
    """A line in the list of clocks of a file; stands in `<ul class="clocks">`."""
    state, words_ = _clock(due, rules)
    row = '<li class="clock {}">{}<span>{}</span><b>{}</b></li>'
    return format_html(row, state, drawn(CLOCK_ICONS[state]), label, words_)


@register.filter
def exact(moment: moments.Moment | None) -> str:
    """The exact moment in words: dinsdag 17 november 2026, 14.08 uur."""
    return moments.exact(moment) if moment is not None else numerals.unknown()


@register.filter
def spelled(moment: moments.Moment | None, pattern: str) -> str:
    """A day in words, in the order and the case of the language: 3 november 2026."""
    return moments.spelled(moment, pattern)


@register.filter
def dutch(value: numerals.Number, decimals: int | None = None) -> str:
    """1.234,5 (in English 1,234.5); None is 'niet bekend'."""
    return numerals.written(value, decimals)


@register.filter
def percent(value: numerals.Number, decimals: int | None = None) -> str:
    """17,3 % for a value that already is a percentage."""
    return numerals.percentage(value, decimals)


@register.filter
def signed(value: numerals.Number, decimals: int | None = None) -> str:
    """+8 or −0,2 for a difference."""
    return numerals.signed(value, decimals)


@register.filter
def euros(value: numerals.Number, decimals: int = 0) -> str:
    """€ 1.250.000; None is 'bedrag niet in bron'."""
    return numerals.euros(value, decimals)


@register.simple_tag
def phase(number: int, name: str = "", total: int = PHASES) -> SafeString:
    """Rising bars filled up to the phase, and the words 'Fase 3'."""
    words_ = _("Fase %(number)s") % {"number": number}
    named = format_html('<span class="phase-name">{}</span>', name) if name else ""
    mark = '<span class="phase phase--{}">{}{}{}</span>'
    return format_html(mark, number, _bars(number, total), words_, named)


@cache
def _bars(number: int, total: int) -> SafeString:
    """The drawing of a phase; there are as many as there are phases."""
    bar = '<rect{} x="{}" y="{}" width="4.2" height="{}"/>'
    on = mark_safe(' class="on"')
    bars = format_html_join(
        "",
        bar,
        (
            (on if n <= number else "", f"{5.6 * n - 5.1:.1f}", f"{16.5 - 4 * n:.1f}", 4 * n - 1)
            for n in range(1, total + 1)
        ),
    )
    box = '<svg viewBox="0 0 {} 16" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(box, f"{5.6 * total:.1f}", bars)


@register.inclusion_tag("ui/ladder.html")
def phase_ladder(steps: list[Any]) -> dict[str, Any]:
    """A staircase; each step has number, name, text, dates and state (past, now, future)."""
    return {"steps": steps}


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, label: str = "", hint: str = "", rows: int = 0, *, quiet: bool = False
) -> dict[str, Any]:
    """One form field: label above, hint, error with icon, control.

    rows sets the height of a textarea; quiet leaves out '(hoeft niet)' (for filters).
    Choices get a line of explanation from `form_field.hints = {value: text}`.
    """
    return fieldparts.parts(bound, label, hint, rows, quiet=quiet)


@register.inclusion_tag("ui/errors.html")
def errors(*forms: BaseForm) -> dict[str, Any]:
    """The summary of what is still to be mended; it takes focus when the page opens."""
    problems = [problem for form in forms for problem in fieldparts.problems(form)]
    return {"problems": problems, "count": len(problems)}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Links to the next and previous part of a list; the filters in the address stay."""
    request = context.get("request")
    return {
        "next": _address(request, "na", page.next),
        "previous": _address(request, "voor", page.previous),
    }


def _address(request: HttpRequest | None, mark: str, value: str) -> str:
    """The query string of this page with the mark set; empty if there is no such page."""
    if not value:
        return ""
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for other in ("na", "voor"):
        query.pop(other, None)
    query[mark] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/nothing.html")
def nothing_here(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, str]:
    """An empty page: what would be here, and how to begin."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("ui/progress.html")
def progress(step: int, total: int) -> dict[str, Any]:
    """'Stap 2 van 4' with bars."""
    return {"step": step, "total": total, "bars": [n <= step for n in range(1, total + 1)]}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*parts: str) -> dict[str, Any]:
    """The way here: name and address in turn, and last the name of this page."""
    links = list(zip(parts[:-1:2], parts[1:-1:2], strict=True))
    return {"links": links, "here": parts[-1]}


@register.simple_tag
def code_groups(code: str) -> SafeString:
    """A follow code in groups of four, large; read aloud group by group."""
    groups = format_html_join(" ", "<span>{}</span>", ((part,) for part in _groups(code)))
    return format_html(
        '<p class="code" dir="ltr" data-copy-text="{}">{}</p>', " ".join(_groups(code)), groups
    )


def _groups(code: str) -> list[str]:
    plain = "".join(code.split()).replace("-", "")
    return [plain[at : at + 4] for at in range(0, len(plain), 4)]


@register.simple_tag
def differences(text: str, other: str) -> SafeString:
    """The text, with the words that the other version lacks marked as <ins>."""
    marked = {True: "<ins>{}</ins>", False: "{}"}
    pieces = (format_html(marked[new], piece) for piece, new in words.differing(text, other))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.simple_block_tag
def region(content: str, name: str) -> SafeString:
    """A wide table that scrolls sideways by itself and can take focus."""
    box = '<div class="tw" role="region" tabindex="0" aria-label="{}">{}</div>'
    return format_html(box, name, content)


@register.simple_block_tag
def confirm(content: str, verb: str, kind: str = "secondary-action") -> SafeString:
    """A step that asks once more, without a modal: the form unfolds under its button."""
    opened = (
        '<details class="confirm"><summary class="utrecht-button utrecht-button--{}">{}</summary>'
        '<div class="confirm-in">{}</div></details>'
    )
    return format_html(opened, kind, verb, content)


@register.simple_block_tag
def note(content: str, kind: str = "") -> SafeString:
    """A remark beside the main text: kind is "", ok, warn, bad or plain."""
    words_for = {"bad": _("Let op:"), "warn": _("Let op:")}
    spoken = words_for.get(kind, "")
    prefix = format_html('<span class="vh">{} </span>', spoken) if spoken else ""
    css = f"note note--{kind}" if kind else "note"
    return format_html('<div class="{}">{}{}</div>', css, prefix, content)
