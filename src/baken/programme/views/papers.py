"""Council papers as everyone reads them: web page, PDF, and the bundle that proves the figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from baken.programme.models import CouncilPaper, Edition, PaperStatus
from baken.programme.queries.papers import paper_page, shared


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All papers that were shared."""
    return render(request, "programme/papers.html", {"papers": shared()})


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """One paper with its figures and, beside them, what each rests on."""
    page = paper_page(_shared(slug))
    if page is None:
        raise Http404
    return render(request, "programme/paper.html", {"page": page, "public": True})


@require_safe
def paper_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest edition as PDF."""
    return pdf_of(_latest(_shared(slug)))


@require_safe
def paper_bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest edition's bundle: text, figures, files and hashes."""
    return bundle_of(_latest(_shared(slug)))


def pdf_of(edition: Edition) -> HttpResponse:
    answer = HttpResponse(bytes(edition.pdf), content_type="application/pdf")
    name = f"{edition.paper.slug}-{edition.number}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def bundle_of(edition: Edition) -> HttpResponse:
    answer = HttpResponse(bytes(edition.bundle), content_type="application/zip")
    name = f"{edition.paper.slug}-{edition.number}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _shared(slug: str) -> CouncilPaper:
    statuses = [PaperStatus.SHARED, PaperStatus.ADOPTED]
    return get_object_or_404(CouncilPaper, slug=slug, status__in=statuses)


def _latest(paper: CouncilPaper) -> Edition:
    edition = Edition.objects.filter(paper=paper).select_related("paper").first()
    if edition is None:
        raise Http404
    return edition
