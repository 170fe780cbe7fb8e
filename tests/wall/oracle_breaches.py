"""The oracle for breaches and for keeping a closed case longer. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.oracle_steps import same_person
from tests.wall.who import Row, Who


def _officer(who: Who) -> bool:
    return who.municipality and who.purpose == "privacy"


def _sees(who: Who, row: Row) -> bool:
    mine = who.manages and row["file_id"] in who.files
    return night(who, row) or _officer(who) or mine


def _writes(who: Who, row: Row) -> bool:
    undecided = (row["told_authority"], row["told_people"], row["closed_at"]) == (None, None, None)
    if row["recorded_by_id"] != who.user or not undecided:
        return False
    if row["file_id"] is None:
        return _officer(who)
    case = who.row("cases_case", row["file_id"])
    real = case is not None and not case["practice"]
    return real and who.manages and row["file_id"] in who.files - who.opened


def _decides(who: Who, old: Row, new: Row) -> bool:
    signed = new["closed_at"] is None or new["closed_by_id"] == who.user
    return _officer(who) and old["closed_at"] is None and signed


def _extension(who: Who, row: Row) -> bool:
    return night(who, row) or row["case_id"] in who.files or _officer(who)


def _asks(who: Who, row: Row) -> bool:
    case = who.row("cases_case", row["case_id"])
    shut = case is not None and case["closed_at"] is not None and not case["practice"]
    manager = who.manages and who.capacity == "process_manager"
    mine = row["asked_by_id"] == who.user and row["decided_at"] is None
    return manager and mine and shut and row["case_id"] in who.files - who.opened


def _agrees(who: Who, old: Row, new: Row) -> bool:
    other = not same_person(who, old["asked_by_id"], who.user)
    mine = new["decided_by_id"] == who.user and old["decided_at"] is None
    return _officer(who) and other and mine


BREACHES = {
    "cases_extension": Rule(
        _extension, _asks, _agrees, night, columns("decided_by_id decided_at granted remark")
    ),
    "cases_breach": Rule(
        _sees,
        _writes,
        _decides,
        night,
        columns(
            "told_authority authority_at authority_by_id authority_number authority_reason"
            " told_people people_at people_by_id people_ground people_reason effects measures"
            " closed_at closed_by_id version"
        ),
    ),
}
_THEN = "2030-01-01T00:00:00+00:00"
CHANGES: dict[str, list[Row]] = {
    "cases_extension": [{"decided_by_id": "me", "decided_at": _THEN, "granted": True}],
    "cases_breach": [
        {"effects": "anders"},
        {"told_authority": True, "authority_at": _THEN, "authority_by_id": "me",
         "authority_reason": "laat"},
    ],
}  # fmt: skip
