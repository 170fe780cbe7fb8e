"""Documents behind the wall: who sees them, how they are served, scanned and erased."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baken.access.models import Membership
from baken.audit.models import Entry
from baken.cases.models import AveModel, Case
from baken.core.acting import PUBLIC, Acting, acting_as, job, resident
from baken.core.errors import Conflict, Denied
from baken.core.numbers import draw
from baken.documents import actions, api, store, tasks
from baken.documents.models import Document, State
from baken.reports.api import hand_over
from tests.city import City
from tests.reports.tools import follow_code, tell

from . import files
from .scanners import EICAR, scanner

# Another one of the municipality on the case.
MATE = "process_manager2"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.BAKEN_FILES = tmp_path / "files"
    settings.BAKEN_CLAMD = ""
    return tmp_path / "files"


@pytest.fixture
def case(city: City) -> UUID:
    """A case that two of the municipality are on; the file of one organisation."""
    file_id = uuid4()
    now = timezone.now()
    head = {"number": draw("C"), "model": AveModel.objects.using("keeper").earliest("version")}
    Case.objects.using("keeper").create(
        id=file_id, lifecycle="active", phase=2, purpose="Rust", opened_at=now, **head
    )
    for who, organisation in (("case_manager", "gemeente"), (MATE, "gemeente")):
        Membership.objects.using("keeper").create(
            file_id=file_id,
            user_id=city.user(who),
            organisation_id=city.organisation(organisation),
            valid_from=timezone.now(),
        )
    return file_id


def upload(content: bytes = b"", name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or files.jpeg(), "text/html")


def reported() -> tuple[UUID, Acting]:
    """A report, and the acting of who made it."""
    report = tell()
    return report.id, resident(follow_code(report))


def received(city: City, who: str, file_id: UUID, holder: str = "case") -> UUID:
    acting = city.acting(who)
    with acting_as(acting):
        return api.receive(acting, upload(), file_id=file_id, holder=holder)


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def verbs() -> list[str]:
    return list(Entry.objects.using("keeper").order_by("id").values_list("verb", flat=True))


def test_members_of_the_case_see_a_document_and_others_do_not(city: City, case: UUID) -> None:
    document_id = received(city, "case_manager", case)
    for who, number in (
        ("case_manager", 1),
        (MATE, 1),
        ("police", 0),
        ("police2", 0),
        ("housing", 0),
        ("process_manager", 0),
        ("desk", 0),
        ("administrator", 0),
        ("privacy_officer", 0),
        ("mayor", 0),
    ):
        with acting_as(city.acting(who)):
            assert len(api.listing(city.acting(who), case)) == number, who
            assert Document.objects.filter(id=document_id).exists() is bool(number)
    for acting in (PUBLIC, resident("x"), job("documents.other")):
        with acting_as(acting):
            assert not Document.objects.exists()
    assert not Document.objects.exists()
    assert Document.objects.using("keeper").count() == 1


def test_documents_of_a_report_are_for_the_desk_and_the_sender(city: City) -> None:
    report, sender = reported()
    stranger = resident("8765 4321")
    with acting_as(sender):
        api.receive(sender, upload(), file_id=report, holder="report")
        assert len(api.listing(sender, report)) == 1
    for who, number in (
        ("desk", 1),
        ("case_manager", 0),
        (MATE, 0),
        ("administrator", 0),
    ):
        with acting_as(city.acting(who)):
            assert len(api.listing(city.acting(who), report)) == number, who
    for acting in (stranger, PUBLIC):
        with acting_as(acting):
            assert api.listing(acting, report) == []
    document = Document.objects.using("keeper").get()
    assert document.token_hash == sender.token
    assert document.organisation_id is None


def test_nobody_adds_to_a_file_that_is_not_theirs(city: City, case: UUID) -> None:
    for acting, holder in (
        (city.acting("housing"), "case"),
        (city.acting("case_manager"), "report"),
        (city.acting(MATE), "report"),
        (resident("x"), "case"),
        (PUBLIC, "report"),
        (resident("x"), "report"),
        (city.acting("desk"), "report"),
        (city.acting("desk"), "case"),
    ):
        with pytest.raises((ProgrammingError, IntegrityError)) as caught, acting_as(acting):
            api.receive(acting, upload(), file_id=case, holder=holder)
        assert "row-level security" in str(caught.value) or "constraint" in str(caught.value)
    assert not Document.objects.using("keeper").exists()


def test_a_document_is_served_with_headers_that_disarm_it(
    city: City, case: UUID, client_as: Callable[..., Client]
) -> None:
    document_id = received(city, "case_manager", case)
    answer = client_as(MATE).get(reverse("documents:show", args=[document_id]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="foto.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store, private"
    stored = Document.objects.using("keeper").get()
    assert hashlib.sha256(answer.content).hexdigest() == stored.sha256
    assert verbs().count("document.show") == 1
    small = client_as(MATE).get(reverse("documents:small", args=[document_id]))
    assert small.status_code == 200
    assert len(small.content) < len(answer.content) + 1


def test_a_pdf_is_always_a_download(
    city: City, case: UUID, client_as: Callable[..., Client]
) -> None:
    acting = city.acting("case_manager")
    with acting_as(acting):
        document_id = api.receive(acting, upload(files.pdf(), "Bijlage é.pdf"), file_id=case)
    answer = client_as("case_manager").get(reverse("documents:show", args=[document_id]))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Bijlage%20%C3%A9.pdf"
    small = client_as("case_manager").get(reverse("documents:small", args=[document_id]))
    assert small.status_code == 404


def test_hidden_and_absent_are_the_same_page(
    city: City, case: UUID, client_as: Callable[..., Client]
) -> None:
    hidden = received(city, "case_manager", case)
    client = client_as("housing")
    answers = [client.get(reverse("documents:show", args=[key])) for key in (hidden, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert verbs().count("document.show") == 0


def test_a_virus_is_refused_and_nothing_is_kept(
    city: City, case: UUID, settings: Any, folder: Path
) -> None:
    acting = city.acting("case_manager")
    with scanner() as address:
        settings.BAKEN_CLAMD = address
        with pytest.raises(ValidationError, match="virus"), acting_as(acting):
            api.receive(acting, upload(files.jpeg() + EICAR), file_id=case)
        with acting_as(acting):
            api.receive(acting, upload(), file_id=case)
    assert Document.objects.using("keeper").get().scanned_at is not None
    assert len(on_disk(folder)) == 2


@pytest.fixture
def waiting(city: City, case: UUID, settings: Any) -> Document:
    """A document that came in while the scanner was away."""
    settings.BAKEN_CLAMD = "unix:/nowhere/clamd"
    return Document.objects.using("keeper").get(id=received(city, "case_manager", case))


def test_without_its_scanner_a_document_waits_and_is_not_served(
    city: City, case: UUID, waiting: Document, settings: Any, client_as: Callable[..., Client]
) -> None:
    assert waiting.state == State.WAITING
    client = client_as(MATE)
    for name in ("documents:show", "documents:small"):
        assert client.get(reverse(name, args=[waiting.id])).status_code == 409
    with acting_as(city.acting(MATE)) as acting:
        (shown,) = api.listing(acting, case)
        assert (shown.ready, shown.state_label) == (False, "nog niet gecontroleerd")
    with scanner() as address:
        settings.BAKEN_CLAMD = address
        tasks.scan.run(str(waiting.id))
    assert client.get(reverse("documents:show", args=[waiting.id])).status_code == 200


def test_the_job_is_tried_again_while_the_scanner_is_away(waiting: Document) -> None:
    from baken.documents.scanner import ScannerDown

    with pytest.raises(ScannerDown):
        tasks.scan.run(str(waiting.id))
    waiting.refresh_from_db(using="keeper")
    assert waiting.state == State.WAITING


def test_a_virus_that_is_found_later_is_erased(
    waiting: Document, settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The virus stands in what we keep: put it there with the key, as an attacker might."""
    secret = store.Key(
        actions.crypto.unseal(waiting.key, f"documents.key:{waiting.id}"), waiting.id
    )
    address = store.put(folder, secret, "whole", EICAR)
    Document.objects.using("keeper").filter(id=waiting.id).update(address=address)
    with scanner() as scanner_address:
        settings.BAKEN_CLAMD = scanner_address
        tasks.scan.run(str(waiting.id))
    waiting.refresh_from_db(using="keeper")
    assert (waiting.state, bytes(waiting.key), waiting.address) == (State.INFECTED, b"", "")
    assert not (folder / address[:2] / address[2:4] / address).exists()


def test_what_still_waits_is_queued_again(waiting: Document, superuser: Any) -> None:
    superuser.execute("delete from procrastinate_jobs")
    tasks.rescan.run()
    queued = superuser.execute("select task_name, args from procrastinate_jobs").fetchall()
    assert queued == [("documents.scan", {"ids": [str(waiting.id)]})]


def test_a_document_of_a_report_is_passed_on_as_a_copy_of_its_own(city: City, case: UUID) -> None:
    report, sender = reported()
    with acting_as(sender):
        original = api.receive(sender, upload(), file_id=report, holder="report")
    desk = city.acting("desk")
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(desk):
        api.copy(desk, original, file_id=case)
    with acting_as(desk):
        hand_over(desk, report, case)
        api.copy(desk, original, file_id=case)
    with acting_as(city.acting(MATE)) as police:
        (copy,) = api.listing(police, case)
        answer = api.answer(police, copy.id)
        assert hashlib.sha256(answer.content).hexdigest() == copy.sha256
    rows = Document.objects.using("keeper").all()
    assert len({row.address for row in rows}) == 2
    assert len({bytes(row.key) for row in rows}) == 2
    assert len({row.sha256 for row in rows}) == 1


def test_nobody_copies_what_they_may_not_see(city: City, case: UUID) -> None:
    hidden = received(city, "case_manager", case)
    housing = city.acting("housing")
    with pytest.raises(Denied), acting_as(housing):
        api.copy(housing, hidden, file_id=uuid4())


def test_the_database_holds_no_name_and_the_disk_no_picture(
    city: City, case: UUID, folder: Path, superuser: Any
) -> None:
    acting = city.acting("case_manager")
    with acting_as(acting):
        api.receive(acting, upload(name="Klacht van Bakboord.jpg"), file_id=case)
    row = superuser.execute("select name, key from documents_document").fetchone()
    assert b"Bakboord" not in bytes(row[0])
    assert all(not path.read_bytes().startswith(b"\xff\xd8") for path in on_disk(folder))


def test_a_changed_file_is_not_served(city: City, case: UUID, folder: Path) -> None:
    document_id = received(city, "case_manager", case)
    for path in on_disk(folder):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    with (
        pytest.raises(Conflict, match="beschadigd"),
        acting_as(city.acting(MATE)) as police,
    ):
        api.answer(police, document_id)


def test_removal_takes_the_key_with_the_row_and_then_the_files(
    city: City, case: UUID, folder: Path
) -> None:
    received(city, "case_manager", case)
    other = received(city, "desk", tell().id, "report")
    with acting_as(job("retention.run")) as run:
        assert api.remove(run, [case]) == 1
    assert [d.id for d in Document.objects.using("keeper").all()] == [other]
    assert len(on_disk(folder)) == 2
    assert "document.remove" in verbs()


def test_only_the_retention_run_removes(city: City, case: UUID) -> None:
    received(city, "case_manager", case)
    with acting_as(city.acting("case_manager")) as acting:
        assert api.remove(acting, [case]) == 1
    assert Document.objects.using("keeper").count() == 1


def test_a_crash_before_the_row_leaves_an_orphan_that_the_sweep_takes(
    city: City, case: UUID, folder: Path
) -> None:
    kept = received(city, "case_manager", case)
    acting = city.acting("case_manager")

    def crash() -> None:
        with acting_as(acting):
            api.receive(acting, upload(), file_id=case)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        crash()
    assert len(on_disk(folder)) == 4
    old = time.time() - 2 * store.GRACE
    for path in on_disk(folder):
        os.utime(path, (old, old))
    tasks.sweep.run()
    assert len(on_disk(folder)) == 2
    with acting_as(acting):
        assert api.answer(acting, kept).status_code == 200


def test_the_sweep_sees_nothing_and_does_nothing_under_a_wrong_acting(
    city: City, case: UUID, folder: Path
) -> None:
    received(city, "case_manager", case)
    for path in on_disk(folder):
        os.utime(path, (0, 0))
    with acting_as(job("documents.other")):
        assert store.sweep(folder, tasks.known_addresses) == 0
    assert len(on_disk(folder)) == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_one_query(city: City, case: UUID, rows: int) -> None:
    for _ in range(rows):
        received(city, "case_manager", case)
    with (
        acting_as(city.acting(MATE)) as acting,
        CaptureQueriesContext(connection) as seen,
    ):
        assert len(api.listing(acting, case)) == rows
    assert len(seen) == 1


def test_a_file_past_the_limit_is_not_read_to_its_end(city: City, settings: Any) -> None:
    settings.BAKEN_UPLOAD_BYTES = 1024 * 1024
    acting = city.acting("desk")
    with pytest.raises(ValidationError, match="groter dan 1 MB"), acting_as(acting):
        api.receive(
            acting, upload(files.jpeg() + bytes(1024 * 1024)), file_id=uuid4(), holder="report"
        )


def test_the_list_on_a_page(city: City, case: UUID, waiting: Document) -> None:
    from django.template.loader import render_to_string

    with acting_as(city.acting(MATE)) as acting:
        page = render_to_string("documents/list.html", {"documents": api.listing(acting, case)})
    assert "nog niet gecontroleerd" in page
    assert "<img" not in page
    assert "style=" not in page


def with_original(city: City, content: bytes, **sent: Any) -> tuple[UUID, UUID]:
    """A photo that a resident sends with a report, asking to keep it as it is."""
    report_id, acting = reported()
    with acting_as(acting):
        key = api.receive(
            acting, upload(content, **sent), file_id=report_id, holder="report", original=True
        )
    return report_id, key


@pytest.mark.parametrize(("content", "name"), [(files.jpeg(6), "a.jpg"), (files.heic(), "a.heic")])
def test_who_asks_for_it_has_the_photo_kept_as_it_came_for_the_desk_alone(
    city: City, client_as: Callable[..., Client], content: bytes, name: str
) -> None:
    _report, key = with_original(city, content, name=name)
    path = reverse("documents:original", args=[key])
    answer = client_as("desk").get(path)
    assert answer.content == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer["Content-Disposition"]
    assert "origineel" in answer["Content-Disposition"]
    assert verbs()[-1] == "document.show_original"
    for who in ("police", "process_manager"):
        assert client_as(who).get(path).status_code == 404
    assert Client().get(path).status_code in (302, 404)


def test_it_is_not_kept_unless_asked_for(city: City, client_as: Callable[..., Client]) -> None:
    report_id, acting = reported()
    with acting_as(acting):
        key = api.receive(acting, upload(files.jpeg()), file_id=report_id, holder="report")
    assert Document.objects.using("keeper").get(id=key).original_address == ""
    path = reverse("documents:original", args=[key])
    assert client_as("desk").get(path).status_code == 404


def test_the_original_goes_with_the_rest_and_the_sweep_leaves_it(city: City, folder: Path) -> None:
    report_id, _key = with_original(city, files.jpeg())
    for file in on_disk(folder):
        os.utime(file, (0, 0))
    with acting_as(job("documents.sweep")) as acting:
        tasks.sweep.func(acting) if hasattr(tasks.sweep, "func") else store.sweep(
            folder, tasks.known_addresses
        )
    assert len(on_disk(folder)) == 3
    with acting_as(job("retention.run")) as acting:
        api.remove(acting, [report_id])
    assert on_disk(folder) == []


@pytest.fixture(autouse=True)
def _closed(folder: Path) -> Iterator[None]:
    yield
    assert all(path.stat().st_mode & 0o077 == 0 for path in on_disk(folder))
