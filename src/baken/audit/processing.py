"""The processing log's own term: months go as a whole, like those of the trail."""

from django.db import connection


def close_months(keep: int) -> int:
    """Drop the months of the processing log that ended over `keep` months ago. Returns how many."""
    closed = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("select audit_close_processing(%s)", [keep])
            row = cursor.fetchone()
            if row is None or not row[0]:
                return closed
            closed += 1
