"""A letter: read it first, then fetch the PDF with the name in it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from baken.audit.api import record
from baken.cases.duty import letters, queries
from baken.cases.duty.codes import Origin
from baken.cases.models import Case
from baken.cases.views.form_page import enter
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.people import api as people


def pdf_response(made: bytes, name: str) -> HttpResponse:
    """A PDF to fetch; kept by nobody on the way."""
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.pdf"',
            "Cache-Control": "no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def duty_letter(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """GET shows the words without a name; POST gives the PDF, and leaves its trace."""
    acting, case = enter(case_id)
    found = queries.person(acting, case_id, person_id)
    if found is None:
        raise Denied
    origin = found.duty.origin if found.duty else str(Origin.OTHER)
    letter = letters.information(case, origin)
    if request.method == "POST":
        return pdf_response(letter.pdf(address_of(acting, found)), f"brief-{case.number}")
    record(acting, "case.preview_letter", "case", case.id)
    context = {
        "case": case,
        "person": found,
        "letter": letter,
        "by_hand": shielded(found),
        "may_name": found.may_name,
    }
    return render(request, "cases/duty/letter.html", context)


def shielded(found: queries.Person) -> bool:
    return found.involved.shielded_address or found.involved.shielded_identity


def address_of(acting: Acting, found: queries.Person) -> list[str]:
    """The lines of the address. Of who is shielded never the address: the letter is handed over."""
    name = people.reveal(acting, found.person_id, people.Ground.LETTER)
    lines = name.address.splitlines() if name.address and not shielded(found) else []
    return [name.name, *(lines or [letters.BY_HAND])]


@require_safe
def duty_note(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The note about a postponement, for the file."""
    acting, case = enter(case_id)
    found = queries.person(acting, case_id, person_id)
    if found is None or found.put_off is None:
        raise Denied
    record(acting, "case.preview_letter", "case", case.id)
    note = letters.postponement(found.label, found.put_off)
    return pdf_response(note.pdf(), f"uitstel-{_safe(case)}")


def _safe(case: Case) -> str:
    return case.number.lower()
