"""After the answer: satisfied or not, said once; opening again within the days that were agreed."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from baken.core.acting import acting_as, resident
from baken.core.errors import Conflict
from baken.reports import clocks
from baken.reports.actions import intake
from baken.reports.actions.desk import answer, ask
from baken.reports.actions.opinion import give_opinion
from baken.reports.codes import State
from baken.reports.models import Message, Opinion
from tests.reports.tools import HOLY, follow_code, keeper_get, stored, tell, verbs


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def answered(city, **more):
    report = tell(**more)
    with acting_as(city.acting("desk")) as acting:
        answer(acting, report.id, 1, "Wij zijn geweest.", "solved")
    return report


def judge(report, opinion="ja", reason="", **more):
    data = {"opinion": opinion, "reason": reason, **more}
    return Client().post(f"/volgen/{follow_code(report)}/oordeel/", data)


def kept():
    return Opinion.objects.using("keeper")


def test_the_question_comes_after_the_answer_and_goes_after_the_opinion(city, client_as):
    report = tell()
    address = f"/volgen/{follow_code(report)}/"
    question = "Bent u tevreden over ons antwoord?"
    assert question not in words(Client().get(address))
    assert judge(report).status_code == 409
    with acting_as(city.acting("desk")) as acting:
        answer(acting, report.id, 1, "Wij zijn geweest.", "solved")
    assert question in words(Client().get(address))
    assert judge(report, "nee", "Het ligt er nog").status_code == 302
    page = words(Client().get(f"{address}?gelukt=oordeel"))
    assert question not in page
    assert "U was niet tevreden over ons antwoord. ‘Het ligt er nog’" in page
    assert "Wij hebben uw oordeel bewaard" in page
    seen = words(client_as("desk").get(f"/werk/meldingen/{report.id}/"))
    assert "niet tevreden" in seen
    assert "Het ligt er nog" in seen
    assert keeper_get(report.id).state == State.ANSWERED


def test_an_opinion_is_given_once(city):
    report = answered(city)
    assert judge(report).status_code == 302
    assert judge(report, "nee", "Toch niet").status_code == 302
    assert [(one.satisfied, one.reason) for one in kept().all()] == [(True, "")]
    assert verbs(report).count("report.opinion") == 1


def test_not_satisfied_and_open_again_in_one_press(city):
    report = answered(city)
    for _twice in range(2):
        assert judge(report, "opnieuw", "Het is er weer").status_code == 302
    now = keeper_get(report.id)
    assert (now.state, now.result, now.closed_at) == (State.READING, "", None)
    assert kept().get().satisfied is False
    assert verbs(report)[-2:] == ["report.answer", "report.opinion"]
    page = words(Client().get(f"/volgen/{follow_code(report)}/?gelukt=oordeel"))
    assert "Iemand kijkt opnieuw naar uw melding" in page


def test_after_the_agreed_days_it_is_a_new_report(city):
    report, client = answered(city), Client()
    days = settings.MUNICIPALITY.reports["reopen_days"]
    noon = timezone.localtime().replace(hour=12)  # clocks go back between now and then
    last = noon - timedelta(days=days)
    stored().filter(id=report.id).update(closed_at=last)
    assert clocks.may_reopen(keeper_get(report.id))
    stored().filter(id=report.id).update(closed_at=last - timedelta(days=1))
    page = words(client.get(f"/volgen/{follow_code(report)}/"))
    assert "Doe een nieuwe melding" in page
    assert "kijk er nog eens naar" not in page
    assert 'name="text"' not in page
    refused = judge(report, "opnieuw", "Toch weer")
    assert refused.status_code == 422
    with acting_as(resident(follow_code(report))) as acting:
        with pytest.raises(Conflict, match="te oud"):
            give_opinion(acting, satisfied=False, reason="x", reopen=True)
        with pytest.raises(Conflict, match="te oud"):
            intake.add_message(acting, "Nog iets", nonce=report.id)
    assert not Message.objects.using("keeper").filter(from_resident=True).exists()
    assert judge(report, "nee", "Te laat gezien").status_code == 302
    assert keeper_get(report.id).state == State.ANSWERED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"opinion": "nee"}, "Schrijf kort waarom"),
        ({"opinion": "opnieuw"}, "Schrijf kort waarom"),
        ({"opinion": ""}, "Kies een van de antwoorden"),
        ({"opinion": "misschien", "reason": "Dit typte ik"}, "Dit typte ik"),
        ({"opinion": "nee", "reason": "a" * 3001}, "te lang"),
        ({"opinion": "nee", "reason": "a\x00b"}, "onzichtbaar teken"),
        ({"opinion": "nee", "reason": "Mijn nummer is 111222333"}, "burgerservicenummer"),
    ],
)
def test_a_bad_opinion_is_explained_and_nothing_is_kept(city, fields, sentence):
    report = answered(city)
    page = judge(report, **fields)
    assert page.status_code == 422
    assert sentence in words(page)
    assert not kept().exists()


def test_the_wall_around_opinions(city):
    mine, other, open_one = answered(city), answered(city, where=HOLY), tell()
    judge(mine, "nee", "Geheim van west")
    judge(other, "nee", "Geheim van holy")

    def write(report):
        with pytest.raises(DatabaseError), transaction.atomic():
            Opinion.objects.bulk_create([Opinion(report=report, at=timezone.now(), satisfied=True)])

    with acting_as(city.acting("desk")):
        assert Opinion.objects.count() == 2
        write(open_one)
        with pytest.raises(DatabaseError), transaction.atomic():
            Opinion.objects.update(satisfied=True)
        assert Opinion.objects.filter(report=mine)._raw_delete("default") == 0
    with acting_as(city.acting("desk_west")):
        assert [one.reason for one in Opinion.objects.all()] == ["Geheim van west"]
    for who in ("police", "administrator", "privacy_officer", "statistician"):
        with acting_as(city.acting(who)):
            assert not Opinion.objects.exists()
    with acting_as(resident(follow_code(mine))):
        assert Opinion.objects.count() == 1
        write(other)
    with acting_as(resident(follow_code(open_one))):
        write(open_one)


def test_opinions_are_counted_for_statistics_only(city):
    for opinion in ("ja", "ja", "nee"):
        judge(answered(city), opinion, "x")
    month = timezone.localtime().strftime("%Y-%m")
    counted = {}
    for who in ("statistician", "desk", "adviser"):
        with acting_as(city.acting(who)), connection.cursor() as cursor:
            cursor.execute(
                "select dims::text, n from figures_reports_opinions('2020-01-01', '2100-01-01')"
            )
            counted[who] = {json.loads(d)["opinion"]: n for d, n in cursor.fetchall()}
            cursor.execute(
                "select dims ->> 'month' from figures_reports_opinions('2020-01-01', '2100-01-01')"
            )
            assert {row[0] for row in cursor.fetchall()} <= {month}
    assert counted == {"statistician": {"satisfied": 2, "dissatisfied": 1}, "desk": {},
                       "adviser": {}}  # fmt: skip


def test_a_question_that_is_open_has_no_opinion(city):
    report = tell()
    with acting_as(city.acting("desk")) as acting:
        ask(acting, report.id, 1, "Waar precies?")
    assert judge(report, "nee", "x").status_code == 409


def test_whether_an_answer_came_in_time_is_counted_for_statistics_only(city):
    answered(city)
    late = answered(city)
    stored().filter(id=late.id).update(closed_at=late.answer_due_at + timedelta(days=1))
    asked = "select dims ->> 'term', n from figures_reports_terms('2020-01-01', '2100-01-01')"
    counted = {}
    for who in ("statistician", "desk"):
        with acting_as(city.acting(who)), connection.cursor() as cursor:
            cursor.execute(asked)
            counted[who] = dict(cursor.fetchall())
    assert counted == {"statistician": {"kept": 1, "late": 1}, "desk": {}}
