"""The trail's page: for the privacy officer, in words, and findable by file, person and term."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from baken.audit.api import record
from baken.audit.models import Entry
from baken.core.acting import acting_as
from baken.portal.verbs import VERBS
from tests.city import City

ClientAs = Callable[..., Client]
SOURCE = Path(__file__).resolve().parents[2] / "src" / "baken"


def test_every_verb_that_is_recorded_has_words() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        for call in re.finditer(r"\brecord\((.{0,300})", path.read_text(), re.DOTALL):
            found = re.search(r'"([a-z]+\.[a-z_]+)"', call.group(1))
            if found:
                used.add(found.group(1))
    missing = used - set(VERBS)
    assert missing == set()
    assert len(used) > 30


def _shown(client: Client, **query: str) -> str:
    answer = client.get("/werk/inzagelog/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_saw_a_file_is_answered(city: City, client_as: ClientAs) -> None:
    file_id, other = uuid4(), uuid4()
    for who, seen in (("desk", file_id), ("desk2", other)):
        with acting_as(city.acting(who)) as acting:
            record(acting, "report.read", "report", seen)
    page = _shown(client_as("privacy_officer"), dossier=f"/werk/meldingen/{file_id}/")
    assert "Desk Voorbeeld" in page
    assert "las een melding" in page
    assert "Desk2 Voorbeeld" not in page


def test_who_saw_a_person_is_answered(city: City, client_as: ClientAs) -> None:
    person = uuid4()
    with acting_as(city.acting("process_manager")) as acting:
        record(acting, "person.reveal", "person", None, subject=person)
        record(acting, "person.reveal", "person", None, subject=uuid4())
    page = _shown(client_as("privacy_officer"), persoon=str(person))
    assert page.count("liet een naam zien") == 1


def test_a_searched_term_is_found_but_never_readable(city: City, client_as: ClientAs) -> None:
    client_as("desk").get("/werk/zoeken/", {"q": "Fantasie  Straat"})
    (entry,) = Entry.objects.using("keeper").filter(verb="report.search")
    assert b"fantasie" not in bytes(entry.term or b"").lower()
    page = _shown(client_as("privacy_officer"), zoekterm="fantasie straat")
    assert page.count("Desk Voorbeeld") == 1
    assert "Geen regels" in _shown(client_as("privacy_officer"), zoekterm="iets anders")


def test_a_wrong_key_is_explained(city: City, client_as: ClientAs) -> None:
    answer = client_as("privacy_officer").get("/werk/inzagelog/", {"dossier": "onzin"})
    assert answer.status_code == 422
    assert "Dit is geen kenmerk" in answer.content.decode()
    assert "onzin" in answer.content.decode()


@pytest.mark.parametrize("who", ["desk", "administrator", "mayor", "police", "adviser"])
def test_nobody_else_reads_the_trail(city: City, client_as: ClientAs, who: str) -> None:
    assert client_as(who).get("/werk/inzagelog/").status_code == 403


def test_many_refusals_stand_out(city: City, client_as: ClientAs) -> None:
    desk = client_as("desk")
    for _number in range(10):
        desk.get(f"/werk/meldingen/{uuid4()}/")
    assert "keer geweigerd" in _shown(client_as("privacy_officer"))


def test_reading_the_trail_leaves_a_trace(city: City, client_as: ClientAs) -> None:
    _shown(client_as("privacy_officer"))
    assert Entry.objects.using("keeper").filter(verb="portal.read_trail").count() == 1


def test_a_broken_page_mark_is_no_error(city: City, client_as: ClientAs) -> None:
    answer = client_as("privacy_officer").get("/werk/inzagelog/", {"na": "kapot"})
    assert answer.status_code in {200, 422}
