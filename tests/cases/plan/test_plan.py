"""A plan is written, settled and compared; what is settled never changes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError
from django.utils import timezone

from baken.cases import actions as cases
from baken.cases.models import Action, Evaluation
from baken.cases.plan import actions
from baken.cases.plan.diff import changes
from baken.cases.plan.domains import domains_of, read
from baken.cases.plan.domains import newest as newest_domains
from baken.cases.plan.models import AgreementOwner, DomainList, Goal, GoalScore, Plan, PlanShare
from baken.cases.plan.queries import standing
from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from tests.cases.build import running, tomorrow
from tests.cases.plan import build
from tests.cases.test_traces import Trail


def test_a_plan_from_nothing_to_settled(city):
    thread = running(city, 2)
    with Trail() as new:
        build.begun(thread)
        build.goal(thread)
        build.agreement(thread, owner="case_manager")
        build.view(thread)
    assert new.verbs == ["case.begin_plan", "case.write_goal", "case.write_agreement",
                         "case.give_agreement", "case.record_view"]  # fmt: skip
    with Trail() as new:
        build.settle(thread)
    assert new.verbs == ["case.settle_plan"]
    plan = build.newest(thread)
    assert (plan.number, plan.settled_by_id) == (1, city.user("process_manager"))


def test_settling_says_what_is_missing(city):
    thread = running(city, 2)
    build.begun(thread)
    with pytest.raises(Conflict) as refused:
        build.settle(thread)
    assert [gap.what for gap in refused.value.missing] == [
        "Er staat nog geen doel in", "Wat het huishouden vindt, is nog niet vastgelegd"
    ]  # fmt: skip
    build.goal(thread)
    build.view(thread, consent="no", reason="Te veel mensen")
    build.agreement(thread)
    with pytest.raises(Conflict) as refused:
        build.settle(thread)
    (gap,) = refused.value.missing
    assert gap.what == f"Niemand is eigenaar van deze afspraak: {build.SIGN}"
    assert gap.mend_url.endswith("/eigenaar/")
    assert not build.newest(thread).settled


def test_nobody_settles_what_they_did_not_see(city):
    thread = running(city, 2)
    build.begun(thread)
    build.goal(thread)
    build.view(thread)
    seen = build.newest(thread).version
    build.goal(thread, "Er komt een doel bij")
    with pytest.raises(Conflict, match="veranderde net"):
        thread.do("process_manager", actions.settle, thread.id, version=seen)
    build.settle(thread)


def test_a_settled_version_never_changes(city):
    thread = running(city, 2)
    plan = build.settled(thread)
    goal = build.goals(plan)[0]
    edit = {"domain": "housing", "text": "Anders", "see": "x", "version": goal.version}
    for step in (
        lambda: thread.do("process_manager", actions.edit_goal, goal.id, **edit),
        lambda: thread.do("process_manager", actions.drop_goal, goal.id, version=goal.version),
        lambda: build.goal(thread),
        lambda: build.view(thread),
    ):
        with pytest.raises(Conflict):
            step()
    with acting_as(city.acting("process_manager")):
        assert Goal.objects.filter(pk=goal.id).update(text="Langs de actie heen") == 0
        assert Plan.objects.filter(pk=plan.id).update(version=99) == 0
    with pytest.raises(ProgrammingError), acting_as(city.acting("process_manager")):
        Goal.objects.create(plan=plan, case_id=thread.id, domain="housing", text="x", see="x")
    assert build.goals(plan)[0].text == build.GOAL


def test_the_next_version_begins_as_a_copy(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    first = build.settled(thread, share=("politie",))
    build.begun(thread)
    second = build.newest(thread)
    (before,), (after,) = build.goals(first), build.goals(second)
    assert (second.number, after.line, after.text) == (2, before.line, before.text)
    assert after.id != before.id
    shares = PlanShare.objects.using("keeper").filter(withdrawn_at=None)
    assert shares.filter(goal=after).count() == shares.filter(goal=before).count() == 1
    (agreement,) = build.agreements(second)
    assert AgreementOwner.objects.using("keeper").get(agreement=agreement).owner_id == city.user(
        "process_manager"
    )
    with pytest.raises(Conflict, match="al een versie in de maak"):
        build.begun(thread)


def test_two_versions_side_by_side(city):
    thread = running(city, 2)
    first = build.settled(thread)
    build.begun(thread)
    second = build.newest(thread)
    (goal,) = build.goals(second)
    thread.do("process_manager", actions.edit_goal, goal.id, domain=goal.domain,
              text="Thuis is het rustig na elf uur", see=goal.see, version=1)  # fmt: skip
    build.goal(thread, "De huur is betaald")
    (agreement,) = build.agreements(second)
    thread.do("process_manager", actions.drop_agreement, agreement.id, version=1)
    with acting_as(city.acting("process_manager")):
        found = changes(first, second)
    assert [change.kind for change in found] == ["changed", "new", "gone"]
    assert "na tien uur" in found[0].before
    assert "na elf uur" in found[0].after
    assert "De huur is betaald" in found[1].after
    assert build.SIGN in found[2].before


def test_an_action_serves_a_goal_of_its_own_case(city):
    thread, other = running(city, 2), running(city, 2)
    build.begun(thread)
    goal = build.goal(thread)
    key = thread.do("process_manager", cases.add_action, thread.id, title="Bellen", goal_id=goal,
                    owner=city.user("case_manager"), due_on=tomorrow())  # fmt: skip
    assert Action.objects.using("keeper").get(pk=key).goal_id == goal
    with pytest.raises(Denied):
        other.do("process_manager", cases.add_action, other.id, title="Bellen", goal_id=goal,
                 owner=city.user("case_manager"), due_on=tomorrow())  # fmt: skip
    with pytest.raises(ProgrammingError), acting_as(city.acting("process_manager")) as acting:
        Action.objects.create(
            case_id=other.id, title="x", goal_id=goal, organisation_id=acting.organisation_id,
            owner_id=acting.user_id, added_by_id=acting.user_id, created_at=timezone.now(),
            due_at=timezone.now(),
        )  # fmt: skip


def test_bad_input_is_one_sentence_and_nothing_is_half_stored(city):
    thread = running(city, 2)
    build.begun(thread)
    yesterday = timezone.localdate() - timedelta(days=1)
    for step, words in (
        (lambda: thread.do("process_manager", actions.add_goal, thread.id, domain="x", text="x",
                           see="x"), "Kies een leefgebied"),
        (lambda: thread.do("process_manager", actions.add_agreement, thread.id, sign="x",
                           step="x", calls="x", valid_until=yesterday), "al voorbij"),
        (lambda: build.agreement(thread, owner="housing"), "Kies iemand die meedoet"),
        (lambda: build.goal(thread, share=("zorg",)), "Kies organisaties die meedoen"),
        (lambda: build.view(thread, consent="no"), "Schrijf waarom niet"),
        (lambda: build.view(thread, spoken_on=tomorrow()), "moet nog komen"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=words):
            step()
    plan = build.newest(thread)
    assert (build.goals(plan), build.agreements(plan), plan.version) == ([], [], 1)


def test_only_managers_write_a_plan(city):
    thread = running(city, 3)
    thread.partner("politie", "police")
    build.settled(thread)
    for who in ("police", "lead"):
        with pytest.raises(Denied):
            thread.do(who, actions.begin, thread.id)
    with pytest.raises(Denied):
        thread.do("process_manager2", actions.begin, thread.id)


def test_an_agreement_gets_another_owner_after_settling(city):
    thread = running(city, 2)
    thread.partner("politie", "police")
    plan = build.settled(thread)
    (agreement,) = build.agreements(plan)
    with Trail() as new:
        thread.do("process_manager", actions.give_agreement, agreement.id,
                  owner=city.user("police"))  # fmt: skip
        thread.do("process_manager", actions.give_agreement, agreement.id,
                  owner=city.user("police"))  # fmt: skip
    assert new.verbs == ["case.give_agreement", "case.share_plan"]
    owners = AgreementOwner.objects.using("keeper").filter(agreement=agreement)
    assert owners.get(until=None).owner_id == city.user("police")
    assert owners.count() == 2


def test_how_a_plan_stands_for_the_guards(city):
    thread = running(city, 2)
    thread.partner("politie", "police")

    def now(who="process_manager"):
        with acting_as(city.acting(who)):
            return standing(thread.id)

    assert not now().has_settled_plan
    build.begun(thread)
    assert (now().has_settled_plan, now().in_the_making) == (False, True)
    build.goal(thread)
    build.agreement(thread, owner="police")
    build.view(thread)
    build.settle(thread)
    found = now()
    assert (found.has_settled_plan, found.settled_number, found.in_the_making) == (True, 1, False)
    assert (found.open_agreements, found.open_agreements_without_owner) == (1, 0)
    build.scored(thread)
    found = now()
    assert (found.last_evaluation, found.last_advice) == (timezone.localdate(), "stay")
    assert (found.safety, found.household_safety) == (5, 3)
    part = thread.do("process_manager", _participation)
    thread.do("process_manager", cases.end_participation, thread.id, part)
    assert now().open_agreements_without_owner == 1


def _participation(_acting):
    from baken.cases.models import Participation

    return Participation.objects.get(organisation__kind="police", valid_until=None).id


def test_an_evaluation_scores_goals(city):
    thread = running(city, 2)
    build.begun(thread)
    build.goal(thread)
    build.scored(thread, 8)
    (made,) = Evaluation.objects.using("keeper").all()
    assert (made.household_safety, made.advice, made.satisfaction) == (3, "stay", 7)
    assert GoalScore.objects.using("keeper").get().score == 8


def test_domains_are_versioned_data(city):
    with acting_as(city.acting("process_manager")):
        row = newest_domains()
        assert len(domains_of(row.id)) == 12
        assert row.adopted_by is None
    for body in ({"domains": []}, {"domains": [{"code": "a", "name": "x"}] * 2},
                 {"domains": [{"code": "a" * 21, "name": "x"}]}):  # fmt: skip
        with pytest.raises(ValueError, match="code"):
            read(body)
    assert DomainList.objects.using("keeper").count() == 1
