"""Of which kinds others' software may hear, and which it may bring. The database decides it."""

from __future__ import annotations

import time
from uuid import UUID

from django.db import connection

from baken.reports.categories import FRESH_SECONDS, Subject, tree


class _Shelf:
    """What this process read last, and when."""

    public: frozenset[UUID] = frozenset()
    opened: frozenset[UUID] = frozenset()
    read_at = 0.0


def is_public(subject: Subject) -> bool:
    """Is it about public space, and is nobody in danger when it is guessed who reported?"""
    return subject.id in _read().public


def may_come(subject: Subject) -> bool:
    """May others' software bring reports of this kind?"""
    return subject.id in _read().opened


def public_kinds() -> list[Subject]:
    """The public kinds of the current version, in the order of the tree."""
    return [kind for main in tree().mains() for kind in tree().under(main.id) if is_public(kind)]


def open_kinds() -> list[Subject]:
    """The kinds of the current version that may come, in the order of the tree."""
    return [kind for main in tree().mains() for kind in tree().under(main.id) if may_come(kind)]


def open_kind(code: str) -> Subject | None:
    """A kind of the current version under which others' software may report."""
    subject = tree().get(code[:40])
    return subject if subject is not None and may_come(subject) else None


def _read() -> type[_Shelf]:
    if not _Shelf.opened or time.monotonic() - _Shelf.read_at > FRESH_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute("select array(select reports_public_kinds()), "
                           "array(select reports_open_kinds())")  # fmt: skip
            public, opened = cursor.fetchone()
        _Shelf.public, _Shelf.opened = frozenset(public), frozenset(opened)
        _Shelf.read_at = time.monotonic()
    return _Shelf
