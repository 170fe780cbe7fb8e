"""Open data: what it says of each figure, and that counts leave through the ledger only."""

import csv
import io
import json
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as, job
from baken.programme.ledger.models import Cell, Channel, Release
from baken.programme.ledger.opened import publish_counts
from baken.programme.values import SIGNS
from tests.city import City
from tests.programme.test_tallies import NAME, counted  # noqa: F401 - a fixture

Counting = Callable[..., City]


def open_up() -> int:
    with acting_as(job("programme.measure", "statistics")) as acting:
        return publish_counts(acting)


def get(name: str, *words: str) -> str:
    answer = Client().get(reverse(f"programme:{name}", args=words))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return answer.content.decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_indicator_says_how_it_is_counted_and_what_its_signs_mean(plan: City) -> None:
    found = json.loads(get("indicator_json", "I-GELUIDHINDER"))
    figures = {(one["period"], one["area"]): one for one in found["figures"]}
    assert figures["2020", "GM0622"]["value"] == "8.7"
    gap = figures["2020", "WK062208"]
    assert (gap["value"], gap["missing"], gap["as_written"]) == (None, "leeg bij de bron", "")
    assert {one["means"] for one in found["signs"]} >= set(SIGNS)
    assert found["definitions"][0]["unit"] == "% 18+"
    (source,) = found["sources"]
    assert source["licence"]["name"] == "CC BY 4.0"
    assert source["url"]
    assert {one["sha256"] for one in found["files"]} >= {one["file"] for one in found["figures"]}
    assert all(one["retrieved"] for one in found["figures"])
    bound = json.loads(get("indicator_json", "I-ONVEILIG-BUURT-VM"))
    assert bound["figures"][0]["as_written"] == ">25"
    assert bound["sources"][0]["licence"] == {"name": "niet nagegaan", "url": None,
                                              "checked": False}  # fmt: skip
    assert Client().get(reverse("programme:indicator_json", args=["I-NIETS"])).status_code == 404


def test_the_figures_of_a_paper_as_data(paper: City) -> None:
    with acting_as(PUBLIC):
        from baken.programme.queries.papers import published

        slug = published()[0].slug
    found = json.loads(get("paper_data", slug, "json"))
    first = found["figures"][0]
    assert (first["key"], first["printed"]) == ("I-MISDRIJVEN-POL", "3.597")
    assert first["sources"] == ["B17"]
    assert {one["key"] for one in found["sources"]} >= {"B17", "B18", "B13"}
    assert "I-GELUIDHINDER" in found["definitions"]
    table = rows(get("paper_data", slug, "csv"))
    assert [one["printed"] for one in table] == [one["printed"] for one in found["figures"]]
    for form in ("json", "csv"):
        url = reverse("programme:paper_data", args=["geen-stuk", form])
        assert Client().get(url).status_code == 404


def test_counts_leave_through_the_ledger_and_only_so(counted: Counting) -> None:  # noqa: F811
    counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70), ("WK062203", "a", 30)])
    assert rows(get("open_counts", "csv")) == []
    assert open_up() > 3
    assert open_up() == 0
    with acting_as(PUBLIC):
        channels = set(Release.objects.values_list("channel", flat=True))
        assert channels == {Channel.TABLE, Channel.DATA, Channel.PAGE}
        kept = Cell.objects.filter(release__channel=Channel.DATA).count()
    table = rows(get("open_counts", "csv"))
    assert len(table) == kept
    said = {(one["period"], one["part"]): one for one in table}
    small = said["2026-Q3", "area=WK062201"]
    assert (small["amount"], small["withheld"], small["shown_from"]) == ("", "small", "5")
    assert len(small["commitment"]) == 64
    found = json.loads(get("open_counts", "json"))
    assert set(found["withheld"]) == {"small", "along", "unsaid"}
    assert found["counts"][0]["name"] == NAME
    cells = {(one["period"], one["part"]): one for one in found["counts"][0]["cells"]}
    assert cells["2026-Q3", "area=WK062201"]["amount"] is None
    shown = {one["withheld"] for one in found["counts"][0]["cells"] if one["amount"] is None}
    assert shown <= {"small", "along", "unsaid"}


def test_a_revision_reaches_open_data_with_the_next_release(counted: Counting) -> None:  # noqa: F811
    counted("reports", [("WK062201", "a", 70)])
    open_up()
    counted("reports", [("WK062201", "a", 71)])
    before = {
        (one["period"], one["part"]): one["amount"] for one in rows(get("open_counts", "csv"))
    }
    assert before["2026-Q3", ""] == "70"
    assert open_up() > 0
    after = {(one["period"], one["part"]): one["amount"] for one in rows(get("open_counts", "csv"))}
    assert after["2026-Q3", ""] == "71"


def test_one_page_lists_it_all(counted: Counting, plan: City) -> None:  # noqa: F811
    counted("reports", [("WK062201", "a", 70), ("WK062202", "a", 2)])
    page = Client().get(reverse("programme:opendata")).content.decode()
    assert "Er is nog niets geteld en vrijgegeven" in page
    open_up()
    page = Client().get(reverse("programme:opendata")).content.decode()
    assert "Dingen" in page
    assert reverse("programme:open_counts", args=["json"]) in page
    assert reverse("programme:indicator_json", args=["I-GELUIDHINDER"]) in page
    assert "ontbreekt bij de bron" in page
