"""The oracle for others' software. See `oracle.py`."""

from datetime import datetime

from tests.wall.oracle import NIGHT, Rule, columns, night, sees_report
from tests.wall.who import Row, Who


def key_of(who: Who) -> Row | None:
    """The key by which this acting came, while it is valid."""
    for row in who.rows("reports_key"):
        if row["key_hash"] == who.came_by:
            ends = datetime.fromisoformat(row["ends_at"])
            return row if ends > who.world.read_at else None
    return None


def may_come(who: Who, report: Row) -> bool:
    """By software only open kinds; and by a key only what that key may bring."""
    shared = who.row("reports_report", str(who.world.names["shared"])) or {}
    by_software = report["source"] == "api"
    if by_software and report["category_id"] != shared["category_id"]:
        return False
    if not who.came_by:
        return True
    key = key_of(who)
    return by_software and key is not None and bool(key["may_file"])


def _sees(who: Who, row: Row) -> bool:
    return sees_report(who, who.row("reports_report", row["report_id"]))


def _arrives(who: Who, row: Row) -> bool:
    report = who.row("reports_report", row["report_id"])
    if not who.token or report is None or not sees_report(who, report):
        return False
    key = key_of(who) or {"id": None}
    return bool(report["source"] == "api" and row["key_id"] == key["id"])


def _keys(who: Who, row: Row) -> bool:
    return who.administrator or who.job == NIGHT


def _makes(who: Who, row: Row) -> bool:
    return who.administrator and bool(row["made_by_id"] == who.user)


def _ends(who: Who, old: Row, new: Row) -> bool:
    return who.administrator


EXCHANGE = {
    "reports_key": Rule(_keys, _makes, _ends, night, columns("ends_at")),
    "reports_arrival": Rule(_sees, _arrives, delete=night),
}
