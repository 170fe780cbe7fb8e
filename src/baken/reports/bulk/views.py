"""A step on many reports: first what would happen, then the step, then the way back."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baken.core.errors import Denied
from baken.core.forms import first_message
from baken.reports.bulk.actions import carry_out, preview, undo
from baken.reports.bulk.forms import BulkForm, chosen
from baken.reports.bulk.models import Sweep
from baken.reports.views.desk import desk_acting


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """The preview; with `doe` the step itself."""
    acting = desk_acting()
    back = f"{reverse('reports:desk')}{request.POST.get('query', '')[:3000]}"
    seen, form = chosen(request.POST.getlist("melding")), BulkForm(acting, request.POST)
    if not seen:
        flash.error(request, _("Vink eerst een of meer meldingen aan."))
        return redirect(back)
    if not form.is_valid():
        problem = next(iter(form.errors.as_data().values()))[0]
        flash.error(request, first_message(problem))
        return redirect(back)
    step = form.step()
    if request.POST.get("doe") != "1":
        context = {
            "form": form, "step": step, "lines": preview(acting, seen, step), "back": back,
            "query": request.POST.get("query", ""), "who": form.people.get(step.user_id),  # type: ignore[arg-type]
        }  # fmt: skip
        return render(request, "reports/desk/many.html", context)
    sweep, lines = carry_out(acting, seen, step)
    _tell(request, sweep.id, [line.problem for line in lines])
    return redirect(back)


def _tell(request: HttpRequest, sweep_id: UUID, problems: list[str]) -> None:
    done = problems.count("")
    said = ngettext("%d melding is veranderd.", "%d meldingen zijn veranderd.", done) % done
    if left := len(problems) - done:
        more = ngettext("%d bleef zoals zij was.", "%d bleven zoals zij waren.", left) % left
        said = f"{said} {more}"
    link = reverse("reports:undo", args=[sweep_id])
    flash.success(request, format_html('{} <a href="{}">{}</a>', said, link, _("Maak ongedaan")))


@require_http_methods(["GET", "HEAD", "POST"])
def undo_page(request: HttpRequest, sweep_id: UUID) -> HttpResponse:
    """Ask once more; then put back."""
    acting = desk_acting()
    if not Sweep.objects.filter(id=sweep_id, by=acting.user_id).exists():
        raise Denied
    if request.method != "POST":
        return render(request, "reports/desk/undo.html", {"sweep_id": sweep_id})
    back, left = undo(acting, sweep_id)
    said = ngettext("%d melding is terug.", "%d meldingen zijn terug.", back) % back
    if left:
        said += " " + _("%d veranderde daarna nog, en bleef.") % left
    flash.success(request, said)
    return redirect("reports:desk")
