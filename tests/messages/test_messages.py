"""Messages: written with the act, sent after it, over real SMTP, once or again, never never."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.access.models import Installation, Membership
from baken.audit.models import Entry
from baken.core.acting import PUBLIC, Acting, acting_as, job, resident
from baken.core.errors import Conflict, Denied
from baken.messages import actions, api, tasks
from baken.messages.models import Message, State
from tests.city import City

from .mailbox import Mailbox, mailbox

TEXT = "{{ name }} & co: uw melding is binnen."
HTML = "<p>{{ name }}: uw melding is binnen.</p>"


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template of a higher module."""
    from django.template import engines

    folder = tmp_path / "proef"
    folder.mkdir()
    (folder / "binnen.txt").write_text(
        '{% extends "messages/mail.txt" %}{% block body %}' + TEXT + "{% endblock %}"
    )
    (folder / "binnen.html").write_text(
        '{% extends "messages/mail.html" %}{% block body %}' + HTML + "{% endblock %}"
    )
    engine = engines["django"].engine  # type: ignore[attr-defined]
    monkeypatch.setattr(engine, "dirs", [str(tmp_path)])
    monkeypatch.delitem(engine.__dict__, "template_loaders", raising=False)


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    with mailbox() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 5
        settings.DEFAULT_FROM_EMAIL = "Voorbeeldstad <baken@voorbeeldstad.invalid>"
        yield running


def write(acting: Acting, about: UUID | None = None, **changed: Any) -> UUID:
    wanted = {
        "to": "bewoner@voorbeeld.invalid",
        "subject": "Uw melding is binnen",
        "template": "proef/binnen",
        "context": {"name": "Anna <b>"},
        "about_id": about or uuid4(),
        **changed,
    }
    with acting_as(acting):
        return api.write(acting, **wanted)


def stored(message_id: UUID) -> Message:
    return Message.objects.using("keeper").get(id=message_id)


def test_a_message_arrives_as_text_and_html(city: City, box: Mailbox) -> None:
    message_id = write(city.acting("desk"))
    assert box.mails == []
    tasks.send.run(str(message_id))
    (mail,) = box.mails
    assert mail["To"] == "bewoner@voorbeeld.invalid"
    assert mail["Subject"] == "Uw melding is binnen"
    assert mail["From"] == "Voorbeeldstad <baken@voorbeeldstad.invalid>"
    assert mail["Message-ID"] == f"<{message_id}@voorbeeldstad.invalid>"
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, rich = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert rich is not None
    assert "Anna <b> & co" in plain.get_content()
    assert "Anna &lt;b&gt;" in rich.get_content()
    assert "style=" not in rich.get_content()
    sent = stored(message_id)
    assert (sent.state, sent.attempts, sent.next_try) == (State.SENT, 1, None)
    assert sent.sent_at is not None
    verbs = Entry.objects.using("keeper").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["message.write", "message.send"]


def test_no_act_no_message_and_the_job_is_queued_with_it(
    city: City, box: Mailbox, superuser: Any
) -> None:
    acting = city.acting("desk")
    about = uuid4()

    def failing_act() -> None:
        with acting_as(acting):
            api.write(
                acting, to="a@b.invalid", subject="x", template="proef/binnen", context={},
                about_id=about,
            )  # fmt: skip
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError):
        failing_act()
    assert not Message.objects.using("keeper").exists()
    count = "select count(*) from procrastinate_jobs where task_name = 'messages.send'"
    assert superuser.execute(count).fetchone()[0] == 0
    write(acting)
    assert superuser.execute(count).fetchone()[0] == 1


def test_sending_twice_sends_once(city: City, box: Mailbox) -> None:
    message_id = write(city.acting("desk"))
    for _ in range(3):
        tasks.send.run(str(message_id))
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("answer", "receiver", "state"),
    [
        ("451 later", "250 OK", State.WAITING),
        ("250 OK", "450 busy", State.WAITING),
        ("554 spam", "250 OK", State.FAILED),
        ("250 OK", "550 no such user", State.FAILED),
    ],
)
def test_what_a_refusal_means(
    city: City, box: Mailbox, answer: str, receiver: str, state: str
) -> None:
    message_id = write(city.acting("desk"))
    box.answer, box.receiver = answer, receiver
    tasks.send.run(str(message_id))
    kept = stored(message_id)
    assert kept.state == state
    assert kept.last_answer == (answer if receiver.startswith("250") else receiver)[:3]
    assert "voorbeeld.invalid" not in kept.last_answer
    assert box.mails == []


def test_it_waits_longer_after_each_failure_and_gives_up(
    city: City, box: Mailbox, settings: Any
) -> None:
    message_id = write(city.acting("desk"))
    box.answer = "451 later"
    waits = []
    for _ in actions.WAITS:
        Message.objects.using("keeper").filter(id=message_id, state="waiting").update(
            next_try=timezone.now()
        )
        tasks.send.run(str(message_id))
        if next_try := stored(message_id).next_try:
            waits.append(round((next_try - timezone.now()).total_seconds() / 60))
    assert waits == [1, 5, 15, 60, 240, 720, 1440]
    assert stored(message_id).state == State.FAILED
    assert stored(message_id).attempts == len(actions.WAITS)


def test_before_its_next_try_it_is_left_alone(city: City, box: Mailbox) -> None:
    message_id = write(city.acting("desk"))
    box.answer = "451 later"
    tasks.send.run(str(message_id))
    box.answer = "250 OK"
    tasks.send.run(str(message_id))
    assert stored(message_id).attempts == 1
    assert box.mails == []


def test_no_server_at_all(city: City, box: Mailbox, settings: Any) -> None:
    message_id = write(city.acting("desk"))
    settings.EMAIL_PORT = 1
    tasks.send.run(str(message_id))
    assert stored(message_id).state == State.WAITING
    assert stored(message_id).last_answer == "geen verbinding"


def test_every_minute_what_is_due_is_queued(city: City, box: Mailbox, superuser: Any) -> None:
    fresh, late = write(city.acting("desk")), write(city.acting("desk"))
    Message.objects.using("keeper").filter(id=late).update(
        next_try=timezone.now() - timedelta(hours=1)
    )
    superuser.execute("delete from procrastinate_jobs")
    tasks.due.run()
    queued = superuser.execute("select task_name, args from procrastinate_jobs").fetchall()
    assert queued == [("messages.send", {"ids": [str(late)]})]
    assert fresh != late


KILLED = """
import django; django.setup()
from baken.messages import tasks
tasks.send.run({message_id!r})
"""


def test_a_worker_killed_while_sending_sends_again_with_the_same_id(
    city: City, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kill -9 after the server took the mail and before we noted it: twice, recognisably."""
    message_id = write(city.acting("desk"))
    accept = box.handle_DATA

    async def take_and_kill(*args: Any) -> str:
        answer = await accept(*args)
        os.kill(worker.pid, signal.SIGKILL)
        return answer

    monkeypatch.setattr(box, "handle_DATA", take_and_kill)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "BAKEN_SMTP_HOST": "127.0.0.1",
        "BAKEN_SMTP_PORT": str(box.port),
        "BAKEN_MAIL_FROM": "baken@voorbeeldstad.invalid",
    }
    command = [sys.executable, "-W", "ignore", "-c", KILLED.format(message_id=str(message_id))]
    worker = subprocess.Popen(command, env=environment)
    assert worker.wait(timeout=60) == -signal.SIGKILL
    assert stored(message_id).state == State.WAITING
    assert stored(message_id).attempts == 0
    monkeypatch.setattr(box, "handle_DATA", accept)
    tasks.send.run(str(message_id))
    assert [mail["Message-ID"] for mail in box.mails] == [
        f"<{message_id}@voorbeeldstad.invalid>"
    ] * 2
    assert stored(message_id).state == State.SENT


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"to": "a@b.nl\r\nBcc: c@d.nl"}, "één regel"),
        ({"to": "a@b.nl\nc@d.nl"}, "één regel"),
        ({"to": "a@b.nl, c@d.nl"}, "e-mailadres"),
        ({"to": "geen adres"}, "e-mailadres"),
        ({"to": ""}, "e-mailadres"),
        ({"to": "a\u202e@b.nl"}, "onzichtbaar"),
        ({"subject": "Hallo\r\nBcc: c@d.nl"}, "één regel"),
        ({"subject": "Hallo\x00"}, "onzichtbaar"),
    ],
)
def test_an_address_or_subject_never_becomes_a_header(
    city: City, box: Mailbox, changed: dict[str, str], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        write(city.acting("desk"), **changed)
    assert not Message.objects.using("keeper").exists()


def test_without_a_mail_server_messages_are_only_shown(city: City, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    message_id = write(city.acting("desk"))
    assert stored(message_id).state == State.SHOWN
    tasks.send.run(str(message_id))
    assert stored(message_id).attempts == 0


def test_a_letter_waits_to_be_printed(city: City, box: Mailbox) -> None:
    message_id = write(
        city.acting("desk"), channel="letter", to="Bewoner\nProefstraat 1\nVoorbeeldstad"
    )
    letter = stored(message_id)
    assert (letter.state, letter.html) == (State.TO_PRINT, "")
    assert letter.to.count("\n") == 2


def test_the_database_holds_no_address_and_no_text(city: City, superuser: Any) -> None:
    write(city.acting("desk"), context={"name": "Bakboord"})
    row = superuser.execute('select "to", subject, text, html from messages_message').fetchone()
    for column in row:
        for word in (b"voorbeeld", b"melding", b"Bakboord"):
            assert word not in bytes(column)


def case_of(city: City) -> UUID:
    file_id = uuid4()
    for who, organisation in (("case_manager", "gemeente"), ("police", "politie")):
        Membership.objects.using("keeper").create(
            file_id=file_id, user_id=city.user(who),
            organisation_id=city.organisation(organisation), valid_from=timezone.now(),
        )  # fmt: skip
    return file_id


def test_who_reads_messages(city: City) -> None:
    case = case_of(city)
    about_report = {write(city.acting("desk")), write(resident("1234"))}
    about_case = {write(city.acting("case_manager"), case)}
    by_police = {write(city.acting("police"), case)}
    nothing: set[UUID] = set()
    for acting, seen in (
        (city.acting("desk"), about_report),
        (city.acting("case_manager"), about_case),
        (city.acting("police"), by_police),
        (city.acting("process_manager"), nothing),
        (city.acting("housing"), nothing),
        (city.acting("administrator"), nothing),
        (city.acting("privacy_officer"), nothing),
        (city.acting("mayor"), nothing),
        (resident("1234"), nothing),
        (PUBLIC, nothing),
        (job("other"), nothing),
        (job("messages.send"), about_report | about_case | by_police),
    ):
        with acting_as(acting):
            assert set(Message.objects.values_list("id", flat=True)) == seen, acting
    assert not Message.objects.exists()


def test_the_public_and_others_organisations_write_nothing(city: City) -> None:
    with pytest.raises(ProgrammingError):
        write(PUBLIC)
    desk = city.acting("desk")
    with pytest.raises(ProgrammingError), acting_as(desk):
        Message(
            channel="mail", purpose="reports", about_id=uuid4(), to="x", subject="x", text="x",
            html="", state="shown", created_at=timezone.now(),
            organisation_id=city.organisation("politie"),
        ).save(force_insert=True)  # fmt: skip


def test_a_given_up_message_is_sent_again(city: City, box: Mailbox) -> None:
    message_id = write(city.acting("desk"))
    box.receiver = "550 unknown"
    tasks.send.run(str(message_id))
    box.receiver = "250 OK"
    with pytest.raises(Denied), acting_as(city.acting("case_manager")) as acting:
        actions.again(acting, message_id)
    with acting_as(city.acting("desk")) as acting:
        actions.again(acting, message_id)
    tasks.send.run(str(message_id))
    assert stored(message_id).state == State.SENT
    with pytest.raises(Conflict), acting_as(city.acting("desk")) as acting:
        actions.again(acting, message_id)


@pytest.fixture
def demo(city: City) -> Iterator[None]:
    """A database that is marked as a demo."""
    Installation.objects.using("keeper").update(demo=True)
    yield
    Installation.objects.using("keeper").update(demo=False)


def test_the_outbox_of_a_demo(
    city: City, demo: None, settings: Any, client_as: Callable[..., Client]
) -> None:
    settings.EMAIL_HOST = ""
    message_id = write(city.acting("desk"), context={"name": "<script>x</script>"})
    case = case_of(city)
    write(city.acting("case_manager"), case, subject="Over een casus")
    client = client_as("desk")
    page = client.get(reverse("messages:outbox")).content.decode()
    assert "Uw melding is binnen" in page
    assert "Over een casus" not in page
    assert "geen mailserver" in page
    assert client.get(reverse("messages:outbox"), {"staat": "sent"}).status_code == 200
    assert client.get(reverse("messages:outbox"), {"staat": "'"}).status_code == 200
    assert "bewoner@voorbeeld.invalid" in page
    shown = client.get(reverse("messages:show", args=[message_id])).content.decode()
    assert "&lt;script&gt;" in shown
    assert "<script>x" not in shown
    other = client_as("police")
    assert other.get(reverse("messages:show", args=[message_id])).status_code == 404
    assert other.get(reverse("messages:show", args=[uuid4()])).status_code == 404
    verbs = list(Entry.objects.using("keeper").values_list("verb", flat=True))
    assert verbs.count("message.show") == 1


def test_outside_a_demo_address_and_text_of_a_mail_stay_hidden(
    city: City, settings: Any, client_as: Callable[..., Client]
) -> None:
    settings.EMAIL_HOST = ""
    mail = write(city.acting("desk"), context={"name": "https://baken.invalid/geheime-code"})
    letter = write(city.acting("desk"), channel="letter", to="Proefstraat 1")
    client = client_as("desk")
    pages = [
        client.get(reverse("messages:outbox")).content.decode(),
        client.get(reverse("messages:show", args=[mail])).content.decode(),
    ]
    for page in pages:
        assert "b…@voorbeeld.invalid" in page
        assert "bewoner@" not in page
        assert "geheime-code" not in page
    printed = client.get(reverse("messages:show", args=[letter])).content.decode()
    assert "Proefstraat 1" in printed
    assert "uw melding is binnen" in printed


def test_sending_again_on_the_page(
    city: City, box: Mailbox, client_as: Callable[..., Client]
) -> None:
    message_id = write(city.acting("desk"))
    box.receiver = "550 unknown"
    tasks.send.run(str(message_id))
    client = client_as("desk")
    page = client.get(reverse("messages:show", args=[message_id])).content.decode()
    assert "Verstuur opnieuw" in page
    assert client.post(reverse("messages:again", args=[message_id])).status_code == 302
    assert client.get(reverse("messages:again", args=[message_id])).status_code == 405
    assert stored(message_id).state == State.WAITING


def test_pressed_twice_at_once_it_is_sent_again_once(
    city: City, box: Mailbox, client_as: Callable[..., Client]
) -> None:
    message_id = write(city.acting("desk"))
    box.receiver = "550 unknown"
    tasks.send.run(str(message_id))
    gate = threading.Barrier(2)
    answers = []

    def press(client: Client) -> None:
        gate.wait(5)
        answers.append(client.post(reverse("messages:again", args=[message_id])).status_code)
        connection.close()

    threads = [threading.Thread(target=press, args=(client_as(who),)) for who in ("desk", "desk2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == [302, 409]
    assert stored(message_id).attempts == 0
    assert Entry.objects.using("keeper").filter(verb="message.again").count() == 1


def test_messages_go_with_what_they_are_about(city: City) -> None:
    case = case_of(city)
    write(city.acting("case_manager"), case)
    kept = write(city.acting("desk"))
    with acting_as(city.acting("case_manager")) as acting:
        assert [m.subject for m in api.about(acting, case)] == ["Uw melding is binnen"]
        assert api.remove(acting, [case]) == 0
    with acting_as(job("retention.run")) as run:
        assert api.remove(run, [case]) == 1
    assert [m.id for m in Message.objects.using("keeper").all()] == [kept]
