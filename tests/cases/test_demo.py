"""The demo's cases: as many as told, whole, the same each time, and with work for everybody."""

import random

import pytest
from django.db.models import Count
from django.utils import timezone

from baken.access import demo as people
from baken.access.models import Membership
from baken.cases import api, models
from baken.cases.demo import CLOSED, LIVE, began_with, fill
from baken.cases.versions.rules import problems
from baken.core.acting import Acting, acting_as
from baken.geo.api import load_fictional
from baken.people import demo as persons
from baken.people.models import Identity, Involvement
from baken.reports import api as reports
from baken.reports.demo import fill as tell
from baken.reports.demo.linking import become_cases
from baken.reports.models import Report
from baken.retention.demo import fill as wait
from baken.retention.models import Proposal, RemovalList


@pytest.fixture
def filled(database):
    now = timezone.now()
    dice = random.Random(1)
    workers = people.fill(dice, now)
    fill(dice=dice, now=now, workers=workers)
    return workers


def rows(model):
    return model.objects.using("keeper")


def test_the_demo_has_its_cases_with_everything_on_them(filled):
    live = rows(models.Case).exclude(lifecycle="closed")
    assert dict(live.values_list("phase").annotate(n=Count("id"))) == dict(LIVE)
    assert rows(models.Case).filter(lifecycle="closed").count() == CLOSED
    assert rows(models.Closing).count() == CLOSED
    assert set(live.values_list("lifecycle", flat=True)) == {
        "signal", "triage", "active", "aftercare",
    }  # fmt: skip
    for model in (models.Contribution, models.Release, models.Action, models.Evaluation):
        assert rows(model).count() > 40
    assert rows(models.PhaseRequest).filter(decided_at=None).count() == 3


def test_what_is_rare_is_there_to_look_at(filled):
    mine = {worker.persona: worker.user_id for worker in filled if worker.persona}
    jump = rows(models.Jump).get(ratified_at=None)
    held = rows(models.Seat).get(case=jump.case_id, role="bestuurlijk", ended_at=None)
    assert (held.holder_id, jump.taken_by_id) == (mine["mayor"], mine["process_manager"])
    assert rows(models.Handover).get(accepted_at=None).receiver_id == mine["case_manager"]
    triage = rows(models.Triage).get()
    assert triage.changed_by_id == mine["process_manager"]
    assert 0 < len(triage.answers) < 7
    assert rows(models.Signal).filter(case=triage.case_id).count() == 2
    glass = rows(models.Glass).get()
    on = Membership.objects.using("keeper").filter(file_id=glass.case_id)
    assert glass.user_id not in set(on.values_list("user_id", flat=True))
    assert rows(models.DisclosureDecision).count() == 2
    assert rows(models.Disclosure).filter(decision=None).count() == 1
    handed = rows(models.Disclosed).filter(disclosure__receiver=mine["housing"])
    assert 0 < handed.count() < 3


def test_beside_the_cases_stand_a_draft_other_regimes_a_breach_and_a_longer_term(filled):
    mine = {worker.persona: worker.user_id for worker in filled if worker.persona}
    made = rows(models.ModelDraft).get()
    assert made.edited_by_id != mine["lead"]
    assert problems(made.body) == []
    trial = rows(models.ModelTrial).get()
    assert trial.body == made.body
    found = rows(models.ModelFinding).values_list("kind").annotate(n=Count("id"))
    assert dict(found)["case"] == sum(count for _phase, count in LIVE)
    assert dict(found)["clock"] >= 10
    for case in rows(models.Case).exclude(regime="lokaal_avg"):
        kinds = models.RegimeVersion.objects.using("keeper").filter(code=case.regime)
        allowed = set(kinds.latest("version").kinds)
        there = rows(models.Participation).filter(case=case)
        assert set(there.values_list("organisation__kind", flat=True)) <= allowed
        change = rows(models.RegimeChange).get(case=case)
        first = rows(models.Contribution).filter(case=case).earliest("created_at")
        assert change.decided_at < first.created_at
        assert change.request.requested_by_id != change.decided_by_id
    assert rows(models.Case).exclude(regime="lokaal_avg").values("regime").distinct().count() == 3
    assert rows(models.Breach).filter(closed_at=None).count() == 1
    assert rows(models.Breach).exclude(closed_at=None).count() == 1
    assert rows(models.Extension).get().decided_at is None


def test_two_files_wait_on_a_list_for_a_second_person(filled):
    wait(next(worker for worker in filled if worker.capacity == "administrator"))
    found = RemovalList.objects.using("keeper").get()
    assert found.items.using("keeper").count() == 2
    proposal = Proposal.objects.using("keeper").get()
    assert (proposal.list_id, proposal.decided_at) == (found.id, None)


def test_no_row_of_the_demo_breaks_a_rule_of_the_product(filled):
    for made in rows(models.PhaseDecision):
        assert abs(made.from_phase - made.to_phase) == 1
        assert made.requested_by_id != made.decided_by_id
    for case in rows(models.Case).filter(phase__gte=3, lifecycle="active"):
        seats = {
            s.role: s.holder_id
            for s in rows(models.Seat).filter(case=case, ended_at=None).exclude(holder=None)
        }
        assert seats.get("casusregie") != seats.get("procesregie")
    moments = rows(models.Contribution).values_list("created_at", flat=True)
    assert max(moments) <= timezone.now()


def test_every_persona_finds_work_through_the_wall(filled):
    def work(persona):
        found = next(worker for worker in filled if worker.persona == persona)
        acting = Acting("assignment", found.assignment_id, found.user_id, found.organisation_id,
                        found.capacity, found.purpose)  # fmt: skip
        with acting_as(acting):
            if found.purpose == "briefing":
                sheet = api.briefing(acting)
                return sheet.asked, sheet.own, sheet.news
            return (api.my_work(acting),)

    for persona in ("process_manager", "case_manager", "lead", "police", "housing", "mayor"):
        assert all(work(persona)), persona


def test_cases_have_persons_with_a_role_and_some_a_report(database):
    dice, now = random.Random(3), timezone.now()
    workers = people.fill(dice, now)
    load_fictional()
    tell(3000, dice=dice, now=now, workers=workers)
    made = fill(dice=dice, now=now, workers=workers)
    count = persons.fill(dice=dice, files=made)
    links = rows(Involvement)
    assert links.count() == count == rows(Identity).count() > len(made)
    assert set(links.values_list("role", flat=True)) >= {"subject", "victim", "reporter"}
    assert not links.filter(role="reporter", shielded_identity=False).exists()
    assert {name.rsplit(" ", 1)[-1] for name in rows(Identity).values_list("name", flat=True)} <= {
        name.rsplit(" ", 1)[-1] for name in persons.SURNAMES
    }
    live = [case for case in made if case.lifecycle != "closed"][:3]
    began = become_cases(live)
    began_with(began)
    assert began
    assert list(began) == [case.id for case in live[: len(began)]]
    for case in live[: len(began)]:
        report = rows(Report).get(pk=began[case.id])
        assert (report.state, report.due_at) == ("to_case", None)
        assert report.received_at < case.opened_at
        assert report.events.using("keeper").order_by("at").last().kind == "made_case"
        assert rows(models.CaseContent).get(case_id=case.id).report_id == report.id
    first = next(worker for worker in workers if worker.persona == "process_manager")
    acting = Acting("assignment", first.assignment_id, first.user_id, first.organisation_id,
                    first.capacity, first.purpose)  # fmt: skip
    with acting_as(acting):
        assert any(reports.of_file(acting, case.id) for case in live)


def test_the_same_dice_give_the_same_city(database, superuser):
    def once():
        dice, now = random.Random(7), timezone.now().replace(microsecond=0)
        fill(dice=dice, now=now, workers=people.fill(dice, now))
        return sorted(rows(models.Case).values_list("id", "number", "phase"))

    first = once()
    superuser.execute(
        "truncate cases_case, access_user, access_organisation, access_membership cascade"
    )
    assert once() == first
