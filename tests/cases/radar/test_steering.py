"""The lead's counts: no content, no small numbers, nothing that a subtraction gives away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from baken.cases.models import AveModel, Case, Clock, Lapse
from baken.cases.radar.steering import steering
from baken.core import numbers
from baken.core.acting import acting_as


def some(city, phase, count, days=20):
    model = AveModel.objects.using("keeper").order_by("-version")[0]
    then = timezone.now() - timedelta(days=days)
    rows = [Case(number=numbers.draw("C"), model=model, lifecycle="active", phase=phase,
                 purpose="x", opened_at=then) for _each in range(count)]  # fmt: skip
    Case.objects.using("keeper").bulk_create(rows)
    return rows


def seen(city, who="lead"):
    with acting_as(city.acting(who)) as acting:
        found = steering(acting)
    return {kind: {f.label: f.amount for f in figures} for kind, figures in found.items()}


def test_large_numbers_show_and_small_ones_do_not(city):
    some(city, 2, 30)
    some(city, 3, 12, days=40)
    some(city, 4, 3)
    found = seen(city)
    # Phase 4 is small; phase 3 goes along, or the total would give phase 4 away.
    assert found["phase"] == {"": 45, "2": 30, "3": None, "4": None}
    assert found["days"] == {"2": 20, "3": 40, "4": None}


def test_two_small_ones_hide_each_other(city):
    for phase, count in ((1, 4), (2, 30), (3, 12), (4, 3)):
        some(city, phase, count)
    assert seen(city)["phase"] == {"": 49, "1": None, "2": 30, "3": 12, "4": None}


def test_shares_are_in_tens_and_of_ten_or_more(city):
    now = timezone.now()
    for kind, count, late in (("review", 20, 7), ("handover", 5, 5)):
        for number, case in enumerate(some(city, 2, count)):
            Clock.objects.using("keeper").create(
                case=case, kind=kind, started_at=now - timedelta(days=30),
                due_at=now - timedelta(days=10 if number < late else 1),
                met_at=now - timedelta(days=5),
            )  # fmt: skip
    assert seen(city)["breach"] == {"Herijking van de fase": 40, "Casus in behandeling nemen": None}


def test_what_was_not_done_per_organisation(city):
    cases, now = some(city, 2, 15), timezone.now()
    for party, count in (("politie", 15), ("corporatie", 14), ("zorg", 2)):
        for case in cases[:count]:
            Lapse.objects.using("keeper").create(
                case=case, kind="silence", organisation_id=city.organisation(party), since=now,
                noted_at=now)  # fmt: skip
    found = seen(city)["lapse"]
    assert found["Politie (voorbeeld)"] == 15
    assert found["Zorg Proefhulp"] is None
    assert found["Corporatie Proefwoning"] is None


@pytest.mark.parametrize("who", ["process_manager", "police", "desk", "mayor", "statistician"])
def test_nobody_else_gets_a_number(city, who, client_as):
    some(city, 2, 30)
    assert not any(seen(city, who).values())
    assert client_as(who).get("/werk/overzicht/").status_code == 403


def test_the_page(city, client_as):
    assert "Er is nog niets te tellen" in client_as("lead").get("/werk/overzicht/").content.decode()
    some(city, 2, 30)
    page = client_as("lead").get("/werk/overzicht/").content.decode()
    assert "30" in page
    some(city, 3, 4)
    assert "te weinig" in client_as("lead").get("/werk/overzicht/").content.decode()
