"""What the home page, the worker, the nightly run and the demo ask of the programme."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as, job
from baken.programme import api, demo
from baken.programme.actions import take_tallies
from baken.programme.models import CouncilPaper, Tally, TallyRun
from baken.programme.queries.papers import published
from baken.programme.retention import remove_runs
from baken.programme.tasks import measure
from baken.retention.api import lost_terms, tables_without_term
from tests.city import City
from tests.programme.conftest import PLAN


def test_the_home_page_has_nothing_to_show_before_a_plan(city: City) -> None:
    with acting_as(PUBLIC):
        assert api.headline_figures() == []
        assert api.promises() == []
        assert not api.city_map()


def test_the_home_page_shows_figures_with_their_source(plan: City) -> None:
    with acting_as(PUBLIC):
        crimes, means, lonely = api.headline_figures()
        city_map = api.city_map()
    assert (crimes.value, crimes.label) == ("3.597", "misdrijven geregistreerd, 2024")
    assert crimes.compared == "In 2023 was het 3.605"
    assert crimes.url == "/cijfers/I-MISDRIJVEN-POL/"
    assert crimes.source == "Politie 47013NED misdrijven (kopie)"
    assert (means.value, means.compared) == ("17,3\u00a0%", "In 2012 was het 26,8\u00a0%")
    assert lonely.spark.startswith("<svg")
    assert city_map.rows[-1].name == "Vlaardingen"
    assert {row.name: row.last for row in city_map.rows}["Westwijk"] == "9,2"
    assert {row.name: row.last for row in city_map.rows}["Broekpolder"] == "geen gegevens"


def test_the_first_promises_are_a_fair_choice(plan: City) -> None:
    with acting_as(PUBLIC):
        found = api.promises()
    assert {one.kind for one in found[:6]} == {"ok", "bad", "none", "run"}
    titles = [one.title for one in found]
    assert "Straatroof: 11 of minder in 2019" in titles
    assert len(set(titles)) == len(titles)
    missed = next(one for one in found if one.title.startswith("Straatroof"))
    assert missed.word == "Niet gehaald"
    assert missed.outcome == "Het werden er 39. Eerder: 52 in 2010, 22 in 2014, 26 in 2018."
    assert missed.source.startswith("Bron: IVP 2016-2019 doelen")


def test_papers_under_way_are_work(paper: City) -> None:
    with acting_as(paper.acting("clerk")) as acting:
        (task,) = api.my_work(acting)
        assert task.waits_for == ""
    with acting_as(paper.acting("adviser")) as acting:
        (task,) = api.my_work(acting)
        assert task.waits_for == "de griffie"
    with acting_as(paper.acting("statistician")) as acting:
        assert api.my_work(acting) == []


def test_the_clerk_adopts_in_the_browser(paper: City, client_as: Callable[..., Client]) -> None:
    with acting_as(paper.acting("adviser")):
        made = CouncilPaper.objects.get()
    step = reverse("programme:paper_step", args=[made.id, "vaststellen"])
    seen = client_as("adviser").get(reverse("programme:work_paper", args=[made.id]))
    assert "Leg vast: vastgesteld" not in seen.content.decode()
    refused = client_as("adviser").post(step, {"uitgave": "1"})
    assert refused.status_code == 403
    assert client_as("clerk").post(step, {"uitgave": "1"}).status_code == 302
    text = Client().get(reverse("programme:paper", args=[made.slug])).content.decode()
    assert "vastgesteld" in text
    assert client_as("clerk").post(step.replace("vaststellen", "iets")).status_code == 404
    pdf = Client().get(reverse("programme:paper_pdf", args=[made.slug]))
    assert pdf.content.startswith(b"%PDF")
    listed = Client().get(reverse("programme:papers")).content.decode()
    assert made.title in listed


def test_the_demo_fills_itself(city: City) -> None:
    demo.fill(now=timezone.now())
    with acting_as(PUBLIC):
        (made,) = published()
        assert "telling: reports.received" in made.edition.text
    text = Client().get(reverse("programme:paper", args=[made.slug])).content.decode()
    assert "verzonnen cijfers" in text
    assert re.search(r"kwamen er <a [^>]+>0<sup>\d+</sup></a> meldingen", text)


def test_the_summary_says_what_happened(city: City) -> None:
    first, second = api.import_plan(PLAN), api.import_plan(PLAN)
    assert str(first).startswith(f"{first.added} nieuw, 0 veranderd, 0 vervallen")
    assert str(second).startswith("0 nieuw, 0 veranderd, 0 vervallen")
    assert second.same == first.added


def test_every_model_has_a_term_and_exact_counts_go(city: City) -> None:
    assert [name for name in tables_without_term() if name.startswith("programme_")] == []
    assert [name for name in lost_terms() if name.startswith("programme.")] == []
    measure.run()
    with acting_as(city.acting("statistician")):
        old = list(TallyRun.objects.values_list("id", flat=True))
        assert old
    with acting_as(job("retention.run")) as acting:
        assert remove_runs(acting, old) == len(old)
    with acting_as(city.acting("statistician")):
        assert not TallyRun.objects.exists()
        assert not Tally.objects.exists()


def test_the_real_counts_of_the_modules_below_are_taken(city: City) -> None:
    today = timezone.localdate()
    with acting_as(job("programme.measure", "statistics")) as acting:
        made = take_tallies(acting, today)
        assert made > 0
        assert take_tallies(acting, today + timedelta(0)) == 0
    with acting_as(city.acting("statistician")):
        names = set(TallyRun.objects.values_list("name", flat=True))
    assert "reports.received" in names


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_open_in_both_languages(paper: City, language: str) -> None:
    client = Client(headers={"accept-language": language})
    for name in ("figures", "plan", "promises", "areas"):
        answer = client.get(reverse(f"programme:{name}"))
        assert answer.status_code == 200
    text = client.get(reverse("programme:indicator", args=["I-GELUIDHINDER"])).content.decode()
    assert ("8,7" if language == "nl" else "8.7") in text
    with acting_as(PUBLIC):
        (shown,) = published()
    # The paper itself stays as it was composed: Dutch, also for an English reader.
    shown = client.get(reverse("programme:paper", args=[shown.slug])).content.decode()
    assert ">3.597<sup>1</sup>" in shown
    assert '<article class="wrap page paper" lang="nl">' in shown
