"""The oracle for clocks: pauses, what was not done, and who was told. See `oracle.py`."""

from tests.wall.oracle import Rule, columns, night
from tests.wall.who import Row, Who

JOB = "cases.clocks"


def _here(who: Who, row: Row) -> bool:
    return night(who, row) or row["case_id"] in who.files


def _pauses(who: Who, row: Row) -> bool:
    return who.manages and row["by_id"] == who.user and row["case_id"] in who.open_files


def _resumes(who: Who, old: Row, new: Row) -> bool:
    return who.manages and old["ended_at"] is None and old["case_id"] in who.open_files


def _lapse(who: Who, row: Row) -> bool:
    """The municipality all of its cases, a partner its own; the job that notes them."""
    ours = who.municipality or row["organisation_id"] == who.organisation
    return night(who, row) or who.job == JOB or (ours and row["case_id"] in who.files)


def _noted(who: Who, row: Row) -> bool:
    return who.job == JOB


def _answers(who: Who, old: Row, new: Row) -> bool:
    """Once, in one's own name, while the case is open."""
    ours = who.municipality or old["organisation_id"] == who.organisation
    mine = bool(who.user) and new["answered_by_id"] == who.user
    here = who.purpose == "cases" and old["case_id"] in who.open_files
    return here and ours and mine and old["answered_at"] is None


def _notice(who: Who, row: Row) -> bool:
    ours = who.municipality and row["case_id"] in who.files
    return night(who, row) or who.job == JOB or ours


CLOCKS = {
    "cases_pause": Rule(_here, _pauses, _resumes, night, columns("ended_at")),
    "cases_lapse": Rule(
        _lapse, _noted, _answers, night, columns("answered_at answered_by_id how answer")
    ),
    "cases_notice": Rule(_notice, _noted, delete=night),
}
