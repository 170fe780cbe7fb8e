"""The oracle for teams and rules. See `oracle.py`."""

from tests.wall.oracle import Rule, columns
from tests.wall.who import Row, Who


def _desk(who: Who, row: Row) -> bool:
    return who.desk


def _whole_city(who: Who, row: Row) -> bool:
    return who.desk and not who.area


def _draft(who: Who, row: Row) -> bool:
    return _whole_city(who, row) and row["adopted_at"] is None


def _drafts(who: Who, row: Row) -> bool:
    return _draft(who, row) and row["made_by_id"] == who.user


def _adopts(who: Who, old: Row, new: Row) -> bool:
    mine = new["adopted_at"] is None or new["adopted_by_id"] == who.user
    return _draft(who, old) and mine


ROUTING = {
    "reports_team": Rule(
        lambda who, row: bool(who.user),
        _whole_city,
        lambda who, old, new: _whole_city(who, old),
        columns=columns("name catches ended_at"),
    ),
    "reports_teammember": Rule(_desk, _whole_city, delete=_whole_city),
    "reports_rules": Rule(
        _desk, _drafts, _adopts, _draft, columns("lines adopted_by_id adopted_at version")
    ),
}
_NOW = "2026-01-01T00:00:00+00:00"
CHANGES: dict[str, list[Row]] = {
    "reports_rules": [{"adopted_at": _NOW, "adopted_by_id": "me"}, {"version": 9}],
}
