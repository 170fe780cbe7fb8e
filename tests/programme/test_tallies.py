"""Counts: exact behind the purpose statistics, withheld by the database everywhere else."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import psycopg
import pytest
from django.db import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as, job
from baken.core.figures import TallyKind, tallies
from baken.programme.actions import compose_paper, take_tallies, write_paper
from baken.programme.ledger.publish import release_counts
from baken.programme.models import Binding, Tally, TallyRun
from baken.programme.release import Released, released
from tests.city import City

NAME = "proof.things"
FUNCTION = """
create or replace function figures_proof_things(since date, until date)
returns table (dims jsonb, n bigint) language sql stable as $$
  select jsonb_build_object('area', area, 'kind', kind, 'month', '2026-08'), amount
  from (values {rows}) as counts(area, kind, amount)
$$;
grant execute on function figures_proof_things(date, date) to baken_app;
"""


@pytest.fixture
def counted(city: City, superuser: psycopg.Connection) -> Iterator[Callable[..., City]]:
    """`counted(counts, rows)`: a kind of tally over rows (area, kind, amount), taken once."""
    kinds = list(tallies)

    def take(counts: str, rows: list[tuple[str, str, int]]) -> City:
        values = ", ".join(f"('{area}', '{kind}', {amount})" for area, kind, amount in rows)
        superuser.execute(FUNCTION.format(rows=values))
        tallies._items[:] = [TallyKind(NAME, "figures_proof_things", counts, "Dingen")]  # type: ignore[arg-type]
        with acting_as(job("programme.measure", "statistics")) as acting:
            take_tallies(acting, date(2026, 11, 14))
            release_counts(acting, date(2026, 11, 14))
        return city

    yield take
    tallies._items[:] = kinds
    superuser.execute("drop function if exists figures_proof_things(date, date)")


def shown(period: str = "2026-Q3") -> dict[str, str]:
    with acting_as(PUBLIC):
        return {one.part: one.shown for one in released() if one.period == period}


def test_small_numbers_are_withheld_at_release(counted: Callable[..., City]) -> None:
    counted("reports", [("WK062201", "a", 3), ("WK062201", "b", 9), ("WK062202", "a", 4),
                        ("WK062203", "a", 2), ("WK062204", "a", 40)])  # fmt: skip
    found = shown()
    assert found[""] == "58"
    assert found["WK062201"] == "12"
    assert found["WK062202"] == found["WK062203"] == "<5"
    assert found["WK062204"] == "40"
    # Of reports nought says nothing of anyone; one may be withheld along, as "<5" like the others.
    assert "0" in {found[f"WK06220{number}"] for number in range(5, 9)}


def test_persons_and_cases_are_withheld_under_ten(counted: Callable[..., City]) -> None:
    counted("cases", [("WK062201", "a", 9), ("WK062202", "a", 10), ("WK062203", "a", 4),
                      ("WK062204", "b", 30)])  # fmt: skip
    found = shown()
    assert found["WK062201"] == found["WK062203"] == "<10"
    assert found["WK062202"] == "10"


def test_a_single_small_area_cannot_be_found_by_subtraction(
    counted: Callable[..., City],
) -> None:
    counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 7), ("WK062203", "a", 30)])
    found = shown()
    assert found["WK062201"] == "<5"
    assert found["WK062202"] == "niet getoond"  # withheld along with it
    assert found["WK062203"] == "30"


def test_each_dimension_is_released_by_itself(counted: Callable[..., City]) -> None:
    city = counted("cases", [("WK062201", "1", 21), ("WK062201", "2", 4), ("WK062202", "2", 3),
                             ("WK062202", "3", 12), ("WK062203", "4", 30)])  # fmt: skip
    found = shown()
    assert found["kind=1"] == "21"
    assert found["kind=2"] == "<10"
    assert found["kind=3"] == "niet getoond"
    assert found["kind=4"] == "30"
    text = f"Zo veel: {{{{ telling: {NAME} | 2026-Q3 | kind=4 }}}}."
    with acting_as(city.acting("adviser")) as acting:
        compose_paper(acting, write_paper(acting, title="Stuk", text=text))
        assert Binding.objects.get().printed == "30"


def test_exact_counts_are_for_statistics_only(counted: Callable[..., City]) -> None:
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    for who in ("adviser", "clerk", "mayor", "desk", "privacy_officer", "police", "administrator"):
        with acting_as(city.acting(who)):
            assert not Tally.objects.exists()
            assert not TallyRun.objects.exists()
    with acting_as(PUBLIC):
        assert not Tally.objects.exists()
    with acting_as(city.acting("statistician")):
        assert Tally.objects.filter(amount=2).exists()
    with pytest.raises(ProgrammingError), acting_as(city.acting("statistician")):
        TallyRun.objects.create(
            name="x", counts="reports", period="2026", taken_at=timezone.now(), salt=b"", sha256=""
        )


def test_an_unchanged_count_is_not_written_again(counted: Callable[..., City]) -> None:
    rows = [("WK062201", "a", 12)]
    city = counted("reports", rows)
    with acting_as(city.acting("statistician")):
        before = TallyRun.objects.count()
        hashes = set(TallyRun.objects.values_list("sha256", flat=True))
    assert before == 3
    assert len(hashes) == 3
    counted("reports", rows)
    with acting_as(city.acting("statistician")):
        assert TallyRun.objects.count() == 3
    counted("reports", [("WK062201", "a", 13)])
    with acting_as(city.acting("statistician")):
        assert TallyRun.objects.count() == 6
    assert shown()[""] == "13"


def test_a_paper_prints_what_was_released(counted: Callable[..., City]) -> None:
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 1234)])
    asked = f"telling: {NAME} | 2026-Q3"
    text = f"In totaal {{{{ {asked} }}}}, hier {{{{ {asked} | WK062201 }}}}."
    with acting_as(city.acting("adviser")) as acting:
        edition = compose_paper(acting, write_paper(acting, title="Stuk", text=text))
        rows = list(Binding.objects.order_by("position"))
        bundle = bytes(edition.bundle)
    assert [row.printed for row in rows] == ["1.236", "<5"]
    assert "Kleine getallen tonen wij niet (onder de 5)." in rows[1].citation
    assert b'"2"' not in bundle


def test_a_count_is_never_a_row(counted: Callable[..., City]) -> None:
    counted("reports", [("WK062201", "a", 50)])
    with acting_as(PUBLIC):
        one = next(one for one in released() if one.area == "WK062201" and one.period > "2026-Q2")
    assert isinstance(one, Released)
    assert str(one.when) == "3e kwartaal 2026" or one.period == "2026"


def test_looking_at_exact_counts_leaves_a_trace(
    counted: Callable[..., City], client_as: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    counted("reports", [("WK062201", "a", 2)])
    text = client_as("statistician").get(reverse("programme:tallies")).content.decode()
    assert "Exacte tellingen" in text
    assert re.search(r"<summary>[^<]*, 3e kwartaal 2026<", text)
    text = client_as("adviser").get(reverse("programme:tallies")).content.decode()
    assert "&lt;5" in text
    verbs = superuser.execute("select verb from audit_entry").fetchall()
    assert ("programme.read_counts",) in verbs
