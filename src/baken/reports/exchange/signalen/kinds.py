"""Our kinds as Signalen's main and sub categories, by slug."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from baken.reports.categories import Subject, tree
from baken.reports.exchange.kinds import is_public, open_kinds

# What forms for Signalen fall back on by itself.
REST = "overig"
_SUB = re.compile(r"/terms/categories/([a-z0-9_-]{1,60})/sub_categories/([a-z0-9_-]{1,60})/?$")


def slugs(kind: Subject) -> tuple[str, str]:
    """Of the main kind, and of this one."""
    if not is_public(kind):
        return REST, REST
    main, _dot, sub = kind.code.partition(".")
    return main, sub


def by_slugs(main: str, sub: str) -> Subject | None:
    """An open kind of the current version."""
    return next((kind for kind in open_kinds() if slugs(kind) == (main, sub)), None)


def is_offered(kind: Subject) -> bool:
    """May others' software bring a report of this kind?"""
    return kind in open_kinds()


def by_url(url: str) -> Subject | None:
    """The kind to which an address of ours, or of another host, points."""
    found = _SUB.search(url)
    return by_slugs(*found.groups()) if found else None


def main_shown(request: HttpRequest, slug: str) -> dict[str, Any] | None:
    """A main category with what is under it."""
    under = [kind for kind in open_kinds() if slugs(kind)[0] == slug]
    if not under:
        return None
    title = tree().main_of(under[0]).title
    return {
        "_links": _links(request, "signalen_main", slug),
        "_display": title,
        "name": title,
        "slug": slug,
        "public_name": title,
        "is_public_accessible": any(is_public(kind) for kind in under),
        "sub_categories": [shown(request, kind) for kind in under],
    }


def mains(request: HttpRequest) -> list[dict[str, Any]]:
    """All of them, in the order of the tree."""
    order = dict.fromkeys(slugs(kind)[0] for kind in open_kinds())
    return [found for slug in order if (found := main_shown(request, slug))]


def shown(request: HttpRequest, kind: Subject) -> dict[str, Any]:
    """A sub category."""
    return {
        "_links": _links(request, "signalen_sub", *slugs(kind)),
        "_display": kind.title,
        "name": kind.title,
        "slug": slugs(kind)[1],
        "handling": "REST",
        "departments": [],
        "is_active": True,
        "description": kind.example,
        "handling_message": "",
        "questionnaire": None,
        "public_name": kind.title,
        "is_public_accessible": is_public(kind),
    }


def url_of(request: HttpRequest, kind: Subject) -> str:
    """The address of a sub category."""
    return request.build_absolute_uri(reverse("reports:signalen_sub", args=slugs(kind)))


def _links(request: HttpRequest, view: str, *names: str) -> dict[str, Any]:
    href = request.build_absolute_uri(reverse(f"reports:{view}", args=names))
    return {"curies": {"name": "sia", "href": request.build_absolute_uri("/signals/relations/")},
            "self": {"href": href, "public": href}}  # fmt: skip
