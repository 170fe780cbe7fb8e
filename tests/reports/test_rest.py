"""Our own JSON, its description, and a fuzzer over every JSON address of the exchange."""

import copy
import json
from datetime import timedelta
from uuid import uuid4

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from baken.reports.exchange import buckets, keys
from baken.reports.exchange.rest.urls import described
from tests.reports.exchange_shapes import DESCRIBED
from tests.reports.exchange_tools import a_key, long_ago
from tests.reports.tools import follow_code, keeper_get, stored, tell

ROOT = "/api/meldingen/v1"
SENT = {"soort": "waste.dumped", "tekst": "Een bank op de stoep", "breedte": 51.905,
        "lengte": 4.318, "email": "bo@voorbeeld.invalid"}  # fmt: skip
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance,
          response_schema_conformance)  # fmt: skip


@pytest.fixture
def client(city):
    return Client()


def as_sent(description):
    return json.loads(json.dumps(description))


def post(client, content, key="", **headers):
    if key:
        headers["Authorization"] = f"Bearer {key}"
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(f"{ROOT}/meldingen", body, "application/json", headers=headers)


def test_a_report_comes_in_once_and_is_followed_by_its_code(city, client):
    key, once = a_key(city, "file"), str(uuid4())
    first = post(client, SENT, key, **{"Idempotency-Key": once})
    assert first.status_code == 201, first.content
    assert post(client, SENT, key, **{"Idempotency-Key": once}).json() == first.json()
    made, report = first.json(), stored().get()
    assert made["nummer"] == report.number
    assert made["volgen"].endswith(f"/volgen/{made['code']}/")
    stand = client.get(f"{ROOT}/stand", headers={"Baken-Code": made["code"]})
    assert stand.json()["staat"] == "received"
    assert "tekst" not in stand.json()
    assert client.get(made["volgen"]).status_code == 200


def test_who_asks_without_a_code_or_key_gets_a_sentence(city, client):
    assert post(client, SENT).status_code == 401
    assert post(client, SENT, "bakenm_onzin").status_code == 401
    assert post(client, SENT, a_key(city, "follow")).status_code == 403
    assert client.get(f"{ROOT}/stand").status_code == 422
    right = follow_code(tell())
    other = f"{int(right) // 100 * 100 + 100:024d}"
    wrong = f"{other[:-2]}{98 - int(other) % 97:02d}"
    assert client.get(f"{ROOT}/stand", headers={"Baken-Code": wrong}).status_code == 404
    assert client.get(f"{ROOT}/onzin").json()["code"] == "niet_gevonden"
    assert client.get("/api/meldingen/v9/x").json()["code"] == "niet_gevonden"


@pytest.mark.parametrize(
    "changed",
    [
        {"soort": "crime.drugs"}, {"soort": "x" * 99}, {"tekst": ""}, {"tekst": "x" * 3001},
        {"tekst": "bsn 111222333"}, {"tekst": "nul\x00"}, {"breedte": 4.3, "lengte": 51.9},
        {"breedte": 1e308}, {"breedte": "x"}, {"bag": "1"}, {"email": "a@b.c\r\nd"},
        {"telefoon": "0612"}, {"onbekend": 1},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(city, client, changed):
    answer = post(client, {**SENT, **changed}, a_key(city))
    assert answer.status_code == 422, answer.content
    assert answer.json()["fout"]
    assert not stored().exists()


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"[" * 5000, b'{"a":' * 5000, b'{"soort": "a", "soort": "b"}', b"\xff"]
)
def test_bodies_that_are_no_report(city, client, body):
    answer = post(client, body, a_key(city))
    assert answer.status_code == 400
    assert answer.json()["code"] == "onleesbaar"


def test_lists_are_public_and_description_is_linked(city, client):
    report = tell(code="waste.dumped")
    tell(code="crime.drugs")
    long_ago()
    (fact,) = client.get(f"{ROOT}/meldingen").json()["meldingen"]
    assert fact["nummer"] == report.number
    assert client.get(f"{ROOT}/meldingen?soort=crime.drugs").status_code == 404
    assert client.get(f"{ROOT}/meldingen?bladzijde=5000").json()["meldingen"] == []
    assert client.get(f"{ROOT}/meldingen?vanaf=gisteren").status_code == 422
    since = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert client.get(f"{ROOT}/meldingen?vanaf={since}").json()["meldingen"] == []
    assert {kind["code"] for kind in client.get(f"{ROOT}/soorten").json()} >= {"other.else"}
    assert client.get(f"{ROOT}/gebieden").json()
    page = client.get("/meldingen/koppelen/").content.decode()
    assert "/meldingen/koppelen/openapi.json" in page
    assert client.get("/meldingen/koppelen/openapi.json").json() == as_sent(described())
    assert keeper_get(report.id).version == 1


def fuzzed(description, key, examples=8):
    """Some cases for every operation, the same ones each time. Returns the statuses seen."""
    schema = schemathesis.openapi.from_dict(as_sent(description))
    schema.app = get_wsgi_application()
    once = settings(max_examples=examples, database=None, deadline=None, derandomize=True,
                    phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    statuses = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @once
        @given(case=operation.as_strategy())
        def ask(case):
            answer = case.call(base_url="http://testserver", headers=_with_key(case, key))
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        ask()
    connections.close_all()
    return statuses


def _with_key(case, key):
    """A right key, so that what is behind it is asked too."""
    if "open311" in case.path and case.method == "POST":
        case.body = {**(case.body if isinstance(case.body, dict) else {}), "api_key": key}
    plain = {"Accept-Encoding": "identity"}  # the test client does not unpack what it gets
    return {**plain, "Authorization": f"Bearer {key}"} if "/api/" in case.path else plain


@pytest.mark.parametrize(
    ("description", "due"),
    [(described(), {200, 422}), (DESCRIBED, {200, 400, 404})],
    ids=["own", "standards"],
)
def test_no_answer_is_an_error_or_outside_its_shape(city, description, due, monkeypatch):
    monkeypatch.setattr(keys, "PER_MINUTE", 10_000)
    monkeypatch.setattr(buckets, "STRANGERS", buckets.Bucket(10_000, 1))
    tell(code="waste.dumped")
    long_ago()
    assert due <= fuzzed(description, a_key(city))


def test_the_fuzzer_bites(city):
    """An answer of another shape than was promised does not pass."""
    services = copy.deepcopy(DESCRIBED["paths"]["/open311/v2/services.json"])
    answer = services["get"]["responses"]["200"]["content"]["application/json"]
    answer["schema"] = {"type": "string"}
    wrong = {**DESCRIBED, "paths": {"/open311/v2/services.json": services}}
    with pytest.raises(BaseExceptionGroup):
        fuzzed(wrong, a_key(city), 2)
