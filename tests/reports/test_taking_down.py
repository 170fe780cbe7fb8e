"""Somebody calls, comes to the counter or mails: the desk writes it down and reads out the code."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from baken.audit.models import Entry
from baken.core.acting import acting_as, resident
from baken.core.errors import Denied
from baken.documents.models import Document
from baken.messages.models import Message as Mail
from baken.reports.actions.intake import Told, receive
from baken.reports.actions.taking_down import take_down
from baken.reports.codes import Source, State
from baken.reports.follow import code_of, tidy_code
from baken.reports.intake.draft import Draft
from baken.reports.models import (
    Answer,
    Business,
    Consent,
    Contact,
    Content,
    Event,
    FormalRequest,
    Place,
    Report,
)
from tests.documents import files
from tests.reports.tools import HOLY, WESTWIJK, keeper_get, sealed_in, stored, tell, tree_of, verbs

PAGE = "/werk/meldingen/nieuw/"
TEXT = "De beller zegt: er ligt glas op het schoolplein."


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def filled(**fields):
    """What the desk types for someone on the phone."""
    return {"staat": Draft.new().seal(), "source": "phone", "subject": "waste.dumped",
            "text": TEXT, "buurt": "BU06220203", "query": "", "email": "", "phone": "",
            "name": "", **fields}  # fmt: skip


def told(**more):
    return Told(id=uuid4(), subject=tree_of("waste.dumped"), text=TEXT, source="phone", **more)


def test_a_caller_gets_number_and_code_and_can_follow(city, client_as):
    page = client_as("desk").post(PAGE, filled())
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    report = stored().get()
    assert (report.source, report.state, report.assigned_to_id) == ("phone", State.RECEIVED, None)
    assert (report.wijk_code, report.buurt_code) == ("WK062202", "BU06220203")
    shown = words(page)
    assert report.number in shown
    code = tidy_code("".join(re.findall(r"\d{4}", shown[shown.index(">Code<") :])[:6]))
    assert code == code_of(report.id)
    followed = Client().get(f"/volgen/{code}/")
    assert TEXT in words(followed)
    assert "Desk Voorbeeld" not in words(followed)


def test_the_trail_and_the_timeline_say_who_wrote_it_down(city, client_as):
    client = client_as("desk")
    client.post(PAGE, filled(source="desk"))
    report = stored().get()
    entry = Entry.objects.using("keeper").get(verb="report.take_down")
    assert (entry.object_id, entry.user_id) == (report.id, city.user("desk"))
    event = Event.objects.using("keeper").get()
    assert (event.kind, event.by_id) == ("received", city.user("desk"))
    page = words(client.get(f"/werk/meldingen/{report.id}/"))
    assert "via balie" in page
    assert "Ontvangen</b> · Desk Voorbeeld" in page


def test_sent_twice_it_is_one_report_with_the_same_code(client_as):
    client, form = client_as("desk"), filled(source="mail", email="bo@voorbeeld.invalid")
    first, second = client.post(PAGE, form), client.post(PAGE, {**form, "text": "Anders"})
    assert stored().count() == 1
    assert "was al bewaard" in words(second)
    assert "was al bewaard" not in words(first)
    assert Mail.objects.using("keeper").get().to == "bo@voorbeeld.invalid"
    assert verbs(stored().get()) == ["report.take_down"]


def test_all_that_was_said_is_kept_where_it_belongs(client_as):
    photo = SimpleUploadedFile("foto.jpg", files.jpeg(), "image/jpeg")
    fields = filled(name="Bo Bedenksel", phone="06 00000000", lat="51.905", lon="4.318",
                    buurt="", photos=[photo])  # fmt: skip
    assert client_as("desk").post(PAGE, fields).status_code == 200
    report = stored().get()
    contact = Contact.objects.using("keeper").get(report=report)
    assert (contact.name, contact.phone, contact.email) == ("Bo Bedenksel", "0600000000", "")
    assert Place.objects.using("keeper").get(report=report).lat == 51.905
    assert Document.objects.using("keeper").get().file_id == report.id


def test_an_address_is_looked_up_and_nothing_typed_is_lost(client_as):
    client = client_as("desk")
    assert client.get(PAGE).status_code == 200
    page = client.post(PAGE, filled(zoek="1", query="Onbekendestraat 1", buurt=""))
    assert page.status_code == 422
    assert "Wij vinden geen adres" in words(page)
    assert TEXT in words(page)
    assert not stored().exists()
    again = client.post(PAGE, filled(staat=sealed_in(page), nergens="1", buurt=""))
    assert again.status_code == 200
    assert stored().get().buurt_code == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Dit vak is nog leeg"),
        ({"subject": ""}, "Kies een van de antwoorden"),
        ({"subject": "waste"}, "waste"),
        ({"source": "site"}, "site"),
        ({"source": ""}, "Kies een van de antwoorden"),
        ({"buurt": ""}, "Typ een straat"),
        ({"query": "x" * 81}, "te lang"),
        ({"query": "\u202e"}, "onzichtbaar teken"),
        ({"text": "a\x00b"}, "onzichtbaar teken"),
        ({"phone": "06 1"}, "Er mist een cijfer"),
        ({"staat": "kapot", "text": ""}, "Dit vak is nog leeg"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_is_kept(client_as, fields, sentence):
    page = client_as("desk").post(PAGE, filled(**fields))
    assert page.status_code == 422
    assert sentence in words(page)
    assert not stored().exists()


def test_a_refused_photo_leaves_no_report(client_as):
    photo = SimpleUploadedFile("foto.jpg", b"<html>", "image/jpeg")
    page = client_as("desk").post(PAGE, filled(photos=[photo]))
    assert page.status_code == 422
    assert TEXT in words(page)
    assert not stored().exists()


def test_a_desk_of_an_area_takes_down_what_it_can_read_back(client_as):
    client = client_as("desk_west")
    for away in ({"buurt": "BU06220701"}, {"buurt": "", "nergens": "1"}):
        page = client.post(PAGE, filled(**away))
        assert page.status_code == 422
        assert "buiten uw gebied" in words(page)
    assert not stored().exists()
    assert client.post(PAGE, filled()).status_code == 200
    assert stored().count() == 1


def test_the_kind_comes_first_and_decides_what_is_asked(client_as):
    client = client_as("desk")
    first = words(client.get(PAGE))
    assert "Waar gaat het over?" in first
    assert "Wat vertelt de melder?" not in first
    assert client.get(PAGE, {"subject": "waste"}).status_code == 422
    page = words(client.get(PAGE, {"subject": "waste.dumped"}))
    assert "Hoe vaak gebeurt het?" in page
    assert "De melder vraagt de gemeente om op te treden" not in page
    other = client.post(PAGE, filled(subject="housing.deposit", wissel="1"))
    assert "Hoeveel euro borg" in words(other)
    assert "De melder vraagt de gemeente om op te treden" in words(other)
    assert TEXT in words(other)
    assert not stored().exists()


def test_without_a_kind_what_was_typed_goes_along(client_as):
    client = client_as("desk")
    page = client.post(PAGE, filled(subject=""))
    assert page.status_code == 422
    assert "Kies een van de antwoorden" in words(page) or "verplicht" in words(page)
    along = dict(page.context["along"])
    assert along["text"] == TEXT
    back = client.post(PAGE, {**along, "wissel": "1", "subject": "waste.wreck"})
    assert TEXT in words(back)


def test_answers_sharing_and_business_are_kept(client_as):
    fields = {"vraag-often": "daily", "partners": ["corporation", "police"], "business": "on",
              "branch": "catering", "company": "Café Voorbeeld", "others": "on",
              "phone": "0612345678"}  # fmt: skip
    page = client_as("desk").post(PAGE, filled(subject="nuisance.youths", **fields))
    assert page.status_code == 200, words(page)
    answer = Answer.objects.using("keeper").get()
    assert (answer.code, answer.value) == ("often", "daily")
    given = Consent.objects.using("keeper").filter(given=True).values_list("partner", flat=True)
    assert sorted(given) == ["corporation", "police"]
    business = Business.objects.using("keeper").get()
    assert (business.branch, business.others) == ("catering", True)


def test_a_formal_request_is_written_not_told(client_as):
    fields = {"subject": "housing.deposit", "formal": "on", "name": "Bo Bedenksel",
              "address": "Voorbeeldstraat 1, Voorbeeldstad", "door": "named"}  # fmt: skip
    client = client_as("desk")
    page = client.post(PAGE, filled(**fields))
    assert page.status_code == 422
    assert "Awb 4:1" in words(page)
    assert not stored().exists()
    assert client.post(PAGE, filled(**fields | {"source": "mail"})).status_code == 200
    assert FormalRequest.objects.using("keeper").get().report.formal


@pytest.mark.parametrize("who", ["police", "process_manager", "administrator", "mayor"])
def test_others_take_nothing_down(city, client_as, who):
    assert client_as(who).get(PAGE).status_code == 403
    assert client_as(who).post(PAGE, filled()).status_code == 403
    called = told()
    with acting_as(city.acting(who)) as acting, pytest.raises(Denied):
        take_down(acting, called)
    assert not stored().exists()


def test_nobody_files_under_the_name_of_the_other_door(city):
    site = replace(told(), source=Source.SITE)
    with acting_as(city.acting("desk")) as acting:
        for act in (take_down, receive):
            with pytest.raises(Denied):
                act(acting, site)
    assert not stored().exists()


def refused(action):
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def test_the_wall_lets_the_desk_add_no_parts_to_a_report_of_the_site(city):
    site, read = tell(where=HOLY), told(where=WESTWIJK)
    with acting_as(city.acting("desk")) as acting:
        called = take_down(acting, read).report
        Contact.objects.bulk_create([Contact(report=called, name="a", email="", phone="")])
        for part in (Content(report=site, text="x"), Place(report=site, address="x"),
                     Contact(report=site, name="x", email="", phone="")):  # fmt: skip
            refused(lambda part=part: type(part).objects.bulk_create([part]))
        Report.objects.filter(id=called.id).update(state=State.WORKING)
        refused(lambda: Place.objects.bulk_create([Place(report=called, address="x")]))
    with acting_as(city.acting("police")):
        refused(lambda: Contact.objects.bulk_create([Contact(report=called)]))
    with acting_as(resident(code_of(called.id))):
        assert Content.objects.count() == 1
    assert keeper_get(site.id).source == Source.SITE
