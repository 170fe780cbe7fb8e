"""Known elsewhere: exact, purpose-bound, logged, and no more than a contact. Scenario 7."""

import time

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, connections
from django.test.utils import CaptureQueriesContext

from baken.cases import actions as case_actions
from baken.cases import api
from baken.cases.models import Case, KnownCheck, KnownReview
from baken.cases.triage import known
from baken.cases.triage.criteria import newest
from baken.cases.triage.known import Contact
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from baken.people import api as people
from baken.people.marks import address_key, name_key
from baken.people.models import Identity, Mark
from tests.cases.build import Thread, opened, running
from tests.cases.triage.build import asks, asks_at, person

NAME, BORN, PLACE = "Bo Verzinsel", "1987-04-09", "Nergensstraat 12, 3131 AB Vlaardingen"


@pytest.fixture(autouse=True)
def nothing_asked_yet(city):
    cache.clear()


def other_case(city):
    """A live case of a same-role colleague, with the person in it."""
    with acting_as(city.acting("process_manager2")) as acting:
        key = case_actions.open_case(acting, title="Bo Verzinsel", reason="x", purpose="y")
    thread = Thread(city, key)
    person(thread, NAME, BORN, "process_manager2", address=PLACE)
    return thread


def test_scenario_7(city, client_as):
    """A same-role colleague finds nothing by searching; the check gives a contact, logged."""
    other, mine = other_case(city), opened(city)
    with acting_as(city.acting("process_manager")) as acting:
        assert api.find(acting, "Verzinsel") == []
        assert Case.objects.filter(pk=other.id).count() == 0
    found = asks(mine, "process_manager", NAME, BORN)
    assert found == [Contact("Process Manager2 Voorbeeld", "Gemeente Voorbeeldstad")]
    row = KnownCheck.objects.using("keeper").get()
    assert (row.asker_id, row.case_id, row.why) == (city.user("process_manager"), mine.id, "double")
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select count(*) from audit_entry where verb = 'case.known_elsewhere'"
                       " and term is not null and ground = 'double'")  # fmt: skip
        assert cursor.fetchone()[0] == 1
    answer = client_as("process_manager").post(
        f"/werk/casussen/{mine.id}/bekend-elders/",
        {"why": "double", "about": "name", "name": NAME, "born": "9-4-1987"},
    )
    page = answer.content.decode()
    assert "Process Manager2 Voorbeeld" in page
    assert other.row.number not in page
    assert "Nergensstraat" not in page


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Bo", BORN),
        ("Bo Verzinse", BORN),
        ("Bo Verzinsel Junior", BORN),
        ("Bo Verzinsl", BORN),
        ("Verzinsel Bo", BORN),
        (NAME, "1987-04-10"),
    ],
)
def test_only_the_exact_question_finds(city, name, born):
    other_case(city)
    mine = opened(city)
    assert asks(mine, "process_manager", "bó  VERZINSEL", BORN), (
        "accents and capitals do not matter"
    )
    assert asks(mine, "process_manager", name, born) == []


@pytest.mark.parametrize("born", ["", "1987", "1987-04"])
def test_a_question_that_is_not_whole_is_refused_and_not_counted(city, born):
    other_case(city)
    mine = opened(city)
    with pytest.raises(ValidationError):
        asks(mine, "process_manager", NAME, born)
    with pytest.raises(ValidationError):
        asks_at(mine, "process_manager", "Vlaardingen")
    assert not KnownCheck.objects.using("keeper").exists()


def test_an_address_is_found_as_it_is_written_by_others(city):
    other_case(city)
    mine = opened(city)
    for asked in ("Nergensstraat 12", "nergensstraat 12", "Nergensstraat 12, 3131AB"):
        hit = asks_at(mine, "process_manager", asked)
        assert bool(hit) == ("3131" in asked), asked
    assert asks_at(mine, "process_manager", "Nergensstraat 1, 3131 AB") == []
    assert asks_at(mine, "process_manager", "Nergensstraat 121, 3131 AB") == []


def test_keys_of_addresses():
    assert address_key(PLACE) == address_key("nergensstraat 12 , 3131AB") == "place:3131ab:12"
    assert address_key("Nergensstraat 12 b\n3131 AB") == address_key("Nergensstraat 12B, 3131ab")
    assert address_key("Nergensstraat 12") == "line:nergensstraat12"
    assert address_key("") == address_key("Nergensstraat") == ""
    assert name_key("", people.Born.read(BORN)) == name_key(NAME, None) == ""


# -- who is not found -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [{"shielded_identity": True}, {"role": "reporter"}],
)
def test_who_is_shielded_is_not_known_anywhere(city, hidden):
    with acting_as(city.acting("process_manager2")) as acting:
        key = case_actions.open_case(acting, title="x", reason="x", purpose="y")
    person(Thread(city, key), NAME, BORN, "process_manager2", address=PLACE, **hidden)
    mine = opened(city)
    assert asks(mine, "process_manager", NAME, BORN) == []
    assert asks_at(mine, "process_manager", PLACE) == []


def test_a_shielded_address_confirms_nothing_and_the_name_may(city):
    with acting_as(city.acting("process_manager2")) as acting:
        key = case_actions.open_case(acting, title="x", reason="x", purpose="y")
    person(Thread(city, key), NAME, BORN, "process_manager2", address=PLACE, shielded_address=True)
    mine = opened(city)
    assert asks_at(mine, "process_manager", PLACE) == []
    assert asks(mine, "process_manager", NAME, BORN)


@pytest.mark.parametrize(
    "what", [{"regime": "wgs_riec"}, {"practice": True}, {"lifecycle": "closed"}]
)
def test_another_regime_a_practice_case_and_a_closed_one_do_not_count(city, what):
    other, mine = other_case(city), opened(city)
    more = {"closed_at": other.row.opened_at} if "lifecycle" in what else {}
    Case.objects.using("keeper").filter(pk=other.id).update(**what, **more)
    assert asks(mine, "process_manager", NAME, BORN) == []


def test_the_own_case_is_not_elsewhere(city):
    mine = opened(city)
    person(mine, NAME, BORN)
    assert asks(mine, "process_manager", NAME, BORN) == []


def test_a_corrected_name_is_found_by_its_new_spelling_alone(city):
    other, mine = other_case(city), opened(city)
    who = Identity.objects.using("keeper").get().person_id
    other.do(
        "process_manager2", people.correct, who, name="Bo Bedacht", born=people.Born.read(BORN),
        version=1,
    )  # fmt: skip
    assert asks(mine, "process_manager", NAME, BORN) == []
    assert asks(mine, "process_manager", "Bo Bedacht", BORN)
    assert Mark.objects.using("keeper").filter(kind="name").count() == 1


# -- who may ask, and how often -------------------------------------------------------------


def test_only_managers_on_an_open_case_of_theirs_ask(city):
    other, mine = other_case(city), running(city, 2)
    mine.partner("politie", "police")
    for who in ("police", "process_manager2", "lead"):
        with pytest.raises(Denied):
            asks(mine, who, NAME, BORN)
    assert asks(mine, "case_manager", NAME, BORN)
    assert other.id


@pytest.mark.parametrize("who", ["police", "desk", "mayor", "privacy_officer", "process_manager2"])
def test_the_database_answers_nobody_else_and_never_without_a_trace(city, who):
    """The bait is there: the function finds it for who may ask."""
    other_case(city)
    mine = opened(city)
    marks = people.marks_asked(name_key(NAME, people.Born.read(BORN)))
    question = "select * from cases_known(%s, 'double', 'name', %s)"
    with (
        acting_as(city.acting(who)),
        pytest.raises(ProgrammingError),
        connection.cursor() as cursor,
    ):
        cursor.execute(question, [mine.id, marks])
    for case, why in ((None, "double"), (mine.id, "nieuwsgierig"), (mine.id, None)):
        with (
            pytest.raises(Exception),  # noqa: B017, PT011 - refused, or a constraint
            acting_as(city.acting("process_manager")),
            connection.cursor() as cursor,
        ):
            cursor.execute("select * from cases_known(%s, %s, 'name', %s)", [case, why, marks])
    assert not KnownCheck.objects.using("keeper").exists()
    with acting_as(city.acting("process_manager")), connection.cursor() as cursor:
        cursor.execute(question, [mine.id, marks])
        assert len(cursor.fetchall()) == 1
    assert KnownCheck.objects.using("keeper").count() == 1


def test_found_or_not_the_same_queries_and_no_sooner(city):
    other_case(city)
    mine = opened(city)
    taken, queries = [], []
    for name in (NAME, "Niemand Verzinsel"):
        started = time.monotonic()
        with (
            acting_as(city.acting("process_manager")) as acting,
            CaptureQueriesContext(connection) as seen,
        ):
            known.ask(acting, mine.id, why="double", about="name", name=name,
                      born=people.Born.read(BORN))  # fmt: skip
        taken.append(time.monotonic() - started)
        queries.append([q["sql"].split(" ")[0] for q in seen])
    assert queries[0] == queries[1]
    assert min(taken) >= known.SLOWEST


def test_too_often_is_refused_and_stays_counted(city, monkeypatch):
    monkeypatch.setattr(known, "SLOWEST", 0)
    mine = opened(city)
    for _time in range(newest().most):
        asks(mine, "process_manager", NAME, BORN)
    for _time in range(2):
        with pytest.raises(Conflict):
            asks(mine, "process_manager", NAME, BORN)
    assert KnownCheck.objects.using("keeper").count() == newest().most


def test_the_privacy_officer_sees_who_asked_often_and_says_what_of_it(city, client_as, monkeypatch):
    monkeypatch.setattr(known, "SLOWEST", 0)
    mine = opened(city)
    for _time in range(newest().flag + 1):
        asks(mine, "process_manager", NAME, BORN)
    client = client_as("privacy_officer")
    page = client.get("/werk/bekend-elders/").content.decode()
    assert "vaak gevraagd" in page
    assert NAME not in page
    with acting_as(city.acting("privacy_officer")) as acting:
        [row] = known.overview(acting)
    assert (row.times, row.cases, row.flagged) == (newest().flag + 1, 1, True)
    there = f"/werk/bekend-elders/{row.asker}/{row.day.isoformat()}/"
    assert "voorkomen dat twee trajecten" in client.get(there).content.decode()
    assert (
        client.post(there, {"verdict": "talked", "note": "Hoorde bij een groot gezin."}).status_code
        == 302
    )
    assert client.post(there, {"verdict": "fine"}).status_code == 409
    assert KnownReview.objects.using("keeper").get().verdict == "talked"
    assert "besproken met de collega" in client.get("/werk/bekend-elders/").content.decode()
    for strange in ("geen-sleutel/2026-01-01", f"{row.asker}/gisteren", f"{row.asker}/2020-01-01"):
        assert client.get(f"/werk/bekend-elders/{strange}/").status_code == 404
    assert client_as("process_manager").get("/werk/bekend-elders/").status_code == 403


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"why": "x", "about": "y"},
        {"why": "double", "about": "name", "name": "", "born": "31-02-1990"},
        {"why": "double", "about": "name", "name": "'; drop table x; --", "born": "1990"},
        {"why": "double", "about": "address", "address": "\u202e" * 50},
        {"why": "double", "about": "name", "name": "x" * 5000, "born": "9-4-1987"},
    ],
)
def test_bad_input_is_refused_in_words(city, client_as, typed):
    mine = opened(city)
    answer = client_as("process_manager").post(f"/werk/casussen/{mine.id}/bekend-elders/", typed)
    assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()
