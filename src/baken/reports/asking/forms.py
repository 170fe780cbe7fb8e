"""A form made of the questions of a kind. None must be answered; an answer must be right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from baken.core.forms import FreeTextForm, LineField
from baken.core.ui.moments import spelled
from baken.reports.actions.intake import Said
from baken.reports.categories import Question, Subject

LONGEST = 200
EARLIEST = date(2000, 1, 1)


class _Day(forms.DateField):
    """A day that can have been."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not EARLIEST <= day <= localdate():
            raise ValidationError(_("Kies een dag die al is geweest, na 1999."))
        return day


def _field(question: Question) -> forms.Field:
    """The control for one question."""
    words: dict[str, Any] = {"label": question.text, "required": False}
    if question.type in ("yes_no", "choice"):
        return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **words)
    if question.type == "date":
        wrong = {"invalid": _("Schrijf de dag als 31-12-2026, of kies hem uit de kalender.")}
        shape = forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d")
        return _Day(widget=shape, error_messages=wrong, **words)
    if question.type == "number":
        told = {
            "invalid": _("Schrijf een heel getal, zonder punt of komma."),
            "max_value": _("Dit getal is te groot."),
            "min_value": _("Dit getal kan niet onder nul zijn."),
        }
        return forms.IntegerField(
            min_value=0, max_value=question.most or 1_000_000, error_messages=told,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "w-s"}), **words,
        )  # fmt: skip
    return LineField(max_length=LONGEST, **words)


class QuestionsForm(FreeTextForm):
    """The questions of a kind, with what depends on an earlier answer."""

    def __init__(self, subject: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = subject.questions
        for question in self.questions:
            self.fields[question.code] = _field(question)
        texts = tuple(q.code for q in self.questions if q.type == "text")
        self.free_text = texts  # type: ignore[misc]

    def rows(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[question.code]) for question in self.questions]

    def answers(self) -> dict[str, str]:
        """What was answered to what was asked, as it travels in the draft."""
        found: dict[str, str] = {}
        for question in self.questions:
            value = self.cleaned_data.get(question.code)
            if value not in (None, "") and _asked(question, found):
                found[question.code] = str(value)
        return found


def _asked(question: Question, answers: Mapping[str, str]) -> bool:
    """Is this asked, given the answers before it?"""
    return all(answers.get(code) in values for code, values in question.show_if)


def said(subject: Subject, answers: Mapping[str, str]) -> list[Said]:
    """The answers in a draft with their questions; what this kind does not ask is left out.

    The draft is signed, so what is in it was right when it was given.
    """
    kept: dict[str, str] = {}
    for question in subject.questions:
        if question.code in answers and _asked(question, kept):
            kept[question.code] = answers[question.code]
    return [Said(q.code, q.text, kept[q.code], _shown(q, kept[q.code]))
            for q in subject.questions if q.code in kept]  # fmt: skip


def _shown(question: Question, value: str) -> str:
    """The answer in words."""
    options = dict(question.options)
    if question.type == "date":
        return spelled(date.fromisoformat(value), "j F Y")
    return str(options.get(value, value))
