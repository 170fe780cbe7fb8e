"""Everything that the city reads, and the plan's pages of work, on the real plan and figures.

In Dutch and English, at phone and desktop width: axe, no sideways scroll, and a picture.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from baken.core.acting import PUBLIC, acting_as
from baken.programme import demo
from baken.programme.actions import compose_paper
from baken.programme.models import CouncilPaper
from baken.programme.queries.papers import published
from tests.city import City

pytestmark = pytest.mark.walk

Open = Callable[..., Page]
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
PUBLIC_PAGES = {
    "home": "/",
    "figures": "/cijfers/",
    "two-sources": "/cijfers/I-MISDRIJVEN-POL/",
    "per-area": "/cijfers/I-GELUIDHINDER/",
    "target": "/cijfers/I-STRAATROOF/",
    "unknown": "/cijfers/I-BRP/",
    "areas": "/wijk/",
    "area": "/wijk/WK062202/",
    "area-without-figures": "/wijk/WK062208/",
    "plan": "/plan/",
    "promises": "/plan/beloofd/",
    "theme": "/plan/thema/T1/",
    "goal": "/plan/doel/T1.D1/",
    "council": "/plan/raad/",
    "lights": "/plan/stoplichten/",
    "money": "/plan/geld/",
    "year-plan": "/plan/uitvoering/",
    "papers": "/raadsstukken/",
    "privacy": "/privacy/",
    "accessibility": "/toegankelijkheid/",
}
WORK_PAGES = {
    "adviser": {
        "home": "/werk/",
        "plan": "/werk/plan/",
        "questions": "/werk/plan/open-vragen/",
        "statement": "/werk/plan/action/O1.A1/",
        "change": "/werk/plan/goal/T1.D1/wijzigen/",
        "council": "/werk/raad/",
        "judge": "/werk/stoplichten/O1.A1/zetten/",
        "tallies": "/werk/tellingen/",
        "papers": "/werk/stukken/",
        "new-paper": "/werk/stukken/nieuw/",
    },
    "statistician": {"exact-tallies": "/werk/tellingen/"},
    "mayor": {"papers": "/werk/stukken/"},
    "clerk": {"home": "/werk/", "papers": "/werk/stukken/", "enter": "/werk/raad/nieuw/"},
}


@pytest.fixture
def look(city: City, axe: Any, shoot: Any, request: pytest.FixtureRequest) -> Callable[..., None]:
    """`look(page, name, url)`: the page opens, axe finds nothing, it fits, and a picture is kept.

    The programme is filled as the demo fills it: the real plan, counts, and a shared paper.
    """
    demo.fill(now=timezone.now())

    def check(page: Page, name: str, url: str) -> None:
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        shoot(page, f"{request.node.name}-{name}".translate(str.maketrans("[", "-", "]")))
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{url}: {wide} px too wide"

    return check


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_what_the_city_reads(open_browser: Open, look: Callable[..., None], size: str) -> None:
    with acting_as(PUBLIC):
        (paper,) = published()
    pages = PUBLIC_PAGES | {"paper": f"/raadsstukken/{paper.slug}/"}
    for language, locale in LANGUAGES.items():
        page = open_browser(size, locale=locale)
        for name, url in pages.items():
            look(page, f"{language}-{name}", url)
            assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_plan_at_work(
    city: City, open_browser: Open, client_as: Any, look: Callable[..., None], size: str
) -> None:
    with acting_as(city.acting("adviser")) as acting:
        paper = CouncilPaper.objects.get(status="shared")
        draft = CouncilPaper.objects.get(status="review")
        compose_paper(acting, paper)
    own, under_review = (f"/werk/stukken/{one.id}/" for one in (paper, draft))
    writing = {
        "write": f"{own}schrijven/",
        "write-kind": f"{under_review}schrijven/",
        "picker": "/werk/stukken/kiezer/?q=geluid",
    }
    reviewing = {
        "drawn": under_review,
        "comments": f"{under_review}beoordelen/",
        "versions": f"{under_review}geschiedenis/",
    }
    for language, locale in LANGUAGES.items():
        for who, pages in WORK_PAGES.items():
            papers = {} if who == "statistician" else {"paper": own}
            papers |= {**writing, **reviewing} if who == "adviser" else {}
            papers |= {**reviewing, "decide": f"{under_review}besluit/"} if who == "mayor" else {}
            page = open_browser(size, client=client_as(who), locale=locale)
            for name, url in (pages | papers).items():
                look(page, f"{language}-{who}-{name}", url)
