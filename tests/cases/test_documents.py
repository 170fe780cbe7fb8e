"""Documents of a case: of who brought them, seen by whom they were released to."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.utils import timezone

from baken.cases import actions
from baken.cases import models as m
from baken.core.acting import acting_as
from baken.core.errors import Denied
from baken.documents.models import Document
from tests.cases.build import Thread, running
from tests.cases.test_pages import body, page, post
from tests.cases.test_report import made
from tests.cases.test_traces import Trail
from tests.documents import files
from tests.reports.tools import tell

WORDS = "Foto van de voordeur"


def photo(name="deur.jpg", content=None):
    return SimpleUploadedFile(name, content or files.jpeg(), "image/jpeg")


@pytest.fixture
def thread(city):
    found = running(city)
    found.partner("politie", "police")
    found.partner("corporatie", "housing")
    return found


def brought(thread, who="police", to=(), **more):
    parties = [thread.city.organisation(name) for name in to]
    return thread.do(who, actions.add_document, thread.id, file=photo(), text=WORDS,
                     release_to=parties, **more)  # fmt: skip


def opens(client, document_id):
    return client.get(f"/werk/documenten/{document_id}/").status_code == 200


def test_a_document_is_of_who_brought_it_until_it_is_released(thread, client_as):
    key = brought(thread)
    document = m.Contribution.objects.using("keeper").get(pk=key).document_id
    police, manager, housing = (client_as(n) for n in ("police", "process_manager", "housing"))
    tab = body(page(police, thread, "?deel=documenten"))
    assert WORDS in tab
    assert "Alleen voor uw organisatie" in tab
    assert opens(police, document)
    for other in (manager, housing):
        assert WORDS not in body(page(other, thread, "?deel=documenten"))
        assert str(document) not in body(page(other, thread, "?alles"))
        assert not opens(other, document)
    gemeente = thread.city.organisation("gemeente")
    assert post(police, thread, f"inbreng/{key}/", release_to=[gemeente]).status_code == 302
    assert "Vrijgegeven aan u" in body(page(manager, thread, "?deel=documenten"))
    assert opens(manager, document)
    assert not opens(housing, document)
    assert post(police, thread, f"inbreng/{key}/").status_code == 302
    assert not opens(manager, document)
    assert not opens(client_as("mayor"), document)


def test_words_of_another_organisation_open_no_document(thread):
    key = brought(thread)
    document = m.Contribution.objects.using("keeper").get(pk=key).document_id
    with acting_as(thread.city.acting("process_manager")):
        m.Contribution.objects.create(
            case_id=thread.id, organisation_id=thread.city.organisation("gemeente"),
            author_id=thread.city.user("process_manager"), nature="document", text="x",
            document_id=document, created_at=timezone.now(),
        )  # fmt: skip
        assert not Document.objects.filter(pk=document).exists()


def test_the_form_adds_a_document_once_and_says_what_is_wrong(thread, client_as):
    client = client_as("process_manager")
    assert "multipart/form-data" in body(page(client, thread, "document/"))
    empty = post(client, thread, "document/", text="", file="")
    assert empty.status_code == 422
    virus = post(client, thread, "document/", text=WORDS, file=photo("x.exe", b"MZ" + b"0" * 99))
    assert virus.status_code == 422
    assert Document.objects.using("keeper").count() == 0
    key = uuid4()
    for _twice in range(2):
        sent = post(client, thread, "document/", text=WORDS, file=photo(), key=key)
        assert sent.status_code == 302
        assert sent.url.endswith("?deel=documenten")
    assert Document.objects.using("keeper").count() == 1
    assert m.Contribution.objects.using("keeper").get().id == key


def test_anothers_key_is_refused_and_keeps_nothing(thread):
    key = brought(thread, key=uuid4())
    with pytest.raises(Denied):
        brought(thread, "housing", key=key)
    assert Document.objects.using("keeper").count() == 1
    with pytest.raises(ValidationError):
        brought(thread, to=("zorg",))
    assert Document.objects.using("keeper").count() == 1


def test_a_correction_changes_the_words_and_keeps_the_file(thread, client_as):
    key = brought(thread, to=("gemeente",))
    client = client_as("police")
    assert WORDS in body(page(client, thread, f"inbreng/{key}/verbeteren/"))
    sent = post(client, thread, f"inbreng/{key}/verbeteren/", text="Foto van de achterdeur")
    assert sent.status_code == 302
    first, last = m.Contribution.objects.using("keeper").order_by("created_at")
    assert (first.document_id, "document") == (last.document_id, last.nature)
    tab = body(page(client_as("process_manager"), thread, "?deel=documenten"))
    assert "achterdeur" in tab
    assert WORDS not in tab


def test_adding_leaves_its_trace_where_only_the_owner_is_told(thread):
    with Trail() as new:
        brought(thread, to=("gemeente",))
    assert new.verbs == ["document.receive", "case.contribute", "case.release"]


def test_nothing_is_added_to_a_closed_case_by_hand(thread):
    city = thread.city
    thread.ready()
    thread.do("process_manager", actions.close, thread.id, reason="Klaar")
    with pytest.raises(DatabaseError), acting_as(city.acting("process_manager")):
        Document.objects.create(
            file_id=thread.id, holder="case", organisation_id=city.organisation("gemeente"),
            kind="x", name="x", type="jpeg", size=1, sha256="x", address="x", key=b"",
            state="ready", created_at=timezone.now(),
        )  # fmt: skip


def test_photos_of_a_report_go_along_into_the_case(city, client_as):
    report = tell(photos=[photo()])
    case = made(city, report)
    client = client_as("process_manager")
    original, copied = Document.objects.using("keeper").order_by("created_at")
    assert (original.holder, copied.holder, copied.file_id) == ("report", "case", case.id)
    assert original.address != copied.address
    assert not opens(client, copied.id)
    case.do("process_manager", actions.accept_seat, case.seat("procesregie").id)
    assert "Foto bij de melding" in body(page(client, case, "?deel=documenten"))
    assert opens(client, copied.id)
    assert isinstance(case, Thread)
