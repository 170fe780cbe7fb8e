"""At the desk, what seldom happens: late presses, details that are gone, a file's own people."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baken.access.models import Membership
from baken.core.acting import acting_as, resident
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message as Mail
from baken.reports import api
from baken.reports.actions import desk
from baken.reports.actions.intake import keep_photos
from baken.reports.follow import code_of
from baken.reports.models import Contact, Message
from tests.documents import files
from tests.reports.tools import follow_code, keeper_get, tell, tree_of


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def test_who_set_another_kind_first_is_shown_with_that_kind(city, client_as):
    report, landlord = tell(), tree_of("housing.landlord")
    with acting_as(city.acting("desk2")) as acting:
        desk.recategorise(acting, report.id, 1, landlord, "Gaat over de verhuurder")
    data = {"version": 1, "subject": "waste.dumped", "reason": "Het is afval"}
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/soort/", data)
    assert page.status_code == 409
    assert "Desk2 Voorbeeld was u net voor" in words(page)
    assert landlord.titles[0] in words(page).replace("<ins>", "").replace("</ins>", "")
    assert keeper_get(report.id).category_id == landlord.id


def test_a_result_and_a_ground_are_of_the_list(city):
    report = tell(email="bo@voorbeeld.invalid")
    with acting_as(city.acting("desk")) as acting:
        with pytest.raises(ValidationError, match="wat ervan is gekomen"):
            desk.answer(acting, report.id, 1, "Klaar", "misschien")
        with pytest.raises(ValidationError, match="waarom"):
            desk.reveal(acting, report.id, "nieuwsgierig")
        with pytest.raises(Denied):
            desk.answer(acting, uuid4(), 1, "Klaar", "solved")
    assert keeper_get(report.id).version == 1


def test_when_the_address_is_gone_no_mail_is_written(city):
    report = tell(email="bo@voorbeeld.invalid")
    Contact.objects.using("keeper").filter(report=report).delete()
    with acting_as(city.acting("desk")) as acting:
        desk.ask(acting, report.id, 1, "Waar precies?")
    assert Mail.objects.using("keeper").count() == 1
    assert Message.objects.using("keeper").get().text == "Waar precies?"


def test_more_photos_than_we_take_are_refused_also_past_the_form(database):
    report = tell()
    photos = [SimpleUploadedFile(f"{n}.jpg", files.jpeg(), "image/jpeg") for n in range(6)]
    with (
        acting_as(resident(code_of(report.id))) as acting,
        pytest.raises(ValidationError, match="U koos er 6"),
    ):
        keep_photos(acting, report.id, photos)


def test_people_of_the_municipality_on_a_file_read_its_report_alone(city, client_as):
    report, file_id = tell("Een tekst voor de casus"), uuid4()
    Membership.objects.using("keeper").create(
        file_id=file_id, user_id=city.user("process_manager"), valid_from=report.received_at,
        organisation_id=city.organisation("gemeente"),
    )  # fmt: skip
    with acting_as(city.acting("desk")) as acting:
        api.hand_over(acting, report.id, file_id)
    page = words(client_as("process_manager").get(f"/werk/meldingen/{report.id}/"))
    assert "Een tekst voor de casus" in page
    assert "Neem in behandeling" not in page
    assert "Terug naar de lijst" not in page


def test_what_is_no_filter_does_not_go_along_with_a_link(client_as):
    report = tell()
    page = words(client_as("desk").get("/werk/meldingen/?staat=nieuw&vreemd=1"))
    assert f"/werk/meldingen/{report.id}/?staat=nieuw" in page
    assert f"/werk/meldingen/{report.id}/?staat=nieuw&amp;vreemd" not in page


def test_a_case_that_was_answered_meanwhile_is_a_conflict_without_two_texts(city, client_as):
    report = tell()
    with acting_as(city.acting("desk")) as acting:
        api.hand_over(acting, report.id, uuid4())
    data = {"version": 2, "text": "Nog een vraag"}
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/vraag/", data)
    assert page.status_code == 409
    assert "casus" in words(page)
    with acting_as(city.acting("desk")) as acting, pytest.raises(Conflict):
        desk.ask(acting, report.id, 2, "Nog een vraag")


def test_the_page_that_asks_the_code_and_a_code_that_cannot_be(database):
    client, report = Client(), tell()
    assert "Uw code" in words(client.get("/volgen/"))
    wrong = follow_code(report)[:-1]
    for act in ("bericht", "intrekken", "oordeel"):
        assert client.post(f"/volgen/{wrong}/{act}/", {"opinion": "ja"}).status_code == 404
    page = client.get(f"/volgen/{wrong}/")
    assert page.status_code == 404
    assert "24 cijfers" in words(page)
    with acting_as(resident(code_of(report.id))):
        assert api.follow_url(report.id) == f"/volgen/{follow_code(report)}/"
