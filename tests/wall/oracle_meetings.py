"""The oracle for meetings: who is invited, and what each shows to whom. See `oracle.py`."""

from datetime import datetime

from baken.core.calendar import ZONE
from tests.wall.oracle import Rule, columns, night, unchanged
from tests.wall.oracle_duty import settled
from tests.wall.who import Row, Who

TALKING, WRITING = ("planned", "running"), ("running", "held")


def _meeting(who: Who, row: Row) -> Row:
    return who.row("cases_meeting", row["meeting_id"]) or {}


def _invited(who: Who, meeting: str, organisation: object) -> list[Row]:
    return [
        a
        for a in who.rows("cases_attendee")
        if a["meeting_id"] == meeting
        and a["organisation_id"] == organisation
        and not a["withdrawn_at"]
    ]


def sees(who: Who, meeting: Row) -> bool:
    """The municipality in its cases; a partner that takes part and is invited; a guest that day."""
    if not meeting or who.purpose != "cases":
        return False
    asked = _invited(who, meeting["id"], who.organisation)
    if meeting["case_id"] in who.files:
        part = who.takes_part(meeting["case_id"], who.organisation)
        return who.municipality or (part and bool(asked))
    day = datetime.fromisoformat(meeting["ends_at"]).astimezone(ZONE).date()
    guest = any(a["guest"] and a["user_id"] == who.user for a in asked)
    today = who.world.read_at.astimezone(ZONE).date()
    return meeting["case_id"] in who.invitations and guest and today <= day


def _sees(who: Who, row: Row) -> bool:
    return sees(who, _meeting(who, row))


def _leads(who: Who, meeting: Row) -> bool:
    mine = who.is_me(meeting.get("chair_id"), meeting.get("chair_organisation_id"))
    return who.purpose == "cases" and mine and meeting["case_id"] in who.open_files


def _in_hand(who: Who, meeting: Row) -> bool:
    mine = who.is_me(meeting.get("notes_id"), meeting.get("notes_organisation_id"))
    notes = who.purpose == "cases" and mine and meeting["case_id"] in who.open_files
    return notes or _leads(who, meeting)


def _is(who: Who, row: Row, states: tuple[str, ...]) -> bool:
    """A meeting of this open file of mine, in one of these states."""
    found = _meeting(who, row)
    here = bool(found) and found["case_id"] == row["case_id"] and row["case_id"] in who.open_files
    return here and sees(who, found) and found["state"] in states


def _plans(who: Who, row: Row) -> bool:
    found = _meeting(who, row)
    now = who.world.read_at
    return found["state"] == "planned" and now <= datetime.fromisoformat(found["freezes_at"])


def _all_invited(who: Who, row: Row, parties: list[str]) -> bool:
    return all(_invited(who, row["meeting_id"], party) for party in parties)


# -- the meeting and who comes --------------------------------------------------------------


def _shown(who: Who, row: Row) -> bool:
    return night(who, row) or sees(who, row)


def _calls(who: Who, row: Row) -> bool:
    mine = row["added_by_id"] == who.user and row["case_id"] in who.open_files
    return who.manages and row["state"] == "planned" and mine


def _carries_on(who: Who, old: Row, new: Row) -> bool:
    may = who.manages or _in_hand(who, old)
    chair = who.is_me(new["chair_id"], new["chair_organisation_id"])
    going = old["state"] not in ("adopted", "cancelled") and old["case_id"] in who.open_files
    return may and going and (new["state"] != "adopted" or chair)


def _part(who: Who, row: Row) -> bool:
    return night(who, row) or _sees(who, row)


def _asks(who: Who, row: Row) -> bool:
    if row["added_by_id"] != who.user or not _is(who, row, TALKING):
        return False
    if row["guest"] and who.manages:
        return True
    may = who.manages or _leads(who, _meeting(who, row))
    return may and who.takes_part(row["case_id"], row["organisation_id"])


def _answers(who: Who, old: Row, new: Row) -> bool:
    if old["withdrawn_at"] or not _sees(who, old):
        return False
    records = who.manages and old["case_id"] in who.open_files
    mine = who.is_me(old["user_id"], old["organisation_id"])
    return mine or records or _in_hand(who, _meeting(who, old))


# -- agenda and minutes ---------------------------------------------------------------------


def _read(who: Who, row: Row) -> bool:
    mine = who.organisation in (row["organisation_id"], *row["released_to"])
    return night(who, row) or (_sees(who, row) and bool(who.organisation) and mine)


def _adds(who: Who, row: Row) -> bool:
    mine = who.is_me(row["added_by_id"], row["organisation_id"])
    if not mine or not _is(who, row, TALKING) or not _all_invited(who, row, row["released_to"]):
        return False
    late = bool(row["late_reason"]) and _leads(who, _meeting(who, row))
    return _may_read(who, row) and (late or _plans(who, row))


def _may_read(who: Who, row: Row) -> bool:
    """Nobody but my own organisation, or everybody on the case was told."""
    others = {row["organisation_id"], *row["released_to"]} - {who.organisation}
    return not others or settled(who, row["case_id"])


def _tells_no_more(who: Who, old: Row, new: Row) -> bool:
    """Other words, or a reader more, only when that reader may know."""
    same = all(new.get(name) == old.get(name) for name in ("title", "text"))
    fewer = set(new["released_to"]) <= set(old["released_to"])
    return (same and fewer) or _may_read(who, new)


def _keeps_readers(who: Who, old: Row, new: Row) -> bool:
    """Only the owner changes to whom it goes, and only to who is invited."""
    if new["released_to"] == old["released_to"]:
        return True
    ours = old["organisation_id"] == who.organisation
    return ours and _all_invited(who, new, new["released_to"])


def _rewords_item(who: Who, old: Row, new: Row) -> bool:
    ours = old["organisation_id"] == who.organisation
    words = ("title", "text", "withdrawn_at")
    if not _is(who, old, TALKING) or not _keeps_readers(who, old, new):
        return False
    if not _tells_no_more(who, old, new):
        return False
    if not ours and any(new[name] != old[name] for name in words):
        return False
    return _leads(who, _meeting(who, old)) or (ours and _plans(who, old))


def _writes(who: Who, row: Row) -> bool:
    parties = [row["organisation_id"], *row["released_to"]]
    mine = row["added_by_id"] == who.user and _in_hand(who, _meeting(who, row))
    here = mine and _is(who, row, WRITING)
    return here and _all_invited(who, row, parties) and _may_read(who, row)


def _rewords_line(who: Who, old: Row, new: Row) -> bool:
    if not _keeps_readers(who, old, new) or not _tells_no_more(who, old, new):
        return False
    if _in_hand(who, _meeting(who, old)) and _is(who, old, WRITING):
        return True
    ours = old["organisation_id"] == who.organisation
    return ours and _is(who, old, (*WRITING, "proposed"))


# -- releases, summary, objections ----------------------------------------------------------


def _told(who: Who, row: Row) -> bool:
    ours = bool(who.organisation) and who.organisation in (row["owner_id"], row["organisation_id"])
    return night(who, row) or (_sees(who, row) and ours)


def _tells(who: Who, row: Row) -> bool:
    if not who.is_me(row["released_by_id"], row["owner_id"]):
        return False
    given = who.row("cases_release", row["release_id"]) or {}
    names = ("contribution_id", "case_id", "owner_id", "organisation_id")
    same = bool(given) and all(given[name] == row[name] for name in names)
    here = _is(who, row, ("planned", "running", "held"))
    return here and same and _all_invited(who, row, [row["organisation_id"]])


def _summary(who: Who, row: Row) -> bool:
    return night(who, row) or (row["case_id"] in who.files and _sees(who, row))


def _summarises(who: Who, row: Row) -> bool:
    may = who.manages or _in_hand(who, _meeting(who, row))
    return may and _is(who, row, ("held", "proposed", "adopted"))


def _writes_summary(who: Who, row: Row) -> bool:
    return _summarises(who, row) and row["changed_by_id"] == who.user


def _changes_summary(who: Who, old: Row, new: Row) -> bool:
    return _summarises(who, old) and new["changed_by_id"] == who.user


def _line(who: Who, row: Row) -> bool:
    found = who.row("cases_minutesline", row["line_id"])
    here = found is not None and found["meeting_id"] == row["meeting_id"]
    return here and _read(who, found or {})


def _objection(who: Who, row: Row) -> bool:
    if night(who, row):
        return True
    mine = bool(who.organisation) and row["organisation_id"] == who.organisation
    return _sees(who, row) and (mine or _line(who, row) or _leads(who, _meeting(who, row)))


def _objects(who: Who, row: Row) -> bool:
    if not who.is_me(row["author_id"], row["organisation_id"]) or not _is(who, row, ("proposed",)):
        return False
    until = datetime.fromisoformat(_meeting(who, row)["objections_until"])
    asked = _invited(who, row["meeting_id"], who.organisation)
    there = any(a["presence"] == "present" for a in asked)
    return there and who.world.read_at <= until and (row["line_id"] is None or _line(who, row))


MEETINGS = {
    "cases_meeting": Rule(
        _shown,
        _calls,
        _carries_on,
        night,
        columns(
            "kind state starts_at ends_at place chair_id chair_organisation_id notes_id"
            " notes_organisation_id freezes_at objections_until adopted_at version"
        ),
    ),
    "cases_attendee": Rule(
        _part, _asks, _answers, night, columns("answer presence secrecy_at withdrawn_at")
    ),
    "cases_agendaitem": Rule(
        _read,
        _adds,
        _rewords_item,
        night,
        columns("title text position released_to withdrawn_at version"),
    ),
    "cases_minutesline": Rule(
        _read, _writes, _rewords_line, night, columns("text turn released_to version")
    ),
    "cases_meetingrelease": Rule(_told, _tells, unchanged, night),
    "cases_meetingsummary": Rule(
        _summary,
        _writes_summary,
        _changes_summary,
        night,
        columns("text changed_by_id changed_at version"),
    ),
    "cases_objection": Rule(_objection, _objects, unchanged, night),
}
_LATER = "2030-01-01T00:00:00+00:00"
# Changes that mean something here; see `probe.py`.
CHANGES: dict[str, list[Row]] = {
    "cases_meeting": [
        {"place": "elders"},
        {"state": "adopted", "adopted_at": _LATER, "objections_until": _LATER},
    ],
    "cases_attendee": [{"presence": "present"}],
    "cases_agendaitem": [
        {"position": 1.5},
        {"title": "anders"},
        {"text": "anders"},
        {"released_to": []},
    ],
    "cases_minutesline": [{"text": "anders"}, {"released_to": []}],
    "cases_meetingsummary": [{"changed_by_id": "me"}],
}
