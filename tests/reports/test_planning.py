"""A report that is planned, and one that waits for another."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import localdate

from baken.core.acting import acting_as, resident
from baken.messages.models import Message as Mail
from baken.reports.actions import desk
from baken.reports.actions.intake import withdraw
from baken.reports.codes import State
from baken.reports.follow import code_of
from tests.reports.tools import keeper_get, tell


def test_the_resident_reads_the_day_and_gets_a_mail(city, client_as):
    report = tell("Lamp stuk", code="unsafe.dark", email="bo@voorbeeld.invalid")
    day = localdate() + timedelta(days=3)
    sent = client_as("desk").post(f"/werk/meldingen/{report.id}/plan/", {"version": 1, "day": day})
    assert sent.status_code == 302
    now = keeper_get(report.id)
    assert (now.state, now.planned_for, now.due_at) == (State.PLANNED, day, now.answer_due_at)
    assert "ingepland" in Client().get(f"/volgen/{code_of(report.id)}/").content.decode()
    subjects = [mail.subject for mail in Mail.objects.using("keeper")]
    assert f"Uw melding {report.number} is ingepland" in subjects


def test_a_day_that_has_been_is_refused(city):
    report = tell("Lamp stuk", code="unsafe.dark")
    yesterday = localdate() - timedelta(days=1)
    with acting_as(city.acting("desk")) as acting, pytest.raises(ValidationError, match="voorbij"):
        desk.plan(acting, report.id, 1, yesterday)


def test_assigning_keeps_the_day_and_taking_up_ends_it(city):
    report = tell("Lamp stuk", code="unsafe.dark")
    with acting_as(city.acting("desk")) as acting:
        desk.plan(acting, report.id, 1, localdate())
        desk.assign(acting, report.id, 2, city.users["desk2"])
    assert keeper_get(report.id).planned_for == localdate()
    with acting_as(city.acting("desk2")) as acting:
        desk.take(acting, report.id, 3)
    now = keeper_get(report.id)
    assert (now.state, now.planned_for) == (State.WORKING, None)


def test_waiting_for_another_the_clock_runs_on(city, client_as):
    report = tell("Lamp stuk", code="unsafe.dark")
    before = report.answer_due_at
    data = {"version": 1, "whom": "de netbeheerder"}
    assert client_as("desk").post(f"/werk/meldingen/{report.id}/wacht/", data).status_code == 302
    now = keeper_get(report.id)
    assert (now.state, now.due_at) == (State.PARTNER, before)
    page = client_as("desk").get("/werk/meldingen/?staat=wacht")
    assert [row.report.id for row in page.context["rows"]] == [report.id]
    shown = client_as("desk").get(f"/werk/meldingen/{report.id}/").content.decode()
    assert "de netbeheerder" in shown


@pytest.mark.parametrize("state", [State.PLANNED, State.PARTNER])
def test_a_resident_takes_back_a_report_that_is_planned_or_waits(city, state):
    report = tell("Lamp stuk", code="unsafe.dark")
    with acting_as(city.acting("desk")) as acting:
        if state == State.PLANNED:
            desk.plan(acting, report.id, 1, localdate())
        else:
            desk.wait_for(acting, report.id, 1, "de netbeheerder")
    with acting_as(resident(code_of(report.id))) as acting:
        withdraw(acting)
    assert keeper_get(report.id).state == State.WITHDRAWN
