"""Notes, mentions and reminders: who reads them, and where they turn up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import localdate

from baken.core.acting import acting_as, resident
from baken.core.errors import Denied
from baken.reports import api
from baken.reports.follow import code_of
from baken.reports.notes import actions
from baken.reports.notes.models import Mention, Note, Reminder
from tests.reports.tools import tell, verbs


def note(city, report, text="Bel eerst de corporatie", named=None, nonce=None):
    with acting_as(city.acting("desk")) as acting:
        actions.add_note(acting, report.id, text, nonce=nonce or uuid4(), named=named)


def test_a_note_is_read_by_colleagues_and_not_by_the_resident(city, client_as):
    report = tell("De lantaarn is stuk", code="unsafe.dark")
    note(city, report)
    shown = client_as("desk2").get(f"/werk/meldingen/{report.id}/")
    assert "Bel eerst de corporatie" in shown.content.decode()
    followed = Client().get(f"/volgen/{code_of(report.id)}/")
    assert "De lantaarn is stuk" in followed.content.decode()
    assert "corporatie" not in followed.content.decode()
    with acting_as(resident(code_of(report.id))):
        assert not Note.objects.exists()
    assert "report.note" in verbs(report)


def test_a_colleague_who_is_named_finds_it_until_it_is_seen(city, client_as):
    report = tell("De lantaarn is stuk", code="unsafe.dark")
    note(city, report, named=city.users["desk2"])
    with acting_as(city.acting("desk2")) as acting:
        [task] = [one for one in api.my_work(acting) if "corporatie" in one.title]
        assert task.number == report.number
    client = client_as("desk2")
    assert "Gezien" in client.get(f"/werk/meldingen/{report.id}/").content.decode()
    client.post(f"/werk/meldingen/{report.id}/gezien/")
    assert Mention.objects.using("keeper").get().seen_at is not None
    assert "Gezien" not in client.get(f"/werk/meldingen/{report.id}/").content.decode()
    with acting_as(city.acting("desk2")) as acting:
        assert not [one for one in api.my_work(acting) if "corporatie" in one.title]


def test_who_does_not_handle_the_report_is_not_named(city):
    report = tell("De lantaarn is stuk", code="unsafe.dark")
    with pytest.raises(ValidationError, match="behandelt deze melding niet"):
        note(city, report, named=city.users["police"])
    assert not Note.objects.using("keeper").exists()


def test_the_same_note_twice_is_one(city):
    report, nonce = tell("De lantaarn is stuk", code="unsafe.dark"), uuid4()
    for _time in range(2):
        note(city, report, named=city.users["desk2"], nonce=nonce)
    assert Note.objects.using("keeper").count() == Mention.objects.using("keeper").count() == 1


def test_a_reminder_turns_up_on_its_day_and_is_ones_own(city):
    report, today = tell("De lantaarn is stuk", code="unsafe.dark"), localdate()
    with acting_as(city.acting("desk")) as acting:
        actions.remind(acting, report.id, today, "Kijk of de lamp brandt")
        actions.remind(acting, report.id, today + timedelta(days=2), "Later")
        found = [one.title for one in api.my_work(acting) if one.kind == "herinnering"]
        assert found == ["Kijk of de lamp brandt (De lantaarn is stuk)"]
    mine = Reminder.objects.using("keeper").get(text="Later")
    with acting_as(city.acting("desk2")) as acting:
        assert not Reminder.objects.exists()
        with pytest.raises(Denied):
            actions.done(acting, mine.id)
    with acting_as(city.acting("desk")) as acting:
        assert actions.done(acting, mine.id) == report.id
    assert Reminder.objects.using("keeper").get(text="Later").done_at


@pytest.mark.parametrize("days", [-1, 367])
def test_a_reminder_is_for_a_day_that_comes(city, days):
    report = tell("De lantaarn is stuk", code="unsafe.dark")
    with acting_as(city.acting("desk")) as acting, pytest.raises(ValidationError, match="dag"):
        actions.remind(acting, report.id, localdate() + timedelta(days=days), "x")


def test_the_pages(city, client_as):
    report = tell("De lantaarn is stuk", code="unsafe.dark")
    client, home = client_as("desk"), f"/werk/meldingen/{report.id}/"
    assert client.get(f"{home}notitie/").status_code == 200
    assert client.post(f"{home}notitie/", {"text": "", "nonce": uuid4()}).status_code == 422
    sent = {"text": "Let op de hond", "nonce": uuid4(), "named": city.users["desk2"]}
    assert client.post(f"{home}notitie/", sent).status_code == 302
    assert client.post(f"{home}herinner/", {"day": "31-02-2027", "text": "x"}).status_code == 422
    assert client.post(f"{home}herinner/", {"day": localdate(), "text": "Bel"}).status_code == 302
    page = client.get(home).content.decode()
    assert "Let op de hond" in page
    assert "Bel" in page
    reminder = Reminder.objects.using("keeper").get()
    assert client.post(f"/werk/herinnering/{reminder.id}/klaar/").status_code == 302
