"""The bait world: when somebody was here, and cases that go to another process manager."""

from uuid import uuid4

from baken.cases import models as cases
from tests.wall.world import World, ago


def some_visits(world: World) -> None:
    for who in ("police", "housing", "care"):
        acting = world.acting(who)
        world.put(
            cases.Visit,
            user_id=acting.user_id,
            organisation_id=acting.organisation_id,
            seen_at=ago(2),
            before_at=ago(9),
        )


def some_transfers(world: World) -> None:
    users, home = world.city.users, world.city.organisations["gemeente"]
    people = ("process_manager", "process_manager2")
    for asks, gives, takes, accepted in (
        ("process_manager", *people, False),
        ("lead", *people, False),
        ("process_manager2", *reversed(people), True),
    ):
        key = uuid4()
        world.put(
            cases.Transfer,
            id=key,
            source_id=users[gives],
            target_id=users[takes],
            organisation_id=home,
            asked_by_id=users[asks],
            asked_at=ago(3),
            reason=world.mark("cases_transfer", key),
            accepted_at=ago(2) if accepted else None,
        )
        for name in ("one", "two", "shut"):
            world.put(cases.TransferItem, transfer_id=key, case_id=world.names[f"case {name}"])
