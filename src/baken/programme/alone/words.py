"""Numbers, days, periods and areas as a paper prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
          "oktober", "november", "december"]  # fmt: skip
SPACE = "\N{NO-BREAK SPACE}"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
RANGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[-–]\s*([0-9]+(?:\.[0-9]+)?)")
EMPTY, AWAITED = "leeg bij de bron", "voorlopig, nog zonder getal"
NO_NUMBER = {"": "", ".": "ontbreekt bij de bron", "x": "geheim", "-": "nihil", "–": "nihil"}


class Wrong(Exception):
    """Something that does not agree, in Dutch."""


def dutch(number: Decimal | int) -> str:
    """1234.5 -> 1.234,5"""
    text = f"{abs(number):,f}" if isinstance(number, Decimal) else f"{abs(number):,}"
    sign = "\N{MINUS SIGN}" if number < 0 else ""
    return sign + text.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class Value:
    """What stands in a cell: printed, or why there is nothing; as a number only when exact.

    `low` and `high` are the margins of an estimate, where its source gives them.
    """

    printed: str
    status: str = ""
    missing: str = ""
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def given(self) -> bool:
        return self.printed != ""


def value_of(cell: object, decimal: str = ".", empty: str = EMPTY) -> Value:
    """A cell of a table or plan: a number, '>25', '3-9', one of the signs; stars: provisional."""
    text = "" if cell is None else str(cell).strip()
    bare = text.rstrip("*")
    status = {1: "voorlopig", 2: "nader voorlopig"}.get(len(text) - len(bare), "")
    if bare in NO_NUMBER:
        words = AWAITED if bare == "" and status else NO_NUMBER[bare] or empty
        return Value("", status, words)
    if decimal != "." and bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    if span := RANGE.fullmatch(bare):
        return Value(f"{dutch(Decimal(span[1]))}–{dutch(Decimal(span[2]))}", status)
    bound = bare[0] if bare[0] in "<>" else ""
    if not NUMBER.fullmatch(bare[len(bound) :]):
        raise Wrong(f"‘{text}’ is geen getal")
    number = Decimal(bare[len(bound) :])
    return Value(bound + dutch(number), status, number=None if bound else number)


def period_of(text: str) -> str:
    """2024JJ00, 2024MM03, 2024KW01, '2024 maart', '2024 1e kwartaal' -> 2024, 2024-03, 2024-Q1."""
    text = text.strip()
    if found := re.fullmatch(r"(\d{4})(JJ00|MM(\d{2})|KW0([1-4]))", text):
        year, month, quarter = found[1], found[3], found[4]
        return f"{year}-{month}" if month else f"{year}-Q{quarter}" if quarter else year
    if found := re.fullmatch(r"(\d{4}) ([1-4])e kwartaal", text):
        return f"{found[1]}-Q{found[2]}"
    year, _space, month = text.partition(" ")
    return f"{year}-{MONTHS.index(month) + 1:02}" if month in MONTHS else text


def period_words(text: str) -> str:
    """2022-02/2022-08 -> februari tot en met augustus 2022"""
    first, slash, last = text.partition("/")
    if slash:
        short = len(first) == len(last) == 7 and first[:4] == last[:4]
        begin = MONTHS[int(first[5:]) - 1] if short else period_words(first)
        return f"{begin} tot en met {period_words(last)}"
    year, *rest = text.split("-")
    if rest and rest[0].startswith("Q"):
        return f"{rest[0][1:]}e kwartaal {year}"
    day = [str(int(part)) for part in rest[1:]]
    return " ".join([*day, *(MONTHS[int(part) - 1] for part in rest[:1]), year])


def day_words(moment: str) -> str:
    """The Dutch day of a moment: 21 november 2026"""
    when = datetime.fromisoformat(moment).astimezone(UTC)
    when += timedelta(hours=2 if _summer(when) else 1)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _summer(moment: datetime) -> bool:
    """Between the last Sundays of March and October, at one o'clock UTC."""

    def turn(month: int) -> datetime:
        last = datetime(moment.year, month, 31, 1, tzinfo=UTC)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    return turn(3) <= moment < turn(10)


def area_words(code: str) -> str:
    kinds = {"NL": "Nederland", "GM": "gemeente", "WK": f"wijk {code}", "BU": f"buurt {code}"}
    return kinds.get(code[:2], code) if code[:2] != "NL" or code == "NL01" else code
