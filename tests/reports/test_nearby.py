"""Open reports near a new one: late, coarse, of public space alone; and following one of them."""

import random
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as, resident
from baken.core.errors import Denied
from baken.geo import api as geo
from baken.geo.models import Address
from baken.reports.actions.intake import Where
from baken.reports.categories import tree
from baken.reports.follow import code_of
from baken.reports.models import Report
from baken.reports.nearby.actions import follow
from baken.reports.nearby.models import Follower
from baken.reports.nearby.queries import COLUMNS, ROWS, nearby
from tests.reports.tools import draft, tell

WORDS = "Naast mijn huis, bij de buurman met de rode deur"

CLOSED = {"due_at": None, "closed_at": timezone.now()}


def square(lat, lon):
    return int(lat * ROWS // 1), int(lon * COLUMNS // 1)


def middle():
    """The middle of the square in which most addresses lie."""
    rows = Address.objects.using("keeper").values_list("lat", "lon")
    ((row, column), _count), *_rest = Counter(square(*one) for one in rows).most_common(1)
    return geo.Point((row + 0.5) / ROWS, (column + 0.5) / COLUMNS)


def line_near(spot):
    """An address in that square, as people type it."""
    rows = Address.objects.using("keeper").order_by("bag_id")
    one = next(row for row in rows if square(row.lat, row.lon) == square(*spot))
    return f"{one.street} {one.number}{one.letter}"


@pytest.fixture
def spot(city):
    geo.load_fictional()
    return middle()


def placed(spot, *, days=3, code="waste.dumped", **more):
    """The number of a report near the middle of this square, of so many days ago."""
    at = geo.locate(*spot)
    where = Where(lat=spot.lat + 2e-4, lon=spot.lon - 3e-4, wijk_code=at.wijk_code,
                  buurt_code=at.buurt_code)  # fmt: skip
    one = tell(WORDS, where=where, code=code)
    moment = timezone.now() - timedelta(days=days)
    Report.objects.using("keeper").filter(pk=one.id).update(received_at=moment, **more)
    return Report.objects.using("keeper").get(pk=one.id).number


def near(spot):
    return nearby(tree().get("waste.dumped"), *spot)


def test_what_is_near_is_told_without_words_or_place(spot):
    number = placed(spot)
    with acting_as(PUBLIC):
        (found,) = near(spot)
    assert found.fact.number == number
    assert (found.fact.lat, found.fact.lon) == pytest.approx(spot), "the middle of the square"
    assert found.street
    assert WORDS not in repr(found)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"days": 0}, "came in today"),
        ({"days": 1}, "came in yesterday"),
        ({"days": 100}, "too old"),
        ({"code": "housing.crowded"}, "not of public space"),
        ({"code": "waste.hazard"}, "somebody may be in danger"),
        ({"state": "answered", "result": "solved", **CLOSED}, "closed"),
        ({"door": "confidential"}, "told in confidence, of whatever kind"),
        ({"source": "import"}, "read in from elsewhere"),
    ],
)
def test_what_nobody_may_know_changes_no_answer(spot, more, why):
    placed(spot, **more)
    with acting_as(PUBLIC):
        assert near(spot) == [], why


def test_a_thousand_pins_find_nothing_finer_than_a_square(spot):
    placed(spot)
    dice, said = random.Random(7), {}
    pins = [geo.Point(spot.lat + dice.uniform(-4e-3, 4e-3), spot.lon + dice.uniform(-6e-3, 6e-3))
            for _number in range(1000)]  # fmt: skip
    with acting_as(PUBLIC):
        for pin in pins:
            said.setdefault(square(*pin), []).append([one.fact for one in near(pin)])
    assert all(answer == answers[0] for answers in said.values() for answer in answers)
    told = {(one.lat, one.lon) for answers in said.values() for one in answers[0]}
    assert [pytest.approx(one) for one in told] == [spot]


def asked(client, spot):
    """The page that asks whether it is known already, and the form that it carries."""
    sealed = draft(subject="waste.dumped", placed=False, buurt="", wijk="").seal()
    where = {"staat": sealed, "lat": str(spot.lat), "lon": str(spot.lon)}
    words = client.post("/melden/waar/", where).content.decode()
    return words, {"staat": re.search(r'name="staat" value="([^"]+)"', words)[1]}


def test_the_form_asks_before_it_sends_and_new_is_always_possible(spot):
    number, client = placed(spot), Client()
    words, along = asked(client, spot)
    assert "Is het al gemeld?" in words
    assert number in words
    assert WORDS not in words
    on = client.post("/melden/bekend/", {**along, "nieuw": "1"}).content.decode()
    assert "Is het al gemeld?" not in on
    back = client.post("/melden/bekend/", {**along, "terug": "1"}).content.decode()
    assert "Waar is het?" in back


def test_following_opens_the_facts_and_nothing_else(spot):
    number, client = placed(spot), Client()
    _words, along = asked(client, spot)
    followed = client.post("/melden/bekend/", {**along, "volg": number})
    shown = client.get(followed["Location"]).content.decode()
    assert number in shown
    assert WORDS not in shown
    again = client.post("/melden/bekend/", {**along, "volg": number})
    assert again["Location"] == followed["Location"]
    assert Follower.objects.using("keeper").count() == 1
    for path in ("bericht/", "intrekken/", "delen/", "oordeel/"):
        assert client.post(f"{followed['Location']}{path}", {"text": "x"}).status_code == 404
    code = followed["Location"].strip("/").rsplit("/", 1)[1]
    with acting_as(resident(code)):
        assert not Report.objects.exists()
    with acting_as(resident(code_of(draft().key))):
        assert not Follower.objects.exists(), "a stranger's code"
    Report.objects.using("keeper").update(state="withdrawn", **CLOSED)
    gone = client.get(followed["Location"]).content.decode()
    assert "mogen wij u niets meer tonen" in gone
    assert number not in gone


def test_only_what_is_shown_may_be_followed(spot):
    number, key = placed(spot, days=0), draft().key
    row = {"id": key, "number": number, "at": timezone.now()}
    with acting_as(resident(code_of(key))) as me:
        with pytest.raises(Denied):
            follow(me, key, number, near(spot))
        with pytest.raises(DatabaseError), transaction.atomic():
            Follower.objects.bulk_create([Follower(token_hash=me.token, **row)])
