"""Choosing with whom a report may be shared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.reports.categories import Partner


def partners_field() -> forms.MultipleChoiceField:
    """Kinds of partners, none chosen beforehand."""
    return forms.MultipleChoiceField(
        label=_("Met wie mogen wij uw melding delen?"),
        help_text=_(
            "Alleen als het nodig is om u te helpen. Kiest u niemand, dan vragen wij het eerst,"
            " behalve bij levensgevaar. U kunt dit later veranderen."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def offer(field: forms.Field, partners: Iterable[Partner]) -> None:
    """Put these partners in the field."""
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(partner.code, partner.title) for partner in partners]


class ConsentForm(forms.Form):
    """The same later on, at the page of the report."""

    partners = partners_field()

    def __init__(self, partners: Iterable[Partner], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["partners"], partners)
