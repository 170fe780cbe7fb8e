"""The bait world: jumps, receivers and reopenings of cases."""

from uuid import uuid4

from baken.cases.models import PhaseRequest
from baken.cases.steps import models as steps
from tests.wall.world import World, ago


def other_steps(world: World) -> None:
    users = world.city.users
    for name in ("one", "two", "shut"):
        case, key = world.names[f"case {name}"], uuid4()
        for taker, done in (("case_manager", False), ("process_manager", True)):
            jump = uuid4()
            judged = {"ratified_at": ago(1), "ratified_by_id": users["mayor"], "granted": True}
            world.put(
                steps.Jump,
                id=jump,
                case_id=case,
                from_phase=2,
                to_phase=4,
                details={"happens": world.mark("cases_jump", jump)},
                taken_by_id=users[taker],
                taken_at=ago(2),
                due_at=ago(1),
                **(judged if done else {}),
            )
        world.put(
            steps.Reopening,
            id=key,
            case_id=case,
            ground=world.mark("cases_reopening", key),
            reopened_by_id=users["process_manager"],
            reopened_at=ago(5),
            closed_at=ago(6),
        )
        requests = PhaseRequest.objects.using("keeper").filter(case_id=case).order_by("id")
        for request, receiver in zip(requests, ("police", None), strict=False):
            world.put(
                steps.Handover,
                id=uuid4(),
                case_id=case,
                request=request,
                receiver_id=users[receiver] if receiver else None,
                asked_at=ago(1),
            )
