"""Loading the real plan and figures: whole, once, and with every older version kept."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError

from baken.core.acting import PUBLIC, acting_as
from baken.programme.api import import_figures, import_plan
from baken.programme.models import Entry, Kind, Observation, Snapshot
from tests.city import City
from tests.programme.conftest import CRIMES, HEALTH, PLAN

pytestmark = pytest.mark.usefixtures("database")


def test_the_real_plan_is_loaded_whole() -> None:
    summary = import_plan(PLAN)
    assert (summary.changed, summary.ended, summary.same) == (0, 0, 0)
    with acting_as(PUBLIC):
        counts = {kind: Entry.objects.filter(kind=kind).count() for kind in Kind}
        valued = Observation.objects.values("indicator").distinct().count()
    assert counts[Kind.THEME] == 5
    assert counts[Kind.GOAL] == 5
    assert counts[Kind.OVERARCHING] == 2
    assert counts[Kind.ACTION] == 16
    assert counts[Kind.INDICATOR] == 24
    assert counts[Kind.PARTNER] == 14
    assert counts[Kind.SOURCE] == 27 + 4
    assert valued == 18


def test_a_second_import_changes_nothing() -> None:
    import_plan(PLAN)
    import_figures(CRIMES)
    import_figures(HEALTH)
    for load, path in ((import_plan, PLAN), (import_figures, CRIMES), (import_figures, HEALTH)):
        summary = load(path)
        assert summary.changes == 0
        assert summary.differences == []
    with acting_as(PUBLIC):
        assert Snapshot.objects.count() == 3
        assert not Entry.objects.filter(version__gt=1).exists()
        assert not Observation.objects.filter(version__gt=1).exists()


def test_null_stays_null() -> None:
    import_plan(PLAN)
    with acting_as(PUBLIC):
        action = Entry.objects.get(kind=Kind.ACTION, key="T1.A1")
        line = Entry.objects.filter(kind=Kind.BUDGET_LINE).first()
        missing = Observation.objects.get(indicator="I-GELUIDHINDER", area="WK062208")
    assert action.details["status"] is None
    assert line is not None
    assert line.details["lasten"] is None
    assert missing.value.amount is None
    assert missing.missing == "leeg bij de bron"


def test_a_changed_value_makes_a_version_and_keeps_the_old(tmp_path: Path) -> None:
    import_plan(PLAN)
    newer = tmp_path / PLAN.name
    text = PLAN.read_text()
    assert text.count("2024: 3597") == 1
    newer.write_text(
        text.replace("2024: 3597", "2024: 3610").replace(
            "start: 2026, status: gepland", "start: 2026, status: loopt"
        )
    )
    summary = import_plan(newer)
    assert (summary.added, summary.changed, summary.ended) == (0, 3, 0)
    with acting_as(PUBLIC):
        rows = Observation.objects.filter(indicator="I-MISDRIJVEN-POL", period="2024")
        assert [(o.version, o.current, str(o.value)) for o in rows.order_by("version")] == [
            (1, False, "3.597"),
            (2, True, "3.610"),
        ]
        versions = Entry.objects.filter(key="T3.A1").order_by("version")
        assert [(e.current, e.details["status"]) for e in versions] == [
            (False, "gepland"),
            (True, "loopt"),
        ]


def test_a_statement_that_is_gone_ends_and_may_come_back(tmp_path: Path) -> None:
    import_plan(PLAN)
    shorter = tmp_path / "plan.yaml"
    text = PLAN.read_text()
    line = next(line for line in text.splitlines(keepends=True) if "{naam: RIEC," in line)
    shorter.write_text(text.replace(line, ""))
    assert import_plan(shorter).ended == 1
    assert import_plan(PLAN).added == 1
    with acting_as(PUBLIC):
        versions = Entry.objects.filter(key="partner:riec").order_by("version")
        assert [(e.version, e.current) for e in versions] == [(1, False), (2, True)]


def test_a_figure_file_outranks_the_plan_that_quotes_it(tmp_path: Path) -> None:
    import_plan(PLAN)
    summary = import_figures(CRIMES)
    assert summary.confirmed == 25
    quoted = tmp_path / "plan.yaml"
    quoted.write_text(PLAN.read_text().replace("2024: 3597", "2024: 3599"))
    again = import_plan(quoted)
    assert again.differences == [
        "I-MISDRIJVEN-POL, 2024: het plan zegt 3.599, het cijferbestand 3.597"
    ]
    with acting_as(PUBLIC):
        rows = Observation.objects.filter(indicator="I-MISDRIJVEN-POL", period="2024")
        assert [str(o.value) for o in rows] == ["3.597"]


def test_figures_may_come_before_the_plan() -> None:
    assert import_figures(HEALTH).added == 1350 + 1 + 6
    assert import_plan(PLAN).differences == []
    with acting_as(PUBLIC):
        assert Observation.objects.filter(current=True, missing="").count() > 800


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("jaar,soort", "jaren,soort", "De eerste regel klopt niet."),
        ("2010,Misdrijven totaal,5330", "2010,Misdrijven totaal,veel", "Regel 2: ‘veel’ is geen"),
        ("2011,Misdrijven", "2010,Misdrijven", "I-MISDRIJVEN-CBS staat twee keer"),
        ("Politie 47013NED", "Eigen lijstje", "Tabel ‘Eigen lijstje’ kennen wij niet."),
        ("2012,", "2012,,", "Regel 4 heeft 10 velden. Het moeten er 9 zijn."),
    ],
)
def test_a_wrong_figure_file_changes_nothing(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    wrong = tmp_path / "cijfers.csv"
    wrong.write_text(CRIMES.read_text().replace(old, new))
    with pytest.raises(ValidationError) as caught:
        import_figures(wrong)
    assert message in " ".join(caught.value.messages)
    with acting_as(PUBLIC):
        assert not Snapshot.objects.exists()


def test_area_codes_of_another_map_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "cijfers.csv"
    for old, new, message in (
        ("WK062201", "WK059901", "hoort niet bij deze gemeente"),
        ("WK062201", "WK062299", "staat niet op de kaart"),
        ("wijk,WK062201", "buurt,WK062201", "hoort niet bij niveau"),
    ):
        wrong.write_text(HEALTH.read_text().replace(old, new))
        with pytest.raises(ValidationError) as caught:
            import_figures(wrong)
        assert message in " ".join(caught.value.messages)


def test_only_the_purpose_programme_writes(plan: City) -> None:
    for who in ("desk", "statistician", "mayor", "administrator"):
        with pytest.raises(ProgrammingError), acting_as(plan.acting(who)):
            Snapshot.objects.create(
                name="x", origin="plan", sha256="x", raw=b"", retrieved_at=now()
            )
    for who in ("desk", "adviser"):  # the words of a version never change, whoever asks
        with pytest.raises(ProgrammingError), acting_as(plan.acting(who)):
            Entry.objects.filter(key="T1").update(name="Anders")
    with acting_as(plan.acting("desk")):
        assert Entry.objects.filter(key="T1").update(position=99) == 0
        assert Entry.objects.get(key="T1").name == "Aanpak van ondermijning verstevigen"


def now() -> object:
    from django.utils import timezone

    return timezone.now()


def test_a_provisional_figure_becomes_final(tmp_path: Path) -> None:
    early = tmp_path / "cijfers.csv"
    early.write_text(
        CRIMES.read_text().replace("2024,Misdrijven totaal,3597", "2024,Misdrijven totaal,3590*")
    )
    import_figures(early)
    summary = import_figures(CRIMES)
    assert (summary.changed, summary.added) == (1, 0)
    with acting_as(PUBLIC):
        rows = Observation.objects.filter(indicator="I-MISDRIJVEN-POL", period="2024")
        told = [(str(o.value), o.status, o.current) for o in rows.order_by("version")]
    assert told == [("3.590", "voorlopig", False), ("3.597", "", True)]
