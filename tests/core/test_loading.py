"""Moments come from the database as they went in, in UTC, whatever their form."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection

from baken.core.loading import MomentLoader

MOMENTS = {
    "2026-07-01 12:00:00+02": datetime(2026, 7, 1, 10, tzinfo=UTC),
    "2026-10-25 02:30:00.5+01": datetime(2026, 10, 25, 1, 30, 0, 500_000, tzinfo=UTC),
    "0001-01-01 00:00:00+00": datetime(1, 1, 1, tzinfo=UTC),
    "9999-12-31 23:59:59.999999+00": datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    "1890-01-01 00:19:32+00:19:32": datetime(1890, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize(("written", "expected"), MOMENTS.items())
def test_a_moment_is_read_in_utc(written: str, expected: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select %s::timestamptz", [written])
        (moment,) = cursor.fetchone()
        assert cursor.cursor.adapters.get_loader(1184, 0) is MomentLoader
    assert moment == expected
    assert moment.tzinfo is UTC


def test_what_python_cannot_hold_is_refused_as_before() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 'infinity'::timestamptz")
        with pytest.raises(DataError):
            cursor.fetchone()
