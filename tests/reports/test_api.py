"""What higher modules call: work by clock, handing over, answering on closing, buttons."""

from uuid import uuid4

import pytest

from baken.access.models import Membership
from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from baken.reports import api
from baken.reports.actions import desk
from baken.reports.codes import State
from baken.reports.models import Handover
from tests.reports.tools import HOLY, keeper_get, tell, verbs


def on_file(city, who, file_id, report):
    Membership.objects.using("keeper").create(
        file_id=file_id, user_id=city.user(who), organisation_id=city.organisation("gemeente"),
        valid_from=report.received_at,
    )  # fmt: skip


def test_my_work_is_what_is_mine_or_nobodys_by_clock(city):
    mine, nobodys, others = tell("De mijne"), tell("Van niemand", code="housing.dangerous"), tell()
    with acting_as(city.acting("desk")) as acting:
        desk.take(acting, mine.id, 1)
    with acting_as(city.acting("desk2")) as acting:
        desk.take(acting, others.id, 1)
    with acting_as(city.acting("desk")) as acting:
        tasks = api.my_work(acting)
        assert [task.title for task in tasks] == ["Van niemand", "De mijne"]
        assert tasks[0].about == "Het huis is gevaarlijk · Westwijk"
        assert tasks[0].number == nobodys.number
        assert not tasks[0].waits_for
        desk.ask(acting, mine.id, 2, "Een vraag")
        assert [task.waits_for for task in api.my_work(acting)] == ["", "de melder"]
        assert [task.due is None for task in api.my_work(acting)] == [False, True]


def test_handing_over_opens_the_report_for_the_file(city):
    report, file_id = tell(), uuid4()
    on_file(city, "process_manager", file_id, report)
    with acting_as(city.acting("desk")) as acting:
        for _again in range(2):
            api.hand_over(acting, report.id, file_id)
    assert Handover.objects.using("keeper").count() == 1
    now = keeper_get(report.id)
    assert (now.state, now.due_at, now.closed_at) == (State.TO_CASE, None, None)
    assert verbs(report).count("report.hand_over") == 2
    with acting_as(city.acting("process_manager")) as acting:
        view = api.get(acting, report.id)
        assert view.text.startswith("Elke nacht")
        assert view.where == "Verzonnenlaan 12, Wetering, Westwijk"
        assert [one.id for one in api.of_file(acting, file_id)] == [report.id]
    with acting_as(city.acting("process_manager2")) as acting:
        assert api.of_file(acting, file_id) == []
        with pytest.raises(Denied):
            api.get(acting, report.id)


def test_closing_the_case_answers_the_report_once(city):
    report, file_id = tell(email="bo@voorbeeld.invalid"), uuid4()
    on_file(city, "process_manager", file_id, report)
    with acting_as(city.acting("desk")) as acting:
        api.hand_over(acting, report.id, file_id)
    for who in ("process_manager2", "police", "mayor"):
        with acting_as(city.acting(who)) as acting, pytest.raises(Denied):
            api.answer(acting, report.id, "Van een ander")
    with acting_as(city.acting("process_manager")) as acting:
        api.answer(acting, report.id, "Er zijn afspraken gemaakt.")
        api.answer(acting, report.id, "Nog eens", "nothing")
    closed = keeper_get(report.id)
    assert (closed.state, closed.result) == (State.ANSWERED, "solved")
    assert verbs(report).count("report.answer") == 1


def test_a_case_is_not_taken_back_to_the_desk(city):
    report = tell()
    with acting_as(city.acting("desk")) as acting:
        api.hand_over(acting, report.id, uuid4())
    with acting_as(city.acting("desk")) as acting, pytest.raises(Conflict, match="casus"):
        desk.take(acting, report.id, keeper_get(report.id).version)


def test_find_and_topics(city):
    report = tell("Een wrak in de sloot")
    tell("Een wrak in holy", where=HOLY)
    with acting_as(city.acting("desk_west")) as acting:
        hits = api.find(acting, "wrak")
    assert [(hit.title, hit.number, hit.kind) for hit in hits] == [
        ("Een wrak in de sloot", report.number, "melding")
    ]
    with acting_as(PUBLIC):
        topics = api.topics()
    assert len(topics) == 8
    assert topics[0].url == "/melden/soort/?soort=nuisance"


def test_a_button_of_a_higher_module_shows_where_it_fits(city, client_as, monkeypatch):
    report = tell()
    slot = type(api.buttons)()
    slot.add(api.Button("Proefknop", "folder-plus", lambda key: f"/werk/proef/{key}/",
                        lambda acting, state: state == State.RECEIVED))  # fmt: skip
    monkeypatch.setattr("baken.reports.views.desk.buttons", slot)
    client = client_as("desk")
    assert (
        f"/werk/proef/{report.id}/" in client.get(f"/werk/meldingen/{report.id}/").content.decode()
    )
    client.post(f"/werk/meldingen/{report.id}/neem/", {"version": 1})
    assert "Proefknop" not in client.get(f"/werk/meldingen/{report.id}/").content.decode()
