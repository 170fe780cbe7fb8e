"""Scenarios of the process manager: the ladder, a missing acceptance, self-decision, the acute
jump at night, and sending twice. Told through the real actions and pages.
"""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from baken.cases import actions
from baken.cases.actions.jumping import raise_alarms
from baken.cases.models import Case, PhaseDecision, PhaseRequest, Seat
from baken.cases.steps.models import Jump
from baken.core.acting import acting_as, job
from baken.core.calendar import ZONE
from baken.core.errors import Conflict
from baken.messages.models import Message
from tests.cases.build import DOWN, UP, running, sent, tomorrow
from tests.cases.radar.test_confirming import passed
from tests.cases.test_pages import body, page, post
from tests.cases.test_traces import Trail
from tests.cases.twins import add_twin

NIGHT = {"happens": "Dreiging met een mes.", "risk_whom": "De buren", "minors": "nee",
         "safety": "De politie staat voor de deur."}  # fmt: skip


def held_at(thread, moment):
    """Who held which seat then, from the history of seats alone."""
    rows = Seat.objects.using("keeper").filter(case_id=thread.id, accepted_at__lte=moment)
    return {s.role: s.holder_id for s in rows if s.ended_at is None or s.ended_at > moment}


def test_1_the_normal_ladder_and_who_held_which_seat(city):
    thread = running(city, 3)
    for organisation, who in (("politie", "police"), ("corporatie", "housing"), ("zorg", "care")):
        thread.partner(organisation, who)
    middle = timezone.now()
    thread.ready()
    assert thread.row.lifecycle == "aftercare"
    thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    assert thread.row.lifecycle == "closed"
    decided = PhaseDecision.objects.using("keeper").filter(case_id=thread.id, granted=True)
    path = [(d.from_phase, d.to_phase) for d in decided.order_by("decided_at")]
    assert path == [(1, 2), (2, 3), (3, 2), (2, 1)]
    assert held_at(thread, middle) == {
        "procesregie": city.user("process_manager"), "casusregie": city.user("case_manager"),
        "operationeel": city.user("lead"),
    }  # fmt: skip
    assert held_at(thread, timezone.now()) == {}


def test_2_up_without_an_accepted_seat_is_refused_and_nobody_is_told(city, client_as):
    thread = running(city, 1)
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie",
              holder=city.user("case_manager"))  # fmt: skip
    written = Message.objects.using("keeper").count()
    with Trail() as new:
        refused = post(client_as("process_manager"), thread, "fase/2/", **sent(UP), grounds="x")
    assert refused.status_code == 409
    text = body(refused)
    assert "Casusregie: de stoel is nog niet aanvaard" in text
    assert f"/werk/casussen/{thread.id}/stoel/casusregie/" in text
    assert new.verbs == ["request.refused"]
    assert thread.row.phase == 1
    assert Message.objects.using("keeper").count() == written
    assert not PhaseRequest.objects.using("keeper").filter(case_id=thread.id).exists()


def test_3_nobody_decides_for_themselves_nor_with_a_second_account(city, client_as):
    thread = running(city, 1)
    twin = add_twin(city)
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", holder=twin.user_id)
    with acting_as(twin) as acting:
        actions.accept_seat(acting, thread.seat("casusregie").id)
        day = (timezone.localdate() + timedelta(days=60)).isoformat()
        told = {**UP, **DOWN, "aftercare": day}
        request = actions.request_phase(acting, thread.id, 2, grounds="Nodig", details=told)
    answer = post(client_as("process_manager"), thread, f"besluit/{request}/", granted="ja",
                  reason="")  # fmt: skip
    assert "Dit is uw eigen verzoek" in body(answer)
    with pytest.raises(Conflict):
        thread.do("process_manager", actions.decide_phase, request, granted=True)
    assert thread.row.phase == 1
    with acting_as(city.acting("process_manager")):
        assert PhaseRequest.objects.filter(pk=request).update(decided_at=timezone.now()) == 0


def test_4_the_acute_jump_on_a_sunday_night(city, client_as, monkeypatch):
    thread = running(city, 2)
    sunday = datetime(2026, 11, 29, 2, 0, tzinfo=ZONE)
    client = client_as("process_manager")
    form = body(page(client, thread, "acuut/"))
    assert form.count('class="field') <= 6 + 1
    called = {"operationeel": city.user("lead"), "bestuurlijk": city.user("mayor")}
    monkeypatch.setattr(timezone, "now", lambda: sunday)
    for _twice in range(2):
        thread.do("process_manager", actions.jump, thread.id, details=NIGHT, seats=called)
    monkeypatch.undo()
    made = Jump.objects.using("keeper").get(case_id=thread.id)
    assert made.due_at == sunday + timedelta(hours=24)
    assert (thread.row.phase, thread.row.lifecycle) == (4, "active")
    assert thread.seat("bestuurlijk").holder_id == city.user("mayor")
    assert "nog niet bekrachtigd" in body(page(client, thread))


def test_4_the_jump_through_its_form(city, client_as):
    thread, client = running(city, 2), client_as("process_manager")
    given = {**NIGHT, "operationeel": city.user("lead"), "bestuurlijk": city.user("mayor")}
    assert post(client, thread, "acuut/", **{**given, "happens": ""}).status_code == 422
    assert thread.row.phase == 2
    assert post(client, thread, "acuut/", **given).status_code == 302
    assert post(client, thread, "acuut/", **given).status_code == 302
    assert Jump.objects.using("keeper").filter(case_id=thread.id).count() == 1
    assert page(client_as("case_manager"), thread, "acuut/").status_code == 200
    thread.do("mayor", actions.accept_seat, thread.seat("bestuurlijk").id)
    mayor = client_as("mayor")
    passed(mayor, 10)
    assert "Bekrachtig de acute sprong" in body(mayor.get("/werk/briefing/"))
    made = Jump.objects.using("keeper").get(case_id=thread.id)
    assert post(mayor, thread, f"acuut/{made.id}/", granted="nee", reason="").status_code == 422
    assert post(mayor, thread, f"acuut/{made.id}/", granted="ja", reason="").status_code == 302
    made.refresh_from_db(using="keeper")
    assert made.granted
    assert "Acute sprong bekrachtigd" in body(page(client, thread))


def test_4_an_unratified_jump_raises_one_alarm_and_never_falls_back(city):
    thread = running(city, 2)
    thread.do("process_manager", actions.jump, thread.id, details=NIGHT,
              seats={"bestuurlijk": city.user("mayor")})  # fmt: skip
    alarm = job("cases.alarm")
    with acting_as(alarm) as acting:
        assert raise_alarms(acting) == 0
    late = timezone.now() - timedelta(minutes=1)
    Jump.objects.using("keeper").filter(case_id=thread.id).update(due_at=late)
    before = Message.objects.using("keeper").count()
    for expected in (1, 0):
        with acting_as(alarm) as acting:
            assert raise_alarms(acting) == expected
    told = Message.objects.using("keeper").order_by("-created_at")[0]
    assert Message.objects.using("keeper").count() == before + 1
    assert told.to == "mayor@voorbeeld.invalid"
    assert "Dreiging" not in told.text
    assert thread.row.phase == 4
    thread.do("mayor", actions.accept_seat, thread.seat("bestuurlijk").id)
    jump = Jump.objects.using("keeper").get(case_id=thread.id)
    with pytest.raises(Conflict):
        thread.do("process_manager", actions.ratify, jump.id, granted=True)
    thread.do("mayor", actions.ratify, jump.id, granted=False, reason="Bellen was genoeg.")
    assert thread.row.phase == 4


def test_9_two_who_decide_at_once_make_one_decision(city, client_as):
    thread = running(city, 1)
    thread.fill("casusregie", "case_manager")
    request = thread.ask("case_manager", 2)
    answers = []

    def decide():
        answers.append(thread.do("process_manager", actions.decide_phase, request, granted=True))
        connection.close()

    several = [threading.Thread(target=decide) for _ in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join(30)
    assert PhaseDecision.objects.using("keeper").filter(case_id=thread.id).count() == 1
    assert len(set(answers)) == 1
    assert Case.objects.using("keeper").get(pk=thread.id).phase == 2


def test_a_closed_case_runs_again_on_a_new_ground(city, client_as):
    thread = running(city, 2)
    thread.ready()
    client = client_as("process_manager")
    assert post(client, thread, "sluiten/", reason="Klaar").status_code == 302
    assert "Heropen de casus" in body(page(client, thread))
    assert post(client, thread, "heropenen/", ground="").status_code == 422
    assert post(client, thread, "heropenen/", ground="De ruzies zijn terug.").status_code == 302
    assert (thread.row.lifecycle, thread.row.closed_at) == ("active", None)
    assert "De ruzies zijn terug." in body(page(client, thread))
    assert post(client, thread, "heropenen/", ground="Nog eens").status_code == 409
    assert page(client_as("case_manager"), thread).status_code == 404


def test_a_step_down_waits_for_the_receiver(city, client_as):
    thread = running(city, 2)
    thread.evaluate()
    told = {**DOWN, "receiver": city.user("process_manager"), "aftercare": tomorrow(),
            "grounds": "Rustig."}  # fmt: skip
    asker, manager = client_as("case_manager"), client_as("process_manager")
    assert post(asker, thread, "fase/1/", **told).status_code == 302
    asked = f"besluit/{thread.request().id}/"
    early = post(manager, thread, asked, granted="ja", reason="")
    assert "Wie het overneemt, heeft nog niet aanvaard" in body(early)
    assert thread.row.phase == 2
    handover = thread.request().handover.id
    assert post(asker, thread, f"overdracht/{handover}/").status_code == 403
    assert post(manager, thread, f"overdracht/{handover}/").status_code == 302
    assert post(manager, thread, asked, granted="ja", reason="").status_code == 302
    assert thread.row.phase == 1
