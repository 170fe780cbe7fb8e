"""What is refused, and what is shown now and then: each with its one sentence."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.cases import actions, queries, reference, rules
from baken.cases import models as m
from baken.cases.dossier import dossier
from baken.cases.worklist import my_work
from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.build import opened, running, tomorrow
from tests.cases.test_pages import body, page, post


def refused(thread, who, action, *args, **kwargs):
    """The sentence with which this is refused."""
    with pytest.raises(ValidationError) as caught:
        thread.do(who, action, *args, **kwargs)
    return caught.value.messages[0]


def test_bad_choices_are_said_in_one_sentence(city):
    thread = running(city)
    pm, key = "process_manager", thread.id
    nextyear = timezone.localdate() + timedelta(days=400)
    said = {"nature": "fact", "text": "x"}
    party = {"task": "x", "user_ids": [city.user("police")]}
    politie = city.organisation("politie")
    for sentence, action, args, more in (
        ("Kies of dit", actions.add_contribution, (key,), {**said, "nature": "gerucht"}),
        ("Kies of dit", actions.add_contribution, (key,), {**said, "nature": "document"}),
        ("moet nog komen", actions.add_contribution, (key,), {**said, "about_date": nextyear}),
        ("Kies een grond", actions.add_partner, (key, politie), {**party, "ground": "zomaar"}),
        ("Kies wie van", actions.add_partner, (key, politie),
         {**party, "ground": "public_task", "user_ids": [city.user("housing")]}),
        ("Kies iemand uit", actions.ask_seat, (key, "operationeel"), {"holder": uuid4()}),
        ("kan het huishouden deze stoel niet", actions.ask_seat, (key, "operationeel"),
         {"household": True}),
        ("Kies iemand die meedoet", actions.add_action, (key,),
         {"title": "x", "owner": city.user("lead"), "due_on": tomorrow()}),
        ("al voorbij", actions.add_action, (key,),
         {"title": "x", "owner": city.user(pm), "due_on": timezone.localdate() - timedelta(1)}),
    ):  # fmt: skip
        assert sentence in refused(thread, pm, action, *args, **more)
    with pytest.raises(Denied):
        thread.do(pm, actions.ask_seat, key, "baas", holder=city.user("lead"))


def test_what_is_not_there_is_denied(city):
    thread = running(city)
    for action, more in (
        (actions.end_participation, {"participation_id": uuid4()}),
        (actions.add_partner, {}),
    ):
        if more:
            with pytest.raises(Denied):
                thread.do("process_manager", action, thread.id, **more)
    with pytest.raises(Denied):
        thread.do("process_manager", actions.decide_phase, uuid4(), granted=True)
    with pytest.raises(Denied):
        thread.do("process_manager", actions.record_acceptance, uuid4())
    with pytest.raises(Denied):
        thread.do("process_manager", actions.finish_action, uuid4(), result="x", version=1)
    for ask in (rules.user_of, rules.organisation_of):
        with pytest.raises(Denied):
            ask(PUBLIC)
    with acting_as(PUBLIC) as acting:
        assert queries.invitations(acting) == []
        with pytest.raises(Denied):
            dossier(acting, thread.id)


def test_asking_the_same_twice_is_a_conflict(city):
    thread = running(city)
    ask = (actions.ask_seat, thread.id, "casusregie")
    for same in ({"household": True}, {"holder": city.user("case_manager")}):
        thread.do("process_manager", *ask, **same)
        with pytest.raises(Conflict):
            thread.do("process_manager", *ask, **same)
    seat = thread.seat("casusregie").id
    thread.do("case_manager", actions.accept_seat, seat)
    with pytest.raises(Conflict, match="al aanvaard"):
        thread.do("case_manager", actions.decline_seat, seat)
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    seat = thread.seat("casusregie").id
    for _twice in range(2):
        thread.do("process_manager", actions.record_acceptance, seat)
    assert "Vastgelegd door" in " ".join(
        entry.text for entry in thread.do("process_manager", dossier, thread.id).entries
    )


def test_more_people_of_a_partner_are_one_participation(city):
    thread = running(city)
    thread.partner("politie", "police")
    thread.partner("politie", "police2")
    assert m.Participation.objects.using("keeper").count() == 1
    thread.fill("casusregie", "police")
    part = m.Participation.objects.using("keeper").get()
    with pytest.raises(Conflict) as caught:
        thread.do("process_manager", actions.end_participation, thread.id, part.id)
    assert [gap.what for gap in caught.value.missing] == ["Deze partner houdt een stoel"]


def test_a_case_is_taken_on_once_and_only_one_request_waits(city):
    thread = running(city, 2)
    with pytest.raises(Conflict, match="al in behandeling"):
        thread.do("process_manager", actions.take_on, thread.id, purpose="x")
    thread.ask("case_manager", 1, "Rustig.")
    with pytest.raises(Conflict) as caught:
        thread.ask("process_manager", 1, "Ook.")
    assert "Er ligt een verzoek" in caught.value.missing[0].what
    asked = thread.request().id
    thread.do("process_manager", actions.decide_phase, asked, granted=False, reason="Te vroeg.")
    with pytest.raises(Conflict, match="al besloten"):
        thread.do("process_manager", actions.decide_phase, asked, granted=True)
    titles = {entry.title for entry in thread.do("process_manager", dossier, thread.id).entries}
    assert "Niet van fase 2 naar fase 1" in titles


def test_pages_of_steps_that_were_done_lead_back(city, client_as):
    thread = running(city, 2)
    manager, lead = client_as("process_manager"), client_as("lead")
    new = {"title": "Portiek", "reason": "x", "purpose": "y"}
    assert manager.post("/werk/casussen/nieuw/", new).url.startswith("/werk/casussen/")
    assert lead.get("/werk/casussen/nieuw/").status_code == 403
    thread.ask("case_manager", 1, "Rustig.")
    there = f"besluit/{thread.request().id}/"
    assert "Rustig." in body(page(manager, thread, there))
    assert post(manager, thread, there, granted="ja", reason="").status_code == 302
    assert page(manager, thread, there).status_code == 302
    assert page(manager, thread, f"besluit/{uuid4()}/").status_code == 404
    assert page(manager, thread, f"actie/{uuid4()}/").status_code == 404
    other = opened(city)
    assert "Sluit de casus" in body(page(manager, other, "sluiten/"))
    thread.do("process_manager", actions.add_action, thread.id, title="x",
              owner=city.user("process_manager"), due_on=tomorrow())  # fmt: skip
    shut = body(page(manager, thread, "sluiten/"))
    assert "Er staat nog 1 actie open" in shut
    assert post(manager, thread, "sluiten/", reason="Klaar").status_code == 409
    assert post(manager, other, "sluiten/", reason="Klaar").status_code == 302
    assert page(manager, other, "sluiten/").status_code == 302


def test_declining_leads_out_of_what_one_may_not_see(city, client_as):
    thread = running(city, 2)
    for role, who, there in (("operationeel", "lead", "/werk/"),
                             ("bestuurlijk", "mayor", "/werk/briefing/")):  # fmt: skip
        thread.do("process_manager", actions.ask_seat, thread.id, role, holder=city.user(who))
        answer = post(client_as(who), thread, f"aanvaarden/{thread.seat(role).id}/", antwoord="nee")
        assert answer.url == there
    thread.partner("politie", "police")
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie",
              holder=city.user("police"))  # fmt: skip
    seat = thread.seat("casusregie").id
    answer = post(client_as("police"), thread, f"aanvaarden/{seat}/", antwoord="nee")
    assert answer.url == f"/werk/casussen/{thread.id}/"


def test_an_empty_seat_says_since_when(city):
    thread = running(city, 2)
    thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
              holder=city.user("lead"))  # fmt: skip
    thread.do("lead", actions.decline_seat, thread.seat("operationeel").id)
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    seat = m.Seat.objects.using("keeper").filter(pk=thread.seat("casusregie").id)
    seat.update(household=False)
    for days, line in ((0, "Leeg sinds vandaag"), (1, "Leeg, 1 dag"), (3, "Leeg, 3 dagen")):
        seat.update(since=timezone.now() - timedelta(days=days))
        cards = {c.role: c for c in thread.do("process_manager", dossier, thread.id).seats}
        assert cards["casusregie"].line == line
    assert cards["operationeel"].line == "in deze fase niet nodig"


def test_my_work_tells_what_waits_for_me_and_for_others(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    mine, theirs = (
        thread.do("process_manager", actions.add_action, thread.id, title=title,
                  owner=city.user(who), due_on=tomorrow())
        for title, who in (("Bellen", "police"), ("Schrijven", "process_manager"))
    )  # fmt: skip
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
              holder=city.user("lead"))  # fmt: skip
    thread.do("lead", actions.decline_seat, thread.seat("operationeel").id)

    def work(who):
        with acting_as(city.acting(who)) as acting:
            return {task.title: task.waits_for for task in my_work(acting)}

    found = work("process_manager")
    assert found["Bellen"] == "Politie (voorbeeld)"
    assert found["Schrijven"] == ""
    assert "Leg vast of het huishouden casusregie aanvaardt" in found
    assert "Vul de stoel operationeel" in found
    assert work("police") == {"Bellen": ""}
    m.Action.objects.using("keeper").update(due_at=timezone.now() + timedelta(days=9))
    assert "Bellen" not in work("process_manager")
    assert mine != theirs
    thread.do("process_manager", actions.ask_seat, thread.id, "procesregie",
              holder=city.user("process_manager2"))  # fmt: skip
    assert "Vul de stoel operationeel" not in work("process_manager")
    with acting_as(city.acting("process_manager2")) as acting:
        assert [task.title for task in my_work(acting)] == ["Aanvaard de stoel procesregie"]


def test_the_example_model_is_loaded_once(database):
    before = m.AveModel.objects.using("keeper").get(version=2)
    m.AveModel.objects.using("keeper").filter(pk=before.pk).update(title="Besloten")
    try:
        reference.load()
        assert m.AveModel.objects.using("keeper").count() == 2
        assert m.AveModel.objects.using("keeper").get(version=2).title == "Besloten"
    finally:
        m.AveModel.objects.using("keeper").filter(pk=before.pk).update(title=before.title)
    assert str(m.Case(number="C-1234-5674")) == "C-1234-5674"
