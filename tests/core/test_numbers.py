"""A number that is taken is drawn again, and nothing else is tried twice."""

import pytest
from django.db import IntegrityError

from baken.cases.models import Case
from baken.core import numbers
from baken.core.acting import acting_as
from tests.cases.build import untried


@pytest.fixture
def drawn(monkeypatch):
    def give(*found):
        left = iter(found)
        monkeypatch.setattr("baken.core.numbers.draw", lambda prefix: next(left))

    return give


def test_a_number_that_is_taken_is_drawn_again(city, drawn):
    drawn("C-1111-1111", "C-1111-1111", "C-2222-2222")
    assert untried(city).row.number == "C-1111-1111"
    assert untried(city).row.number == "C-2222-2222"


def test_not_for_ever(city, drawn):
    drawn("C-1111-1111", *["C-1111-1111"] * numbers.ATTEMPTS)
    untried(city)
    with pytest.raises(IntegrityError):
        untried(city)


def test_another_constraint_is_no_matter_of_numbers(city, drawn):
    drawn("C-1111-1111", "C-2222-2222")
    model, manager = untried(city).row.model_id, city.acting("process_manager")
    wrong = Case(model_id=model, lifecycle="triage", phase=9, opened_at="2026-11-22T10:00Z")
    with pytest.raises(IntegrityError, match="case_phase"), acting_as(manager):
        numbers.insert(wrong, "C")
