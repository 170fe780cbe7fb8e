"""Keeping the filters of the list under a name."""

from uuid import UUID

from django import forms
from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from baken.core.forms import LineField, first_message
from baken.reports.lists.actions import drop, keep
from baken.reports.views.desk import LINKED, desk_acting


class KeepForm(forms.Form):
    """A name, and whether colleagues see it too."""

    name = LineField(label=gettext_lazy("Naam van de lijst"), max_length=40)
    query = LineField(max_length=3000, required=False)
    shared = forms.BooleanField(required=False)

    def clean_query(self) -> str:
        """Only filters; never the place in the list."""
        found = QueryDict(self.cleaned_data["query"].lstrip("?"), mutable=True)
        for name in [*found]:
            if name not in LINKED or name in ("na", "voor"):
                del found[name]
        return found.urlencode()


@require_POST
def keep_list(request: HttpRequest) -> HttpResponse:
    """Keep the filters; what is wrong is said above the list."""
    acting = desk_acting()
    form = KeepForm(request.POST)
    back = f"{reverse('reports:desk')}?{request.POST.get('query', '').lstrip('?')[:3000]}"
    if not form.is_valid():
        flash.error(request, _("Geef de lijst een naam van hoogstens 40 tekens."))
        return redirect(back)
    data = form.cleaned_data
    try:
        keep(acting, data["name"], data["query"], shared=data["shared"])
    except ValidationError as error:
        flash.error(request, first_message(error))
    else:
        flash.success(request, _("De lijst staat bovenaan."))
    return redirect(back)


@require_POST
def drop_list(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    """Take a list away."""
    drop(desk_acting(), saved_id)
    flash.success(request, _("De lijst is weg. De meldingen zijn er nog."))
    return redirect("reports:desk")
