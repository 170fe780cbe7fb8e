"""`baken reseal`: after a change of key, seal again what earlier keys sealed."""

import base64
import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from baken.cli.place import add_data_option, database, django, say

BATCH = 500
Again = Callable[[Any, Any], Any]


def add_to(commands: Any) -> None:
    reseal = commands.add_parser(
        "reseal",
        help="verzegel alles opnieuw na een andere sleutel",
        epilog="Zet eerst de nieuwe sleutel in BAKEN_KEY en de oude in BAKEN_OLD_KEYS, en start"
        " serve en\nworker daarmee opnieuw. Nog een keer draaien mag altijd, ook na een"
        " onderbreking.\n\n"
        "voorbeeld:\n  baken reseal",
    )
    add_data_option(reseal)
    reseal.set_defaults(run=run_reseal)


def run_reseal(options: Namespace) -> int:
    """Returns 1 when something could not be opened with any key."""
    with database(options, "keeper"):
        django()
        from django.db import connection

        unreadable = sum(_carry_out(connection, place) for place in places())
        left = _old_lines(connection)
    if left:
        say(f"{left} regels van de verwerkingslog blijven onder een oude sleutel, want die log"
            " verandert nooit.\nBewaar die sleutel in BAKEN_OLD_KEYS tot hun termijn voorbij is."
            )  # fmt: skip
    if unreadable:
        say(f"{unreadable} waarden gaan met geen sleutel open. Staat elke oude sleutel in"
            " BAKEN_OLD_KEYS?")  # fmt: skip
        return 1
    say("Alles wat mag veranderen, is verzegeld met de sleutel van nu.")
    return 0


@dataclass(frozen=True)
class Place:
    """One column with sealed values. `again(key, value)` is the new value, None to leave it."""

    table: str
    key: str
    column: str
    again: Again
    cast: str = ""


def places() -> Iterator[Place]:
    """Every column that holds sealed values: sealed text, keys of documents, second factors."""
    from django.apps import apps

    from baken.core import crypto
    from baken.core.fields import EncryptedTextField
    from baken.documents.api import key_context

    for model in apps.get_models():
        table, key = model._meta.db_table, str(model._meta.pk.column)
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield Place(table, key, str(field.column), _text(field.context))
    yield Place("documents_document", "id", "key",
                lambda key, value: crypto.reseal(value, key_context(key)) if value else None
                )  # fmt: skip
    yield Place("reports_batchfile", "batch_id", "sealed",
                lambda _key, value: crypto.reseal(value, "reports_batchfile.sealed")
                )  # fmt: skip
    yield Place("mfa_authenticator", "id", "data", _factor, "::jsonb")


def _text(context: str) -> Again:
    from baken.core import crypto

    return lambda _key, value: crypto.reseal(value, context)


def _factor(_key: Any, value: Any) -> str | None:
    """Second factors: allauth keeps them as JSON, with the secret parts in base64."""
    from baken.access.adapters import FACTOR
    from baken.core import crypto

    data = json.loads(value) if isinstance(value, str) else value
    fresh = {}
    for name in {"secret", "seed"} & set(data):
        if sealed := crypto.reseal(base64.b64decode(data[name]), FACTOR):
            fresh[name] = base64.b64encode(sealed).decode()
    return json.dumps(data | fresh) if fresh else None


def _carry_out(connection: Any, place: Place) -> int:
    """One column, in batches that each are a transaction. Returns how many no key opens."""
    from django.db import transaction

    seen = done = unreadable = 0
    last: Any = None
    while True:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            rows = _batch(cursor, place, last)
            for key, value in rows:
                changed, wrong = _one(cursor, place, key, value)
                done, unreadable = done + changed, unreadable + wrong
        seen += len(rows)
        if len(rows) < BATCH:
            break
        last = rows[-1][0]
        if seen % 10_000 == 0:
            say(f"{place.table}.{place.column}: {seen} bekeken…")
    say(f"{place.table}.{place.column}: {seen} bekeken, {done} opnieuw verzegeld")
    return unreadable


def _batch(cursor: Any, place: Place, last: Any) -> list[tuple[Any, Any]]:
    after = "" if last is None else f' and "{place.key}" > %s'
    cursor.execute(
        f'select "{place.key}", "{place.column}" from "{place.table}"'
        f' where "{place.column}" is not null{after} order by "{place.key}" limit {BATCH}',
        [] if last is None else [last],
    )
    rows: list[tuple[Any, Any]] = cursor.fetchall()
    return rows


def _one(cursor: Any, place: Place, key: Any, value: Any) -> tuple[int, int]:
    """(1, 0): sealed again; (0, 1): no key opens it. What changed meanwhile stays."""
    from baken.core.crypto import Unreadable

    try:
        fresh = place.again(key, value)
    except Unreadable:
        return 0, 1
    if fresh is None:
        return 0, 0
    cursor.execute(
        f'update "{place.table}" set "{place.column}" = %s{place.cast}'
        f' where "{place.key}" = %s and "{place.column}" = %s{place.cast}',
        [fresh, key, value],
    )
    return cursor.rowcount, 0


def _old_lines(connection: Any) -> int:
    """Lines of the processing log, which is append-only, that an earlier key sealed."""
    from baken.audit.api import DATA_SUBJECT
    from baken.core import crypto

    with connection.cursor() as cursor:
        cursor.execute("select data_subject_id from audit_processing")
        return sum(not crypto.is_current(row[0], DATA_SUBJECT) for row in cursor)
