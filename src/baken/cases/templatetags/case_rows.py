"""The row of a case in a list, as one tag: fifty of them are most of what that page costs."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baken.cases.queries import Line
from baken.core.templatetags.ui import clock, phase, status, when

register = template.Library()

_ROW = (
    '<li><span class="when">{}</span><span class="what"><a href="{}">{}</a>'
    '<span class="meta">{}{}</span>{}</span>{}</li>'
)


@register.simple_tag
def case_row(line: Line) -> SafeString:
    """A list item: its clock or the day it closed, title, number, my seats, those in need."""
    case = line.case
    moment = when(case.closed_at) if case.closed_at else clock(line.due)
    mine = f" · {_('u:')} {', '.join(line.mine).lower()}" if line.mine else ""
    return format_html(
        _ROW, moment, reverse("cases:file", args=[case.id]), line.content.title, case.number, mine,
        _seats(line), phase(case.phase, line.phase_name),
    )  # fmt: skip


def _seats(line: Line) -> SafeString | str:
    """What is the matter with its seats; nothing when all are filled."""
    if not line.empty and not line.asked:
        return ""
    marks = [
        *(status("bad", _("%(role)s leeg") % {"role": role}) for role in line.empty),
        *(status("warn", _("%(role)s gevraagd") % {"role": role}) for role in line.asked),
    ]
    return format_html(
        '<span class="row row--s mt-1">{}</span>',
        format_html_join(" ", "{}", ((m,) for m in marks)),
    )
