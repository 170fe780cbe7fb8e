"""How figures are counted: versions with a visible break, and what a revised source touches."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as
from baken.programme.actions import compose_paper, share_paper, write_paper
from baken.programme.api import Asked, import_figures, import_plan
from baken.programme.models import ChartImage, Definition, Observation
from baken.programme.paper.binder import bind
from baken.programme.paper.verify import verify_paper
from tests.city import City
from tests.programme.conftest import DATA, FILES, PLAN

OLD, NEW = (f"{{{{ cijfer: BBV-HALT | {year} | NL01 }}}}" for year in (2016, 2024))


def shown(key: str) -> str:
    answer = Client().get(reverse("programme:indicator", args=[key]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_another_unit_is_another_line_with_a_break(plan: City, tmp_path: Path) -> None:
    import_figures(DATA / "bbv_nederland.csv")
    halt = shown("BBV-HALT")
    assert "breuk: andere eenheid (per 1.000)" in halt
    assert "Breuk tussen 2016 en 2021.</b> Daarna is het cijfer op een andere manier" in halt
    assert "12 tot en met 17 jaar, later per 1.000 inwoners" in halt
    assert "Het cijfer van Vlaardingen is niet bekend. Voor Nederland was het in 2024 9." in halt
    assert "per 10.000 inwoners van 12 tot en met 17 jaar" in halt
    assert "(niet in de eerste bron nagegaan)" in halt
    assert "breuk: andere telling (vanaf 2021)" in shown("BBV-VERNIELING")
    with acting_as(PUBLIC):
        rows = Definition.objects.filter(indicator="BBV-HALT")
        assert [(one.number, one.unit[:10], one.since and one.since.year) for one in rows] == [
            (1, "per 10.000", None),
            (2, "per 1.000 ", 2019),
        ]
        assert ChartImage.objects.exists()
        with pytest.raises(ValidationError, match="Daar zit een breuk tussen"):
            bind(f"Van {OLD} naar {NEW}.")
        bind(f"In 2024 {NEW}. Eerder {OLD}.")
    newer = tmp_path / PLAN.name
    text = PLAN.read_text().replace(
        "Woninginbraken, eenheid: aantal,", "Woninginbraken, eenheid: per 1.000 woningen,"
    ).replace("{2018: 224, 2019: 232}", "{2018: 224, 2019: 232, 2020: 6.1}")  # fmt: skip
    newer.write_text(text)
    import_plan(newer)
    assert "breuk: andere eenheid (per 1.000)" in shown("I-WONINGINBRAAK")


def test_a_revised_source_leaves_old_papers_and_marks_new_drafts(
    plan: City, tmp_path: Path
) -> None:
    """Scenario 9, and everything a draft must list."""
    police = tmp_path / "politie.csv"
    raw = (FILES / "47013NED.csv").read_text()
    police.write_text(raw)
    import_figures(police)
    text = "## Misdrijven\n\nIn 2024 {{ cijfer: I-MISDRIJVEN-POL | 2024 }}.\n\nRustig jaar."
    with acting_as(plan.acting("adviser")) as acting:
        paper = write_paper(acting, title="Voortgang", text=text)
        first = compose_paper(acting, paper)
        share_paper(acting, paper, first.number)
        before = (bytes(first.pdf), bytes(first.bundle))
    police.write_text(raw.replace('"3597"', '"3610"').replace("2024*", "2024"))
    summary = import_figures(police, asked=Asked(status="definitief"))
    assert (summary.added, summary.changed) == (0, 4)
    with acting_as(plan.acting("adviser")) as acting:
        second = compose_paper(acting, paper)
        first.refresh_from_db()
        assert (bytes(first.pdf), bytes(first.bundle)) == before
        (one,) = second.revised
        assert one["place"] == "Misdrijven, alinea 1"
        assert (one["before"], one["now"]) == ("3.597 (voorlopig)", "3.610 (definitief)")
        bundle = tmp_path / "bundel.zip"
        bundle.write_bytes(second.bundle)
        share_paper(acting, paper, second.number)
        kept = Observation.objects.filter(
            indicator="I-MISDRIJVEN-POL", period="2024", area="GM0622"
        )
        assert [str(row.value) for row in kept.order_by("version")] == [
            "3.597", "3.597", "3.610"]  # fmt: skip
    assert verify_paper(bundle) == []
    page = Client().get(reverse("programme:paper", args=[paper.slug])).content.decode()
    assert "De bron veranderde 1 plek in dit stuk." in page
    assert "was 3.597 (voorlopig), is nu 3.610 (definitief)" in page


@pytest.mark.usefixtures("city")
def test_a_month_of_a_buurt_and_its_signs_come_in_whole(tmp_path: Path) -> None:
    """Scenario 10: what is missing keeps its reason; a second time nothing changes."""
    path = tmp_path / "47022NED.json"
    raw = (FILES / "47022NED.json").read_text()
    path.write_text(raw)
    assert import_figures(path).added == 4
    assert import_figures(path).changes == 0
    with acting_as(PUBLIC):
        rows = Observation.objects.order_by("starts_on", "indicator", "area")
        assert {row.missing for row in rows} == {"", "ontbreekt bij de bron", "geheim"}
        assert rows.first().snapshot.recipe["table"] == "47022NED"  # type: ignore[union-attr]
    for wrong, sentence in (
        (raw.replace("2024MM04", "2024MM03").replace('"9.9.9 "', '"1.4.6 "'),
         "I-POL-STRAATROOF staat twee keer in het bestand voor 2024-03, GM0622 (ook op regel 4)."),
        (raw.replace("GM0622", "GM0599").replace("WK0622", "WK0599").replace("BU0622", "BU0599"),
         "Geen enkele regel gaat over Vlaardingen"),
        (raw.replace("BU06220201", "BU06229999"), "Code BU06229999 staat niet op onze kaart."),
    ):  # fmt: skip
        path.write_text(wrong)
        with pytest.raises(ValidationError) as caught:
            import_figures(path)
        assert sentence in caught.value.messages[0]
    with acting_as(PUBLIC):
        assert Observation.objects.count() == 4
