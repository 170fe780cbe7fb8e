"""The oracle for notes, mentions, reminders and bonds. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night, sees_report
from tests.wall.who import Row, Who


def _sees(who: Who, row: Row, column: str = "report_id") -> bool:
    return sees_report(who, who.row("reports_report", row[column]))


def _works(who: Who, row: Row) -> bool:
    """Everyone who sees the report but its resident."""
    return not who.token and _sees(who, row)


def _notes(who: Who, row: Row) -> bool:
    return who.desk and row["by_id"] == who.user and _sees(who, row)


def _own(who: Who, row: Row) -> bool:
    return bool(who.user) and row["user_id"] == who.user and _sees(who, row)


def _found(who: Who, row: Row) -> bool:
    return _own(who, row) or night(who, row)


def _names(who: Who, row: Row) -> bool:
    """In a note of one's own, on the same report."""
    note = who.row("reports_note", row["note_id"])
    its = note is not None and note["report_id"] == row["report_id"]
    return who.desk and its and note["by_id"] == who.user and _works(who, note)


def _reminds(who: Who, row: Row) -> bool:
    return who.desk and _own(who, row)


def _has_seen(who: Who, old: Row, new: Row) -> bool:
    return _own(who, old)


def _both(who: Who, row: Row) -> bool:
    return not who.token and _sees(who, row) and _sees(who, row, "other_id")


def _binds(who: Who, row: Row) -> bool:
    fresh = row["ended_at"] is None and row["by_id"] == who.user
    return who.desk and fresh and _both(who, row)


def _ends(who: Who, old: Row, new: Row) -> bool:
    return who.desk and _both(who, old) and new["ended_at"] is not None


def _whole_city(who: Who, row: Row) -> bool:
    return who.desk and not who.area


def _writes_phrase(who: Who, row: Row) -> bool:
    return _whole_city(who, row) and row["by_id"] == who.user


def _lists(who: Who, row: Row) -> bool:
    return who.desk and (bool(row["shared"]) or row["user_id"] == who.user)


def _keeps(who: Who, row: Row) -> bool:
    return who.desk and row["user_id"] == who.user


def _own_step(who: Who, row: Row) -> bool:
    return bool(who.user) and row["by_id"] == who.user


def _sweep(who: Who, row: Row) -> bool:
    return _own_step(who, row) or night(who, row)


def _takes_step(who: Who, row: Row) -> bool:
    return who.desk and _own_step(who, row)


def _of_own_step(who: Who, row: Row) -> bool:
    sweep = who.row("reports_sweep", row["sweep_id"])
    return sweep is not None and _own_step(who, sweep) and _sees(who, row)


def _sweep_item(who: Who, row: Row) -> bool:
    return _of_own_step(who, row) or night(who, row)


def _watches(who: Who, row: Row) -> bool:
    return (who.desk and _sees(who, row)) or night(who, row)


def _opens(who: Who, row: Row) -> bool:
    return who.desk and row["user_id"] == who.user and _sees(who, row)


def _tells_area(who: Who, row: Row) -> bool:
    """Because of a business that lets others know."""
    lets = any(b["report_id"] == row["report_id"] and b["others"]
               for b in who.rows("reports_business"))  # fmt: skip
    return who.desk and row["by_id"] == who.user and _works(who, row) and lets


def _of_area(who: Who, row: Row) -> bool:
    return who.desk and who.area in ("", row["wijk_code"], row["buurt_code"])


DESK = {
    "reports_cluster": Rule(
        lambda who, row: _of_area(who, row) or night(who, row),
        update=lambda who, old, new: _of_area(who, old) and new["seen_by_id"] == who.user,
        delete=night,
        columns=columns("seen_at seen_by_id why"),
    ),
    "reports_areacontact": Rule(lambda who, row: who.desk, _writes_phrase, delete=_whole_city),
    "reports_areanotice": Rule(_works, _tells_area, delete=night),
    "portal_languagereview": Rule(
        lambda who, row: True,
        lambda who, row: who.purpose == "administration" and row["by_id"] == who.user,
    ),
    "reports_suggester": Rule(
        lambda who, row: True,
        update=lambda who, old, new: who.purpose == "administration" and new["by_id"] == who.user,
        columns=columns("on_at off_at by_id"),
    ),
    "reports_savedlist": Rule(_lists, _keeps, delete=_keeps),
    "reports_phrase": Rule(
        lambda who, row: who.desk,
        _writes_phrase,
        lambda who, old, new: _whole_city(who, old) and new["by_id"] == who.user,
        _whole_city,
        columns("title use subject text_nl text_en texts by_id changed_at version"),
    ),
    "reports_sweep": Rule(
        _sweep,
        _takes_step,
        lambda who, old, new: _takes_step(who, old),
        night,
        columns("undone_at"),
    ),
    "reports_sweepitem": Rule(
        _sweep_item, lambda who, row: who.desk and _of_own_step(who, row), delete=night
    ),
    "reports_watch": Rule(
        _watches, _opens, lambda who, old, new: _opens(who, old), night, columns("at")
    ),
    "reports_note": Rule(_works, _notes, delete=night),
    "reports_mention": Rule(_found, _names, _has_seen, night, columns("seen_at")),
    "reports_reminder": Rule(_found, _reminds, _has_seen, night, columns("done_at")),
    "reports_bond": Rule(_both, _binds, _ends, night, columns("ended_at")),
}
CHANGES: dict[str, list[Row]] = {
    "reports_cluster": [{"seen_by_id": "me", "seen_at": "2026-01-01T00:00:00+00:00"}],
    "reports_phrase": [{"by_id": "me"}],
    "reports_mention": [{"seen_at": "2026-01-01T00:00:00+00:00"}],
    "reports_reminder": [{"done_at": "2026-01-01T00:00:00+00:00"}],
    "reports_bond": [{"ended_at": "2026-01-01T00:00:00+00:00"}],
}
