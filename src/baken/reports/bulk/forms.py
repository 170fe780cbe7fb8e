"""The bar under the list: which step, and what it needs."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.access.api import colleagues
from baken.core.acting import Acting
from baken.core.forms import LineField
from baken.reports.bulk.actions import MOST, Step, Verb
from baken.reports.categories import tree

REASON = 300


class BulkForm(forms.Form):
    """A verb, and whom or which kind for those that need it."""

    verb = forms.ChoiceField(choices=Verb.choices)
    user = forms.UUIDField(required=False)
    subject = forms.CharField(required=False, max_length=40)
    reason = LineField(required=False, max_length=REASON)

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = colleagues(acting, purpose="reports", organisation_id=acting.organisation_id)
        self.people = {person.user_id: person.name for person in here}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        verb = data.get("verb")
        if verb == Verb.ASSIGN and data.get("user") not in self.people:
            raise ValidationError(_("Kies aan welke collega u de meldingen geeft."))
        if verb == Verb.KIND and tree().get(data.get("subject") or "") is None:
            raise ValidationError(_("Kies welke soort de meldingen krijgen."))
        return data

    def step(self) -> Step:
        data = self.cleaned_data
        reason = data["reason"] or _("voor meer meldingen tegelijk")
        return Step(Verb(data["verb"]), data["user"], tree().get(data["subject"] or ""), reason)


def chosen(values: list[str]) -> dict[UUID, int]:
    """`id:version` of each row that was ticked; what is no such thing is left out."""
    found: dict[UUID, int] = {}
    for value in values[:MOST]:
        key, _colon, version = value.partition(":")
        try:
            found[UUID(key)] = int(version)
        except ValueError:
            continue
    return found
