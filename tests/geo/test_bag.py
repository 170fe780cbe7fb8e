"""BAG numbers and postcodes: what is refused and in which words."""

import pytest
from django.core.exceptions import ValidationError

from baken.geo.bag import check_address_id, tidy_postcode


def test_a_right_number_passes() -> None:
    assert check_address_id("0622200000012345", ["0622"]) == "0622200000012345"


def test_a_number_from_a_merged_municipality_passes() -> None:
    assert check_address_id("0999200000012345", ["0622", "0999"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("062220000001234", "16 cijfers. Dit heeft er 15."),
        ("06222000000123456", "16 cijfers. Dit heeft er 17."),
        ("", "alleen cijfers"),
        ("062220000001234a", "alleen cijfers"),
        ("٠622200000012345", "alleen cijfers"),
        ("0606200000012345", "begint met 0606. Verwacht: 0622."),
        ("0622010000012345", "verblijfsobject, niet van een adres"),
        ("0622100000012345", "pand, niet van een adres"),
        ("0622300000012345", "openbare ruimte, niet van een adres"),
        ("0622990000012345", "99 bestaat niet"),
    ],
)
def test_a_wrong_number_is_explained(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_address_id(text, ["0622"])
    assert words in refused.value.messages[0]


def test_postcodes_are_tidied() -> None:
    assert tidy_postcode(" 3131 ab ") == "3131AB"


@pytest.mark.parametrize("text", ["", "3131", "0131AB", "3131A1", "3131ABC", "31 31"])
def test_other_postcodes_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        tidy_postcode(text)
