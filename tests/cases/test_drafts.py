"""What is typed is kept for its author; sent twice is done once; a conflict keeps both texts."""

import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from baken.cases.drafts import actions
from baken.cases.drafts.models import Draft
from baken.cases.models import Action, Case, CaseContent, PhaseRequest
from baken.cases.plan.models import Goal
from baken.core.acting import acting_as, job
from baken.core.errors import Denied
from baken.retention import actions as nightly
from tests.cases.build import UP, running, sent, tomorrow
from tests.cases.plan import build

SAVE, AWAY = "/werk/casussen/concept/", "/werk/casussen/concept/weg/"


def kept():
    return Draft.objects.using("keeper").filter(sent_at=None)


def goal_page(city):
    """A case with a goal in the making, and the address where it is changed."""
    thread = running(city, 2)
    build.begun(thread)
    goal = build.goal(thread)
    return thread, goal, f"/werk/casussen/{thread.id}/plan/doel/{goal}/"


def typed(place, key, text="Half getypt"):
    return {"place": place, "verzending": str(key), "domain": "money", "text": text, "see": "",
            "version": "1", "csrfmiddlewaretoken": "x"}  # fmt: skip


def test_a_draft_is_kept_offered_filled_in_and_thrown_away(city, client_as):
    _thread, _goal, place = goal_page(city)
    client, key = client_as("process_manager"), uuid4()
    answer = client.post(SAVE, typed(place, key))
    assert answer.status_code == 200
    assert answer.json()["bewaard"].startswith("Concept bewaard om")
    client.post(SAVE, typed(place, key, "Verder getypt"))
    assert kept().count() == 1
    page = client.get(place).content.decode()
    assert "Ga verder met uw concept" in page
    assert build.GOAL in page
    assert "Verder getypt" not in page
    page = client.get(f"{place}?concept=1").content.decode()
    assert "Verder getypt" in page
    assert f'name="verzending" value="{key}"' in page
    assert client.post(AWAY, {"place": place}).url == place
    assert kept().count() == 0
    assert "Ga verder met uw concept" not in client.get(place).content.decode()


def test_a_draft_is_sealed_and_only_its_authors(city, client_as, superuser):
    thread, _goal, place = goal_page(city)
    client_as("process_manager").post(SAVE, typed(place, uuid4(), "Zeer geheim concept"))
    (raw,) = superuser.execute("select body from cases_draft").fetchone()
    assert b"geheim" not in bytes(raw)
    for who in ("case_manager", "lead", "police", "privacy_officer", "administrator"):
        with acting_as(city.acting(who)):
            assert Draft.objects.count() == 0
    assert "Ga verder" not in client_as("case_manager").get(place).content.decode()
    assert client_as("process_manager2").post(SAVE, typed(place, uuid4())).status_code == 404
    with pytest.raises(Denied), acting_as(city.acting("case_manager")) as acting:
        actions.send(acting, kept().get().id, place=place, case_id=thread.id)


@pytest.mark.parametrize(
    "place", ["/werk/", "/melden/", "niets", "/werk/casussen/x/", "https://elders.invalid/", ""]
)
def test_a_draft_is_of_a_form_of_cases(city, client_as, place):
    client = client_as("process_manager")
    assert client.post(SAVE, typed(place, uuid4())).status_code == 404
    assert client.post(AWAY, {"place": place}).status_code == 404
    assert client.post(SAVE, typed("/werk/casussen/nieuw/", "geen")).status_code == 404
    assert client.get(SAVE).status_code == 405
    assert kept().count() == 0


def test_too_much_is_not_kept_and_says_so(city, client_as):
    _thread, _goal, place = goal_page(city)
    answer = client_as("process_manager").post(SAVE, typed(place, uuid4(), "x" * 70_000))
    assert answer.status_code == 422
    assert kept().count() == 0


def test_sending_empties_the_draft_and_nothing_typed_later_comes_back(city, client_as):
    _thread, goal, place = goal_page(city)
    client, key = client_as("process_manager"), uuid4()
    client.post(SAVE, typed(place, key))
    sent = {**typed(place, key, "Af"), "see": "Dit"}
    assert client.post(place, sent).status_code == 302
    assert Goal.objects.using("keeper").get(pk=goal).text == "Af"
    assert client.post(SAVE, typed(place, key, "Te laat")).status_code == 204
    assert kept().count() == 0
    assert Draft.objects.using("keeper").get(pk=key).body == ""


def test_every_form_that_is_sent_twice_is_done_once(city, client_as):
    thread = running(city, 1)
    thread.fill("casusregie", "case_manager")
    manager, there = client_as("process_manager"), f"/werk/casussen/{thread.id}/"
    new = {"title": "Nog een", "reason": "x", "purpose": "x"}
    act = {"title": "Bellen", "owner": str(city.user("process_manager")), "due_on": tomorrow()}
    for place, data in (
        ("/werk/casussen/nieuw/", new),
        (f"{there}actie/", act),
        (f"{there}fase/2/", sent(UP) | {"grounds": "x"}),
        (f"{there}wijzigen/", {"title": "y", "reason": "z", "version": 1}),
    ):
        once = {**data, "verzending": str(uuid4())}
        for _time in range(2):
            assert manager.post(place, once).status_code == 302, place
    assert Case.objects.using("keeper").count() == 2
    assert Action.objects.using("keeper").count() == 1
    assert PhaseRequest.objects.using("keeper").count() == 1
    assert CaseContent.objects.using("keeper").get(case_id=thread.id).version == 2


def test_a_form_that_is_sent_twice_at_once_is_done_once(city, client_as):
    client, answers = client_as("process_manager"), []
    other = client_as("process_manager")
    data = {"title": "Tegelijk", "reason": "x", "purpose": "x", "verzending": str(uuid4())}

    def send(browser):
        answers.append(browser.post("/werk/casussen/nieuw/", data).status_code)
        connections.close_all()

    both = [threading.Thread(target=send, args=[browser]) for browser in (client, other)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    connection.close()
    assert answers == [302, 302]
    assert Case.objects.using("keeper").count() == 1


def test_a_refused_form_may_be_sent_again_with_the_same_key(city, client_as):
    client, key = client_as("process_manager"), str(uuid4())
    assert client.post("/werk/casussen/nieuw/", {"title": "", "verzending": key}).status_code == 422
    data = {"title": "Wel", "reason": "x", "purpose": "x", "verzending": key}
    assert client.post("/werk/casussen/nieuw/", data).status_code == 302
    assert Case.objects.using("keeper").count() == 1


def test_a_stale_edit_shows_both_texts_and_can_be_sent_as_one(city, client_as):
    """Scenario 8."""
    thread, goal, place = goal_page(city)
    mine, key = "Iedereen slaapt ’s nachts", uuid4()
    thread.do("case_manager", build.actions.edit_goal, goal, domain="relations",
              text="Rust na elf uur", see="Stil", version=1)  # fmt: skip
    client = client_as("process_manager")
    answer = client.post(place, {**typed(place, key, mine), "see": "Geen klachten"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Er is niets weg." in page
    for text in (mine, "Geen klachten"):
        assert f">{text}</textarea>" in page
    assert "Rust na" in re.sub("</?ins>", "", page)
    assert 'name="version" value="2"' in page
    assert Goal.objects.using("keeper").get(pk=goal).text == "Rust na elf uur"
    again = {**typed(place, key, f"{mine}. Rust na elf uur"), "see": "Stil", "version": "2"}
    assert client.post(place, again).status_code == 302
    assert Goal.objects.using("keeper").get(pk=goal).version == 3


def test_an_edit_of_the_case_itself_shows_both_texts_too(city, client_as):
    thread = running(city, 1)
    place, client = f"/werk/casussen/{thread.id}/wijzigen/", client_as("process_manager")
    first = {"title": "Eerste", "reason": "a", "version": 1}
    assert client.post(place, first).status_code == 302
    answer = client.post(place, {**first, "title": "Tweede"})
    assert answer.status_code == 409
    assert ">Tweede</textarea>" in answer.content.decode()


def test_drafts_go_after_two_weeks(city, client_as):
    _thread, _goal, place = goal_page(city)
    client, old, fresh = client_as("process_manager"), uuid4(), uuid4()
    for key in (old, fresh):
        client.post(SAVE, typed(place, key))
    past = timezone.now() - timedelta(days=16)
    Draft.objects.using("keeper").filter(pk=old).update(saved_at=past)
    nightly.remove_due(job("retention.run"), timezone.localdate())
    assert kept().get().id == fresh


def test_who_left_the_case_does_not_read_their_draft_of_it(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    place = f"/werk/casussen/{thread.id}/inbreng/"
    client_as("police").post(SAVE, {**typed(place, uuid4()), "text": "Half"})
    with acting_as(city.acting("police")):
        assert Draft.objects.count() == 1
    with acting_as(city.acting("process_manager")):
        from baken.cases.models import Participation

        part = Participation.objects.get(organisation__kind="police").id
    from baken.cases import actions as cases

    thread.do("process_manager", cases.end_participation, thread.id, part)
    with acting_as(city.acting("police")):
        assert Draft.objects.count() == 0
