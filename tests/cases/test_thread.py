"""From report to case to closed, by the real actions through the wall."""

import pytest

from baken.cases import actions
from baken.cases.models import CaseContent, Closing
from baken.core.errors import Conflict
from tests.cases.build import running, tomorrow


def test_a_case_climbs_all_four_phases_and_closes(city):
    thread = running(city, 4)
    assert thread.row.phase == 4
    assert thread.row.lifecycle == "active"
    thread.ready()
    thread.do("process_manager", actions.close, thread.id, reason="Klaar.")
    assert thread.row.lifecycle == "closed"
    assert Closing.objects.using("keeper").get().reason == "Klaar."


def test_scaling_up_says_what_is_missing(city):
    thread = running(city, 2)
    with pytest.raises(Conflict) as refused:
        thread.ask("process_manager", 3, "Het stokt.")
    assert [m.what for m in refused.value.missing] == [
        "Operationeel: de stoel is leeg",
        "Er is nog geen plan",
        "Er is nog geen evaluatie",
    ]
    assert all(m.mend_url for m in refused.value.missing)
    assert thread.row.phase == 2


def test_closing_with_an_open_action_is_refused(city):
    thread = running(city)
    thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
              owner=city.user("process_manager"), due_on=tomorrow())  # fmt: skip
    with pytest.raises(Conflict) as refused:
        thread.do("process_manager", actions.close, thread.id, reason="Klaar.")
    assert refused.value.missing[0].what == "Er staat nog 1 actie open"
    assert CaseContent.objects.using("keeper").get().next_due == thread_due(thread)


def thread_due(thread):
    from baken.cases.models import Action

    return Action.objects.using("keeper").get().due_at


def test_the_mayor_who_sees_no_actions_leaves_none_behind_either(city, client_as):
    thread = running(city, 4)
    asked = thread.ask("process_manager", 2)
    thread.do("process_manager", actions.add_action, thread.id, title="Bellen",
              owner=city.user("lead"), due_on=tomorrow())  # fmt: skip
    with pytest.raises(Conflict) as refused:
        thread.do("mayor", actions.decide_phase, asked, granted=True, reason="Het gaat goed.")
    assert any("1 actie is van iemand" in one.what for one in refused.value.missing)
    page = client_as("mayor").get(f"/werk/casussen/{thread.id}/")
    assert "1 actie is van iemand" in page.content.decode()
