"""Faults that change nothing: something else already says the same. They are tried all the same,
and one that a test does find is wrong here."""

import re
from dataclasses import dataclass

from tests.proofs.mutants.clauses import Mutant

_MUNICIPALITY = "without (SELECT acting_is_municipality() AS acting_is_municipality)"
_OURS = "without s.organisation_id = (SELECT acting_organisation() AS acting_organisation)"
# In the words of the catalog: a purpose, or a capacity, that no partner can have.
_NO_PARTNER = re.compile(
    r"acting_purpose\(\) AS acting_purpose\) = '(?!cases')\w+'"
    r"|acting_capacity\(\) AS acting_capacity\) = '(?!partner')\w+'"
)
_SHARES = "of what is shared a partner sees only what is shared with it; who sees more is of the"
_SHARES += " municipality, and sees all goals and agreements"

_HOLDER = "nobody may change who holds a seat, so what it asks before is what it asks after"


@dataclass(frozen=True)
class Equal:
    """Which faults, by table, words in the name of the policy, and what was done; and why.

    Table and what was done are regular expressions that fit as a whole.
    """

    table: str
    policy: str
    what: str
    why: str

    def names(self, fault: Mutant) -> bool:
        one = fault.policy
        mine = re.fullmatch(self.table, one.table) and self.policy in one.name
        return bool(mine and re.fullmatch(self.what, fault.what))


_SAME = re.escape
_CASES = _SAME("without (SELECT acting_purpose() AS acting_purpose) = CAST('cases' AS text)")
_OPEN = _SAME("without case_id IN (SELECT cases_open_files() AS cases_open_files)")
_BOTH = "its check asks the same, of who acts and of what nobody may change"
_USED = "what it asks before is the same, of who acts and of what nobody may change"

ONE_BY_ONE = (
    Equal("cases_goal", "shared with my organisation", _SAME(_OURS), _SHARES),
    Equal("cases_agreement", "my organisation is named", _SAME(_OURS), _SHARES),
    Equal(
        "cases_data(item|text)", "we write", f"check: {_CASES}",
        "which requests lie with my organisation is asked for cases only (cases_duty_parts)",
    ),
    Equal(
        "cases_datapart", "it is a person of this case", "check: without .*acting_manages.*",
        "of those who handle requests only a process manager is on a case",
    ),
    Equal("cases_datarequest", "goes on with them", "without .*cases_duty_handles.*", _BOTH),
    Equal("cases_datarequest", "goes on with them", "check: without .*cases_duty_handles.*", _USED),
    Equal("cases_seat", "answers for their own seat", "check: always", _HOLDER),
    Equal(
        "cases_seat", "answers for their own seat",
        _SAME("without holder_id = (SELECT acting_user() AS acting_user)"), _HOLDER,
    ),
    Equal(
        "cases_seat", "whoever opens a case", _SAME(f"check: {_MUNICIPALITY}"),
        "the capacities that it names are of the municipality alone (access_in_force)",
    ),
    Equal(
        "cases_postponement", "another one with a mandate", "check: without granted IS NOT NULL",
        "what is judged is granted or not, by a constraint (postponement_is_judged_as_a_whole)",
    ),
    # What is open and not judged a member may end, so that its rule lets the row through as well.
    Equal(
        "cases_postponement", "another one with a mandate",
        r"without granted IS NULL|without asked_by_id .*|(without )?\(SELECT acting_.*"
        r"|without case_id .*", _BOTH,
    ),
    Equal(
        "cases_postponement", "another one with a mandate",
        f"check: ({_SAME(_MUNICIPALITY)}|{_CASES}|{_OPEN})", _USED,
    ),
    Equal(
        "cases_postponement", "members ask to put it off", f"check: {_CASES}",
        "the duty is seen by who works on cases only, or for privacy, and then on no case",
    ),
    Equal("cases_postponement", "members end it", f"{_CASES}|{_OPEN}", _BOTH),
    Equal("cases_postponement", "members end it", f"check: ({_CASES}|{_OPEN})", _USED),
)  # fmt: skip


def why(fault: Mutant) -> str:
    """Why this fault changes nothing; '' for one that a test must find."""
    if fault.what.removeprefix("check: ") == _MUNICIPALITY and _says_so(fault):
        return "who is not of the municipality acts as a partner, for cases only (access_in_force)"
    return next((one.why for one in ONE_BY_ONE if one.names(fault)), "")


def _says_so(fault: Mutant) -> bool:
    """Is there, beside it, a purpose or capacity of the municipality alone? Not behind an or."""
    one = fault.policy
    predicate = (one.check if fault.what.startswith("check: ") else one.using) or ""
    return " OR " not in predicate and bool(_NO_PARTNER.search(predicate))
