"""The ledger: what leaves, what is withheld along with it, and what is refused."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as, job
from baken.core.figures import TallyKind, tallies
from baken.programme.actions import compose_paper, share_paper, take_tallies, write_paper
from baken.programme.ledger.frame import Facts, Key
from baken.programme.ledger.models import Cell, Channel, Release
from baken.programme.ledger.publish import decide, release_counts, release_table
from baken.programme.release import Released, released
from baken.programme.withholding.protect import Unprotected
from tests.city import City
from tests.programme.test_tallies import NAME, counted  # noqa: F401 - a fixture

Counting = Callable[..., City]
QUARTERS = {f"2026-Q{n}": [f"2026-{3 * n - m:02d}" for m in (2, 1, 0)] for n in (1, 2, 3, 4)}
REPORTS = TallyKind("x", "figures_x", "reports", "Meldingen")
SIGNALS = TallyKind("x", "figures_x", "cases", "Signalen")
PERSONS = TallyKind("x", "figures_x", "persons", "Personen")
Row = tuple[str, str, int]  # area, month, amount


class Book:
    """A ledger in memory: what was said last of each number."""

    def __init__(self, kind: TallyKind) -> None:
        self.kind, self.said = kind, dict[Key, Cell]()

    def release(
        self, rows: Iterable[Row], asked: Iterable[Key] = (), periods: str = "Q1 Q2 Q3"
    ) -> dict[Key, str]:
        counts = Counter({(("area", a), ("month", m)): amount for a, m, amount in rows})
        leaves = {f"2026-{name}": QUARTERS[f"2026-{name}"] for name in periods.split()}
        if len(leaves) == 4:
            leaves["2026"] = [month for held in leaves.values() for month in held]
        rows = decide(self.kind, Facts(counts, leaves), self.said, asked)
        self.said |= {(row.period, row.part): row for row in rows}
        return self.shown

    @property
    def shown(self) -> dict[Key, str]:
        return {key: Released(cell).shown for key, cell in self.said.items()}


def table(period: str, *areas: str) -> list[Key]:
    return [(period, ""), *((period, f"area={area}") for area in areas)]


def test_signals_of_victims_are_not_found_by_subtraction() -> None:
    """Scenario 6 of the domain: 2 in one wijk, 1 in another, 14 together."""
    book = Book(REPORTS)
    rows = [("Holy", "2026-08", 2), ("Oost", "2026-08", 1), ("West", "2026-08", 11)]
    shown = book.release(rows, table("2026-Q3", "Holy", "Oost", "West"))
    assert shown["2026-Q3", "area=Holy"] == shown["2026-Q3", "area=Oost"] == "<5"
    assert shown["2026-Q3", ""] == "14"
    assert shown["2026-Q3", "area=West"] == "niet getoond"


def test_nought_of_reports_is_shown_and_of_cases_is_small() -> None:
    rows = [("Holy", "2026-08", 40), ("Oost", "2026-08", 30)]
    asked = table("2026-Q3", "Holy", "Oost", "West")
    assert Book(REPORTS).release(rows, asked)["2026-Q3", "area=West"] == "0"
    shown = Book(SIGNALS).release(rows, asked)
    assert shown["2026-Q3", "area=West"] == "<10"
    assert shown["2026-Q3", ""] == "70"
    kept = {shown["2026-Q3", "area=Holy"], shown["2026-Q3", "area=Oost"]}
    assert kept & {"40", "30"}
    assert "niet getoond" in kept


def test_a_year_does_not_give_away_its_last_quarter() -> None:
    book = Book(REPORTS)
    rows = [("Holy", f"2026-{month:02d}", 9) for month in range(1, 10)]
    assert set(book.release(rows, [(q, "") for q in list(QUARTERS)[:3]]).values()) == {"27"}
    rows += [("Holy", "2026-11", 3)]
    shown = book.release(rows, [("2026-Q4", ""), ("2026", "")], "Q1 Q2 Q3 Q4")
    assert shown["2026-Q4", ""] == "<5"
    assert shown["2026", ""] == "niet getoond"


def test_another_paper_does_not_give_away_what_one_withheld() -> None:
    """The second asks for the same wijken together: that would be the sum of the two."""
    book = Book(REPORTS)
    rows = [("BU06220101", "2026-08", 3), ("BU06220102", "2026-08", 20)]
    rows += [("BU06220201", "2026-08", 30), ("BU06220202", "2026-08", 40)]
    first = book.release(rows, [("2026-Q3", f"area=BU06220{n}") for n in ("101", "102")])
    assert list(first.values()) == ["<5", "20"]
    second = book.release(rows, [("2026-Q3", "area=WK062201")])
    assert second["2026-Q3", "area=WK062201"] == "niet getoond"


def test_what_would_give_a_small_number_away_is_refused() -> None:
    """Two wijken and their total left before; then somebody asks for the third."""
    book = Book(REPORTS)
    rows = [("Holy", "2026-08", 20), ("Oost", "2026-08", 3), ("West", "2026-08", 30)]
    before = book.release(rows, table("2026-Q3", "Holy", "West"))
    with pytest.raises(Unprotected):
        book.release(rows, table("2026-Q3", "Oost"))
    assert book.shown == before


def test_what_was_withheld_once_stays_so_in_a_revision() -> None:
    book = Book(REPORTS)
    asked = table("2026-Q3", "Holy", "Oost", "West")
    rows = [("Holy", "2026-08", 2), ("Oost", "2026-08", 12), ("West", "2026-08", 60)]
    assert book.release(rows, asked)["2026-Q3", "area=Oost"] == "niet getoond"
    rows[0] = ("Holy", "2026-08", 22)
    shown = book.release(rows)
    assert shown["2026-Q3", ""] == "94"
    assert shown["2026-Q3", "area=Holy"] == shown["2026-Q3", "area=Oost"] == "niet getoond"
    rows[2] = ("West", "2026-08", 4)
    assert book.release(rows)["2026-Q3", "area=West"] == "<5"


def test_persons_who_may_be_counted_twice_are_an_interval() -> None:
    book = Book(PERSONS)
    rows = [("Holy", "2026-07", 31), ("Holy", "2026-08", 24)]
    assert book.release(rows, [("2026-Q3", "")])["2026-Q3", ""] == "hoogstens 55"
    months = [(month, "area=Holy") for month in ("2026-07", "2026-08", "2026-09")]
    shown = book.release(rows, [*months, ("2026-Q3", "area=Holy")])
    assert shown["2026-Q3", "area=Holy"] in {"31 tot 55", "hoogstens 55", "niet getoond"}
    assert shown["2026-09", "area=Holy"] == "<10"


def test_a_count_of_a_moment_is_the_same_for_year_and_last_quarter(
    counted: Counting,  # noqa: F811
    superuser: psycopg.Connection,
) -> None:
    """Phases are numbers; what is counted at a moment does not add up over quarters."""
    counted("cases", [("WK062201", "a", 1)])
    superuser.execute(
        "create or replace function figures_proof_things(since date, until date)"
        " returns table (dims jsonb, n bigint) language sql stable as $$ values"
        " (jsonb_build_object('phase', 1), 30::bigint), (jsonb_build_object('phase', 2), 12),"
        " (jsonb_build_object('phase', 3), 4) $$"
    )
    kind = TallyKind("proof.phase", "figures_proof_things", "cases", "Fasen", moment=True)
    tallies._items[:] = [kind]
    with acting_as(job("programme.measure", "statistics")) as acting:
        take_tallies(acting, date(2027, 1, 14))
        release_counts(acting, date(2027, 1, 14))
    with acting_as(PUBLIC):
        found = {(one.period, one.part): one.shown for one in released() if one.name == kind.name}
    for period in ("2026-Q4", "2026"):
        assert found[period, ""] == "46"
        # With 12 alone the small one could not be nine: 12 would be seven, and small itself.
        assert found[period, "phase=1"] == found[period, "phase=2"] == "niet getoond"
        assert found[period, "phase=3"] == "<10"


def share(city: City, asked: str) -> Release:
    text = f"Hier {{{{ telling: {NAME} | 2026-Q3{asked} }}}}."
    with acting_as(city.acting("adviser")) as acting:
        paper = write_paper(acting, title="Stuk", text=text)
        share_paper(acting, paper, compose_paper(acting, paper).number)
        return Release.objects.get(edition__paper=paper)


def test_a_shared_paper_is_a_release_of_what_it_prints(counted: Counting) -> None:  # noqa: F811
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    release = share(city, " | WK062201")
    with acting_as(PUBLIC):
        cell = release.cells.get()
        assert (cell.period, cell.part, cell.amount) == ("2026-Q3", "area=WK062201", None)
        assert (cell.withheld, cell.shown_from) == ("small", 5)
        assert Release.objects.filter(channel=Channel.TABLE).exists()


def test_a_count_that_was_revised_is_not_shared_as_it_was(counted: Counting) -> None:  # noqa: F811
    city = counted("reports", [("WK062201", "a", 70)])
    text = f"Hier {{{{ telling: {NAME} | 2026-Q3 }}}}."
    with acting_as(city.acting("adviser")) as acting:
        paper = write_paper(acting, title="Stuk", text=text)
        number = compose_paper(acting, paper).number
    counted("reports", [("WK062201", "a", 71)])
    with acting_as(city.acting("adviser")) as acting:
        with pytest.raises(ValidationError, match="is herzien sinds deze uitgave"):
            share_paper(acting, paper, number)
        share_paper(acting, paper, compose_paper(acting, paper).number)
    with acting_as(PUBLIC):
        amounts = Cell.objects.filter(period="2026-Q3", part="").order_by("made_at")
        assert [(one.release.channel, one.amount) for one in amounts] == [
            ("table", 70), ("table", 71), ("paper", 71),
        ]  # fmt: skip


def test_the_ledger_only_grows_and_nobody_invents_a_cell(counted: Counting) -> None:  # noqa: F811
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    release = share(city, "")
    for change in (
        lambda: Cell.objects.update(amount=1),
        lambda: Cell.objects.all()._raw_delete(Cell.objects.db),
        lambda: Release.objects.update(refused="x"),
        lambda: Cell.objects.create(
            release=release, name=NAME, title="x", counts="reports", year=2026, period="2026-Q3",
            part="area=WK062201", amount=2, shown_from=5, taken_at=timezone.now(), sha256="0",
            made_at=timezone.now(),
        ),
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), acting_as(city.acting("adviser")):
            change()
    with acting_as(PUBLIC):
        assert not Cell.objects.filter(amount=2).exists()


def test_why_nothing_was_released_is_said(
    counted: Counting,  # noqa: F811
    client_as: Callable[..., Client],
) -> None:
    """A total and two of three wijken left; the third would be what is left over."""
    counted("reports", [("WK062201", "a", 3), ("WK062202", "a", 20), ("WK062203", "a", 30)])
    kind = TallyKind("proof.other", "figures_proof_things", "reports", "Andere dingen")
    tallies._items[:] = [kind]
    day = date(2026, 11, 14)
    kept = [("2026-Q3", part) for part in ("", "area=WK062202", "area=WK062203")]
    kept += [("2026-Q3", f"area=WK06220{number}") for number in range(4, 9)]
    with acting_as(job("programme.measure", "statistics")) as acting:
        take_tallies(acting, day)
        assert release_table(kind, 2026, day, kept) == len(kept)
        assert release_counts(acting, day) == 0
        assert release_counts(acting, day) == 0
        refused = Release.objects.exclude(refused="").get()
        assert not refused.cells.exists()
    page = client_as("adviser").get(reverse("programme:tallies")).content.decode()
    assert "Andere dingen, 2026: niet vrijgegeven." in page
    with acting_as(PUBLIC):
        assert {one.part for one in released() if one.name == "proof.other"} == {
            part.removeprefix("area=") for _period, part in kept
        }
