"""Every page opens, says what is known and what is not, and keeps to the strict CSP."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as
from baken.programme.models import CouncilPaper, Entry, Kind
from baken.programme.queries.papers import published
from tests.city import City

PUBLIC_PAGES = [
    ("programme:figures", []),
    ("programme:areas", []),
    ("programme:plan", []),
    ("programme:promises", []),
    ("programme:papers", []),
]


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, args)
    text = answer.content.decode()
    assert not re.search(r"<(style|script>)|\sstyle=|\son[a-z]+=", text), (name, args)
    return text


@pytest.mark.parametrize(("name", "args"), PUBLIC_PAGES)
def test_pages_open_before_anything_is_loaded(city: City, name: str, args: list[str]) -> None:
    page(Client(), name, *args)


def test_every_item_of_the_plan_has_its_page(paper: City) -> None:
    client = Client()
    for name, args in PUBLIC_PAGES:
        page(client, name, *args)
    with acting_as(PUBLIC):
        keys = {
            kind: list(Entry.objects.filter(kind=kind, current=True).values_list("key", flat=True))
            for kind in (Kind.THEME, Kind.OVERARCHING, Kind.GOAL, Kind.INDICATOR)
        }
        (shown,) = published()
    for key in keys[Kind.THEME] + keys[Kind.OVERARCHING]:
        page(client, "programme:theme", key)
    for key in keys[Kind.GOAL]:
        page(client, "programme:goal", key)
    for key in keys[Kind.INDICATOR]:
        page(client, "programme:indicator", key)
    for code in range(1, 9):
        page(client, "programme:area", f"WK06220{code}")
    assert "16 van 16 cijfers gecontroleerd" in page(client, "programme:paper", shown.slug)


def test_two_truths_stand_side_by_side(plan: City) -> None:
    text = page(Client(), "programme:indicator", "I-MISDRIJVEN-POL")
    row = re.search(r'<tr class="hl"><th scope="row">2019</th>(.*?)</tr>', text)
    assert row is not None
    assert re.findall(r">([\d.–]+)</td>", row[1]) == ["3.885", "3.820", "–"]
    assert "2 bronnen, verschil 65" in row[1]
    assert "In 2024 registreerde de politie 3.597 misdrijven in Vlaardingen." in text
    assert "Dat is 8 minder dan in 2023." in text
    assert "CBS 83648NED" in text
    assert "breuk: andere bron" in text
    assert re.search(r"<th scope=\"row\">2021</th>.*geen cijfer gevonden", text)


def test_targets_get_a_verdict_in_words(plan: City) -> None:
    robbery = page(Client(), "programme:indicator", "I-STRAATROOF")
    assert "Niet gehaald: 28 meer dan het doel" in robbery
    violence = page(Client(), "programme:indicator", "I-GEWELD")
    assert "Gehaald: 50 minder dan het doel" in violence
    assert "Let op: definities kunnen verschillen." in violence
    neutral = page(Client(), "programme:indicator", "I-VERWARD")
    assert "ehaald:" not in neutral
    assert "niet vanzelf beter of slechter" in neutral


def test_unknown_is_said_and_is_not_zero(plan: City) -> None:
    client = Client()
    text = page(client, "programme:indicator", "I-BRP")
    assert "Het is niet bekend, en dus niet nul." in text
    assert "Nog niet bekend" in page(client, "programme:theme", "T1")
    assert "bedrag niet in bron" in page(client, "programme:plan")
    broekpolder = page(client, "programme:area", "WK062208")
    assert "Voor Broekpolder zijn er over 2020 geen gegevens" in broekpolder
    censored = page(client, "programme:indicator", "I-ONVEILIG-BUURT-VM")
    assert "&gt;25" in censored


def test_what_is_not_there_is_not_found(plan: City) -> None:
    client = Client()
    for name, args in (
        ("programme:indicator", ["I-NIETS"]),
        ("programme:indicator_csv", ["I-NIETS"]),
        ("programme:theme", ["T1.D1"]),
        ("programme:goal", ["\u202e"]),
        ("programme:area", ["WK999999"]),
        ("programme:paper", ["niets"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404, name


def test_open_data_carries_source_and_hash(plan: City) -> None:
    answer = Client().get(reverse("programme:indicator_csv", args=["I-ONVEILIG-BUURT-VM"]))
    lines = answer.content.decode().splitlines()
    assert lines[0].startswith("indicator,maat,periode,gebied,waarde,grens")
    assert lines[1].startswith("I-ONVEILIG-BUURT-VM,,2023,GM0622,25,>,,B12,ivp-vlaardingen.yaml,")


def test_a_chart_is_drawn_once(plan: City) -> None:
    client = Client()
    first = page(client, "programme:indicator", "I-STRAATROOF")
    with acting_as(PUBLIC):
        from baken.programme.models import ChartImage

        drawn = ChartImage.objects.count()
    assert page(client, "programme:indicator", "I-STRAATROOF") == first
    with acting_as(PUBLIC):
        assert ChartImage.objects.count() == drawn


def test_queries_do_not_grow_with_the_plan(plan: City) -> None:
    client = Client()
    counts = []
    for key in ("I-BRP", "I-MISDRIJVEN-CBS"):
        page(client, "programme:indicator", key)
        with CaptureQueriesContext(connection) as caught:
            page(client, "programme:indicator", key)
        counts.append(len(caught))
    assert max(counts) <= 9, counts


@pytest.mark.parametrize("who", ["adviser", "clerk", "mayor"])
def test_the_working_pages_open(paper: City, client_as: Callable[..., Client], who: str) -> None:
    client = client_as(who)
    for name in ("work_plan", "questions", "tallies", "work_papers"):
        page(client, f"programme:{name}")
    with acting_as(paper.acting("adviser")):
        made = CouncilPaper.objects.get()
    page(client, "programme:work_paper", made.id)
    assert (
        client.get(reverse("programme:paper_file", args=[made.id, "pdf"])).content[:5] == b"%PDF-"
    )


def test_who_makes_figures_sees_the_plan_and_no_papers_in_the_making(
    plan: City, client_as: Callable[..., Client]
) -> None:
    client = client_as("statistician")
    for name in ("work_plan", "questions", "tallies"):
        page(client, f"programme:{name}")
    assert client.get(reverse("programme:work_papers")).status_code == 403


def test_other_tasks_have_no_working_pages_of_the_plan(
    plan: City, client_as: Callable[..., Client]
) -> None:
    for who in ("desk", "police", "administrator"):
        assert client_as(who).get(reverse("programme:work_plan")).status_code == 403
        assert client_as(who).get(reverse("programme:paper_new")).status_code == 403
