"""The oracle for the acute jump, handing over, reopening. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who


def same_person(who: Who, one: object, other: object) -> bool:
    """One account, or two with one address but for capitals and a '+word'."""
    if one == other:
        return True
    found = [who.row("access_user", str(key)) for key in (one, other)]
    return None not in found and len({_address(row["email"]) for row in found if row}) == 1


def _address(email: str) -> str:
    name, _at, host = email.lower().partition("@")
    return f"{name.partition('+')[0]}@{host}"


def _member(who: Who, row: Row) -> bool:
    return night(who, row) or row["case_id"] in who.files


def _steers(who: Who, row: Row) -> bool:
    return row["case_id"] in who.open_files & who.seated


def _names(who: Who, row: Row) -> bool:
    mine = row["accepted_at"] is None or row["receiver_id"] == who.user
    return who.purpose == "cases" and _steers(who, row) and mine


def _accepts(who: Who, old: Row, new: Row) -> bool:
    if old["accepted_at"] or old["case_id"] not in who.open_files:
        return False
    if old["receiver_id"]:
        return bool(old["receiver_id"] == who.user)
    return who.manages and bool(new["recorded_by_id"] == who.user)


def _jumps(who: Who, row: Row) -> bool:
    fresh = row["ratified_at"] is None and row["alarmed_at"] is None
    mine = row["taken_by_id"] == who.user and who.manages
    return mine and fresh and row["case_id"] in who.open_files


def _ratifies(who: Who, old: Row, new: Row) -> bool:
    other = not same_person(who, old["taken_by_id"], who.user)
    return (
        _steers(who, old)
        and other
        and not old["ratified_at"]
        and (new["ratified_by_id"] == who.user)
    )


def _reopens(who: Who, row: Row) -> bool:
    manager = who.manages and who.capacity == "process_manager"
    return manager and row["reopened_by_id"] == who.user and row["case_id"] in who.files


STEPS = {
    "cases_handover": Rule(_member, _names, _accepts, night, columns("accepted_at recorded_by_id")),
    "cases_jump": Rule(
        _member, _jumps, _ratifies, night, columns("ratified_at ratified_by_id granted reason")
    ),
    "cases_reopening": Rule(_member, _reopens, delete=night),
}
_LATER = "2030-01-01T00:00:00+00:00"
CHANGES = {
    "cases_handover": [
        {"accepted_at": _LATER},
        {"accepted_at": _LATER, "recorded_by_id": "me"},
    ],
    "cases_jump": [{"ratified_by_id": "me", "ratified_at": _LATER, "granted": True}],
}
