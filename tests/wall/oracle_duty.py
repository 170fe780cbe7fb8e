"""The oracle for what people are owed: telling, minors, shields, requests. See `oracle.py`."""

from datetime import date

from django.utils import timezone

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who


def _worker(who: Who, row: Row) -> bool:
    return night(who, row) or _here(who, row)


def _here(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["case_id"] in who.files


def _open_here(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["case_id"] in who.open_files


def _about(who: Who, row: Row) -> bool:
    """Is this person on this file of mine?"""
    return any(i["file_id"] == row["case_id"] for i in who.involved(person_id=row["person_id"]))


# -- telling, and putting it off ------------------------------------------------------------


def settled(who: Who, case: str) -> bool:
    """Is everybody on the case told, or is that put off until a day that still comes?"""
    told = {d["person_id"] for d in who.rows("cases_duty") if _settled(who, d, case)}
    on_it = {
        i["person_id"]
        for i in who.rows("people_involvement")
        if i["file_id"] == case and i["person_id"]
    }
    return case in who.files and on_it <= told


def _settled(who: Who, duty: Row, case: str) -> bool:
    if duty["case_id"] != case:
        return False
    today = timezone.localdate(who.world.read_at)
    return bool(duty["informed_on"]) or any(
        p["duty_id"] == duty["id"]
        and p["granted"]
        and not p["ended_at"]
        and date.fromisoformat(p["recheck_on"]) >= today
        for p in who.rows("cases_postponement")
    )


def _begins(who: Who, row: Row) -> bool:
    mine = row["added_by_id"] == who.user and row["informed_by_id"] in (None, who.user)
    return _open_here(who, row) and mine and _about(who, row)


def _tells(who: Who, old: Row, new: Row) -> bool:
    return _open_here(who, old) and new["informed_by_id"] in (None, who.user)


def _put_off(who: Who, row: Row) -> bool:
    return _worker(who, row) or (who.municipality and who.purpose == "privacy")


def _puts_off(who: Who, row: Row) -> bool:
    duty = who.row("cases_duty", row["duty_id"])
    fits = duty is not None and duty["case_id"] == row["case_id"]
    asks = row["asked_by_id"] == who.user and row["granted"] is None
    return _open_here(who, row) and asks and fits


def _judges(who: Who, old: Row, new: Row) -> bool:
    """Another with a mandate judges, once; a member ends it without judging."""
    if old["ended_at"]:
        return False
    manager = who.capacity == "process_manager" and _open_here(who, old)
    mandate = who.municipality and (who.purpose == "privacy" or manager)
    another = old["granted"] is None and old["asked_by_id"] != who.user
    if mandate and another and new["judged_by_id"] == who.user and new["granted"] is not None:
        return True
    same = [new[name] == old[name] for name in ("granted", "judged_by_id")]
    return _open_here(who, old) and bool(new["ended_at"]) and all(same)


# -- minors and shields ---------------------------------------------------------------------


def _minor(who: Who, row: Row) -> bool:
    return _open_here(who, row) and row["changed_by_id"] == who.user and _about(who, row)


def _changes_minor(who: Who, old: Row, new: Row) -> bool:
    return _open_here(who, old) and new["changed_by_id"] == who.user


def _brought(who: Who, row: Row) -> bool:
    return any(
        i["file_id"] == row["case_id"] and i["organisation_id"] == who.organisation
        for i in who.involved(person_id=row["person_id"])
    )


def _shields(who: Who, row: Row) -> bool:
    return _open_here(who, row) and row["added_by_id"] == who.user and _brought(who, row)


def _unshields(who: Who, old: Row, new: Row) -> bool:
    return _open_here(who, old) and _brought(who, old)


def _sits(who: Who, shield: Row) -> bool:
    return shield["case_id"] in who.files and any(
        who.is_me(s["holder_id"], s["organisation_id"])
        and (s["case_id"], s["role"]) == (shield["case_id"], shield["role"])
        and s["accepted_at"]
        and not s["ended_at"]
        for s in who.rows("cases_seat")
    )


def _named(who: Who, person: str) -> list[Row]:
    rows = who.rows("cases_shield")
    return [s for s in rows if s["person_id"] == person and not s["ended_at"]]


def barred(who: Who, person: str, *, place: bool) -> bool:
    """Are there named seats for this shielded person, of which this acting holds none?"""
    kept = [
        s
        for s in _named(who, person)
        if any(
            (i["file_id"], i["person_id"]) == (s["case_id"], person)
            and (i["shielded_identity"] or (place and i["shielded_address"]))
            for i in who.rows("people_involvement")
        )
    ]
    return bool(kept) and not any(_sits(who, s) for s in kept)


def opened(who: Who, person: str) -> bool:
    """Is a seat of this acting named for this person?"""
    return any(_sits(who, s) for s in _named(who, person))


# -- requests -------------------------------------------------------------------------------


def _handles(who: Who) -> bool:
    manager = (who.purpose, who.capacity) == ("cases", "process_manager")
    return who.municipality and (who.purpose == "privacy" or manager)


def _ours(who: Who, row: Row) -> bool:
    return _here(who, row) and row["organisation_id"] == who.organisation


def _parts(who: Who) -> set[str]:
    return {p["request_id"] for p in who.rows("cases_datapart") if _ours(who, p)}


def _runs(who: Who, request: str) -> bool:
    row = who.row("cases_datarequest", request)
    return row is not None and row["decided_at"] is None


def _mine(who: Who, row: Row) -> bool:
    request = who.row("cases_datarequest", row["request_id"])
    return _handles(who) and request is not None and request["handler_id"] == who.user


def _handled(who: Who, row: Row) -> bool:
    return night(who, row) or _handles(who)


def _request(who: Who, row: Row) -> bool:
    return _handled(who, row) or row["id"] in _parts(who)


def _takes_in(who: Who, row: Row) -> bool:
    me = row["taken_by_id"] == row["handler_id"] == who.user
    return _handles(who) and me and row["decided_at"] is None


def _goes_on(who: Who, old: Row, new: Row) -> bool:
    decides = new["decided_at"] is None or new["handler_id"] == who.user
    return _handles(who) and old["decided_at"] is None and decides


def _writes_down(who: Who, row: Row) -> bool:
    return _handles(who) and row["checked_by_id"] == who.user and _runs(who, row["request_id"])


def _answers(who: Who, old: Row, new: Row) -> bool:
    return _mine(who, old) and _runs(who, old["request_id"])


def _part(who: Who, row: Row) -> bool:
    return _handled(who, row) or _ours(who, row)


def _links(who: Who, row: Row) -> bool:
    return (
        who.manages
        and _handles(who)
        and row["added_by_id"] == who.user
        and _about(who, row)
        and _runs(who, row["request_id"])
        and who.takes_part(row["case_id"], row["organisation_id"])
    )


def _collects(who: Who, old: Row, new: Row) -> bool:
    return _ours(who, old) and _runs(who, old["request_id"])


def _holds(who: Who, row: Row) -> bool:
    if row["author_id"] != who.user or not who.user:
        return False
    return _holds_text(who, row)


def _holds_text(who: Who, row: Row) -> bool:
    if not _runs(who, row["request_id"]):
        return False
    here = _ours(who, row) and row["request_id"] in _parts(who)
    outside = row["case_id"] is None and row["organisation_id"] == who.organisation
    return here or (outside and _mine(who, row))


def _assesses(who: Who, old: Row, new: Row) -> bool:
    outside = old["case_id"] is None and _mine(who, old)
    return _runs(who, old["request_id"]) and (_ours(who, old) or outside)


def _text(who: Who, row: Row) -> bool:
    if night(who, row) or _ours(who, row):
        return True
    item = who.row("cases_dataitem", row["item_id"])
    shown = item is not None and (item["outcome"] == "given" or item["case_id"] is None)
    return _mine(who, row) and shown


def _rewrites(who: Who, old: Row, new: Row) -> bool:
    return _ours(who, old) and _runs(who, old["request_id"])


DUTY = {
    "cases_duty": Rule(
        _worker,
        _begins,
        _tells,
        night,
        columns("origin obtained_on contact_on due_at informed_on informed_by_id manner version"),
    ),
    "cases_postponement": Rule(
        _put_off,
        _puts_off,
        _judges,
        night,
        columns("judged_by_id judged_at granted remark ended_at"),
    ),
    "cases_minor": Rule(
        _worker,
        _minor,
        _changes_minor,
        night,
        columns(
            "age age_on authority heard heard_on heard_why_not consent protection inform_note"
            " changed_by_id changed_at version"
        ),
    ),
    "cases_shield": Rule(_worker, _shields, _unshields, night, columns("ended_at")),
    "cases_datarequest": Rule(
        _request,
        _takes_in,
        _goes_on,
        night,
        columns("due_at extended_at handler_id decided_at decision version"),
    ),
    "cases_datasubject": Rule(
        _handled, _writes_down, _answers, night, columns("extension_reason answer")
    ),
    "cases_datapart": Rule(_part, _links, _collects, night, columns("collected_at")),
    "cases_dataitem": Rule(
        _part, _holds, _assesses, night, columns("outcome ground reason version")
    ),
    "cases_datatext": Rule(_text, _holds_text, _rewrites, night, columns("text")),
}
_LATER = "2030-01-01T00:00:00+00:00"
# Changes that mean something here; see `probe.py`.
CHANGES = {
    "cases_duty": [{"informed_by_id": "me", "informed_on": "2026-01-01", "manner": "talk"}],
    "cases_postponement": [
        {"judged_by_id": "me", "judged_at": _LATER, "granted": True},
        {"judged_by_id": "me", "judged_at": _LATER, "granted": False, "ended_at": _LATER},
        {"judged_by_id": "=asked_by_id", "judged_at": _LATER, "granted": True},
        {"ended_at": _LATER},
    ],
    "cases_minor": [{"changed_by_id": "me"}],
    "cases_shield": [{"ended_at": _LATER}],
    "cases_datarequest": [
        {"decided_at": _LATER, "decision": "granted"},
        {"handler_id": "me"},
        {"handler_id": "me", "decided_at": _LATER, "decision": "refused"},
    ],
    "cases_datapart": [{"collected_at": _LATER}],
    "cases_dataitem": [{"outcome": "given"}],
    "cases_datatext": [{"text": "x"}],
}
