"""Due dates against a table computed by hand; spans; what is left, in words; bad input."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from baken.core.calendar import ZONE, Office, RuleSet, use_office
from baken.core.terms import Span, Unit, add_months, before, due, in_words, left, words

ATW, EU, OFFICE = RuleSet.ATW, RuleSet.EU1182, RuleSet.OFFICE
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """'2026-04-24', '2026-04-24 23:59' or '… 23:59:59' in Amsterdam; without a time at noon."""
    moment = text if " " in text else f"{text} 12:00"
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


def end_of(text: str) -> datetime:
    """A day alone is its last second."""
    return at(text if " " in text else f"{text} 23:59:59")


DUE = [
    # six and eight weeks (Awb), over Christmas
    ("2026-11-02", "6 w", ATW, "2026-12-14"),
    ("2026-11-13", "6 w", ATW, "2026-12-28"),
    ("2026-10-30", "8 w", ATW, "2026-12-28"),
    # Friday before King's Day on Monday; art. 2 grows from three days on
    ("2026-04-24 23:59", "1 d", ATW, "2026-04-28"),
    ("2026-04-24 23:59", "2 d", ATW, "2026-04-28"),
    ("2026-04-24 23:59", "3 d", ATW, "2026-04-29"),
    ("2026-04-23", "3 d", ATW, "2026-04-28"),
    # Christmas, Whit weekend, Ascension with its Friday, Easter with Good Friday, New Year
    ("2026-12-24", "3 d", ATW, "2026-12-29"),
    ("2026-05-22", "3 d", ATW, "2026-05-27"),
    ("2026-05-13", "3 d", ATW, "2026-05-19"),
    ("2026-05-12", "3 d", ATW, "2026-05-18"),
    ("2026-04-02", "3 d", ATW, "2026-04-08"),
    ("2025-04-17", "4 d", ATW, "2025-04-23"),
    ("2025-12-31", "3 d", ATW, "2026-01-06"),
    # King's Day on Saturday the 26th
    ("2025-04-25", "1 d", ATW, "2025-04-28"),
    # 5 May counts every year
    ("2025-04-07", "4 w", ATW, "2025-05-06"),
    ("2026-04-07", "4 w", ATW, "2026-05-06"),
    # art. 4: at the limit it rolls, over it not
    ("2026-10-02", "12 w", ATW, "2026-12-28"),
    ("2026-09-25", "13 w", ATW, "2026-12-25"),
    ("2026-09-26", "90 d", ATW, "2026-12-28"),
    ("2026-09-25", "91 d", ATW, "2026-12-25"),
    ("2026-09-25", "3 m", ATW, "2026-12-28"),
    ("2026-08-25", "4 m", ATW, "2026-12-25"),
    ("2025-12-25", "1 y", ATW, "2026-12-25"),
    ("2021-12-25", "5 y", ATW, "2026-12-25"),
    ("2016-12-25", "10 y", ATW, "2026-12-25"),
    # months and years that end in a shorter month; the case of HR 2017:2225
    ("2026-01-31", "1 m", ATW, "2026-03-02"),
    ("2024-01-31", "1 m", ATW, "2024-02-29"),
    ("2016-02-29", "3 m", ATW, "2016-05-30"),
    ("2024-02-29", "1 y", ATW, "2025-02-28"),
    # days by royal decree
    ("2024-11-27", "30 d", ATW, "2024-12-30"),
    ("2027-04-28", "8 d", ATW, "2027-05-10"),
    ("2028-04-20", "7 d", ATW, "2028-05-01"),
    # hours never roll, and are real hours over both changes of the clock
    ("2026-12-24 16:00", "72 h", ATW, "2026-12-27 16:00"),
    ("2026-12-24 16:00", "72 h", EU, "2026-12-27 16:00"),
    ("2026-03-27 14:20", "72 h", EU, "2026-03-30 15:20"),
    ("2026-10-23 14:20", "72 h", EU, "2026-10-26 13:20"),
    ("2026-03-28 18:00", "24 h", OFFICE, "2026-03-29 19:00"),
    ("2026-10-24 18:00", "24 h", OFFICE, "2026-10-25 17:00"),
    ("2026-03-28 12:00", "1 d", OFFICE, "2026-03-30"),
    ("2026-10-24 12:00", "1 d", OFFICE, "2026-10-26"),
    # the AVG's month, and what sets Regulation 1182/71 apart
    ("2026-11-25", "1 m", EU, "2026-12-28"),
    ("2026-01-31", "1 m", EU, "2026-03-02"),
    ("2026-03-03", "1 m", EU, "2026-04-03"),
    ("2026-03-03", "1 m", ATW, "2026-04-07"),
    ("2026-04-15", "1 m", EU, "2026-05-15"),
    ("2026-04-15", "1 m", ATW, "2026-05-18"),
    ("2026-04-05", "1 m", EU, "2026-05-06"),
    ("2026-04-24", "2 d", EU, "2026-04-29"),
    ("2026-11-20", "1 d", EU, "2026-11-23"),
    ("2026-11-20", "2 d", EU, "2026-11-24"),
    ("2026-08-25", "4 m", EU, "2026-12-28"),
    ("2026-09-25", "13 w", EU, "2026-12-28"),
    ("2025-12-25", "1 y", EU, "2026-12-28"),
    # the office: working days, Liberation Day every five years, Good Friday open
    ("2026-11-20", "5 wd", OFFICE, "2026-11-27"),
    ("2026-11-21", "1 wd", OFFICE, "2026-11-23"),
    ("2026-04-24 23:59", "1 wd", OFFICE, "2026-04-28"),
    ("2026-04-29", "5 wd", OFFICE, "2026-05-06"),
    ("2025-04-29", "5 wd", OFFICE, "2025-05-07"),
    ("2026-05-12", "5 wd", OFFICE, "2026-05-20"),
    ("2026-05-12", "5 wd", ATW, "2026-05-21"),
    ("2026-12-23", "3 wd", OFFICE, "2026-12-29"),
    ("2026-04-02", "2 wd", OFFICE, "2026-04-07"),
    ("2026-05-22", "1 wd", OFFICE, "2026-05-26"),
    ("2026-10-30", "8 w", OFFICE, "2026-12-28"),
    ("2021-12-25", "5 y", OFFICE, "2026-12-25"),
    ("2026-11-20", "0 d", OFFICE, "2026-11-20"),
    ("2026-11-21", "0 d", OFFICE, "2026-11-23"),
]


@pytest.mark.parametrize(("start", "span", "rules", "end"), DUE)
def test_due_as_computed_by_hand(start: str, span: str, rules: RuleSet, end: str) -> None:
    assert due(at(start), Span.parse(span), rules) == end_of(end)


def test_the_day_of_the_event_is_the_day_in_amsterdam() -> None:
    late_on_friday_in_utc = datetime(2026, 4, 24, 22, 30, tzinfo=UTC)
    end = due(late_on_friday_in_utc, Span.parse("3 d"), ATW)
    assert end == end_of("2026-04-29")
    assert end.tzinfo is ZONE


def test_good_friday_as_a_setting_moves_an_office_term() -> None:
    earlier = use_office(Office(good_friday=True))
    try:
        assert due(at("2026-04-02"), Span.parse("2 wd"), OFFICE) == end_of("2026-04-08")
    finally:
        use_office(earlier)


PAUSED = [
    # Awb 4:15: asked on the 10th, answered on the 16th: five days, 11 to 15
    ("2026-09-01", "8 w", ATW, ["2026-09-10 10:00/2026-09-16 15:00"], "2026-11-02"),
    ("2026-09-01", "8 w", ATW, ["2026-09-10 00:00/2026-09-12 00:00"], "2026-10-29"),
    ("2026-09-01", "8 w", ATW, ["2026-09-10 10:00/2026-09-11 15:00"], "2026-10-27"),
    # before the term, after it, twice the same, touching
    ("2026-09-01", "8 w", ATW, ["2026-08-01 00:00/2026-08-20 00:00"], "2026-10-27"),
    ("2026-09-01", "8 w", ATW, ["2026-10-29 00:00/2026-11-20 00:00"], "2026-10-27"),
    ("2026-09-01", "8 w", ATW, ["2026-09-10 00:00/2026-09-12 00:00"] * 2, "2026-10-29"),
    (
        "2026-11-02 08:00",
        "2 d",
        OFFICE,
        ["2026-11-02 10:00/2026-11-03 12:00", "2026-11-03 12:00/2026-11-05 09:00"],
        "2026-11-06",
    ),
    # the first pause pushes the end into the second
    (
        "2026-11-02",
        "4 d",
        OFFICE,
        ["2026-11-07 00:00/2026-11-10 00:00", "2026-11-04 00:00/2026-11-05 00:00"],
        "2026-11-10",
    ),
    # a term that was extended to Monday still runs on Monday
    ("2026-11-02", "5 d", ATW, ["2026-11-08 20:00/2026-11-11 09:00"], "2026-11-11"),
    ("2026-11-02", "5 wd", OFFICE, ["2026-11-03 12:00/2026-11-06 12:00"], "2026-11-11"),
    ("2021-12-25", "5 y", ATW, ["2022-01-01 00:00/2022-01-03 00:00"], "2026-12-27"),
    # hours: to the minute, clipped at the start, over the change of the clock
    ("2026-11-02 10:00", "72 h", EU, ["2026-11-03 10:00/2026-11-03 22:30"], "2026-11-05 22:30"),
    ("2026-11-02 10:00", "24 h", EU, ["2026-11-02 08:00/2026-11-02 12:00"], "2026-11-03 12:00"),
    ("2026-11-02 10:00", "24 h", EU, ["2026-11-03 10:00/2026-11-03 12:00"], "2026-11-03 10:00"),
    ("2026-10-24 18:00", "24 h", EU, ["2026-10-25 01:00/2026-10-25 04:00"], "2026-10-25 21:00"),
]


@pytest.mark.parametrize(("start", "span", "rules", "stops", "end"), PAUSED)
def test_a_pause_pushes_the_term_out(
    start: str, span: str, rules: RuleSet, stops: list[str], end: str
) -> None:
    pairs = [stop.split("/") for stop in stops]
    pauses = [(at(begin), at(until)) for begin, until in pairs]
    assert due(at(start), Span.parse(span), rules, pauses=pauses) == end_of(end)


BEFORE = [
    ("2026-11-30 10:00", "2 wd", OFFICE, "2026-11-26"),
    ("2026-04-28", "1 wd", OFFICE, "2026-04-24"),
    # art. 1 lid 2: a Sunday stays a Sunday; art. 2 reaches further back
    ("2026-04-28", "2 d", ATW, "2026-04-26"),
    ("2026-04-28", "3 d", ATW, "2026-04-23"),
    ("2026-11-09", "2 w", ATW, "2026-10-26"),
    ("2026-11-08", "2 w", ATW, "2026-10-25"),
    ("2026-11-23", "2 d", EU, "2026-11-19"),
    ("2026-03-31", "1 m", OFFICE, "2026-02-28"),
    ("2028-02-29", "1 y", OFFICE, "2027-02-28"),
    ("2026-11-30", "0 wd", OFFICE, "2026-11-30"),
    ("2026-03-29 12:00", "24 h", OFFICE, "2026-03-28 11:00"),
]


@pytest.mark.parametrize(("event", "span", "rules", "end"), BEFORE)
def test_counting_back(event: str, span: str, rules: RuleSet, end: str) -> None:
    assert before(at(event), Span.parse(span), rules) == end_of(end)


# -- spans -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["5 wd", "72 h", "6 w", "3 m", "1 y", "8 d", "0 d"])
def test_a_span_reads_back_as_written(text: str) -> None:
    assert str(Span.parse(text)) == text
    assert Span.parse(f" {text.replace(' ', '')} ") == Span.parse(text)


@pytest.mark.parametrize(
    "text", ["", "5", "wd", "-5 wd", "1.5 d", "5 weken", "5 wd 3 h", "201 y", "9999999 d", "٣ d"]
)
def test_what_is_no_span_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Span.parse(text)
    assert caught.value.messages == [
        "Schrijf de termijn als getal en eenheid, bijvoorbeeld 5 wd of 6 w."
    ]


@pytest.mark.parametrize(("amount", "unit"), [(-1, Unit.DAYS), (201, Unit.YEARS)])
def test_an_impossible_span_is_refused(amount: int, unit: Unit) -> None:
    with pytest.raises(ValueError, match="not possible"):
        Span(amount, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 wd", "5 werkdagen"),
        ("1 wd", "1 werkdag"),
        ("72 h", "72 uur"),
        ("8 d", "8 dagen"),
        ("1 w", "1 week"),
        ("3 m", "3 maanden"),
        ("7 y", "7 jaar"),
    ],
)
def test_a_span_in_words(text: str, expected: str) -> None:
    assert in_words(Span.parse(text)) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_add_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


# -- bad input -------------------------------------------------------------------------------

NAIVE = datetime(2026, 11, 21, 12, 0)
FINE = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    span = Span(1, Unit.DAYS)
    for call in (
        lambda: due(NAIVE, span, OFFICE),
        lambda: due(FINE, span, OFFICE, pauses=[(NAIVE, FINE)]),
        lambda: before(NAIVE, span, OFFICE),
        lambda: left(NAIVE, FINE, OFFICE),
        lambda: left(FINE, NAIVE, OFFICE),
    ):
        with pytest.raises(ValueError, match="needs a time zone"):
            call()


def test_a_reversed_pause_and_a_far_year_are_refused() -> None:
    span = Span(1, Unit.DAYS)
    with pytest.raises(ValueError, match="must not end before"):
        due(FINE, span, OFFICE, pauses=[(FINE, FINE - HOUR)])
    with pytest.raises(ValueError, match="out of range"):
        due(FINE.replace(year=9999), span, OFFICE)
    with pytest.raises(ValueError, match="valid from 2014"):
        due(FINE.replace(year=2010), span, OFFICE)


# -- how long still --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "now", "expected"),
    [
        ("2026-11-24", "2026-11-21 09:00", "nog 3 dagen"),
        ("2026-12-11", "2026-11-21 09:00", "nog 20 dagen"),
        ("2026-11-22", "2026-11-21 23:59", "morgen"),
        ("2026-11-21", "2026-11-21 09:00", "vandaag"),
        ("2026-11-21", "2026-11-21 23:59:59", "vandaag"),
        ("2026-11-21", "2026-11-22 00:00", "1 dag te laat"),
        ("2026-11-19", "2026-11-21 09:00", "2 dagen te laat"),
        ("2026-11-21 15:30", "2026-11-21 09:00", "nog 6 uur"),
        ("2026-11-21 15:30", "2026-11-21 15:29:30", "nog 1 minuut"),
        ("2026-11-21 15:30", "2026-11-21 15:05", "nog 25 minuten"),
        ("2026-11-21 15:30", "2026-11-21 15:30:01", "1 minuut te laat"),
        ("2026-11-21 15:30", "2026-11-21 16:10", "40 minuten te laat"),
        ("2026-11-21 15:30", "2026-11-21 18:40", "3 uur te laat"),
        # the night in which the clock goes back has 25 hours
        ("2026-10-25 12:00", "2026-10-25 01:00", "nog 12 uur"),
    ],
)
def test_what_is_left_in_words(end: str, now: str, expected: str) -> None:
    assert words(left(end_of(end), at(now), OFFICE)) == expected


def test_what_is_left_in_numbers() -> None:
    rest = left(end_of("2026-11-24"), at("2026-11-20 09:00"), OFFICE)
    assert (rest.days, rest.working_days, rest.late, rest.soon) == (4, 2, False, False)
    assert rest.seconds == 4 * 86400 + 14 * 3600 + 59 * 60 + 59


@pytest.mark.parametrize(
    ("now", "soon", "late"),
    [
        ("2026-11-19 09:00", False, False),
        ("2026-11-20 09:00", True, False),
        ("2026-11-23 23:59:59", True, False),
        ("2026-11-24 00:00", False, True),
    ],
)
def test_soon_is_one_working_day_away(now: str, soon: bool, late: bool) -> None:
    rest = left(end_of("2026-11-23"), at(now), OFFICE)
    assert (rest.soon, rest.late) == (soon, late)


def test_the_last_fraction_of_a_second_is_in_time() -> None:
    now = end_of("2026-11-21") + timedelta(microseconds=999_999)
    assert not left(end_of("2026-11-21"), now, OFFICE).late
