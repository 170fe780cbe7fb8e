"""The desk: list, read, take, assign, ask, answer, reveal, search, export; and losing a race."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message as Mail
from baken.reports.actions import desk
from baken.reports.actions.intake import Where
from baken.reports.codes import TRANSITIONS, State, may_follow
from baken.reports.models import Event, Message
from tests.reports.tools import (
    HOLY,
    Counted,
    all_verbs,
    keeper_get,
    stored,
    tell,
    tree_of,
    verbs,
)


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def rows(response):
    return [row.report.id for row in response.context["rows"]]


# -- the list ----------------------------------------------------------------------------------


def test_the_list_by_clock_and_by_newest(client_as):
    slow = tell("Eerst binnen, lange termijn", code="nuisance.noise")
    fast = tell("Later binnen, korte termijn", code="housing.dangerous")
    client = client_as("desk")
    assert rows(client.get("/werk/meldingen/")) == [fast.id, slow.id]
    last = tell("Nieuwste")
    assert rows(client.get("/werk/meldingen/?orde=nieuw")) == [last.id, fast.id, slow.id]


def test_filters_in_the_address_bar(city, client_as):
    west = tell("In west", code="waste.dumped")
    holy = tell("In holy", where=HOLY, code="nuisance.noise")
    with acting_as(city.acting("desk")) as acting:
        desk.take(acting, holy.id, 1)
    client = client_as("desk")

    def listed(query):
        return rows(client.get(f"/werk/meldingen/?{query}"))

    assert listed("staat=nieuw") == [west.id]
    assert listed("staat=bezig") == [holy.id]
    assert listed("staat=open&wijk=WK062207") == [holy.id]
    assert listed("staat=open&soort=waste") == [west.id]
    assert listed("staat=open&soort=waste.dumped") == [west.id]
    assert listed("staat=open&mijn=1") == [holy.id]
    assert listed("staat=open&telaat=1") == []
    from django.utils import timezone

    stored().filter(id=west.id).update(due_at=timezone.now() - timedelta(days=1))
    assert listed("staat=open&telaat=1") == [west.id]
    assert listed("staat=open&telaat=1&q=west") == [west.id]
    with acting_as(city.acting("desk")) as acting:
        desk.ask(acting, west.id, 1, "Een vraag stopt de klok")
    stored().filter(id=west.id).update(due_at=timezone.now() - timedelta(days=1))
    assert listed("staat=open&telaat=1") == []
    assert listed("staat=open&telaat=1&q=west") == []
    assert listed("staat=klaar") == []


@pytest.mark.parametrize(
    "query",
    [
        "staat=bestaatniet", "wijk=WK999999", "soort='--", "orde=x", "na=!!!",
        "na=WyJ4IiwgInkiXQ", "voor=e30", "q=" + "a" * 5000, "q=%E2%80%AE", "q=<script>",
        "q=%00", "wijk=%00", "q=%27%20or%201=1", "q=%26%7C%21%28%29:*", "mijn=xx&telaat=-1",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_bar_is_no_error(client_as, query):
    tell()
    page = client_as("desk").get(f"/werk/meldingen/?{query}")
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_pages_by_key(client_as, monkeypatch):
    made = [tell(f"Melding {n}").id for n in range(5)]
    monkeypatch.setattr("baken.reports.views.desk.SIZE", 2)
    client, seen, query = client_as("desk"), [], ""
    for _page in range(3):
        page = client.get(f"/werk/meldingen/?orde=nieuw{query}")
        seen += rows(page)
        query = f"&na={page.context['page'].next}"
    assert seen == made[::-1]


def test_the_list_takes_six_statements_for_any_number_of_rows(client_as):
    tell()
    client = client_as("desk")
    client.get("/werk/meldingen/")
    counted = {}
    for number in (1, 3):
        while stored().count() < number:
            tell()
        with Counted() as found:
            assert client.get("/werk/meldingen/").status_code == 200
        counted[number] = len(found)
        with Counted() as searched:
            client.get(
                "/werk/meldingen/?q=motor&wijk=WK062202&soort=nuisance&orde=nieuw&staat=open"
            )
        counted[f"{number} searched"] = len(searched)
    assert set(counted.values()) == {6, 7}, counted
    assert counted[1] == counted[3] == 6
    assert counted["1 searched"] == counted["3 searched"] == 7


def test_reading_takes_at_most_ten_statements_for_any_timeline(city, client_as):
    report = tell()
    client = client_as("desk")
    headers = {"HX-Request": "true"}
    client.get(f"/werk/meldingen/{report.id}/", headers=headers)
    with Counted() as short:
        client.get(f"/werk/meldingen/{report.id}/", headers=headers)
    with acting_as(city.acting("desk")) as acting:
        desk.take(acting, report.id, 1)
        desk.ask(acting, report.id, 2, "Een vraag")
        desk.assign(acting, report.id, 3, city.user("desk2"))
    with Counted() as long:
        client.get(f"/werk/meldingen/{report.id}/", headers=headers)
    assert len(short) == len(long) <= 10, long.statements


def test_an_empty_list_says_what_would_be_here(client_as):
    page = client_as("desk").get("/werk/meldingen/?staat=klaar")
    assert "Hier liggen geen meldingen" in words(page)


def test_a_count_over_a_thousand(monkeypatch, client_as):
    monkeypatch.setattr("baken.reports.queries.CAP", 2)
    for _n in range(3):
        tell()
    assert "meer dan 1.000" in words(client_as("desk").get("/werk/meldingen/"))


# -- reading -----------------------------------------------------------------------------------


def test_reading_is_recorded_and_shows_no_contact_details(client_as):
    report = tell("=cmd|' /C calc'!A0 <script>alert(1)</script>", email="bo@voorbeeld.invalid")
    page = client_as("desk").get(f"/werk/meldingen/{report.id}/")
    assert verbs(report)[-1] == "report.read"
    assert "bo@voorbeeld.invalid" not in words(page)
    assert "&lt;script&gt;" in page.content.decode()
    assert b"<script>alert" not in page.content


def test_htmx_gets_the_pane_only(client_as):
    report = tell()
    page = client_as("desk").get(f"/werk/meldingen/{report.id}/", headers={"HX-Request": "true"})
    assert page.content.strip().startswith(b"<article")
    assert "HX-Request" in page["Vary"]


def test_absent_and_hidden_reports_look_the_same(client_as):
    hidden = tell(where=HOLY)
    client = client_as("desk_west")
    client.get(f"/werk/meldingen/{uuid4()}/")
    with Counted() as absent:
        first = client.get(f"/werk/meldingen/{uuid4()}/")
    with Counted() as closed:
        second = client.get(f"/werk/meldingen/{hidden.id}/")
    assert first.status_code == second.status_code == 404
    assert len(absent) == len(closed)
    assert "report.read" not in all_verbs()


@pytest.mark.parametrize("who", ["process_manager", "police", "administrator", "privacy_officer",
                                 "mayor", "adviser", "clerk"])  # fmt: skip
def test_others_have_no_desk(client_as, who):
    report = tell()
    client = client_as(who)
    assert client.get("/werk/meldingen/").status_code == 403
    assert client.get(f"/werk/meldingen/{report.id}/").status_code == 404
    assert client.get("/werk/meldingen/export/").status_code == 403
    for step in ("neem", "vraag", "antwoord", "contact", "toewijzen", "soort"):
        assert client.post(f"/werk/meldingen/{report.id}/{step}/").status_code == 403
    assert keeper_get(report.id).state == State.RECEIVED


def test_reports_alike_are_near_in_place_and_time(city):
    from baken.reports.queries import similar

    def made(text, lat=51.9050, lon=4.3180, code="nuisance.noise", buurt="BU06220203"):
        return tell(text, code=code, where=Where(lat, lon, "", buurt, "WK062202"))

    one = made("Deze")
    near, nearer = made("100 meter", lat=51.9059), made("Hier", code="nuisance.youths")
    made("Ver", lat=51.9150)
    made("Andere soort", code="waste.dumped")
    made("Andere buurt", buurt="BU06220204")
    vague = made("Zonder punt", lat=None, lon=None)
    old = made("Lang geleden")
    stored().filter(id=old.id).update(received_at=old.received_at - timedelta(weeks=13))
    with acting_as(city.acting("desk")):
        from baken.reports.queries import find

        found = similar(find(one.id))
    assert [(s.id, s.metres) for s in found] == [
        (nearer.id, 0), (near.id, 100), (vague.id, None),
    ]  # fmt: skip
    nowhere = tell(where=Where())
    with acting_as(city.acting("desk")):
        assert similar(find(nowhere.id)) == []


# -- steps -------------------------------------------------------------------------------------


def test_taking(city, client_as):
    report, client = tell(), client_as("desk")
    page = client.post(f"/werk/meldingen/{report.id}/neem/", {"version": 1}, follow=True)
    assert "U behandelt deze melding nu" in words(page)
    taken = keeper_get(report.id)
    assert (taken.state, taken.assigned_to_id) == (State.WORKING, city.user("desk"))
    assert taken.due_at == taken.answer_due_at
    client.post(f"/werk/meldingen/{report.id}/neem/", {"version": 1})
    assert verbs(report).count("report.take") == 1


def test_two_take_at_once_and_one_wins(city):
    report = tell()
    outcomes, gate = [], threading.Barrier(2)

    def attempt(who):
        from django.db import connection

        try:
            with acting_as(city.acting(who)) as acting:
                gate.wait(5)
                desk.take(acting, report.id, 1)
            outcomes.append("won")
        except Conflict as conflict:
            outcomes.append(conflict.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(who,)) for who in ("desk", "desk2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes)[1] == "won"
    assert "was u net voor" in sorted(outcomes)[0]
    assert Event.objects.using("keeper").filter(kind="taken").count() == 1
    assert keeper_get(report.id).version == 2


def test_a_stale_answer_shows_both_texts(city, client_as):
    report = tell()
    with acting_as(city.acting("desk2")) as acting:
        desk.answer(acting, report.id, 1, "Antwoord van mijn collega", "solved")
    data = {"version": 1, "text": "Mijn eigen antwoord", "result": "advice"}
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/antwoord/", data)
    assert page.status_code == 409
    plain = words(page).replace("<ins>", "").replace("</ins>", "")
    assert "Mijn eigen antwoord" in plain
    assert "Antwoord van mijn collega" in plain
    assert "Desk2 Voorbeeld was u net voor" in plain
    assert Message.objects.using("keeper").count() == 1


def test_one_text_can_be_made_of_two_while_the_report_is_open(city, client_as):
    report = tell()
    with acting_as(city.acting("desk2")) as acting:
        desk.ask(acting, report.id, 1, "Vraag van mijn collega")
    client = client_as("desk")
    data = {"version": 1, "text": "Mijn antwoord", "result": "advice"}
    page = client.post(f"/werk/meldingen/{report.id}/antwoord/", data)
    assert page.status_code == 409
    assert 'name="version" value="2"' in words(page)
    assert 'name="result" value="advice"' in words(page)
    merged = {"version": 2, "text": "Mijn antwoord, na de vraag", "result": "advice"}
    assert client.post(f"/werk/meldingen/{report.id}/antwoord/", merged).status_code == 302
    texts = Message.objects.using("keeper").order_by("at").values_list("text", flat=True)
    assert list(texts) == ["Vraag van mijn collega", "Mijn antwoord, na de vraag"]


def test_assigning_asks_a_colleague_of_the_desk(city, client_as):
    report, client = tell(), client_as("desk")
    page = client.get(f"/werk/meldingen/{report.id}/toewijzen/")
    assert "Desk2 Voorbeeld" in words(page)
    assert "Police" not in words(page)
    data = {"version": 1, "user": str(city.user("desk2"))}
    assert client.post(f"/werk/meldingen/{report.id}/toewijzen/", data).status_code == 302
    changed = keeper_get(report.id)
    assert (changed.state, changed.assigned_to_id) == (State.READING, city.user("desk2"))
    bad = {"version": 2, "user": str(city.user("police"))}
    assert client.post(f"/werk/meldingen/{report.id}/toewijzen/", bad).status_code == 422
    for blind in ("police", "process_manager", "lead"):  # none of them could open it
        with acting_as(city.acting("desk")) as acting, pytest.raises(ValidationError):
            desk.assign(acting, report.id, 2, city.user(blind))
    assert keeper_get(report.id).assigned_to_id == city.user("desk2")


def test_assigning_offers_nobody_of_another_wijk(city, client_as):
    west, holy = tell(), tell(where=HOLY)
    client, wanted = client_as("desk"), city.user("desk_west")
    for report, offered in ((west, True), (holy, False)):
        address = f"/werk/meldingen/{report.id}/toewijzen/"
        assert (str(wanted) in words(client.get(address))) is offered
        answer = client.post(address, {"version": 1, "user": str(wanted)})
        assert answer.status_code == (302 if offered else 422)
    with acting_as(city.acting("desk")) as acting, pytest.raises(ValidationError):
        desk.assign(acting, holy.id, 1, wanted)
    assert keeper_get(holy.id).assigned_to_id is None
    assert keeper_get(west.id).assigned_to_id == wanted


def test_another_kind_counts_the_norms_anew(city, client_as):
    report = tell(code="nuisance.noise")
    before = keeper_get(report.id)
    data = {"version": 1, "subject": "housing.landlord", "reason": "Gaat over de verhuurder"}
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/soort/", data)
    assert page.status_code == 302
    after = keeper_get(report.id)
    assert after.category_id == tree_of("housing.landlord").id
    assert after.answer_due_at > before.answer_due_at
    event = Event.objects.using("keeper").get(kind="category")
    assert (event.old, event.new) == ("nuisance.noise", "housing.landlord")
    assert event.note == "Gaat over de verhuurder"
    page = client_as("desk").get(f"/werk/meldingen/{report.id}/")
    assert "Lawaai → Iets anders met een verhuurder" in words(page)


def test_asking_stops_the_clock_and_mails_who_left_an_address(city, client_as):
    report = tell(email="bo@voorbeeld.invalid")
    data = {"version": 1, "text": "Op welke dagen?"}
    assert client_as("desk").post(f"/werk/meldingen/{report.id}/vraag/", data).status_code == 302
    assert keeper_get(report.id).state == State.WAITING
    mails = Mail.objects.using("keeper").order_by("created_at")
    assert [mail.to for mail in mails] == ["bo@voorbeeld.invalid"] * 2
    assert "Op welke dagen?" not in mails[1].text


def test_answering_closes_and_tells(city, client_as):
    report = tell(email="bo@voorbeeld.invalid")
    data = {"version": 1, "text": "Wij zijn geweest.", "result": "solved"}
    assert client_as("desk").post(f"/werk/meldingen/{report.id}/antwoord/", data).status_code == 302
    closed = keeper_get(report.id)
    assert (closed.state, closed.result, closed.due_at) == (State.ANSWERED, "solved", None)
    assert closed.closed_at is not None
    assert Message.objects.using("keeper").get().text == "Wij zijn geweest."
    newest = Mail.objects.using("keeper").order_by("-created_at").first()
    assert "Wij zijn geweest." in newest.text
    assert verbs(report)[-1] == "report.answer"
    again = client_as("desk").post(f"/werk/meldingen/{report.id}/antwoord/", {**data, "version": 2})
    assert again.status_code == 409
    assert "al beantwoord" in words(again)


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("antwoord", {"text": "", "result": "solved"}, "nog leeg"),
        ("antwoord", {"text": "x", "result": ""}, "Kies een van de antwoorden"),
        ("antwoord", {"text": "x", "result": "niets"}, "niets"),
        ("antwoord", {"text": "a" * 4001, "result": "solved"}, "te lang"),
        ("antwoord", {"text": "x\u200by", "result": "solved"}, "onzichtbaar teken"),
        ("vraag", {"text": "\x00"}, "onzichtbaar teken"),
        ("soort", {"subject": "bestaatniet", "reason": "x"}, "bestaatniet"),
        ("soort", {"subject": "nuisance.noise", "reason": ""}, "Vul dit nog in"),
        ("toewijzen", {"user": "geen uuid"}, "geen uuid"),
        ("contact", {"ground": "nieuwsgierig"}, "nieuwsgierig"),
    ],
)
def test_bad_input_is_explained_and_changes_nothing(client_as, step, fields, sentence):
    report = tell(email="bo@voorbeeld.invalid")
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/{step}/", {"version": 1, **fields})
    assert page.status_code == 422
    assert sentence in words(page)
    assert keeper_get(report.id).version == 1
    assert not Message.objects.using("keeper").exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_broken_version_changes_nothing(client_as, version):
    report = tell()
    client = client_as("desk")
    taken = client.post(f"/werk/meldingen/{report.id}/neem/", {"version": version})
    assert taken.status_code == 302
    data = {"version": version, "text": "x", "result": "solved"}
    assert client.post(f"/werk/meldingen/{report.id}/antwoord/", data).status_code == 422
    assert keeper_get(report.id).state == State.RECEIVED


def test_contact_details_are_opened_with_a_ground_and_a_trace(client_as):
    report, bare = tell(email="bo@voorbeeld.invalid", phone="0600000000"), tell()
    client = client_as("desk")
    assert "bo@voorbeeld" not in words(client.get(f"/werk/meldingen/{report.id}/contact/"))
    page = client.post(f"/werk/meldingen/{report.id}/contact/", {"ground": "call_back"})
    assert "bo@voorbeeld.invalid" in words(page)
    from baken.audit.models import Entry

    entry = Entry.objects.using("keeper").get(verb="report.reveal")
    assert (entry.object_id, entry.ground) == (report.id, "call_back")
    nothing = client.post(f"/werk/meldingen/{bare.id}/contact/", {"ground": "call_back"})
    assert nothing.status_code == 404


# -- search and export -------------------------------------------------------------------------


def test_search_by_word_number_and_address(client_as):
    report, _other = tell("De lantaarns zijn uit"), tell("Iets anders", where=HOLY)
    client = client_as("desk")
    for term in ("lantaarn", report.number, report.number.replace("-", " "), "Verzonnenlaan"):
        assert rows(client.get("/werk/meldingen/", {"q": term})) == [report.id], term
    assert rows(client.get("/werk/meldingen/", {"q": "bestaatniet"})) == []
    assert rows(client.get("/werk/meldingen/", {"q": "de het een"})) == []
    assert rows(client.get("/werk/meldingen/", {"q": "lantaarn", "wijk": "WK062207"})) == []
    from baken.audit.api import term_mark
    from baken.audit.models import Entry

    found = Entry.objects.using("keeper").filter(verb="report.search").order_by("id").first()
    assert bytes(found.term) == term_mark("lantaarn")
    assert found.count == 1


def test_the_file_asks_why_and_keeps_formulas_quiet(client_as):
    tell('=HYPERLINK("http://x";"klik")\nTweede; regel', email="bo@voorbeeld.invalid")
    tell("In holy", where=HOLY)
    client = client_as("desk")
    page = client.get("/werk/meldingen/export/?wijk=WK062202")
    assert "Waarvoor is het bestand?" in words(page)
    assert client.post("/werk/meldingen/export/?wijk=WK062202", {"ground": "x"}).status_code == 422
    assert "report.export" not in all_verbs()
    answer = client.post("/werk/meldingen/export/?wijk=WK062202", {"ground": "handling"})
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in text
    assert "In holy" not in text
    assert "bo@voorbeeld" not in text
    from baken.audit.models import Entry

    entry = Entry.objects.using("keeper").get(verb="report.export")
    assert (entry.ground, entry.count) == ("handling", 1)


def test_the_file_holds_no_more_than_its_purpose_needs(client_as):
    tell(
        "Een lantaarn is stuk",
        code="waste.damage",
        email="bo@voorbeeld.invalid",
        phone="0600000000",
    )
    tell("Mijn baas houdt mijn paspoort", code="crime.exploitation", name="Bo Bedenksel")
    client = client_as("desk")
    assert "De tekst van vertrouwelijke meldingen" in words(client.get("/werk/meldingen/export/"))

    def file(ground):
        posted = client.post("/werk/meldingen/export/?staat=alles", {"ground": ground})
        return posted.content.decode("utf-8-sig")

    for ground in ("handling", "access_request"):
        text = file(ground)
        assert "Een lantaarn is stuk" in text
        assert "vertrouwelijk: lees de tekst in Baken" in text
        assert "paspoort" not in text
    plain = file("quality")
    assert plain.count("M-") == 2
    for secret in ("lantaarn", "paspoort", "Tekst"):
        assert secret not in plain
    for text in (plain, file("handling")):
        for secret in ("bo@voorbeeld", "0600000000", "Bedenksel", "Verzonnenlaan"):
            assert secret not in text


# -- rules -------------------------------------------------------------------------------------


def test_every_state_has_its_transitions_and_none_leaves_the_end():
    assert set(TRANSITIONS) == set(State)
    assert not TRANSITIONS[State.WITHDRAWN]
    assert may_follow(State.RECEIVED, State.TO_CASE)
    assert not may_follow(State.TO_CASE, State.WORKING)
    assert not may_follow(State.ANSWERED, State.WORKING)


def test_actions_refuse_who_does_not_handle_reports(city):
    report = tell()
    for who in ("police", "administrator", "process_manager", "mayor"):
        with acting_as(city.acting(who)) as acting:
            with pytest.raises(Denied):
                desk.take(acting, report.id, 1)
            with pytest.raises(Denied):
                desk.answer(acting, report.id, 1, "x", "solved")
            with pytest.raises(Denied):
                desk.reveal(acting, report.id, "danger")
            with pytest.raises(Denied):
                desk.hand_over(acting, report.id, uuid4())
    assert verbs(report) == ["report.receive"]


def test_urgent_stands_out_until_it_is_lifted(client_as):
    report, client = tell(), client_as("desk")
    client.post(f"/werk/meldingen/{report.id}/spoed/", {"version": 1, "spoed": "1"})
    assert keeper_get(report.id).urgent
    assert 'class="urgent"' in words(client.get("/werk/meldingen/"))
    client.post(f"/werk/meldingen/{report.id}/spoed/", {"version": 2, "spoed": "1"})
    client.post(f"/werk/meldingen/{report.id}/spoed/", {"version": 2, "spoed": "0"})
    assert not keeper_get(report.id).urgent
    assert verbs(report).count("report.mark_urgent") == 2
    stale = client.post(f"/werk/meldingen/{report.id}/spoed/", {"version": 1, "spoed": "1"})
    assert stale.status_code == 409
