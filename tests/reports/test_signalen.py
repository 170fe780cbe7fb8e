"""Signalen's public interface: a form made for it files here unchanged; bad input is answered."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from baken.documents.models import Document
from baken.reports.exchange import buckets
from baken.reports.models import Answer, Contact, Opinion
from tests.documents.files import jpeg
from tests.reports.exchange_tools import long_ago
from tests.reports.test_open311 import an_address
from tests.reports.tools import WESTWIJK, stored, tell

ROOT = "/signals/v1/public"
REST = "http://elders.invalid/signals/v1/public/terms/categories/overig/sub_categories/overig"
# As delta10/signalen-frontend-wcag sends it.
SENT = {
    "text": "De container is vol en er ligt vuil naast.",
    "location": {
        "geometrie": {"type": "Point", "coordinates": [WESTWIJK.lon, WESTWIJK.lat]},
        "address": {"postcode": "3131AA", "huisletter": "", "huisnummer": "12",
                    "woonplaats": "Vlaardingen", "openbare_ruimte": "Verzonnenlaan",
                    "huisnummer_toevoeging": ""},
    },
    "category": {"sub_category": REST},
    "reporter": {"email": "bo@voorbeeld.invalid", "phone": "0612345678",
                 "sharing_allowed": False},
    "incident_date_start": "2026-11-30T10:00:00.000Z",
    "extra_properties": [],
}  # fmt: skip


@pytest.fixture
def client(city):
    buckets.STRANGERS.left = 120.0
    return Client()


def post(client, content, path="/signals/", **more):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(f"{ROOT}{path}", body, content_type="application/json", **more)


def filed(client, **changed):
    answer = post(client, {**SENT, **changed})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_form_finds_kinds_questions_and_areas(city, client):
    found = client.get(f"{ROOT}/terms/categories/").json()
    assert [main["slug"] for main in found["results"]] == ["unsafe", "waste", "overig"]
    subs = [sub["slug"] for main in found["results"] for sub in main["sub_categories"]]
    assert "dumped" in subs
    assert "drugs" not in subs
    sub = found["results"][2]["sub_categories"][0]
    assert client.get(sub["_links"]["self"]["href"]).json() == sub
    main = client.get(f"{ROOT}/terms/categories/waste").json()
    assert main["slug"] == "waste"
    asked = f"{ROOT}/questions/?main_slug=waste&sub_slug=dumped&page=1&page_size=100"
    (question,) = client.get(asked).json()["results"]
    assert (question["key"], question["field_type"]) == ("often", "radio_input")
    assert question["meta"]["values"]["daily"] == "Bijna elke dag"
    assert client.get(f"{ROOT}/questions/?main_slug=crime&sub_slug=drugs").json()["results"] == []
    assert {a["type"]["code"] for a in client.get(f"{ROOT}/areas/").json()["results"]} == {
        "wijk", "buurt",
    }  # fmt: skip
    assert client.get(f"{ROOT}/areas/geography/").json()["features"]
    for slug in ("crime", "housing", "verzonnen"):
        assert client.get(f"{ROOT}/terms/categories/{slug}/").status_code == 404


def test_a_prediction_abstains(city, client):
    answer = client.post(
        "/signals/category/prediction", {"text": "vuil"}, content_type="application/json"
    )
    found = answer.json()
    assert found["subrubriek"][1] == [0.0]
    assert found["subrubriek"][0][0].endswith("/overig/sub_categories/overig")
    empty = client.post("/signals/category/prediction", {}, content_type="application/json")
    assert empty.status_code == 400


def test_a_report_of_the_form_comes_in_once(city, client):
    first, again = filed(client), filed(client)
    assert first == again
    report = stored().get()
    assert first["signal_id"] == str(report.id)
    assert first["status"] == {"state": "OPEN", "state_display": "Open"}
    assert (report.source, report.category.code) == ("api", "other.else")
    assert report.place.address == "Verzonnenlaan 12"
    assert Contact.objects.using("keeper").count() == 1
    shown = client.get(f"{ROOT}/signals/{report.id}/").json()
    assert shown == first
    assert client.get(f"{ROOT}/signals/{uuid4()}").status_code == 404


TRAFFIC = "/signals/v1/public/terms/categories/unsafe/sub_categories/traffic"


def answered(*given):
    rows = [{"id": code, "label": "x", "category_url": TRAFFIC, "answer": answer}
            for code, answer in given]  # fmt: skip
    return {"category": {"sub_category": TRAFFIC}, "extra_properties": rows}


def test_questions_of_a_kind_and_their_answers_as_its_form_sends_them(city, client):
    asked = client.get(f"{ROOT}/questions/?main_slug=unsafe&sub_slug=traffic").json()["results"]
    assert [one["key"] for one in asked] == ["often", "hours"]
    assert sorted(asked[1]["meta"]["ifOneOf"]["often"]) == ["daily", "less", "weekly"]
    filed(client, **answered(("often", {"id": "daily", "label": "Bijna elke dag"}),
                             ("hours", "Overdag"), ("shoe_size", 44)))  # fmt: skip
    given = Answer.objects.using("keeper").order_by("code").values_list("code", "value")
    assert list(given) == [("hours", "day"), ("often", "daily")]


@pytest.mark.parametrize(
    "given", [[("often", "altijd")], [("often", ["daily"])], [("often", True)]]
)
def test_an_answer_that_is_none_is_refused(city, client, given):
    answer = post(client, {**SENT, **answered(*given)})
    assert answer.status_code == 400
    assert "extra_properties" in answer.json()
    for odd in ("ja", {"often": "daily"}, [5], [{}] * 61):
        assert post(client, {**SENT, "extra_properties": odd}).status_code == 400
    assert not stored().exists()


def test_a_report_of_the_site_is_not_read_by_this_door(city, client):
    assert client.get(f"{ROOT}/signals/{tell().id}").status_code == 404


def test_photos_go_through_the_house(city, client):
    signal = filed(client)["signal_id"]
    url = f"{ROOT}/signals/{signal}/attachments/"
    photo = SimpleUploadedFile("x.jpg", jpeg(), "image/jpeg")
    answer = client.post(url, {"file": photo})
    assert answer.status_code == 201, answer.content
    assert Document.objects.using("keeper").get().holder == "report"
    bad = SimpleUploadedFile("x.jpg", b"<html>", "image/jpeg")
    assert client.post(url, {"file": bad}).status_code == 400
    assert client.post(url, {}).status_code == 400
    long_ago()
    again = SimpleUploadedFile("x.jpg", jpeg(), "image/jpeg")
    assert client.post(url, {"file": again}).status_code == 400


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"), ({"text": "x" * 3001}, "text"), ({"text": 5}, "text"),
        ({"text": "bsn 111222333"}, "text"), ({"text": "nul\x00"}, "text"),
        ({"category": {"sub_category": REST.replace("overig", "crime")}}, "category"),
        ({"category": {"sub_category": "/signals/v1/public/terms/categories/crime/"
                                       "sub_categories/drugs"}}, "category"),
        ({"category": "overig"}, "category"), ({"category": None}, "category"),
        ({"location": {}}, "geometrie"),
        ({"location": {"geometrie": {"type": "Point", "coordinates": [51.9, 4.3]}}}, "location"),
        ({"location": {"geometrie": {"type": "Point", "coordinates": [4.89, 52.37]}}}, "location"),
        ({"location": {"geometrie": {"type": "Point", "coordinates": ["x", True]}}}, "location"),
        ({"location": {"geometrie": {"type": "Polygon", "coordinates": []}}}, "location"),
        ({"reporter": {"email": "a@b.c\r\nBcc: d@e.f"}}, "email"),
        ({"reporter": {"phone": "0612"}}, "phone"),
        ({"incident_date_start": "2099-01-01T00:00:00Z"}, "incident_date_start"),
        ({"incident_date_start": "1900-01-01T00:00:00Z"}, "incident_date_start"),
        ({"incident_date_start": "gisteren"}, "incident_date_start"),
        ({"onbekend": 1}, "non_field_errors"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_field(city, client, changed, field):
    answer = post(client, {**SENT, **changed})
    assert answer.status_code == 400, answer.content
    assert list(answer.json()) == [field]
    assert not stored().exists()


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b"nul", b'{"text": NaN}', b"[" * 5000, b'{"a":' * 5000, b"\xff\xfe",
        b'{"text": "a", "text": "b"}', b'{"category": {"a": 1, "a": 2}}',
    ],
)  # fmt: skip
def test_bodies_that_are_no_report(city, client, body):
    answer = post(client, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/json"
    assert not stored().exists()


def test_other_forms_of_body_are_not_read(city, client):
    assert client.post(f"{ROOT}/signals/", {"text": "x"}).status_code == 415
    big = json.dumps({**SENT, "text": "x" * 200_000}).encode()
    assert post(client, big).status_code == 413
    assert client.get(f"{ROOT}/signals/").status_code == 405
    for path in ("/signals/v1/private/signals/", "/signals/onzin", f"{ROOT}/signals/x/"):
        assert client.get(path).status_code == 404
    assert client.get(f"{ROOT}/terms/categories/?page=5000").json()["results"] == []
    assert client.get(f"{ROOT}/terms/categories/?page=x").status_code == 404


def test_the_map_is_late_coarse_and_public(city, client):
    tell(code="waste.dumped", text="GEHEIM")
    tell(code="crime.drugs")
    assert client.get(f"{ROOT}/signals/geography").json()["features"] == []
    for number in range(6):
        an_address(51.9051, 4.3181, number + 10)
    long_ago()
    answer = client.get(f"{ROOT}/signals/geography?bbox=4.2,51.8,4.5,52.0")
    (feature,) = answer.json()["features"]
    assert feature["geometry"]["coordinates"] != [WESTWIJK.lon, WESTWIJK.lat]
    assert feature["properties"]["category"]["slug"] == "dumped"
    assert "GEHEIM" not in answer.content.decode()
    assert client.get(f"{ROOT}/signals/geography?bbox=5,51,6,52").json()["features"] == []
    for box in ("x", "1,2,3", "1,2,3,nan", "999,0,0,0"):
        assert client.get(f"{ROOT}/signals/geography?bbox={box}").status_code == 400
    assert client.get(f"{ROOT}/signals/geography?geopage=5000").json()["features"] == []


def test_an_opinion_counts_once(city, client):
    signal = filed(client)["signal_id"]
    url = f"{ROOT}/feedback/forms/{signal}"
    assert client.get(url).status_code == 404
    stored().filter(id=signal).update(
        state="answered", result="solved", due_at=None, closed_at=timezone.now()
    )
    assert client.get(url).status_code == 200
    rows = client.get(f"{ROOT}/feedback/standard_answers/").json()["results"]
    assert {row["is_satisfied"] for row in rows} == {True, False}
    for bad in ({}, {"is_satisfied": "ja"}, {"is_satisfied": False, "text_list": [1]},
                {"is_satisfied": False, "text_extra": "bsn 111222333"}):  # fmt: skip
        assert client.put(url, bad, content_type="application/json").status_code == 400
    said = {"is_satisfied": False, "text_list": ["Nee"], "text_extra": "Het ligt er nog.",
            "allows_contact": False, "signal_id": signal}  # fmt: skip
    assert client.put(url, said, content_type="application/json").status_code == 200
    assert Opinion.objects.using("keeper").get().reason == "Het ligt er nog."
    for again in (client.get(url), client.put(url, said, content_type="application/json")):
        assert (again.status_code, again.json()) == (410, {"detail": "filled out"})


def test_everybody_together_may_send_so_much(city, client):
    bucket = buckets.Bucket(burst=2, per_second=1)
    bucket.take(now=bucket.then)
    bucket.take(now=bucket.then)
    with pytest.raises(buckets.Full):
        bucket.take(now=bucket.then)
    bucket.take(now=bucket.then + 1)
    buckets.STRANGERS.left = 0
    buckets.STRANGERS.then += 3600
    try:
        answer = post(client, SENT)
        assert answer.status_code == 429
    finally:
        buckets.STRANGERS.then -= 3600
        buckets.STRANGERS.left = 120.0
    assert not stored().exists()


def test_a_page_of_another_site_may_ask_without_cookies(city, client):
    asks = {"Access-Control-Request-Method": "POST", "Origin": "https://meldingen.invalid"}
    first = client.options(f"{ROOT}/signals/", headers=asks)
    assert first.status_code == 204
    for answer in (first, client.get(f"{ROOT}/terms/categories/"), post(client, {}),
                   client.get("/open311/v2/services.json")):  # fmt: skip
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
    assert "Access-Control-Allow-Origin" not in client.get("/melden/")


def test_who_is_signed_in_is_nobody_here(city, client_as):
    """A colleague's browser brings a cookie; it opens nothing at these addresses."""
    report = tell(code="crime.drugs")
    colleague = client_as("desk")
    for path in (f"{ROOT}/signals/{report.id}", f"/open311/v2/requests/{report.number}.json"):
        assert colleague.get(path).status_code == 404
