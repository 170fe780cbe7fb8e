"""The bait world: signals, triage, merges, and questions whether someone is known elsewhere."""

from uuid import uuid4

from baken.cases import models as cases
from baken.core import crypto
from baken.people import models as people
from tests.wall.world import World, ago


def some_triage(world: World) -> None:
    for name in ("one", "two", "shut"):
        _signals(world, name)
        _answers(world, name)
    _merges(world)
    _checks(world)
    for person in people.Person.objects.using("keeper").all():
        for kind in ("name", "address"):
            seen = crypto.mac(f"{kind}:{person.id}", "people.mark")
            world.put(people.Mark, person_id=person.id, kind=kind, fingerprint=seen)


def _signals(world: World, name: str) -> None:
    users, parties = world.city.users, world.city.organisations
    for party, who, weighed in (
        ("gemeente", "process_manager", ""),
        ("politie", "police", "taken"),
        ("corporatie", "housing", ""),
        ("zorg", "care", ""),
    ):
        key = uuid4()
        world.put(
            cases.Signal,
            id=key,
            case_id=world.names[f"case {name}"],
            organisation_id=parties[party],
            author_id=users[who],
            source="professional",
            text=world.mark("cases_signal", key),
            reliability="seen",
            created_at=ago(5),
            weighed=weighed,
            weighed_why=world.mark("cases_signal", key),
            weighed_by_id=users["case_manager"] if weighed else None,
        )


def _answers(world: World, name: str) -> None:
    key = uuid4()
    world.put(
        cases.Triage,
        id=key,
        case_id=world.names[f"case {name}"],
        criteria=1,
        answers={"a": {"answer": "yes", "evidence": world.mark("cases_triage", key)}},
        outcome="" if name == "two" else "active",
        reason=world.mark("cases_triage", key),
        referred_to=world.mark("cases_triage", key),
        changed_by_id=world.city.users["process_manager2"],
        changed_at=ago(4),
    )


def _merges(world: World) -> None:
    for name, into in (("shut", "one"), ("two", "shut"), ("lone", "two")):
        key = uuid4()
        world.put(
            cases.Merge,
            id=key,
            case_id=world.names[f"case {name}"],
            into_id=world.names[f"case {into}"],
            number=world.mark("cases_merge", key)[:11],
            into_number=world.mark("cases_merge", key)[:11],
            merged_by_id=world.city.users["process_manager2"],
            merged_at=ago(1),
        )


def _checks(world: World) -> None:
    users, parties = world.city.users, world.city.organisations
    for number, (name, who) in enumerate((("one", "process_manager"), ("two", "case_manager"))):
        world.put(
            cases.KnownCheck,
            case_id=world.names[f"case {name}"],
            asker_id=users[who],
            organisation_id=parties["gemeente"],
            why="double",
            about="name",
            asked_at=ago(2),
        )
        key = uuid4()
        world.put(
            cases.KnownReview,
            id=key,
            asker_id=users[who],
            day=ago(number).date(),
            reviewer_id=users["privacy_officer"],
            reviewed_at=ago(1),
            verdict="fine",
            note=world.mark("cases_knownreview", key),
        )
