"""The oracle for the model's drafts, dry runs and moves. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, never, night
from tests.wall.oracle_steps import same_person
from tests.wall.who import Row, Who

JOB = "cases.model"


def _job(who: Who, row: Row) -> bool:
    return who.job == JOB


def _purpose(who: Who, *purposes: str) -> bool:
    return who.municipality and who.purpose in purposes


def _leads(who: Who) -> bool:
    return who.municipality and (who.capacity, who.purpose) == ("lead", "cases")


def _keeps(who: Who) -> bool:
    """The functional administrator and the operational manager."""
    return who.administrator or _leads(who)


def _mandate(who: Who) -> bool:
    """The operational manager and the mayor who governs."""
    return _leads(who) or (
        who.municipality and (who.capacity, who.purpose) == ("mayor", "briefing")
    )


def _manager(who: Who) -> bool:
    return who.municipality and (who.capacity, who.purpose) == ("process_manager", "cases")


def _draft(who: Who, row: Row) -> bool:
    return _purpose(who, "cases", "briefing", "administration", "privacy")


def _begins(who: Who, row: Row) -> bool:
    mine = {row["begun_by_id"], row["edited_by_id"]} == {who.user}
    return _keeps(who) and mine and row["model_id"] is None


def _writes(who: Who, old: Row, new: Row) -> bool:
    open_ = old["model_id"] is None and old["dropped_at"] is None
    return _keeps(who) and open_ and new["edited_by_id"] == who.user


def _trial(who: Who, row: Row) -> bool:
    seen = _purpose(who, "cases", "briefing", "administration")
    return seen or _job(who, row) or night(who, row)


def _tries(who: Who, row: Row) -> bool:
    may = _keeps(who) or _mandate(who) or _manager(who)
    return may and row["asked_by_id"] == who.user and row["done_at"] is None


def _done(who: Who, old: Row, new: Row) -> bool:
    return _job(who, old)


def _finding(who: Who, row: Row) -> bool:
    return night(who, row) or (who.municipality and row["case_id"] in who.files)


def _move(who: Who, row: Row) -> bool:
    return _purpose(who, "cases", "briefing") or _job(who, row)


def _asks(who: Who, row: Row) -> bool:
    fresh = not any(row[name] for name in ("decided_at", "finished_at", "total", "done", "kept"))
    return (_manager(who) or _leads(who)) and row["asked_by_id"] == who.user and fresh


def _decides(who: Who, old: Row, new: Row) -> bool:
    """Another person than who asked, once."""
    other = not same_person(who, old["asked_by_id"], who.user)
    mine = new["decided_by_id"] == who.user
    return _mandate(who) and other and mine and old["decided_at"] is None


def _item(who: Who, row: Row) -> bool:
    return row["case_id"] in who.files or _job(who, row) or night(who, row)


CHANGES: dict[str, list[Row]] = {
    "cases_modeldraft": [
        {"edited_by_id": "me", "title": "Ons model"},
        {"edited_by_id": "me", "dropped_at": "2030-01-01T00:00:00+00:00"},
    ],
    "cases_modelmove": [
        {"decided_by_id": "me", "decided_at": "2030-01-01T00:00:00+00:00", "granted": True}
    ],
}
VERSIONS = {
    "cases_modeldraft": Rule(
        _draft,
        _begins,
        _writes,
        columns=columns("title source body edited_by_id edited_at version dropped_at"),
    ),
    "cases_modeltrial": Rule(_trial, _tries, _done, night, columns("done_at")),
    "cases_modelfinding": Rule(_finding, _job, delete=night),
    "cases_modelmove": Rule(
        _move, _asks, _decides, columns=columns("decided_by_id decided_at granted grounds")
    ),
    "cases_modelmoveitem": Rule(_item, never, delete=night),
}
