"""The bait world: plans in two versions, what is shared of them, scores, and drafts."""

from uuid import UUID, uuid4

from baken.cases import models as cases
from tests.wall.world import World, ago

# shared with, withdrawn from
SHARES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("politie",), ("corporatie",)),
    (("corporatie", "zorg"), ()),
    ((), ()),
)
TYPISTS = ("process_manager", "case_manager", "police", "housing", "desk", "mayor")


def plans(world: World) -> None:
    for name in ("one", "two", "shut"):
        case = world.names[f"case {name}"]
        for number, settled in ((1, True), (2, False)):
            _version(world, case, number, settled=settled)


def _version(world: World, case: UUID, number: int, *, settled: bool) -> None:
    users, manager = world.city.users, world.city.users["process_manager"]
    domains = cases.DomainList.objects.using("keeper").order_by("-version")[0]
    plan = world.put(
        cases.Plan,
        case_id=case,
        number=number,
        domains=domains,
        begun_by_id=users["case_manager"],
        begun_at=ago(5),
        settled_by_id=manager if settled else None,
        settled_at=ago(4) if settled else None,
    )
    key = uuid4()
    world.put(
        cases.HouseholdView,
        id=key,
        plan=plan,
        case_id=case,
        text=world.mark("cases_householdview", key),
        consent="partly",
        reason=world.mark("cases_householdview", key),
        spoken_on=ago(4).date(),
        recorded_by_id=users["case_manager"],
        recorded_at=ago(4),
    )
    for shared, withdrawn in SHARES:
        _goal(world, plan, shared, withdrawn)
        _agreement(world, plan, shared, withdrawn)


def _goal(
    world: World, plan: cases.Plan, shared: tuple[str, ...], withdrawn: tuple[str, ...]
) -> None:
    key, score = uuid4(), uuid4()
    world.put(
        cases.Goal,
        id=key,
        plan=plan,
        case_id=plan.case_id,
        domain="housing",
        text=world.mark("cases_goal", key),
        see=world.mark("cases_goal", key),
    )
    _share(world, plan.case_id, shared, withdrawn, goal_id=key)
    held = cases.Evaluation.objects.using("keeper").filter(case_id=plan.case_id)[0]
    world.put(
        cases.GoalScore, id=score, evaluation=held, case_id=plan.case_id, goal_id=key, score=3
    )
    world.put(
        cases.Action,
        case_id=plan.case_id,
        title="Actie bij een doel",
        organisation_id=world.city.organisations["politie"],
        owner_id=world.city.users["police"],
        added_by_id=world.city.users["process_manager"],
        created_at=ago(5),
        due_at=ago(-5),
        goal_id=key,
    )


def _agreement(
    world: World, plan: cases.Plan, shared: tuple[str, ...], withdrawn: tuple[str, ...]
) -> None:
    key, mark = uuid4(), world.mark
    world.put(
        cases.SafetyAgreement,
        id=key,
        plan=plan,
        case_id=plan.case_id,
        sign=mark("cases_agreement", key),
        step=mark("cases_agreement", key),
        calls=mark("cases_agreement", key),
        valid_until=ago(-30).date(),
    )
    _share(world, plan.case_id, shared, withdrawn, agreement_id=key)
    for who, party, until in (("police", "politie", ago(2)), ("housing", "corporatie", None)):
        world.put(
            cases.AgreementOwner,
            agreement_id=key,
            case_id=plan.case_id,
            owner_id=world.city.users[who],
            organisation_id=world.city.organisations[party],
            given_by_id=world.city.users["process_manager"],
            since=ago(4),
            until=until,
        )


def _share(
    world: World, case: UUID, shared: tuple[str, ...], withdrawn: tuple[str, ...], **row: UUID
) -> None:
    for party in (*shared, *withdrawn):
        world.put(
            cases.PlanShare,
            case_id=case,
            organisation_id=world.city.organisations[party],
            shared_by_id=world.city.users["process_manager"],
            shared_at=ago(4),
            withdrawn_at=ago(1) if party in withdrawn else None,
            **row,
        )


def drafts(world: World) -> None:
    """What people are typing: on a case, on none, and what they sent."""
    for who in TYPISTS:
        acting = world.acting(who)
        for case in ("one", "two", "shut", ""):
            for sent in (None, ago(1)):
                key = uuid4()
                world.put(
                    cases.Draft,
                    id=key,
                    user_id=acting.user_id,
                    organisation_id=acting.organisation_id,
                    case_id=world.names[f"case {case}"] if case else None,
                    place=f"/werk/casussen/{case}/",
                    body=world.mark("cases_draft", key),
                    saved_at=ago(2),
                    sent_at=sent,
                )
