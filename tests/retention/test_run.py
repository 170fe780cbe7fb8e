"""The nightly run: what goes, what stays, and what is left as proof."""

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.access.models import Membership
from baken.audit.models import Entry
from baken.core.acting import PUBLIC, Acting, acting_as, job, resident
from baken.core.errors import Conflict, Denied
from baken.messages.models import Message
from baken.retention import actions, queries, tasks, terms
from baken.retention.models import Certificate, Hold, Plan, Run
from baken.retention.terms import Term
from tests.city import City

TODAY = date(2026, 11, 21)
RUN = job("retention.run")
ENDED = datetime(2021, 11, 20, 23, 59, tzinfo=ZoneInfo("Europe/Amsterdam"))
NOT_YET = datetime(2021, 11, 21, 0, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def message(moment: datetime, about: UUID | None = None) -> UUID:
    """A message with a term of five years from `moment`."""
    return (
        Message.objects.using("keeper")
        .create(
            channel="mail", purpose="reports", about_id=about or uuid4(), to="a@voorbeeld.invalid",
            subject="Geheim onderwerp", text="x", html="", state="shown", created_at=moment,
        )
        .id
    )  # fmt: skip


def left() -> set[UUID]:
    return set(Message.objects.using("keeper").values_list("id", flat=True))


def hold(city: City, object_id: UUID, until: date | None = None) -> UUID:
    acting = city.acting("privacy_officer")
    with acting_as(acting):
        return actions.place_hold(acting, object_id, "Er loopt bezwaar", until)


def certificates() -> list[Certificate]:
    return list(Certificate.objects.using("keeper").order_by("number"))


def test_what_ended_goes_and_what_did_not_stays(city: City) -> None:
    message(ENDED)
    young = message(NOT_YET)
    actions.remove_due(RUN, TODAY)
    assert left() == {young}


def test_the_certificate_proves_it_without_naming_anyone(city: City, superuser: Any) -> None:
    gone = [message(ENDED) for _ in range(3)]
    run_id = actions.remove_due(RUN, TODAY)
    (certificate,) = certificates()
    assert (certificate.removed, certificate.what, certificate.term) == (3, "bericht", "5 jaar")
    assert certificate.started_from == certificate.started_until == date(2021, 11, 20)
    assert "6.1" in certificate.selection
    assert "Archiefbesluit 1995 art. 8" in certificate.act
    assert certificate.objects_hash == queries.hash_of(gone)
    assert certificate.run_id == run_id
    row = superuser.execute("select retention_certificate::text from retention_certificate")
    text = row.fetchone()[0]
    assert not [key for key in gone if str(key) in text]
    assert "voorbeeld.invalid" not in text
    trail = Entry.objects.using("keeper").filter(verb="retention.remove")
    assert trail.get().count == 3


def test_certificates_form_a_chain_in_which_a_change_shows(city: City) -> None:
    for _ in range(3):
        message(ENDED)
        actions.remove_due(RUN, TODAY)
    assert [c.number for c in certificates()] == [1, 2, 3]
    with acting_as(RUN):
        assert queries.first_broken_certificate() is None
    Certificate.objects.using("keeper").filter(number=2).update(removed=2)
    with acting_as(RUN):
        assert queries.first_broken_certificate() == 2
    Certificate.objects.using("keeper").filter(number=2).delete()
    with acting_as(RUN):
        assert queries.first_broken_certificate() == 3


def test_a_hold_on_the_row_or_on_its_file_stops_removal(city: City) -> None:
    file_id = uuid4()
    held_row, held_by_file, gone = message(ENDED), message(ENDED, file_id), message(ENDED)
    hold(city, held_row)
    hold(city, file_id, timezone.localdate() + timedelta(days=1))
    actions.remove_due(RUN, TODAY)
    assert left() == {held_row, held_by_file}
    assert gone not in left()


def test_a_hold_ends_on_its_day_or_when_it_is_lifted(city: City) -> None:
    first, second = message(ENDED), message(ENDED)
    today = timezone.localdate()
    hold(city, first, today)
    lifted = hold(city, second)
    actions.remove_due(RUN, today)
    assert left() == {first, second}
    acting = city.acting("privacy_officer")
    with acting_as(acting):
        actions.lift_hold(acting, lifted)
    actions.remove_due(RUN, today)
    assert left() == {first}
    actions.remove_due(RUN, today + timedelta(days=1))
    assert left() == set()


def test_a_hold_is_lifted_once_and_by_the_privacy_officer(city: City) -> None:
    hold_id = hold(city, uuid4())
    for who, error in (("administrator", Denied), ("case_manager", Denied)):
        with pytest.raises(error), acting_as(city.acting(who)) as acting:
            actions.lift_hold(acting, hold_id)
    with pytest.raises(Denied), acting_as(city.acting("privacy_officer")) as acting:
        actions.lift_hold(acting, uuid4())
    with acting_as(city.acting("privacy_officer")) as acting:
        actions.lift_hold(acting, hold_id)
    with pytest.raises(Conflict), acting_as(city.acting("privacy_officer")) as acting:
        actions.lift_hold(acting, hold_id)
    assert Hold.objects.using("keeper").get().lifted_by == city.user("privacy_officer")


def test_two_lift_a_hold_at_once_and_one_does(city: City) -> None:
    hold_id = hold(city, uuid4())
    outcomes, gate = [], threading.Barrier(2)

    def lift() -> None:
        try:
            with acting_as(city.acting("privacy_officer")) as acting:
                gate.wait(5)
                actions.lift_hold(acting, hold_id)
            outcomes.append("lifted")
        except Conflict:
            outcomes.append("was lifted")
        finally:
            connection.close()

    threads = [threading.Thread(target=lift) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["lifted", "was lifted"]
    assert Entry.objects.using("keeper").filter(verb="retention.lift").count() == 1


def test_a_hold_needs_a_reason_and_a_day_to_come(city: City) -> None:
    with acting_as(city.acting("privacy_officer")) as acting:
        with pytest.raises(ValidationError, match="waarom"):
            actions.place_hold(acting, uuid4(), "  ")
        with pytest.raises(ValidationError, match="voorbij"):
            actions.place_hold(acting, uuid4(), "Bezwaar", date(2020, 1, 1))
    with pytest.raises(Denied), acting_as(city.acting("desk")) as acting:
        actions.place_hold(acting, uuid4(), "Bezwaar")
    assert not Hold.objects.using("keeper").exists()


def test_who_is_on_a_file_holds_it_and_nobody_else_does(city: City) -> None:
    file_id = uuid4()
    Membership.objects.using("keeper").create(
        file_id=file_id, user_id=city.user("case_manager"),
        organisation_id=city.organisation("gemeente"), valid_from=timezone.now(),
    )  # fmt: skip
    with acting_as(city.acting("case_manager")) as acting:
        actions.place_hold(acting, file_id, "Er loopt bezwaar")
        assert queries.held_among([file_id]) == {file_id}
    with pytest.raises(ProgrammingError), acting_as(city.acting("process_manager")) as acting:
        actions.place_hold(acting, file_id, "Er loopt bezwaar")
    with acting_as(city.acting("process_manager")):
        assert queries.held_among([file_id]) == set()


def test_a_count_changes_nothing_and_says_what_would_go(city: City) -> None:
    message(ENDED)
    held = message(ENDED)
    message(NOT_YET)
    message(NOT_YET + timedelta(days=60))
    hold(city, held)
    actions.count(RUN, TODAY)
    plan = Plan.objects.using("keeper").get(what="bericht")
    assert (plan.due, plan.soon, plan.held) == (1, 1, 1)
    assert [day for _key, day in plan.sample] == ["2026-11-20", "2026-11-21"]
    assert len(left()) == 4
    assert certificates() == []


def test_more_than_one_batch(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for _ in range(5):
        message(ENDED)
    actions.remove_due(RUN, TODAY)
    assert left() == set()
    assert [c.removed for c in certificates()] == [2, 2, 1]
    assert Run.objects.using("keeper").get().removed == 5


def fails(acting: Acting, ids: Sequence[UUID]) -> int:
    Message.objects.filter(id__in=ids).delete()
    raise RuntimeError("half way")


def does_nothing(acting: Acting, ids: Sequence[UUID]) -> int:
    return len(ids)


@pytest.mark.parametrize("remove", [fails, does_nothing])
def test_a_term_that_fails_leaves_all_or_nothing_and_stops_no_other(
    city: City, monkeypatch: pytest.MonkeyPatch, remove: Any
) -> None:
    own = [t for t in terms.all_terms() if t.model.startswith("retention")]
    broken = Term(
        model="messages.Message", what="stuk", trigger="created_at", years=5, remove=remove
    )
    monkeypatch.setattr(terms, "_terms", {"a": [broken], "b": own})
    message(ENDED)
    old = Run.objects.using("keeper").create(
        kind="count", day=TODAY, started_at=timezone.now() - timedelta(days=400)
    )
    Plan.objects.using("keeper").create(run=old, model="x", what="x", due=0, soon=0, held=0)
    actions.remove_due(RUN, TODAY)
    run = Run.objects.using("keeper").get(kind="removal")
    assert run.failed == ["messages.Message"]
    assert len(left()) == 1
    assert certificates() == []
    assert not Run.objects.using("keeper").filter(id=old.id).exists()


def test_technical_rows_go_without_a_certificate(city: City) -> None:
    old = timezone.now() - timedelta(days=400)
    Run.objects.using("keeper").create(kind="count", day=TODAY, started_at=old)
    kept = Run.objects.using("keeper").create(kind="removal", day=TODAY, started_at=old)
    actions.remove_due(RUN, TODAY)
    runs = Run.objects.using("keeper").filter(started_at=old)
    assert [run.id for run in runs] == [kept.id]
    assert certificates() == []


def test_nobody_but_the_run_removes_or_certifies(city: City) -> None:
    message(ENDED)
    actions.count(RUN, TODAY)
    for acting in (
        city.acting("privacy_officer"),
        city.acting("administrator"),
        city.acting("desk"),
        resident("x"),
        PUBLIC,
        job("messages.send"),
    ):
        with pytest.raises((ProgrammingError, IntegrityError)):
            actions.remove_due(acting, TODAY)
    assert len(left()) == 1
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(RUN):
        Certificate.objects.all().delete()


@pytest.mark.parametrize(
    ("who", "sees"),
    [("privacy_officer", 1), ("administrator", 1), ("desk", 0), ("police", 0), ("mayor", 0)],
)
def test_who_sees_runs_plans_and_certificates(city: City, who: str, sees: int) -> None:
    message(ENDED)
    tasks.nightly.run()
    with acting_as(city.acting(who)):
        for model in (Run, Plan, Certificate):
            assert bool(model._base_manager.exists()) is bool(sees), model


def test_the_overview_for_the_privacy_officer(city: City, client_as: Callable[..., Client]) -> None:
    gone, stays = message(ENDED), message(NOT_YET)
    tasks.nightly.run(tasks.ONLY_COUNT)
    client = client_as("privacy_officer")
    page = client.get(reverse("retention:overview"))
    text = page.content.decode()
    assert page.status_code == 200
    assert str(gone) in text
    assert str(stays) in text
    assert "Geheim onderwerp" not in text
    assert "niet nagekeken" in text
    assert "style=" not in text
    answer = client.post(
        reverse("retention:overview"), {"object_id": str(gone), "reason": "Bezwaar", "until": ""}
    )
    assert answer.status_code == 302
    tasks.nightly.run()
    assert gone in left()
    shown = client.get(reverse("retention:overview")).content.decode()
    assert "Bezwaar" in shown


def test_a_wrong_hold_keeps_what_was_typed(city: City, client_as: Callable[..., Client]) -> None:
    client = client_as("privacy_officer")
    for wrong in (
        {"object_id": "geen kenmerk", "reason": "Bezwaar"},
        {"object_id": str(uuid4()), "reason": "a\u202eb"},
        {"object_id": str(uuid4()), "reason": "\x00"},
        {"object_id": str(uuid4()), "reason": "Bezwaar", "until": "31-02-2027"},
        {"object_id": str(uuid4()), "reason": "Bezwaar", "until": "2020-01-01"},
        {"object_id": str(uuid4()), "reason": "x" * 501},
    ):
        answer = client.post(reverse("retention:overview"), wrong)
        assert answer.status_code == 422, wrong
        assert "Bezwaar" in answer.content.decode() or wrong["reason"] != "Bezwaar"
    assert not Hold.objects.using("keeper").exists()


def test_the_administrator_reads_but_does_not_hold(
    city: City, client_as: Callable[..., Client]
) -> None:
    client = client_as("administrator")
    assert client.get(reverse("retention:overview")).status_code == 200
    answer = client.post(
        reverse("retention:overview"), {"object_id": str(uuid4()), "reason": "Bezwaar"}
    )
    assert answer.status_code == 403
    assert not Hold.objects.using("keeper").exists()


def test_others_know_the_function_but_may_not(city: City, client_as: Callable[..., Client]) -> None:
    client = client_as("privacy_officer")
    client.get(reverse("retention:overview"))
    for who in ("desk", "police", "mayor"):
        assert client_as(who).get(reverse("retention:overview")).status_code == 403


def test_counting_again_and_reading_a_certificate(
    city: City, client_as: Callable[..., Client], superuser: Any
) -> None:
    message(ENDED)
    tasks.nightly.run()
    client = client_as("privacy_officer")
    assert client.post(reverse("retention:recount")).status_code == 302
    queued = superuser.execute("select args from procrastinate_jobs").fetchall()
    assert ({"ids": ["count"]},) in queued
    (certificate,) = certificates()
    page = client.get(reverse("retention:certificate", args=[certificate.id])).content.decode()
    assert certificate.hash in page
    assert certificate.objects_hash in page
    assert "Klopt" in page
    listed = client.get(reverse("retention:certificates")).content.decode()
    assert reverse("retention:certificate", args=[certificate.id]) in listed
    assert client.get(reverse("retention:certificate", args=[uuid4()])).status_code == 404


def test_lifting_on_the_page(city: City, client_as: Callable[..., Client]) -> None:
    hold_id = hold(city, uuid4())
    answer = client_as("privacy_officer").post(reverse("retention:lift", args=[hold_id]))
    assert answer.status_code == 302
    assert Hold.objects.using("keeper").get().lifted_at is not None
