"""The acceptance scenarios of the monitor, on the real plan and figures, with their bad input.

Numbered as the domain numbers them. What belongs to writing a paper stands with the paper: every
number traced (4) and typed numbers caught (5) in test_papers.py, a revised source (9) in
test_definitions.py, and of 2 and 7 what a paper refuses.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from baken.programme.api import import_figures, import_plan
from baken.programme.council import actions as council
from baken.programme.council.models import CouncilRecord, ItemKind
from baken.programme.council.queries import history
from baken.programme.council.words import status
from baken.programme.lights.actions import judge
from baken.programme.lights.queries import newest
from baken.programme.lights.words import lit
from baken.programme.models import Entry, Kind, Observation
from baken.programme.queries.areas import city_figure
from baken.programme.queries.budget import checks
from baken.programme.queries.definitions import definitions
from baken.programme.queries.register import load
from baken.programme.queries.series import figures_of
from baken.programme.queries.targets import judged
from baken.programme.values import Value, read_cell, read_value, signed
from baken.programme.withholding.protect import Unprotected
from tests.city import City
from tests.programme.conftest import HEALTH, PLAN
from tests.programme.test_ledger import REPORTS, Book, table

HOME = "GM0622"


def page(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_1_the_real_plan_is_loaded_with_its_citations(plan: City, tmp_path: Path) -> None:
    with acting_as(PUBLIC):
        register = load()
        kinds = (Kind.THEME, Kind.GOAL, Kind.OVERARCHING, Kind.ACTION, Kind.INDICATOR, Kind.PARTNER)
        own = [[one for one in register.of_kind(kind) if one.entry.plan] for kind in kinds]
        goals = register.of_kind(Kind.GOAL)
    assert [len(found) for found in own] == [5, 5, 2, 16, 24, 14]
    for goal in goals:
        shown = page(f"/plan/doel/{goal.key}/")
        assert "Bron: " in shown
        assert all(field.text == "niet bekend" for field in goal.open)
    assert import_plan(PLAN).changes == 0
    changed = tmp_path / PLAN.name
    said = "status: in voorbereiding"
    assert said in PLAN.read_text()
    changed.write_text(PLAN.read_text().replace(said, "status: loopt", 1))
    assert import_plan(changed).changed == 1
    with acting_as(PUBLIC):
        (new,) = Entry.objects.filter(kind=Kind.ACTION, version=2)
        old = Entry.objects.get(kind=Kind.ACTION, key=new.key, version=1)
    assert (new.details["status"], new.current) == ("loopt", True)
    assert (old.details["status"], old.current) == ("in voorbereiding", False)
    damaged = tmp_path / "stuk.yaml"
    damaged.write_text(PLAN.read_text().replace("bron: B24}", "bron: B99}", 1))
    with pytest.raises(ValidationError, match="B99"):
        import_plan(damaged)


def test_2_two_truths_stand_with_their_table_and_date(plan: City) -> None:
    shown = page("/cijfers/I-MISDRIJVEN-POL/")
    row = re.search(r'<tr class="hl"><th scope="row">2019</th>(.*?)</tr>', shown)
    assert row is not None
    assert re.findall(r">([\d.–]+)</td>", row[1]) == ["3.885", "3.820", "–"]
    assert "verschil 65" in row[1]
    for words in ("CBS 83648NED", "Politie 47013NED", "ingelezen op"):
        assert words in shown
    drawing = Client().get("/cijfers/I-MISDRIJVEN-POL.svg").content.decode()
    assert "CBS 2019: 3.885" in drawing
    assert "Raadsmemo 2019: 3.820" in drawing


@pytest.mark.parametrize(("key", "goal", "real", "difference", "outcome"), [
    ("I-STRAATROOF", 11, 39, 28, "missed"),
    ("I-OVERVAL", 3, 9, 6, "missed"),
    ("I-GEWELD", 500, 450, -50, "met"),
])  # fmt: skip
def test_3_the_targets_of_2019_come_out_right(
    plan: City, key: str, goal: int, real: int, difference: int, outcome: str
) -> None:
    with acting_as(PUBLIC):
        register = load()
        known = definitions(register)
        found = {one.key: one for one in judged(register, figures_of(known, known))}
    one = found[key]
    assert one.achieved is not None
    assert (one.target.amount, one.target.year, one.achieved.number()) == (goal, 2019, real)
    assert (one.verdict.outcome, one.verdict.difference) == (outcome, difference)
    words = "Niet gehaald" if outcome == "missed" else "Gehaald"
    assert f"{words}: {abs(difference)}" in page(f"/cijfers/{key}/")


def test_3_no_verdict_where_none_can_be_given(plan: City) -> None:
    """Burglary was to fall by a tenth of a number that no source names; a signal is no good news
    and no bad news."""
    burglary = page("/cijfers/I-WONINGINBRAAK/") + page("/plan/beloofd/")
    assert "Het uitgangsgetal staat niet in de bron." in burglary
    assert "definities kunnen verschillen" in page("/cijfers/I-GEWELD/")
    for neutral in ("I-VERWARD", "I-MISDRIJVEN-POL"):
        with acting_as(PUBLIC):
            one = definitions(load())[neutral]
        if one.direction == "neutral":
            shown = page(f"/cijfers/{neutral}/")
            assert not re.search(r'class="st (ok|bad)', shown)
            assert "Daarom geven wij geen oordeel." in shown


def test_6_two_and_one_of_fourteen_are_not_found() -> None:
    """Neither by the total, nor by the quarter before, nor by another paper."""
    book = Book(REPORTS)
    earlier = [("Holy", "2026-05", 9), ("Oost", "2026-05", 12), ("West", "2026-05", 20)]
    rows = [("Holy", "2026-08", 2), ("Oost", "2026-08", 1), ("West", "2026-08", 11), *earlier]
    asked = [*table("2026-Q2", "Holy", "Oost", "West"), *table("2026-Q3", "Holy", "Oost", "West")]
    shown = book.release(rows, asked)
    assert shown["2026-Q3", "area=Holy"] == shown["2026-Q3", "area=Oost"] == "<5"
    assert shown["2026-Q3", ""] == "14"
    assert shown["2026-Q3", "area=West"] == "niet getoond"
    again = book.release(rows, [("2026-Q3", "area=West")])
    assert again["2026-Q3", "area=West"] == "niet getoond"


def test_6_what_would_give_it_away_is_refused() -> None:
    """Two wijken and their total are told; then somebody asks for the third."""
    book = Book(REPORTS)
    rows = [("Holy", "2026-08", 20), ("Oost", "2026-08", 2), ("West", "2026-08", 30)]
    before = book.release(rows, table("2026-Q3", "Holy", "West"))
    assert before["2026-Q3", ""] == "52"
    with pytest.raises(Unprotected):
        book.release(rows, table("2026-Q3", "Oost"))
    assert book.shown == before


def test_7_a_light_needs_its_reasons_and_the_worst_counts(plan: City) -> None:
    words: dict[str, Any] = {
        "as_of": timezone.localdate(), "time": "green", "money": "orange", "quality": "green",
        "shown": True,
    }  # fmt: skip
    why = {"cause": "Duurder.", "consequence": "Later.", "steering": "Tweede offerte."}
    with acting_as(plan.acting("adviser")) as acting:
        register = load()
        camera = register.one("O1.A1", Kind.ACTION)
        assert camera is not None
        for missing in why:
            with pytest.raises(ValidationError):
                judge(acting, HOME, register, camera, {**words, **why, missing: ""}, version=0)
        judge(acting, HOME, register, camera, {**words, **why}, version=0)
        first = lit(register, newest(HOME))[0]
    assert (first.item.key, first.overall.sign) == ("O1.A1", "warn")
    shown = page("/plan/stoplichten/")
    for said in why.values():
        assert said in shown
    assert page("/raad/").index("Toekomstbestendig") < page("/raad/").index("ondermijning")
    commitment = page("/plan/raad/?soort=commitment")
    assert "eerste voortgangsrapportage 2026" in commitment.lower()


def test_8_from_motion_to_closing(plan: City) -> None:
    def motion() -> CouncilRecord:
        return CouncilRecord.objects.filter(kind=ItemKind.MOTION).latest("version")

    late = timezone.localdate() - timedelta(days=12)
    with acting_as(PUBLIC):
        item = motion().item
    first = page(f"/plan/raad/{item}/")
    assert "tekst ontbreekt" in first
    assert "meerdere" in first
    with acting_as(plan.acting("adviser")) as acting:
        one = motion()
        words = {"kind": "motion", "title": one.title, "actions": ["O2.A1"], "due_on": late}
        council.change_item(acting, one, words, version=1)
        assert status(motion()).word == "12 dagen over de datum"
        council.propose_closing(acting, motion(), version=2, proposal="Het plan ligt er.")
        with pytest.raises(Denied):
            council.close_item(acting, motion(), version=3, decision="x", decided_on=late)
    with acting_as(plan.acting("clerk")) as acting:
        council.close_item(acting, motion(), version=3, decision="Akkoord.", decided_on=late)
        with pytest.raises(Conflict):
            council.close_item(acting, motion(), version=3, decision="y", decided_on=late)
        assert history(item)[0].one.standing == "done"
    with pytest.raises(DatabaseError), transaction.atomic(using="keeper"):
        CouncilRecord.objects.using("keeper").filter(item=item).update(title="Anders")
    connections["keeper"].close()


def test_10_missing_is_not_nought(plan: City, tmp_path: Path) -> None:
    with acting_as(PUBLIC):
        found = city_figure("I-RONDKOMEN", "wijk")
        blank = Observation.objects.filter(
            indicator="I-RONDKOMEN", area__startswith="BU", period="2020", amount=None
        )
        assert blank.count() >= 8
        wijk = Observation.objects.get(indicator="I-RONDKOMEN", area="WK062202", period="2020")
    assert found.figure is not None
    svg = str(found.figure.svg)
    assert svg.count('class="w hatch"') == 1  # Broekpolder, and no other wijk
    assert [key.words for key in found.figure.legend][-1] == "geen gegevens"
    assert wijk.value.amount == Decimal("20.7")
    assert "geen gegevens" in page("/wijk/WK062202/")
    wrong = tmp_path / HEALTH.name
    wrong.write_text(HEALTH.read_text().replace("WK062202", "WK062299"))
    with pytest.raises(ValidationError, match="WK062299"):
        import_figures(wrong)


@pytest.mark.parametrize("sign", [".", "x", "3597*", "–", "*"])
def test_10_the_signs_of_cbs_come_back_as_they_went_in(sign: str) -> None:
    value, said = read_cell(sign)
    assert signed(value, said).replace("-", "–") == sign
    assert value.amount != 0


def test_10_more_than_25_is_no_number(plan: City) -> None:
    censored = read_value(">25")
    assert sorted([Value(Decimal(26)), censored, Value(Decimal(25)), read_value(".")]) == [
        read_value("."), Value(Decimal(25)), censored, Value(Decimal(26))]  # fmt: skip
    with pytest.raises(ValidationError, match="alleen de grens is bekend"):
        censored.number()
    assert "&gt;25" in page("/cijfers/I-ONVEILIG-BUURT-VM/")


def test_11_an_amount_that_no_source_names_is_never_green(plan: City) -> None:
    assert "bedrag niet in bron" in page("/plan/geld/")
    with acting_as(PUBLIC):
        found = checks(load())
    assert found
    assert {(one.decided, one.status.sign) for one in found} == {(False, "none")}


def test_12_each_chart_has_its_table_its_source_and_its_words(
    plan: City, client_as: Callable[..., Client]
) -> None:
    with acting_as(PUBLIC):
        keys = [item.key for item in load().of_kind(Kind.INDICATOR)]
    drawn = 0
    for url in [*(f"/cijfers/{key}/" for key in keys), "/wijk/", "/wijk/WK062202/"]:
        shown = page(url)
        charts = re.findall(r'<svg[^>]*class="(?:ch|map)[^>]*>', shown)
        for chart in charts:
            assert re.search(r'role="(img|group)" ', chart) or 'role="img"' in chart, url
            assert "aria-labelledby" in chart, url
        if charts:
            drawn += 1
            assert "<table" in shown, url
            assert re.search(r"Bron(nen)?: ", shown), url
            assert 'tabindex="0"' in shown, url
    assert drawn > 10
