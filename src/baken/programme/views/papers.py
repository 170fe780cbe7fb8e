"""Council papers as everyone reads them: web page, PDF, and the bundle that proves the figures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.programme.models import Edition
from baken.programme.queries.papers import Published, paper_page, published


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All papers that were shared, each in the edition that was."""
    return render(request, "programme/papers.html", {"papers": published()})


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """One paper with its figures and, beside them, what each rests on."""
    found = _published(slug)
    context = {"paper": found, "page": paper_page(found.edition)}
    return render(request, "programme/paper.html", context)


@require_safe
def paper_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition that everyone reads, as PDF."""
    return pdf_of(slug, _published(slug).edition)


@require_safe
def paper_bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """That edition's bundle: text, figures, files and hashes."""
    return bundle_of(slug, _published(slug).edition)


def pdf_of(slug: str, edition: Edition) -> HttpResponse:
    answer = HttpResponse(bytes(edition.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slug}-{edition.number}.pdf"'
    return answer


def bundle_of(slug: str, edition: Edition) -> HttpResponse:
    answer = HttpResponse(bytes(edition.bundle), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{edition.number}.zip"'
    return answer


def _published(slug: str) -> Published:
    found = published(slug)
    if not found:
        raise Http404
    return found[0]
