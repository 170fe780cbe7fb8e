"""Keys of other software, for the administrator."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baken.access.api import organisations
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.forms import LineField
from baken.reports.exchange import keys
from baken.reports.exchange.kinds import public_kinds

RIGHTS = (
    ("file", gettext_lazy("Meldingen brengen, en er later iets bij schrijven")),
    ("follow", gettext_lazy("Meteen zien hoe het staat met wat het zelf bracht")),
)


class KeyForm(forms.Form):
    """Which software, of whom, what it may, until when."""

    title = LineField(
        label=gettext_lazy("Welke software?"), max_length=60,
        help_text=gettext_lazy("Bijvoorbeeld: app voor buitenruimte. Noem geen personen."),
    )  # fmt: skip
    organisation = forms.TypedChoiceField(label=gettext_lazy("Van welke organisatie?"), coerce=UUID)
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("Wat mag het?"), choices=RIGHTS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies wat deze software mag.")},
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Geldt tot en met"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Hoogstens twee jaar."),
    )  # fmt: skip

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        parties = [(str(one.id), one.name) for one in organisations(current()) if not one.practice]
        self.fields["organisation"].choices = parties  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def all_keys(request: HttpRequest) -> HttpResponse:
    """All keys; a POST makes one, and its answer is the only page that ever shows it."""
    acting = current()
    if acting.capacity != "administrator":
        raise Denied(known=True)
    form, key = KeyForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            key = keys.make(
                acting, title=data["title"], organisation_id=data["organisation"],
                until=data["until"], rights=set(data["rights"]),
            )  # fmt: skip
            form = KeyForm()
        except ValidationError as error:
            form.add_error("until", error)
    context = {"form": form, "key": key, "keys": keys.all_keys(), "kinds": public_kinds()}
    status = 422 if form.errors else 200
    response = render(request, "reports/exchange/keys.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def end(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Close a key."""
    keys.end(current(), key_id)
    messages.success(request, _("De sleutel is beëindigd."))
    return redirect("reports:keys")
