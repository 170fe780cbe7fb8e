"""The oracle for triage, and for the blind indexes of people. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who


def _works_here(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["case_id"] in who.files


def _open_here(who: Who, row: Row) -> bool:
    return row["case_id"] in who.open_files


def _signal(who: Who, row: Row) -> bool:
    """Of the own organisation; the municipality weighs them all."""
    ours = who.municipality or row["organisation_id"] == who.organisation
    return night(who, row) or (_works_here(who, row) and ours)


def _brings_signal(who: Who, row: Row) -> bool:
    for_other = who.municipality and who.takes_part(row["case_id"], row["organisation_id"])
    return (
        who.purpose == "cases"
        and _open_here(who, row)
        and row["author_id"] == who.user
        and (row["weighed"], row["weighed_by_id"]) == ("", None)
        and (row["organisation_id"] == who.organisation or for_other)
    )


def _weighs(who: Who, old: Row, new: Row) -> bool:
    return who.manages and _open_here(who, old) and new["weighed_by_id"] == who.user


def _triage(who: Who, row: Row) -> bool:
    return night(who, row) or (who.municipality and _works_here(who, row))


def _begins(who: Who, row: Row) -> bool:
    mine = row["changed_by_id"] == who.user
    return who.manages and _open_here(who, row) and mine and row["outcome"] == ""


def _carries_on(who: Who, old: Row, new: Row) -> bool:
    mine = new["changed_by_id"] == who.user
    return who.manages and _open_here(who, old) and mine and old["outcome"] == ""


def _merge(who: Who, row: Row) -> bool:
    on_one = bool({row["case_id"], row["into_id"]} & who.files)
    return night(who, row) or (who.municipality and who.purpose == "cases" and on_one)


def _merges(who: Who, row: Row) -> bool:
    on_both = {row["case_id"], row["into_id"]} <= who.open_files
    both = [who.row("cases_case", row[name]) or {} for name in ("case_id", "into_id")]
    if both[0].get("regime") != both[1].get("regime"):
        return False
    return who.manages and row["merged_by_id"] == who.user and on_both


def _officer(who: Who, row: Row) -> bool:
    return who.purpose == "privacy"


def _check(who: Who, row: Row) -> bool:
    """For the case it was asked for, and for the privacy officer; nobody writes one by hand."""
    return _triage(who, row) or _officer(who, row)


def _review(who: Who, row: Row) -> bool:
    return night(who, row) or _officer(who, row)


def _reviews(who: Who, row: Row) -> bool:
    return _officer(who, row) and row["reviewer_id"] == who.user != row["asker_id"]


def _mark(who: Who, row: Row) -> bool:
    """While a name that my organisation brought in is revealed, to make its mark anew."""
    return night(who, row) or (
        row["person_id"] == who.revealed
        and any(
            i["organisation_id"] == who.organisation
            for i in who.involved(person_id=row["person_id"])
        )
    )


def _marks(who: Who, row: Row) -> bool:
    """As a name is brought in: of someone new, or of my files whom nobody shields from me."""
    roles = [i for i in who.rows("people_involvement") if i["person_id"] == row["person_id"]]
    mine = who.involved(person_id=row["person_id"])
    return who.purpose == "cases" and (
        not roles
        or any(
            i["organisation_id"] == who.organisation
            or not (i["shielded_identity"] or i["shielded_address"])
            for i in mine
        )
    )


TRIAGE = {
    "cases_signal": Rule(
        _signal,
        _brings_signal,
        _weighs,
        night,
        columns("weighed weighed_why weighed_by_id weighed_at version"),
    ),
    "cases_triage": Rule(
        _triage,
        _begins,
        _carries_on,
        night,
        columns(
            "answers acute outcome reason referred_to changed_by_id changed_at decided_at version"
        ),
    ),
    "cases_merge": Rule(_merge, _merges, delete=night),
    "cases_knowncheck": Rule(_check, delete=night),
    "cases_knownreview": Rule(_review, _reviews, delete=night),
    "people_mark": Rule(_mark, _marks, delete=_mark),
}
