"""T11: a closed case is kept longer only when two people say so, within the longest date."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from baken.access.models import User
from baken.audit.models import Entry
from baken.cases import actions as cases
from baken.cases.keeping import actions
from baken.cases.keeping.models import Extension
from baken.cases.keeping.rules import longest
from baken.cases.models import Case
from baken.cases.retention import kept_until
from baken.cases.worklist import privacy_work
from baken.core.acting import acting_as, job
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from baken.retention import actions as retention
from baken.retention.models import Hold, RemovalItem
from tests.cases.build import running

OFFICER = "privacy_officer"
WHY = "Er loopt nog een onderzoek bij de inspectie."
END, MOST = date(2029, 2, 28), date(2031, 2, 28)


def put(thread, **values):
    Case.objects.using("keeper").filter(pk=thread.id).update(**values)


@pytest.fixture
def shut(city):
    """A case of the local regime that was closed on a leap day: kept five years."""
    thread = running(city, 1)
    thread.evaluate()
    thread.do("process_manager", cases.close, thread.id, reason="Klaar")
    put(thread, closed_at=datetime(2024, 2, 29, 12, tzinfo=ZONE))
    return thread


def ask(thread, until=MOST, who="process_manager", reason=WHY):
    return thread.do(who, actions.ask, thread.id, until=until, reason=reason)


def decide(thread, key, who=OFFICER, *, granted=True, remark=""):
    thread.do(who, actions.decide, key, granted=granted, remark=remark)


def last_day(thread):
    with acting_as(thread.city.acting("process_manager")):
        return kept_until(Case.objects.get(pk=thread.id))


def listed(day):
    retention.count(job("retention.run"), day)
    return list(RemovalItem.objects.using("keeper").values_list("object_id", flat=True))


def test_two_people_keep_it_until_a_day_and_then_it_is_listed(shut, city):
    assert last_day(shut) == END
    assert listed(END) == []
    key = ask(shut)
    assert ask(shut) == key
    assert last_day(shut) == END
    with acting_as(city.acting(OFFICER)) as acting:
        (task,) = privacy_work(acting)
    assert (task.title, task.number) == ("Besluit over langer bewaren", shut.row.number)
    decide(shut, key)
    decide(shut, key)
    assert last_day(shut) == MOST
    assert Hold.objects.using("keeper").get().until == MOST
    assert listed(END + timedelta(days=1)) == listed(MOST) == []
    assert listed(MOST + timedelta(days=1)) == [shut.id]
    verbs = set(Entry.objects.using("keeper").values_list("verb", flat=True))
    assert {"case.ask_to_keep", "case.keep_longer", "retention.hold"} <= verbs
    assert not any(WHY in mail.text for mail in Message.objects.using("keeper"))


def test_a_no_has_a_reason_and_changes_nothing(shut):
    key = ask(shut)
    with pytest.raises(ValidationError):
        decide(shut, key, granted=False)
    decide(shut, key, granted=False, remark="Niet nodig.")
    with pytest.raises(Conflict):
        decide(shut, key)
    assert last_day(shut) == END
    assert not Hold.objects.using("keeper").exists()
    assert Extension.objects.using("keeper").get(pk=ask(shut)).turn == 1


def test_the_dates_are_bounded_per_regime(shut, city):
    for until in (END, date(2020, 1, 1), MOST + timedelta(days=1)):
        with pytest.raises(ValidationError):
            ask(shut, until)
    with pytest.raises(ValidationError):
        ask(shut, reason="Daarom.")
    first = ask(shut, date(2030, 1, 1))
    with pytest.raises(Conflict):
        ask(shut, MOST)
    decide(shut, first)
    assert last_day(shut) == date(2030, 1, 1)
    assert Extension.objects.using("keeper").get(pk=ask(shut)).turn == 2
    put(shut, regime="boa_wpg")
    with acting_as(city.acting("process_manager")):
        row = Case.objects.get(pk=shut.id)
        assert longest(row) == row.opened_at.astimezone(ZONE).date().replace(
            year=row.opened_at.year + 10
        )
    Extension.objects.using("keeper").filter(decided_at=None).delete()
    with pytest.raises(ValidationError):
        ask(shut, date(2040, 1, 1))


def test_who_asks_and_who_decides_also_past_the_program(shut, city):
    still_open = running(city, 1)
    with pytest.raises(Conflict):
        ask(still_open)
    for who in ("process_manager2", "case_manager", "police", OFFICER, "administrator", "mayor"):
        with pytest.raises(Denied):
            ask(shut, who=who)
    values = {"case_number": "x", "until": END, "longest": END, "turn": 1, "reason": WHY,
              "asked_at": timezone.now()}  # fmt: skip
    for who, case in (("process_manager2", shut), ("process_manager", still_open), (OFFICER, shut)):
        with (
            acting_as(city.acting(who)),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
        ):
            Extension.objects.create(case_id=case.id, asked_by_id=city.user(who), **values)
    key = ask(shut)
    for who in ("process_manager", "process_manager2", "police", "administrator"):
        with pytest.raises(Denied):
            decide(shut, key, who)
    rows = User.objects.using("keeper")
    mine = rows.get(pk=city.user("process_manager")).email
    rows.filter(pk=city.user(OFFICER)).update(email=mine.replace("@", "+fg@"))
    with pytest.raises(Denied):
        decide(shut, key)
    with acting_as(city.acting(OFFICER)):
        now = {"decided_by_id": city.user(OFFICER), "decided_at": timezone.now(), "granted": True}
        assert Extension.objects.filter(pk=key).update(**now) == 0
    with pytest.raises(IntegrityError):
        Extension.objects.using("keeper").filter(pk=key).update(until=MOST + timedelta(days=1))


def test_the_pages(shut, city, client_as):
    manager, officer = client_as("process_manager"), client_as(OFFICER)
    file = f"/werk/casussen/{shut.id}/"
    there = f"{file}langer-bewaren/"
    assert there in manager.get(file).content.decode()
    for wrong in ({"until": "31-02-2030"}, {"until": "2050-01-01"}, {"until": ""}):
        assert manager.post(there, {"reason": WHY} | wrong).status_code == 422
    assert manager.post(there, {"until": MOST.isoformat(), "reason": WHY}).status_code == 302
    decides = f"/werk/langer-bewaren/{Extension.objects.using('keeper').get().id}/"
    assert manager.get(decides).status_code == 403
    assert decides in officer.get("/werk/").content.decode()
    body = officer.get(decides).content.decode()
    assert WHY in body
    assert "Portiek" not in body
    assert officer.post(decides, {"granted": "nee"}).status_code == 422
    assert officer.post(decides, {"granted": "ja"}).status_code == 302
    assert "28 februari 2031" in manager.get(file).content.decode()
