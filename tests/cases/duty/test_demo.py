"""The demo: nearly everybody is told, a few are not yet, and a request runs."""

import random

from django.utils import timezone

from baken.access import demo as workers
from baken.cases.demo import duty
from baken.cases.demo import fill as cases
from baken.cases.duty.models import DataRequest, InformationDuty, Minor, Postponement
from baken.people import demo as persons
from baken.people.models import Involvement


def test_the_demo_shows_every_state_and_closed_cases_have_no_open_end(database):
    now, dice = timezone.now(), random.Random(1)
    people = workers.fill(dice, now)
    persons.fill(dice=dice, files=cases(dice=dice, now=now, workers=people))
    officer = next(one for one in people if one.capacity == "privacy_officer")
    duty.fill(dice=dice, now=now, officer=officer.user_id, links=persons.links())
    rows = InformationDuty.objects.using("keeper")
    waiting = rows.filter(informed_on=None)
    assert rows.count() == Involvement.objects.using("keeper").exclude(person=None).count()
    assert 0 < waiting.count() < rows.count() / 3
    assert not waiting.filter(case__lifecycle="closed").exists()
    verdicts = set(Postponement.objects.using("keeper").values_list("granted", flat=True))
    assert verdicts == {True, None}
    assert Minor.objects.using("keeper").exists()
    assert DataRequest.objects.using("keeper").filter(decided_at=None).count() == 1
