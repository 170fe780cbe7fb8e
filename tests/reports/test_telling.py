"""A resident tells, without script: danger, what, where, tell, receipt."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baken.documents.models import Document
from baken.messages.models import Message as Mail
from baken.reports.follow import code_of, fingerprint
from baken.reports.intake.draft import FASTEST_SECONDS, Draft
from baken.reports.models import Contact, Content, Event, Place
from tests.documents import files
from tests.reports.tools import TEXT, Counted, draft, sealed_in, send, stored, tell, verbs

pytestmark = pytest.mark.usefixtures("database")


def photo(name="foto.jpg", content=None):
    return SimpleUploadedFile(name, files.jpeg() if content is None else content, "image/jpeg")


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def test_the_whole_form_without_script():
    client = Client()
    assert "Ja, bel 112" in words(client.get("/melden/"))
    page = client.get("/melden/soort/")
    page = client.post("/melden/soort/", {"staat": sealed_in(page), "soort": "nuisance"})
    assert "Stap 2 van 4" in words(page)
    page = client.post("/melden/soort/", {"staat": sealed_in(page), "soort": "nuisance.noise"})
    assert "Waar is het?" in words(page)
    page = client.post("/melden/waar/", {"staat": sealed_in(page), "buurt": "BU06220203"})
    assert "Lawaai · Wetering, Westwijk" in words(page)
    time.sleep(FASTEST_SECONDS)
    page = client.post("/melden/vertel/", {"staat": sealed_in(page), "text": TEXT})
    assert page.status_code == 200
    report = stored().get()
    code = code_of(report.id)
    assert report.number in words(page)
    assert code[:4] in words(page)
    assert report.token_hash == fingerprint(code)
    assert (report.buurt_code, report.wijk_code) == ("BU06220203", "WK062202")
    assert Content.objects.using("keeper").get().text == TEXT
    assert set(client.cookies) == {"baken_csrf"}
    assert verbs(report) == ["report.receive"]
    assert page["Cache-Control"] == "no-store"


def test_a_topic_of_the_front_page_starts_at_the_second_question():
    page = Client().get("/melden/soort/?soort=waste")
    assert "Afval op straat" in words(page)
    assert Client().get("/melden/soort/?soort=bestaatniet").status_code == 200


def test_sending_twice_gives_one_report_and_the_same_code():
    client, sealed = Client(), draft()
    first, second = send(client, sealed), send(client, sealed)
    assert stored().count() == 1
    assert Event.objects.using("keeper").count() == 1
    code = code_of(sealed.key)
    assert code[:4] in words(first)
    assert code[:4] in words(second)
    assert "was al binnen" in words(second)
    assert verbs(stored().get()) == ["report.receive"]


def test_a_second_sending_with_another_text_does_not_change_the_first():
    client, sealed = Client(), draft()
    send(client, sealed)
    again = send(client, sealed, text="Iets heel anders")
    assert "Stuur dat dan als bericht" in words(again)
    assert Content.objects.using("keeper").get().text == TEXT


def test_a_number_that_is_taken_is_drawn_again(monkeypatch):
    taken = tell().number
    drawn = iter([taken, taken, "M-1234-5674"])
    monkeypatch.setattr("baken.core.numbers.draw", lambda prefix: next(drawn))
    assert tell().number == "M-1234-5674"
    assert stored().count() == 2


def test_back_keeps_what_was_typed():
    client, sealed = Client(), draft()
    fields = {"staat": sealed.seal(), "text": "Half verhaal", "email": "geen adres", "terug": "1"}
    page = client.post("/melden/vertel/", fields)
    assert "Waar is het?" in words(page)
    page = client.post("/melden/waar/", {"staat": sealed_in(page), "buurt": "BU06220203"})
    assert "Half verhaal" in words(page)
    assert "geen adres" in words(page)
    page = client.post("/melden/waar/", {"staat": sealed_in(page), "terug": "1"})
    assert "Wat precies?" in words(page)
    assert 'value="nuisance.noise" checked' in words(page)
    page = client.post("/melden/soort/", {"staat": sealed_in(page), "terug": "1"})
    assert "Wat is er aan de hand?" in words(page)
    assert 'value="nuisance" checked' in words(page)
    assert Draft.open(sealed_in(page)).text == "Half verhaal"


def test_an_error_keeps_the_text_and_says_what_to_do():
    page = send(Client(), draft(), text="Mijn verhaal", phone="06 1234 567", email="x@")
    assert page.status_code == 422
    assert "Er mist een cijfer. Een mobiel nummer heeft er 10." in words(page)
    assert "Mijn verhaal" in words(page)
    assert "06 1234 567" in words(page)
    assert "Nog 2 dingen, dan kunt u verder" in words(page)
    assert not stored().exists()


def test_too_fast_is_asked_once_more():
    fresh = Draft.new().put(subject="nuisance.noise", placed=True)
    page = send(Client(), fresh)
    assert page.status_code == 422
    assert "Dat ging wel heel snel" in words(page)
    assert "slaap slecht" in words(page)
    assert not stored().exists()


def test_a_form_of_last_week_gets_a_new_key_and_keeps_its_text():
    old = draft().put(started=time.time() - 8 * 86_400)
    page = send(Client(), old)
    assert page.status_code == 422
    renewed = Draft.open(sealed_in(page))
    assert renewed.id != old.id
    assert send(Client(), renewed).status_code == 200
    assert stored().get().id == renewed.key


def test_the_trap_for_programs():
    page = send(Client(), draft(), website="https://spam.example")
    assert page.status_code == 422
    assert "vak 'Website' leeg" in words(page)
    assert not stored().exists()


def test_a_spoiled_state_begins_again_with_the_text():
    sealed = draft().seal()
    for broken in ("", "x", sealed[:-3] + "abc", sealed * 2, "a" * 70_000, "\x00"):
        page = Client().post("/melden/vertel/", {"staat": broken, "text": "Staat er nog"})
        assert page.status_code == 422
        assert "Begin opnieuw" in words(page)
        assert Draft.open(sealed_in(page)).text == "Staat er nog"
    assert not stored().exists()


def test_a_step_may_not_be_skipped():
    page = send(Client(), draft(placed=False))
    assert "Waar is het?" in words(page)
    page = send(Client(), draft(subject=""))
    assert "Wat is er aan de hand?" in words(page)
    assert not stored().exists()


@pytest.mark.parametrize("address", ["waar", "vertel"])
def test_a_later_step_opened_by_its_address_begins_at_the_start(address):
    assert Client().get(f"/melden/{address}/").headers["Location"] == "/melden/soort/"


def test_contact_details_lie_sealed_and_a_mail_waits():
    page = send(
        Client(),
        draft(),
        email="bo@voorbeeld.invalid",
        phone="+31 6 0000 0000",
        name="Bo Bedenksel",
    )
    assert page.status_code == 200
    report = stored().get()
    assert report.contact_ways == "mail,phone"
    contact = Contact.objects.using("keeper").get()
    assert (contact.name, contact.phone) == ("Bo Bedenksel", "+31600000000")
    from django.db import connections

    with connections["keeper"].cursor() as cursor:
        cursor.execute("select email from reports_contact")
        assert b"voorbeeld" not in bytes(cursor.fetchone()[0])
    mail = Mail.objects.using("keeper").get()
    assert mail.to == "bo@voorbeeld.invalid"
    assert report.number in mail.subject
    assert f"/volgen/{code_of(report.id)}/" in mail.text
    assert mail.about_id == report.id


def test_photos_are_stored_with_the_report():
    page = send(Client(), draft(), photos=[photo(), photo("twee.png", files.png())])
    assert page.status_code == 200
    report = stored().get()
    documents = Document.objects.using("keeper").filter(file_id=report.id)
    assert sorted(documents.values_list("type", flat=True)) == ["jpeg", "png"]
    assert set(documents.values_list("holder", "token_hash")) == {("report", report.token_hash)}


HOSTILE = {
    "six photos": ([photo() for _ in range(6)], "hoogstens 5 foto's. U koos er 6."),
    "empty file": ([photo(content=b"")], "is leeg"),
    "html named jpg": ([photo(content=b"<html><script>")], "foto.jpg"),
    "svg with script": ([photo("x.svg", b"<svg><script/></svg>")], "x.svg"),
    "bomb": ([photo(content=files.bomb())], "foto.jpg"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_photos_are_refused_and_the_text_stays(case):
    photos, sentence = HOSTILE[case]
    for one in photos:
        one.seek(0)
    page = send(Client(), draft(), photos=photos)
    assert page.status_code == 422
    assert sentence in words(page)
    assert "slaap slecht" in words(page)
    assert not stored().exists()
    assert not Document.objects.using("keeper").exists()


def test_a_photo_over_20_mb_is_refused(monkeypatch):
    monkeypatch.setattr("django.conf.settings.BAKEN_UPLOAD_BYTES", 1000)
    page = send(Client(), draft(), photos=[photo()])
    assert page.status_code == 422
    assert "slaap slecht" in words(page)


def test_the_last_four_digits():
    client, sealed = Client(), draft()
    page = send(client, sealed)
    wrong = client.post("/melden/bewaard/", {"staat": sealed_in(page), "laatste": "0000"})
    assert wrong.status_code == 422
    assert "niet de laatste 4 cijfers" in words(wrong)
    assert code_of(sealed.key)[:4] in words(wrong)
    code = code_of(sealed.key)
    right = client.post("/melden/bewaard/", {"staat": sealed_in(page), "laatste": f" {code[-4:]} "})
    assert right.headers["Location"] == f"/volgen/{code}/"


def test_the_last_four_digits_of_no_report():
    page = Client().post("/melden/bewaard/", {"staat": draft().seal(), "laatste": "1234"})
    assert page.status_code == 404


def test_no_place_is_a_place_too():
    page = Client().post("/melden/waar/", {"staat": draft().seal(), "nergens": "1"})
    assert "geen plek opgegeven" in words(page)
    assert send(Client(), Draft.open(sealed_in(page))).status_code == 200
    report = stored().get()
    assert (report.buurt_code, report.wijk_code) == ("", "")
    assert not Place.objects.using("keeper").exists()


def test_sending_takes_at_most_twelve_statements():
    """With two answers, contact details and a mail; in confidence as well."""
    send(Client(), draft())
    answers = {"often": "daily", "hours": "night"}
    for kind, door in (("unsafe.traffic", "named"), ("nuisance.youths", "confidential")):
        sealed = draft(subject=kind, answers=answers)
        with Counted() as counted:
            page = send(Client(), sealed, door=door, email="bo@voorbeeld.invalid",
                        phone="0600000000")  # fmt: skip
        assert page.status_code == 200
        assert len(counted) <= 12, counted.statements


@pytest.mark.parametrize(
    ("phone", "outcome"),
    [
        ("06 1234 5678", "0612345678"),
        ("010-123 45 67", "0101234567"),
        ("+31 6 12345678", "+31612345678"),
        ("0031612345678", "0031612345678"),
        ("+48 601 234 567", "+48601234567"),
        ("06 1234 567", "Er mist een cijfer"),
        ("06 1234 56789", "een cijfer te veel"),
        ("+31 6 1234", "Er mist een cijfer"),
        ("bel maar", "alleen cijfers"),
        ("+1", "klopt niet"),
        ("0612", "Er mist een cijfer"),
        ("06\u200b12345678", "onzichtbaar teken"),
    ],
)
def test_phone_numbers_as_people_write_them(phone, outcome):
    page = send(Client(), draft(), phone=phone)
    if outcome[-1].isdigit():
        assert page.status_code == 200
        assert Contact.objects.using("keeper").get().phone == outcome
    else:
        assert page.status_code == 422
        assert outcome in words(page)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "", "Dit vak is nog leeg"),
        ("text", "   \n ", "Dit vak is nog leeg"),
        ("text", "a" * 3001, "er mogen 3000 tekens in, u gebruikt er 3001"),
        ("text", "a\x00b", "onzichtbaar teken"),
        ("text", "a\u202eb", "onzichtbaar teken"),
        ("text", "a\u200bb", "onzichtbaar teken"),
        ("email", "bo@voorbeeld", "klopt niet"),
        ("email", "bo@voorbeeld.invalid\nBcc: x@y.nl", "klopt niet"),
        ("email", "a" * 300 + "@voorbeeld.nl", "200"),
        ("name", "a" * 101, "te lang"),
        ("name", "Bo\x07", "onzichtbaar teken"),
    ],
)
def test_bad_words_are_explained(field, value, sentence):
    page = send(Client(), draft(), **{field: value})
    assert page.status_code == 422
    assert sentence in words(page)
    assert not stored().exists()


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "مرحبا 👋🏽 ok", "'; drop table x; --",
     "{{ 7*7 }}", "ordernummer 111222334", "regel\r\nregel"],
)  # fmt: skip
def test_what_people_write_is_kept_as_they_wrote_it(text):
    sealed = draft()
    assert send(Client(), sealed, text=text).status_code == 200
    assert Content.objects.using("keeper").get().text == text.replace("\r\n", "\n")
    page = Client().get(f"/volgen/{code_of(sealed.key)}/")
    assert b"<script>alert" not in page.content


def test_help_without_a_report():
    page = Client().get("/melden/hulp/")
    assert "U hoeft niet bij ons te melden" in words(page)
    assert "tel:" in words(page)


def test_an_answer_without_a_choice_asks_again():
    client = Client()
    page = client.post("/melden/soort/", {"staat": draft().seal()})
    assert page.status_code == 422
    assert "Kies wat het best past." in words(page)
    page = client.post("/melden/soort/", {"staat": draft().seal(), "hoofd": "waste", "soort": "x"})
    assert page.status_code == 422
    assert "Afval op straat" in words(page)
