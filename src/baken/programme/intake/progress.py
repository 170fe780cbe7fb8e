"""Says how far a long import is, beside its transaction: on a connection of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from baken.core.acting import current
from baken.programme.actions.figures import Tell

EVERY = 0.5  # seconds
_SET = "select set_config('baken.acting', %s, false)"
_TELL = "update programme_figureimport set done = least(total, %s) where id = %s"


@contextmanager
def progress_of(key: UUID) -> Iterator[Tell]:
    """A function that keeps how many bytes were read, now and then; under the same acting."""
    other = connection.copy()
    last = 0.0
    try:
        with other.cursor() as cursor:
            cursor.execute(_SET, [current().setting])

            def tell(done: int) -> None:
                nonlocal last
                if time.monotonic() - last >= EVERY:
                    last = time.monotonic()
                    cursor.execute(_TELL, [done, key])

            yield tell
    finally:
        other.close()
