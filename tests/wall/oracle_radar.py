"""The oracle for visits and for cases that go to another process manager. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who


def _mine(who: Who, row: Row) -> bool:
    return who.is_me(row["user_id"], row["organisation_id"])


def _visit(who: Who, row: Row) -> bool:
    return night(who, row) or _mine(who, row)


def _again(who: Who, old: Row, new: Row) -> bool:
    return _mine(who, old)


def _works(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["organisation_id"] == who.organisation


def _transfer(who: Who, row: Row) -> bool:
    """Who asks, who gives and who takes."""
    part = who.user in (row["source_id"], row["target_id"], row["asked_by_id"])
    return night(who, row) or (bool(who.user) and part and _works(who, row))


def _asks(who: Who, row: Row) -> bool:
    """A process manager for the own cases, a lead for another's; nothing answered or counted."""
    fresh = not any(
        row[name] for name in ("accepted_at", "declined_at", "finished_at", "total", "done", "kept")
    )
    own = who.capacity == "process_manager" and row["source_id"] == who.user
    mine = who.municipality and row["asked_by_id"] == who.user and _works(who, row)
    return mine and fresh and (own or who.capacity == "lead")


def _answers(who: Who, old: Row, new: Row) -> bool:
    waits = old["accepted_at"] is None and old["declined_at"] is None
    mine = old["target_id"] == who.user and who.capacity == "process_manager"
    return waits and mine and _works(who, old)


def _item(who: Who, row: Row) -> bool:
    return night(who, row) or (who.manages and row["case_id"] in who.files)


RADAR = {
    "cases_visit": Rule(_visit, _mine, _again, night, columns("seen_at before_at")),
    "cases_transfer": Rule(_transfer, _asks, _answers, night, columns("accepted_at declined_at")),
    "cases_transferitem": Rule(_item, delete=night),
}
