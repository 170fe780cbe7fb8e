"""Handing over many cases: accepted once, each whole, with its trail, resumable."""

import time
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils import timezone

from baken.access.models import Membership
from baken.audit.models import Entry
from baken.cases.models import Case, Seat, Transfer, TransferItem
from baken.cases.radar import transfer
from baken.core import numbers
from baken.core.acting import acting_as, job
from baken.core.errors import Conflict, Denied
from tests.cases.build import Thread, opened, running

JOB = job("cases.transfer", "cases")


def asked(city, who="process_manager", **more) -> UUID:
    with acting_as(city.acting(who)) as acting:
        people = {"source": city.user("process_manager"), "target": city.user("process_manager2")}
        return transfer.ask(acting, **people, reason="Verlof", **more)


def answered(city, key, *, accept=True, who="process_manager2"):
    with acting_as(city.acting(who)) as acting:
        transfer.answer(acting, key, accept=accept)


def holder(thread: Thread):
    return thread.seat("procesregie").holder_id


def on_file(thread: Thread):
    rows = Membership.objects.using("keeper").filter(file_id=thread.id, invited=False)
    return set(rows.filter(valid_until=None).values_list("user_id", flat=True))


def test_one_yes_moves_all(city):
    threads = [running(city, 2), running(city, 3), opened(city)]
    key = asked(city)
    assert Transfer.objects.using("keeper").get().total == 3
    assert transfer.run(JOB, [str(key)]) == 0
    assert {holder(t) for t in threads} == {city.user("process_manager")}
    answered(city, key)
    assert transfer.run(JOB, []) == 3
    for thread in threads:
        assert holder(thread) == city.user("process_manager2")
        assert thread.seat("procesregie").accepted_at is not None
        assert city.user("process_manager2") in on_file(thread)
        assert city.user("process_manager") not in on_file(thread)
        entry = Entry.objects.using("keeper").get(verb="case.transfer", object_id=thread.id)
        assert entry.acting_kind == "job"
    row = Transfer.objects.using("keeper").get()
    assert (row.done, row.kept, row.finished_at is not None) == (3, 0, True)
    assert transfer.run(JOB, [str(key)]) == 0


def test_a_no_moves_nothing_and_is_given_once(city):
    thread = running(city, 2)
    key = asked(city)
    for who in ("process_manager", "lead", "case_manager", "police"):
        with pytest.raises(Denied):
            answered(city, key, who=who)
    answered(city, key, accept=False)
    with pytest.raises(Conflict):
        answered(city, key)
    assert transfer.run(JOB, [str(key)]) == 0
    assert holder(thread) == city.user("process_manager")


def test_nobody_gives_away_anothers_cases_but_a_lead_decides(city):
    running(city, 2)
    for who in ("process_manager2", "case_manager", "police", "mayor"):
        with pytest.raises(Denied):
            asked(city, who)
    asked(city, "lead")
    with acting_as(city.acting("lead")):
        assert TransferItem.objects.count() == 0
        assert Case.objects.count() == 0
    with acting_as(city.acting("process_manager2")):
        assert Case.objects.count() == 0


def test_casusregie_and_procesregie_stay_apart(city):
    thread = running(city, 3)
    Seat.objects.using("keeper").filter(case_id=thread.id, role="casusregie").update(
        holder_id=city.user("process_manager2")
    )
    other = running(city, 2)
    key = asked(city)
    answered(city, key)
    assert transfer.run(JOB, [str(key)]) == 2
    assert holder(thread) == city.user("process_manager")
    assert holder(other) == city.user("process_manager2")
    row = Transfer.objects.using("keeper").get()
    assert (row.done, row.kept) == (1, 1)


def test_it_goes_on_where_it_stopped(city, monkeypatch):
    threads = [opened(city) for _each in range(5)]
    monkeypatch.setattr(transfer, "BATCH", 2)
    key = asked(city)
    answered(city, key)
    assert transfer.batch(JOB, str(key)) == 2
    left = [t for t in threads if holder(t) == city.user("process_manager")]
    assert len(left) == 3
    assert transfer.run(JOB, []) == 3
    assert {holder(t) for t in threads} == {city.user("process_manager2")}


def test_a_batch_that_is_broken_off_leaves_nothing(city):
    thread = opened(city)
    key = asked(city)
    answered(city, key)
    with acting_as(JOB), connections["default"].cursor() as cursor:
        cursor.execute("select * from cases_transfer_batch(%s, 10)", [key])
        assert len(cursor.fetchall()) == 1
        transaction.set_rollback(True)
    assert holder(thread) == city.user("process_manager")
    assert on_file(thread) == {city.user("process_manager")}


def test_phases_and_mistakes(city):
    running(city, 2)
    for changes in ({"phases": [4]}, {}):
        target = "process_manager2" if changes else "case_manager"
        with acting_as(city.acting("process_manager")) as acting, pytest.raises(ValidationError):
            transfer.ask(acting, source=city.user("process_manager"), target=city.user(target),
                         reason="x", **changes)  # fmt: skip
    with acting_as(city.acting("process_manager")) as acting, pytest.raises(ValidationError):
        transfer.ask(acting, source=acting.user_id, target=acting.user_id, reason="x")


def test_a_thousand_cases_within_thirty_seconds(city):
    thread = opened(city)
    first, now, keeper = thread.row, timezone.now(), Case.objects.using("keeper")
    cases = [Case(number=numbers.draw("C"), model_id=first.model_id, lifecycle="active", phase=2,
                  purpose="x", opened_at=now) for _each in range(999)]  # fmt: skip
    keeper.bulk_create(cases)
    holds = {"holder_id": city.user("process_manager"), "since": now, "accepted_at": now,
             "organisation_id": city.organisation("gemeente"), "role": "procesregie"}  # fmt: skip
    Seat.objects.using("keeper").bulk_create([Seat(case=case, **holds) for case in cases])
    key = asked(city)
    answered(city, key)
    start = time.monotonic()
    assert transfer.run(JOB, [str(key)]) == 1000
    assert time.monotonic() - start < 30
    assert Entry.objects.using("keeper").filter(verb="case.transfer").count() == 1000


def test_the_pages(city, client_as):
    running(city, 2)
    giver, taker = client_as("process_manager"), client_as("process_manager2")
    there = "/werk/overdragen/"
    bad = giver.post(there, {"target": "", "phases": ["2"], "reason": "Verlof"})
    assert bad.status_code == 422
    assert "Verlof" in bad.content.decode()
    data = {"target": str(city.user("process_manager2")), "phases": ["1", "2"], "reason": "Verlof"}
    page = giver.post(there, data)["Location"]
    assert "Wacht op antwoord" in giver.get(page).content.decode()
    assert "Ja, ik neem ze over" in taker.get(page).content.decode()
    assert client_as("lead").get(page).status_code == 404
    assert taker.post(page, {"antwoord": "ja"}).status_code == 302
    assert "0 van 1 gedaan" in taker.get(page).content.decode()
    transfer.run(JOB, [])
    assert "1 casus is verhuisd" in taker.get(page).content.decode()
    assert client_as("lead").get(there).status_code == 200
    for who in ("police", "case_manager", "mayor"):
        assert client_as(who).get(there).status_code == 403
