"""Who sees what of a plan: need to know, item by item, with something that could leak."""

import pytest

from baken.cases import actions as cases
from baken.cases.plan import actions
from baken.cases.plan.actions.shares import set_shares
from baken.cases.plan.models import Goal, GoalScore, HouseholdView, Plan, PlanShare, SafetyAgreement
from baken.core.acting import acting_as
from tests.cases.build import running, tomorrow
from tests.cases.plan import build

SECRET, SHARED = "Alleen voor de gemeente bedoeld", "Gedeeld met de politie"


@pytest.fixture
def thread(city):
    """Two goals and two agreements, of which the police sees one each, and a scored evaluation."""
    made = running(city, 2)
    made.fill("operationeel", "lead")
    made.partner("politie", "police")
    made.partner("corporatie", "housing")
    build.begun(made)
    build.goal(made, SECRET)
    build.goal(made, SHARED, share=("politie",))
    build.agreement(made, f"{SECRET}, afspraak", owner="process_manager")
    build.agreement(made, f"{SHARED}, afspraak", owner="police")
    build.view(made, text="Eigen woorden van het gezin")
    made.do("process_manager", cases.add_action, made.id, title="Actie voor de politie",
            owner=city.user("police"), due_on=tomorrow(),
            goal_id=build.goals(build.newest(made))[0].id)  # fmt: skip
    build.scored(made)
    return made


def seen(thread, who):
    with acting_as(thread.city.acting(who)):
        return (
            sorted(Goal.objects.values_list("text", flat=True)),
            sorted(SafetyAgreement.objects.values_list("sign", flat=True)),
            HouseholdView.objects.count(), GoalScore.objects.count(), Plan.objects.count(),
        )  # fmt: skip


def test_the_municipality_sees_all_of_it(thread):
    for who in ("process_manager", "case_manager", "lead"):
        goals, agreements, *counts = seen(thread, who)
        assert goals == [SECRET, SHARED]
        assert agreements == [f"{SECRET}, afspraak", f"{SHARED}, afspraak"]
        assert counts == [1, 1, 1]


def test_a_partner_sees_what_is_shared_and_no_trace_of_the_rest(thread, client_as):
    assert seen(thread, "police") == ([SHARED], [f"{SHARED}, afspraak"], 0, 0, 1)
    assert seen(thread, "housing") == ([], [], 0, 0, 1)
    for part in ("plan/", "", "?deel=acties", "actie/", "evaluatie/"):
        said = client_as("police").get(f"/werk/casussen/{thread.id}/{part}").content.decode()
        assert SECRET not in said
        assert "Eigen woorden" not in said
    page = client_as("police").get(f"/werk/casussen/{thread.id}/plan/").content.decode()
    assert SHARED in page
    assert "Alleen de gemeente" not in page
    assert SHARED not in client_as("housing").get(
        f"/werk/casussen/{thread.id}/plan/").content.decode()  # fmt: skip
    assert SECRET in client_as("lead").get(f"/werk/casussen/{thread.id}/plan/").content.decode()


def test_who_is_not_on_the_case_and_the_briefing_see_nothing(thread, client_as):
    thread.fill("bestuurlijk", "mayor")
    for who in ("process_manager2", "care", "desk", "privacy_officer"):
        assert seen(thread, who) == ([], [], 0, 0, 0)
        assert client_as(who).get(f"/werk/casussen/{thread.id}/plan/").status_code == 404
    assert seen(thread, "mayor") == ([], [], 0, 0, 1)
    assert client_as("mayor").get(f"/werk/casussen/{thread.id}/plan/").status_code == 404


def test_sharing_is_taken_back_and_the_owner_keeps_the_agreement(thread):
    city = thread.city
    plan = build.newest(thread)
    goal, agreement = build.goals(plan)[1], build.agreements(plan)[1]
    for row in (goal, agreement):
        with acting_as(city.acting("process_manager")) as acting:
            row._state.db = "default"
            set_shares(acting, row, [city.organisation("corporatie")])
    assert seen(thread, "police")[:2] == ([], [f"{SHARED}, afspraak"])
    assert seen(thread, "housing")[:2] == ([SHARED], [f"{SHARED}, afspraak"])


def test_a_partner_who_comes_back_sees_nothing_of_before(thread):
    city = thread.city
    with acting_as(city.acting("process_manager")):
        from baken.cases.models import Action, Participation

        action = Action.objects.get(title="Actie voor de politie")
        part = Participation.objects.get(organisation=city.organisation("politie"))
    thread.do("police", cases.finish_action, action.id, result="", version=1)
    thread.do("process_manager", cases.end_participation, thread.id, part.id)
    assert seen(thread, "police") == ([], [], 0, 0, 0)
    thread.partner("politie", "police")
    assert seen(thread, "police")[:2] == ([], [])
    open_ones = PlanShare.objects.using("keeper").filter(withdrawn_at=None)
    assert not open_ones.filter(organisation=city.organisation("politie")).exists()


def test_a_closed_case_keeps_its_plan_as_it_was(thread):
    build.settle(thread)
    with acting_as(thread.city.acting("process_manager")):
        from baken.cases.models import Action

        action = Action.objects.get()
    thread.do("process_manager", cases.finish_action, action.id, result="", version=1)
    thread.ready()
    thread.do("process_manager", cases.close, thread.id, reason="Klaar")
    assert seen(thread, "process_manager")[0] == [SECRET, SHARED]
    with pytest.raises(Exception, match="gesloten"):
        thread.do("process_manager", actions.begin, thread.id)
