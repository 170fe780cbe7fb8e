"""Which languages a visitor is offered, what is spoken where, and of which texts a review is."""

from datetime import date

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from scripts import messages

from baken.access.models import Installation
from baken.audit.models import Entry
from baken.core.acting import PUBLIC, acting_as
from baken.core.languages import catalogue
from baken.core.ui.moments import exact, spelled
from baken.core.ui.numerals import written
from baken.messages.models import Message as Mail
from baken.portal.languages.models import LanguageReview
from baken.portal.languages.offered import forget
from baken.reports.actions.desk import answer
from tests.reports.tools import draft, send, stored, tell

pytestmark = pytest.mark.usefixtures("city")
UNCHECKED = "Tłumaczenie maszynowe, jeszcze niesprawdzone."


@pytest.fixture(autouse=True)
def _fresh():
    forget()
    yield
    forget()


@pytest.fixture
def demo(city):
    from django.db import connection

    Installation.objects.using("keeper").update(demo=True)
    connection.close()
    yield city
    Installation.objects.using("keeper").update(demo=False)
    connection.close()


def speaking(code):
    client = Client()
    client.cookies["django_language"] = code
    return client


def words(page):
    return page.content.decode()


def reviewed(city, code="pl", fingerprint=""):
    LanguageReview.objects.using("keeper").create(
        language=code, fingerprint=fingerprint or catalogue(code).fingerprint,
        organisation="Vertaalbureau", read_on=date(2026, 11, 1),
        recorded_at="2026-11-02T10:00:00Z", by_id=city.users["administrator"],
    )  # fmt: skip
    forget()


def test_nobody_checked_it_so_it_is_not_offered(city):
    page = speaking("pl").get("/melden/")
    assert 'lang="nl"' in words(page)
    assert "Polski" not in words(page)
    assert Client().get("/taal/pl/").status_code == 404
    assert 'lang="nl"' in words(Client().get("/melden/", headers={"accept-language": "pl"}))


def test_what_was_read_is_offered_and_says_nothing_of_a_machine(city):
    reviewed(city)
    page = speaking("pl").get("/melden/")
    assert '<html lang="pl">' in words(page)
    assert UNCHECKED not in words(page)
    assert Client().get("/taal/pl/").cookies["django_language"].value == "pl"
    assert '<html lang="pl">' in words(Client().get("/melden/", headers={"accept-language": "pl"}))
    assert "العربية" not in words(page)


def test_a_changed_text_makes_the_review_stale(city, client_as):
    reviewed(city, fingerprint="0" * 64)
    assert "Polski" not in words(speaking("pl").get("/melden/"))
    assert "daarna zijn teksten veranderd" in words(client_as("administrator").get("/werk/talen/"))


def test_in_a_demo_it_is_offered_and_says_so(demo):
    page = speaking("pl").get("/melden/")
    assert '<html lang="pl">' in words(page)
    assert UNCHECKED in words(page)
    assert "العربية" in words(page)
    assert '<html lang="ar" dir="rtl">' in words(speaking("ar").get("/melden/"))


def test_a_plan_stays_dutch_or_english_within_a_shell_of_the_language(demo):
    page = words(speaking("ar").get("/plan/"))
    assert '<html lang="en">' in page
    assert '<header class="site-head" lang="ar" dir="rtl">' in page
    assert "هذه الصفحة موجودة بالهولندية والإنجليزية فقط." in page
    home = words(speaking("pl").get("/"))
    assert '<html lang="pl">' in home
    assert "Coś jest nie tak na Twojej ulicy" in home
    assert '<div lang="en" dir="ltr">' in home


def test_the_workplace_stays_dutch_or_english(demo, client_as):
    client = client_as("administrator")
    client.cookies["django_language"] = "pl"
    assert '<html lang="en">' in words(client.get("/werk/talen/"))


def test_a_reporter_meets_no_dutch(demo):
    client = speaking("pl")
    there = {e.msgid: e.msgstr for e in messages.load("pl") if not e.msgid_plural}
    same = {text for text, said in there.items() if text == said}
    paths = ("/", "/melden/", "/melden/hulp/", "/melden/soort/", "/melden/soort/?soort=housing",
             "/volgen/", "/melden/kaart/", "/melden/xyz/")  # fmt: skip
    pages = [client.get(path) for path in paths]
    pages.append(client.post("/melden/vertel/", {"staat": draft().seal(), "text": ""}))
    pages.append(send(client, draft()))
    report = stored().get()
    assert report.language == "pl"
    for page in pages:
        text = words(page)
        found = [one for one in there if len(one) > 12 and one not in same and "%" not in one
                 and f">{escape(one)}<" in text]  # fmt: skip
        assert found == [], page.request["PATH_INFO"]


def test_the_administrator_records_a_review_of_these_texts(city, client_as):
    client = client_as("administrator")
    now = catalogue("pl").fingerprint
    assert now in words(client.get("/werk/talen/pl/"))
    data = {"fingerprint": now, "organisation": "Vertaalbureau", "read_on": "2026-11-01",
            "native": "on"}  # fmt: skip
    assert client.post("/werk/talen/pl/", data | {"native": ""}).status_code == 422
    assert client.post("/werk/talen/pl/", data | {"read_on": "2099-01-01"}).status_code == 422
    assert client.post("/werk/talen/pl/", data | {"fingerprint": "f" * 64}).status_code == 409
    assert not LanguageReview.objects.using("keeper").exists()
    assert client.post("/werk/talen/pl/", data).status_code == 302
    assert LanguageReview.objects.using("keeper").get().fingerprint == now
    assert Entry.objects.using("keeper").filter(verb="language.review", outcome="pl").count() == 1
    assert "Polski" in words(Client().get("/melden/"))
    assert client.get("/werk/talen/xx/").status_code == 404


@pytest.mark.parametrize("who", ["desk", "mayor", "process_manager"])
def test_others_record_nothing(city, client_as, who):
    assert client_as(who).get("/werk/talen/").status_code == 403
    data = {"fingerprint": catalogue("pl").fingerprint, "organisation": "X",
            "read_on": "2026-11-01", "native": "on"}  # fmt: skip
    assert client_as(who).post("/werk/talen/pl/", data).status_code == 403
    assert not LanguageReview.objects.using("keeper").exists()


def test_a_review_is_never_changed(city):
    reviewed(city)
    with acting_as(PUBLIC):
        for act in (lambda rows: rows.update(organisation="Y"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act(LanguageReview.objects.all())
    connections.close_all()


def test_mails_go_in_the_language_of_the_report(city):
    report = tell(language="pl", email="a@voorbeeld.invalid")
    with acting_as(city.acting("desk")) as acting:
        answer(acting, report.id, report.version, "Gotowe.", "solved", site="https://x.invalid")
    mail = Mail.objects.using("keeper").filter(about_id=report.id).order_by("-created_at")[0]
    assert mail.subject == f"Odpowiedź na Twoje zgłoszenie {report.number}"
    assert '<html lang="pl">' in mail.html
    assert "Jest odpowiedź na Twoje zgłoszenie" in mail.text


@pytest.mark.parametrize(
    ("code", "day", "number"),
    [
        ("nl", "dinsdag 3 november 2026", "1.234,5"),
        ("en", "Tuesday 3 November 2026", "1,234.5"),
        ("pl", "wtorek, 3 listopada 2026", "1\N{NO-BREAK SPACE}234,5"),
        ("hu", "2026. november 3., kedd", "1\N{NO-BREAK SPACE}234,5"),
        ("es", "martes, 3 de noviembre de 2026", "1\N{NO-BREAK SPACE}234,5"),
        ("uk", "вівторок, 3 листопада 2026", "1\N{NO-BREAK SPACE}234,5"),
        ("tr", "3 Kasım 2026 Salı", "1.234,5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(code, day, number):
    with translation.override(code):
        assert spelled(date(2026, 11, 3), "l j F Y").lower() == day.lower()
        assert exact(date(2026, 11, 3)).lower() == day.lower()
        assert written("1234.5") == number
