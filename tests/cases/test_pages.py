"""The pages, through Django's test client: what they show, keep and refuse."""

import pytest
from django.utils import timezone

from baken.cases import actions
from baken.cases.models import Action, Case, CaseContent, Contribution, PhaseDecision, Release
from tests.cases.build import opened, running, tomorrow


def page(client, thread, tail=""):
    return client.get(f"/werk/casussen/{thread.id}/{tail}")


def post(client, thread, tail, **data):
    return client.post(f"/werk/casussen/{thread.id}/{tail}", data)


def test_every_form_page_opens_for_its_person(city, client_as):
    thread = running(city, 2)
    thread.partner("politie", "police")
    client = client_as("process_manager")
    for tail in ("", "?deel=acties", "?deel=personen", "?deel=partners", "wijzigen/",
                 "stoel/operationeel/", "partner/", f"partner/{city.organisation('zorg')}/",
                 "persoon/", "inbreng/", "actie/", "evaluatie/", "fase/3/", "fase/1/",
                 "sluiten/"):  # fmt: skip
        assert page(client, thread, tail).status_code == 200, tail
    assert client.get("/werk/casussen/").status_code == 200
    assert client.get("/werk/casussen/nieuw/").status_code == 200
    assert client.get("/werk/").status_code == 200
    mayor = client_as("mayor")
    assert mayor.get("/werk/briefing/").status_code == 200


def test_the_page_says_what_is_missing_with_links(city, client_as):
    thread = running(city, 2)
    body = page(client_as("process_manager"), thread).content.decode()
    assert "Opschalen naar fase 3 kan nog niet" in body
    assert f"/werk/casussen/{thread.id}/stoel/operationeel/" in body
    assert "Er is nog geen evaluatie" in body
