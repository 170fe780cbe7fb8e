"""Feeds and mail: asked twice is one, confirmed by hand, told once, and left by one click."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baken.core.acting import acting_as, job
from baken.messages.models import Message
from baken.messages.smtp import compose
from baken.programme.council.actions import change_item, register_item
from baken.programme.council.queries import item_of, municipality
from baken.programme.lights.actions import judge
from baken.programme.models import Kind
from baken.programme.news.actions import tell
from baken.programme.news.models import Notice, Subscription
from baken.programme.news.retention import remove_subscriptions
from baken.programme.queries.register import load
from tests.city import City

ATOM = "{http://www.w3.org/2005/Atom}"
MAIL = "lezer@voorbeeld.nl"
RED = {"time": "red", "money": "unknown", "quality": "green", "cause": "Duurder.",
       "consequence": "Later klaar.", "steering": "Wij zoeken geld.", "shown": True}  # fmt: skip


@pytest.fixture(autouse=True)
def no_counts(city: City) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def asked(client: Client, email: str = MAIL, topic: str = "") -> str:
    """Ask for mail; the link in the last mail."""
    words = {"email": email, "topic": topic, "website": ""}
    assert client.post("/bericht/", words).status_code == 200
    return links()[-1] if links() else ""


def letters() -> list[Message]:
    return list(Message.objects.using("keeper").order_by("created_at", "id"))


def links() -> list[str]:
    found = [re.search(r"http://testserver(/bericht/\S+)", one.text) for one in letters()]
    return [one[1] for one in found if one]


def told() -> int:
    with acting_as(job("programme.tell", "programme")) as acting:
        return tell(acting)


def shown_red(city: City, action: str = "T1.D1.A1") -> None:
    with acting_as(city.acting("adviser")) as acting:
        register = load()
        item = next(one for one in register.of_kind(Kind.ACTION) if one.key.startswith(action))
        judge(acting, municipality(), register, item, {**RED, "as_of": timezone.localdate()},
              version=0)  # fmt: skip


def an_item(city: City, **more: Any) -> Any:
    words = {"kind": "promise", "title": "Meer licht", "due_on": timezone.localdate(), **more}
    with acting_as(city.acting("clerk")) as acting:
        return register_item(acting, municipality(), words)


def test_mail_comes_after_yes_and_stops_after_one_click(paper: City) -> None:
    client = Client()
    link = asked(client)
    (row,) = Subscription.objects.using("keeper").all()
    assert row.confirmed_at is None
    told()
    assert len(letters()) == 1
    assert client.get(link).status_code == 200  # a scanner that opens links does not confirm
    assert Subscription.objects.using("keeper").get().confirmed_at is None
    assert client.post(link).status_code == 302
    assert told() == 0  # what was there before is no news
    an_item(paper)
    assert told() == 1
    assert told() == 0
    mail = letters()[-1]
    assert mail.subject == "Toezegging: Meer licht"
    assert "<img" not in mail.html
    out = links()[-1]
    assert out.endswith("/uit/")
    assert client.get(out).status_code == 200
    assert Subscription.objects.using("keeper").get().confirmed_at is not None
    machine = Client(enforce_csrf_checks=True)
    one_click = machine.post(out, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    gone = Subscription.objects.using("keeper").get()
    assert (gone.email, gone.confirmed_at) == ("", None)
    assert gone.over_at is not None
    assert client.get(link).status_code == 404
    an_item(paper, title="Nog meer licht")
    assert told() == 0
    with acting_as(job("retention.run")) as acting:
        assert remove_subscriptions(acting, [gone.id]) == 1
    assert letters() == []


def test_the_mail_carries_its_way_out_for_the_mail_program() -> None:
    html = '<p><a rel="unsubscribe" href="https://x.nl/bericht/a&amp;b/uit/">Uit</a></p>'
    mail = compose("1", MAIL, "Nieuws", "Nieuws", html)
    assert mail.extra_headers["List-Unsubscribe"] == "<https://x.nl/bericht/a&b/uit/>"
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    escaped = "&lt;a rel=&quot;unsubscribe&quot; href=&quot;https://kwaad.nl&quot;&gt;"
    assert "List-Unsubscribe" not in compose("1", MAIL, "x", "x", escaped).extra_headers
    for nasty in ("javascript:x", "https://x.nl\nBcc: a@b.nl", "https://x.nl> <mailto:a"):
        html = f'<a rel="unsubscribe" href="{nasty}">x</a>'
        assert "List-Unsubscribe" not in compose("1", MAIL, "x", "x", html).extra_headers


def test_asking_twice_is_one_mail_and_tells_nothing(plan: City) -> None:
    client = Client()
    pages = [client.post("/bericht/", {"email": mail, "topic": "", "website": ""}).content
             for mail in (MAIL, MAIL, "Lezer@voorbeeld.nl")]  # fmt: skip
    assert len(letters()) == 1
    assert Subscription.objects.using("keeper").count() == 1
    assert pages[0] == pages[1]
    assert pages[2].replace(b"Lezer@", b"lezer@") == pages[0]


def test_one_publication_is_one_mail_however_many_topics(plan: City) -> None:
    client = Client()
    for topic in ("", "T1", "T2"):
        client.post(asked(client, topic=topic))
    client.post(asked(client, "ander@voorbeeld.nl", "T2"))
    told()
    before = len(letters())
    shown_red(plan, "T1.")
    assert told() == 1
    an_item(plan)
    assert told() == 1
    assert len(letters()) == before + 2
    assert "lukt niet" in letters()[-2].subject.lower()


@pytest.mark.parametrize(("words", "status"), [
    ({"email": "", "topic": ""}, 422),
    ({"email": "geen adres", "topic": ""}, 422),
    ({"email": "a@b.nl\nBcc: c@d.nl", "topic": ""}, 422),
    ({"email": MAIL, "topic": "BESTAAT-NIET"}, 422),
    ({"email": MAIL, "topic": "", "website": "x"}, 422),
])  # fmt: skip
def test_what_cannot_be_mailed_is_refused(plan: City, words: dict[str, str], status: int) -> None:
    assert Client().post("/bericht/", words).status_code == status
    assert letters() == []


def test_nobody_sends_mails_to_many_addresses(plan: City) -> None:
    client = Client()
    answers = [client.post("/bericht/", {"email": f"a{n}@voorbeeld.nl", "topic": ""})
               for n in range(6)]  # fmt: skip
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert len(letters()) == 5


def test_nobody_floods_one_address(plan: City) -> None:
    """From many places, about many topics: three mails a day, and each page says the same."""
    pages = set()
    for number, topic in enumerate(("", "T1", "T2", "T3", "T4")):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        answer = client.post("/bericht/", {"email": MAIL, "topic": topic})
        pages.add((answer.status_code, answer.content))
    assert len(pages) == 1
    assert len(letters()) == 3


@pytest.mark.parametrize("code", ["x", "x" * 24, "é" * 24])
def test_somebody_else_s_link_is_no_link(plan: City, code: str) -> None:
    for path in (f"/bericht/{code}/", f"/bericht/{code}/uit/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path).status_code == 404


def test_the_feeds_of_plan_and_theme(paper: City) -> None:
    shown_red(paper, "T1.")
    item = an_item(paper, actions=["O2.A1"])
    with acting_as(paper.acting("clerk")) as acting:
        one = item_of(item)
        assert one is not None
        change_item(acting, one, {"kind": "promise", "title": "Meer licht, vlugger"}, version=1)
    answer = Client().get("/plan/nieuws.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    titles = [e.findtext(f"{ATOM}title") for e in root.iter(f"{ATOM}entry")]
    assert titles.count("Toezegging: Meer licht") == 1  # a change of words is no news
    assert "Voortgang 2026 (voorbeeld)" in titles
    keys = [e.findtext(f"{ATOM}id") for e in root.iter(f"{ATOM}entry")]
    assert len(keys) == len(set(keys))
    theme = Client().get("/plan/thema/T1/nieuws.atom").content.decode()
    assert "Meer licht" not in theme
    assert "ukt niet" in theme
    assert Client().get("/plan/thema/NIETS/nieuws.atom").status_code == 404
    told()
    assert Client().get("/plan/nieuws.atom").status_code == 200
    assert Notice.objects.using("keeper").exists()


def test_councillors_see_what_is_off_track_first(paper: City) -> None:
    client = Client()
    quiet = client.get("/raad/").content.decode()
    assert "niets bekend dat uit de pas loopt" in quiet
    shown_red(paper, "T3.")
    an_item(paper, due_on=timezone.localdate() - timedelta(days=12))
    for n in range(3):
        an_item(paper, title=f"Later {n}", due_on=timezone.localdate() + timedelta(days=n + 1))
    page = client.get("/raad/").content.decode()
    assert "1 actie loopt uit de pas." in page
    assert "1 motie of toezegging is over de datum." in page
    themes = re.findall(r'<a href="/plan/thema/([A-Z0-9]+)/"', page)
    assert themes[0] == "T3"
    assert page.index("Meer licht") < page.index("Later 0") < page.index("Later 2")
    assert "Wij zoeken geld." in page
    with CaptureQueriesContext(connection) as asked_:
        client.get("/raad/")
    assert len(asked_) <= 12
    assert len(page) < 150_000
    assert str(uuid4()) not in page
