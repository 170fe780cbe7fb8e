"""After a change of key everything sealed is sealed again, also after an interruption."""

import secrets
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import connections

from baken.access.adapters import FactorAdapter
from baken.cli import reseal
from baken.core import crypto
from baken.core.fields import EncryptedTextField
from baken.documents.api import key_context
from baken.documents.models import Document
from baken.reports.models import Contact
from tests.access.door import enrol, person, with_password
from tests.city import City
from tests.cli.place import Home
from tests.wall.world import build


@pytest.fixture
def keeper() -> Any:
    return connections["keeper"]


@pytest.fixture
def world(city: City) -> Iterator[City]:
    """Rows in every table, sealed with the key that is now old; documents with keys."""
    build(city)
    for document in Document.objects.using("keeper").all():
        sealed = crypto.seal(b"k" * 32, key_context(document.id))
        Document.objects.using("keeper").filter(id=document.id).update(key=sealed)
    yield city
    connections["limits"].close()


@pytest.fixture
def changed(world: City, monkeypatch: pytest.MonkeyPatch) -> City:
    """The key was changed, and the old one is still known."""
    monkeypatch.setattr(settings, "BAKEN_OLD_KEYS", [settings.BAKEN_KEY])
    monkeypatch.setattr(settings, "BAKEN_KEY", secrets.token_urlsafe(48))
    return world


def _everything() -> dict[str, list[Any]]:
    """All sealed texts, opened."""
    found = {}
    for model in apps.get_models():
        names = [f.name for f in model._meta.local_fields if isinstance(f, EncryptedTextField)]
        if names:
            rows = model._base_manager.using("keeper").order_by("pk").values_list(*names)
            found[model._meta.label] = list(rows)
    return found


def _carry_out(keeper: Any) -> int:
    return sum(reseal._carry_out(keeper, place) for place in reseal.places())


def test_nothing_needs_the_old_key_any_more(
    changed: City, keeper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _everything()
    assert min(len(rows) for rows in before.values()) > 0
    assert _carry_out(keeper) == 0
    monkeypatch.setattr(settings, "BAKEN_OLD_KEYS", [])
    assert _everything() == before
    documents = Document.objects.using("keeper").all()
    assert documents
    for document in documents:
        assert crypto.unseal(document.key, key_context(document.id)) == b"k" * 32


def test_a_second_time_changes_nothing(
    changed: City, keeper: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    _carry_out(keeper)
    assert "reports_contact.name" in capsys.readouterr().out
    _carry_out(keeper)
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.endswith(" 0 opnieuw verzegeld") for line in lines)


def test_second_factors_open_with_the_new_key(
    city: City, keeper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = enrol(with_password(person(city)))
    seeds = {one.type: one.data.get("seed") for one in Authenticator.objects.all()}
    monkeypatch.setattr(settings, "BAKEN_OLD_KEYS", [settings.BAKEN_KEY])
    monkeypatch.setattr(settings, "BAKEN_KEY", secrets.token_urlsafe(48))
    assert _carry_out(keeper) == 0
    monkeypatch.setattr(settings, "BAKEN_OLD_KEYS", [])
    kept = {one.type: one.data for one in Authenticator.objects.all()}
    assert FactorAdapter().decrypt(kept["totp"]["secret"]) == secret
    assert FactorAdapter().decrypt(kept["recovery_codes"]["seed"])
    assert kept["recovery_codes"]["seed"] != seeds["recovery_codes"]


def test_an_interruption_is_taken_up_where_it_was(
    changed: City, keeper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches of one; it stops halfway through the names, and the next run does the rest."""
    monkeypatch.setattr(reseal, "BATCH", 1)
    before = _everything()
    place = next(one for one in reseal.places() if one.table == "people_identity")
    calls = threading.Semaphore(1)

    def stop(key: Any, value: Any) -> Any:
        if not calls.acquire(blocking=False):
            raise KeyboardInterrupt
        return place.again(key, value)

    with pytest.raises(KeyboardInterrupt):
        reseal._carry_out(
            keeper, reseal.Place(place.table, place.key, place.column, stop, place.cast)
        )
    assert _everything() == before
    assert _carry_out(keeper) == 0
    monkeypatch.setattr(settings, "BAKEN_OLD_KEYS", [])
    assert _everything() == before


def test_a_value_that_changed_meanwhile_is_left(changed: City, keeper: Any) -> None:
    place = next(one for one in reseal.places() if one.column == "email")
    row = Contact.objects.using("keeper").exclude(email=None).first()
    assert row is not None

    def late(key: Any, value: Any) -> Any:
        if key == row.pk:
            Contact.objects.using("keeper").filter(pk=key).update(email="nieuw@voorbeeld.invalid")
        return place.again(key, value)

    reseal._carry_out(keeper, reseal.Place(place.table, place.key, place.column, late))
    assert Contact.objects.using("keeper").get(pk=row.pk).email == "nieuw@voorbeeld.invalid"


def test_a_value_that_no_key_opens_is_counted_and_left(
    world: City, keeper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BAKEN_KEY", secrets.token_urlsafe(48))
    with keeper.cursor() as cursor:
        cursor.execute("select name from reports_contact order by 1")
        before = cursor.fetchall()
        assert _carry_out(keeper) > 0
        cursor.execute("select name from reports_contact order by 1")
        assert cursor.fetchall() == before


def test_the_command_on_an_installation(home: Home) -> None:
    old = (home.folder / "keys" / "baken-key").read_text().strip()
    new = secrets.token_urlsafe(48)
    sealed = _seal(old, "oude naam")
    home.sql(
        "insert into retention_hold (id, object_id, reason, placed_by, placed_at) values"
        " (gen_random_uuid(), gen_random_uuid(), %(sealed)s, gen_random_uuid(), now())",
        role="keeper", sealed=sealed,
    )  # fmt: skip
    try:
        lost = home.baken("reseal", BAKEN_KEY=new)
        assert lost.returncode == 1
        assert "gaan met geen sleutel open" in lost.stdout
        done = home.baken("reseal", BAKEN_KEY=new, BAKEN_OLD_KEYS=old)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "retention_hold.reason: 1 bekeken, 1 opnieuw verzegeld" in done.stdout
        again = home.baken("reseal", BAKEN_KEY=new)
        assert again.returncode == 0, again.stdout
    finally:
        home.sql("delete from retention_hold", role="keeper")


def _seal(master: str, text: str) -> bytes:
    """What an installation with this key would have written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "BAKEN_KEY", master)
        return crypto.seal(text.encode(), "retention_hold.reason")
