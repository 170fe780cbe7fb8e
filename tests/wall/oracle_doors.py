"""The oracle for who reported in confidence, and what was answered. See `oracle.py`."""

from datetime import datetime, timedelta
from functools import cache

from baken.core.calendar import ZONE
from baken.reports.models import Category
from tests.wall.oracle import Rule, columns, night, sees_report
from tests.wall.who import Row, Who

_LATER = "2030-01-01T00:00:00+00:00"


def _its(who: Who, row: Row) -> Row | None:
    return who.row("reports_report", row["report_id"])


def _seen(who: Who, row: Row) -> bool:
    return sees_report(who, _its(who, row))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _identity(who: Who, row: Row) -> bool:
    """Who handles the report, while a colleague's approval of the own request lasts; two jobs."""
    if who.job in ("reports.mail", "retention.run"):
        return True
    report = _its(who, row) or {}
    handles = who.desk and _seen(who, row) and report["assigned_to_id"] == who.user
    return handles and any(
        q["report_id"] == row["report_id"] and q["asked_by_id"] == who.user and _lasts(who, q)
        for q in who.rows("reports_identityrequest")
    )


def _lasts(who: Who, q: Row) -> bool:
    return bool(q["granted"]) and not q["ended_at"] and _moment(q["until"]) > who.world.read_at


def _locks_away(who: Who, row: Row) -> bool:
    """The reporter; or the desk for a caller, until somebody reads the report."""
    report = _its(who, row)
    if report is None or not _seen(who, row) or report["door"] != "confidential":
        return False
    fresh = report["source"] != "site" and report["state"] == "received"
    return bool(who.token) or (who.desk and bool(fresh))


def _request(who: Who, row: Row) -> bool:
    if night(who, row):
        return True
    if who.token:
        return bool(row["granted"]) and _seen(who, row)
    return who.desk and _seen(who, row)


def _asks(who: Who, row: Row) -> bool:
    report = _its(who, row) or {"door": ""}
    mine = who.desk and _seen(who, row) and row["asked_by_id"] == who.user
    handles = report["door"] == "confidential" and report["assigned_to_id"] == who.user
    return mine and handles and row["granted"] is None and row["ended_at"] is None


def _worked(who: Who, row: Row) -> bool:
    """Handles it now, or ever took it or was given it."""
    report = _its(who, row) or {}
    return report["assigned_to_id"] == who.user or any(
        e["report_id"] == row["report_id"]
        and ((e["kind"] == "taken" and e["by_id"] == who.user)
             or (e["kind"] == "assigned" and e["new"] == who.user))
        for e in who.rows("reports_event")
    )  # fmt: skip


def _decides(who: Who, old: Row, new: Row) -> bool:
    """A colleague, once, within a week, for a day; and who asked or allowed it ends it."""
    if not who.desk or not _seen(who, old):
        return False
    now = who.world.read_at
    changed = {column for column in new if new[column] != old[column]}
    if old["granted"] is None:
        may = old["asked_by_id"] != who.user and not _worked(who, old)
        fresh = _moment(old["asked_at"]) > now - timedelta(days=7)
        whole = new["granted"] is not None and new["decided_by_id"] == who.user
        short = not new["granted"] or _moment(new["until"]) <= now + timedelta(hours=25)
        told = whole and bool(new["decided_at"]) and _moment(new["decided_at"]) <= now
        return may and fresh and told and short and new["ended_at"] is None
    mine = who.user in (old["asked_by_id"], old["decided_by_id"])
    ends = changed == {"ended_at"} and abs(_moment(new["ended_at"]) - now) < timedelta(minutes=1)
    return mine and _lasts(who, old) and ends


def _answers(who: Who, row: Row) -> bool:
    report = _its(who, row)
    if report is None or not _seen(who, row) or report["state"] != "received":
        return False
    return bool(who.token) or (who.desk and bool(report["source"] != "site"))


def _consents(who: Who, row: Row) -> bool:
    """The reporter at any time; the desk for a caller, until somebody reads the report."""
    if who.token:
        return _seen(who, row) and row["by_id"] is None
    report = _its(who, row) or {"source": "site"}
    fresh = report["source"] != "site" and report.get("state") == "received"
    return who.desk and _seen(who, row) and row["by_id"] == who.user and bool(fresh)


def _requests(who: Who, row: Row) -> bool:
    """The reporter, with a report that has a name and is a request, on its own last day; or the
    desk, when it came in writing.
    """
    report = _its(who, row) or {}
    asks = bool(who.token) or (who.desk and bool(report) and report["source"] == "mail")
    fits = asks and _seen(who, row) and report["formal"] and report["door"] == "named"
    fresh = bool(fits) and report["state"] == "received"
    dated = fresh and bool(row["due_at"])
    return dated and _moment(report["answer_due_at"]) == _moment(row["due_at"])


def _request_turns(who: Who, old: Row, new: Row) -> bool:
    """The desk tells that it takes longer, or that it is none; of one that is none, nothing."""
    said = new["extended_at"] is not None or new["declined_at"] is not None
    return who.desk and _seen(who, old) and old["declined_at"] is None and said


def _business(who: Who, row: Row) -> bool:
    """Who reports, or the desk for a caller, by name only through the door with a name."""
    report = _its(who, row) or {"state": "", "door": "", "source": "site"}
    fits = report["door"] == "named" or row["name"] == ""
    tells = bool(who.token) or (who.desk and report["source"] != "site")
    return tells and _seen(who, row) and report["state"] == "received" and fits


def _follows(who: Who, row: Row) -> bool:
    """Who has the code of the row, or the nightly run."""
    return bool(who.token) and row["token_hash"] == who.token


@cache
def _public_kinds() -> frozenset[str]:
    rows = Category.objects.using("keeper").filter(public=True, careful=False)
    return frozenset(map(str, rows.exclude(parent=None).values_list("id", flat=True)))


def _may_follow(who: Who, row: Row) -> bool:
    """With one's own code, a report of which everyone may know that it is open."""
    if not _follows(who, row):
        return False
    report = next((r for r in who.rows("reports_report") if r["number"] == row["number"]), None)
    if report is None or report["category_id"] not in _public_kinds():
        return False
    yesterday = who.world.read_at.astimezone(ZONE).date() - timedelta(days=1)
    late = _moment(report["received_at"]).astimezone(ZONE).date() < yesterday
    open_ = report["state"] not in ("answered", "withdrawn", "hidden")
    return late and open_ and report["source"] != "import" and report["door"] != "confidential"


DOORS = {
    "reports_follower": Rule(
        lambda who, row: _follows(who, row) or night(who, row), _may_follow, delete=night
    ),
    "reports_identity": Rule(_identity, _locks_away, delete=night),
    "reports_identityrequest": Rule(
        _request,
        _asks,
        _decides,
        night,
        columns("decided_by_id decided_at granted answer until ended_at"),
    ),
    "reports_answer": Rule(_seen, _answers, delete=night),
    "reports_business": Rule(_seen, _business, delete=night),
    "reports_formalrequest": Rule(
        _seen, _requests, _request_turns, night, columns("due_at extended_at declined_at")
    ),
    "reports_consent": Rule(_seen, _consents, delete=night),
}
_NO = {"granted": False, "decided_by_id": "me", "decided_at": "2026-01-01T00:00:00+00:00"}
CHANGES: dict[str, list[Row]] = {
    "reports_formalrequest": [{"due_at": _LATER}, {"extended_at": _LATER}, {"declined_at": _LATER}],
    "reports_identityrequest": [
        _NO,
        {**_NO, "granted": True, "until": _LATER},
        {"granted": None},
        {"until": _LATER},
        {"ended_at": "2020-01-01T00:00:00+00:00"},
        {"answer": "x"},
    ],
}
