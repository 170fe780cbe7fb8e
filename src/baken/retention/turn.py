"""One at a time: holds, lists and batches."""

from django.db import connection


def one_at_a_time() -> None:
    """A hold is placed before or after a batch, never during; certificates are numbered."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('baken.retention'))")
