"""Filling in a standard answer for one report."""

import re

from django.utils import translation
from django.utils.translation import gettext as _

from baken.core.ui.moments import spelled
from baken.geo import api as geo
from baken.reports.categories import tree
from baken.reports.models import Report
from baken.reports.phrases.models import Phrase, Use

_GAP = re.compile(r"\{(\w+)\}")
GAPS = ("nummer", "soort", "plek", "ontvangen", "antwoord_voor")


def unknown_gaps(text: str) -> list[str]:
    """Names between braces that we cannot fill in."""
    return [name for name in _GAP.findall(text) if name not in GAPS]


def fill(phrase: Phrase, report: Report, language: str = "") -> str:
    """The text in the language of the resident, or in this one, with what fits this report.

    Where it was not written in that language, it is in Dutch.
    """
    text = text_in(phrase, language or report.language)
    with translation.override((language or report.language) if text else "nl"):
        filled = _values(report)
    text = text or phrase.text_nl
    return _GAP.sub(lambda gap: filled.get(gap[1], gap[0]), text)


def text_in(phrase: Phrase, language: str) -> str:
    """What it says in this language; '' when that was not written."""
    own = {"nl": phrase.text_nl, "en": phrase.text_en}
    return str((own | phrase.texts).get(language, ""))


def _values(report: Report) -> dict[str, str]:
    where = geo.name_of(report.buurt_code or report.wijk_code)
    return {
        "nummer": report.number,
        "soort": tree().by_id[report.category_id].title,
        "plek": where or _("de plek die u noemde"),
        "ontvangen": spelled(report.received_at, "j F Y"),
        "antwoord_voor": spelled(report.answer_due_at, "j F Y"),
    }


def fitting(report: Report, use: Use) -> list[Phrase]:
    """Standard answers for this kind of report, those for its own kind first. One query."""
    subject = tree().by_id[report.category_id]
    codes = [subject.code, tree().main_of(subject).code, ""]
    rows = Phrase.objects.filter(use=use, subject__in=codes)
    return sorted(rows, key=lambda phrase: (codes.index(phrase.subject), phrase.title))
