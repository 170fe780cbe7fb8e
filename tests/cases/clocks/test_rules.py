"""When who hears what, over fixed dates: the silent partner of scenario 5."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from baken.cases.clocks.catalog import catalog
from baken.cases.clocks.codes import Status
from baken.cases.clocks.rules import addressee, reached, soon
from baken.core.calendar import ZONE, RuleSet


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def heard(due: str, now: str, phase: int = 3, pauses=()):
    return reached(catalog().ladder, phase=phase, due_at=at(due), now=at(now), pauses=pauses)


BOTH = ["casusregie", "procesregie"]
ALL = [*BOTH, "operationeel"]


def test_whitsun_is_skipped():
    friday = "2026-05-22T23:59:59"
    assert heard(friday, "2026-05-22T23:59:59") == []
    assert heard(friday, "2026-05-23T00:00:00") == ["casusregie"]
    # Saturday, Sunday and Whit Monday the 25th do not count: Tuesday, Wednesday, Thursday do.
    assert heard(friday, "2026-05-28T23:59:59") == ["casusregie"]
    assert heard(friday, "2026-05-29T00:00:00") == BOTH
    assert heard(friday, "2026-06-03T23:59:59") == BOTH
    assert heard(friday, "2026-06-04T00:00:00") == ALL


def test_kings_day_is_skipped():
    friday = "2026-04-24T23:59:59"
    assert heard(friday, "2026-04-30T23:59:59") == ["casusregie"]
    assert heard(friday, "2026-05-01T00:00:00") == BOTH
    # 5 May 2026 is a working day at this office.
    assert heard(friday, "2026-05-06T23:59:59") == BOTH
    assert heard(friday, "2026-05-07T00:00:00") == ALL


def test_the_administrative_seat_only_in_phase_four_one_day_later():
    monday = "2026-06-08T23:59:59"
    assert heard(monday, "2026-06-18T00:00:00", phase=4) == ALL
    assert heard(monday, "2026-06-19T00:00:00", phase=4) == [*ALL, "bestuurlijk"]
    assert heard(monday, "2026-07-19T00:00:00", phase=3) == ALL
    assert heard(monday, "2026-07-19T00:00:00", phase=2) == BOTH


def test_what_stood_still_does_not_count():
    monday = "2026-06-08T23:59:59"
    stood = [(at("2026-06-09T00:00:00"), at("2026-06-11T00:00:00"))]
    assert heard(monday, "2026-06-12T00:00:00") == BOTH
    assert heard(monday, "2026-06-12T00:00:00", pauses=stood) == ["casusregie"]
    assert heard(monday, "2026-06-16T00:00:00", pauses=stood) == BOTH


def test_one_working_day_ahead_is_friday_before_a_long_weekend():
    tuesday = at("2026-05-26T23:59:59")
    assert not soon(tuesday, at("2026-05-21T12:00:00"), RuleSet.OFFICE)
    assert soon(tuesday, at("2026-05-22T09:00:00"), RuleSet.OFFICE)
    assert not soon(tuesday, tuesday + timedelta(seconds=1), RuleSet.OFFICE)


def test_an_empty_seat_passes_it_on():
    lead, mayor = uuid4(), uuid4()
    assert addressee("casusregie", {"operationeel": lead, "bestuurlijk": mayor}) == lead
    assert addressee("bestuurlijk", {"operationeel": lead}) is None


def test_all_eleven_clocks_are_there_and_say_on_what_they_rest():
    norms = catalog().norms
    assert {norm.number for norm in norms} == {f"T{n}" for n in range(1, 12)}
    assert all(norm.basis for norm in norms)
    by_kind = {norm.kind: norm for norm in norms}
    for kind in ("inform", "request", "breach"):
        assert by_kind[kind].rules is RuleSet.EU1182
        assert by_kind[kind].status is Status.UNVERIFIED
    assert by_kind["review"].rules is RuleSet.OFFICE
    with pytest.raises(KeyError):
        catalog().norm("onzin")
