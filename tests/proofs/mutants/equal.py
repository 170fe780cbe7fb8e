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
    """Which fault, by table, words in the name of the policy, and what was done; and why."""

    table: str
    policy: str
    what: str
    why: str

    def names(self, fault: Mutant) -> bool:
        one = fault.policy
        return (one.table, fault.what) == (self.table, self.what) and self.policy in one.name


ONE_BY_ONE = (
    Equal("cases_goal", "shared with my organisation", _OURS, _SHARES),
    Equal("cases_agreement", "my organisation is named", _OURS, _SHARES),
    Equal(
        "cases_dataitem", "we write down what we hold",
        "check: without (SELECT acting_purpose() AS acting_purpose) = CAST('cases' AS text)",
        "which requests lie with my organisation is asked for cases only (cases_duty_parts)",
    ),
    Equal("cases_seat", "answers for their own seat", "check: always", _HOLDER),
    Equal(
        "cases_seat", "answers for their own seat",
        "without holder_id = (SELECT acting_user() AS acting_user)", _HOLDER,
    ),
    Equal(
        "cases_seat", "whoever opens a case", f"check: {_MUNICIPALITY}",
        "the capacities that it names are of the municipality alone (access_in_force)",
    ),
    Equal(
        "cases_postponement", "another one with a mandate", "check: without granted IS NOT NULL",
        "what is judged is granted or not, by a constraint (postponement_is_judged_as_a_whole)",
    ),
    Equal(
        "cases_postponement", "another one with a mandate",
        "without case_id IN (SELECT cases_open_files() AS cases_open_files)",
        "its check asks the same, of a case that nobody may change",
    ),
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
