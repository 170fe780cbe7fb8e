"""Each missing thing in words, with the page that mends it."""

from typing import get_args
from uuid import UUID

import pytest

from baken.cases import explain, facts
from baken.cases.guards import Code, Gap
from baken.cases.models import Case
from baken.cases.reference import EXAMPLE

KEY = UUID(int=7)
CASE = Case(id=KEY, model_id=UUID(int=EXAMPLE.int + 2))
HERE = f"/werk/casussen/{KEY}/"
SEAT = f"{HERE}stoel/procesregie/"
# The page that mends each code; a code that is not here is mended by nobody on a page of ours.
PAGES = {
    "vacant": SEAT, "not_accepted": SEAT, "household_not_here": SEAT, "same_person": SEAT,
    "not_active": f"{HERE}in-behandeling/", "no_evaluation": f"{HERE}evaluatie/",
    "old_evaluation": f"{HERE}evaluatie/", "open_request": HERE, "handover_waits": HERE,
    "not_acute": HERE, "unratified": HERE, "scale_down_first": HERE,
    "open_actions": f"{HERE}?deel=acties", "actions_stay_behind": f"{HERE}?deel=acties",
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("database")


def told(code, **values):
    found = explain.missing([Gap(code, **values)], CASE)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("code", get_args(Code))
def test_every_gap_has_words_and_the_page_that_mends_it(code):
    name = "stagnatie" if code == "no_evidence" else "risk_whom"
    what = told(code, role="procesregie", number=3, name=name)
    assert what.what
    assert what.detail
    expected = PAGES.get(code, "")
    if code in explain.PARTS:
        expected = facts.mend_url(explain.PARTS[code], KEY)
        assert expected.startswith("/werk/")
    assert what.mend_url == expected
    assert bool(what.mend_label) == bool(expected)


def test_the_parts_of_a_case_mend_what_they_know():
    assert set(explain.PARTS) == {"no_plan", *(facts.NAMES - {"plan"})}
    assert explain.PARTS["no_plan"] == "plan"
    assert explain.PARTS["duty_undone"] == "duty_undone"


def test_the_words_name_the_seat_the_number_the_field_and_the_trigger():
    assert told("vacant", role="casusregie").what == "Casusregie: de stoel is leeg"
    assert told("old_evaluation", number=20).what == "De evaluatie is 20 dagen oud"
    assert told("old_evaluation", number=20).detail == "14 dagen mag."
    assert told("unanswered", name="risk_whom").what == "Wie loopt gevaar?"
    assert told("no_evidence", name="stagnatie").what not in ("", "stagnatie")
    assert told("not_seated").what == "U houdt geen stoel in deze casus"


@pytest.mark.parametrize(
    ("code", "number", "words"),
    [
        ("open_actions", 1, "Er staat nog 1 actie open"),
        ("open_actions", 2, "Er staan nog 2 acties open"),
        ("actions_stay_behind", 1,
         "1 actie is van iemand die na deze stap geen stoel meer heeft"),
        ("actions_stay_behind", 2,
         "2 acties zijn van iemand die na deze stap geen stoel meer heeft"),
    ],
)  # fmt: skip
def test_actions_are_counted_in_words(code, number, words):
    assert told(code, number=number).what == words


def test_all_gaps_are_told_in_their_order():
    found = explain.missing([Gap("not_seated"), Gap("open_request")], CASE)
    assert [one.what for one in found] == [told("not_seated").what, told("open_request").what]
