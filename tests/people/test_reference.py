"""Persons that were written before there were marks get theirs when the database is migrated."""

from baken.people import marks, reference
from baken.people.models import Mark
from baken.people.rules import Born
from tests.city import City
from tests.people.test_people import case, person

__all__ = ["case"]


def found(key: str) -> int:
    seen = marks.asked(key)
    return Mark.objects.using("keeper").filter(fingerprint__in=seen).count()


def test_who_came_before_the_marks_gets_them_once(city: City, case) -> None:  # type: ignore[no-untyped-def]
    known = person(city, case)
    before = list(Mark.objects.using("keeper").values_list("kind", "fingerprint").order_by("kind"))
    assert before
    Mark.objects.using("keeper").all().delete()
    reference.load()
    rows = Mark.objects.using("keeper").filter(person_id=known)
    assert list(rows.values_list("kind", "fingerprint").order_by("kind")) == before
    reference.load()
    assert rows.count() == len(before)


def test_a_name_without_its_whole_day_gets_no_mark() -> None:
    assert marks.name_key("Bo Verzinsel", Born.read("1987-04")) == ""
    assert marks.name_key("Bo Verzinsel", Born.read("1987-04-09")) == "name:bo verzinsel:1987-04-09"
