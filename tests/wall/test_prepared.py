"""Statements are prepared and their plans kept; who asks is read anew at each execution."""

from uuid import UUID

import pytest
from django.db import connection

from baken.access.models import Membership
from baken.cases.models import Case, CaseContent
from baken.core.acting import PUBLIC, Acting, acting_as, resident
from baken.reports.models import Report
from tests.cases.build import Thread, running
from tests.city import City
from tests.reports.tools import HOLY, follow_code, tell

TIMES = 12
_KEPT = """
select count(*), coalesce(max(generic_plans), 0) from pg_prepared_statements
where strpos(statement, %s) > 0
"""


@pytest.fixture(params=["auto", "force_generic_plan"])
def planning(request: pytest.FixtureRequest, database: None) -> str:
    """How PostgreSQL chooses: by itself, and always the plan that knows no parameter."""
    with connection.cursor() as cursor:
        cursor.execute(f"set plan_cache_mode = {request.param}")
    return request.param


def kept(table: str) -> tuple[int, int]:
    """How many statements on this table are prepared, and how often a kept plan ran."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [f'FROM "{table}"'])
        statements, plans = cursor.fetchone()
    return statements, plans


def cases(acting: Acting) -> set[UUID]:
    with acting_as(acting):
        heads = set(Case.objects.filter(phase__gte=1).values_list("id", flat=True))
        rows = CaseContent.objects.filter(version__gte=1, case__phase__gte=1)
        assert set(rows.values_list("case_id", flat=True)) == heads
        return heads


@pytest.fixture
def threads(city: City) -> dict[str, Thread]:
    """A case with the police on it, and one with the housing corporation."""
    made = {"police": running(city), "housing": running(city)}
    made["police"].partner("politie", "police")
    made["housing"].partner("corporatie", "housing")
    return made


def test_a_kept_plan_gives_each_acting_its_own_cases(
    city: City, threads: dict[str, Thread], planning: str
) -> None:
    backend = connection.connection.info.backend_pid
    both = {thread.id for thread in threads.values()}
    for _time in range(TIMES):
        assert cases(city.acting("police")) == {threads["police"].id}
    statements, plans = kept("cases_case")
    assert statements
    assert plans >= TIMES - 4 or planning == "auto"
    for _time in range(TIMES):
        assert cases(city.acting("housing")) == {threads["housing"].id}
        assert cases(city.acting("process_manager")) == both
        assert cases(city.acting("police")) == {threads["police"].id}
        for who in ("care", "desk", "process_manager2", "administrator"):
            assert cases(city.acting(who)) == set()
        assert cases(PUBLIC) == set()
        assert not Case.objects.filter(phase__gte=1).exists()
    assert connection.connection.info.backend_pid == backend


def test_who_leaves_a_case_is_off_it_in_a_kept_plan(
    city: City, threads: dict[str, Thread], planning: str
) -> None:
    police = city.acting("police")
    for _time in range(TIMES):
        assert cases(police) == {threads["police"].id}
    mine = Membership.objects.using("keeper").filter(user_id=city.user("police"))
    mine.update(file_id=threads["housing"].id)
    assert cases(police) == {threads["housing"].id}
    mine.delete()
    assert cases(police) == set()


def reports(acting: Acting) -> set[UUID]:
    with acting_as(acting):
        return set(Report.objects.filter(version__gte=1).values_list("id", flat=True))


def test_a_kept_plan_gives_each_resident_and_desk_its_own_reports(
    city: City, planning: str
) -> None:
    here, there = tell(), tell(where=HOLY)
    mine, theirs = resident(follow_code(here)), resident(follow_code(there))
    for _time in range(TIMES):
        assert reports(mine) == {here.id}
    statements, plans = kept("reports_report")
    assert statements
    assert plans >= TIMES - 4 or planning == "auto"
    for _time in range(TIMES):
        assert reports(theirs) == {there.id}
        assert reports(city.acting("desk")) == {here.id, there.id}
        assert reports(city.acting("desk_west")) == {here.id}
        assert reports(mine) == {here.id}
        assert reports(city.acting("police")) == reports(PUBLIC) == set()
