"""The oracle for the register of the council and the lights of actions. See `oracle.py`."""

from uuid import uuid4

from tests.wall.oracle import Rule, always
from tests.wall.who import Row, Who


def _before(who: Who, row: Row, table: str, same: tuple[str, ...]) -> tuple[int, str]:
    """The number and standing of the newest version that this one would follow."""
    found = [r for r in who.rows(table) if all(r[name] == row[name] for name in same)]
    newest = max(found, key=lambda r: int(r["version"]), default={"version": 0})
    return int(newest["version"]), str(newest.get("standing", ""))


def _clerk(who: Who) -> bool:
    return who.capacity == "clerk" and who.purpose == "council"


def _adds_item(who: Who, row: Row) -> bool:
    """The next version; only the clerk closes, what was proposed, and opens what is closed."""
    number, standing = _before(who, row, "programme_councilrecord", ("item",))
    if row["version"] != number + 1:
        return False
    if who.job == "programme.import":
        first = number == 0 and row["made_as"] == ""
        return first and row["standing"] in ("new", "running")
    signed = bool(who.user) and row["made_as"] == who.capacity
    if not signed or not (_clerk(who) or who.purpose == "programme"):
        return False
    if row["standing"] == "done":
        return _clerk(who) and standing == "proposed"
    return standing != "done" or who.capacity == "clerk"


def _reads_light(who: Who, row: Row) -> bool:
    return bool(row["shown"]) or who.purpose in ("programme", "council", "briefing")


def _judges(who: Who, row: Row) -> bool:
    number, _none = _before(who, row, "programme_light", ("action", "municipality"))
    signed = bool(who.user) and row["made_as"] == who.capacity
    return who.purpose == "programme" and signed and row["version"] == number + 1


COUNCIL = {
    "programme_councilrecord": Rule(always, _adds_item),
    "programme_light": Rule(_reads_light, _judges),
}


def next_rows(who: Who, table: str, row: Row) -> list[Row]:
    """What may come after a row of these: the next version or a first one, signed by who acts."""
    if table not in COUNCIL:
        return []
    first = {"item": str(uuid4())} if "item" in row else {"action": "T9.A9"}
    newer = {**row, "version": row["version"] + 1, "made_as": who.capacity}
    fresh = {**newer, **first, "version": 1}
    if table == "programme_light":
        return [newer, fresh, {**newer, "made_as": "clerk"}]
    open_ = {"decision": "", "decided_on": None, "proposal": ""}
    proposed = {"standing": "proposed", "decision": "", "decided_on": None, "proposal": "p"}
    done = {"standing": "done", "decision": "x", "decided_on": "2026-01-01", "proposal": "p"}
    steps = [{"standing": "running", **open_}, proposed, done]
    return [{**one, **step} for one in (newer, fresh) for step in steps]
