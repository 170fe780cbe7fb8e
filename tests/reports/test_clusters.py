"""A place about which more is reported than before stands out, until somebody looked."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from baken.core.acting import acting_as
from baken.reports.api import my_work
from baken.reports.clusters.models import Cluster
from baken.reports.models import Report
from baken.reports.tasks import find_clusters
from tests.reports.tools import tell

PAGE = "/werk/meldingen/plekken/"


def told(count, days, **more):
    """So many reports of one place, of so many days ago."""
    for _number in range(count):
        one = tell(**more)
        moment = timezone.now() - timedelta(days=days)
        Report.objects.using("keeper").filter(pk=one.id).update(received_at=moment)


def found():
    find_clusters.run()
    return list(Cluster.objects.using("keeper").values_list("main", "recent", "before"))


@pytest.mark.parametrize(
    ("recent", "before", "stands_out"),
    [(3, 0, False), (4, 0, True), (4, 6, True), (4, 7, False), (6, 9, True)],
)
def test_four_in_four_weeks_and_twice_as_many_stand_out(city, recent, before, stands_out):
    told(recent, 3)
    told(before, 40)
    assert found() == ([("nuisance", recent, before)] if stands_out else [])


def test_another_kind_or_place_is_another_cluster_and_no_name_is_looked_at(city):
    told(2, 3, email="bo@voorbeeld.invalid")
    told(2, 3, code="waste.dumped", email="bo@voorbeeld.invalid")
    assert found() == []


def test_the_desk_sees_it_looks_and_it_comes_back_when_more_is_reported(city, client_as):
    told(4, 3)
    found()
    with acting_as(city.acting("desk")) as acting:
        assert any("1 plek valt op" in task.title for task in my_work(acting))
    client = client_as("desk")
    page = client.get(PAGE).content.decode()
    assert "4 meldingen in de laatste 4 weken" in page
    address = page.split('<h2 class="h3"><a href="')[1].split('"')[0]
    listed = client.get(address.replace("&amp;", "&"))
    assert len(listed.context["rows"]) == 4
    one = Cluster.objects.using("keeper").get()
    assert client.post(f"{PAGE}{one.id}/gezien/", {"why": ""}).status_code == 302
    assert Cluster.objects.using("keeper").get().seen_at is None
    client.post(f"{PAGE}{one.id}/gezien/", {"why": "De lamp is stuk; doorgegeven."})
    assert "De lamp is stuk" in client.get(PAGE).content.decode()
    told(1, 2)
    found()
    assert Cluster.objects.using("keeper").get().seen_at is not None
    told(2, 1)
    found()
    assert Cluster.objects.using("keeper").get().seen_at is None


def test_what_no_longer_stands_out_is_gone_the_next_night(city):
    told(4, 3)
    found()
    Report.objects.using("keeper").update(received_at=timezone.now() - timedelta(days=60))
    assert found() == []


def test_the_desk_of_one_area_sees_its_own_and_others_see_none(city, client_as):
    told(4, 3)
    found()
    for who, count in (("desk_west", 1), ("desk", 1), ("police", 0), ("mayor", 0)):
        with acting_as(city.acting(who)):
            assert Cluster.objects.count() == count, who
    assert client_as("police").get(PAGE).status_code == 403


def test_nobody_but_the_job_counts(city):
    with acting_as(city.acting("desk")), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("select reports_find_clusters()")
