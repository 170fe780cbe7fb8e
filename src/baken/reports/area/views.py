"""Pages of the desk about the contacts of entrepreneurs."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baken.core.errors import Denied
from baken.geo import api as geo
from baken.reports.area import actions
from baken.reports.area.forms import ContactForm, TellAreaForm
from baken.reports.area.models import AreaContact
from baken.reports.views.acts import back, form_page, posted
from baken.reports.views.desk import desk_acting, found


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """All contacts by area, and a form to add one."""
    acting = desk_acting()
    form = ContactForm(posted(request))
    if form.is_bound and form.is_valid():
        actions.add(acting, **form.cleaned_data)
        flash.success(request, _("Het contact staat erbij."))
        return redirect("reports:area_contacts")
    rows = [(one, geo.name_of(one.area_code) or _("de hele stad"))
            for one in AreaContact.objects.defer("email")]  # fmt: skip
    context = {"form": form, "rows": rows}
    return render(
        request, "reports/desk/contacts.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def drop_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Erase one."""
    actions.drop(desk_acting(), contact_id)
    flash.success(request, _("Het contact is gewist."))
    return redirect("reports:area_contacts")


@require_http_methods(["GET", "HEAD", "POST"])
def tell_area(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Tell the entrepreneurs of the area, after a look at who they are."""
    acting = desk_acting()
    report = found(report_id)
    if not getattr(report, "business", None):
        raise Denied
    form = TellAreaForm(posted(request))
    if form.is_bound and form.is_valid():
        count = actions.tell(acting, report_id, form.cleaned_data["text"])
        said = ngettext("%s contact krijgt uw bericht.", "%s contacten krijgen uw bericht.", count)
        flash.success(request, said % count)
        return back(request, report_id)
    context = form_page(report, form, _("Bericht aan ondernemers in de buurt"), _("Verstuur"))
    context["receivers"] = [one.title for one in actions.contacts_for(report)]
    return render(request, "reports/desk/form.html", context, status=422 if form.is_bound else 200)
