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


JOB = "reports.import"


def is_stock(who: Who, report: Row | None) -> bool:
    """Is it the job that reads in a stock, and a report of one?"""
    return who.job == JOB and report is not None and bool(report["source"] == "import")


def may_come(who: Who, report: Row) -> bool:
    """By software only open kinds; by a key only what that key may bring; a stock by its job."""
    if report["source"] == "import" and who.job != JOB:
        return False
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
    if who.job:
        from_file = row["key_id"] is None and row["batch_id"] is not None
        return is_stock(who, report) and from_file
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


def taken_back(who: Who, row: Row) -> bool:
    """What is of a report that came from a file, and was not worked on; or what is over."""
    report = who.row("reports_report", row["report_id"])
    untouched = is_stock(who, report) and report is not None and report["version"] == 1
    return untouched or night(who, row)


def _whole(who: Who) -> bool:
    return who.desk and not who.area


def _batch(who: Who, row: Row) -> bool:
    return _whole(who) or who.job in (JOB, NIGHT)


def _brings(who: Who, row: Row) -> bool:
    return _whole(who) and bool(row["made_by_id"] == who.user)


def _brings_file(who: Who, row: Row) -> bool:
    return _whole(who) and who.row("reports_batch", row["batch_id"]) is not None


def _turns(who: Who, old: Row, new: Row) -> bool:
    return _whole(who) or who.job == JOB


TELL, DELIVER = "reports.tell", "reports.deliver"


def _hears(who: Who, row: Row) -> bool:
    return who.administrator or who.job in (TELL, DELIVER, NIGHT)


def _finds(who: Who, row: Row) -> bool:
    return who.job == TELL and bool(row["state"] == "waiting")


def _tells(who: Who, old: Row, new: Row) -> bool:
    """The job that brings it; the administrator only has it brought again."""
    return who.job == DELIVER or (who.administrator and new["state"] == "waiting")


EXCHANGE = {
    "reports_hook": Rule(_hears, _makes, _ends, night, columns("ends_at")),
    "reports_delivery": Rule(
        _hears, _finds, _tells, night, columns("state attempts answer next_try delivered_at")
    ),
    "reports_key": Rule(_keys, _makes, _ends, night, columns("ends_at")),
    "reports_arrival": Rule(_sees, _arrives, delete=taken_back),
    "reports_batch": Rule(
        _batch, _brings, _turns, night, columns("state recipe done wrong kept problems")
    ),
    "reports_batchfile": Rule(_batch, _brings_file, delete=_batch),
}
