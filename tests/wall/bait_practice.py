"""The bait world: a practice case, whose exercise is a process manager's, and one of a partner."""

from uuid import uuid4

from baken.access.models import Membership
from baken.cases import models as cases
from baken.core import numbers
from tests.wall.world import World, ago


def some_practice(world: World) -> None:
    model = cases.AveModel.objects.using("keeper").order_by("-version")[0]
    for name, who in (("drill", "process_manager"), ("drill two", "police")):
        key = world.names[f"case {name}"] = uuid4()
        acting = world.acting(who)
        row = world.put(
            cases.Case,
            id=key,
            number=numbers.draw("C"),
            model=model,
            lifecycle="triage",
            phase=1,
            purpose=world.mark("cases_case", key),
            opened_at=ago(2),
            practice=True,
        )
        world.markers[row.number] = ("cases_case", str(key))
        world.put(
            Membership,
            file_id=key,
            user_id=acting.user_id,
            organisation_id=acting.organisation_id,
            valid_from=ago(2),
        )
        world.put(
            cases.Practice,
            case_id=key,
            user_id=acting.user_id,
            exercise="ladder",
            started_at=ago(2),
            ended_at=ago(1),
        )
