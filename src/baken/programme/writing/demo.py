"""A second paper for the demo city: under review, with a chart, a map, and something said."""

from __future__ import annotations

from baken.core.acting import Acting, acting_as
from baken.programme.actions import compose_paper, write_paper
from baken.programme.models import CouncilPaper
from baken.programme.writing.actions import comment, to_review
from baken.programme.writing.comments import review_of

TITLE = "Cameratoezicht: evaluatie 2026 (voorbeeld)"
TEXT = """## Waar en waarom hangen er camera’s?

In de jaren na 2010 zijn er {{ feit: O1.F2 }} vaste camera’s geplaatst. Hoeveel er nu hangen, \
staat niet in de bronnen.

## Was het nodig en was er niets lichters?

(Voorbeeld) Hier staat waarom een andere maatregel niet genoeg was.

## Wat heeft het opgeleverd?

{{ zin: I-MISDRIJVEN-POL | 2023 | 2024 }} Of dat door de camera’s komt, zegt dit cijfer niet.

{{ grafiek: I-MISDRIJVEN-POL }}

## Wat merkten bewoners?

Van de bewoners was {{ feit: O1.F4 | 84% }} voor cameratoezicht, in 2019. Geluid van buren \
verschilt per wijk.

{{ kaart: I-GELUIDHINDER | 2020 }}

## Privacy

(Voorbeeld) Beelden worden niet langer bewaard dan nodig.

## Hoe nu verder?

(Voorbeeld) Wij bereiden eigen beheer voor en melden dat aan de raad.
"""
SAID = "(Voorbeeld) Zeg hier ook over welke straten dit gaat."


def example(adviser: Acting, mayor: Acting) -> None:
    """Write it, lay it before the college, and say something about its first paragraph."""
    with acting_as(adviser) as acting:
        paper = write_paper(acting, title=TITLE, text=TEXT, kind="camera_evaluation", year=2026)
        compose_paper(acting, paper)
        to_review(acting, paper)
    with acting_as(mayor) as acting:
        found = CouncilPaper.objects.get(id=paper.id)
        comment(acting, found, review_of(found).paragraphs[1].key, SAID)
