"""Photos that come in pieces over a bad line, until their form is sent."""

import base64
import os

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from baken.core.errors import Conflict
from baken.documents import parts
from baken.documents.models import Document
from tests.documents import files
from tests.reports.tools import draft, send, stored

pytestmark = pytest.mark.usefixtures("database")
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream"}


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BAKEN_FILES", tmp_path / "files")


def begin(content: bytes, name: str = "foto.jpg", client: Client | None = None):
    told = base64.b64encode(name.encode()).decode()
    headers = {**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": f"filename {told}"}
    return (client or Client()).post("/bijlage/", headers=headers)


def patch(place: str, offset: int, piece: bytes):
    return Client().patch(
        place, piece, content_type=PIECE["Content-Type"],
        headers={**TUS, "Upload-Offset": str(offset)},
    )  # fmt: skip


def sent(content: bytes, name: str = "foto.jpg") -> str:
    """The key of a file that is here whole."""
    key = parts.begin(name, len(content))
    parts.add(key, 0, content)
    return key


def on_disk() -> bytes:
    root = parts._root()
    return b"".join(file.read_bytes() for file in root.rglob("*") if file.is_file())


def test_it_goes_on_where_the_line_was_lost():
    photo = files.jpeg()
    place = begin(photo)["Location"]
    assert patch(place, 0, photo[:100])["Upload-Offset"] == "100"
    here = Client().head(place, headers=TUS)
    assert (here.status_code, here["Upload-Offset"], here["Cache-Control"]) == (
        200, "100", "no-store",
    )  # fmt: skip
    assert patch(place, 100, photo[100:]).status_code == 204
    key = place.rstrip("/").rpartition("/")[2]
    assert parts.opened(key).read() == photo


@pytest.mark.parametrize("offset", [0, 99, 101, 10**9])
def test_a_piece_that_does_not_follow_is_refused_and_changes_nothing(offset):
    photo = files.jpeg()
    place = begin(photo)["Location"]
    patch(place, 0, photo[:100])
    assert patch(place, offset, photo[100:200]).status_code == 409
    assert Client().head(place, headers=TUS)["Upload-Offset"] == "100"


def test_more_than_was_told_is_refused():
    place = begin(b"x" * 10)["Location"]
    assert patch(place, 0, b"x" * 11).status_code == 409


def test_two_at_once_keep_one():
    key = parts.begin("foto.jpg", 20)
    parts.add(key, 0, b"a" * 10)
    again = parts._folder(key) / "000000000000"
    with pytest.raises(Conflict):
        parts._write(again, b"b")
    assert parts.find(key).held == 10


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 412),
        ({**TUS}, 400),
        ({**TUS, "Upload-Length": "-1"}, 400),
        ({**TUS, "Upload-Length": "1e3"}, 400),
        ({**TUS, "Upload-Length": "0"}, 413),
        ({**TUS, "Upload-Length": str(10**12)}, 413),
        ({**TUS, "Upload-Length": "9", "Upload-Metadata": "filename !!"}, 201),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(headers, status):
    answer = Client().post("/bijlage/", headers=headers)
    assert answer.status_code == status
    assert status == 201 or answer.content.decode().endswith((".", "kies een ander."))


def test_who_has_no_key_finds_nothing():
    for method in ("head", "patch", "delete"):
        answer = getattr(Client(), method)("/bijlage/abc/", headers=TUS)
        assert answer.status_code == 404


def test_without_the_key_nothing_on_disk_can_be_read():
    key = sent(b"GPS 51.9 Geheim", "verhuurder-geheim.jpg")
    held = on_disk()
    for secret in (b"Geheim", b"geheim", key.encode()):
        assert secret not in held


def test_when_it_is_full_it_says_so(monkeypatch):
    monkeypatch.setattr(settings, "BAKEN_PARTS_BYTES", 1000)
    sent(b"x" * 900)
    answer = begin(b"x" * 200)
    assert answer.status_code == 413
    assert "over een uur" in answer.content.decode()


def test_a_report_takes_what_came_in_pieces_and_leaves_none_behind():
    key = sent(files.jpeg())
    page = send(Client(), draft(), **{"photos-deel": key})
    assert page.status_code == 200
    assert Document.objects.using("keeper").get().name == "foto.jpg"
    assert stored().get().has_photos
    again = send(Client(), draft(), **{"photos-deel": key})
    assert again.status_code == 200
    with_key = parts._folder(key)
    os.utime(with_key, (with_key.stat().st_mtime - 3700,) * 2)
    parts.sweep()
    assert parts.find(key) is None


def test_the_same_form_twice_is_one_report_with_one_photo():
    form, key = draft(), sent(files.jpeg())
    first, again = (send(Client(), form, **{"photos-deel": key}) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert stored().count() == 1
    assert Document.objects.using("keeper").count() == 1


def test_after_a_mistake_in_the_form_the_photo_is_still_there():
    key = sent(files.jpeg(), "<b>lamp<b>.jpg")
    page = send(Client(), draft(), text="", **{"photos-deel": key})
    assert page.status_code == 422
    words = page.content.decode()
    assert f'value="{key}"' in words
    assert "&lt;b&gt;lamp" in words
    assert parts.find(key).whole


@pytest.mark.parametrize(
    "name", ["", "..", ".", "../../x.jpg", "a\\b.jpg", "\u202egpj.exe", "x" * 900]
)
def test_whatever_it_is_called_it_comes_in(name):
    page = send(Client(), draft(), **{"photos-deel": sent(files.jpeg(), name)})
    assert page.status_code == 200
    kept = Document.objects.using("keeper").get().name
    assert "/" not in kept
    assert kept.endswith(".jpg")


def test_a_photo_that_is_gone_or_half_here_is_asked_for_again():
    half = parts.begin("half.jpg", 100)
    parts.add(half, 0, b"x" * 50)
    for key in (half, "bestaat-niet"):
        page = send(Client(), draft(), **{"photos-deel": key})
        assert page.status_code == 422
        assert "Kies hem opnieuw" in page.content.decode()
    assert not stored().exists()


def test_no_more_than_five_together():
    keys = [sent(files.jpeg()) for _ in range(6)]
    page = send(Client(), draft(), **{"photos-deel": keys})
    assert page.status_code == 422
    assert "hoogstens 5" in page.content.decode()


def test_what_was_never_sent_goes_after_a_day():
    old, fresh = sent(b"x"), sent(b"y")
    os.utime(parts._folder(old), (0, 0))
    assert parts.sweep() == 1
    assert parts.find(old) is None
    assert parts.find(fresh).whole


def test_damage_is_seen():
    key = sent(b"x" * 100)
    piece = parts._folder(key) / "000000000000"
    piece.write_bytes(piece.read_bytes()[:-1] + b"\0")
    with pytest.raises(ValidationError, match="opnieuw"):
        parts.opened(key)
