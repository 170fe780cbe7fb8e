"""The pages, through Django's test client: what they show, keep and refuse."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baken.cases import actions, api
from baken.cases.models import (
    Action,
    Case,
    CaseContent,
    Clock,
    Contribution,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Seat,
)
from baken.core.acting import acting_as
from baken.core.errors import Conflict
from tests.cases.build import DOWN, UP, opened, running, sent, tomorrow
from tests.cases.radar.test_confirming import passed


def page(client, thread, tail=""):
    return client.get(f"/werk/casussen/{thread.id}/{tail}")


def post(client, thread, tail, **data):
    return client.post(f"/werk/casussen/{thread.id}/{tail}", data)


def body(answer):
    return answer.content.decode()


def test_every_page_opens_for_its_person(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    client = client_as("process_manager")
    for tail in ("", "?deel=acties", "?deel=personen", "?deel=partners", "?deel=onzin", "?alles",
                 "wijzigen/", "stoel/operationeel/", "partner/", "persoon/", "inbreng/", "actie/",
                 f"partner/{city.organisation('zorg')}/", "evaluatie/", "fase/3/", "fase/1/",
                 "in-behandeling/", "sluiten/"):  # fmt: skip
        assert page(client, thread, tail).status_code == 200, tail
    for there in ("/werk/casussen/", "/werk/casussen/?fase=2&laat=1&leeg=1&mijn=1",
                  "/werk/casussen/?fase=9&stand=gesloten", "/werk/casussen/nieuw/"):  # fmt: skip
        assert client.get(there).status_code == 200
    assert client.get("/werk/casussen/?na=onzin").status_code == 302
    assert page(client, thread, "stoel/baas/").status_code == 404
    assert page(client, thread, f"partner/{uuid4()}/").status_code == 404
    assert client_as("desk").get("/werk/casussen/").status_code == 403
    assert client.get("/werk/briefing/").status_code == 403


def test_the_page_says_what_is_missing_with_links(city, client_as):
    thread = running(city, 2)
    text = body(page(client_as("process_manager"), thread))
    assert "Opschalen naar fase 3 kan nog niet" in text
    assert f"/werk/casussen/{thread.id}/stoel/operationeel/" in text
    assert "Er is nog geen evaluatie" in text
    text = body(page(client_as("process_manager"), thread, "fase/3/"))
    assert "Operationeel: de stoel is leeg" in text


def test_the_whole_ladder_through_the_forms(city, client_as):
    thread = opened(city)
    manager, case_manager = client_as("process_manager"), client_as("case_manager")
    assert post(manager, thread, "in-behandeling/", purpose="Rust").status_code == 302
    asked = post(manager, thread, "stoel/casusregie/", holder=city.user("case_manager"))
    assert asked.status_code == 302
    seat = thread.seat("casusregie").id
    assert post(case_manager, thread, f"aanvaarden/{seat}/", antwoord="ja").status_code == 302
    short = post(case_manager, thread, "fase/2/", grounds="Het stokt.")
    assert short.status_code == 422
    assert "ten minste één van deze redenen" in body(short)
    told = {"grounds": "Het stokt.", **sent(UP)}
    assert post(case_manager, thread, "fase/2/", **told).status_code == 302
    request = thread.request().id
    assert "Lees en besluit" in body(page(manager, thread))
    assert "Lees en besluit" not in body(page(case_manager, thread))
    refused = post(manager, thread, f"besluit/{request}/", granted="nee", reason="")
    assert refused.status_code == 422
    assert "Schrijf waarom niet" in body(refused)
    assert post(manager, thread, f"besluit/{request}/", granted="ja", reason="").status_code == 302
    assert thread.row.phase == 2
    text = body(page(manager, thread))
    assert "Opgeschaald van fase 1 naar fase 2" in text
    said = {"held_on": timezone.localdate(), "safety": "4", "text": "Zo."}
    assert post(manager, thread, "evaluatie/", **said).status_code == 302
    early = post(manager, thread, "sluiten/", reason="Klaar.")
    assert early.status_code == 409
    assert "De casus staat in fase 2" in body(early)
    down = {**DOWN, "receiver": city.user("case_manager"), "aftercare": tomorrow(),
            "grounds": "Rustig."}  # fmt: skip
    assert post(case_manager, thread, "fase/1/", **down).status_code == 302
    asked = f"besluit/{thread.request().id}/"
    assert "Weer lawaai in de nacht" in body(page(manager, thread, asked))
    assert post(manager, thread, asked, granted="ja", reason="").status_code == 302
    assert post(manager, thread, "sluiten/", reason="Klaar.").status_code == 302
    assert "Deze casus is gesloten" in body(page(manager, thread))
    assert post(manager, thread, "sluiten/", reason="Klaar.").status_code == 302
    assert page(case_manager, thread).status_code == 404


def test_the_household_holds_a_seat_by_a_recorded_acceptance(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    assert post(client, thread, "stoel/casusregie/", holder="huishouden").status_code == 302
    seat = thread.seat("casusregie")
    assert page(client, thread, f"huishouden/{seat.id}/").status_code == 200
    assert post(client, thread, f"huishouden/{seat.id}/").status_code == 302
    seat.refresh_from_db(using="keeper")
    assert seat.acceptance_recorded_by_id == city.user("process_manager")
    assert "Het huishouden" in body(page(client, thread))
    assert page(client, thread, f"huishouden/{uuid4()}/").status_code == 404


def test_contributing_releasing_and_correcting(city, client_as):
    thread = running(city)
    thread.partner("politie", "police")
    police, gemeente = client_as("police"), city.organisation("gemeente")
    sent = {"nature": "fact", "text": "Vier keer ter plaatse.", "key": uuid4()}
    for _twice in range(2):
        assert post(police, thread, "inbreng/", **sent).status_code == 302
    found = Contribution.objects.using("keeper").get()
    assert "Alleen voor uw organisatie" in body(page(police, thread))
    manager = client_as("process_manager")
    assert "Vier keer" not in body(page(manager, thread))
    assert post(police, thread, f"inbreng/{found.id}/", release_to=[gemeente]).status_code == 302
    assert "Vier keer" in body(page(manager, thread))
    assert "Vrijgegeven aan u" in body(page(manager, thread))
    assert page(manager, thread, f"inbreng/{found.id}/").status_code == 404
    again = {"nature": "fact", "text": "Vijf keer ter plaatse."}
    assert post(police, thread, f"inbreng/{found.id}/verbeteren/", **again).status_code == 302
    text = body(page(manager, thread))
    assert "Vijf keer" in text
    assert "is verbeterd" in text
    late = post(police, thread, f"inbreng/{found.id}/verbeteren/", nature="fact", text="Zes keer.")
    assert late.status_code == 409
    assert "Vijf keer" in body(late)
    assert "Zes keer" in body(late)


def test_a_stale_edit_shows_both_texts_and_loses_nothing(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    first = {"title": "Portiek", "reason": "Tekst van de eerste", "version": 1}
    assert post(client, thread, "wijzigen/", **first).status_code == 302
    answer = post(client, thread, "wijzigen/", **{**first, "reason": "Tekst van de tweede"})
    assert answer.status_code == 409
    for words in ("eerste", "tweede"):
        assert words in body(answer)
    assert CaseContent.objects.using("keeper").get().reason == "Tekst van de eerste"


def test_finishing_an_action_twice_shows_both_results(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    sent = {"title": "Bellen", "owner": city.user("process_manager"), "due_on": tomorrow(),
            "key": uuid4()}  # fmt: skip
    for _twice in range(2):
        assert post(client, thread, "actie/", **sent).status_code == 302
    action = Action.objects.using("keeper").get()
    assert "Bellen" in body(page(client, thread, "?deel=acties"))
    done = {"result": "Gebeld", "version": 1}
    assert page(client, thread, f"actie/{action.id}/").status_code == 200
    assert post(client, thread, f"actie/{action.id}/", **done).status_code == 302
    answer = post(client, thread, f"actie/{action.id}/", result="Geschreven", version=1)
    assert answer.status_code == 409
    assert "Gebeld" in body(answer)
    assert "Geschreven" in body(answer)
    assert page(client, thread, f"actie/{action.id}/").status_code == 302


NASTY = ["", " ", "x" * 20_000, "a\x00b", "a\u202eb", "a\u200bb", "<script>alert(1)</script>",
         "=cmd|' /C calc'!A0"]  # fmt: skip
FORMS = {
    "wijzigen/": {"title": "x", "reason": "x", "version": 1},
    "inbreng/": {"nature": "fact", "text": "x", "about_date": "", "release_to": "", "key": ""},
    "actie/": {"title": "x", "owner": "x", "due_on": "2026-02-30", "key": "x"},
    "evaluatie/": {"held_on": "31-02-2026", "safety": "11", "text": "x"},
    "persoon/": {"name": "x", "role": "baas", "born": "31-02-1990"},
    "stoel/operationeel/": {"holder": "niemand"},
    "fase/3/": {"grounds": ""},
    "in-behandeling/": {"purpose": ""},
}


@pytest.mark.parametrize("tail", FORMS)
def test_bad_input_is_a_clear_sentence_and_never_a_500(city, client_as, tail):
    thread = running(city)
    client = client_as("process_manager")
    before = Case.objects.using("keeper").values().get()
    for field in FORMS[tail]:
        for value in NASTY:
            answer = post(client, thread, tail, **{**FORMS[tail], field: value})
            assert answer.status_code in (302, 409, 422), (field, value)
            assert "<script>alert" not in body(answer)
    assert Case.objects.using("keeper").values().get() == before


@pytest.mark.parametrize(
    ("tail", "data", "sentence"),
    [
        ("evaluatie/", {"held_on": "31-02-2026", "safety": "5", "text": "x"},
         "Deze datum bestaat niet"),
        ("evaluatie/", {"held_on": "2999-01-01", "safety": "5", "text": "x"}, "moet nog komen"),
        ("evaluatie/", {"held_on": "2026-01-01", "safety": "11", "text": "x"}, "0 tot en met 10"),
        ("inbreng/", {"nature": "fact", "text": "x", "about_date": "2999-01-01"}, "moet nog komen"),
        ("inbreng/", {"nature": "fact", "text": "x" * 10_001}, "Dit is te lang"),
    ],
)  # fmt: skip
def test_errors_say_what_to_do_and_keep_what_was_typed(city, client_as, tail, data, sentence):
    thread = running(city)
    answer = post(client_as("process_manager"), thread, tail, **data)
    assert answer.status_code == 422
    assert sentence in body(answer)
    assert Contribution.objects.using("keeper").count() == 0
    assert Evaluation.objects.using("keeper").count() == 0


def test_an_action_in_the_past_or_for_a_stranger_is_refused(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    sent = {"title": "Bellen", "owner": city.user("process_manager"), "due_on": "2020-01-01"}
    assert "al voorbij" in body(post(client, thread, "actie/", **sent))
    sent |= {"owner": city.user("police"), "due_on": tomorrow()}
    assert post(client, thread, "actie/", **sent).status_code == 422
    assert Action.objects.using("keeper").count() == 0


def test_deciding_twice_decides_once(city, client_as):
    thread = running(city, 2)
    thread.fill("operationeel", "lead")
    thread.evaluate()
    thread.plan()
    request = thread.ask("process_manager", 3, "Nodig.")
    client = client_as("lead")
    for _twice in range(2):
        answer = post(client, thread, f"besluit/{request}/", granted="ja", reason="")
        assert answer.status_code == 302
    assert PhaseDecision.objects.using("keeper").filter(to_phase=3).count() == 1
    assert thread.row.phase == 3
    with pytest.raises(Conflict):
        thread.ask("process_manager", 3, "Nodig.")
    no = post(client, thread, f"besluit/{request}/", granted="nee", reason="Toch niet")
    assert no.status_code == 409


def test_a_second_request_waits_for_the_first(city):
    thread = running(city, 2)
    thread.fill("operationeel", "lead")
    thread.evaluate()
    thread.plan()
    thread.ask("process_manager", 3, "Nodig.")
    with pytest.raises(Conflict) as refused:
        thread.ask("case_manager", 1, "Anders.")
    assert "verzoek" in refused.value.missing[0].what
    assert PhaseRequest.objects.using("keeper").filter(decided_at=None).count() == 1


def test_a_connection_killed_inside_a_decision_leaves_the_old_state(city, superuser):
    thread = running(city, 2)
    thread.fill("operationeel", "lead")
    thread.evaluate()
    thread.plan()
    request = thread.ask("process_manager", 3, "Nodig.")

    def killed_halfway():
        with acting_as(city.acting("lead")) as acting:
            actions.decide_phase(acting, request, granted=True)
            with connection.cursor() as cursor:
                cursor.execute("select pg_backend_pid()")
                (pid,) = cursor.fetchone()
            superuser.execute("select pg_terminate_backend(%s)", [pid])
            Case.objects.count()

    with pytest.raises((OperationalError, psycopg.OperationalError)):
        killed_halfway()
    connection.close()
    assert thread.row.phase == 2
    assert thread.request().id == request
    assert PhaseDecision.objects.using("keeper").filter(to_phase=3).count() == 0
    thread.do("lead", actions.decide_phase, request, granted=True)
    assert thread.row.phase == 3


def queries(client, there):
    client.get(there)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(there).status_code == 200
    return len(caught)


def test_queries_do_not_grow_with_rows(city, client_as):
    thread = running(city, 2)
    client = client_as("process_manager")

    def more():
        thread.do("process_manager", actions.add_contribution, thread.id, nature="fact", text="x")
        thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
                  owner=city.user("process_manager"), due_on=tomorrow())  # fmt: skip
        thread.evaluate()

    more()
    places = ("/werk/casussen/", f"/werk/casussen/{thread.id}/", "/werk/")
    one = [queries(client, there) for there in places]
    for _row in range(2):
        more()
        running(city, 2)
    assert min(one) > 5
    assert [queries(client, there) for there in places] == one


def test_hidden_and_absent_ask_the_same_number_of_queries(city, client_as):
    thread = running(city)
    client = client_as("process_manager2")

    def asked(key):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/werk/casussen/{key}/").status_code == 404
        return [query["sql"].split()[:3] for query in caught]

    asked(uuid4())  # what a browser's first request asks once
    assert asked(thread.id) == asked(uuid4())


def test_my_work_goes_by_clock_and_says_for_whom_one_waits(city):
    thread = running(city, 2)
    thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
              holder=city.user("lead"))  # fmt: skip
    thread.ask("case_manager", 1, "Rustig.")
    with acting_as(city.acting("process_manager")) as acting:
        assert "Evalueer en herijk de fase" not in {task.title for task in api.my_work(acting)}
    Clock.objects.using("keeper").filter(met_at=None).update(due_at=timezone.now())
    with acting_as(city.acting("process_manager")) as acting:
        mine = {task.title: task.waits_for for task in api.my_work(acting)}
    assert mine["aanvaarden van operationeel"] == "Lead Voorbeeld"
    assert mine["Besluit over de stap naar fase 1"] == ""
    assert "Evalueer en herijk de fase" in mine
    with acting_as(city.acting("lead")) as acting:
        (task,) = api.my_work(acting)
    assert task.title == "Aanvaard de stoel operationeel"
    with acting_as(city.acting("case_manager")) as acting:
        assert [t.waits_for for t in api.my_work(acting)] == ["procesregie"]


def test_the_briefing_asks_and_shows_only_the_own_seats(city, client_as):
    thread = running(city, 3)
    running(city, 3)
    thread.do("process_manager", actions.ask_seat, thread.id, "bestuurlijk",
              holder=city.user("mayor"))  # fmt: skip
    client = client_as("mayor")
    text = body(client.get("/werk/briefing/"))
    assert "Aanvaard de stoel bestuurlijk in casus" in text
    assert thread.row.number in text
    thread.do("mayor", actions.accept_seat, thread.seat("bestuurlijk").id)
    thread.ask("process_manager", 4, "Het loopt op.")
    text = body(client.get("/werk/briefing/"))
    assert "Besluit over opschalen naar fase 4" in text
    assert "Het loopt op." in text
    request = thread.request().id
    passed(client, 10)
    assert post(client, thread, f"besluit/{request}/", granted="ja", reason="").status_code == 302
    assert thread.row.phase == 4
    text = body(client.get("/werk/briefing/"))
    assert "Van fase 3 naar fase 4" in text
    assert page(client, thread).status_code == 200
    assert text.count("Waar u verantwoordelijk bent") == 1


def test_the_radar_counts_late_clocks_and_empty_seats(city, client_as):
    thread = running(city, 2)
    Seat.objects.using("keeper").filter(case_id=thread.id, role="casusregie").update(
        ended_at=timezone.now(), ended_why="left"
    )
    Seat.objects.using("keeper").create(
        case_id=thread.id, role="casusregie", since=timezone.now(), due_at=timezone.now()
    )
    CaseContent.objects.using("keeper").update(next_due=timezone.now() - timedelta(days=2))
    text = body(client_as("process_manager").get("/werk/casussen/?laat=1&leeg=1"))
    assert "Casusregie leeg" in text
    since = timezone.now() - timedelta(days=3)
    Seat.objects.using("keeper").filter(role="casusregie", holder=None).update(since=since)
    shown = body(page(client_as("process_manager"), thread))
    assert "Leeg, 3 dagen" in shown
    assert "Casusregie vullen" in shown
    assert "te laat" in text


def test_everything_that_happens_stands_in_the_timeline(city, client_as):
    thread = running(city, 2)
    do = thread.do
    city_user = city.user
    do("process_manager", actions.ask_seat, thread.id, "operationeel", holder=city_user("lead"))
    lead = client_as("lead")
    seat = thread.seat("operationeel").id
    assert post(lead, thread, f"aanvaarden/{seat}/", antwoord="nee").status_code == 302
    assert page(lead, thread).status_code == 404
    assert page(client_as("process_manager2"), thread).status_code == 404
    do("process_manager", actions.ask_seat, thread.id, "operationeel", holder=city_user("lead"))
    with pytest.raises(Conflict):
        do("process_manager", actions.ask_seat, thread.id, "operationeel", holder=city_user("lead"))
    assert page(lead, thread).status_code == 200
    seat = thread.seat("operationeel").id
    assert post(lead, thread, f"aanvaarden/{seat}/", antwoord="ja").status_code == 302
    with pytest.raises(Conflict):
        do("lead", actions.decline_seat, seat)
    request = thread.ask("case_manager", 1, "Rustig.")
    do("process_manager", actions.decide_phase, request, granted=False, reason="Te vroeg.")
    thread.partner("politie", "police")
    client = client_as("process_manager")
    part = thread_partner(thread)
    assert page(client, thread, f"partner-weg/{part}/").status_code == 200
    assert post(client, thread, f"partner-weg/{part}/").status_code == 302
    assert page(client, thread, f"partner-weg/{part}/").status_code == 404
    text = body(page(client, thread))
    for words in ("Operationeel: niet aanvaard", "Operationeel gevraagd aan Lead Voorbeeld",
                  "Operationeel aanvaard door Lead Voorbeeld", "Niet van fase 2 naar fase 1",
                  "Te vroeg.", "Politie (voorbeeld) doet mee",
                  "Politie (voorbeeld) doet niet meer mee"):  # fmt: skip
        assert words in text, words
    assert thread.row.phase == 2


def thread_partner(thread):
    return Participation.objects.using("keeper").get(case_id=thread.id).id


def test_who_is_passed_over_for_another_sees_the_head_no_more(city, client_as):
    thread = running(city)
    thread.partner("politie", "police")
    ask = {"holder": city.user("case_manager")}
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", **ask)
    client = client_as("case_manager")
    assert page(client, thread).status_code == 200
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie",
              holder=city.user("police"))  # fmt: skip
    assert page(client, thread).status_code == 404
    assert thread.row.number not in body(client.get("/werk/casussen/"))


def test_an_empty_seat_is_work_for_the_process_manager(city):
    thread = running(city, 2)
    thread.do("process_manager", actions.ask_seat, thread.id, "operationeel",
              holder=city.user("lead"))  # fmt: skip
    thread.do("lead", actions.decline_seat, thread.seat("operationeel").id)
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    key = thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
                    owner=city.user("process_manager"), due_on=tomorrow())  # fmt: skip
    thread.partner("politie", "police")
    thread.do("process_manager", actions.add_action, thread.id, title="Langsgaan",
              owner=city.user("police"), due_on=tomorrow())  # fmt: skip
    with acting_as(city.acting("process_manager")) as acting:
        mine = {task.title: task.waits_for for task in api.my_work(acting)}
    assert mine["Vul de stoel operationeel"] == ""
    assert mine["Leg vast of het huishouden casusregie aanvaardt"] == ""
    assert mine["Bellen"] == ""
    assert mine["Langsgaan"] == "Politie (voorbeeld)"
    assert key


def test_persons_are_added_on_the_page_and_their_names_stay_apart(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    sent = {"name": "Bo Verzonnen", "role": "subject", "born": "1987", "address": ""}
    assert post(client, thread, "persoon/", **sent).status_code == 302
    text = body(page(client, thread, "?deel=personen"))
    assert "Betrokkene 1" in text
    assert "Bo Verzonnen" not in text


def test_the_partner_form_wants_people_of_that_organisation(city, client_as):
    thread = running(city)
    client = client_as("process_manager")
    there = f"partner/{city.organisation('politie')}/"
    sent = {
        "task": "Kijkt mee",
        "ground": "police_data",
        "law": "wmo",
        "categories": ["feit"],
        "people": [city.user("care")],
    }
    assert post(client, thread, there, **sent).status_code == 422
    sent["people"] = [city.user("police"), city.user("police2")]
    assert post(client, thread, there, **sent).status_code == 302
    assert page(client_as("police2"), thread).status_code == 200


def test_saying_no_needs_only_the_mandate(city):
    thread = running(city, 2)
    thread.fill("operationeel", "lead")
    thread.evaluate()
    thread.plan()
    request = thread.ask("process_manager", 3, "Nodig.")
    thread.do("process_manager", actions.ask_seat, thread.id, "casusregie", household=True)
    with pytest.raises(Conflict) as refused:
        thread.do("lead", actions.decide_phase, request, granted=True)
    assert "huishouden" in " ".join(m.what for m in refused.value.missing)
    with pytest.raises(Conflict) as refused:
        thread.do("process_manager", actions.decide_phase, request, granted=False, reason="x")
    assert refused.value.missing[0].what == "Dit is uw eigen verzoek"
    thread.do("lead", actions.decide_phase, request, granted=False, reason="Nu niet.")
    assert thread.row.phase == 2
