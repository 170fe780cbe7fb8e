"""The oracle for plans, agreements, scores and drafts. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.oracle_duty import settled
from tests.wall.who import Row, Who


def _member(who: Who, row: Row) -> bool:
    return night(who, row) or row["case_id"] in who.files


def _municipal(who: Who, row: Row) -> bool:
    """The municipality's people on the case, who work on cases."""
    return who.municipality and who.purpose == "cases" and row["case_id"] in who.files


def _shared(who: Who, row: Row, column: str) -> bool:
    """Shared, this very one, with my organisation, on a case that I am on."""
    return (
        who.purpose == "cases"
        and row["case_id"] in who.files
        and any(
            s[column] == row["id"]
            and s["organisation_id"] == who.organisation
            and s["withdrawn_at"] is None
            for s in who.rows("cases_planshare")
        )
    )


def goal(who: Who, row: Row | None) -> bool:
    if row is None:
        return False
    return night(who, row) or _municipal(who, row) or _shared(who, row, "goal_id")


def _agreement(who: Who, row: Row | None) -> bool:
    if row is None:
        return False
    return night(who, row) or _municipal(who, row) or _shared(who, row, "agreement_id")


def _view(who: Who, row: Row) -> bool:
    return night(who, row) or _municipal(who, row)


def _manages(who: Who, row: Row) -> bool:
    return who.manages and row["case_id"] in who.open_files


def _in_the_making(who: Who, row: Row) -> bool:
    """A manager, in a version of the same case that nobody settled."""
    plan = who.row("cases_plan", row["plan_id"])
    fits = plan is not None and plan["case_id"] == row["case_id"] and not plan["settled_at"]
    return _manages(who, row) and fits


def _changes(who: Who, old: Row, new: Row) -> bool:
    return _in_the_making(who, old)


def _begins(who: Who, row: Row) -> bool:
    mine = row["begun_by_id"] == who.user and not row["settled_at"]
    return _manages(who, row) and mine


def _settles(who: Who, old: Row, new: Row) -> bool:
    signed = not new["settled_at"] or new["settled_by_id"] == who.user
    return _manages(who, old) and not old["settled_at"] and signed


def _records(who: Who, row: Row) -> bool:
    return _in_the_making(who, row) and row["recorded_by_id"] == who.user


def _records_anew(who: Who, old: Row, new: Row) -> bool:
    return _in_the_making(who, old) and new["recorded_by_id"] == who.user


def _owner(who: Who, row: Row) -> bool:
    return night(who, row) or _agreement(who, who.row("cases_agreement", row["agreement_id"]))


def _gives(who: Who, row: Row) -> bool:
    fits = who.row("cases_agreement", row["agreement_id"]) or {"case_id": ""}
    return (
        _manages(who, row)
        and row["given_by_id"] == who.user
        and fits["case_id"] == row["case_id"]
        and who.takes_part(row["case_id"], row["organisation_id"])
    )


def _manager_changes(who: Who, old: Row, new: Row) -> bool:
    return _manages(who, old)


def _share(who: Who, row: Row) -> bool:
    if night(who, row) or _municipal(who, row):
        return True
    ours = row["organisation_id"] == who.organisation and row["withdrawn_at"] is None
    return who.purpose == "cases" and row["case_id"] in who.files and ours


def _shares(who: Who, row: Row) -> bool:
    table = "cases_goal" if row["goal_id"] else "cases_agreement"
    thing = who.row(table, row["goal_id"] or row["agreement_id"]) or {"case_id": ""}
    return (
        _manages(who, row)
        and row["shared_by_id"] == who.user
        and thing["case_id"] == row["case_id"]
        and who.takes_part(row["case_id"], row["organisation_id"])
        and settled(who, row["case_id"])
    )


def _score(who: Who, row: Row) -> bool:
    return night(who, row) or goal(who, who.row("cases_goal", row["goal_id"]))


def _scores(who: Who, row: Row) -> bool:
    """Of a goal that one sees, at an evaluation of one's own, both of this open case."""
    scored = who.row("cases_goal", row["goal_id"])
    held = who.row("cases_evaluation", row["evaluation_id"])
    if scored is None or held is None or row["case_id"] not in who.open_files:
        return False
    here = {scored["case_id"], held["case_id"]} == {row["case_id"]}
    return here and goal(who, scored) and bool(held["author_id"] == who.user)


def serves(who: Who, action: Row) -> bool:
    """An action serves no goal, or one of its own case that who agrees on it sees."""
    if action["goal_id"] is None:
        return True
    served = who.row("cases_goal", action["goal_id"])
    return goal(who, served) and served is not None and served["case_id"] == action["case_id"]


def _typing(who: Who, row: Row) -> bool:
    """One's own, and on a case only while one is on it."""
    mine = who.is_me(row["user_id"], row["organisation_id"])
    return mine and (row["case_id"] is None or row["case_id"] in who.files)


def _unsent(who: Who, row: Row) -> bool:
    return _typing(who, row) and row["sent_at"] is None


PLAN = {
    "cases_plan": Rule(
        _member, _begins, _settles, night, columns("settled_by_id settled_at version")
    ),
    "cases_householdview": Rule(
        _view,
        _records,
        _records_anew,
        night,
        columns("text consent reason spoken_on recorded_by_id recorded_at version"),
    ),
    "cases_goal": Rule(
        goal,
        _in_the_making,
        _changes,
        night,
        columns("domain text see position dropped version"),
    ),
    "cases_agreement": Rule(
        _agreement,
        _in_the_making,
        _changes,
        night,
        columns("sign step calls valid_until position dropped version"),
    ),
    "cases_agreementowner": Rule(_owner, _gives, _manager_changes, night, columns("until")),
    "cases_planshare": Rule(_share, _shares, _manager_changes, night, columns("withdrawn_at")),
    "cases_goalscore": Rule(_score, _scores, delete=night),
    "cases_draft": Rule(
        lambda who, row: night(who, row) or _typing(who, row),
        _typing,
        lambda who, old, new: _unsent(who, old),
        lambda who, row: night(who, row) or _unsent(who, row),
        columns("body saved_at sent_at"),
    ),
}

_THEN = "2026-01-01T00:00:00+00:00"
CHANGES = {
    "cases_plan": [
        {"settled_at": _THEN, "settled_by_id": "me"},
        {"settled_at": _THEN, "settled_by_id": "=begun_by_id"},
    ],
    "cases_householdview": [{"recorded_by_id": "me"}, {"consent": "yes"}],
    "cases_goal": [{"text": "x"}],
    "cases_draft": [{"sent_at": _THEN}],
}
