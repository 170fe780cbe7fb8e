"""The oracle for reactions and subscriptions. See `oracle.py`."""

from tests.wall.oracle import NIGHT, Rule, always, columns, night
from tests.wall.who import Row, Who

WORDS = ("text", "name")
ANSWER = ("reply", "replied_at", "replied_as")
DECISION = ("state", "rule", "reason", "decided_at", "decided_as", "item", "over_at")


def _clerk(who: Who) -> bool:
    return who.capacity == "clerk" and who.purpose == "council"


def _mine(who: Who, row: Row) -> bool:
    return bool(who.token) and row["token_hash"] == who.token


def _reads(who: Who, row: Row) -> bool:
    placed = row["state"] == "accepted"
    return placed or _mine(who, row) or _clerk(who) or who.job == NIGHT


def _shared(who: Who, slug: str) -> bool:
    papers = who.rows("programme_councilpaper")
    return any(p["slug"] == slug and p["status"] in ("shared", "adopted") for p in papers)


def _reacts(who: Who, row: Row) -> bool:
    """With a code, on a paper that everyone reads; and nobody said anything of it yet."""
    fresh = row["state"] == "waiting" and row["text"] != "" and not row["item"]
    untouched = not any(row[name] for name in (*ANSWER[::2], "rule", "reason", *DECISION[3:5]))
    return _mine(who, row) and fresh and untouched and _shared(who, row["paper"])


def _same(old: Row, new: Row, names: tuple[str, ...]) -> bool:
    return all(old[name] == new[name] for name in names)


def _turn(who: Who, old: Row, new: Row) -> bool:
    """The clerk decides, who works on the plan answers, the author takes it away."""
    if who.token:
        empty = not any(new[name] for name in ("text", "name", "reason", "reply"))
        over = new["over_at"] < who.world.read_at.isoformat()
        same = old["item"] == new["item"]
        return _mine(who, old) and new["state"] == "withdrawn" and empty and over and same
    if who.purpose == "programme":
        placed = old["state"] == new["state"] == "accepted"
        signed = new["replied_as"] == who.capacity
        return placed and signed and _same(old, new, WORDS + DECISION)
    decided = new["state"] in ("accepted", "refused") and new["decided_as"] == "clerk"
    may = _clerk(who) and old["state"] != "withdrawn" and bool(new["decided_at"])
    return may and decided and _same(old, new, WORDS + ANSWER)


def _its(who: Who, row: Row) -> Row:
    return who.row("programme_reaction", row["reaction_id"]) or {"token_hash": None, "state": ""}


def _reaches(who: Who, row: Row) -> bool:
    placed = _its(who, row)["state"] == "accepted"
    mine = _mine(who, _its(who, row))
    return mine or _clerk(who) or who.job == NIGHT or (who.purpose == "programme" and placed)


def _leaves(who: Who, row: Row) -> bool:
    return _mine(who, _its(who, row)) and _its(who, row)["state"] == "waiting"


def _takes_away(who: Who, row: Row) -> bool:
    return _mine(who, _its(who, row)) or who.job == NIGHT


TELL = "programme.tell"


def _reader(who: Who, row: Row) -> bool:
    return _mine(who, row) or who.job in (TELL, NIGHT)


def _asks(who: Who, row: Row) -> bool:
    return _mine(who, row) and not row["confirmed_at"]


def _turns(who: Who, old: Row, new: Row) -> bool:
    """Who has the link confirms, or leaves."""
    return _mine(who, old)


VOICES = {
    "programme_subscription": Rule(
        _reader,
        _asks,
        _turns,
        night,
        columns=columns("email language site asked_at confirmed_at over_at"),
    ),
    "programme_notice": Rule(always, lambda who, row: who.job == TELL),
    "programme_reaction": Rule(
        _reads, _reacts, _turn, night, columns=columns(" ".join(WORDS + ANSWER + DECISION))
    ),
    "programme_reactioncontact": Rule(_reaches, _leaves, delete=_takes_away),
}
_GONE = {
    "state": "withdrawn", "text": "", "name": "", "rule": "", "reason": "", "reply": "",
    "replied_at": None, "replied_as": "", "over_at": "2026-01-01T00:00:00+00:00",
}  # fmt: skip
_NOW = "2026-01-01T00:00:00+00:00"
CHANGES: dict[str, list[Row]] = {
    "programme_subscription": [{"confirmed_at": _NOW, "over_at": None}],
    "programme_reaction": [
        _GONE,
        {**_GONE, "over_at": "2040-01-01T00:00:00+00:00"},
        {**_GONE, "text": "Toch nog iets."},
        {"state": "accepted", "decided_as": "clerk", "decided_at": _NOW},
        {"state": "accepted", "decided_as": "clerk", "decided_at": _NOW, "text": "Anders."},
        {"state": "refused", "decided_as": "clerk", "decided_at": _NOW, "rule": "about",
         "reason": "Zie de regels."},
        {"state": "waiting", "decided_as": "clerk", "decided_at": _NOW},
        {"reply": "Dank u.", "replied_at": _NOW, "replied_as": "adviser"},
        {"reply": "Dank u.", "replied_at": _NOW, "replied_as": "adviser", "reason": "Anders."},
        {"reply": "Dank u.", "replied_at": _NOW, "replied_as": "clerk"},
    ],
}  # fmt: skip


def fresh_rows(who: Who, table: str, row: Row) -> list[Row]:
    """A reaction as it comes in, at papers that are shared and that are not."""
    if table == "programme_subscription" and who.token:
        fresh = {**row, "token_hash": who.token, "confirmed_at": None, "over_at": _NOW}
        return [fresh, {**fresh, "confirmed_at": _NOW, "over_at": None}]
    if table != "programme_reaction" or not who.token:
        return []
    clean: Row = {
        **row, "token_hash": who.token, "state": "waiting", "text": "Een mening.", "rule": "",
        "reason": "", "decided_at": None, "decided_as": "", "reply": "", "replied_at": None,
        "replied_as": "", "item": None,
    }  # fmt: skip
    papers = who.rows("programme_councilpaper")
    marked = [
        clean | {"decided_as": "clerk"},
        clean | {"reason": "x"},
        clean | {"state": "accepted"},
    ]
    return [*({**clean, "paper": paper["slug"]} for paper in papers), *marked]
