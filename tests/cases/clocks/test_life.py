"""What docs/state-charts.md says of T1 to T11 is so: who may stop a clock, and what tells of it."""

import pytest

from baken.cases.chart import CLOCK_LIFE
from baken.cases.clocks.catalog import catalog
from baken.cases.clocks.watch import NORMS
from baken.cases.codes import ClockKind
from baken.cases.models import Action, Clock
from baken.core.calendar import RuleSet

# Where the moment of a clock is kept that is no row of `cases_clock`.
ELSEWHERE = {
    "action": "cases_action", "inform": "cases_duty", "request": "cases_datarequest",
    "breach": "cases_breach", "retention": "retention_item",
}  # fmt: skip


def test_every_clock_of_the_table_has_a_beginning_an_end_and_a_calendar():
    kinds = [norm.kind for norm in catalog().norms]
    assert kinds == list(CLOCK_LIFE) == list(dict.fromkeys(kinds))
    rules = {norm.kind: norm.rules for norm in catalog().norms}
    law = {"inform", "request", "breach"}
    assert {kind for kind in kinds if rules[kind] == RuleSet.EU1182} == law
    assert rules["retention"] == RuleSet.ATW


@pytest.mark.parametrize("kind", list(CLOCK_LIFE))
def test_only_clocks_that_no_law_sets_stand_still(kind):
    """A pause is of a clock or an action: what the law sets is kept in neither."""
    stoppable = CLOCK_LIFE[kind][2] == "managers"
    kept = ELSEWHERE.get(kind, Clock._meta.db_table)
    assert stoppable == (kept in (Clock._meta.db_table, Action._meta.db_table))
    assert kind in ELSEWHERE or kind in ClockKind.values


def test_each_is_told_of_by_a_function_of_the_job(database, superuser):
    """The two functions that the job reads name every table in which a moment is kept."""
    found = superuser.execute(
        "select string_agg(pg_get_functiondef(oid), ' ') from pg_proc"
        " where proname in ('cases_due_before', 'cases_due_privacy')"
    )
    (text,) = found.fetchone()
    tables = {Clock._meta.db_table, *ELSEWHERE.values()} - {"retention_item"}
    assert all(table in text for table in tables)
    assert sorted(NORMS) == ["clock", "duty"]
