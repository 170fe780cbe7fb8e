"""Twenty-one reports with their terms computed by hand, through the real actions; and 500 by dice.

2027: Easter 28 March, King's Day Tuesday 27 April, Ascension 6 May, Whit Monday 17 May. The norms
of a kind follow the municipality's office calendar: 5 May is an ordinary day there but once in five
years, and Good Friday is closed only when the municipality says so. A request to enforce follows
the Algemene termijnenwet, in which both are closed, and 7 May 2027 by royal decree.
"""

import random
from dataclasses import dataclass
from datetime import datetime, time

import pytest

from baken.core.acting import PUBLIC, acting_as, resident
from baken.core.calendar import ZONE, Office, use_office
from baken.reports.actions import desk
from baken.reports.actions.intake import add_message
from baken.reports.follow import code_of
from tests.proofs import clocks
from tests.reports.tools import keeper_get, tell, tree_of

pytestmark = pytest.mark.usefixtures("city")
WHO = {"door": "named", "name": "Bo Bedenksel", "address": "Verzonnenlaan 12\n3131 AA Vlaardingen"}


@dataclass(frozen=True)
class Case:
    """A report, what happened to it, and the last days to read and to answer it."""

    why: str
    received: str
    read: str
    answer: str
    kind: str = "nuisance.noise"  # 3 working days, 3 weeks
    asked: str = ""
    replied: str = ""
    becomes: str = ""
    formal: bool = False
    good_friday: bool = False


CASES = [
    Case("Friday 23:59, King's Day on Tuesday: Mon, Wed, Thu",
         "2027-04-23 23:59", "2027-04-29", "2027-05-14"),
    Case("two working days and two weeks",
         "2027-04-23 23:59", "2027-04-28", "2027-05-07", kind="waste.dumped"),
    Case("Easter: Fri, Tue, Wed", "2027-03-25 10:00", "2027-03-31", "2027-04-15"),
    Case("the same where Good Friday is closed: Tue, Wed, Thu",
         "2027-03-25 10:00", "2027-04-01", "2027-04-15", good_friday=True),
    Case("the night that the clock goes on, Easter Sunday; three weeks end on a Sunday",
         "2027-03-28 03:30", "2027-04-01", "2027-04-19"),
    Case("the hour that comes twice; three weeks end on a Sunday",
         "2027-10-31 02:30", "2027-11-03", "2027-11-22"),
    Case("Christmas on Friday: Mon, Tue, Wed", "2026-12-24 15:00", "2026-12-30", "2027-01-14"),
    Case("New Year on Friday", "2026-12-31 09:00", "2027-01-06", "2027-01-21"),
    Case("three weeks end on Easter Monday", "2027-03-08 12:00", "2027-03-11", "2027-03-30"),
    Case("three weeks end on Ascension Day", "2027-04-15 12:00", "2027-04-20", "2027-05-07"),
    Case("three weeks end on Whit Monday, King's Day in between",
         "2027-04-26 12:00", "2027-04-30", "2027-05-18"),
    Case("5 May is open here in 2027, Ascension is not: Wed, Fri, Mon",
         "2027-05-04 12:00", "2027-05-10", "2027-05-25"),
    Case("27 April is a Sunday, so King's Day is the 26th; Monday is open",
         "2031-04-25 12:00", "2031-04-30", "2031-05-16"),
    Case("six weeks", "2027-01-04 12:00", "2027-01-07", "2027-02-15", kind="housing.deposit"),
    Case("a request to enforce: eight weeks of the law",
         "2027-03-08 12:00", "2027-03-11", "2027-05-03", kind="housing.deposit", formal=True),
    Case("eight weeks end on Ascension; Friday 7 May is closed by decree",
         "2027-03-11 12:00", "2027-03-16", "2027-05-10", kind="housing.deposit", formal=True),
    Case("eight weeks end on 5 May, closed for the law every year",
         "2027-03-10 12:00", "2027-03-15", "2027-05-10", kind="housing.deposit", formal=True),
    Case("another kind half-way: its norms, from the day of receipt",
         "2027-02-01 12:00", "2027-02-04", "2027-03-15", kind="waste.dumped",
         becomes="housing.deposit"),
    Case("five days waited for the reporter: 27 February is a Saturday",
         "2027-02-01 12:00", "2027-02-04", "2027-03-01", asked="2027-02-03 10:00",
         replied="2027-02-08 09:00"),
    Case("four days waited, over Easter and the turning of the clock",
         "2027-03-15 12:00", "2027-03-18", "2027-04-09", asked="2027-03-26 10:00",
         replied="2027-03-30 22:00"),
    Case("answered the same day: nothing to add",
         "2027-02-01 12:00", "2027-02-04", "2027-02-22", asked="2027-02-03 08:00",
         replied="2027-02-03 23:50"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why[:40])
def test_by_hand(city, monkeypatch, case):
    def at(text: str) -> None:
        moment = datetime.fromisoformat(text).replace(tzinfo=ZONE)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    before = use_office(Office(good_friday=case.good_friday))
    try:
        report = _lived_through(city, at, case)
    finally:
        use_office(before)
    now = keeper_get(report.id)
    assert (day_of(now.read_due_at), day_of(now.answer_due_at)) == (case.read, case.answer)
    assert now.due_at == (now.answer_due_at if case.asked else now.read_due_at)


def _lived_through(city, at, case):
    """The report, with all that happened to it at its own time."""
    at(case.received)
    report = tell(code=case.kind, formal=case.formal, **(WHO if case.formal else {}))
    if case.becomes:
        at("2027-02-09 12:00")
        other = tree_of(case.becomes)
        with acting_as(city.acting("desk")) as acting:
            desk.recategorise(acting, report.id, 1, other, "Anders")
    if case.asked:
        at(case.asked)
        with acting_as(city.acting("desk")) as acting:
            desk.ask(acting, report.id, 1, "Hoe vaak?")
        at(case.replied)
        with acting_as(resident(code_of(report.id))) as acting:
            add_message(acting, "Elke dag.", nonce=report.id)
    return report


def day_of(moment: datetime) -> str:
    """The day in Amsterdam, of which it must be the last second."""
    local = moment.astimezone(ZONE)
    assert local.time() == time(23, 59, 59)
    return local.date().isoformat()


def test_by_dice_against_an_oracle_that_walks_day_by_day():
    """A fraction of `./baken proof clocks`."""
    with acting_as(PUBLIC):
        outcome = clocks.prove(500, random.Random(20261121))
    assert outcome.wrong == []
    assert outcome.facts["reports"] == 500
