"""My work: tasks under their clock, and many of the same as one row that opens."""

from datetime import timedelta

from django.utils import timezone

from baken.core.hits import Task
from baken.portal.homes import ALIKE, Bundle


def task(title: str, days: int = 1) -> Task:
    return Task(title, "/werk/", timezone.now() + timedelta(days=days), about=f"over {days}")


def test_more_than_a_few_of_the_same_are_one_row_at_the_place_of_the_first() -> None:
    many = [task("Lees het verslag", day) for day in range(ALIKE + 1)]
    rows = Bundle("Deze week", "week", [task("Bel"), *many, task("Schrijf")]).rows
    assert [row[0].title for row in rows] == ["Bel", "Lees het verslag", "Schrijf"]
    assert rows[1] == many


def test_a_few_of_the_same_stay_rows_of_their_own() -> None:
    few = [task("Lees het verslag", day) for day in range(ALIKE)]
    assert Bundle("Deze week", "week", few).rows == [[one] for one in few]
