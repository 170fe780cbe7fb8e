"""After a step down, seats that the lower phase does not need end; on call, a case can go up."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from baken.access.models import Membership
from baken.audit.models import Entry
from baken.cases import actions
from baken.cases.codes import SeatEnd
from baken.cases.glass import actions as glass
from baken.cases.glass.models import Glass
from baken.cases.models import CaseContent, Seat
from baken.cases.steps.models import Jump
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from tests.cases.build import Thread, running, tomorrow
from tests.cases.radar.test_confirming import passed

WHY = "De politie belt: hij slaat nu de deur in."
DETAILS = {"happens": "Dreiging", "risk_whom": "Buren", "minors": "nee", "safety": "112"}


def held(thread) -> set[str]:
    rows = Seat.objects.using("keeper").filter(case_id=thread.id, ended_at=None)
    return set(rows.exclude(holder=None).values_list("role", flat=True))


def on_file(thread, who) -> bool:
    with acting_as(thread.city.acting(who)):
        return CaseContent.objects.filter(case_id=thread.id).exists()


def ended(thread, role) -> Seat:
    return Seat.objects.using("keeper").get(case_id=thread.id, role=role, ended_why=SeatEnd.LOWER)


def test_a_step_down_ends_the_seats_that_the_lower_phase_does_not_need(city):
    thread = running(city, 4)
    thread.move(3, "process_manager", "mayor")
    assert held(thread) == {"casusregie", "procesregie", "operationeel"}
    assert ended(thread, "bestuurlijk").holder_id == city.user("mayor")
    assert not on_file(thread, "mayor")
    assert on_file(thread, "lead")
    thread.move(2, "process_manager", "lead")
    assert held(thread) == {"casusregie", "procesregie"}
    assert not on_file(thread, "lead")
    assert Entry.objects.using("keeper").filter(verb="case.end_seats").count() == 2


def test_more_than_one_step_down_ends_them_all(city):
    thread = running(city, 4)
    thread.evaluate()
    request = thread.ask("process_manager", 2)
    thread.do("mayor", actions.decide_phase, request, granted=True, reason="Het is rustig.")
    assert held(thread) == {"casusregie", "procesregie"}
    assert not on_file(thread, "lead")


def test_who_still_has_an_action_there_hands_it_over_first(city):
    thread = running(city, 3)
    key = thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
                    owner=city.user("lead"), due_on=tomorrow())  # fmt: skip
    thread.evaluate()
    with pytest.raises(Conflict):
        thread.ask("process_manager", 2)
    thread.do("lead", actions.finish_action, key, result="Klaar", version=1)
    thread.move(2, "process_manager", "lead")
    assert not on_file(thread, "lead")


def test_seats_end_only_by_a_decision_down(city):
    thread = running(city, 3)
    for who in ("process_manager", "lead", "case_manager", "process_manager2"):
        with acting_as(city.acting(who)), connection.cursor() as cursor:
            cursor.execute("select cases_end_seats(%s, %s)", [thread.id, []])
            assert cursor.fetchone() == (0,)
    assert held(thread) == {"casusregie", "procesregie", "operationeel"}


def test_who_decides_the_own_seat_away_comes_back_to_the_own_work(city, client_as):
    thread = running(city, 3)
    request = thread.ask("process_manager", 2)
    client = client_as("lead")
    there = f"/werk/casussen/{thread.id}/besluit/{request}/"
    gone = client.post(there, {"granted": "ja", "reason": "Rustig."})
    assert (gone.status_code, gone["Location"]) == (302, "/werk/")
    assert client.get("/werk/").status_code == 200
    assert thread.row.phase == 2


# -- ratifying --------------------------------------------------------------------------------


def test_ratifying_a_jump_asks_the_mayor_for_the_second_step(city, client_as):
    thread = running(city, 2)
    seats = {"operationeel": city.user("lead"), "bestuurlijk": city.user("mayor")}
    key = thread.do("process_manager", actions.jump, thread.id, details=DETAILS, seats=seats)
    thread.do("mayor", actions.accept_seat, thread.seat("bestuurlijk").id)
    mayor = client_as("mayor")
    there = f"/werk/casussen/{thread.id}/acuut/{key}/"
    passed(mayor, 3600)
    asked = mayor.get(there)
    assert asked.status_code == 302
    assert "reauthenticate" in asked["Location"]
    late = mayor.post(there, {"granted": "ja", "reason": "Terecht."})
    assert late.status_code == 422
    assert Jump.objects.using("keeper").get().ratified_at is None
    passed(mayor, 0)
    assert mayor.post(there, {"granted": "ja", "reason": "Terecht."}).status_code == 302
    assert Jump.objects.using("keeper").get().granted is True


# -- on call ----------------------------------------------------------------------------------


def come(thread: Thread, who: str = "process_manager2") -> None:
    def both(acting):
        glass.break_glass(acting, number=thread.row.number, reason=WHY)
        glass.come_on_call(acting, thread.id)

    thread.do(who, both)


def test_on_call_takes_up_a_case_that_one_is_not_on(city):
    thread = running(city, 2)
    assert not on_file(thread, "process_manager2")
    before = Message.objects.using("keeper").count()
    come(thread)
    look = Glass.objects.using("keeper").get()
    mine = Membership.objects.using("keeper").get(
        file_id=thread.id, user_id=city.user("process_manager2")
    )
    assert (look.reason, mine.valid_until, mine.invited) == (WHY, look.until, False)
    told = set(Message.objects.using("keeper").values_list("to", flat=True)[before:])
    assert "process_manager@voorbeeld.invalid" in told
    assert "privacy_officer@voorbeeld.invalid" in told
    verbs = set(Entry.objects.using("keeper").values_list("verb", flat=True))
    assert {"case.break_glass", "case.come_on_call"} <= verbs
    seats = {"operationeel": city.user("lead"), "bestuurlijk": city.user("mayor")}
    thread.do("process_manager2", actions.jump, thread.id, details=DETAILS, seats=seats)
    assert thread.row.phase == 4
    Membership.objects.using("keeper").filter(pk=mine.pk).update(valid_until=timezone.now())
    Glass.objects.using("keeper").update(until=timezone.now())
    assert not on_file(thread, "process_manager2")


def test_who_came_on_call_and_accepts_a_seat_stays(city):
    thread = running(city, 2)
    come(thread)
    thread.do("process_manager", actions.ask_seat, thread.id, "procesregie",
              holder=city.user("process_manager2"))  # fmt: skip
    thread.do("process_manager2", actions.accept_seat, thread.seat("procesregie").id)
    mine = Membership.objects.using("keeper").get(
        file_id=thread.id, user_id=city.user("process_manager2")
    )
    assert mine.valid_until is None


def test_nobody_comes_on_call_without_breaking_the_glass_or_where_no_jump_is(city):
    thread, high = running(city, 2), running(city, 3)
    with pytest.raises(ValidationError):
        thread.do("process_manager2", glass.come_on_call, thread.id)
    with pytest.raises(ValidationError):
        come(high)
    for who in ("case_manager", "lead", "police", "administrator"):
        with pytest.raises(Denied):
            thread.do(who, glass.come_on_call, thread.id)
    rows = Membership.objects.using("keeper").filter(user_id=city.user("process_manager2"))
    assert not rows.exists()


def test_the_page_leads_on_to_the_jump(city, client_as):
    thread = running(city, 2)
    sent = {"number": thread.row.number, "reason": WHY, "acute": "on"}
    client = client_as("process_manager2")
    assert "Ik heb dienst" in client.get("/werk/noodtoegang/").content.decode()
    there = client.post("/werk/noodtoegang/", sent)
    assert there["Location"] == f"/werk/casussen/{thread.id}/acuut/"
    assert client.get(there["Location"]).status_code == 200
    other = client_as("lead")
    assert "Ik heb dienst" not in other.get("/werk/noodtoegang/").content.decode()
    assert other.post("/werk/noodtoegang/", sent).status_code == 302
    assert not Membership.objects.using("keeper").filter(
        file_id=thread.id, user_id=city.user("lead")
    ).exists()  # fmt: skip
