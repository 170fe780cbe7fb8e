"""Makes the PDF of a bundle once more, from what the bundle holds: it must be the same bytes."""

from __future__ import annotations

import json
from datetime import datetime

from django.utils.translation import gettext as _

from baken.core.pdf import setting
from baken.programme.paper.bundle import DATA, MANIFEST, PDF, TEMPLATE
from baken.programme.paper.pdf import as_pdf
from baken.programme.paper.verify import Problem


def rebuild(files: dict[str, bytes]) -> list[Problem]:
    """What stands in the way, or that the PDF differs; empty when it is the same.

    For a bundle in which nothing else is wrong: its template is run.
    """
    listed = json.loads(files[MANIFEST])
    due, here = listed["pdf"], setting()
    if due["typst"] != here["typst"]:
        words = {"due": due["typst"], "here": here["typst"]}
        message = _("gemaakt met typst %(due)s; hier is typst %(here)s. Neem die versie.") % words
        return [Problem(PDF, message)]
    if other := sorted(
        name for name, hash_ in due["fonts"].items() if here["fonts"].get(name) != hash_
    ):
        return [Problem(PDF, _("hier zijn andere lettertypen: %s") % ", ".join(other))]
    composed = datetime.fromisoformat(listed["composed_at"])
    if as_pdf(files[TEMPLATE], files[DATA], composed) != files[PDF]:
        return [Problem(PDF, _("opnieuw gemaakt geeft dit een andere PDF"))]
    return []
