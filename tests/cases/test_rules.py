"""Who may do what on a case, without a database: every capacity and purpose, against a table."""

from itertools import product
from types import SimpleNamespace
from uuid import UUID

import pytest

from baken.cases import rules
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied

KEY = UUID(int=1)
CAPACITIES = ("desk", "lead", "process_manager", "case_manager", "partner", "mayor", "adviser")
PURPOSES = ("reports", "cases", "briefing", "programme")
# For which capacities and which purpose each rule says yes.
MAY = {
    rules.works_on_cases: (CAPACITIES, "cases"),
    rules.manages: (("process_manager", "case_manager"), "cases"),
    rules.opens: (("process_manager",), "cases"),
    rules.leads: (("lead",), "cases"),
    rules.hands_over: (("desk",), "reports"),
}


def acting(capacity, purpose):
    return Acting("assignment", KEY, KEY, KEY, capacity, purpose, name="Bo Voorbeeld")


@pytest.mark.parametrize("rule", list(MAY))
def test_each_rule_says_yes_to_its_own_and_no_to_all_others(rule):
    for capacity, purpose in product(CAPACITIES, PURPOSES):
        capacities, only = MAY[rule]
        assert rule(acting(capacity, purpose)) == (capacity in capacities and purpose == only)


def test_the_mayor_sits_to_govern_and_everyone_else_to_work():
    assert rules.seat_purpose("mayor") == "briefing"
    assert rules.seat_purpose("lead") == rules.seat_purpose("process_manager") == "cases"


def test_what_is_not_allowed_is_denied_as_something_that_one_may_know_of():
    rules.require(allowed=True)
    with pytest.raises(Denied) as caught:
        rules.require(allowed=False)
    assert caught.value.known


def test_a_closed_case_is_only_read():
    rules.require_open(SimpleNamespace(open=True))
    with pytest.raises(Conflict):
        rules.require_open(SimpleNamespace(open=False))


def test_who_is_nobody_has_no_user_and_no_organisation():
    me, nobody = acting("lead", "cases"), Acting("public")
    assert (rules.user_of(me), rules.organisation_of(me)) == (KEY, KEY)
    for asked in (rules.user_of, rules.organisation_of):
        with pytest.raises(Denied) as caught:
            asked(nobody)
        assert not caught.value.known


def test_in_a_real_case_and_for_who_plays_a_part_nobody_else_is_asked():
    real, played = SimpleNamespace(practice=False), SimpleNamespace(practice=True)
    actor, colleague = SimpleNamespace(practice=True), SimpleNamespace(practice=False)
    assert rules.plays_along(None, real, colleague)
    assert rules.plays_along(None, real, actor)
    assert rules.plays_along(None, played, actor)
