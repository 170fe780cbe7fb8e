"""What may be written about people."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from baken.core import text as texts
from baken.people import rules
from baken.people.forms import PersonForm
from baken.people.models import Precision
from baken.people.rules import Born


@pytest.mark.parametrize(
    ("typed", "stored", "precision"),
    [
        ("1987", "1987", Precision.YEAR),
        ("4-1987", "1987-04", Precision.MONTH),
        ("9-4-1987", "1987-04-09", Precision.DAY),
        ("29/2/2024", "2024-02-29", Precision.DAY),
    ],
)
def test_a_half_known_day_of_birth_stays_half_known(
    typed: str, stored: str, precision: str
) -> None:
    form = PersonForm({"name": "Proef Persoon", "role": "subject", "born": typed})
    assert form.is_valid(), form.errors
    born = form.cleaned_data["born"]
    assert (str(born), born.precision) == (stored, precision)
    assert Born.read(str(born)) == born


@pytest.mark.parametrize(
    "typed",
    ["31-2-1987", "13-1987", "1850", "1-1-2999", "onbekend", "1-2-3-1987", "0", "-", "²-1987"],
)
def test_a_day_that_cannot_be_is_refused(typed: str) -> None:
    form = PersonForm({"name": "Proef Persoon", "role": "subject", "born": typed})
    assert not form.is_valid()
    assert list(form.errors) == ["born"]


def test_nothing_known_is_nothing() -> None:
    assert Born.read("") is None
    assert str(Born(date(1987, 1, 1), Precision.YEAR)) == "1987"


@pytest.mark.parametrize("name", ["Jan 123456782", "123.456.782", "BSN 1234 56 782"])
def test_a_bsn_is_refused_wherever_it_is_hidden(name: str) -> None:
    with pytest.raises(ValidationError, match="BSN"):
        rules.clean_name(name)


@pytest.mark.parametrize("name", ["Jan 123456789", "Proef 06 1234567812", "Sint 't Persoon-Çelik"])
def test_other_numbers_are_no_bsn(name: str) -> None:
    assert rules.clean_name(name) == name


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\u202eb", "a\x00b"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValidationError):
        rules.clean_name(name)


def test_the_11_proef() -> None:
    assert texts.is_bsn("111222333")
    assert not texts.is_bsn("111222334")
    assert not texts.is_bsn("000000000")


def test_kvk() -> None:
    assert rules.clean_kvk("1234 5678") == "12345678"
    assert rules.clean_kvk("") == ""
    with pytest.raises(ValidationError, match="8 cijfers"):
        rules.clean_kvk("1234567a")
