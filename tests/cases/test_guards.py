"""Guards: a table of sentences, and random situations against the independent reference."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.cases import chart, machine
from baken.cases.ave import read
from baken.cases.codes import Lifecycle, SeatState
from baken.cases.guards import (
    Gap,
    Held,
    Situation,
    gaps_in_answers,
    gaps_to_close,
    gaps_to_decide,
    gaps_to_jump,
    gaps_to_move,
    gaps_to_ratify,
    gaps_to_reopen,
    gaps_to_request,
    gaps_to_take_on,
    one_steers_both,
)
from baken.cases.reference import FILE, FILES
from baken.core.errors import Conflict
from tests.cases.build import DOWN, UP
from tests.cases.reference_machine import Asked, Reference

MODEL = read(yaml.safe_load(FILE.read_text()))
OLD = read(yaml.safe_load(FILES[0].read_text()))
TODAY = date(2026, 11, 21)
P, C, L, M = (UUID(int=n) for n in range(1, 5))
ACCEPTED, ASKED, VACANT = SeatState.ACCEPTED, SeatState.ASKED, SeatState.VACANT
SEATS = {"casusregie": Held(ACCEPTED, C), "procesregie": Held(ACCEPTED, P),
         "operationeel": Held(ACCEPTED, L), "bestuurlijk": Held(ACCEPTED, M)}  # fmt: skip


def situation(**changes):
    base = {"lifecycle": "active", "phase": 2, "seats": dict(SEATS), "evaluated_on": TODAY}
    return Situation(**{**base, **changes})


def without(role, held=None):
    return {**{r: s for r, s in SEATS.items() if r != role}, **({role: held} if held else {})}


@pytest.mark.parametrize(
    ("target", "changes", "expected"),
    [
        (3, {}, []),
        (1, {}, []),
        (1, {"evaluated_on": None}, [Gap("no_evaluation")]),
        (3, {"facts": {"plan": 0}}, [Gap("no_plan")]),
        (3, {"facts": {"plan": 1}}, []),
        (1, {"facts": {"plan": 0}}, []),
        (1, {"phase": 4}, []),
        (3, {"phase": 4, "action_owners": (M, P)}, [Gap("actions_stay_behind", number=1)]),
        (3, {"phase": 4, "action_owners": (L, C)}, []),
        (2, {"phase": 3, "action_owners": (L, L)}, [Gap("actions_stay_behind", number=2)]),
        (3, {"persons": {C: P, P: P}}, [Gap("same_person", "casusregie")]),
        (2, {"phase": 1, "persons": {C: P, P: P}}, []),
        (3, {"lifecycle": "triage"}, [Gap("not_active")]),
        (3, {"lifecycle": "aftercare"}, []),
        (4, {}, [Gap("no_such_phase", number=4)]),
        (2, {}, [Gap("no_such_phase", number=2)]),
        (0, {"phase": 1}, [Gap("no_such_phase", number=0)]),
        (5, {"phase": 4}, [Gap("no_such_phase", number=5)]),
        (3, {"seats": without("operationeel")}, [Gap("vacant", "operationeel")]),
        (3, {"seats": without("operationeel", Held(ASKED, L))},
         [Gap("not_accepted", "operationeel")]),
        (3, {"seats": without("bestuurlijk")}, []),
        (4, {"phase": 3, "seats": without("bestuurlijk")}, [Gap("vacant", "bestuurlijk")]),
        (2, {"phase": 1, "seats": without("casusregie", Held(ACCEPTED, None, household=True))}, []),
        (3, {"seats": without("casusregie", Held(ACCEPTED, None, household=True))},
         [Gap("household_not_here", "casusregie")]),
        (3, {"seats": without("casusregie", Held(ACCEPTED, P))},
         [Gap("same_person", "casusregie")]),
        (2, {"phase": 1, "seats": without("casusregie", Held(ACCEPTED, P))}, []),
        (3, {"evaluated_on": None}, [Gap("no_evaluation")]),
        (3, {"evaluated_on": TODAY - timedelta(days=14)}, []),
        (3, {"evaluated_on": TODAY - timedelta(days=15)}, [Gap("old_evaluation", number=15)]),
        (2, {"phase": 3, "evaluated_on": None}, [Gap("no_evaluation")]),
        (2, {"phase": 3, "seats": {}}, []),
        (2, {"phase": 1, "evaluated_on": None}, []),
        (3, {"phase": 4, "action_owners": (UUID(int=9),)}, []),
    ],
)  # fmt: skip
def test_what_is_missing_for_a_step(target, changes, expected):
    assert gaps_to_move(situation(**changes), MODEL, target, TODAY) == expected


@pytest.mark.parametrize(
    ("changes", "who", "expected"),
    [
        ({}, C, []),
        ({"open_request": True}, C, [Gap("open_request")]),
        ({}, UUID(int=9), [Gap("not_seated")]),
        ({}, None, [Gap("not_seated")]),
        ({"seats": without("casusregie", Held(ASKED, C))}, C,
         [Gap("not_accepted", "casusregie"), Gap("not_seated")]),
    ],
)  # fmt: skip
def test_who_may_ask(changes, who, expected):
    assert gaps_to_request(situation(**changes), MODEL, 3, TODAY, who) == expected


@pytest.mark.parametrize(
    ("phase", "target", "requester", "decider", "expected"),
    [
        (2, 3, P, L, []),
        (2, 3, L, L, [Gap("own_request")]),
        (2, 3, P, C, [Gap("no_mandate", "operationeel")]),
        (2, 3, P, P, [Gap("own_request"), Gap("no_mandate", "operationeel")]),
        (2, 3, P, None, [Gap("own_request"), Gap("no_mandate", "operationeel")]),
        (3, 4, P, M, []),
        (4, 3, P, M, []),
        (4, 5, P, M, [Gap("no_such_phase", number=5)]),
        (4, 3, P, L, [Gap("no_mandate", "bestuurlijk")]),
        (2, 1, C, P, []),
        (4, 2, P, M, []),
        (4, 2, P, L, [Gap("no_mandate", "bestuurlijk")]),
        (3, 1, C, L, [Gap("no_mandate", "bestuurlijk")]),
    ],
)
def test_who_may_decide(phase, target, requester, decider, expected):
    gaps = gaps_to_decide(
        situation(phase=phase), MODEL, target, TODAY, requester=requester, decider=decider
    )
    assert gaps == expected


@pytest.mark.parametrize(
    ("changes", "who", "expected"),
    [
        ({}, P, []),
        ({"lifecycle": "triage", "evaluated_on": None}, P, []),
        ({"lifecycle": "aftercare"}, P, []),
        ({"evaluated_on": None}, P, [Gap("no_evaluation")]),
        ({"evaluated_on": TODAY - timedelta(days=15)}, P, [Gap("old_evaluation", number=15)]),
        ({"phase": 2}, P, [Gap("scale_down_first", number=2)]),
        ({"phase": 2, "lifecycle": "aftercare"}, P, []),
        ({"unratified": True}, P, [Gap("unratified")]),
        ({"facts": {"duty_undone": 2, "meetings_open": 0}}, P, [Gap("duty_undone", number=2)]),
        (
            {"facts": {"requests_open": 1, "clocks_open": 3, "agreements_unowned": 1}},
            P,
            [
                Gap("agreements_unowned", number=1),
                Gap("clocks_open", number=3),
                Gap("requests_open", number=1),
            ],
        ),
        ({"facts": {"triage_undone": 2}}, P, []),
        ({"lifecycle": "signal"}, P, [Gap("not_taken_on")]),
        ({"lifecycle": "closed"}, P, [Gap("not_taken_on")]),
        ({"lifecycle": "rejected"}, P, [Gap("not_taken_on")]),
        ({"open_actions": 2}, P, [Gap("open_actions", number=2)]),
        ({"open_request": True}, P, [Gap("open_request")]),
        ({}, C, [Gap("not_process_manager", "procesregie")]),
    ],
)
def test_what_is_missing_to_close(changes, who, expected):
    found = situation(**{"phase": 1, **changes})
    assert gaps_to_close(found, MODEL, who, TODAY) == expected


@pytest.mark.parametrize("life", Lifecycle.values)
@pytest.mark.parametrize("source", [1, 2, 3, 4])
@pytest.mark.parametrize("target", [0, 1, 2, 3, 4, 5])
def test_a_case_goes_up_one_phase_at_a_time_and_only_while_it_runs(life, source, target):
    step = target == source + 1 or target < source
    legal = life in ("active", "aftercare") and step and 1 <= target <= 4
    if not legal:
        with pytest.raises(Conflict):
            machine.after_move(life, source, target)
    else:
        expected = "aftercare" if target == 1 else "active"
        assert machine.after_move(life, source, target) == expected


HELD = st.one_of(
    st.just(Held(VACANT)),
    st.builds(Held, st.sampled_from([ASKED, ACCEPTED]), st.sampled_from([P, C, L, M])),
    st.builds(lambda state: Held(state, None, household=True), st.sampled_from([ASKED, ACCEPTED])),
)
SITUATIONS = st.builds(
    Situation,
    lifecycle=st.sampled_from(Lifecycle.values),
    phase=st.integers(1, 4),
    seats=st.dictionaries(st.sampled_from(list(SEATS)), HELD),
    evaluated_on=st.none() | st.integers(0, 40).map(lambda age: TODAY - timedelta(days=age)),
    open_request=st.booleans(),
    handed_over=st.booleans(),
    unratified=st.booleans(),
    action_owners=st.lists(st.sampled_from([P, C, L, M]), max_size=2).map(tuple),
    persons=st.just({P: P, C: P}),
    facts=st.fixed_dictionaries({"plan": st.integers(0, 2), "duty_undone": st.integers(0, 1)}),
)
NAMES = {P: "pm", C: "twin", L: "lead", M: "mayor", None: "household"}
TWINS = {P: P, C: P}


def as_reference(found: Situation) -> Reference:
    """The same situation in the reference's own terms."""
    seats = {role[0]: (NAMES[held.holder], held.state == ACCEPTED)
             for role, held in found.seats.items() if held.state != VACANT}  # fmt: skip
    return Reference(
        life=found.lifecycle, phase=found.phase, seats=seats,
        evaluated=(TODAY - found.evaluated_on).days if found.evaluated_on else None,
        asked=Asked("someone", 0) if found.open_request else None,
        actions=[NAMES[owner] for owner in found.action_owners],
        jumps=["someone"] if found.unratified else [],
        plan=found.facts["plan"] > 0,
        people=[False] * found.facts["duty_undone"],
    )  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(SITUATIONS, st.integers(-1, 6), st.sampled_from([P, C, L, M]), st.sampled_from([P, C, L, M]))
def test_guards_and_the_reference_never_differ(found, target, asker, decider):
    reference = as_reference(found)
    assert (not gaps_to_move(found, MODEL, target, TODAY)) == reference.free(target)
    if asker != M:
        may_ask = not gaps_to_request(found, MODEL, target, TODAY, asker)
        assert may_ask == as_reference(found).request(NAMES[asker], target)
    if found.lifecycle not in ("closed", "rejected"):
        up = target > found.phase
        reference.asked = Asked(NAMES[asker], target, up or found.handed_over)
        gaps = gaps_to_decide(
            found, MODEL, target, TODAY, requester=asker, decider=decider, reason="Omdat"
        )
        assert (not gaps) == (1 <= target <= 4 and reference.decide(NAMES[decider], yes=True))
        found = replace(found, open_actions=len(found.action_owners))
        may_close = not gaps_to_close(found, MODEL, asker, TODAY)
        assert may_close == as_reference(found).close(NAMES[asker])


def test_a_leap_down_needs_words_and_a_mandate_that_the_model_names():
    found, ask = situation(phase=4), {"requester": P, "decider": M}
    assert gaps_to_decide(found, MODEL, 2, TODAY, reason=" ", **ask) == [Gap("no_motivation")]
    assert gaps_to_decide(found, MODEL, 3, TODAY, reason="", **ask) == []
    assert gaps_to_decide(found, MODEL, 2, TODAY, **ask) == []
    nobody = replace(MODEL, leap="")
    assert Gap("no_such_phase", number=2) in gaps_to_decide(found, nobody, 2, TODAY, **ask)


def test_a_leap_down_with_words_is_granted():
    found, ask = situation(phase=4), {"requester": P, "decider": M}
    assert gaps_to_decide(found, MODEL, 2, TODAY, reason="Het gaat goed.", **ask) == []


def test_nobody_is_nobody_else_and_nobody_holds_nothing():
    found = situation(persons=TWINS)
    assert found.same(P, C)
    assert found.same(UUID(int=9), UUID(int=9))
    assert not any(found.same(*pair) for pair in [(None, None), (P, None), (None, P), (P, L)])
    assert found.roles_of(None) == set()
    assert situation(seats={"procesregie": Held(ACCEPTED)}).roles_of(None) == set()


@pytest.mark.parametrize(
    ("pair", "one"),
    [
        ([], False),
        ([Held(ACCEPTED, P)], False),
        ([Held(VACANT), Held(ACCEPTED, P)], False),
        ([Held(ACCEPTED, C), Held(ACCEPTED, P)], True),
        ([Held(ASKED, L), Held(ACCEPTED, P)], False),
        ([Held(ACCEPTED, None, household=True), Held(ACCEPTED, P)], False),
    ],
)
def test_when_one_person_steers_both(pair, one):
    seats = dict(zip(["casusregie", "procesregie"], pair, strict=False))
    assert one_steers_both(situation(seats=seats, persons=TWINS)) is one


def test_a_plan_is_asked_from_the_phase_that_the_model_names():
    found = situation(phase=1, facts={"plan": 0})
    assert gaps_to_move(found, replace(MODEL, plan_from=1), 2, TODAY) == [Gap("no_plan")]
    assert gaps_to_move(found, replace(MODEL, plan_from=0), 2, TODAY) == []


def test_a_model_that_does_not_ask_for_triggers_takes_any():
    quiet = replace(MODEL, up=())
    assert gaps_in_answers(quiet, 2, 3, {"triggers": {"maan": "vol"}}) == []


def test_an_emergency_and_an_end_only_where_the_table_has_them():
    assert machine.after_jump("active") == machine.after_jump("aftercare") == "active"
    for life in ("signal", "triage", "closed", "rejected"):
        with pytest.raises(Conflict):
            machine.after_jump(life)
    ends = {"triage": "rejected", "active": "closed", "aftercare": "closed"}
    assert {life: machine.end_of(life) for life in ends} == ends
    for life in ("signal", "closed", "rejected"):
        with pytest.raises(Conflict):
            machine.end_of(life)


def test_the_table_of_life_is_the_one_of_the_model():
    known = {(t.source.value, t.target.value, t.action) for t in machine.LIFE}
    assert known == {
        ("signal", "triage", "accept_seat"), ("triage", "active", "take_on"),
        ("triage", "rejected", "close"), ("active", "aftercare", "decide_phase"),
        ("aftercare", "active", "decide_phase"), ("aftercare", "active", "jump"),
        ("active", "closed", "close"), ("aftercare", "closed", "close"),
        ("closed", "active", "reopen"),
    }  # fmt: skip
    assert all(machine.may_go(*step) for step in known)
    assert not machine.may_go("triage", "active", "close")
    assert not machine.may_go("signal", "active", "take_on")


def test_a_step_down_waits_for_who_takes_over():
    found = situation(phase=3, handed_over=False)
    ask = {"requester": P, "decider": L}
    assert gaps_to_decide(found, MODEL, 2, TODAY, **ask) == [Gap("handover_waits")]
    assert gaps_to_decide(replace(found, phase=2), MODEL, 3, TODAY, **ask) == []
    assert Gap("handover_waits") not in gaps_to_decide(found, MODEL, 3, TODAY, **ask)


@pytest.mark.parametrize(
    ("phase", "target", "changes", "expected"),
    [
        (2, 3, {}, []),
        (2, 3, {"risk_whom": ""}, [Gap("unanswered", name="risk_whom")]),
        (2, 3, {"triggers": {}}, [Gap("unanswered", name="triggers")]),
        (2, 3, {"triggers": {"maan": "vol"}}, [Gap("unanswered", name="triggers")]),
        (2, 3, {"triggers": {"veiligheid": ""}}, [Gap("no_evidence", name="veiligheid")]),
        (3, 2, {}, []),
        (3, 3, {"receiver": ""}, []),
        (3, 2, {"receiver": ""}, [Gap("unanswered", name="receiver")]),
        (3, 2, {"still": ["veiligheid"]}, [Gap("still_on")]),
        (3, 2, {"still": ["veiligheid"], "motivated": "Er is toezicht."}, []),
    ],
)
def test_what_a_request_must_tell(phase, target, changes, expected):
    told = {**UP, **DOWN, "receiver": "household", "aftercare": "2027-01-01", **changes}
    assert gaps_in_answers(MODEL, phase, target, told) == expected


@pytest.mark.parametrize(
    ("changes", "capacity", "expected"),
    [
        ({}, "process_manager", []),
        ({"phase": 1, "lifecycle": "aftercare"}, "process_manager", []),
        ({"phase": 3}, "process_manager", [Gap("not_acute")]),
        ({"phase": 4}, "process_manager", [Gap("not_acute")]),
        ({}, "case_manager", [Gap("not_on_call")]),
        ({"lifecycle": "triage"}, "process_manager", [Gap("not_active")]),
    ],
)
def test_who_may_jump(changes, capacity, expected):
    assert gaps_to_jump(situation(**changes), MODEL, capacity) == expected
    assert gaps_to_jump(situation(**changes), OLD, capacity) != []


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        (M, []),
        (L, [Gap("no_mandate", "bestuurlijk")]),
        (P, [Gap("own_request"), Gap("no_mandate", "bestuurlijk")]),
        (C, [Gap("own_request"), Gap("no_mandate", "bestuurlijk")]),
        (None, [Gap("own_request"), Gap("no_mandate", "bestuurlijk")]),
    ],
)
def test_who_ratifies(holder, expected):
    found = situation(phase=4, persons=TWINS)
    assert gaps_to_ratify(found, MODEL, 4, jumper=P, holder=holder) == expected


def test_taking_on_waits_for_triage_and_the_duty_to_inform():
    assert gaps_to_take_on(situation()) == []
    known = {"triage_undone": 2, "duty_undone": 1, "plan": 0}
    assert gaps_to_take_on(situation(facts=known)) == [
        Gap("triage_undone", number=2), Gap("duty_undone", number=1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("life", "capacity", "last", "expected"),
    [
        ("closed", "process_manager", 0, []),
        ("closed", "process_manager", -1, [Gap("term_is_over")]),
        ("closed", "case_manager", 0, [Gap("not_process_manager", "procesregie")]),
        ("rejected", "process_manager", 0, [Gap("not_closed")]),
        ("active", "process_manager", 0, [Gap("not_closed")]),
    ],
)
def test_who_reopens(life, capacity, last, expected):
    day = TODAY + timedelta(days=last)
    assert gaps_to_reopen(situation(lifecycle=life), capacity, TODAY, day) == expected


def test_an_older_version_asks_what_it_asked():
    assert gaps_in_answers(OLD, 2, 3, {}) == []
    assert gaps_to_move(situation(evaluated_on=None), OLD, 1, TODAY) == []
    assert gaps_to_move(situation(phase=4), OLD, 2, TODAY) == [Gap("no_such_phase", number=2)]
    assert gaps_to_move(situation(facts={"plan": 0}), OLD, 3, TODAY) == []
    assert gaps_to_close(situation(phase=1, evaluated_on=None), OLD, P, TODAY) == []


def test_the_state_chart_in_the_docs_is_current():
    page = Path(__file__).parents[2] / "docs" / "state-charts.md"
    assert page.read_text() == chart.draw(), "run: python -m baken.cases.chart"


def test_every_transition_names_a_real_action():
    from baken.cases import actions

    assert {t.action for t in machine.LIFE} <= set(actions.__all__)


@pytest.mark.parametrize(
    "change",
    [
        {"seats": {}},
        {"phases": []},
        {"clocks": {"seat": "soon"}},
        {"phases": [{"number": 1, "name": "a", "colour": "b", "start": "c", "seats": ["baas"],
                     "household": [], "decides": "procesregie", "evaluation": False,
                     "review": "1 w"}]},
    ],
)  # fmt: skip
def test_a_model_that_is_none_is_refused(change):
    from django.core.exceptions import ValidationError

    body = {**yaml.safe_load(FILE.read_text()), **change}
    with pytest.raises((KeyError, ValueError, ValidationError)):
        read(body)
