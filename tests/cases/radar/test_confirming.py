"""Mayor and alderman decide with a fresh second step."""

import time

from baken.cases.models import PhaseDecision
from tests.cases.build import running


def asked(city):
    thread = running(city, 3)
    thread.fill("bestuurlijk", "mayor")
    request = thread.ask("process_manager", 4, "Brand.")
    return thread, f"/werk/casussen/{thread.id}/besluit/{request}/"


def passed(client, ago, method="mfa"):
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time() - ago}]
    session.save()


def test_an_old_second_step_is_asked_again(city, client_as):
    _thread, there = asked(city)
    mayor = client_as("mayor")
    answer = mayor.get(there)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/2fa/reauthenticate/?next=")
    passed(mayor, 10)
    assert mayor.get(there).status_code == 200
    passed(mayor, 10, "password")
    assert mayor.get("/werk/").status_code == 302


def test_a_decision_needs_it_and_keeps_what_was_written(city, client_as):
    thread, there = asked(city)
    mayor = client_as("mayor")
    passed(mayor, 3600)
    late = mayor.post(there, {"granted": "ja", "reason": "Ik neem het over."})
    assert late.status_code == 422
    assert "Ik neem het over." in late.content.decode()
    assert not PhaseDecision.objects.using("keeper").filter(to_phase=4).exists()
    passed(mayor, 600)
    done = mayor.post(there, {"granted": "ja", "reason": "Ik neem het over."})
    assert done.status_code == 302
    assert thread.row.phase == 4


def test_who_works_on_the_case_all_day_is_not_asked(city, client_as):
    thread = running(city, 2)
    thread.fill("operationeel", "lead")
    thread.evaluate()
    thread.plan()
    request = thread.ask("process_manager", 3, "x")
    assert (
        client_as("lead").get(f"/werk/casussen/{thread.id}/besluit/{request}/").status_code == 200
    )
