"""The oracle for disclosures and emergency access. See `oracle.py`."""

from dataclasses import replace
from datetime import datetime

from tests.wall.oracle import Rule, columns, never, night
from tests.wall.oracle_duty import settled
from tests.wall.who import Row, Who

# -- disclosures ----------------------------------------------------------------------------


def _of(who: Who, table: str, disclosure: object) -> list[Row]:
    return [r for r in who.rows(table) if r["disclosure_id"] == disclosure]


def _granted(who: Who, disclosure: object) -> bool:
    return any(d["granted"] for d in _of(who, "cases_disclosuredecision", disclosure))


def _received(who: Who, row: Row) -> bool:
    """Granted, for my organisation: to me by name, or for a case that I am on."""
    mine = bool(who.user) and row["to_organisation_id"] == who.organisation
    to_me = row["receiver_id"] == who.user or row["to_case_id"] in who.files
    return mine and who.purpose == "cases" and to_me and _granted(who, row["id"])


def _officer(who: Who) -> bool:
    return who.municipality and who.purpose == "privacy"


def _request(who: Who, row: Row) -> bool:
    ours = who.municipality or row["organisation_id"] == who.organisation
    here = who.purpose == "cases" and row["case_id"] in who.files and ours
    return night(who, row) or here or _officer(who) or _received(who, row)


def _asks(who: Who, row: Row) -> bool:
    there = row["to_case_id"]
    admitted = not there or (
        there in who.open_files and who.admits(there, row["to_organisation_id"])
    )
    mine = who.is_me(row["requested_by_id"], row["organisation_id"]) and who.purpose == "cases"
    return mine and row["case_id"] in who.open_files and admitted


def _part(who: Who, row: Row) -> bool:
    asked = who.row("cases_disclosure", row["disclosure_id"])
    return night(who, row) or (asked is not None and _request(who, asked))


def passes_on(who: Who, contribution: Row, organisation: str) -> bool:
    """Its own, or released to it with leave to pass it on."""
    return contribution["organisation_id"] == organisation or any(
        r["contribution_id"] == contribution["id"]
        and r["organisation_id"] == organisation
        and r["may_pass_on"]
        and not r["withdrawn_at"]
        for r in who.rows("cases_release")
    )


def _names_item(who: Who, row: Row) -> bool:
    asked = who.row("cases_disclosure", row["disclosure_id"])
    told = who.row("cases_contribution", row["contribution_id"])
    if asked is None or told is None or row["case_id"] not in who.open_files:
        return False
    mine = who.is_me(asked["requested_by_id"], asked["organisation_id"])
    here = asked["case_id"] == row["case_id"] == told["case_id"]
    undecided = not _of(who, "cases_disclosuredecision", asked["id"])
    fits = told["category"] == row["category"] and passes_on(who, told, asked["organisation_id"])
    return mine and here and undecided and fits


def _advises(who: Who, row: Row) -> bool:
    asked = who.row("cases_disclosure", row["disclosure_id"])
    undecided = not _of(who, "cases_disclosuredecision", row["disclosure_id"])
    fits = asked is not None and asked["case_id"] == row["case_id"] and undecided
    return _officer(who) and row["given_by_id"] == who.user and fits


def _decides(who: Who, row: Row) -> bool:
    asked = who.row("cases_disclosure", row["disclosure_id"])
    if asked is None or row["case_id"] not in who.open_files & who.seated:
        return False
    regime = who.regime(row["case_id"])
    roles = {
        s["role"]
        for s in who.rows("cases_seat")
        if s["case_id"] == row["case_id"]
        and who.is_me(s["holder_id"], s["organisation_id"])
        and s["accepted_at"]
        and not s["ended_at"]
    }
    fits = (asked["case_id"], asked["requested_by_id"]) == (row["case_id"], row["requested_by_id"])
    mine = row["decided_by_id"] == who.user != row["requested_by_id"] and who.purpose == "cases"
    named = {i["category"] for i in _of(who, "cases_disclosureitem", asked["id"])}
    waits = row["granted"] and named & set(regime["advice_for"])
    advised = not waits or bool(_of(who, "cases_disclosureadvice", asked["id"]))
    told = not row["granted"] or settled(who, row["case_id"])
    return fits and mine and bool(roles & set(regime["decides"])) and advised and told


def handed(who: Who, row: Row) -> bool:
    """Did this cross to me? In a case only what my organisation takes part in it for."""
    asked = who.row("cases_disclosure", row["disclosure_id"])
    if asked is None or not _received(who, asked):
        return False
    there = asked["to_case_id"]
    return there is None or who.covers(there, who.organisation, row["category"])


def _crossed(who: Who, row: Row) -> bool:
    told = who.row("cases_contribution", row["contribution_id"])
    seen = told is not None and _part(who, row) and contribution_shows(who, told)
    return night(who, row) or handed(who, row) or seen


def contribution_shows(who: Who, row: Row) -> bool:
    """See `oracle_cases._contribution`: a worker's own, or released and covered."""
    if who.purpose != "cases" or row["case_id"] not in who.files:
        return False
    mine = who.organisation
    released = any(
        r["contribution_id"] == row["id"]
        and r["organisation_id"] == mine
        and r["withdrawn_at"] is None
        for r in who.rows("cases_release")
    )
    covered = released and who.covers(row["case_id"], mine, row["category"])
    return row["organisation_id"] == mine or covered


_SAME = (
    ("organisation_id", "owner_id"),
    ("nature", "nature"),
    ("category", "category"),
    ("source", "source"),
    ("text", "text"),
    ("about_date", "about_date"),
    ("document_id", "document_id"),
    ("case_id", "case_id"),
)


def _hands_over(who: Who, row: Row) -> bool:
    item = who.row("cases_disclosureitem", row["item_id"])
    told = who.row("cases_contribution", row["contribution_id"])
    asked = who.row("cases_disclosure", row["disclosure_id"])
    if item is None or told is None or asked is None or row["case_id"] not in who.open_files:
        return False
    names = ("disclosure_id", "case_id", "contribution_id")
    fits = all(item[name] == row[name] for name in names)
    said = all(told[there] == row[here] for there, here in _SAME)
    granted = any(
        d["granted"] and d["decided_by_id"] == who.user
        for d in _of(who, "cases_disclosuredecision", asked["id"])
    )
    told_all = settled(who, row["case_id"])
    return told_all and fits and said and granted and passes_on(who, told, asked["organisation_id"])


# -- emergency access -----------------------------------------------------------------------


def _steers(who: Who, case: str) -> bool:
    return case in who.seated and any(
        s["case_id"] == case
        and s["role"] == "procesregie"
        and who.is_me(s["holder_id"], s["organisation_id"])
        and s["accepted_at"]
        and not s["ended_at"]
        for s in who.rows("cases_seat")
    )


def _glass(who: Who, row: Row) -> bool:
    mine = who.is_me(row["user_id"], row["organisation_id"]) and who.purpose == "cases"
    return night(who, row) or mine or _steers(who, row["case_id"]) or _officer(who)


def _ends_early(who: Who, old: Row, new: Row) -> bool:
    now = who.world.read_at
    mine = who.is_me(old["user_id"], old["organisation_id"]) and who.purpose == "cases"
    lasts = not old["ended_at"] and datetime.fromisoformat(old["until"]) > now
    end = new["ended_at"]
    return mine and lasts and bool(end) and datetime.fromisoformat(end) <= now


def _review(who: Who, row: Row) -> bool:
    looked = who.row("cases_glass", row["glass_id"])
    return night(who, row) or (looked is not None and _glass(who, looked))


def _reviews(who: Who, row: Row) -> bool:
    looked = who.row("cases_glass", row["glass_id"])
    if looked is None or looked["case_id"] != row["case_id"] or looked["user_id"] == who.user:
        return False
    may = _officer(who) or _steers(who, row["case_id"])
    return bool(who.user) and row["reviewed_by_id"] == who.user and may


KNOWING = {
    "cases_disclosure": Rule(_request, _asks, delete=night),
    "cases_disclosureitem": Rule(_part, _names_item, delete=night),
    "cases_disclosureadvice": Rule(_part, _advises, delete=night),
    "cases_disclosuredecision": Rule(_part, _decides, delete=night),
    "cases_disclosed": Rule(_crossed, _hands_over, delete=night),
    **{
        table: Rule(
            lambda who, row: night(who, row) or row["case_id"] in who.files, never, delete=night
        )
        for table in ("cases_regimechange", "cases_regimerequest")
    },
    "cases_glass": Rule(_glass, never, _ends_early, night, columns("ended_at")),
    "cases_glassreview": Rule(_review, _reviews, delete=night),
}


def read_only(table: str, rule: Rule) -> Rule:
    """Nothing is written through the glass: a look is no seat."""

    def file_of(who: Who, row: Row) -> set[str]:
        if table == "people_identity":
            on = [i for i in who.rows("people_involvement") if i["person_id"] == row["person_id"]]
            return {i["file_id"] for i in on}
        name = "id" if table == "cases_case" else "case_id" if "case_id" in row else "file_id"
        return {row.get(name)}

    def comes_in(who: Who, row: Row) -> bool:
        shut = table not in ("cases_case", "people_identity") and file_of(who, row) & who.opened
        return not shut and rule.insert(who, row)

    def changes(who: Who, old: Row, new: Row) -> bool:
        return not file_of(who, old) & who.opened and rule.update(who, old, new)

    if table == "cases_glass":
        return rule
    return replace(rule, insert=comes_in, update=changes)
