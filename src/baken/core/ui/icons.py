"""The icons in use, as inline SVG. Their names stand in static/baken/icons.txt."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DRAWINGS = Path(__file__).parent.parent / "static/baken/vendor/lucide.json"


@cache
def drawings() -> dict[str, str]:
    """Name of the icon -> inside of its svg (checked against vendor.lock)."""
    found: dict[str, str] = json.loads(DRAWINGS.read_text(encoding="utf-8"))
    return found


@cache
def drawn(name: str, css: str = "i") -> SafeString:
    """The icon as decoration beside a word; LookupError names one that is not vendored."""
    if name not in drawings():
        raise LookupError(f"no icon '{name}': add it to icons.txt and run scripts/vendor.py")
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{}</svg>",
        css,
        mark_safe(drawings()[name]),  # noqa: S308 - our own vendored file
    )
