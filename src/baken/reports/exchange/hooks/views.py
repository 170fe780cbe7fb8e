"""Webhooks, for the administrator."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.access.api import organisations
from baken.core.acting import Acting, current
from baken.core.errors import Denied
from baken.core.forms import LineField
from baken.reports.exchange.hooks import actions
from baken.reports.exchange.hooks.models import Delivery, DeliveryState, Hook

SIGNS = {DeliveryState.WAITING: "run", DeliveryState.DELIVERED: "ok", DeliveryState.FAILED: "bad"}


class HookForm(forms.Form):
    """Whom to tell, and where."""

    title = LineField(
        label=gettext_lazy("Welke software?"), max_length=60,
        help_text=gettext_lazy("Bijvoorbeeld: app voor buitenruimte. Noem geen personen."),
    )  # fmt: skip
    organisation = forms.TypedChoiceField(label=gettext_lazy("Van welke organisatie?"), coerce=UUID)
    url = LineField(
        label=gettext_lazy("Naar welk adres?"), max_length=300,
        help_text=gettext_lazy("Het begint met https:// en ligt op het openbare internet."),
    )  # fmt: skip

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        parties = [(str(one.id), one.name) for one in organisations(current()) if not one.practice]
        self.fields["organisation"].choices = parties  # type: ignore[attr-defined]


def _administrator() -> Acting:
    acting = current()
    if acting.capacity != "administrator":
        raise Denied(known=True)
    return acting


@require_http_methods(["GET", "HEAD", "POST"])
def all_hooks(request: HttpRequest) -> HttpResponse:
    """All webhooks; a POST makes one, and its answer is the only page that shows the secret."""
    acting = _administrator()
    form, secret = HookForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            secret = actions.make(
                acting, title=data["title"], organisation_id=data["organisation"], url=data["url"]
            )
            form = HookForm()
        except ValidationError as error:
            form.add_error("url", error)
    context = {"form": form, "secret": secret, "hooks": actions.hooks()}
    status = 422 if form.errors else 200
    response = render(request, "reports/exchange/hooks.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def one_hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """What it was told last, and how that went."""
    _administrator()
    hook = Hook.objects.filter(pk=hook_id).select_related("organisation").first()
    if hook is None:
        raise Denied
    rows = [(one, SIGNS[DeliveryState(one.state)]) for one in actions.last(hook)]
    return render(request, "reports/exchange/hook.html", {"hook": hook, "rows": rows})


@require_POST
def end(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    actions.end(_administrator(), hook_id)
    messages.success(request, _("De webhook is beëindigd."))
    return redirect("reports:hooks")


@require_POST
def again(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Bring one once more."""
    actions.again(_administrator(), delivery_id)
    messages.success(request, _("Het bericht gaat nog een keer."))
    hook_id = Delivery.objects.values_list("hook_id", flat=True).get(pk=delivery_id)
    return redirect("reports:hook", hook_id)
