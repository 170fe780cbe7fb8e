"""What public pages of the programme share: {% share … %} under each chart and map."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from baken.programme.paper.compose import Part, Piece
from baken.programme.queries.papers import Published
from baken.programme.voices.queries import Voices, voices_of

register = template.Library()


@register.inclusion_tag("programme/public/share.html", takes_context=True)
def share(context: Context, title: str, svg: str, csv: str = "", said: str = "") -> dict[str, Any]:
    """Downloads of a figure, and the code with which another site shows it."""
    request = context["request"]
    query = urlencode({"taal": "en"} if get_language() == "en" else {})
    address = f"{svg}?{query}" if query else svg
    words = {
        "title": title, "said": strip_tags(said),
        "picture": request.build_absolute_uri(address),
        "page": request.build_absolute_uri(request.path),
    }  # fmt: skip
    code = render_to_string("programme/public/embed.html", words).strip()
    save = f"{address}{'&' if query else '?'}bewaar=1"
    ident = svg.strip("/").replace("/", "-").replace(".", "-")
    return {"svg": save, "csv": csv, "code": code, "id": ident, "title": title}


@register.simple_tag
def cell(pieces: list[Piece]) -> SafeString:
    """A heading, paragraph or cell; each figure leads to its note. Not a template: it is often."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: Piece) -> str:
    bound = piece.bound
    if bound is None:
        return piece.text
    long = " fg--long" if bound.values else ""
    drawn = '<a class="fg{}" href="#b{}">{}<sup>{}</sup></a>'
    return format_html(drawn, long, bound.number, piece.text, bound.number)


@register.simple_tag
def notes(part: Part) -> SafeString:
    """What the figures of a part rest on; those with the same source stand together."""
    found: dict[tuple[str, str], list[int]] = {}
    for note in part.notes:
        found.setdefault((note.citation, note.short_hash), []).append(note.number)
    drawn = '<p>{} {}<br><span class="mono">{}</span></p>'
    rows = ((_numbers(numbers), *said) for said, numbers in found.items())
    return format_html_join("", drawn, rows)


def _numbers(numbers: list[int]) -> SafeString:
    drawn = '<b id="b{}">{}</b>'
    return format_html_join(" ", drawn, ((number, number) for number in numbers))


@register.simple_tag
def voices(paper: Published) -> Voices:
    """What was said of a paper and asked at its paragraphs; for `said_at` and the list below it."""
    return voices_of(paper.slug, paper.edition.text)


@register.inclusion_tag("programme/voices/at.html")
def said_at(voices: Voices, words: str) -> dict[str, Any]:
    """At a heading: how much was said of the paragraph, and the way to say something."""
    place = voices.at(words)
    return {
        "place": place, "query": urlencode({"paragraaf": words}),
        "url": reverse("programme:react", args=[voices.paper]),
        "ask_url": reverse("programme:ask", args=[voices.paper]),
    }  # fmt: skip
