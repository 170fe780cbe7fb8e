"""The demo: what stands beside the cases of every day.

A draft of the AVE model with a dry run, cases under another regime that one asked for and another
decided on, breaches, and a closed case that somebody wants to keep longer. Visibly invented.
"""

from datetime import timedelta
from typing import Any

from baken.cases.ave import Model, read
from baken.cases.breaches.models import Breach
from baken.cases.clocks.catalog import catalog
from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.disclosures.models import RegimeChange, RegimeRequest
from baken.cases.guards import Held
from baken.cases.keeping.models import Extension
from baken.cases.keeping.rules import longest
from baken.cases.models import Case, Clock, Seat
from baken.cases.regimes import regime_rows
from baken.cases.versions.models import ModelDraft, ModelFinding, ModelTrial
from baken.cases.versions.plan import Running, Snapshot, clocks_of, gaps_of
from baken.cases.versions.shape import canonical
from baken.core import numbers
from baken.core.terms import due

ROWS = (RegimeRequest, RegimeChange, Breach, Extension, ModelDraft, ModelTrial, ModelFinding)
BESIDE: dict[str, Any] = TEXTS["beside"]
KEPT = 104


def regime_of(index: int) -> str:
    """The regime of the case in this place; the local one for most."""
    found: str = BESIDE["regimes"].get(index, ["lokaal_avg"])[0]
    return found


def admitted(index: int) -> frozenset[str]:
    """The kinds of organisations that may take part in it."""
    rows = [row for row in regime_rows() if row["code"] == regime_of(index)]
    return frozenset(max(rows, key=lambda row: row["version"])["kinds"])


def beside(city: City, case: Case, crew: Crew, index: int, age: float) -> None:
    """What this case shows; most show nothing."""
    if index in BESIDE["regimes"]:
        _regime(city, case, crew, BESIDE["regimes"][index], age)
    for told in BESIDE["breaches"]:
        if told["case"] == index:
            _breach(city, case, crew, told)
    if index == KEPT:
        _keep(city, case, crew)


def _regime(city: City, case: Case, crew: Crew, told: list[str], age: float) -> None:
    """Asked for by who holds casusregie, and decided before anything was brought in."""
    to, grounds, reason = told
    decided = city.ago(age * 0.9 - 1)
    asked = RegimeRequest(
        case=case, from_regime="lokaal_avg", to_regime=to, grounds=grounds,
        requested_by_id=crew.manager.user_id, requested_at=city.ago(age * 0.9),
        due_at=city.ago(age * 0.9 - 2), decided_by_id=crew.lead.user_id,
        decided_at=decided, granted=True, reason=reason,
    )  # fmt: skip
    city.add(asked)
    city.add(RegimeChange(
        case=case, request=asked, from_regime="lokaal_avg", to_regime=to, reason=grounds,
        decided_by_id=crew.lead.user_id, decided_at=decided,
    ))  # fmt: skip


def _breach(city: City, case: Case, crew: Crew, told: dict[str, Any]) -> None:
    """One that waits for the officer, and one that is closed with its record."""
    known, norm = city.ago(told["days"], 9), catalog().norm("breach")
    officer = city.workers["privacy_officer"][0].user_id
    made = Breach(
        number=numbers.dress("D", f"{city.dice.randrange(10_000_000):07d}"), file_id=case.pk,
        case_number=case.number, what=told["what"], categories=told["categories"],
        people=told["people"], known_at=known, due_at=due(known, norm.spans[1], norm.rules),
        recorded_by_id=crew.process.user_id, recorded_at=min(known + timedelta(hours=1), city.now),
    )  # fmt: skip
    if "effects" in told:
        made.told_authority, made.authority_at = True, known + timedelta(hours=20)
        made.authority_by_id, made.authority_number = officer, told["number"]
        made.told_people, made.people_at = True, known + timedelta(days=2)
        made.people_by_id, made.people_reason = officer, told["told"]
        made.effects, made.measures = told["effects"], told["measures"]
        made.closed_at, made.closed_by_id = known + timedelta(days=9), officer
    city.add(made)


def _keep(city: City, case: Case, crew: Crew) -> None:
    most = longest(case)
    city.add(Extension(
        case=case, case_number=case.number, until=most, longest=most, turn=1,
        reason=BESIDE["keep"], asked_by_id=crew.process.user_id, asked_at=city.ago(1),
    ))  # fmt: skip


def draft(city: City) -> None:
    """A draft that the administrator wrote, for the lead to adopt, with a dry run over all that
    runs."""
    writer = city.workers["administrator"][0].user_id
    body = canonical(city.model.body)
    body["clocks"]["decision"] = "1 wd"
    body["phases"][2]["review"] = "4 w"
    made = ModelDraft(
        base=city.model, title=BESIDE["draft"]["title"], source=BESIDE["draft"]["source"],
        body=body, begun_by_id=writer, begun_at=city.ago(6), edited_by_id=writer,
        edited_at=city.ago(2), version=3,
    )  # fmt: skip
    city.add(made)
    trial = ModelTrial(draft=made, body=body, asked_by_id=writer, asked_at=city.ago(1),
                       done_at=city.ago(1, 11))  # fmt: skip
    city.add(trial)
    for case in city.rows[Case]:
        assert isinstance(case, Case)
        if case.closed_at is None:
            _found(city, trial, case, read(body))


def _found(city: City, trial: ModelTrial, case: Case, new: Model) -> None:
    now = _snapshot(city, case)
    city.add(ModelFinding(trial=trial, case=case, kind="case"))
    for gap in gaps_of(now, city.rules, new):
        city.add(ModelFinding(trial=trial, case=case, kind=gap.code, name=gap.role or gap.name,
                              number=gap.number))  # fmt: skip
    for turned in clocks_of(now, city.rules, new):
        city.add(ModelFinding(trial=trial, case=case, kind="clock", name=turned.kind,
                              before=turned.before, after=turned.after))  # fmt: skip


def _snapshot(city: City, case: Case) -> Snapshot:
    seats = [s for s in city.rows[Seat] if isinstance(s, Seat) and s.case is case]
    clocks = [c for c in city.rows.get(Clock, []) if isinstance(c, Clock) and c.case is case]
    return Snapshot(
        case.pk, city.model.pk, case.lifecycle, case.phase,
        {s.role: Held(s.state, s.holder_id, s.household) for s in seats if s.ended_at is None},
        clocks=tuple(
            Running(c.pk, c.kind, c.started_at, c.due_at, c.span, c.rules)
            for c in clocks if c.met_at is None
        ),
    )  # fmt: skip
