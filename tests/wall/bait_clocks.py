"""The bait world: clocks that stand still, what was not done, and who was told."""

from uuid import uuid4

from baken.cases import models as cases
from tests.wall.world import World, ago


def some_clocks(world: World) -> None:
    users, parties = world.city.users, world.city.organisations
    for name in ("one", "two", "shut", "lone"):
        case = world.names[f"case {name}"]
        clock, other = cases.Clock.objects.using("keeper").filter(case_id=case)[:2]
        for about, ended in ((clock, None), (other, ago(1))):
            key = uuid4()
            world.put(
                cases.Pause,
                id=key,
                case_id=case,
                clock_id=about.id,
                reason=world.mark("cases_pause", key),
                by_id=users["process_manager"],
                began_at=ago(3),
                ended_at=ended,
            )
        for party, done in (("politie", False), ("corporatie", False), ("politie", True)):
            key = uuid4()
            world.put(
                cases.Lapse,
                id=key,
                case_id=case,
                kind="silence",
                organisation_id=parties[party],
                since=ago(9 if done else 5),
                noted_at=ago(4),
                answered_at=ago(3) if done else None,
                answered_by_id=users["police"] if done else None,
                how="agreed" if done else "",
                answer=world.mark("cases_lapse", key),
            )
        world.put(
            cases.Notice,
            case_id=case,
            about=clock.id,
            due_at=ago(2),
            step="soon",
            told_id=users["process_manager"],
            told_at=ago(3),
        )
