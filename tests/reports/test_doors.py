"""Door A with and without a name, door B with its vault: what is kept, who sees it, who decides."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from baken.core.acting import acting_as, resident
from baken.core.acting import job as job_acting
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message as Mail
from baken.reports.actions import desk
from baken.reports.models import Contact, Event, Identity, IdentityRequest
from baken.reports.tasks import tell_quietly
from baken.reports.vault import actions as vault
from tests.reports.tools import (
    HOLY,
    draft,
    follow_code,
    send,
    stored,
    tell,
    verbs,
)

MAIL = "bo@voorbeeld.invalid"
WHY = "De buurvrouw wordt bedreigd."


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def locked(**more):
    """A report in confidence."""
    values = {"code": "housing.intimidation", "door": "confidential", "email": MAIL,
              "phone": "0612345678", "name": "Bo Bedenksel", **more}  # fmt: skip
    return tell("Hij dreigt.", **values)


@pytest.fixture
def report(city):
    """Taken by `desk`."""
    made = locked()
    with acting_as(city.acting("desk")) as acting:
        desk.take(acting, made.id, 1)
    return made


def asked(city, report, who="desk"):
    with acting_as(city.acting(who)) as acting:
        vault.ask_who(acting, report.id, ground="danger", reason=WHY)


def allowed(city, report, who="desk2", *, granted=True):
    with acting_as(city.acting(who)) as acting:
        vault.decide(acting, report.id, granted=granted, answer="Goed.")


def seen(acting):
    with acting_as(acting):
        return list(Identity.objects.values_list("report_id", flat=True))


# -- the doors of the form -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "door", "kept"),
    [
        ({}, "nameless", (0, 0)),
        ({"door": "nameless"}, "nameless", (0, 0)),
        ({"door": "named", "email": MAIL}, "named", (1, 0)),
        ({"door": "confidential", "email": MAIL, "name": "Bo"}, "confidential", (0, 1)),
    ],
)
def test_a_door_says_where_it_is_kept(database, fields, door, kept):
    page = send(Client(), draft(subject="housing.deposit"), **fields)
    assert page.status_code == 200, words(page)
    assert stored().get().door == door
    assert (Contact.objects.using("keeper").count(),
            Identity.objects.using("keeper").count()) == kept  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("housing.deposit", {"email": MAIL}, "met naam, of vertrouwelijk"),
        ("housing.deposit", {"door": "nameless", "email": MAIL}, "U koos ‘zonder naam’"),
        ("housing.deposit", {"door": "named"}, "of kies ‘zonder naam’"),
        ("housing.deposit", {"door": "confidential"}, "of kies ‘zonder naam’"),
        ("housing.deposit", {"door": "sealed"}, "sealed"),
        ("waste.dumped", {"door": "confidential", "email": MAIL}, "confidential"),
    ],
)
def test_a_door_that_does_not_fit_is_explained(database, kind, fields, sentence):
    page = send(Client(), draft(subject=kind), **fields)
    assert page.status_code == 422
    assert sentence in words(page)
    assert not stored().exists()


def test_without_a_name_is_never_called_anonymous(database):
    client = Client()
    page = client.post("/melden/vragen/", {"staat": draft(subject="housing.deposit").seal()})
    assert "geen IP-adres" in words(page)
    assert "Uw provider" in words(page)
    assert "anoniem" not in words(page).lower().replace("meld misdaad anoniem", "")


def test_a_confidential_mail_says_nothing_and_only_the_job_reads_where_to(city, report):
    mails = Mail.objects.using("keeper").filter(about_id=report.id)
    assert [one.purpose for one in mails] == ["confidential"]
    one = mails.get()
    assert one.to == MAIL
    for word in (report.number, "dreigt", "volgen/", follow_code(report)[:4]):
        assert word not in one.subject + one.text + one.html
    with acting_as(city.acting("desk")):
        assert not Mail.objects.filter(about_id=report.id).exists()


def test_a_question_reaches_the_reporter_and_the_desk_sees_no_address(city, report):
    with acting_as(city.acting("desk")) as acting:
        desk.ask(acting, report.id, 2, "Kunt u bellen?")
    tell_quietly.run(str(report.id))
    mails = Mail.objects.using("keeper").filter(about_id=report.id)
    assert mails.count() == 2
    assert not any("bellen" in one.text for one in mails)
    with acting_as(city.acting("desk")):
        assert not Mail.objects.exists()


# -- who sees who reported ---


def test_nobody_sees_who_reported(city, report):
    for who in ("desk", "desk2", "desk_west", "process_manager", "privacy_officer",
                "administrator", "mayor", "police"):  # fmt: skip
        assert seen(city.acting(who)) == [], who
    assert seen(resident(follow_code(report))) == []
    for name in ("messages.send", "reports.anything"):
        assert seen(job_acting(name)) == []
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select email from reports_identity")
        assert b"voorbeeld" not in bytes(cursor.fetchone()[0])


def test_the_desk_reads_the_report_but_not_who_it_is_of(city, client_as, report):
    page = words(client_as("desk").get(f"/werk/meldingen/{report.id}/"))
    assert "Bekend bij de gemeente, vertrouwelijk" in page
    assert MAIL not in page
    assert "Bedenksel" not in page
    assert client_as("desk").post(
        f"/werk/meldingen/{report.id}/contact/", {"ground": "danger"}
    ).status_code in (403, 404)  # fmt: skip


def test_a_second_person_opens_it_for_the_asker_alone(city, report):
    asked(city, report)
    assert seen(city.acting("desk")) == []
    allowed(city, report)
    assert seen(city.acting("desk")) == [report.id]
    assert seen(city.acting("desk2")) == []
    with acting_as(city.acting("desk")) as acting:
        assert vault.look(acting, report.id).name == "Bo Bedenksel"
    trail = verbs(report)
    assert [v for v in trail if v.endswith("_who")] == [
        "report.ask_who", "report.allow_who", "report.see_who",
    ]  # fmt: skip
    assert Event.objects.using("keeper").filter(report=report, kind="revealed").exists()


def test_it_ends_by_itself_by_hand_and_when_another_handles_the_report(city, report):
    asked(city, report)
    allowed(city, report)
    with acting_as(city.acting("desk2")) as acting:
        vault.end(acting, report.id)
    assert seen(city.acting("desk")) == []
    asked(city, report)
    allowed(city, report)
    with acting_as(city.acting("desk")) as acting:
        desk.assign(acting, report.id, 2, city.user("desk2"))
    assert seen(city.acting("desk")) == []
    with acting_as(city.acting("desk2")) as acting:
        desk.assign(acting, report.id, 3, city.user("desk"))
    assert seen(city.acting("desk")) == [report.id]
    past = timezone.now() - timedelta(hours=30)
    IdentityRequest.objects.using("keeper").filter(report=report).update(
        asked_at=past, decided_at=past, until=past + timedelta(hours=24)
    )
    assert seen(city.acting("desk")) == []


def test_a_colleague_finds_the_request_in_the_own_work(city, report):
    from baken.reports import api

    asked(city, report)
    for who, count in (("desk2", 1), ("desk", 0), ("desk_west", 1), ("administrator", 0)):
        with acting_as(city.acting(who)) as acting:
            mine = [t for t in api.my_work(acting) if t.url.endswith("/melder/")]
        assert len(mine) == count, who
    allowed(city, report)
    with acting_as(city.acting("desk2")) as acting:
        assert not [t for t in api.my_work(acting) if t.url.endswith("/melder/")]


def test_nobody_decides_on_the_own_request_or_on_a_report_that_they_handled(city, report):
    with acting_as(city.acting("desk2")) as acting, pytest.raises(Conflict, match="Neem haar"):
        vault.ask_who(acting, report.id, ground="danger", reason=WHY)
    asked(city, report)
    with pytest.raises(Conflict, match="Een ander beslist"):
        allowed(city, report, "desk")
    with acting_as(city.acting("desk")) as acting:
        desk.assign(acting, report.id, 2, city.user("desk2"))
    with acting_as(city.acting("desk2")) as acting:
        desk.assign(acting, report.id, 3, city.user("desk"))
    with pytest.raises(Conflict, match="Een ander beslist"):
        allowed(city, report)


def refused(action):
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def test_the_wall_refuses_what_the_program_would_not_do(city, report):
    """The same rules, asked of the database itself."""
    asked(city, report)
    now = timezone.now()
    yes = {"granted": True, "decided_at": now, "until": now + timedelta(hours=24)}
    rows = IdentityRequest.objects
    with acting_as(city.acting("desk")) as acting:
        assert rows.update(**yes, decided_by_id=acting.user_id) == 0
        refused(lambda: rows.create(report=report, ground="danger", reason="x", asked_at=now,
                                    asked_by_id=city.user("desk2")))  # fmt: skip
    with acting_as(city.acting("desk2")) as acting:
        me = acting.user_id
        refused(lambda: rows.update(**yes, decided_by_id=city.user("desk_west")))
        refused(lambda: rows.update(**{**yes, "until": now + timedelta(days=3)}, decided_by_id=me))
        refused(lambda: rows.create(report=report, ground="danger", reason="x", asked_at=now,
                                    asked_by_id=me))  # fmt: skip
        assert rows.update(**yes, decided_by_id=me) == 1
        refused(lambda: rows.update(until=now + timedelta(hours=25)))
        refused(lambda: rows.update(reason="iets anders"))
    with acting_as(city.acting("desk")):
        refused(lambda: rows.update(until=now + timedelta(hours=24, minutes=50)))
        refused(lambda: Identity.objects.update(name="x"))
        assert Identity.objects.filter(pk__isnull=False)._raw_delete("default") == 0
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from reports_identity i, reports_report r")
            assert cursor.fetchone()[0] == 1


def test_a_request_lapses_after_a_week(city, report):
    asked(city, report)
    old = timezone.now() - timedelta(days=8)
    IdentityRequest.objects.using("keeper").update(asked_at=old)
    with pytest.raises(Conflict, match="geen verzoek meer"):
        allowed(city, report)
    asked(city, report)
    allowed(city, report, granted=False)
    assert seen(city.acting("desk")) == []


def test_the_reporter_reads_when_and_why(city, report):
    page = words(Client().get(f"/volgen/{follow_code(report)}/"))
    assert "mocht iemand die aan uw melding werkt" not in page
    asked(city, report)
    assert WHY not in words(Client().get(f"/volgen/{follow_code(report)}/"))
    allowed(city, report)
    page = words(Client().get(f"/volgen/{follow_code(report)}/"))
    assert "mocht iemand die aan uw melding werkt" in page
    assert WHY in page
    assert "Er kan iemand in gevaar zijn" in page
    tell_quietly.run(str(report.id))
    assert Mail.objects.using("keeper").filter(about_id=report.id).count() == 2


def test_the_pages_of_asking_and_deciding(city, client_as, report):
    first, second = client_as("desk"), client_as("desk2")
    page = words(first.get(f"/werk/meldingen/{report.id}/melder/"))
    assert "Leg voor aan een collega" in page
    wrong = first.post(f"/werk/meldingen/{report.id}/melder/", {"ground": "danger"})
    assert wrong.status_code == 422
    first.post(f"/werk/meldingen/{report.id}/melder/", {"ground": "danger", "reason": WHY})
    assert first.post(f"/werk/meldingen/{report.id}/melder/bekijk/").status_code in (403, 404)
    page = words(second.get(f"/werk/meldingen/{report.id}/melder/"))
    assert WHY in page
    no = second.post(f"/werk/meldingen/{report.id}/melder/besluit/", {"granted": "nee"})
    assert "Schrijf kort waarom niet" in words(no)
    second.post(f"/werk/meldingen/{report.id}/melder/besluit/", {"granted": "ja"})
    page = first.post(f"/werk/meldingen/{report.id}/melder/bekijk/")
    assert MAIL in words(page)
    assert page["Cache-Control"] == "no-store"
    assert second.post(f"/werk/meldingen/{report.id}/melder/bekijk/").status_code in (403, 404)
    first.post(f"/werk/meldingen/{report.id}/melder/einde/")
    assert first.post(f"/werk/meldingen/{report.id}/melder/bekijk/").status_code in (403, 404)


def test_a_desk_of_elsewhere_does_not_know_of_it(city, client_as):
    report = locked(where=HOLY)
    client = client_as("desk_west")
    absent = uuid4()
    for part in ("", "besluit/", "bekijk/", "einde/"):
        ask = client.get if not part else client.post
        one = ask(f"/werk/meldingen/{report.id}/melder/{part}")
        other = ask(f"/werk/meldingen/{absent}/melder/{part}")
        assert one.status_code == other.status_code in (403, 404)


def test_a_handover_takes_no_identity_along(city, report):
    from baken.access.models import Membership

    file_id = uuid4()
    with acting_as(city.acting("desk")) as acting:
        desk.hand_over(acting, report.id, file_id)
    Membership.objects.using("keeper").create(
        file_id=file_id, user_id=city.user("process_manager"), valid_from=report.received_at,
        organisation_id=city.organisation("gemeente"),
    )  # fmt: skip
    assert seen(city.acting("process_manager")) == []
    with acting_as(city.acting("process_manager")) as acting, pytest.raises(Denied):
        vault.look(acting, report.id)


def test_words_told_in_confidence_leave_in_no_file(city, client_as):
    tell("Elke nacht bonkt hij op de muur.", door="confidential", phone="0612345678")
    file = client_as("desk").post("/werk/meldingen/export/?staat=alles", {"ground": "handling"})
    assert "lees de tekst in Baken" in words(file)
    assert "bonkt" not in words(file)


def test_what_a_caller_tells_in_confidence_is_locked_at_once(city, client_as):
    client = client_as("desk")
    page = client.get("/werk/meldingen/nieuw/", {"subject": "crime.drugs"})
    from tests.reports.tools import sealed_in

    sent = client.post("/werk/meldingen/nieuw/", {
        "staat": sealed_in(page), "source": "phone", "subject": "crime.drugs", "nergens": "1",
        "text": "Elke nacht licht in de loods.", "door": "confidential", "phone": "0612345678",
    })  # fmt: skip
    assert sent.status_code == 200, words(sent)
    report = stored().get()
    assert report.door == "confidential"
    assert Identity.objects.using("keeper").get().phone == "0612345678"
    assert seen(city.acting("desk")) == []


def test_the_vault_empties_a_year_after_the_answer(city, report):
    from baken.reports.retention import remove_reports
    from baken.retention.api import terms_of

    (term,) = terms_of("reports.Identity")
    assert (term.years, term.trigger) == (1, "closed_at")
    with acting_as(city.acting("desk")) as acting:
        desk.answer(acting, report.id, 2, "Klaar", "solved")
    with acting_as(job_acting("retention.run")) as acting:
        assert term.rows.filter(closed_at__isnull=False).count() == 1
        term.take(acting, [report.id])
    assert not Identity.objects.using("keeper").exists()
    with acting_as(job_acting("retention.run")) as acting:
        assert remove_reports(acting, [report.id]) == 1
