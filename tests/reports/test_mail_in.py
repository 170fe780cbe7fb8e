"""Answers by mail: over real IMAP and by a pipe; forged, quoted, broken, too large, in a loop."""

import subprocess
import sys
from email.message import EmailMessage
from email.utils import make_msgid
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from baken.core.acting import acting_as
from baken.documents.models import Document
from baken.messages.api import about_of, read_mail, reply_address, return_address
from baken.messages.models import Message as Mail
from baken.messages.quotes import new_words
from baken.reports.actions import desk
from baken.reports.mailin import actions
from baken.reports.mailin.actions import Outcome, take_in
from baken.reports.models import Event, Message
from baken.reports.tasks import mail_in
from tests.documents import files
from tests.messages.imap import PASSWORD, USER, postbox
from tests.reports.tools import keeper_get, tell

BO = "bo@voorbeeld.invalid"
BOX = "meldingen@gemeente.voorbeeld.invalid"
NEW = "Het is nu elke avond tot een uur of drie."
QUOTE = "Op ma 30 nov. 2026 om 09:12 schreef Gemeente <meldingen@gemeente.voorbeeld.invalid>:"


@pytest.fixture(autouse=True)
def _box(monkeypatch):
    monkeypatch.setattr(settings, "BAKEN_MAIL_IN", BOX)


@pytest.fixture
def report(city):
    return tell(email=BO, name="Bo Bedenksel")


def answer(report, text=NEW, *, sender=BO, to="", **headers):
    """A mail in answer to one about this report."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to or reply_address(report.id)
    mail["Subject"], mail["Message-ID"] = "Re: Uw melding", make_msgid(domain="voorbeeld.invalid")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def said():
    rows = Message.objects.using("keeper").filter(from_resident=True).order_by("at")
    return list(rows.values_list("text", flat=True))


def test_an_answer_lands_in_the_report_without_what_it_quotes(report):
    mail = answer(report, f"{NEW}\n\n{QUOTE}\n> Hoe vaak is het?\n> De meldbalie\n")
    assert take_in(mail.as_bytes()) == Outcome.KEPT
    assert said() == [NEW]
    event = Event.objects.using("keeper").get(kind="replied")
    assert "niet gecontroleerd" in event.note
    assert "ander adres" not in event.note


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Nieuw.\n\n{QUOTE}\n> oud\n", "Nieuw."),
        ("Nieuw.\n\nOn Mon, Nov 30, 2026 Gemeente\n<m@g.invalid> wrote:\n> old\n", "Nieuw."),
        ("Nieuw.\n\nVan: G <m@g.invalid>\nVerzonden: maandag\nAan: bo\n\nHoe vaak?\n", "Nieuw."),
        ("Nieuw.\n\n-----Oorspronkelijk bericht-----\nVan: G\n", "Nieuw."),
        ("Nieuw.\n-- \nBo\n06 00000000\n", "Nieuw."),
        ("> Hoe vaak?\nElke dag.\n> Hoe laat?\nOm drie uur.", ""),
        ("Op zaterdag schreef hij: ik kom.\nDus daarom.", ""),
        ("> alleen maar oud", ""),
    ],
)  # fmt: skip
def test_quotes_of_known_mail_programs_go_and_words_stay(text, left):
    assert new_words(text) == (left or text), "without an answer above it, all of it stays"


def test_the_same_mail_twice_is_one_message(report):
    raw = answer(report).as_bytes()
    assert [take_in(raw), take_in(raw)] == [Outcome.KEPT, Outcome.KEPT]
    assert said() == [NEW]


def test_an_answer_to_a_question_lets_the_clock_run_on(city, report):
    with acting_as(city.acting("desk")) as acting:
        desk.take(acting, report.id, 1)
        desk.ask(acting, report.id, 2, "Hoe laat is het?")
    assert keeper_get(report.id).state == "waiting_reporter"
    take_in(answer(report).as_bytes())
    assert keeper_get(report.id).state == "working"


def test_who_sends_from_elsewhere_is_marked_and_reads_nothing(report):
    take_in(answer(report, sender="iemand@elders.invalid").as_bytes())
    assert "van een ander adres" in Event.objects.using("keeper").get(kind="replied").note
    before = Mail.objects.using("keeper").count()
    big = take_in(answer(report, sender="iemand@elders.invalid").as_bytes(), whole=False)
    assert big == Outcome.REFUSED
    assert Mail.objects.using("keeper").count() == before, (
        "nothing goes to an address we do not know"
    )


@pytest.mark.parametrize(
    "to",
    [
        "x" * 300 + "@gemeente.voorbeeld.invalid",
        BOX,
        "meldingen+aaaa@gemeente.voorbeeld.invalid",
        f"meldingen+{'a' * 42}@gemeente.voorbeeld.invalid",
        "meldingen+ééé@gemeente.voorbeeld.invalid",
    ],
)
def test_an_address_that_is_not_ours_opens_nothing(report, to):
    assert about_of(to) is None
    assert take_in(answer(report, to="a@b.invalid", X_Original_To=to).as_bytes()) == Outcome.UNKNOWN
    assert said() == []


def test_the_address_of_one_report_does_not_fit_another(report):
    ours = reply_address(report.id)
    other = reply_address(uuid4())
    assert about_of(ours) == report.id
    head, tail = ours.split("@")[0], other.split("@")[0]
    mixed = head[:36] + tail[36:]
    assert about_of(f"{mixed}@{BOX.split('@')[1]}") is None
    assert len(ours.split("@")[0]) <= 64


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"},
        {"sender": "MAILER-DAEMON@elders.invalid"}, {"Return_Path": "<>"}, {"List_Id": "<x.y>"},
    ],
)  # fmt: skip
def test_answering_machines_and_notices_write_nothing(report, headers):
    assert take_in(answer(report, **headers).as_bytes()) == Outcome.AUTOMATIC
    assert said() == []


def test_a_loop_ends_by_itself(report, monkeypatch):
    monkeypatch.setattr(actions, "AN_HOUR", 3)
    found = [take_in(answer(report, f"{NEW} {n}").as_bytes()) for n in range(5)]
    assert found == [Outcome.KEPT] * 3 + [Outcome.TOO_OFTEN] * 2
    assert len(said()) == 3


def test_photos_pass_the_same_pipeline_and_a_bad_one_is_said(report):
    mail = answer(report)
    mail.add_attachment(files.jpeg(), maintype="image", subtype="jpeg", filename="lamp.jpg")
    mail.add_attachment(b"<html><script>", maintype="image", subtype="jpeg", filename="kwaad.jpg")
    assert take_in(mail.as_bytes()) == Outcome.KEPT
    assert Document.objects.using("keeper").filter(file_id=report.id).count() == 1
    letter = Mail.objects.using("keeper").order_by("-created_at").first()
    assert letter.to == BO
    assert "kwaad.jpg" in letter.text


def test_a_mail_that_is_too_large_is_answered_in_words(report):
    assert take_in(answer(report).as_bytes(), whole=False) == Outcome.REFUSED
    assert "groter dan 20 MB" in Mail.objects.using("keeper").order_by("-created_at").first().text


def test_a_bsn_is_left_out(report):
    take_in(answer(report, "Mijn nummer is 111222333, bel mij.").as_bytes())
    assert "111222333" not in said()[0]


def html(report):
    mail = answer(report)
    mail.clear_content()
    mail.set_content(f"<style>p{{}}</style><p>{NEW}</p><blockquote>Hoe vaak?</blockquote>", "html")
    return mail.as_bytes()


def encoded(report, charset):
    head = answer(report).as_bytes().split(b"\n\n")[0]
    head = head.replace(b'charset="utf-8"', b'charset="%s"' % charset).replace(b"7bit", b"8bit")
    return head + b"\n\n" + "Caf\u00e9 om de hoek".encode("latin-1") + b"\n"


def test_html_and_odd_encodings_give_words(report):
    assert take_in(html(report)) == Outcome.KEPT
    assert said() == [NEW]
    assert read_mail(encoded(report, b"iso-8859-1")).text == "Caf\u00e9 om de hoek"
    assert "om de hoek" in read_mail(encoded(report, b"niet-bestaand")).text
    for broken in (
        b"",
        b"\x00\xff",
        b"From: <<>>\nTo: ((\n\nx",
        b"Content-Type: multipart/mixed\n\n",
    ):
        assert take_in(broken) in (Outcome.AUTOMATIC, Outcome.UNKNOWN)


def test_a_withdrawn_report_takes_no_mail_and_says_so(report):
    from baken.core.acting import resident
    from baken.reports.actions.intake import withdraw
    from baken.reports.follow import code_of

    with acting_as(resident(code_of(report.id))) as acting:
        withdraw(acting)
    assert take_in(answer(report).as_bytes()) == Outcome.REFUSED
    assert "ingetrokken" in Mail.objects.using("keeper").order_by("-created_at").first().text


def test_the_letters_say_where_an_answer_goes_and_confidential_ones_do_not(report):
    from baken.messages.actions import _composed

    letter = Mail.objects.using("keeper").get(about_id=report.id)
    assert _composed(letter).reply_to == [reply_address(report.id)]
    letter.purpose = "confidential"
    assert _composed(letter).reply_to == []


def test_the_worker_fetches_over_imap_and_a_bad_mail_holds_up_nothing(
    report, monkeypatch, tmp_path
):
    with postbox() as box:
        where = {"HOST": "127.0.0.1", "PORT": box.port, "TLS": False}
        for name, value in {**where, "USER": USER, "PASSWORD": PASSWORD}.items():
            monkeypatch.setattr(settings, f"BAKEN_IMAP_{name}", value)
        bad = answer(report, "Kapot")
        for mail in (answer(report), bad, answer(report, "En nog iets.")):
            box.put(mail.as_bytes())
        monkeypatch.setattr("baken.reports.tasks.take_in", breaking(bad["Message-ID"]))
        mail_in.run()
        assert said() == [NEW, "En nog iets."]
        assert [("Seen" in one, "Flagged" in one) for one in box.flags()] == [
            (True, False), (False, True), (True, False),
        ]  # fmt: skip
        mail_in.run()
        assert len(said()) == 2


def breaking(message_id):
    def run(raw, *, whole):
        if message_id.encode() in raw:
            raise RuntimeError("a fault of ours")
        return take_in(raw, whole=whole)

    return run


def test_a_mail_server_may_hand_it_over_by_a_pipe(report):
    import os

    here = {**os.environ, "BAKEN_MAIL_IN": BOX, "PYTHONPATH": os.pathsep.join(sys.path)}
    for raw, code in ((answer(report).as_bytes(), 0), (b"", 0)):
        done = subprocess.run(
            [sys.executable, "-m", "baken", "mail", "in"], input=raw, capture_output=True,
            env=here, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
    assert said() == [NEW]


def notice(address, *, action="failed", status="5.1.1"):
    """A notice of delivery as mail servers write it (RFC 3464)."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@elders.invalid>
To: <{address}>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

<bo@voorbeeld.invalid>: host mx.voorbeeld.invalid said: 550 {status} no such user

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; elders.invalid

Final-Recipient: rfc822; bo@voorbeeld.invalid
Action: {action}
Status: {status}

--B
Content-Type: text/rfc822-headers

From: meldingen@gemeente.voorbeeld.invalid

--B--
""".encode()


def sent_mail():
    mails = Mail.objects.using("keeper")
    mails.update(state="sent", sent_at=timezone.now(), next_try=None)
    return mails.get()


def test_a_mail_that_came_back_is_marked_and_told_to_the_desk(report, client_as):
    mail = sent_mail()
    address = return_address(mail.id)
    assert take_in(notice(address, action="delayed")) == Outcome.AUTOMATIC
    assert sent_mail().state == "sent"
    assert take_in(notice(address)) == Outcome.RETURNED
    assert take_in(notice(address)) == Outcome.RETURNED
    now = Mail.objects.using("keeper").get()
    assert (now.state, now.last_answer, now.sent_at) == ("failed", "5.1.1", None)
    assert Event.objects.using("keeper").filter(kind="returned").count() == 1
    page = client_as("desk").get(f"/werk/meldingen/{report.id}/").content.decode()
    assert "kwam niet aan" in page
    assert said() == []


def test_a_notice_to_another_address_marks_nothing(report):
    mail = sent_mail()
    for address in (
        BOX, reply_address(report.id), return_address(uuid4()), return_address(report.id),
        return_address(mail.id).replace("+a", "+b"),
    ):  # fmt: skip
        if address != return_address(mail.id):
            take_in(notice(address))
    assert Mail.objects.using("keeper").get().state == "sent"


def test_it_leaves_under_an_envelope_of_its_own(report, monkeypatch):
    from baken.messages.actions import _composed

    mail = Mail.objects.using("keeper").get()
    composed = _composed(mail)
    assert composed.from_email == return_address(mail.id)
    assert composed.message()["From"] == settings.DEFAULT_FROM_EMAIL
