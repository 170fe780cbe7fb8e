"""Keys of partners' systems, for the administrator."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baken.access import tokens as keys
from baken.access.models import Agreement
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.forms import LineField


class TokenForm(forms.Form):
    """For which agreement, which system, until when."""

    agreement = forms.TypedChoiceField(label=gettext_lazy("Voor welk convenant?"), coerce=UUID)
    title = LineField(
        label=gettext_lazy("Welk systeem?"), max_length=60,
        help_text=gettext_lazy("Bijvoorbeeld: zaaksysteem. Noem geen personen."),
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Geldt tot en met"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Hoogstens een jaar."),
    )  # fmt: skip

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = [(str(a.id), f"{a.organisation.name}: {a.title}") for a in _in_force()]
        self.fields["agreement"].choices = choices  # type: ignore[attr-defined]


def _in_force() -> list[Agreement]:
    rows = Agreement.objects.select_related("organisation").order_by("organisation__name")
    today = timezone.localdate()
    return [row for row in rows if row.valid_from <= today and not row.over]


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """All keys; a POST makes one, and its answer is the only page that ever shows it."""
    acting = current()
    if acting.capacity != "administrator":
        raise Denied(known=True)
    form, token = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            token = keys.make(acting, data["agreement"], title=data["title"], until=data["until"])
            form = TokenForm()
        except ValidationError as error:
            form.add_error("until", error)
    context = {"form": form, "token": token, "tokens": keys.all_tokens()}
    return render(request, "access/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Close a key."""
    keys.end(current(), token_id)
    messages.success(request, _("De koppeling is beëindigd."))
    return redirect("access:tokens")
