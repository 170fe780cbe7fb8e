"""The radar: what it says, whose cases it shows, and how many queries it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baken.cases import actions
from baken.cases.clocks import actions as clocks
from baken.cases.models import Action, Clock, Contribution, PhaseDecision, Seat
from baken.cases.radar.draw import Spot, charts
from baken.cases.radar.queries import radar
from baken.cases.radar.signals import Kind, came_back
from baken.core.acting import acting_as
from tests.cases.build import running, tomorrow


def seen(city, who="process_manager", **params):
    with acting_as(city.acting(who)) as acting:
        return radar(acting, params)


def kinds(found):
    return {group.kind: group.signals for group in found.groups}


def late_action(thread, who="housing"):
    key = thread.do("process_manager", actions.add_action, thread.id, title="Slot vervangen",
                    owner=thread.city.user(who), due_on=tomorrow())  # fmt: skip
    Action.objects.using("keeper").filter(pk=key).update(
        due_at=timezone.now() - timedelta(days=3), created_at=timezone.now() - timedelta(days=60)
    )
    return key


def test_a_quiet_case_asks_nothing(city):
    running(city, 2)
    found = seen(city)
    assert (found.count, found.first, found.groups) == (1, None, [])


def test_an_empty_seat_is_mine_to_fill_and_links_to_where(city):
    thread = running(city, 3)
    Seat.objects.using("keeper").filter(case_id=thread.id, role="casusregie").update(
        holder=None, organisation=None, accepted_at=None
    )
    (signal,) = kinds(seen(city))[Kind.SEAT]
    assert signal.mine
    assert signal.url == f"/werk/casussen/{thread.id}/stoel/casusregie/"
    assert seen(city).first.url == signal.url


def test_what_is_late_silent_stalled_and_waits(city):
    thread = running(city, 3)
    thread.partner("corporatie", "housing")
    late_action(thread)
    old = timezone.now() - timedelta(days=70)
    for model, field in ((PhaseDecision, "decided_at"), (Seat, "since")):
        model.objects.using("keeper").update(**{field: old})
    Clock.objects.using("keeper").update(due_at=timezone.now() - timedelta(days=1))
    found = kinds(seen(city))
    assert "Slot vervangen" in found[Kind.LATE][0].text
    assert found[Kind.CLOCK][0].url.endswith("/evaluatie/")
    thread.evaluate()
    thread.ask("process_manager", 2, "Het gaat beter.")
    (request,) = kinds(seen(city))[Kind.REQUEST]
    assert not request.mine


def test_a_partner_of_whom_nothing_is_heard(city):
    thread = running(city, 2)
    thread.partner("corporatie", "housing")
    key = late_action(thread)
    thread.row.participations.using("keeper").update(valid_from=timezone.now() - timedelta(days=60))
    (signal,) = kinds(seen(city))[Kind.SILENT]
    assert "Corporatie Proefwoning" in signal.text
    thread.do("process_manager", clocks.pause, thread.id, key, reason="Wacht op de bank")
    assert Kind.SILENT not in kinds(seen(city))
    assert Kind.LATE not in kinds(seen(city))


def test_what_was_not_released_is_no_sign(city):
    """Bait: the corporation does bring something in, but releases it to nobody."""
    thread = running(city, 2)
    thread.partner("corporatie", "housing")
    late_action(thread)
    thread.row.participations.using("keeper").update(valid_from=timezone.now() - timedelta(days=60))
    thread.do("housing", actions.add_contribution, thread.id, nature="fact", text="Geheim")
    assert Contribution.objects.using("keeper").count() == 1
    assert len(kinds(seen(city))[Kind.SILENT]) == 1


def test_up_after_down_is_a_case_that_came_back():
    def step(source, target):
        return PhaseDecision(from_phase=source, to_phase=target, granted=True)

    assert came_back([step(1, 2), step(2, 3)]) is None
    assert came_back([step(1, 2), step(2, 1)]) is None
    assert came_back([step(1, 2), step(2, 1), step(1, 2)]).to_phase == 2


def test_only_my_own_cases(city):
    running(city, 2)
    assert seen(city, "process_manager2").count == 0
    assert seen(city, "case_manager").count == 0


def test_filters_and_words(city, client_as):
    thread = running(city, 3)
    thread.partner("corporatie", "housing")
    late_action(thread)
    client = client_as("process_manager")
    page = client.get("/werk/radar/").content.decode()
    assert "Slot vervangen" in page
    assert "Begin hier" in page
    other = client.get("/werk/radar/?wat=stoel&fase=2").content.decode()
    assert "Hier vraagt niets uw aandacht" in other
    assert client.get("/werk/radar/?wat=onzin&fase=99&alles").status_code == 200
    for who in ("case_manager", "police", "mayor", "desk", "lead"):
        assert client_as(who).get("/werk/radar/").status_code == 403, who
    empty = client_as("process_manager2").get("/werk/radar/").content.decode()
    assert "U bewaakt nu geen casus" in empty


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_stays(city, number):
    for _each in range(number):
        thread = running(city, 3)
        thread.partner("corporatie", "housing")
        late_action(thread)
    with acting_as(city.acting("process_manager")) as acting:
        radar(acting, {})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            radar(acting, {})
    assert len(asked) == 18


def test_every_case_is_on_the_drawing():
    spots = [Spot(f"C-{n}", 1 + n % 4, n - 20, "runs" if n % 3 else "late", not n % 3)
             for n in range(60)]  # fmt: skip
    for chart in charts(spots):
        assert sum(lane.count for lane in chart.lanes) == 60
        assert sum(max(1, mark.more) for mark in chart.marks) == 60
        assert all(chart.start <= mark.x <= chart.width for mark in chart.marks)
    assert charts([]) == []
