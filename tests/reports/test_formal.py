"""A tenant's request that the municipality acts: name, address, eight weeks, a confirmation."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.utils import timezone

from baken.core.acting import acting_as
from baken.core.calendar import RuleSet
from baken.messages.models import Message as Mail
from baken.reports import clocks
from baken.reports.actions import desk
from baken.reports.models import FormalRequest, Report
from tests.reports.tools import draft, follow_code, keeper_get, send, stored, tell, tree_of

pytestmark = pytest.mark.usefixtures("database")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WHO = {"door": "named", "name": "Bo Bedenksel", "address": "Verzonnenlaan 12\n3131 AA Vlaardingen"}
FULL = {**WHO, "formal": "on", "email": "bo@voorbeeld.invalid"}


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def request(**more):
    return tell(code="housing.deposit", formal=True, **{**WHO, **more})


def test_it_is_offered_with_what_it_asks_and_only_to_tenants():
    client = Client()
    page = client.post("/melden/vragen/", {"staat": draft(subject="housing.deposit").seal()})
    assert "Ik wil dat de gemeente optreedt" in words(page)
    assert "De verhuurder kan uw verzoek te lezen krijgen" in words(page)
    for kind in ("nuisance.noise", "housing.association"):
        page = client.post("/melden/vertel/", {"staat": draft(subject=kind).seal(), "text": ""})
        assert "Ik wil dat de gemeente optreedt" not in words(page)


def test_a_request_gets_eight_weeks_of_the_law_and_a_confirmation():
    page = send(Client(), draft(subject="housing.deposit"), **FULL)
    assert page.status_code == 200, words(page)
    report = stored().get()
    assert report.formal
    days = (report.answer_due_at.date() - report.received_at.date()).days
    assert 56 <= days <= 61
    kept = FormalRequest.objects.using("keeper").get()
    assert (kept.name, kept.due_at) == ("Bo Bedenksel", report.answer_due_at)
    assert "Verzonnenlaan 12" in kept.address
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select address from reports_formalrequest")
        assert b"Verzonnenlaan" not in bytes(cursor.fetchone()[0])
    mail = Mail.objects.using("keeper").get()
    assert mail.channel == "mail"
    assert "Ontvangstbevestiging" in mail.subject
    assert "binnen acht weken" in mail.text
    assert "per mail" in words(page)


def test_without_an_address_for_mail_it_is_a_letter():
    send(Client(), draft(subject="housing.deposit"), **{**FULL, "email": ""})
    letter = Mail.objects.using("keeper").get()
    assert letter.channel == "letter"
    assert letter.to.startswith("Bo Bedenksel\nVerzonnenlaan 12")
    assert "volgen/" not in letter.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Vul uw naam in"),
        ({"address": ""}, "Vul uw adres in"),
        ({"door": "nameless", "name": "", "email": ""}, "alleen met naam"),
        ({"door": "confidential"}, "alleen met naam"),
    ],
)
def test_it_cannot_be_without_a_name(change, sentence):
    page = send(Client(), draft(subject="housing.deposit"), **{**FULL, **change})
    assert page.status_code == 422
    assert sentence in words(page)
    assert not stored().exists()


def test_the_program_and_the_database_refuse_it_too(city):
    for wrong in ({"door": "confidential"}, {"name": ""}, {"address": ""}):
        with pytest.raises(ValidationError):
            request(**wrong)
    with pytest.raises(ValidationError):
        tell(code="waste.dumped", formal=True, **WHO)
    report = tell()
    with pytest.raises(IntegrityError), transaction.atomic(using="keeper"):
        stored().filter(id=report.id).update(formal=True)


def test_an_ordinary_report_keeps_no_home_address():
    send(Client(), draft(subject="housing.deposit"), **{**FULL, "formal": ""} | {"formal": []})
    assert not stored().get().formal
    assert not FormalRequest.objects.using("keeper").exists()


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-02", "2026-04-28"),  # the 27th is King's Day
        ("2026-10-30", "2026-12-28"),  # Christmas, and then a weekend
        ("2026-06-01", "2026-07-27"),
    ],
)
def test_eight_weeks_end_on_a_working_day_of_the_law(received, due):
    report = Report(received_at=datetime.fromisoformat(f"{received}T11:00").replace(
        tzinfo=AMSTERDAM), formal=True)  # fmt: skip
    clocks.set_clocks(report, tree_of("housing.deposit"))
    assert report.answer_due_at.date().isoformat() == due


def test_a_question_stops_the_term_and_another_kind_does_not(city):
    report, other = request(), tree_of("housing.costs")
    before = keeper_get(report.id).answer_due_at
    with acting_as(city.acting("desk")) as acting:
        desk.recategorise(acting, report.id, 1, other, "Anders")
    assert keeper_get(report.id).answer_due_at == before
    fresh = keeper_get(report.id)
    asked = fresh.received_at
    clocks.extend(fresh, other, asked, asked + timedelta(days=7))
    assert 7 <= (fresh.answer_due_at - before).days <= 11
    assert clocks.rules_of(fresh, other) is RuleSet.ATW


def test_the_desk_sees_that_it_is_a_request_and_opens_who_with_a_ground(city, client_as):
    report = request()
    client = client_as("desk")
    page = words(client.get(f"/werk/meldingen/{report.id}/"))
    assert "Mogelijk verzoek om handhaving" in page
    assert "Awb 4:13" in page
    assert "Verzonnenlaan 12\n" not in page
    page = client.post(f"/werk/meldingen/{report.id}/contact/", {"ground": "clarify"})
    assert "3131 AA Vlaardingen" in words(page)
    assert "U krijgt een besluit uiterlijk" in words(
        Client().get(f"/volgen/{follow_code(report)}/")
    )


LONGER = {"version": 1, "text": "Wij moeten de woning nog meten. U hoort het uiterlijk die dag."}


def test_the_desk_tells_in_time_that_it_takes_longer_and_once(city, client_as):
    report, desk_client = request(email="bo@voorbeeld.invalid"), client_as("desk")
    path, day = f"/werk/meldingen/{report.id}/verleng/", report.answer_due_at + timedelta(days=28)
    early = desk_client.post(path, {**LONGER, "day": report.received_at.date()})
    assert early.status_code == 422
    assert "dan loopt de termijn al af" in words(early)
    assert desk_client.post(path, {**LONGER, "day": day.date()}).status_code == 302
    now = keeper_get(report.id)
    assert timezone.localdate(now.answer_due_at) == day.date()
    assert FormalRequest.objects.using("keeper").get().extended_at is not None
    assert Mail.objects.using("keeper").filter(about_id=report.id).count() == 2
    page = words(Client().get(f"/volgen/{follow_code(report)}/"))
    assert "Wij moeten de woning nog meten" in page
    again = desk_client.post(
        path, {**LONGER, "version": now.version, "day": (day + timedelta(days=9)).date()}
    )
    assert again.status_code == 409
    assert "Awb 4:15 lid 2" in words(again)


def test_after_the_term_it_cannot_be_extended(city, client_as):
    report = request()
    late = timezone.now() - timedelta(days=1)
    stored().filter(id=report.id).update(
        answer_due_at=late, read_due_at=late, due_at=late, received_at=late - timedelta(days=57)
    )
    day = timezone.localdate() + timedelta(days=20)
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/verleng/", {**LONGER, "day": day})
    assert page.status_code == 409
    assert "Awb 4:14 lid 3" in words(page)


def test_the_desk_finds_that_it_is_no_request_and_says_why(city, client_as):
    report, desk_client = request(), client_as("desk")
    path = f"/werk/meldingen/{report.id}/geen-verzoek/"
    said = {"version": 1, "text": "U huurt er niet. Wij kijken er wel naar.", "why": "no_interest"}
    assert desk_client.post(path, {**said, "why": ""}).status_code == 422
    assert desk_client.post(path, said).status_code == 302
    now = keeper_get(report.id)
    subject = tree_of("housing.deposit")
    assert not now.formal
    assert now.answer_due_at == clocks.dues(subject, now.received_at)[1]
    assert now.due_at == now.read_due_at
    page = words(desk_client.get(f"/werk/meldingen/{report.id}/"))
    assert "1:3 lid 3" in page
    assert "Mogelijk verzoek om handhaving" not in page
    assert desk_client.post(path, {**said, "version": now.version}).status_code == 409
    ordinary = tell()
    page = desk_client.post(f"/werk/meldingen/{ordinary.id}/geen-verzoek/", said)
    assert page.status_code == 409
