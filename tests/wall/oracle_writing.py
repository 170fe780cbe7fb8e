"""The oracle for writing papers: texts, comments and the college's decisions. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who


def _works_on_papers(who: Who, row: Row) -> bool:
    return who.purpose in ("programme", "council", "briefing")


def _keeps_text(who: Who, row: Row) -> bool:
    """The text as it is now, signed with the capacity in which one writes."""
    paper = who.row("programme_councilpaper", row["paper_id"])
    if paper is None or paper["status"] == "adopted":
        return False
    signed = bool(who.user) and row["made_as"] == who.capacity
    return who.purpose == "programme" and signed and row["version"] == paper["version"]


def _comment(who: Who, row: Row) -> bool:
    return _works_on_papers(who, row) or night(who, row)


def _says(who: Who, row: Row) -> bool:
    """Under one's own name, about a paper that can still change; nothing is settled at once."""
    paper = who.row("programme_councilpaper", row["paper_id"])
    mine = bool(who.user) and (row["author_id"], row["made_as"]) == (who.user, who.capacity)
    open_ = paper is not None and paper["status"] != "adopted" and row["settled_at"] is None
    return _works_on_papers(who, row) and mine and open_


def _settles(who: Who, old: Row, new: Row) -> bool:
    return _works_on_papers(who, old) and new["settled_by_id"] in (None, who.user)


def _decides(who: Who, row: Row) -> bool:
    """The mayor, about an edition of a paper that was laid before the college."""
    paper = who.row("programme_councilpaper", row["paper_id"])
    edition = who.row("programme_edition", row["edition_id"])
    if paper is None or edition is None or edition["paper_id"] != row["paper_id"]:
        return False
    mayor = who.capacity == "mayor" and who.purpose in ("briefing", "council")
    return mayor and row["made_as"] == "mayor" and paper["status"] in ("review", "shared")


def agreed(who: Who, paper: Row) -> bool:
    """May this paper be shared as it says: without a kind, or agreed to by the college."""
    if not paper["kind"] or not paper["shared_edition_id"]:
        return True
    return any(
        one["edition_id"] == paper["shared_edition_id"] and one["outcome"] == "agreed"
        for one in who.rows("programme_paperdecision")
    )


WRITING = {
    "programme_paperversion": Rule(_works_on_papers, _keeps_text),
    "programme_papercomment": Rule(
        _comment, _says, _settles, night, columns("settled_at settled_by_id")
    ),
    "programme_paperdecision": Rule(_works_on_papers, _decides),
}
_LATER = "2030-01-01T00:00:00+00:00"
CHANGES = {
    "programme_papercomment": [
        {"settled_at": _LATER, "settled_by_id": "me"},
        {"settled_at": _LATER, "settled_by_id": "=author_id"},
        {"settled_at": None, "settled_by_id": None},
    ]
}


def next_writing(who: Who, table: str, row: Row) -> list[Row]:
    """What may come after a row of these, signed by who acts."""
    signed = {**row, "made_as": who.capacity}
    if table == "programme_paperversion":
        return [signed, {**signed, "version": row["version"] + 1}]
    if table == "programme_papercomment":
        fresh = {**signed, "author_id": who.user or None, "settled_at": None}
        return [{**fresh, "settled_by_id": None}]
    return [{**row, "outcome": "back"}] if table == "programme_paperdecision" else []
