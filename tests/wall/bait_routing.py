"""The bait world: teams with people in them, rules in force and a draft."""

from uuid import uuid4

from baken.reports.routing.models import Rules, Team, TeamMember
from tests.wall.bait_desk import READERS
from tests.wall.world import World, ago


def some_teams(world: World) -> None:
    """Two teams; everyone who handles reports is in one."""
    users = world.city.users
    for number, catches in enumerate((True, False)):
        key = uuid4()
        world.put(Team, id=key, name=world.mark("reports_team", key), catches=catches)
        for reader in READERS[number::2]:
            world.put(TeamMember, id=uuid4(), team_id=key, user_id=users[reader])
    for number, adopted in ((1, ago(3)), (2, None)):
        key = uuid4()
        world.put(
            Rules, id=key, number=number, made_by_id=users["desk2"], made_at=ago(4),
            adopted_at=adopted, adopted_by_id=users["desk2"] if adopted else None,
            lines=[{"name": world.mark("reports_rules", key), "team": "x"}],
        )  # fmt: skip
