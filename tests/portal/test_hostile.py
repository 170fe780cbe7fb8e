"""Bad input at every door: each form of each page that a person reaches, with hostile values.

The pages are found by following links, the fields by reading the forms, so a new form is
tried without anybody thinking of it. Nothing may give a 500, and nothing may come back raw.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import uuid4

import psycopg
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.city import City
from tests.kept import kept

ClientAs = Callable[..., Client]
SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    "",
    "x" * 20_000,
    "a\x00b",
    "\u202egnp.exe\u200b\u2066",
    f"{SCRIPT}'\"--;",
    '=HYPERLINK("http://x")',
    "2026-02-31",
    "-999999999999999999999999",
    "00000000-0000-4000-8000-000000000000",
)
# Leaving, or another language, ends the visit; they have tests of their own.
LEAVE = re.compile(
    r"^/(account|inloggen|taal|static|uitnodiging)/|uitloggen|^https?:|^tel:|^mailto:"
)
PAGES = 45


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Reader(HTMLParser):
    """Links and forms of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"])
        elif tag == "form":
            self.forms.append(Form(values.get("action", ""), values.get("method", "get").lower()))
        elif tag in {"input", "textarea", "select", "button"} and self.forms and "name" in values:
            self.forms[-1].fields.setdefault(values["name"], values.get("value", ""))


def _read(client: Client, path: str) -> Reader:
    answer = client.get(path, follow=True)
    assert answer.status_code < 500, path
    reader = Reader()
    if answer["Content-Type"].startswith("text/html"):
        reader.feed(answer.content.decode())
    return reader


def _crawl(client: Client, start: str) -> Iterator[tuple[str, Reader]]:
    """Pages within reach, at most PAGES, one of each kind first."""
    seen: set[str] = set()
    kinds: set[str] = set()
    queue = [start]
    while queue and len(seen) < PAGES:
        path = queue.pop(0)
        if path in seen or LEAVE.search(path):
            continue
        seen.add(path)
        reader = _read(client, path)
        yield path, reader
        for link in reader.links:
            kind = re.sub(r"[0-9a-f-]{36}|\?.*", "", link)
            queue.insert(0, link) if kind not in kinds else queue.append(link)
            kinds.add(kind)


def _try(client: Client, page: str, form: Form) -> None:
    action = form.action or page
    if LEAVE.search(action):
        return
    send = client.post if form.method == "post" else client.get
    for value in HOSTILE:
        data = {name: value for name in form.fields if name != "csrfmiddlewaretoken"}
        answer = send(action, data)
        assert answer.status_code < 500, (page, action, value[:30])
        assert SCRIPT not in answer.content.decode("utf-8", "replace"), (page, action)
    # One bad value at a time, the others as the page gave them.
    for name in list(form.fields)[:8]:
        data = {**form.fields, name: HOSTILE[2]}
        assert send(action, data).status_code < 500, (page, action, name)


@pytest.fixture
def busy_city(city: City, superuser: psycopg.Connection) -> City:
    """The small city with some reports and cases in it."""
    kept("busy", city, superuser, _fill)
    return city


def _fill(city: City) -> None:
    from baken.access.demo import Worker
    from baken.access.models import Organisation
    from baken.cases.demo import fill as fill_cases
    from baken.reports.demo import fill as fill_reports
    from tests.city import PEOPLE

    kinds = dict(Organisation.objects.using("keeper").values_list("id", "name"))
    names = {
        "gemeente": "gemeente",
        "politie": "politie",
        "corporatie": "corporatie",
        "zorg": "zorg",
    }
    workers = []
    for who, (organisation, capacity, purpose, _area) in PEOPLE.items():
        acting = city.acting(who)
        assert acting.organisation_id in kinds
        workers.append(
            Worker(city.users[who], acting.name, city.organisations[organisation],
                   names[organisation], capacity, purpose, city.assignments[who], who)
        )  # fmt: skip
    dice = random.Random(1)
    fill_reports(60, dice=dice, now=timezone.now(), workers=workers)
    fill_cases(dice=dice, now=timezone.now(), workers=workers)


@pytest.mark.parametrize(
    "who",
    ["desk", "process_manager", "police", "adviser", "statistician", "clerk", "privacy_officer",
     "administrator", "mayor"],
)  # fmt: skip
def test_no_form_of_the_workplace_breaks(busy_city: City, client_as: ClientAs, who: str) -> None:
    client = client_as(who)
    forms = 0
    done: set[str] = set()
    for page, reader in _crawl(client, "/werk/"):
        for form in reader.forms:
            key = re.sub(r"[0-9a-f-]{36}", "*", form.action or page) + ",".join(form.fields)
            if key not in done:
                done.add(key)
                forms += 1
                _try(client, page, form)
    assert forms > 0


def test_no_public_form_breaks(busy_city: City) -> None:
    client = Client()
    done: set[str] = set()
    for page, reader in _crawl(client, "/"):
        for form in reader.forms:
            key = (form.action or page) + ",".join(form.fields)
            if key not in done:
                done.add(key)
                _try(client, page, form)
    assert len(done) > 3


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for item in resolver.url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLPattern):
            yield route
        else:
            yield from _patterns(item, route)


def _addresses() -> list[str]:
    found = []
    for route in _patterns(get_resolver()):
        path = "/" + re.sub(r"<uuid:[a-z_]+>", str(uuid4()), route.lstrip("^/"))
        if not re.search(r"[\\(\[]", path):
            found.append(path)
    return found


STRANGE = ("x", "../../etc/passwd", "%00", "%E2%80%AE", "9" * 400, "'")


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize("who", ["", "desk", "process_manager", "administrator"])
def test_no_address_breaks_on_a_strange_value(
    city: City, client_as: ClientAs, who: str, value: str
) -> None:
    """Asked for with each value; sent to with each where it has a place in the address."""
    client = client_as(who) if who else Client()
    for address in _addresses():
        path = re.sub(r"<[a-z]+:[a-z_]+>", value, address)
        if "uitloggen" in path or "logout" in path:
            continue
        asks = {"q": value, "na": value}
        assert client.get(path, asks).status_code < 500, path
        if path != address or value == STRANGE[0]:
            assert client.post(path, asks).status_code < 500, path
            assert client.put(path).status_code < 500, path
