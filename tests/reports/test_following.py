"""Following with the code: read, answer, react, withdraw; and what another code does not see."""

import re
import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from baken.core.acting import NoActing, acting_as, become, resident
from baken.core.errors import Conflict, Denied
from baken.documents.models import Document
from baken.reports.actions import intake
from baken.reports.actions.desk import answer, ask, take
from baken.reports.codes import State
from baken.reports.follow import code_of, tidy_code
from baken.reports.models import Contact, Event, Message, Report
from tests.documents import files
from tests.reports.tools import Counted, all_verbs, follow_code, keeper_get, tell, verbs

ABSENT = code_of(uuid4())


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def plain(response, code):
    """The page without what differs each time: the code that was asked, and the CSRF token."""
    return re.sub(r'value="[0-9A-Za-z]{64}"', "", words(response).replace(code, ""))


def said(client, report, text="Het is er weer", nonce=None, **more):
    data = {"text": text, "nonce": str(nonce or uuid4()), "website": "", **more}
    return client.post(f"/volgen/{follow_code(report)}/bericht/", data)


def test_a_code_leads_to_the_own_report(database):
    report, client = tell(), Client()
    code = follow_code(report)
    typed = " ".join(code[at : at + 4] for at in range(0, 24, 4))
    assert client.post("/volgen/", {"code": typed}).headers["Location"] == f"/volgen/{code}/"
    page = client.get(f"/volgen/{code}/")
    assert report.number in words(page)
    assert "motor onder mijn raam" in words(page)
    assert page["Cache-Control"] == "no-store"
    assert set(client.cookies) == {"baken_csrf"}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Typ de code die u kreeg"),
        ("1234", "Een code heeft 24 cijfers. U typte er 4."),
        ("a" * 24, "alleen cijfers"),
        ("٣" * 24, "alleen cijfers"),
        ("1" * 61, "te lang"),
        ("12\u202e34", "onzichtbaar teken"),
        ("12\x0034", "onzichtbaar teken"),
        ("<script>", "alleen cijfers"),
    ],
)
def test_a_wrong_code_is_explained(database, code, sentence):
    page = Client().post("/volgen/", {"code": code})
    assert page.status_code == 422
    assert sentence in words(page)


def test_one_wrong_digit_is_seen_before_any_question_to_the_database(database):
    code = follow_code(tell())
    for at in range(24):
        wrong = code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :]
        with pytest.raises(ValidationError):
            tidy_code(wrong)
    swapped = code[:5] + code[6] + code[5] + code[7:]
    if swapped != code:
        with pytest.raises(ValidationError):
            tidy_code(swapped)


def test_absent_and_removed_codes_take_the_same_path(database):
    report = tell()
    gone = follow_code(report)
    with acting_as(resident(gone)):
        pass
    from django.db import connections

    with connections["keeper"].cursor() as cursor:
        for table in ("event", "content", "place"):
            cursor.execute(f"delete from reports_{table}")
        cursor.execute("delete from reports_report")
    Client().get(f"/volgen/{ABSENT}/")
    with Counted() as absent:
        first = Client().get(f"/volgen/{ABSENT}/")
    with Counted() as removed:
        second = Client().get(f"/volgen/{gone}/")
    assert first.status_code == second.status_code == 404
    assert len(absent) == len(removed)
    assert plain(first, ABSENT) == plain(second, gone)
    with Counted() as posted:
        page = Client().post("/volgen/", {"code": ABSENT})
    with Counted() as typed:
        again = Client().post("/volgen/", {"code": gone})
    assert page.status_code == again.status_code == 422
    assert len(posted) == len(typed) == 2, "the own report, and one that somebody follows"


def test_a_code_shows_no_other_report(database):
    mine, other = tell("De mijne"), tell("Het geheim van een ander")
    assert "Het geheim" not in words(Client().get(f"/volgen/{follow_code(mine)}/"))
    with acting_as(resident(follow_code(mine))) as acting:
        assert intake.own(acting).id == mine.id
        assert not Message.objects.filter(report_id=other.id).exists()
        assert not Event.objects.exists()


def test_the_resident_writes_once_per_form(database):
    report, client, nonce = tell(), Client(), uuid4()
    for _again in range(2):
        assert said(client, report, nonce=nonce).status_code == 302
    assert Message.objects.using("keeper").count() == 1
    assert verbs(report) == ["report.receive", "report.reply"]
    page = client.get(f"/volgen/{follow_code(report)}/?gelukt=bericht")
    assert "Uw bericht is binnen" in words(page)


def test_a_photo_with_a_message_can_be_seen_again_with_this_code_only(database):
    report, other, client = tell(), tell(), Client()
    photo = SimpleUploadedFile("foto.jpg", files.jpeg(), "image/jpeg")
    assert said(client, report, photos=[photo]).status_code == 302
    document = Document.objects.using("keeper").get()
    page = client.get(f"/volgen/{follow_code(report)}/foto/{document.id}/")
    assert page["Content-Type"] == "image/jpeg"
    small = client.get(f"/volgen/{follow_code(report)}/foto/{document.id}/klein/")
    assert small.status_code == 200
    assert client.get(f"/volgen/{follow_code(other)}/foto/{document.id}/").status_code == 404
    assert client.get(f"/volgen/{ABSENT}/foto/{document.id}/").status_code == 404


def test_a_refused_photo_leaves_no_message(database):
    report = tell()
    photo = SimpleUploadedFile("foto.jpg", b"<html>", "image/jpeg")
    page = said(Client(), report, text="Dit typte ik", photos=[photo])
    assert page.status_code == 422
    assert words(page).count("Dit typte ik") == 1
    assert not Message.objects.using("keeper").exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Dit vak is nog leeg"),
        ({"text": "a" * 3001}, "te lang"),
        ({"text": "x\x00y"}, "onzichtbaar teken"),
        ({"nonce": "geen"}, "UUID"),
        ({"website": "x"}, "Website"),
    ],
)
def test_a_bad_message_is_explained(database, fields, sentence):
    report = tell()
    data = {"text": "Tekst", "nonce": str(uuid4()), "website": "", **fields}
    page = Client().post(f"/volgen/{follow_code(report)}/bericht/", data)
    assert page.status_code == 422
    assert sentence in words(page)
    assert not Message.objects.using("keeper").exists()


def test_a_reply_takes_the_report_up_and_moves_the_norm(city):
    report = tell()
    with acting_as(city.acting("desk")) as acting:
        ask(acting, report.id, 1, "Welke dagen?")
    asked = keeper_get(report.id)
    assert asked.state == State.WAITING
    Message.objects.using("keeper").update(at=timezone.now() - timedelta(days=7))
    page = Client().get(f"/volgen/{follow_code(report)}/")
    assert "Wij hebben een vraag aan u" in words(page)
    assert "Welke dagen?" in words(page)
    said(Client(), report, text="Vrijdag")
    taken = keeper_get(report.id)
    assert taken.state == State.WORKING
    assert taken.due_at == taken.answer_due_at
    assert 7 <= (taken.answer_due_at - asked.answer_due_at).days <= 11


def test_an_answered_report_is_opened_again_by_a_message(city):
    report = tell(email="bo@voorbeeld.invalid")
    with acting_as(city.acting("desk")) as acting:
        answer(acting, report.id, 1, "Opgelost.", "solved")
    assert Contact.objects.using("keeper").get().closed_at is not None
    page = Client().get(f"/volgen/{follow_code(report)}/")
    assert "U kreeg antwoord" in words(page)
    said(Client(), report, text="Het is niet over")
    again = keeper_get(report.id)
    assert (again.state, again.result, again.closed_at) == (State.READING, "", None)
    assert again.due_at is not None
    assert Contact.objects.using("keeper").get().closed_at is None


def test_withdrawing(city):
    report, client = tell(email="bo@voorbeeld.invalid"), Client()
    for _again in range(2):
        page = client.post(f"/volgen/{follow_code(report)}/intrekken/")
        assert page.status_code == 302
    gone = keeper_get(report.id)
    assert (gone.state, gone.due_at) == (State.WITHDRAWN, None)
    assert Contact.objects.using("keeper").get().closed_at == gone.closed_at
    assert all_verbs().count("report.withdraw") == 1
    assert "U trok de melding in" in words(client.get(f"/volgen/{follow_code(report)}/"))
    assert said(client, report).status_code == 409
    with acting_as(city.acting("desk")) as acting, pytest.raises(Conflict):
        take(acting, report.id, gone.version)


def test_an_answered_report_cannot_be_withdrawn(city):
    report = tell()
    with acting_as(city.acting("desk")) as acting:
        answer(acting, report.id, 1, "Klaar.", "solved")
    assert Client().post(f"/volgen/{follow_code(report)}/intrekken/").status_code == 409
    assert keeper_get(report.id).state == State.ANSWERED


def test_only_the_public_becomes_a_resident(city):
    with acting_as(city.acting("desk")), pytest.raises(NoActing):
        become(resident(ABSENT))


def test_an_acting_without_a_report_has_nothing(database):
    with acting_as(resident(ABSENT)) as acting:
        with pytest.raises(Denied):
            intake.own(acting)
        with pytest.raises(Denied):
            intake.withdraw(acting)


def test_the_track_of_each_state(database):
    from datetime import UTC, datetime

    from baken.reports.models import Report
    from baken.reports.views.track import steps_of

    def shown(state, result="", closed=None):
        moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
        report = Report(state=state, result=result, received_at=moment, read_due_at=moment,
                        answer_due_at=moment, closed_at=closed)  # fmt: skip
        return [(stop.title, stop.state) for stop in steps_of(report)]

    assert shown("received")[1] == ("Iemand leest uw melding", "now")
    assert shown("working")[2] == ("Wij zoeken het uit", "now")
    assert shown("waiting_reporter")[2] == ("Wij hebben een vraag aan u", "now")
    assert shown("to_case")[2] == ("Wij pakken het met anderen op", "now")
    assert shown("answered", "solved")[-1] == ("U kreeg antwoord", "done")
    assert shown("withdrawn")[-1] == ("U trok de melding in", "done")


@pytest.mark.parametrize("act", ["withdraw", "reply"])
def test_a_resident_waits_for_the_desk_and_does_not_undo_what_it_did(city, superuser, act):
    """Both at once: the desk made a case of it while the resident pressed the button."""
    report, refused = tell(), []

    def press():
        try:
            with acting_as(resident(follow_code(report))) as acting:
                if act == "withdraw":
                    intake.withdraw(acting)
                else:
                    intake.add_message(acting, "Nog iets", nonce=uuid4())
        except Conflict as conflict:
            refused.append(conflict)
        finally:
            connection.close()

    with transaction.atomic(using="keeper"):
        Report.objects.using("keeper").filter(id=report.id).update(state="answered", due_at=None,
            result="advice", closed_at=timezone.now(), version=report.version + 1)  # fmt: skip
        thread = threading.Thread(target=press)
        thread.start()
        waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        while not superuser.execute(waits).fetchone()[0]:
            assert thread.is_alive()
            time.sleep(0.01)
    thread.join(10)
    now = keeper_get(report.id)
    if act == "withdraw":
        assert len(refused) == 1
        assert (now.state, now.version) == (State.ANSWERED, report.version + 1)
    else:
        assert not refused
        assert (now.state, now.version) == (State.READING, report.version + 2)
    assert Event.objects.using("keeper").filter(kind="withdrawn").count() == 0
