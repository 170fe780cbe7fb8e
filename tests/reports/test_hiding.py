"""What is no report is put out of sight: nothing is lost, and there is a way back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from baken.core.acting import PUBLIC, acting_as
from baken.messages.models import Message as Mail
from baken.reports.actions.hiding import hide, show_again
from baken.reports.codes import State
from baken.reports.exchange.facts import Asked, facts
from baken.reports.models import Contact, Report
from tests.reports.tools import follow_code, keeper_get, tell, verbs

DESK = "/werk/meldingen/"
ADVERT = "GRATIS krediet voor iedereen!"


def hidden(city, **more) -> Report:
    report = tell(ADVERT, code="unsafe.dark", **more)
    with acting_as(city.acting("desk")) as acting:
        hide(acting, report.id, 1, "advert")
    return keeper_get(report.id)


def numbers(page) -> list[str]:
    return [row.report.number for row in page.context["rows"]]


def test_it_leaves_all_lists_but_its_own_and_can_still_be_read(city, client_as):
    report, desk = hidden(city), client_as("desk")
    for group in ("nieuw", "open", "klaar", "alles"):
        assert numbers(desk.get(f"{DESK}?staat={group}")) == []
        assert numbers(desk.get(f"{DESK}?staat={group}&q=krediet")) == []
    assert numbers(desk.get(f"{DESK}?staat=verborgen")) == [report.number]
    assert numbers(desk.get(f"{DESK}?staat=verborgen&q=krediet")) == [report.number]
    assert numbers(desk.get(f"{DESK}?staat=alles&q={report.number}")) == [report.number]
    page = desk.get(f"{DESK}{report.id}/").content.decode()
    assert "Toch een melding" in page
    assert "Reclame" in page


def test_it_is_in_no_figure_and_known_to_nobody(city):
    hidden(city)
    asked = "select count(*) from figures_reports_received('2020-01-01', '2100-01-01')"
    with acting_as(city.acting("statistician")), connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone()[0] == 0
    with acting_as(PUBLIC):
        assert facts(Asked(most=10)) == []


def test_no_mail_goes_out_and_the_reporter_reads_what_became_of_it(city):
    report = hidden(city, email="bo@voorbeeld.invalid")
    assert Mail.objects.using("keeper").count() == 1  # that it was received
    assert Contact.objects.using("keeper").get(report_id=report.id).closed_at is not None
    page = Client().get(f"/volgen/{follow_code(report)}/").content.decode()
    assert "Wij doen hier niets mee" in page


def test_the_reporter_says_that_it_is_a_report(city):
    report = hidden(city, email="bo@voorbeeld.invalid")
    path = f"/volgen/{follow_code(report)}/"
    nonce = "0c8e7b3a-6c1f-4d5a-9a52-0d7b4d1f2a10"
    data = {"text": "Het is echt donker daar.", "nonce": nonce, "website": ""}
    assert Client().post(f"{path}bericht/", data).status_code == 302
    now = keeper_get(report.id)
    assert (now.state, now.closed_at, now.due_at) == (State.READING, None, now.read_due_at)
    assert now.answer_due_at == report.answer_due_at
    assert Contact.objects.using("keeper").get(report_id=report.id).closed_at is None


def test_the_desk_puts_it_back_with_the_clocks_it_had(city, client_as):
    report = hidden(city)
    sent = client_as("desk").post(f"{DESK}{report.id}/terug/", {"version": report.version})
    assert sent.status_code == 302
    now = keeper_get(report.id)
    assert (now.state, now.closed_at, now.due_at) == (State.READING, None, report.read_due_at)
    assert verbs(report)[-2:] == ["report.hide", "report.show_again"]


def test_why_is_one_of_the_list(city, client_as):
    report = tell()
    with acting_as(city.acting("desk")) as acting, pytest.raises(ValidationError, match="waarom"):
        hide(acting, report.id, 1, "boring")
    page = client_as("desk").post(f"{DESK}{report.id}/verberg/", {"version": 1})
    assert page.status_code == 422
    assert keeper_get(report.id).state == State.RECEIVED


def test_who_is_no_desk_hides_nothing(city, client_as):
    report = tell()
    for who in ("police", "desk_west", "administrator"):
        if who == "desk_west":
            continue  # the report is theirs
        sent = client_as(who).post(f"{DESK}{report.id}/verberg/", {"version": 1, "why": "advert"})
        assert sent.status_code in (403, 404)
    assert keeper_get(report.id).state == State.RECEIVED


def test_an_answered_report_is_not_hidden(city, client_as):
    report = hidden(city)
    with acting_as(city.acting("desk")) as acting:
        show_again(acting, report.id, report.version)
    data = {"version": report.version + 1, "text": "Opgelost.", "result": "solved"}
    client_as("desk").post(f"{DESK}{report.id}/antwoord/", data)
    sent = client_as("desk").post(
        f"{DESK}{report.id}/verberg/", {"version": report.version + 2, "why": "advert"}
    )
    assert sent.status_code == 409
    assert keeper_get(report.id).state == State.ANSWERED


def test_a_wave_of_it_is_hidden_at_once_and_brought_back(city, client_as):
    reports, desk = [tell(ADVERT) for _ in range(3)], client_as("desk")
    picked = {"verb": "hide", "melding": [f"{one.id}:1" for one in reports]}
    assert b"is niet meer open" not in desk.post(f"{DESK}tegelijk/", picked).content
    desk.post(f"{DESK}tegelijk/", {**picked, "doe": "1"})
    assert {keeper_get(one.id).state for one in reports} == {State.HIDDEN}
    from baken.reports.bulk.models import Sweep

    desk.post(f"{DESK}terug/{Sweep.objects.using('keeper').get().id}/")
    assert {keeper_get(one.id).state for one in reports} == {State.RECEIVED}
    assert {keeper_get(one.id).closed_at for one in reports} == {None}
