"""The oracle for cases, people and the programme. See `oracle.py`."""

from tests.wall.oracle import NIGHT, Rule, always, columns, never, night
from tests.wall.oracle_council import COUNCIL
from tests.wall.oracle_duty import barred, opened, settled
from tests.wall.oracle_plan import serves
from tests.wall.oracle_steps import same_person
from tests.wall.oracle_writing import WRITING, agreed
from tests.wall.who import Row, Who

# -- cases ----------------------------------------------------------------------------------


def _opener(who: Who) -> bool:
    """Who may open a file: the desk out of a report, a process manager on their own."""
    return who.municipality and who.capacity in ("desk", "process_manager")


def _member(who: Who, row: Row) -> bool:
    return night(who, row) or row["case_id"] in who.files


def _worker(who: Who, row: Row) -> bool:
    """A member who works on cases: the mayor's briefing is no work on a case."""
    return night(who, row) or (who.purpose == "cases" and row["case_id"] in who.files)


def _open_here(who: Who, row: Row) -> bool:
    return row["case_id"] in who.open_files


def _case(who: Who, row: Row) -> bool:
    """The head: for members, and for who is invited and still asked to take a seat."""
    return night(who, row) or row["id"] in who.files | who.asked


def _opens(who: Who, row: Row) -> bool:
    if not who.municipality or not who.new_file(row["id"]):
        return False
    if who.row("reports_report", row["id"]):
        return False
    local = row["regime"] == "lokaal_avg"
    desk = local and (who.purpose, who.capacity, row["lifecycle"]) == ("reports", "desk", "signal")
    return desk or (
        (who.purpose, who.capacity, row["lifecycle"]) == ("cases", "process_manager", "triage")
    )


def _carries_on(who: Who, old: Row, new: Row) -> bool:
    may = who.municipality or old["id"] in who.seated
    return not old["closed_at"] and old["id"] in who.files and may


def _first_words(who: Who, row: Row) -> bool:
    return _opener(who) and who.new_file(row["case_id"])


def _edits(who: Who, old: Row, new: Row) -> bool:
    return who.municipality and who.purpose == "cases" and _open_here(who, old)


def _manages(who: Who, row: Row) -> bool:
    return who.manages and _open_here(who, row)


def _adds_partner(who: Who, row: Row) -> bool:
    return _manages(who, row) and who.admits(row["case_id"], row["organisation_id"])


def _manager_changes(who: Who, old: Row, new: Row) -> bool:
    return _manages(who, old)


def _seat(who: Who, row: Row) -> bool:
    asked = who.is_me(row["holder_id"], row["organisation_id"])
    return _member(who, row) or (asked and row["case_id"] in who.invitations)


def _takes_seat(who: Who, row: Row) -> bool:
    if _opener(who) and who.new_file(row["case_id"]) and row["role"] == "procesregie":
        return row["accepted_at"] is None or row["holder_id"] == who.user
    if _manages(who, row) and row["accepted_at"] is None:
        return True
    empty = row["holder_id"] is None and not row["household"]
    return empty and (_open_here(who, row) or row["case_id"] in who.invitations)


def _answers_seat(who: Who, old: Row, new: Row) -> bool:
    """The own seat while it lasts, on a case that one is on or asked for; or a manager."""
    mine = who.is_me(old["holder_id"], old["organisation_id"]) and not old["ended_at"]
    here = _open_here(who, old) or old["case_id"] in who.invitations
    return (mine and here) or _manages(who, old)


def _starts_clock(who: Who, row: Row) -> bool:
    return _open_here(who, row) or _first_words(who, row)


def _contribution(who: Who, row: Row) -> bool:
    if night(who, row) or not _worker(who, row):
        return night(who, row)
    released = any(
        r["contribution_id"] == row["id"]
        and r["organisation_id"] == who.organisation
        and r["withdrawn_at"] is None
        for r in who.rows("cases_release")
    )
    mine = who.organisation
    return row["organisation_id"] == mine or (
        released and who.covers(row["case_id"], mine, row["category"])
    )


def _ours(who: Who, contribution: str, case: str) -> bool:
    row = who.row("cases_contribution", contribution)
    return row is not None and (row["case_id"], row["organisation_id"]) == (case, who.organisation)


def _brings_in(who: Who, row: Row) -> bool:
    mine = who.is_me(row["author_id"], row["organisation_id"]) and who.purpose == "cases"
    corrected = row["correction_of_id"]
    return (
        mine
        and _open_here(who, row)
        and row["category"] in who.regime(row["case_id"]).get("categories", [])
        and (corrected is None or _ours(who, corrected, row["case_id"]))
    )


def _release(who: Who, row: Row) -> bool:
    if night(who, row) or not _worker(who, row):
        return night(who, row)
    to_us = row["organisation_id"] == who.organisation and row["withdrawn_at"] is None
    return to_us or row["owner_id"] == who.organisation


def _releases(who: Who, row: Row) -> bool:
    case = row["case_id"]
    return (
        who.purpose == "cases"
        and row["owner_id"] == who.organisation
        and row["released_by_id"] == who.user
        and case in who.open_files
        and _ours(who, row["contribution_id"], case)
        and settled(who, case)
        and who.covers(case, row["organisation_id"], _category(who, row))
    )


def _category(who: Who, release: Row) -> str:
    found = who.row("cases_contribution", release["contribution_id"]) or {"category": ""}
    return str(found["category"])


def _withdraws(who: Who, old: Row, new: Row) -> bool:
    return (
        who.purpose == "cases"
        and old["owner_id"] == who.organisation
        and old["case_id"] in who.open_files
    )


def _agrees(who: Who, row: Row) -> bool:
    for_us = row["organisation_id"] == who.organisation or who.municipality
    return (
        who.purpose == "cases"
        and _open_here(who, row)
        and row["added_by_id"] == who.user
        and for_us
        and serves(who, row)
        and who.takes_part(row["case_id"], row["organisation_id"])
    )


def _finishes(who: Who, old: Row, new: Row) -> bool:
    ours = old["organisation_id"] == who.organisation or who.municipality
    return who.purpose == "cases" and _open_here(who, old) and ours


def _evaluates(who: Who, row: Row) -> bool:
    may = who.municipality or row["case_id"] in who.seated
    return who.purpose == "cases" and row["author_id"] == who.user and _open_here(who, row) and may


def _steers(who: Who, row: Row) -> bool:
    return row["case_id"] in who.open_files & who.seated


def _asks(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["requested_by_id"] == who.user and _steers(who, row)


def _decides(who: Who, row: Row) -> bool:
    other = not same_person(who, row["requested_by_id"], who.user)
    return _steers(who, row) and who.user == row["decided_by_id"] and other


def _settles(who: Who, old: Row, new: Row) -> bool:
    return _steers(who, old) and not same_person(who, old["requested_by_id"], who.user)


def _closes(who: Who, row: Row) -> bool:
    return (
        who.manages
        and who.capacity == "process_manager"
        and row["closed_by_id"] == who.user
        and row["case_id"] in who.seated
    )


def _stops_clock(who: Who, old: Row, new: Row) -> bool:
    return _open_here(who, old)


CASES = {
    "cases_case": Rule(
        _case, _opens, _carries_on, night, columns("lifecycle phase purpose closed_at version")
    ),
    "cases_content": Rule(_member, _first_words, _edits, night, columns("title reason version")),
    "cases_participation": Rule(
        _member, _adds_partner, _manager_changes, night, columns("valid_until")
    ),
    "cases_seat": Rule(
        _seat,
        _takes_seat,
        _answers_seat,
        night,
        columns("accepted_at acceptance_recorded_by_id due_at ended_at ended_why"),
    ),
    "cases_clock": Rule(_member, _starts_clock, _stops_clock, night, columns("met_at due_at")),
    "cases_contribution": Rule(_contribution, _brings_in, delete=night),
    "cases_release": Rule(_release, _releases, _withdraws, night, columns("withdrawn_at")),
    "cases_action": Rule(
        _worker, _agrees, _finishes, night, columns("done_at result version due_at")
    ),
    "cases_evaluation": Rule(_member, _evaluates, delete=night),
    "cases_phaserequest": Rule(_member, _asks, _settles, night, columns("decided_at")),
    "cases_phasedecision": Rule(_member, _decides, delete=night),
    "cases_closing": Rule(_member, _closes, delete=night),
}

# -- people ---------------------------------------------------------------------------------


def _role(who: Who, row: Row) -> bool:
    return night(who, row) or row["file_id"] in who.files


def _ours_here(who: Who, row: Row) -> bool:
    return row["file_id"] in who.files and row["organisation_id"] == who.organisation


def _may_link(who: Who, row: Row) -> bool:
    """Someone new, or someone of my files whom nobody shields from me."""
    column = "person_id" if row.get("person_id") else "company_id"
    roles = [i for i in who.rows("people_involvement") if i[column] == row[column]]
    return not roles or any(
        i["organisation_id"] == who.organisation
        or not (i["shielded_identity"] or i["shielded_address"])
        for i in who.involved(**{column: row[column]})
    )


def _involves(who: Who, row: Row) -> bool:
    return _ours_here(who, row) and _may_link(who, row)


def _shields(who: Who, old: Row, new: Row) -> bool:
    return _ours_here(who, old)


def _person(who: Who, row: Row) -> bool:
    return night(who, row) or bool(who.involved(person_id=row["id"]))


def _company(who: Who, row: Row) -> bool:
    """A company's name is on its row: shielded, only who brought it in sees it."""
    return night(who, row) or any(
        not i["shielded_identity"] or i["organisation_id"] == who.organisation
        for i in who.involved(company_id=row["id"])
    )


def _brings(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and row["organisation_id"] == who.organisation


def _names(who: Who, row: Row) -> bool:
    return who.purpose == "cases" and _may_link(who, row)


def _identity(who: Who, row: Row) -> bool:
    """One name at a time, on purpose; shielded, only for who brought the person in."""
    if night(who, row):
        return True
    if barred(who, row["person_id"], place=False):
        return False
    return row["person_id"] == who.revealed and (
        opened(who, row["person_id"])
        or any(
            not i["shielded_identity"] or i["organisation_id"] == who.organisation
            for i in who.involved(person_id=row["person_id"])
        )
    )


def _corrects(who: Who, old: Row, new: Row) -> bool:
    return old["person_id"] == who.revealed and any(
        i["organisation_id"] == who.organisation for i in who.involved(person_id=old["person_id"])
    )


def _address(who: Who, row: Row) -> bool:
    if night(who, row):
        return True
    if barred(who, row["person_id"], place=True):
        return False
    return row["person_id"] == who.revealed and (
        opened(who, row["person_id"])
        or any(
            not (i["shielded_address"] or i["shielded_identity"])
            or i["organisation_id"] == who.organisation
            for i in who.involved(person_id=row["person_id"])
        )
    )


PEOPLE = {
    "people_involvement": Rule(
        _role, _involves, _shields, night, columns("role shielded_identity shielded_address")
    ),
    "people_person": Rule(_person, _brings, delete=night),
    "people_company": Rule(_company, _brings, delete=night),
    "people_identity": Rule(
        _identity,
        _names,
        _corrects,
        night,
        columns("id person_id name born born_precision version"),
    ),
    "people_address": Rule(_address, _names, delete=night),
}

# -- the programme --------------------------------------------------------------------------


def _planner(who: Who, row: Row) -> bool:
    return who.purpose == "programme" or who.job == "programme.import"


def _replans(who: Who, old: Row, new: Row) -> bool:
    return _planner(who, old)


def _incoming(who: Who, row: Row) -> bool:
    return _planner(who, row) or who.job == NIGHT


def _brings_in(who: Who, row: Row) -> bool:
    return who.purpose == "programme" and row["state"] != "stored"


def _goes_on(who: Who, old: Row, new: Row) -> bool:
    return _planner(who, old) and old["state"] != "stored"


def _drops(who: Who, row: Row) -> bool:
    return who.job == NIGHT or (who.purpose == "programme" and row["state"] != "stored")


def _file(who: Who, row: Row) -> bool:
    return _incoming(who, row)


def _adds_file(who: Who, row: Row) -> bool:
    held = who.row("programme_figureimport", row["figure_import_id"])
    return held is not None and _brings_in(who, held)


def _exact(who: Who, row: Row) -> bool:
    jobs = ("programme.measure", "programme.open", NIGHT)
    return who.purpose == "statistics" or who.job in jobs


def _measures(who: Who, row: Row) -> bool:
    return who.job == "programme.measure"


def _opens(who: Who, row: Row) -> bool:
    """Who opens a paper inside; no person, not even for statistics."""
    return who.job in ("programme.open", NIGHT)


def _keeps_secret(who: Who, row: Row) -> bool:
    cell = who.row("programme_cell", row["cell_id"])
    return who.job == "programme.measure" and cell is not None and cell["withheld"] != ""


def _publishes_key(who: Who, row: Row) -> bool:
    return who.purpose == "programme"


def _paper(who: Who, row: Row) -> bool:
    return who.purpose in ("programme", "council", "briefing")


def _begins_paper(who: Who, row: Row) -> bool:
    return who.purpose == "programme" and row["status"] == "draft"


def _changes_paper(who: Who, old: Row, new: Row) -> bool:
    """Who works on the plan, until it is adopted; the clerk records that, as it was shared."""
    if who.purpose == "programme":
        shared = new["shared_edition_id"]
        own = who.row("programme_edition", shared) or {"paper_id": None}
        fits = (shared is None or own["paper_id"] == old["id"]) and agreed(who, new)
        return fits and old["status"] != "adopted" and new["status"] != "adopted"
    clerk = who.capacity == "clerk" and who.purpose == "council"
    adopts = old["status"] == "shared" and new["status"] == "adopted"
    return clerk and adopts and new["adopted_edition_id"] == old["shared_edition_id"]


def _edition(who: Who, row: Row) -> bool:
    """All of them for who works on papers; for everyone the one that was shared."""
    paper = who.row("programme_councilpaper", row["paper_id"])
    pinned = paper is not None and row["id"] in (
        paper["shared_edition_id"],
        paper["adopted_edition_id"],
    )
    return pinned or _paper(who, row)


def _composes(who: Who, row: Row) -> bool:
    paper = who.row("programme_councilpaper", row["paper_id"])
    return who.purpose == "programme" and paper is not None and paper["status"] != "adopted"


def _binding(who: Who, row: Row) -> bool:
    edition = who.row("programme_edition", row["edition_id"])
    return edition is not None and _edition(who, edition)


def _binds(who: Who, row: Row) -> bool:
    """The figures of an edition that nobody was shown yet."""
    edition = who.row("programme_edition", row["edition_id"])
    if edition is None or not _composes(who, edition):
        return False
    paper = who.row("programme_councilpaper", edition["paper_id"])
    return paper is not None and paper["shared_edition_id"] != edition["id"]


def _draws(who: Who, row: Row) -> bool:
    return bool(who.kind) and who.kind != "key"


def _releases(who: Who, row: Row) -> bool:
    """The job that counts; who works on the plan, of an edition of a paper."""
    if row["channel"] != "paper":
        return who.job == "programme.measure"
    edition = who.row("programme_edition", row["edition_id"])
    return who.purpose == "programme" and not row["refused"] and edition is not None


def _says(who: Who, row: Row) -> bool:
    """The job that counts; in a paper only what was said before."""
    release = who.row("programme_release", row["release_id"])
    if release is None:
        return False
    if release["channel"] != "paper":
        return who.job == "programme.measure"
    words = ("name", "period", "part", "amount", "least", "withheld")
    said = [[one[word] for word in words] for one in who.rows("programme_cell")]
    return who.purpose == "programme" and [row[word] for word in words] in said


PROGRAMME = {
    "programme_release": Rule(always, _releases),
    "programme_cell": Rule(always, _says),
    "programme_snapshot": Rule(always, _planner),
    "programme_entry": Rule(
        always,
        _planner,
        _replans,
        columns=columns("current ended_at position snapshot_id"),
    ),
    "programme_observation": Rule(
        always,
        _planner,
        _replans,
        columns=columns(
            "id indicator measure period starts_on ends_on area amount scale bound low high"
            " missing status definition note sources version current snapshot_id made_at"
        ),
    ),
    "programme_definition": Rule(always, _planner),
    "programme_figureimport": Rule(
        _incoming,
        _brings_in,
        _goes_on,
        _drops,
        columns("id name state recipe found summary problem done total made_at changed_at"),
    ),
    "programme_importfile": Rule(_file, _adds_file, delete=_file),
    "programme_chartimage": Rule(always, _draws),
    "programme_tallyrun": Rule(_exact, _measures, delete=night),
    "programme_tally": Rule(_exact, _measures, delete=night),
    "programme_opening": Rule(_opens, _keeps_secret, delete=night),
    "programme_signingkey": Rule(always, _publishes_key),
    "programme_councilpaper": Rule(
        _paper,
        _begins_paper,
        _changes_paper,
        never,
        columns("title status text version changed_at shared_edition_id adopted_edition_id"),
    ),
    **COUNCIL,
    **WRITING,
    "programme_edition": Rule(_edition, _composes),
    "programme_binding": Rule(_binding, _binds),
}
