"""Counting the statements of a request: all but those that only open, close or name a transaction.

Session, acting and audit count. BEGIN and COMMIT are the driver's and never pass here.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_NOT_COUNTED = re.compile(
    r"\s*(savepoint|release savepoint|rollback to savepoint|select set_config\()", re.I
)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of Django's own connection while this is open, as they were sent."""
    from django.db import connection

    seen: list[str] = []

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        if not _NOT_COUNTED.match(str(sql)):
            seen.extend([str(sql)] * (len(params) if many else 1))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


def count(ask: Callable[[], object], *, warm: int = 2) -> list[str]:
    """The statements of one request, after it ran `warm` times so that caches are filled."""
    for _time in range(warm):
        ask()
    with counted() as seen:
        ask()
    return seen
