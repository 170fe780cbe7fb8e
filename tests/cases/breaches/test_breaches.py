"""T9: a breach is written down, told of within 72 hours or not with a reason, and closed whole."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from baken.audit.models import Entry
from baken.cases.breaches import actions
from baken.cases.breaches.models import Breach
from baken.cases.breaches.retention import remove
from baken.cases.clocks import officers
from baken.cases.clocks.models import Notice
from baken.cases.facts import known_of
from baken.cases.worklist import my_work, privacy_work
from baken.core.acting import PUBLIC, acting_as, job
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from tests.cases.build import running

BAIT = "Lokaas-zeearend"
OFFICER = "privacy_officer"


def ago(**much):
    return timezone.now() - timedelta(**much)


def found(thread, who="process_manager", **more):
    values = {"what": BAIT, "categories": ["gezondheid"], "known_at": ago(hours=1)} | more
    values.setdefault("case_id", thread.id)
    return thread.do(who, actions.record_breach, **values)


def row(key):
    return Breach.objects.using("keeper").get(pk=key)


def reported(thread, key, **more):
    values = {"told": True, "at": timezone.now(), "number": "AP-1", "version": 1} | more
    thread.do(OFFICER, actions.tell_authority, key, **values)


def told(thread, key, **more):
    values = {"told": False, "ground": "low", "reason": "Geen hoog risico.", "version": 2} | more
    thread.do(OFFICER, actions.tell_people, key, **values)


def closed(thread, key, **more):
    values = {"effects": "Geen.", "measures": "Adres hersteld.", "version": 3} | more
    thread.do(OFFICER, actions.close, key, **values)


def seen(city, who):
    with acting_as(city.acting(who)):
        return Breach.objects.filter(what=BAIT).count()


def test_from_found_to_closed_with_the_record_of_the_law(city):
    thread = running(city, 2)
    key = found(thread, known_at=datetime(2026, 5, 22, 16, 20, tzinfo=ZONE), people=12)
    made = row(key)
    assert made.due_at == datetime(2026, 5, 25, 16, 20, tzinfo=ZONE)  # Whit Monday
    assert (made.file_id, made.case_number, made.people) == (thread.id, thread.row.number, 12)
    with acting_as(city.acting("process_manager")):
        waits = known_of(thread.id, ["clocks_open"])["clocks_open"]
    with pytest.raises(Conflict) as refused:
        closed(thread, key, version=1)
    assert len(refused.value.missing) == 2
    reported(thread, key, reason="Het was weekend.")
    with acting_as(city.acting("process_manager")):
        assert known_of(thread.id, ["clocks_open"])["clocks_open"] == waits - 1
    told(thread, key)
    with pytest.raises(Conflict) as lost:
        told(thread, key, reason="Anders.")
    assert lost.value.versions[0].theirs == "Geen hoog risico."
    closed(thread, key)
    verbs = {f"breach.{verb}" for verb in ("record", "authority", "people", "close")}
    assert verbs <= set(Entry.objects.using("keeper").values_list("verb", flat=True))
    for step in (reported, told, closed):
        with pytest.raises(Conflict):
            step(thread, key, version=4)
    assert not any(m.text.count(BAIT) for m in Message.objects.using("keeper"))


def test_bad_input_is_one_clear_sentence(city):
    thread = running(city, 2)
    for wrong in ({"what": " "}, {"categories": []}, {"categories": ["eigen"]},
                  {"known_at": timezone.now() + timedelta(hours=1)}):  # fmt: skip
        with pytest.raises(ValidationError):
            found(thread, **wrong)
    key = found(thread, known_at=ago(days=5))
    for wrong in ({"at": ago(days=6)}, {"at": timezone.now() + timedelta(days=1)}, {"reason": ""},
                  {"told": False}):  # fmt: skip
        with pytest.raises(ValidationError):
            reported(thread, key, **wrong)
    reported(thread, key, told=False, reason="Niemand kon erbij.")
    for wrong in ({"ground": ""}, {"ground": "eigen"}, {"reason": " "}):
        with pytest.raises(ValidationError):
            told(thread, key, **wrong)
    told(thread, key)
    for wrong in ({"effects": ""}, {"measures": " "}):
        with pytest.raises(ValidationError):
            closed(thread, key, **wrong)
    assert row(key).closed_at is None


def test_who_writes_down_who_decides_and_who_never_knows(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    alone = found(thread, OFFICER, case_id=None)
    for who in ("police", "desk", "administrator", "process_manager2", "mayor"):
        with pytest.raises(Denied):
            found(thread, who)
        with pytest.raises(Denied):
            found(thread, who, case_id=None)
    key = found(thread)
    counts = {who: seen(city, who) for who in (OFFICER, "process_manager", "case_manager", "police",
              "process_manager2", "administrator", "mayor", "desk")}  # fmt: skip
    assert counts == {OFFICER: 2, "process_manager": 1, "case_manager": 1, "police": 0,
                      "process_manager2": 0, "administrator": 0, "mayor": 0, "desk": 0}  # fmt: skip
    with acting_as(PUBLIC):
        assert Breach.objects.count() == 0
    for who in ("process_manager", "police", "administrator"):
        for breach in (key, alone):
            with pytest.raises(Denied):
                thread.do(who, actions.tell_authority, breach, told=False, reason="x", version=1)
            with acting_as(city.acting(who)):
                assert Breach.objects.filter(pk=breach).update(effects="x") == 0
    assert (row(key).told_authority, row(key).effects) == (None, "")


def test_the_database_refuses_what_the_program_forgot(city):
    thread, other = running(city, 2), running(city, 2)
    values = {"what": BAIT, "categories": ["feit"], "known_at": ago(hours=2),
              "due_at": timezone.now(), "recorded_at": timezone.now()}  # fmt: skip

    def refused(who, error, **more):
        more.setdefault("recorded_by_id", city.user(who))
        with acting_as(city.acting(who)), pytest.raises(error), transaction.atomic():
            Breach.objects.create(number="D-1", **values, **more)

    refused("process_manager2", ProgrammingError, file_id=thread.id)
    refused("process_manager", ProgrammingError)
    refused("process_manager", ProgrammingError, file_id=other.id, recorded_by_id=city.user("desk"))
    refused(OFFICER, ProgrammingError, file_id=thread.id)
    refused(OFFICER, ProgrammingError, told_authority=True, authority_at=ago(hours=1),
            authority_by_id=city.user(OFFICER))  # fmt: skip
    key = found(thread)
    later = row(key).due_at + timedelta(hours=1)
    for wrong in ({"told_authority": True}, {"told_people": False, "people_at": later,
                  "people_by_id": city.user(OFFICER)}, {"closed_at": later,
                  "closed_by_id": city.user(OFFICER)}, {"told_authority": True,
                  "authority_at": later, "authority_by_id": city.user(OFFICER)}):  # fmt: skip
        with acting_as(city.acting(OFFICER)), pytest.raises(IntegrityError), transaction.atomic():
            Breach.objects.filter(pk=key).update(**wrong)


def round_at(now):
    with acting_as(job("cases.clocks", "cases")) as acting:
        return officers.watch(acting, now)


def heard(key):
    rows = Notice.objects.using("keeper").filter(about=key)
    return {notice.step: notice.told_id for notice in rows}


def mails_about(key):
    rows = Message.objects.using("keeper").filter(about_id=key)
    return [mail.subject for mail in rows.order_by("created_at")]


def test_the_officer_hears_at_once_before_the_end_and_after_it_and_then_no_more(city):
    thread = running(city, 2)
    key = found(thread, known_at=datetime(2026, 11, 17, 9, 30, tzinfo=ZONE))
    due = row(key).due_at
    assert due == datetime(2026, 11, 20, 9, 30, tzinfo=ZONE)
    assert round_at(datetime(2026, 11, 17, 12, tzinfo=ZONE)) == 0
    assert round_at(due - timedelta(hours=20)) == 1
    assert round_at(due - timedelta(hours=19)) == 0
    assert round_at(due + timedelta(minutes=1)) == 1
    officer = city.user(OFFICER)
    assert heard(key) == {"soon": officer, "late": officer}
    assert len(mails_about(key)) == 3
    assert not any(BAIT in mail.text for mail in Message.objects.using("keeper"))
    second = found(thread, known_at=datetime(2026, 11, 17, 9, 30, tzinfo=ZONE))
    reported(thread, second, reason="Laat.")
    assert round_at(due + timedelta(minutes=1)) == 0
    with acting_as(city.acting("process_manager")), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_due_privacy('2099-01-01')")
        assert cursor.fetchone() == (0,)


def test_it_is_work_for_the_officer_and_waiting_for_who_found_it(city):
    thread = running(city, 2)
    key = found(thread)

    def tasks(who, of):
        with acting_as(city.acting(who)) as acting:
            return [(t.title, t.waits_for) for t in of(acting) if t.kind == "datalek"]

    decide = "Meld het datalek, of schrijf waarom niet"
    assert tasks(OFFICER, privacy_work) == [(decide, "")]
    assert tasks("process_manager", my_work) == [(decide, "de privacyfunctionaris")]
    assert tasks("process_manager2", my_work) == []
    reported(thread, key)
    assert tasks(OFFICER, privacy_work) == [("Maak het datalek af", "")]
    assert tasks("process_manager", my_work) == []


def test_the_pages(city, client_as):
    thread = running(city, 2)
    manager, officer, police = (client_as(w) for w in ("process_manager", OFFICER, "police"))
    there = f"/werk/casussen/{thread.id}/datalek/"
    assert there in manager.get(f"/werk/casussen/{thread.id}/klokken/").content.decode()
    here = timezone.localtime() - timedelta(minutes=5)
    sent = {"what": BAIT, "known_on": here.date().isoformat(), "categories": ["gezondheid"],
            "known_time": here.strftime("%H:%M")}  # fmt: skip
    assert police.get(there).status_code in (403, 404)
    for wrong in ({"what": ""}, {"known_on": "31-02-2026"}, {"known_time": "25:00"},
                  {"categories": ["<b>"]}, {"people": "-1"}):  # fmt: skip
        assert manager.post(there, sent | wrong).status_code == 422
    assert manager.get(there).status_code == 200
    assert manager.post(there, sent).status_code == 302
    key = Breach.objects.using("keeper").get().id
    page = f"/werk/datalekken/{key}/"
    assert BAIT in manager.get(page).content.decode()
    assert "autoriteit/" not in manager.get(page).content.decode()
    assert BAIT in officer.get("/werk/datalekken/").content.decode()
    assert page in officer.get("/werk/").content.decode()
    assert police.get("/werk/datalekken/").status_code == 403
    assert client_as("process_manager2").get(page).status_code == 404
    assert manager.post(f"{page}autoriteit/", {"told": "nee"}).status_code == 403
    for wrong in ({"told": "ja"}, {"told": "nee"}, {"told": "misschien"}):
        answer = officer.post(f"{page}autoriteit/", {"version": 1} | wrong)
        assert answer.status_code == 422
    now = timezone.localtime()
    yes = {"told": "ja", "on": now.date().isoformat(), "time": now.strftime("%H:%M"), "version": 1}
    assert officer.post(f"{page}autoriteit/", yes).status_code == 302
    no = {"told": "nee", "ground": "low", "reason": "Geen hoog risico.", "version": 2}
    assert officer.post(f"{page}mensen/", no).status_code == 302
    end = {"effects": "Geen.", "measures": "Hersteld.", "version": 3}
    assert officer.post(f"{page}afsluiten/", end).status_code == 302
    assert "Hersteld." in manager.get(page).content.decode()
    assert officer.post("/werk/datalekken/nieuw/", sent).status_code == 302


def test_the_record_stays_when_its_case_goes_and_goes_by_its_own_term(city):
    thread = running(city, 2)
    key = found(thread, known_at=datetime(2026, 11, 17, 9, 30, tzinfo=ZONE))
    round_at(datetime(2026, 11, 21, tzinfo=ZONE))
    with acting_as(job("retention.run")) as acting:
        assert remove(acting, [key]) == 1
    assert not Breach.objects.using("keeper").exists()
    assert not Notice.objects.using("keeper").filter(about=key).exists()
