"""Guards: a table of sentences, and random situations against the independent reference."""

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
    gaps_to_close,
    gaps_to_decide,
    gaps_to_move,
    gaps_to_request,
)
from baken.cases.reference import FILE
from baken.core.errors import Conflict
from tests.cases.oracle import Reference

MODEL = read(yaml.safe_load(FILE.read_text()))
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
        (1, {"evaluated_on": None}, []),
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
        ({"lifecycle": "triage"}, P, []),
        ({"lifecycle": "signal"}, P, [Gap("not_taken_on")]),
        ({"lifecycle": "closed"}, P, [Gap("not_taken_on")]),
        ({"open_actions": 2}, P, [Gap("open_actions", number=2)]),
        ({"open_request": True}, P, [Gap("open_request")]),
        ({}, C, [Gap("not_process_manager", "procesregie")]),
    ],
)
def test_what_is_missing_to_close(changes, who, expected):
    assert gaps_to_close(situation(**changes), who) == expected


@pytest.mark.parametrize("life", Lifecycle.values)
@pytest.mark.parametrize("source", [1, 2, 3, 4])
@pytest.mark.parametrize("target", [0, 1, 2, 3, 4, 5])
def test_a_case_moves_one_phase_at_a_time_and_only_while_it_runs(life, source, target):
    legal = life in ("active", "aftercare") and abs(source - target) == 1 and 1 <= target <= 4
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
    open_actions=st.integers(0, 2),
    evaluated_on=st.none() | st.integers(0, 40).map(lambda age: TODAY - timedelta(days=age)),
    open_request=st.booleans(),
)
NAMES = {P: "pm", C: "cm", L: "lead", M: "mayor", None: "household"}


def as_reference(found: Situation) -> Reference:
    """The same situation in the reference's own terms."""
    seats = {role[0]: (NAMES[held.holder], held.state == ACCEPTED)
             for role, held in found.seats.items() if held.state != VACANT}  # fmt: skip
    return Reference(
        life=found.lifecycle, phase=found.phase, seats=seats,
        evaluated=(TODAY - found.evaluated_on).days if found.evaluated_on else None,
        asked=("someone", 0) if found.open_request else None, actions=found.open_actions,
    )  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(SITUATIONS, st.integers(-1, 6), st.sampled_from([P, C, L, M]), st.sampled_from([P, C, L, M]))
def test_guards_and_the_reference_never_differ(found, target, asker, decider):
    reference = as_reference(found)
    assert (not gaps_to_move(found, MODEL, target, TODAY)) == reference.free(target)
    may_ask = not gaps_to_request(found, MODEL, target, TODAY, asker)
    assert may_ask == as_reference(found).request(NAMES[asker], target)
    if abs(target - found.phase) == 1 and 1 <= target <= 4:
        reference.asked = (NAMES[asker], target)
        gaps = gaps_to_decide(found, MODEL, target, TODAY, requester=asker, decider=decider)
        if found.lifecycle != "closed":
            assert (not gaps) == reference.decide(NAMES[decider], yes=True)
    if found.lifecycle != "signal":
        may_close = not gaps_to_close(found, asker)
        assert may_close == as_reference(found).close(NAMES[asker])


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
