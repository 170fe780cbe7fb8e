"""A form on a page: its key, its place, and what its author had typed before."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from baken.cases.drafts import actions
from baken.cases.drafts.models import Draft
from baken.cases.drafts.queries import offered, values_of
from baken.core.acting import Acting

# Hidden field with the key of the form; address of the page that goes on with what was kept.
KEY, RESUME = "verzending", "concept"
OWN = frozenset({KEY, "place", "csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Sheet:
    """One form on a page. `draft` is offered; `resumed` says that it is filled in already."""

    key: UUID | None
    place: str
    case_id: UUID | None
    draft: Draft | None = None
    resumed: bool = False

    @property
    def save_url(self) -> str:
        return reverse("cases:save_draft")

    @property
    def discard_url(self) -> str:
        return reverse("cases:discard_draft")


def open_sheet(
    request: HttpRequest, acting: Acting, case_id: UUID | None, form: forms.BaseForm
) -> Sheet:
    """The sheet of this request. Fills the form when the page was asked to go on with a draft."""
    place = request.path
    if request.method == "POST":
        return Sheet(_key(request.POST.get(KEY, "")), place, case_id)
    draft = offered(acting, place)
    if draft is None or RESUME not in request.GET:
        return Sheet(uuid4(), place, case_id, draft)
    _fill(form, values_of(draft))
    return Sheet(draft.id, place, case_id, draft, resumed=True)


def sent_before(acting: Acting, sheet: Sheet) -> bool:
    """Mark the sheet as sent. True when it was sent before."""
    if sheet.key is None:
        return False
    sent = actions.send(acting, sheet.key, place=sheet.place, case_id=sheet.case_id)
    return sent is not None


def _fill(form: forms.BaseForm, values: dict[str, list[str]]) -> None:
    for name, field in form.fields.items():
        if name in values:
            many = isinstance(field, forms.MultipleChoiceField)
            kept: Any = values[name] if many else values[name][-1]
            form.initial[name] = kept
        elif isinstance(field, (forms.BooleanField, forms.MultipleChoiceField)):
            form.initial[name] = None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
