"""A slow, independent oracle: what may this acting do with this row?

Written from what the wall promises (architecture §4, the names of the policies, the domain),
over plain rows, without SQL and without importing rules or queries of the modules. Where the
database answers otherwise, one of the two is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.wall.who import Row, Who, not_over

Test = Callable[[Who, Row], bool]
# before, after
Change = Callable[[Who, Row, Row], bool]
NIGHT = "retention.run"


def never(who: Who, row: Row) -> bool:
    return False


def always(who: Who, row: Row) -> bool:
    return True


def unchanged(who: Who, old: Row, new: Row) -> bool:
    return False


def night(who: Who, row: Row) -> bool:
    return who.job == NIGHT


@dataclass(frozen=True)
class Rule:
    """What may be done with the rows of one table. `columns` are those that may change."""

    select: Test
    insert: Test = never
    update: Change = unchanged
    delete: Test = never
    columns: frozenset[str] = frozenset()


def columns(names: str) -> frozenset[str]:
    return frozenset(names.split())


# -- the trail ------------------------------------------------------------------------------

_CHECKS = ("audit.seal", "audit.verify", "audit.close")


def _trail(who: Who, row: Row) -> bool:
    return who.purpose == "privacy" or who.job in _CHECKS


def _entry(who: Who, row: Row) -> bool:
    mine = row["object_kind"] in ("case", "file") and row["object_id"] in who.files
    return _trail(who, row) or mine


def _leaves_trace(who: Who, row: Row) -> bool:
    """Every acting of the closed list."""
    return bool(who.kind)


def _signs(who: Who, row: Row) -> bool:
    """Who acts, in its own name; also one that just ended, for its refusal."""
    signed = [row["user_id"], row["organisation_id"], row["capacity"], row["purpose"]]
    if not who.kind or row["acting_kind"] != who.kind:
        return False
    if who.kind == "assignment":
        task = who.row("access_assignment", who.assignment)
        names = ("user_id", "organisation_id", "capacity", "purpose")
        return task is not None and signed == [task[name] for name in names]
    aims = {"job": {row["purpose"]}, "resident": {"reports", "programme"}, "key": {"reports"}}
    return signed[:3] == [None, None, ""] and signed[3] in aims.get(who.kind, {""})


def _sealing(who: Who, row: Row) -> bool:
    return who.job in ("audit.seal", "audit.verify")


AUDIT = {
    "audit_entry": Rule(_entry, _signs),
    "audit_processing": Rule(lambda who, row: who.purpose == "privacy", _leaves_trace),
    "audit_seal": Rule(_trail, lambda who, row: who.job == "audit.seal"),
    "audit_closed_month": Rule(_trail),
    "audit_unsealed": Rule(_sealing, delete=_sealing),
}

# -- access ---------------------------------------------------------------------------------


def _administrator(who: Who, row: Row) -> bool:
    return who.administrator


def _administrator_changes(who: Who, old: Row, new: Row) -> bool:
    return who.administrator


def _own_party(who: Who, row: Row) -> bool:
    return who.municipality or (bool(who.user) and row["organisation_id"] == who.organisation)


def _known_person(who: Who, row: Row) -> bool:
    """The municipality knows everyone; a partner its own people and those on its files."""
    if who.municipality or not who.user:
        return who.municipality
    colleagues = {
        a["user_id"]
        for a in who.rows("access_assignment")
        if a["organisation_id"] == who.organisation
    }
    mine = who.files | who.invitations
    beside = {m["user_id"] for m in who.rows("access_membership") if m["file_id"] in mine}
    return row["user_id"] in colleagues | beside


def _on_a_file(who: Who, row: Row) -> bool:
    return row["file_id"] in who.files or who.is_me(row["user_id"], row["organisation_id"])


def _joins(who: Who, row: Row) -> bool:
    """Managers add to their files; a new file gets its first member from who opens it.

    Never people of an organisation that the regime of the case does not admit.
    """
    if not who.admits(row["file_id"], row["organisation_id"]):
        return False
    if who.manages and row["file_id"] in who.files:
        return True
    if not who.new_file(row["file_id"]) or not who.row("cases_case", row["file_id"]):
        return False
    if who.municipality and who.purpose == "reports" and who.capacity == "desk":
        return True
    opens = who.municipality and who.purpose == "cases" and who.capacity == "process_manager"
    return opens and row["user_id"] == who.user


def _answers_or_ends(who: Who, old: Row, new: Row) -> bool:
    """Managers on their files; everyone the own membership, but never one that is over.

    For oneself only yes to an invitation, and an earlier end: managers too.
    """
    ends = who.manages and old["file_id"] in who.files
    mine = who.is_me(old["user_id"], old["organisation_id"])
    if old["user_id"] == who.user and (new["invited"] > old["invited"] or _ends(new) > _ends(old)):
        return False
    return ends or (mine and not_over(old, who.world.read_at))


def _ends(row: Row) -> datetime:
    return _moment(row["valid_until"] or "9999-12-31T00:00:00+00:00")


ACCESS = {
    "access_profile": Rule(
        lambda who, row: _known_person(who, row) or night(who, row),
        _administrator,
        _administrator_changes,
        columns=columns("id user_id name persona"),
    ),
    "access_organisation": Rule(
        lambda who, row: bool(who.user),
        _administrator,
        _administrator_changes,
        columns=columns("id name kind"),
    ),
    "access_agreement": Rule(
        _own_party,
        _administrator,
        _administrator_changes,
        columns=columns("id organisation_id title reference valid_from valid_until"),
    ),
    "access_assignment": Rule(
        lambda who, row: _own_party(who, row) or night(who, row),
        _administrator,
        _administrator_changes,
        columns=columns("id user_id organisation_id capacity purpose area valid_from valid_until"),
    ),
    "access_membership": Rule(
        lambda who, row: _on_a_file(who, row) or night(who, row),
        _joins,
        _answers_or_ends,
        night,
        columns("invited valid_until"),
    ),
    "access_invitation": Rule(
        lambda who, row: who.administrator or night(who, row), _administrator, delete=night
    ),
    "access_token": Rule(
        lambda who, row: who.administrator or night(who, row),
        update=_administrator_changes,
        delete=night,
        columns=columns("ends_at"),
    ),
}

# -- terms ----------------------------------------------------------------------------------


def _officer(who: Who, row: Row) -> bool:
    return who.municipality and who.purpose == "privacy"


def _overseers(who: Who, row: Row) -> bool:
    return night(who, row) or (who.municipality and who.purpose in ("privacy", "administration"))


def _hold(who: Who, row: Row) -> bool:
    return _officer(who, row) or night(who, row) or row["object_id"] in who.files


def _places_hold(who: Who, row: Row) -> bool:
    may = _officer(who, row) or (who.municipality and row["object_id"] in who.files)
    return may and row["placed_by"] == who.user


def _lifts(who: Who, old: Row, new: Row) -> bool:
    return _officer(who, old) and new["lifted_by"] == who.user


def _put_forward(who: Who, key: object) -> bool:
    return any(row["list_id"] == key for row in who.rows("retention_proposal"))


def _list(who: Who, row: Row) -> Row:
    return next(r for r in who.rows("retention_list") if r["id"] == row["list_id"])


def _over(row: Row) -> bool:
    return row["ended_at"] is not None


def _two(who: Who) -> bool:
    return who.municipality and who.purpose in ("privacy", "administration")


def _puts_forward(who: Who, row: Row) -> bool:
    mine = row["proposed_by"] == who.user and row["proposed_as"] == who.capacity
    return _two(who) and mine and row["decided_by"] is None


def _decides(who: Who, old: Row, new: Row) -> bool:
    open_ = old["decided_by"] is None and old["proposed_by"] != who.user
    mine = new["decided_by"] == who.user and new["decided_as"] == who.capacity
    return _two(who) and open_ and mine


RETENTION = {
    "retention_hold": Rule(
        _hold,
        _places_hold,
        _lifts,
        lambda who, row: night(who, row) and row["lifted_at"] is not None,
        columns("lifted_at lifted_by"),
    ),
    "retention_run": Rule(
        _overseers,
        night,
        lambda who, old, new: night(who, old),
        night,
        columns("finished_at removed failed"),
    ),
    "retention_plan": Rule(_overseers, night, delete=night),
    "retention_certificate": Rule(_overseers, night),
    "retention_erasure": Rule(night, night, delete=night),
    "retention_list": Rule(
        _overseers,
        night,
        lambda who, old, new: night(who, old),
        lambda who, row: night(who, row) and (not _put_forward(who, row["id"]) or _over(row)),
        columns("ended_at"),
    ),
    "retention_item": Rule(
        _overseers,
        lambda who, row: night(who, row) and not _put_forward(who, row["list_id"]),
        lambda who, old, new: night(who, old),
        lambda who, row: (
            night(who, row) and (not _put_forward(who, row["list_id"]) or _over(_list(who, row)))
        ),
        columns("off_at off_because removed_at"),
    ),
    "retention_proposal": Rule(
        _overseers,
        _puts_forward,
        _decides,
        lambda who, row: night(who, row) and _over(_list(who, row)),
        columns("decided_by decided_as decided_at approved reason"),
    ),
}

# -- reports, with their documents and messages --------------------------------------------


def sees_report(who: Who, row: Row | None) -> bool:
    """The desk within its area, the resident with the code, the municipality on its file."""
    if row is None:
        return False
    if who.desk and who.area in ("", row["wijk_code"], row["buurt_code"]):
        return True
    if who.token and row["token_hash"] == who.token:
        return True
    from tests.wall.oracle_exchange import is_stock

    mails = who.job == "reports.mail" and row["door"] == "confidential"
    works = works_on_file(who, row) or night(who, row)
    return works or bool(mails) or is_stock(who, row)


def works_on_file(who: Who, report: Row) -> bool:
    return who.municipality and any(
        h["report_id"] == report["id"] and h["file_id"] in who.files
        for h in who.rows("reports_handover")
    )


def _its_report(who: Who, row: Row) -> Row | None:
    return who.row("reports_report", row["report_id"])


def _part(who: Who, row: Row) -> bool:
    return sees_report(who, _its_report(who, row))


def _of_the_desk(who: Who, row: Row) -> bool:
    return not who.token and _part(who, row)


def _told(who: Who, row: Row) -> bool:
    """The resident tells; or the desk takes down what a caller tells, until someone reads it."""
    report = _its_report(who, row)
    if report is None or not sees_report(who, report):
        return False
    from tests.wall.oracle_exchange import is_stock

    if who.token or who.job:
        return bool(who.token) or is_stock(who, report)
    return who.desk and report["source"] != "site" and bool(report["state"] == "received")


def _thinks(who: Who, row: Row) -> bool:
    """The resident, of an answer that stands."""
    report = _its_report(who, row) or {}
    return bool(who.token) and _part(who, row) and report["state"] == "answered"


def _changes_report(who: Who, old: Row, new: Row) -> bool:
    if who.job or not sees_report(who, old):
        return False
    if not who.token:
        return True
    return _kept(old, new) and _turns(who, old, new)


def _kept(old: Row, new: Row) -> bool:
    """Nothing that is the desk's to decide, and one version further."""
    names = ("category_id", "assigned_to_id", "team_id", "urgent", "formal")
    one_on = bool(new["version"] == old["version"] + 1)
    return one_on and all(new[name] == old[name] for name in names)


def _turns(who: Who, old: Row, new: Row) -> bool:
    """The resident withdraws, answers a question, says that a hidden report is one, or opens an
    answered report again.
    """
    same = (new["result"], new["read_due_at"]) == (old["result"], old["read_due_at"])
    if new["state"] == "withdrawn":
        same = same and new["answer_due_at"] == old["answer_due_at"]
        return same and bool(old["due_at"]) and new["due_at"] is None and bool(new["closed_at"])
    if new["closed_at"]:
        return False
    due, moments = new["due_at"], (new["read_due_at"], new["answer_due_at"])
    if (old["state"], new["state"]) == ("waiting_reporter", "working"):
        return same and due == moments[1] and _moment(due) >= _moment(old["answer_due_at"])
    if (old["state"], new["state"]) == ("hidden", "reading"):
        return same and new["answer_due_at"] == old["answer_due_at"] and due == moments[0]
    now = who.world.read_at
    ahead = all(_moment(text) > now for text in moments)
    reopens = (old["state"], new["state"], new["result"]) == ("answered", "reading", "")
    return reopens and ahead and bool(due == moments[0])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _taken_back(who: Who, row: Row) -> bool:
    from tests.wall.oracle_exchange import taken_back

    return taken_back(who, row)


def _removes(who: Who, row: Row) -> bool:
    return _taken_back(who, {"report_id": row["id"]})


def _event(who: Who, row: Row) -> bool:
    from tests.wall.oracle_exchange import is_stock

    if is_stock(who, _its_report(who, row)):
        return row["by_id"] is None and row["kind"] == "received" and _part(who, row)
    if who.job == "messages.returned":
        return row["by_id"] is None and row["kind"] == "returned"
    if who.token:
        mine = ("received", "replied", "reopened", "withdrawn", "consent")
        return row["by_id"] is None and row["kind"] in mine and _part(who, row)
    return bool(who.user) and row["by_id"] == who.user and _part(who, row)


def _writes(who: Who, row: Row) -> bool:
    if who.token:
        return bool(row["from_resident"]) and _part(who, row)
    mine = bool(who.user) and row["by_id"] == who.user
    return mine and not row["from_resident"] and _part(who, row)


def _reports(who: Who, row: Row) -> bool:
    """A resident the own report; the desk what came in by phone, counter or mail in its area."""
    from tests.wall.oracle_exchange import may_come

    if not may_come(who, row):
        return False
    if row["assigned_to_id"] is not None:
        return False
    if who.job:
        return row["source"] == "import" and bool(row["version"] == 1)
    if row["state"] != "received":
        return False
    if who.token:
        return bool(row["token_hash"] == who.token)
    mine = who.desk and who.area in ("", row["wijk_code"], row["buurt_code"])
    return mine and bool(row["source"] != "site")


def _hands_over(who: Who, row: Row) -> bool:
    return who.desk and row["by_id"] == who.user and _part(who, row)


def _closes_contact(who: Who, old: Row, new: Row) -> bool:
    return _part(who, old)


REPORTS = {
    "reports_report": Rule(
        sees_report,
        _reports,
        _changes_report,
        _removes,
        columns(
            "category_id state result read_due_at answer_due_at due_at closed_at"
            " planned_for assigned_to_id team_id urgent formal version"
        ),
    ),
    "reports_content": Rule(_part, _told, delete=_taken_back),
    "reports_place": Rule(_part, _told, delete=_taken_back),
    "reports_contact": Rule(_part, _told, _closes_contact, _taken_back, columns("closed_at")),
    "reports_event": Rule(_of_the_desk, _event, delete=_taken_back),
    "reports_message": Rule(_part, _writes, delete=night),
    "reports_opinion": Rule(_part, _thinks, delete=night),
    "reports_handover": Rule(_of_the_desk, _hands_over, delete=night),
}


def _desk_of(who: Who, report: str) -> bool:
    """Does this acting, at the desk, handle this report?"""
    row = who.row("reports_report", report)
    return who.desk and ((row is None and not who.area) or sees_report(who, row))


_DOCUMENT_JOBS = ("documents.scan", "documents.rescan", "documents.sweep", NIGHT)


def _document(who: Who, row: Row) -> bool:
    if row["holder"] == "report" and who.job == "reports.import":
        return sees_report(who, who.row("reports_report", row["file_id"]))
    if who.job in _DOCUMENT_JOBS or (who.token and row["token_hash"] == who.token):
        return True
    if row["holder"] == "case":
        mine = row["organisation_id"] == who.organisation
        return _handed(who, row) or (
            who.purpose == "cases" and row["file_id"] in who.files and (mine or _released(who, row))
        )
    return _desk_of(who, row["file_id"])


def _handed(who: Who, document: Row) -> bool:
    """Did it cross to me by a disclosure?"""
    from tests.wall.oracle_knowing import handed

    return any(
        handed(who, h) for h in who.rows("cases_disclosed") if h["document_id"] == document["id"]
    )


def _released(who: Who, document: Row) -> bool:
    """Did who brought the document release words with it to my organisation?"""
    categories = {c["id"]: c["category"] for c in who.rows("cases_contribution")}
    words = {
        c["id"]
        for c in who.rows("cases_contribution")
        if c["document_id"] == document["id"]
        and c["case_id"] == document["file_id"]
        and c["organisation_id"] == document["organisation_id"]
    }
    return any(
        r["contribution_id"] in words
        and r["organisation_id"] == who.organisation
        and r["withdrawn_at"] is None
        and who.covers(document["file_id"], who.organisation, categories[r["contribution_id"]])
        for r in who.rows("cases_release")
    )


def _adds_document(who: Who, row: Row) -> bool:
    if who.token:
        mine = row["organisation_id"] is None and row["token_hash"] == who.token
        report = who.row("reports_report", row["file_id"])
        return row["holder"] == "report" and mine and sees_report(who, report)
    if row["token_hash"] or not who.user or row["organisation_id"] != who.organisation:
        return False
    if row["holder"] == "case":
        works = who.purpose == "cases" and row["file_id"] in who.open_files
        return works or (who.desk and _handed_over(who, row["file_id"]))
    return who.desk and sees_report(who, who.row("reports_report", row["file_id"]))


def _handed_over(who: Who, file: str) -> bool:
    """Did a report that this acting sees become part of this file?"""
    return any(
        h["file_id"] == file and sees_report(who, who.row("reports_report", h["report_id"]))
        for h in who.rows("reports_handover")
    )


def _scans(who: Who, old: Row, new: Row) -> bool:
    return who.job in ("documents.scan", "documents.rescan")


def _message(who: Who, row: Row) -> bool:
    if who.job in ("messages.send", "messages.due", "messages.returned", NIGHT):
        return True
    if row["purpose"] == "reports" and _desk_of(who, row["about_id"]):
        return True
    mine = bool(who.user) and row["organisation_id"] == who.organisation
    return mine and row["about_id"] in who.files


def _writes_message(who: Who, row: Row) -> bool:
    """Whoever really acts, for the own organisation; the public and nobody do not."""
    return bool(who.user or who.token or who.job) and row["organisation_id"] == (
        who.organisation or None
    )


def _sends(who: Who, old: Row, new: Row) -> bool:
    if who.job == "messages.send":
        return True
    if who.job == "messages.returned":
        return bool(old["state"] == "sent" and new["state"] == "failed")
    return (
        not who.job
        and old["state"] == "failed"
        and new["state"] == "waiting"
        and _message(who, old)
    )


LETTERS = {
    "documents_document": Rule(
        _document,
        _adds_document,
        _scans,
        night,
        columns("state scanned_at key address small_address original_address"),
    ),
    "messages_message": Rule(
        _message,
        _writes_message,
        _sends,
        night,
        columns("state attempts next_try last_answer sent_at"),
    ),
}
