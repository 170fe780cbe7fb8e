"""Webhooks: what is told, how it is signed, that it goes again, and where it never goes."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import override_settings
from django.utils import timezone

from baken.core.acting import acting_as, job
from baken.core.errors import Conflict, Denied
from baken.reports.exchange.hooks import actions, wire
from baken.reports.exchange.hooks.models import Delivery, Hook
from baken.reports.tasks import deliver
from tests.reports.exchange_tools import long_ago
from tests.reports.tools import stored, tell

LOOPBACK = override_settings(BAKEN_WEBHOOK_LOOPBACK=True)


class Receiver:
    """A server of somebody else, that answers with these statuses in turn."""

    def __init__(self, *statuses):
        self.statuses, self.heard = list(statuses), []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                size = int(self.headers["Content-Length"])
                receiver.heard.append((dict(self.headers), self.rfile.read(size)))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/haak?x=1"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *problem):
        self.server.shutdown()
        self.server.server_close()


def a_hook(city, url, days_ago=10):
    with acting_as(city.acting("administrator")) as acting:
        secret = actions.make(
            acting, title="App", organisation_id=city.organisation("gemeente"), url=url
        )
    Hook.objects.using("keeper").update(made_at=timezone.now() - timedelta(days=days_ago))
    return secret


def found():
    with acting_as(job("reports.tell", "reports")) as acting:
        return [str(one) for one in actions.find(acting)]


def deliveries():
    return Delivery.objects.using("keeper").order_by("made_at", "closed")


def test_the_signature_is_that_of_standard_webhooks():
    """The example of the standard itself."""
    told = wire.signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                       1614265330, b'{"test": 2432232314}')  # fmt: skip
    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@LOOPBACK
def test_what_became_public_is_told_once_and_nothing_more(city):
    with Receiver() as other:
        secret = a_hook(city, other.url)
        report = tell(code="waste.dumped", text="GEHEIM", email="bo@geheim.invalid")
        tell(code="crime.drugs")
        assert found() == []
        long_ago()
        due = found()
        assert len(due) == 1
        deliver.run(*due)
        assert found() == []
        ((headers, body),) = other.heard
    said = json.loads(body)
    assert said["type"] == "report.opened"
    assert said["data"] == {"number": report.number, "kind": "waste.dumped", "state": "open"}
    assert said["timestamp"].split("T")[1].startswith("00:00:00")
    assert b"GEHEIM" not in body
    lower = {name.lower(): value for name, value in headers.items()}
    again = wire.signed(secret, lower["webhook-id"], int(lower["webhook-timestamp"]), body)
    assert again["webhook-signature"] == lower["webhook-signature"]
    row = deliveries().get()
    assert (row.state, row.answer, row.attempts) == ("delivered", "204", 1)


@LOOPBACK
def test_closing_is_told_too(city):
    with Receiver() as other:
        a_hook(city, other.url)
        tell(code="waste.dumped")
        long_ago(2)
        deliver.run(*found())
        stored().update(state="answered", result="solved", due_at=None, closed_at=timezone.now())
        deliver.run(*found())
        assert [json.loads(body)["type"] for _headers, body in other.heard] == [
            "report.opened", "report.closed",
        ]  # fmt: skip


@LOOPBACK
def test_it_goes_again_ever_later_and_then_fails(city):
    with Receiver(500, 302, 404, 500, 500, 500, 500, 500, 204) as other:
        a_hook(city, other.url)
        tell(code="waste.dumped")
        long_ago(2)
        due = found()
        waits = []
        for _attempt in range(actions.MOST_ATTEMPTS):
            deliver.run(*due)
            row = deliveries().get()
            waits.append(row.next_try and row.next_try - timezone.now())
            deliver.run(*due)  # not due yet: nothing is sent
            deliveries().update(next_try=timezone.now())
        assert len(other.heard) == actions.MOST_ATTEMPTS
        assert row.state == "failed"
        assert waits[:-1] == sorted(waits[:-1])
        assert waits[-1] is None
        with acting_as(city.acting("administrator")) as acting:
            actions.again(acting, row.id)
        deliver.run(*due)
        row = deliveries().get()
        assert (row.state, row.attempts) == ("delivered", 1)


def test_of_before_it_was_made_it_hears_nothing(city):
    tell(code="waste.dumped")
    long_ago()
    a_hook(city, "https://example.org/haak", days_ago=0)
    assert found() == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "https://127.0.0.1/", "https://10.0.0.1/", "https://[::1]/",
        "https://169.254.169.254/latest/", "https://192.168.1.1:8443/", "https://0.0.0.0/",
        "https://[::ffff:10.0.0.1]/", "https://[fe80::1]/", "https://224.0.0.1/", "ftp://x.nl/",
        "https://a:b@x.nl/", "https://", "https://x.nl/ a", "https://x.nl:99999/", "geen adres",
        "https://x.nl/#a", "https://" + "x" * 400, "https://[::1", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_it_never_goes_within_a_house(city, url):
    with pytest.raises(ValidationError):
        wire.check_url(url)
    with pytest.raises(wire.Undelivered):
        wire.bring(url, b"{}", {})


def test_a_name_that_points_within_a_house_is_not_reached(monkeypatch):
    for address in ("127.0.0.1", "10.1.2.3", "::1", "169.254.169.254"):
        answer = [(0, 0, 0, "", (address, 443)), (0, 0, 0, "", ("93.184.216.34", 443))]
        monkeypatch.setattr(wire.socket, "getaddrinfo", lambda *_a, found=answer, **_k: found)
        monkeypatch.setattr(wire.socket, "create_connection", lambda *_a: pytest.fail("reached"))
        with pytest.raises(wire.Undelivered, match="not public"):
            wire.bring("https://goed.invalid/", b"{}", {})


def test_the_pages_make_show_bring_again_and_end(city, client_as):
    client = client_as("administrator")
    assert "nog geen webhook" in client.get("/werk/meldingen/webhooks/").content.decode()
    form = {"title": "App", "organisation": str(city.organisation("gemeente")),
            "url": "http://10.0.0.1/"}  # fmt: skip
    assert client.post("/werk/meldingen/webhooks/", form).status_code == 422
    made = client.post("/werk/meldingen/webhooks/", {**form, "url": "https://example.org/haak"})
    assert "whsec_" in made.content.decode()
    assert "whsec_" not in client.get("/werk/meldingen/webhooks/").content.decode()
    hook = Hook.objects.using("keeper").get()
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select secret from reports_hook")
        assert b"whsec_" not in bytes(cursor.fetchone()[0])
    Hook.objects.using("keeper").update(made_at=timezone.now() - timedelta(days=9))
    report = tell(code="waste.dumped")
    long_ago()
    found()
    url = f"/werk/meldingen/webhooks/{hook.id}/"
    assert report.number in client.get(url).content.decode()
    replay = f"/werk/meldingen/webhooks/opnieuw/{deliveries().get().id}/"
    assert client.post(replay).status_code == 302
    assert client.post(f"{url}einde/").status_code == 302
    assert client.post(f"{url}einde/").status_code == 409
    assert client.post(replay).status_code == 409
    for who in ("desk", "adviser"):
        assert client_as(who).get("/werk/meldingen/webhooks/").status_code == 403
        assert client_as(who).post(f"{url}einde/").status_code == 403


def test_only_the_administrator_makes_them(city):
    with acting_as(city.acting("desk")) as acting, pytest.raises(Denied):
        actions.make(acting, title="x", organisation_id=city.organisation("gemeente"),
                     url="https://example.org/")  # fmt: skip
    a_hook(city, "https://example.org/")
    key = Hook.objects.using("keeper").get().id
    with acting_as(city.acting("administrator")) as acting:
        actions.end(acting, key)
        with pytest.raises(Conflict):
            actions.end(acting, key)
