"""Open311: the standard's shapes, what never leaves, keys, and clients that are not ours."""

from datetime import timedelta
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.utils import timezone
from georeport import GeoReport

from baken.core.acting import NoActing, acting_as, become, by_key, resident
from baken.geo.models import Address
from baken.reports.exchange import keys
from baken.reports.exchange.models import Arrival
from baken.reports.models import Answer, Contact, Message
from tests.reports.exchange_tools import a_key, long_ago, served
from tests.reports.tools import WESTWIJK, all_verbs, keeper_get, stored, tell

ROOT = "/open311/v2"
# As FixMyStreet's Open311.pm sends a report: XML, description in parts, names apart.
FIXMYSTREET = {
    "jurisdiction_id": "GM0622",
    "service_code": "waste.dumped",
    "lat": "51.905", "long": "4.318",
    "first_name": "Bo", "last_name": "Verzonnen",
    "email": "bo@voorbeeld.invalid", "phone": "0612345678",
    "description": "title: Bank op de stoep\n\ndetail: Staat er al een week.",
    "attribute[easting]": "83000", "attribute[northing]": "435000",
    "attribute[fixmystreet_id]": "4711",
    "media_url": "https://example.org/photo/1.jpeg",
}  # fmt: skip
# As `three` 0.8.0 posts: a file ending in json, an address in words.
THREE = {"service_code": "unsafe.dark", "address_string": "Verzonnenlaan 12",
         "description": "De lantaarn is kapot", "first_name": "Bo"}  # fmt: skip


@pytest.fixture
def client(city):
    return Client()


@pytest.fixture
def key(city):
    return a_key(city)


def shown(client, query="", **headers):
    answer = client.get(f"{ROOT}/requests.json{query}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refusal(answer, code):
    assert answer.status_code == code, answer.content
    (error,) = answer.json()
    assert error["code"] == code
    return error["description"]


def test_services_are_those_of_public_space_only(city, client):
    codes = [one["service_code"] for one in client.get(f"{ROOT}/services.json").json()]
    assert {"unsafe.dark", "waste.dumped", "waste.damage", "waste.wreck"} <= set(codes)
    assert {code.split(".")[0] for code in codes} == {"unsafe", "waste"}
    root = Xml.fromstring(client.get(f"{ROOT}/services.xml?jurisdiction_id=GM0622").content)
    assert [one.findtext("service_code") for one in root] == codes
    assert {one.tag for one in root} == {"service"}
    definition = client.get(f"{ROOT}/services/waste.dumped.json").json()
    (often,) = definition["attributes"]
    assert (often["code"], often["datatype"], often["required"]) == (
        "often", "singlevaluelist", False,
    )  # fmt: skip
    assert {"key": "daily", "name": "Bijna elke dag"} in often["values"]
    for hidden in (
        "crime.drugs",
        "housing.crowded",
        "nuisance.noise",
        "unsafe.camera",
        "bestaat.niet",
    ):
        refusal(client.get(f"{ROOT}/services/{hidden}.json"), 404)
    refusal(client.get(f"{ROOT}/services.json?jurisdiction_id=sfgov.org"), 404)


def test_discovery_says_where_it_is(city, client):
    found = client.get("/open311/discovery.json").json()
    assert found["endpoints"][0]["url"] == "http://testserver/open311/v2"
    root = Xml.fromstring(client.get("/open311/discovery.xml").content)
    assert root.find("endpoints/endpoint/formats/format").text == "application/json"


def test_a_report_of_fixmystreet_comes_in_once(city, client, key):
    first = client.post(f"{ROOT}/requests.xml", {**FIXMYSTREET, "api_key": key})
    assert first.status_code == 201, first.content
    root = Xml.fromstring(first.content)
    number = root.findtext("request/service_request_id")
    again = client.post(f"{ROOT}/requests.xml", {**FIXMYSTREET, "api_key": key})
    assert Xml.fromstring(again.content).findtext("request/service_request_id") == number
    report = stored().get()
    assert (report.number, report.source, report.wijk_code) == (number, "api", "WK062202")
    assert "https://example.org/photo/1.jpeg" in report.content.text
    contact = Contact.objects.using("keeper").get()
    assert contact.report_id == report.id
    assert Arrival.objects.using("keeper").get().reference == "4711"
    assert all_verbs().count("exchange.bring") == 2
    assert all_verbs().count("report.receive") == 1


def test_a_report_with_an_address_in_words(city, client, key):
    answer = client.post(f"{ROOT}/requests.json", {**THREE, "api_key": key})
    assert answer.status_code == 201
    assert answer.json()[0]["service_request_id"] == stored().get().number
    assert stored().get().place.address == "Verzonnenlaan 12"


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"service_code": "crime.drugs"}, 404, "service_code"),
        ({"service_code": "housing.crowded"}, 404, "service_code"),
        ({"service_code": "x" * 500}, 404, "service_code"),
        ({"description": ""}, 400, "leeg"),
        ({"description": "x" * 3001}, 400, "te lang"),
        ({"description": "nul\x00teken"}, 400, "onzichtbaar"),
        ({"description": "mijn bsn is 111222333"}, 400, "burgerservicenummer"),
        ({"lat": "4.318", "long": "51.905"}, 400, "omgewisseld"),
        ({"lat": "83000", "long": "435000"}, 400, "RD"),
        ({"lat": "nan", "long": "4.3"}, 400, "getal"),
        ({"lat": "0", "long": "0"}, 400, "zee"),
        ({"lat": "52.37", "long": "4.89"}, 400, "lat"),
        ({"address_id": "0622200000000000"}, 400, "BAG"),
        ({"email": "bo@voorbeeld.invalid\r\nBcc: x@y.z"}, 400, "e-mailadres"),
        ({"phone": "0612"}, 400, "cijfer"),
        ({"jurisdiction_id": "elders"}, 404, "jurisdiction_id"),
        ({"api_key": ""}, 403, "api_key"),
        ({"api_key": "bakenm_verzonnen"}, 403, "api_key"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(city, client, key, changed, code, said):
    sent = {**FIXMYSTREET, "api_key": key, **changed}
    assert said in refusal(client.post(f"{ROOT}/requests.json", sent), code)
    assert not stored().exists()


def test_a_point_far_from_the_address_is_refused(city, client, key):
    an_address(51.9, 4.35)
    sent = {**FIXMYSTREET, "api_key": key, "address_id": "0622200000000001"}
    said = refusal(client.post(f"{ROOT}/requests.json", sent), 400)
    assert said == "address_id: Het punt en het adres liggen te ver uit elkaar."


def an_address(lat, lon, number=1):
    from baken.geo.models import SourceFile

    Address.objects.using("keeper").create(
        bag_id=f"06222000{number:08d}", street="Verzonnenlaan", street_key="verzonnenlaan",
        number=number, postcode="3131AA", buurt_id="BU06220203", lat=lat, lon=lon,
        source=SourceFile.objects.using("keeper").first(),
    )  # fmt: skip


def test_answers_to_the_questions_of_a_kind_come_along(city, client):
    key = a_key(city)
    sent = {**THREE, "api_key": key, "service_code": "waste.dumped"}
    brought = client.post(f"{ROOT}/requests.json", {**sent, "attribute[often]": "daily"})
    assert brought.status_code < 300, brought.content
    answer = Answer.objects.using("keeper").get()
    assert (answer.code, answer.value, answer.shown) == ("often", "daily", "Bijna elke dag")
    refusal(client.post(f"{ROOT}/requests.json", {**sent, "attribute[often]": "nooit"}), 400)
    assert stored().count() == 1


def test_keys_that_ended_or_may_not_file_bring_nothing(city, client):
    ended, follows = a_key(city, days=-1), a_key(city, "follow")
    for key in (ended, follows):
        refusal(client.post(f"{ROOT}/requests.json", {**THREE, "api_key": key}), 403)
    assert not stored().exists()


def test_the_database_itself_holds_a_key_to_its_rights(city):
    secret = keys.fingerprint(a_key(city, "follow"))
    subject_of = {"waste.dumped", "crime.drugs"}
    from django.db import ProgrammingError

    from baken.reports.actions.intake import Told, receive
    from baken.reports.follow import code_of
    from tests.reports.tools import tree_of

    files = keys.fingerprint(a_key(city, "file"))
    for used, code in [(secret, "waste.dumped"), (files, "crime.drugs"), ("", "crime.drugs")]:
        assert code in subject_of
        from uuid import uuid4

        told = Told(id=uuid4(), subject=tree_of(code), text="Een zin.", source="api")
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            acting_as(resident(code_of(told.id), key=used)) as acting,
        ):
            receive(acting, told)


def test_what_leaves_is_late_coarse_and_without_words(city, client, key):
    secret = tell(code="waste.dumped", text="GEHEIMWOORD bij nummer 12", email="bo@geheim.invalid",
                  name="Bo Geheim")  # fmt: skip
    assert shown(client) == []
    refusal(client.get(f"{ROOT}/requests/{secret.number}.json"), 404)
    for number in range(6):
        an_address(51.9051, 4.3181, number + 10)
    long_ago()
    (fact,) = shown(client)
    assert fact["service_request_id"] == secret.number
    assert (fact["status"], fact["service_code"]) == ("open", "waste.dumped")
    assert fact["requested_datetime"].split("T")[1].startswith("00:00:00")
    point = (WESTWIJK.lat, WESTWIJK.lon)
    assert (fact["lat"], fact["long"]) != point
    assert abs(fact["lat"] - point[0]) < 0.001
    everything = client.get(f"{ROOT}/requests.xml").content.decode()
    for word in ("GEHEIMWOORD", "geheim.invalid", "Bo Geheim", "Verzonnenlaan"):
        assert word not in everything
    assert client.get(f"{ROOT}/requests/{secret.number}.json").json() == [fact]


def test_nobody_finds_a_neighbour_by_probing(city, client):
    """Two places in one square give the same answer; a lonely house gives no place at all."""
    near = tell(code="waste.dumped")
    moved = tell(code="waste.dumped", where=WESTWIJK.__class__(
        WESTWIJK.lat + 0.0001, WESTWIJK.lon, "", "BU06220203", "WK062202"))  # fmt: skip
    long_ago()
    places = {(fact["lat"], fact["long"], fact["address"]) for fact in shown(client)}
    assert len(places) == 1
    an_address(WESTWIJK.lat, WESTWIJK.lon)
    assert {(fact["lat"], fact["long"]) for fact in shown(client)} == {(None, None)}
    # Hours in the question change nothing: only days are compared.
    day = keeper_get(near.id).received_at.date()
    for moment in (f"{day}T00:00:00Z", f"{day}T12:00:00Z", f"{day}T20:59:59Z"):
        assert len(shown(client, f"?start_date={moment}")) == 2, moment
    assert moved.number


def test_careful_kinds_never_show(city, client, key):
    for code in ("crime.drugs", "housing.crowded", "nuisance.neighbours", "nuisance.drugs"):
        tell(code=code)
    numbers = ",".join(report.number for report in stored().all())
    long_ago()
    assert shown(client) == []
    assert shown(client, f"?service_request_id={numbers}") == []
    assert shown(client, f"?api_key={key}") == []


def test_a_key_that_follows_sees_its_own_at_once(city, client, key):
    tell(code="waste.dumped")
    client.post(f"{ROOT}/requests.json", {**THREE, "api_key": key})
    (mine,) = shown(client, f"?api_key={key}")
    assert mine["service_code"] == "unsafe.dark"
    assert shown(client) == []
    assert shown(client, f"?api_key={a_key(city, 'file')}") == []


def test_filters_and_pages(city, client):
    made = [tell(code=code) for code in ("waste.dumped", "waste.wreck", "unsafe.dark")]
    long_ago()
    stored().filter(id=made[0].id).update(
        state="answered", result="solved", due_at=None, closed_at=timezone.now()
    )
    assert len(shown(client, "?status=open")) == 2
    assert [one["service_request_id"] for one in shown(client, "?status=closed")] == [
        made[0].number
    ]
    assert len(shown(client, "?status=open,closed")) == 3
    assert len(shown(client, "?service_code=waste.dumped,waste.wreck")) == 2
    assert len(shown(client, f"?service_request_id={made[1].number},M-1234-5674,onzin")) == 1
    pages = [shown(client, f"?page_size=2&page={page}") for page in (1, 2, 5000)]
    assert [len(page) for page in pages] == [2, 1, 0]
    (update,) = client.get(f"{ROOT}/servicerequestupdates.json").json()
    assert (update["service_request_id"], update["status"]) == (made[0].number, "closed")
    start = (timezone.now() - timedelta(days=2)).isoformat().replace("+", "%2B")
    assert shown(client, f"?start_date={start}") == []


@pytest.mark.parametrize(
    "query",
    [
        "start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", "start_date=gisteren",
        "start_date=2099-13-01", "start_date=1900-01-01T00:00:00Z", "end_date=9999-12-31T23:59:59Z",
        "start_date=0001-01-01T00:00:00Z", "status=kapot", "page=0", "page=-1", "page=1e9",
        "page_size=nul", "start_date=2026-06-02T00:00:00Z&end_date=2026-06-01T00:00:00Z",
    ],
)  # fmt: skip
def test_questions_that_make_no_sense(city, client, query):
    refusal(client.get(f"{ROOT}/requests.json?{query}"), 400)


def test_other_addresses_and_ways_answer_in_the_form_that_was_asked(city, client):
    root = Xml.fromstring(client.get("/open311/v2/geenidee.xml").content)
    assert root.findtext("error/code") == "404"
    refusal(client.get("/open311/v2/geenidee"), 404)
    refusal(client.delete(f"{ROOT}/requests.json"), 405)
    refusal(client.get(f"{ROOT}/requests/M-0000-0001.json"), 404)
    number = tell().number
    (token,) = client.get(f"{ROOT}/tokens/{number}.json").json()
    assert token == {"service_request_id": number, "token": number}


def test_a_word_more_reaches_the_report_of_this_key_alone(city, client, key):
    client.post(f"{ROOT}/requests.json", {**THREE, "api_key": key})
    number = stored().get().number
    more = {"service_request_id": number, "description": "Nu ook de volgende lamp.",
            "update_id": "88", "status": "OPEN", "api_key": key}  # fmt: skip
    for _again in range(2):
        answer = client.post(f"{ROOT}/servicerequestupdates.json", more)
        assert answer.status_code == 200, answer.content
    assert Message.objects.using("keeper").get().text == "Nu ook de volgende lamp."
    other = a_key(city)
    refusal(client.post(f"{ROOT}/servicerequestupdates.json", {**more, "api_key": other}), 404)
    neighbour = tell(code="waste.dumped").number
    wrong = {**more, "service_request_id": neighbour}
    refusal(client.post(f"{ROOT}/servicerequestupdates.json", wrong), 404)


def test_too_many_questions_in_a_minute(city, client, key, monkeypatch):
    monkeypatch.setattr(keys, "PER_MINUTE", 2)
    answers = [client.get(f"{ROOT}/requests.json?api_key={key}").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_that_is_not_ours_reads_it(city, form):
    report = tell(code="waste.dumped")
    tell(code="waste.wreck")
    long_ago()
    with served() as site:
        client = GeoReport(f"{site}/open311/v2", jurisdiction="GM0622", output_format=form)
        names = [one["service_code"] for one in client.get_service_list()]
        assert "waste.dumped" in names
        assert client.get_service_definition("waste.dumped")
        assert len(client.get_service_requests()) == 2
        one = client.get_service_request(report.number)
        assert one["service_request_id"] == report.number
        assert one["status"] == "open"


def test_who_acts_by_a_key_becomes_only_who_came_by_it(city):
    with acting_as(by_key("a" * 64)), pytest.raises(NoActing):
        become(resident("1" * 24))
    with acting_as(by_key("a" * 64)), pytest.raises(NoActing):
        become(resident("1" * 24, key="b" * 64))


def test_the_administrator_makes_sees_and_ends_keys(city, client_as):
    client = client_as("administrator")
    page = client.get("/werk/meldingen/sleutels/").content.decode()
    assert "nog geen sleutel" in page
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    form = {"title": "App", "organisation": str(city.organisation("gemeente")),
            "rights": ["file"], "until": until}  # fmt: skip
    made = client.post("/werk/meldingen/sleutels/", form).content.decode()
    key = made.split("<code>bakenm_")[1].split("<")[0]
    again = client.get("/werk/meldingen/sleutels/").content.decode()
    assert key not in again
    assert "nog niet" in again
    late = {**form, "until": "2099-01-01"}
    assert client.post("/werk/meldingen/sleutels/", late).status_code == 422
    assert client.post("/werk/meldingen/sleutels/", {**form, "rights": []}).status_code == 422
    key_id = keys.Key.objects.using("keeper").get().id
    url = f"/werk/meldingen/sleutels/{key_id}/einde/"
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 409
    assert client_as("desk").get("/werk/meldingen/sleutels/").status_code == 403
    assert client_as("desk").post(url).status_code == 403
    assert {"exchange.make_key", "exchange.end_key"} <= set(all_verbs())


def test_the_page_about_it_is_public(city, client):
    page = client.get("/meldingen/koppelen/").content.decode()
    assert "http://testserver/open311/v2/" in page
    assert "Afval op straat" in page
