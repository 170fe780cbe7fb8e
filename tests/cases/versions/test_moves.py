"""The dry run tells what a version would mean; a move does it, per case, and can be undone."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.dossier.rows import rows_of
from baken.cases.dossier.timeline import timeline
from baken.cases.models import (
    AveModel,
    Case,
    CaseContent,
    Clock,
    ModelFinding,
    ModelMove,
    ModelMoveItem,
    ModelTrial,
    Pause,
    Seat,
)  # fmt: skip
from baken.cases.versions import drafts, moving, trial
from baken.cases.versions.retention import forget_trials
from baken.core.acting import acting_as, job
from baken.core.calendar import RuleSet
from baken.core.errors import Conflict, Denied
from baken.core.terms import Span, due
from tests.cases.build import Thread, opened, running
from tests.cases.versions.town import a_draft, adopted, changed, do, example, row_of, work, write
from tests.city import City
from tests.conftest import CLUSTER


def faster(city: City) -> AveModel:
    """A version in which phase 2 is looked at again after a month."""
    key = a_draft(city)
    body = changed(key)
    body["phases"][1]["review"] = "1 m"
    write(city, key, "fase-2", body)
    return adopted(city, key)


def shorter(city: City) -> AveModel:
    """A version with two phases, in which nobody decides on more than one step down."""
    key = a_draft(city)
    body = changed(key)
    body |= {"phases": body["phases"][:2], "apart_from": 2, "plan_from": 2, "acute": None}
    body["down"] = {**body["down"], "leap": ""}
    body["silence"] = [{**rung, "phases": [1, 2]} for rung in body["silence"][:2]]
    do(city, "administrator", drafts.edit, key, section="algemeen", body=body, version=1)
    return adopted(city, key)


def clock(thread: Thread, kind: str = "review") -> Clock:
    return Clock.objects.using("keeper").get(case_id=thread.id, kind=kind, met_at=None)


def move(city: City, target: AveModel, *threads: Thread, decider: str = "lead") -> UUID:
    cases = [thread.id for thread in threads]
    key = do(city, "process_manager", moving.ask, target.id, reason="Nieuw model", cases=cases)
    do(city, decider, moving.decide, key, granted=True, grounds="Besloten in de stuurgroep")
    work(key)
    return key


def items(key: UUID) -> dict[UUID, ModelMoveItem]:
    return {row.case_id: row for row in ModelMoveItem.objects.using("keeper").filter(move_id=key)}


def test_a_move_takes_version_and_clocks_and_back_again(city: City) -> None:
    thread, target = running(city, 2), faster(city)
    before = clock(thread)
    assert (before.span, thread.row.model_id) == ("6 m", example().id)
    key = move(city, target, thread)
    assert thread.row.model_id == target.id
    after = clock(thread)
    assert (after.span, after.id) == ("1 m", before.id)
    assert after.due_at < before.due_at
    assert CaseContent.objects.using("keeper").get(case_id=thread.id).next_due <= after.due_at
    row = ModelMove.objects.using("keeper").get(pk=key)
    assert (row.total, row.done, row.kept, row.finished_at is not None) == (1, 1, 0, True)
    back = do(city, "process_manager", moving.undo, key, reason="Toch niet")
    do(city, "mayor", moving.decide, back, granted=True, grounds="Eens")
    work(back)
    restored = clock(thread)
    assert (restored.due_at, restored.span) == (before.due_at, before.span)
    assert thread.row.model_id == example().id
    told = Entry.objects.using("keeper").filter(verb="case.move_model").order_by("at")
    assert [(entry.object_id, entry.ground) for entry in told] == [(thread.id, "moved")] * 2


def test_every_member_reads_that_it_moved_and_the_municipality_why(city: City) -> None:
    thread, target = running(city, 2), faster(city)
    thread.partner("politie", "police")
    move(city, target, thread)
    found = {}
    for who in ("case_manager", "police"):
        with acting_as(city.acting(who)) as acting:
            entries = timeline(rows_of(acting, thread.id), acting)
        found[who] = [e for e in entries if e.title == "Verder op Versie 1 van het AVE-model"]
    (ours,), (theirs,) = found["case_manager"], found["police"]
    assert (ours.by, ours.text) == ("Lead Voorbeeld", "Nieuw model")
    assert (theirs.by, theirs.text) == ("", "")


def test_a_date_that_people_agreed_on_stays_and_a_pause_counts(city: City) -> None:
    agreed, paused = running(city, 2), running(city, 2)
    target = faster(city)
    day = timezone.now() + timedelta(days=9)
    Clock.objects.using("keeper").filter(pk=clock(agreed).id).update(due_at=day)
    began, stopped = (timezone.now() - timedelta(days=days) for days in (30, 20))
    pause = (stopped, stopped + timedelta(days=12))
    one = clock(paused)
    Pause.objects.using("keeper").create(
        case_id=paused.id, clock_id=one.id, began_at=pause[0], ended_at=pause[1], reason="Ziek",
        by_id=city.user("process_manager"),
    )  # fmt: skip
    rules = RuleSet(one.rules)
    Clock.objects.using("keeper").filter(pk=one.id).update(
        started_at=began, due_at=due(began, Span.parse("6 m"), rules, pauses=[pause])
    )
    move(city, target, agreed, paused)
    assert (clock(agreed).due_at, clock(agreed).span) == (day, "6 m")
    assert clock(paused).due_at == due(began, Span.parse("1 m"), rules, pauses=[pause])
    assert clock(paused).due_at > due(began, Span.parse("1 m"), rules)
    assert {agreed.row.model_id, paused.row.model_id} == {target.id}


def test_a_case_in_a_phase_that_is_gone_stays_and_says_why(city: City) -> None:
    high, low, target = running(city, 3), running(city, 2), shorter(city)
    key = move(city, target, high, low)
    found = items(key)
    assert (found[high.id].outcome, found[low.id].outcome) == ("kept", "moved")
    assert found[high.id].gaps == [{"code": "no_such_phase", "name": "", "number": 3}]
    assert (high.row.model_id, low.row.model_id) == (example().id, target.id)
    row = ModelMove.objects.using("keeper").get(pk=key)
    assert (row.done, row.kept) == (1, 1)
    # On its short ladder the top is the top: up is no step, and the page says nothing of it.
    with pytest.raises(Conflict, match="fase 3"):
        low.do("case_manager", actions.request_phase, low.id, 3, grounds="Het stokt.")


def test_a_seat_that_the_version_needs_holds_a_case_where_it_is(city: City) -> None:
    thread, key = running(city, 2), a_draft(city)
    body = changed(key)
    body["phases"][1]["seats"] = ["casusregie", "procesregie", "operationeel"]
    write(city, key, "fase-2", body)
    moved = move(city, adopted(city, key), thread)
    assert items(moved)[thread.id].gaps == [{"code": "vacant", "name": "operationeel", "number": 0}]
    assert thread.row.model_id == example().id


def test_what_was_amiss_already_holds_nobody(city: City) -> None:
    thread, target = running(city, 2), faster(city)
    seat = thread.seat("casusregie")
    Seat.objects.using("keeper").filter(pk=seat.id).update(
        holder=None, organisation=None, accepted_at=None
    )
    move(city, target, thread)
    assert thread.row.model_id == target.id


def test_a_request_that_does_not_answer_the_new_question_holds_the_case(city: City) -> None:
    key = a_draft(city)
    body = changed(key)
    body["up"]["fields"] = ["triggers", "duty"]
    write(city, key, "vragen", {**body, "plan_from": 0})
    few = adopted(city, key)
    thread = running(city, 2)
    assert thread.row.model_id == few.id
    told = {"triggers": {"stagnatie": "Twee keer."}, "duty": "done"}
    thread.fill("operationeel", "lead")
    thread.evaluate()
    thread.do("process_manager", actions.request_phase, thread.id, 3, grounds="Het stokt.",
              details=told)  # fmt: skip
    moved = move(city, example(), thread, decider="mayor")
    gaps = items(moved)[thread.id].gaps
    assert {gap["code"] for gap in gaps} == {"unanswered"}
    assert "risk_whom" in {gap["name"] for gap in gaps}
    assert thread.row.model_id == few.id


def test_all_cases_resume_after_a_stop(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    threads, target = [opened(city) for _ in range(5)], faster(city)
    key = do(city, "lead", moving.ask, target.id, reason="Alles mee")
    do(city, "mayor", moving.decide, key, granted=True, grounds="Eens")
    monkeypatch.setattr(moving, "BATCH", 2)
    acting = job("cases.model", "cases")
    assert moving._batch(acting, key) == 2
    half = ModelMove.objects.using("keeper").get(pk=key)
    assert (half.total, half.done, half.finished_at) == (5, 2, None)
    work()
    whole = ModelMove.objects.using("keeper").get(pk=key)
    assert (whole.done, whole.kept, whole.finished_at is not None) == (5, 0, True)
    assert {thread.row.model_id for thread in threads} == {target.id}
    assert moving.run(acting, []) == 0
    entries = Entry.objects.using("keeper").filter(verb="case.move_model")
    assert entries.count() == 5
    back = do(city, "lead", moving.undo, key, reason="Terug")
    do(city, "mayor", moving.decide, back, granted=True, grounds="Eens")
    work()
    assert {thread.row.model_id for thread in threads} == {example().id}


def test_who_asks_and_who_decides(city: City, superuser: psycopg.Connection) -> None:
    thread, target = running(city, 2), faster(city)
    for who in ("case_manager", "administrator", "mayor", "police", "privacy_officer"):
        with pytest.raises(Denied):
            do(city, who, moving.ask, target.id, reason="Zomaar", cases=[thread.id])
    # Not what another holds; nor unseen, unless one leads.
    for who, cases in (("process_manager2", [thread.id]), ("process_manager", None)):
        with pytest.raises(ValidationError, match="geen casus"):
            do(city, who, moving.ask, target.id, reason="Zomaar", cases=cases)
    key = do(city, "lead", moving.ask, target.id, reason="Alles mee")
    for who in ("process_manager", "administrator", "police"):
        with pytest.raises(Denied):
            do(city, who, moving.decide, key, granted=True, grounds="Eens")
    with pytest.raises(Conflict, match="zelf"):
        do(city, "lead", moving.decide, key, granted=True, grounds="Eens")
    email = "select email from access_user where id = %s"
    own = superuser.execute(email, [city.user("mayor")]).fetchone()
    superuser.execute("update access_user set email = 'lead+b@voorbeeld.invalid' where id = %s",
                      [city.user("mayor")])  # fmt: skip
    with pytest.raises(Conflict, match="zelf"):
        do(city, "mayor", moving.decide, key, granted=True, grounds="Eens")
    superuser.execute("update access_user set email = %s where id = %s",
                      [own[0], city.user("mayor")])  # fmt: skip
    do(city, "mayor", moving.decide, key, granted=False, grounds="Nog niet")
    do(city, "mayor", moving.decide, key, granted=False, grounds="Nog niet")
    with pytest.raises(Conflict, match="al besloten"):
        do(city, "mayor", moving.decide, key, granted=True, grounds="Eens")
    work(key)
    assert thread.row.model_id == example().id
    with pytest.raises(Conflict, match="niets verhuisd"):
        do(city, "lead", moving.undo, key, reason="Terug")


def test_the_case_that_changed_meanwhile_stays(city: City) -> None:
    thread, target = running(city, 1), faster(city)
    key = do(city, "lead", moving.ask, target.id, reason="Alles mee")
    do(city, "mayor", moving.decide, key, granted=True, grounds="Eens")
    Case.objects.using("keeper").filter(pk=thread.id).update(
        lifecycle="closed", closed_at=timezone.now(), version=F("version") + 1
    )
    work(key)
    found = items(key)[thread.id]
    assert (found.outcome, found.gaps, thread.row.model_id) == ("kept", [], example().id)


def test_nobody_but_the_job_moves_a_case(city: City) -> None:
    thread, target = running(city, 2), faster(city)
    move_key = do(city, "lead", moving.ask, target.id, reason="Alles mee")
    item = items(move_key)[thread.id].id
    with psycopg.connect(CLUSTER.url("app")) as connection:
        for setting in (city.acting("process_manager").setting, city.acting("lead").setting,
                        "job:cases.clocks"):  # fmt: skip
            connection.execute("select set_config('baken.acting', %s, true)", [setting])
            said = connection.execute("select cases_model_apply(%s, '[]', '[]')", [item]).fetchone()
            assert said == (None,)
            rows = connection.execute("select * from cases_model_running(null, 9, null)").fetchall()
            assert rows == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("update cases_case set model_id = %s", [target.id])
            connection.rollback()
        # Not decided yet: the job moves nothing.
        connection.execute("select set_config('baken.acting', 'job:cases.model', true)")
        said = connection.execute("select cases_model_apply(%s, '[]', '[]')", [item]).fetchone()
        assert said == (None,)
    assert thread.row.model_id == example().id


# -- the dry run ----------------------------------------------------------------------------


def test_the_dry_run_tells_numbers_to_all_and_cases_to_who_is_on_them(city: City) -> None:
    threads = [running(city, 2) for _ in range(10)]
    high = running(city, 3)
    key = a_draft(city)
    body = changed(key)
    body |= {"phases": body["phases"][:2], "apart_from": 2, "plan_from": 2, "acute": None}
    body["phases"][1]["review"] = "1 m"
    body["down"] = {**body["down"], "leap": ""}
    body["silence"] = [{**rung, "phases": [1, 2]} for rung in body["silence"][:2]]
    do(city, "administrator", drafts.edit, key, section="algemeen", body=body, version=1)
    made = do(city, "administrator", trial.start, draft=row_of(key))
    work(made)
    assert ModelTrial.objects.using("keeper").get(pk=made).done_at is not None
    with acting_as(city.acting("administrator")) as acting:
        found = trial.found(acting, trial.find(acting, made))
        assert ModelFinding.objects.count() == 0
    assert (found.total, found.touched, found.mine) == (11, 11, [])
    assert [(f.words, f.amount, f.stops) for f in found.figures] == [
        ("fase 3 bestaat niet in deze versie", None, True),
        ("Herijking van de fase krijgt een andere datum", 10, False),
    ]
    with acting_as(city.acting("process_manager")) as acting:
        found = trial.found(acting, trial.find(acting, made))
    assert {line.id for line in found.mine} == {t.id for t in [*threads, high]}
    (stuck,) = [line for line in found.mine if line.stops]
    assert (stuck.id, stuck.clocks) == (high.id, [])
    with acting_as(city.acting("lead")) as acting:
        assert [m.id for m in trial.found(acting, trial.find(acting, made)).mine] == [high.id]
    with pytest.raises(Denied):
        do(city, "police", trial.find, made)
    # Nothing changed, and what was foretold is what happens.
    assert {thread.row.model_id for thread in threads} == {example().id}
    moved = move(city, adopted(city, key), *threads, high)
    row = ModelMove.objects.using("keeper").get(pk=moved)
    assert (row.done, row.kept) == (10, 1)


def test_a_draft_that_is_not_whole_is_not_tried(city: City) -> None:
    key = a_draft(city)
    write(city, key, "aanleidingen", changed(key, triggers={"anders": "Iets anders"}))
    with pytest.raises(Conflict, match="proef"):
        do(city, "administrator", trial.start, draft=row_of(key))
    with pytest.raises(Denied):
        do(city, "case_manager", trial.start, model=example())
    assert not ModelTrial.objects.using("keeper").exists()


def test_the_dry_run_sees_each_kind_of_gap(city: City) -> None:
    thread = running(city, 2)
    key = a_draft(city)
    body = changed(key)
    body["phases"][1] |= {"seats": ["casusregie", "procesregie", "operationeel"], "household": []}
    body["apart_from"] = 2
    do(city, "administrator", drafts.edit, key, section="fase-2", body=body, version=1)
    seats = Seat.objects.using("keeper").filter(case_id=thread.id, ended_at=None)
    seats.filter(role="casusregie").update(holder_id=city.user("process_manager"))
    thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
              holder=city.user("lead"))  # fmt: skip
    made = do(city, "lead", trial.start, draft=row_of(key))
    work()
    kinds = ModelFinding.objects.using("keeper").filter(trial_id=made).exclude(kind="case")
    assert {(f.kind, f.name) for f in kinds} == {
        ("not_accepted", "operationeel"), ("same_person", "casusregie"),
    }  # fmt: skip
    with acting_as(city.acting("process_manager")) as acting:
        (mine,) = trial.found(acting, trial.find(acting, made)).mine
    assert mine.stops == [
        "Operationeel: de stoel is hier nodig en nog niet aanvaard",
        "casusregie en procesregie zijn hier nog één persoon",
    ]


def test_a_dry_run_goes_after_its_term_with_what_it_found(city: City) -> None:
    running(city, 2)
    made = do(city, "lead", trial.start, model=example())
    work()
    assert ModelFinding.objects.using("keeper").exists()
    with acting_as(job("retention.run")) as acting:
        assert forget_trials(acting, [made]) == 1
    assert not ModelTrial.objects.using("keeper").exists()
    assert not ModelFinding.objects.using("keeper").exists()
    assert Entry.objects.using("keeper").filter(verb="case.forget_trials").count() == 1
