"""The questions of a kind in the shape of Signalen, and the answers that its forms send.

The shape was read in the code of Amsterdam/signals (models/question.py) and of its front end
(incident/services: map-paths, check-visibility); neither is used here.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baken.reports.categories import Question, Subject
from baken.reports.exchange.signalen.asking import wrong

FIELD = "extra_properties"
MOST = 60
_HINTS = {"date": "31-12-2026", "number": "3"}


def asked_of(kind: Subject) -> list[dict[str, Any]]:
    """What a form may ask with this kind. None must be answered."""
    return [_shown(one) for one in kind.questions]


def _shown(question: Question) -> dict[str, Any]:
    meta: dict[str, Any] = {"label": question.text, "shortLabel": question.text, "pathMerge": FIELD}
    if question.options:
        meta["values"] = dict(question.options)
    elif question.type in _HINTS:
        meta["subtitle"] = _("Bijvoorbeeld: %s") % _HINTS[question.type]
    if condition := _condition(question):
        meta |= condition
    kind = "radio_input" if question.options else "text_input"
    return {"key": question.code, "field_type": kind, "meta": meta, "required": False}


def _condition(question: Question) -> dict[str, Any]:
    """When it is asked. What Signalen cannot say is asked always, and left out when it comes."""
    rules = {code: sorted(values) for code, values in question.show_if}
    if len(rules) == 1:
        return {"ifOneOf": rules}
    if rules and all(len(values) == 1 for values in rules.values()):
        return {"ifAllOf": {code: values[0] for code, values in rules.items()}}
    return {}


def answers(kind: Subject, content: Any) -> dict[str, str]:
    """Code -> answer. What this kind does not ask is left out; what is no list is refused."""
    if content in (None, {}):
        return {}
    if not isinstance(content, list) or len(content) > MOST:
        raise wrong(FIELD, _("De antwoorden moeten een lijst zijn."))
    asked = {one.code: one for one in kind.questions}
    found: dict[str, str] = {}
    for row in content:
        if not isinstance(row, dict):
            raise wrong(FIELD, _("De antwoorden moeten een lijst zijn."))
        question = asked.get(str(row.get("id", ""))[:60])
        if question is not None:
            found[question.code] = _answer(question, row.get("answer"))
    return found


def _answer(question: Question, given: Any) -> str:
    """As text or number, as {id, label}, or as the label of an option."""
    value = given.get("id", given.get("value", "")) if isinstance(given, dict) else given
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong(FIELD, _("Dit antwoord begrijpen wij niet: %s.") % question.text[:80])
    text = str(value)[:500]
    by_label = {str(label): code for code, label in question.options}
    return by_label.get(text, text)
