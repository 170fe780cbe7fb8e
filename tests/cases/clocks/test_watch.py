"""The job: each is told once, ahead and after; it sees no text; who did not do it is a row."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from baken.cases import actions
from baken.cases.clocks import actions as clocks
from baken.cases.clocks.models import Lapse, Notice, Pause
from baken.cases.clocks.watch import watch
from baken.cases.models import Action, CaseContent, Clock
from baken.core.acting import acting_as, job
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from tests.cases.build import running, tomorrow

JOB = job("cases.clocks", "cases")
FRIDAY = datetime(2026, 5, 22, 23, 59, 59, tzinfo=ZONE)


def round_at(now):
    with acting_as(JOB) as acting:
        return watch(acting, now)


def with_action(city, phase=3, due=FRIDAY):
    thread = running(city, phase)
    thread.partner("corporatie", "housing")
    key = thread.do("process_manager", actions.add_action, thread.id, title="Slot vervangen",
                    owner=city.user("housing"), due_on=tomorrow())  # fmt: skip
    Action.objects.using("keeper").filter(pk=key).update(due_at=due)
    Clock.objects.using("keeper").update(due_at=due + timedelta(days=300))
    return thread, key


def notices(about):
    rows = Notice.objects.using("keeper").filter(about=about)
    return {row.step: row.told_id for row in rows}


def test_a_silent_partner_climbs_the_seats(city):
    _thread, key = with_action(city)
    assert round_at(FRIDAY - timedelta(days=3)) == 0
    round_at(FRIDAY - timedelta(hours=15))
    assert notices(key) == {"soon": city.user("housing")}
    round_at(FRIDAY + timedelta(seconds=1))
    assert notices(key)["casusregie"] == city.user("case_manager")
    lapse = Lapse.objects.using("keeper").get()
    assert (lapse.organisation_id, lapse.since, lapse.action_id) == (
        city.organisation("corporatie"), FRIDAY, key)  # fmt: skip
    round_at(datetime(2026, 5, 28, 12, tzinfo=ZONE))
    assert "procesregie" not in notices(key)
    round_at(datetime(2026, 5, 29, 0, 1, tzinfo=ZONE))
    assert notices(key)["procesregie"] == city.user("process_manager")
    round_at(datetime(2026, 6, 4, 0, 1, tzinfo=ZONE))
    assert notices(key)["operationeel"] == city.user("lead")
    assert Lapse.objects.using("keeper").count() == 1


def test_a_second_round_tells_nobody(city):
    with_action(city)
    assert round_at(FRIDAY + timedelta(seconds=1)) > 0
    sent = Message.objects.using("keeper").count()
    assert round_at(FRIDAY + timedelta(minutes=15)) == 0
    assert Message.objects.using("keeper").count() == sent


def test_mails_hold_a_number_and_a_link_and_no_text(city):
    thread, _key = with_action(city)
    Message.objects.using("keeper").all().delete()
    round_at(FRIDAY - timedelta(hours=15))
    mail = Message.objects.using("keeper").get()
    assert thread.row.number in mail.text
    assert f"/werk/casussen/{thread.id}/" in mail.text
    for secret in ("Slot vervangen", "Portiek", "Het loopt op", "Weer veilig"):
        assert secret not in mail.text + mail.html + mail.subject


def test_the_job_reads_no_row_of_a_case(city):
    with_action(city)
    with acting_as(JOB), connection.cursor() as cursor:
        for table in ("case", "content", "action", "clock", "seat", "contribution", "pause"):
            cursor.execute(f"select count(*) from cases_{table}")
            assert cursor.fetchone()[0] == 0, table
    with acting_as(job("programme.measure")), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_due_before(now() + interval '9 years')")
        assert cursor.fetchone()[0] == 0
    with acting_as(city.acting("process_manager")), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_due_before(now() + interval '9 years')")
        assert cursor.fetchone()[0] == 0


def test_an_answer_stops_the_climb_and_is_given_once(city):
    thread, key = with_action(city)
    round_at(FRIDAY + timedelta(seconds=1))
    lapse = Lapse.objects.using("keeper").get()
    with pytest.raises(Denied):
        thread.do("care", clocks.answer, lapse.id, how="agreed", text="x")
    thread.do("housing", clocks.answer, lapse.id, how="agreed", text="Volgende week, met de buren.")
    with pytest.raises(Conflict) as clash:
        thread.do("process_manager", clocks.answer, lapse.id, how="cannot", text="Kan niet")
    assert clash.value.versions[0].theirs == "Volgende week, met de buren."
    round_at(datetime(2026, 6, 30, tzinfo=ZONE))
    assert set(notices(key)) == {"casusregie"}


def test_what_is_done_at_last_is_settled(city):
    thread, key = with_action(city)
    round_at(FRIDAY + timedelta(seconds=1))
    thread.do("housing", actions.finish_action, key, result="Gedaan", version=1)
    round_at(FRIDAY + timedelta(days=30))
    lapse = Lapse.objects.using("keeper").get()
    assert lapse.answered_at is not None
    assert lapse.how == "done"
    assert set(notices(key)) == {"casusregie"}


def test_another_partner_does_not_see_the_lapse(city):
    thread, _key = with_action(city)
    thread.partner("politie", "police")
    round_at(FRIDAY + timedelta(seconds=1))
    for who, expected in (("police", 0), ("housing", 1), ("process_manager", 1), ("desk", 0)):
        with acting_as(city.acting(who)):
            assert Lapse.objects.count() == expected, who


def test_a_partner_that_falls_silent_is_noticed(city):
    thread, _key = with_action(city, due=timezone.now() + timedelta(days=200))
    now = timezone.now()
    assert round_at(now + timedelta(days=9)) == 0
    round_at(now + timedelta(days=40))
    lapse = Lapse.objects.using("keeper").get()
    assert (lapse.kind, lapse.organisation_id) == ("silence", city.organisation("corporatie"))
    told = Notice.objects.using("keeper").exclude(step="soon").filter(case_id=thread.id)
    assert {row.step for row in told} >= {"procesregie"}
    thread.do("housing", clocks.answer, lapse.id, how="agreed", text="Wij bellen vrijdag.")
    before = Lapse.objects.using("keeper").count()
    round_at(now + timedelta(days=1))
    assert Lapse.objects.using("keeper").count() == before


def test_a_clock_stands_still_with_a_reason_and_its_date_moves(city):
    thread = running(city, 3)
    Clock.objects.using("keeper").filter(kind="meeting").update(met_at=timezone.now())
    clock = Clock.objects.using("keeper").get(case_id=thread.id, kind="review", met_at=None)
    with pytest.raises(ValidationError):
        thread.do("process_manager", clocks.pause, thread.id, clock.id, reason="  ")
    thread.do("process_manager", clocks.pause, thread.id, clock.id, reason="Wacht op de rechter")
    thread.do("process_manager", clocks.pause, thread.id, clock.id, reason="Nog eens")
    assert Pause.objects.using("keeper").count() == 1
    assert CaseContent.objects.using("keeper").get(case_id=thread.id).next_due.year == 9999
    Pause.objects.using("keeper").update(began_at=timezone.now() - timedelta(days=14, hours=1))
    Clock.objects.using("keeper").filter(pk=clock.id).update(
        started_at=clock.started_at - timedelta(days=21), due_at=clock.due_at - timedelta(days=21)
    )
    assert round_at(timezone.now() + timedelta(days=90)) == 0
    moved = thread.do("process_manager", clocks.resume, thread.id, clock.id)
    row = Clock.objects.using("keeper").get(pk=clock.id)
    assert row.due_at == moved
    assert timedelta(days=13) <= moved - (clock.due_at - timedelta(days=21)) <= timedelta(days=16)
    assert CaseContent.objects.using("keeper").get(case_id=thread.id).next_due == moved


def test_a_date_moves_in_no_other_way(city):
    thread, key = with_action(city, due=timezone.now() + timedelta(days=20))
    clock = Clock.objects.using("keeper").get(case_id=thread.id, kind="review", met_at=None)
    later = clock.due_at + timedelta(days=90)
    for who in ("process_manager", "housing", "lead"):
        for model, about in ((Clock, clock.id), (Action, key)):
            refused = pytest.raises(ProgrammingError, match="only after a pause")
            with acting_as(city.acting(who)), refused, transaction.atomic():
                model.objects.filter(pk=about).update(due_at=later)
    assert Clock.objects.using("keeper").get(pk=clock.id).due_at == clock.due_at


def test_a_partner_pauses_nothing(city):
    thread, key = with_action(city)
    with pytest.raises(Denied):
        thread.do("housing", clocks.pause, thread.id, key, reason="Vakantie")
    assert not Pause.objects.using("keeper").exists()
