"""Which clocks start and end with the steps and acts of a case: T1 to T11 of the domain's table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from baken.cases import actions
from baken.cases.clocks import actions as clocks
from baken.cases.clocks.catalog import catalog
from baken.cases.clocks.models import Notice
from baken.cases.clocks.watch import watch
from baken.cases.duty import actions as duty
from baken.cases.duty.models import InformationDuty
from baken.cases.models import Clock
from baken.cases.triage import actions as triage
from baken.core.acting import acting_as, job
from baken.core.calendar import RuleSet
from baken.core.terms import Span, due
from tests.cases.build import running, untried
from tests.cases.duty.build import put_off, put_on, tell
from tests.cases.meetings.build import table
from tests.cases.triage.build import YES, version_of

JOB = job("cases.clocks", "cases")


def runs(thread) -> set[str]:
    rows = Clock.objects.using("keeper").filter(case_id=thread.id, met_at=None)
    return set(rows.values_list("kind", flat=True))


def clock(thread, kind: str) -> Clock:
    return Clock.objects.using("keeper").get(case_id=thread.id, kind=kind, met_at=None)


def in_span(row: Clock, span: str) -> bool:
    """Is it due after this span, by the calendar of its kind?"""
    rules = catalog().norm(row.kind).rules
    expected = due(row.started_at, Span.parse(span), rules)
    return row.due_at == expected and (row.span, row.rules) == (span, rules.value)


def seated(city, phase):
    thread = running(city, phase)
    thread.partner("politie", "police")
    thread.partner("corporatie", "housing")
    return thread


def test_an_acute_case_is_looked_at_within_the_hour(city):
    thread = untried(city)

    def save(*, acute):
        thread.do("process_manager", triage.save, thread.id, given={"a": YES}, acute=acute,
                  version=version_of(thread))  # fmt: skip

    save(acute=False)
    assert "acute" not in runs(thread)
    save(acute=True)
    assert in_span(clock(thread, "acute"), "1 h")
    began = clock(thread, "acute").id
    save(acute=True)
    assert clock(thread, "acute").id == began
    save(acute=False)
    assert "acute" not in runs(thread)
    save(acute=True)
    thread.do("process_manager", triage.decide, thread.id, triage.Ending("advice", "Advies."))
    assert runs(thread) == set()


def test_phase_2_asks_for_a_plan_and_settling_one_ends_that(city):
    thread = running(city, 2)
    assert in_span(clock(thread, "plan"), "6 w")
    assert "meeting" not in runs(thread)
    thread.plan()
    assert "plan" not in runs(thread)


def test_a_plan_that_stands_needs_no_clock_in_phase_2(city):
    thread = running(city)
    thread.plan()
    thread.fill("casusregie", "case_manager")
    thread.move(2, "case_manager", "process_manager")
    assert "plan" not in runs(thread)


@pytest.mark.parametrize(("phase", "meet", "plan"), [(3, "5 wd", "2 w"), (4, "24 h", "48 h")])
def test_a_step_up_asks_for_a_meeting_and_that_for_a_plan(city, phase, meet, plan):
    thread = seated(city, phase)
    assert in_span(clock(thread, "meeting"), meet)
    assert "plan" not in runs(thread)
    held = table(thread)
    held.begin()
    assert "meeting" not in runs(thread)
    assert in_span(clock(thread, "plan"), plan)
    held.held()
    assert clock(thread, "plan")
    thread.plan()
    assert "plan" not in runs(thread)
    second = table(thread)
    second.begin()
    assert runs(thread) == {"review"}


def test_a_meeting_that_was_held_elsewhere_is_met_by_hand_and_asks_for_the_plan_too(city):
    thread = running(city, 3)
    thread.do("process_manager", clocks.meet, thread.id, clock(thread, "meeting").id)
    assert runs(thread) == {"review", "plan"}


def test_a_jump_asks_for_a_meeting_at_once(city):
    thread = running(city, 2)
    details = {"happens": "Dreiging", "risk_whom": "Buren", "minors": "nee", "safety": "112"}
    seats = {"operationeel": city.user("lead"), "bestuurlijk": city.user("mayor")}
    thread.do("process_manager", actions.jump, thread.id, details=details, seats=seats)
    assert in_span(clock(thread, "meeting"), "24 h")
    assert runs(thread) == {"review", "meeting"}


def test_a_step_down_ends_what_the_higher_phase_asked_for(city):
    thread = running(city, 3)
    assert "meeting" in runs(thread)
    thread.move(2, "process_manager", "lead")
    assert runs(thread) == {"review", "aftercare"} or runs(thread) == {"review"}
    assert "meeting" not in runs(thread)


def test_aftercare_is_checked_after_three_and_after_six_months(city):
    thread = running(city, 2)
    thread.ready()
    first = clock(thread, "aftercare")
    Clock.objects.using("keeper").filter(pk=first.id).update(span="3 m")
    thread.evaluate()
    assert clock(thread, "aftercare").id == first.id, "an evaluation in between is no check"
    Clock.objects.using("keeper").filter(pk=first.id).update(
        due_at=timezone.now() + timedelta(days=20)
    )
    thread.evaluate()
    last = clock(thread, "aftercare")
    assert last.id != first.id
    assert last.started_at == first.started_at
    assert in_span(last, "6 m")
    thread.do("process_manager", clocks.meet, thread.id, last.id)
    assert "aftercare" not in runs(thread)


def test_an_agreed_day_after_the_last_check_leaves_nothing_to_check(city):
    thread = running(city, 2)
    thread.ready()
    far = timezone.now() + timedelta(days=300)
    Clock.objects.using("keeper").filter(pk=clock(thread, "aftercare").id).update(due_at=far)
    thread.do("process_manager", clocks.meet, thread.id, clock(thread, "aftercare").id)
    assert "aftercare" not in runs(thread)


def watched(thread, moment) -> dict[str, object]:
    with acting_as(JOB) as acting:
        watch(acting, moment)
    row = InformationDuty.objects.using("keeper").get(case_id=thread.id)
    rows = Notice.objects.using("keeper").filter(about=row.id)
    return {notice.step: notice.told_id for notice in rows}


def test_the_duty_to_inform_is_told_ahead_and_climbs(city):
    thread = running(city, 3)
    person = put_on(thread)
    due_at = InformationDuty.objects.using("keeper").get().due_at
    assert watched(thread, due_at - timedelta(days=7)) == {}
    manager = city.user("process_manager")
    assert watched(thread, due_at - timedelta(hours=3)) == {"soon": manager}
    late = watched(thread, due_at + timedelta(days=30))
    assert late["procesregie"] == manager
    assert late["operationeel"] == city.user("lead")
    tell(thread, person)
    Notice.objects.using("keeper").all().delete()
    assert watched(thread, due_at + timedelta(days=31)) == {}


def test_a_postponement_is_looked_at_again_on_its_day(city):
    thread = running(city, 2)
    person = put_on(thread)
    thread.do("privacy_officer", duty.judge, put_off(thread, person, days=14), granted=True)
    again = timezone.now() + timedelta(days=14)
    assert watched(thread, again - timedelta(days=9)) == {}
    assert watched(thread, again + timedelta(days=4))["procesregie"] == city.user("process_manager")


def test_every_clock_of_the_table_has_an_owner_a_calendar_and_a_basis():
    numbers = {norm.number: norm for norm in catalog().norms}
    assert set(numbers) == {f"T{n}" for n in range(1, 12)}
    assert all(norm.basis for norm in catalog().norms)
    law = {"T7", "T8", "T9"}
    assert all((norm.rules == RuleSet.EU1182) == (norm.number in law) for norm in catalog().norms)
