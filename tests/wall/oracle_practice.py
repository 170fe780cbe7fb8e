"""The oracle for exercises. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who


def _own(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["user_id"] == who.user


def _exercise(who: Who, row: Row) -> bool:
    return night(who, row) or _own(who, row)


def _begins(who: Who, row: Row) -> bool:
    case = who.row("cases_case", row["case_id"])
    return _own(who, row) and case is not None and case["practice"] and case["id"] in who.open_files


def _ends(who: Who, old: Row, new: Row) -> bool:
    return _own(who, old)


PRACTICE = {"cases_practice": Rule(_exercise, _begins, _ends, night, columns("ended_at"))}
