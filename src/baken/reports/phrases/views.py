"""The pages on which the desk keeps its standard answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.reports.phrases import actions
from baken.reports.phrases.forms import PhraseForm
from baken.reports.phrases.models import Phrase
from baken.reports.views.desk import desk_acting


@require_safe
def phrases(request: HttpRequest) -> HttpResponse:
    """All standard answers."""
    desk_acting()
    rows = list(Phrase.objects.order_by("use", "subject", "title"))
    context = {"phrases": rows, "ready_made": actions.still_to_take(row.title for row in rows)}
    return render(request, "reports/phrases/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    acting = desk_acting()
    form = PhraseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.add(acting, form.wording())
        flash.success(request, _("Het standaardantwoord staat klaar."))
        return redirect("reports:phrases")
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, phrase_id: UUID) -> HttpResponse:
    """Change one."""
    acting = desk_acting()
    phrase = _found(acting, phrase_id)
    names = ("version", "title", "use", "subject", "text_nl", "text_en")
    further = {f"text_{code}": text for code, text in phrase.texts.items()}
    initial = {name: getattr(phrase, name) for name in names} | further
    form = PhraseForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.change(
                acting, phrase.id, form.cleaned_data["version"] or 0, form.wording()
            )  # fmt: skip
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            flash.success(request, _("Het standaardantwoord is veranderd."))
            return redirect("reports:phrases")
    return _page(request, form, phrase)


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Add the standard answers that the program brings."""
    actions.take_over(desk_acting())
    flash.success(request, _("De standaardantwoorden staan klaar. Pas ze aan uw gemeente aan."))
    return redirect("reports:phrases")


@require_POST
def drop(request: HttpRequest, phrase_id: UUID) -> HttpResponse:
    """Take one away."""
    acting = desk_acting()
    actions.drop(acting, _found(acting, phrase_id).id)
    flash.success(request, _("Het standaardantwoord is weg."))
    return redirect("reports:phrases")


def _found(acting: Acting, phrase_id: UUID) -> Phrase:
    phrase = Phrase.objects.filter(id=phrase_id).first()
    if phrase is None:
        raise Denied
    return phrase


def _page(request: HttpRequest, form: PhraseForm, phrase: Phrase | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "phrase": phrase}
    status = 422 if form.is_bound else 200
    return render(request, "reports/phrases/form.html", context, status=status)
