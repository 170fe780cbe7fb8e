"""The bait world: breaches on cases and on none, and requests to keep a closed case longer."""

from datetime import date
from uuid import uuid4

from baken.cases.breaches.models import Breach
from baken.cases.clocks.models import Notice
from baken.cases.keeping.models import Extension
from tests.wall.world import World, ago


def some_breaches(world: World) -> None:
    people = world.city.users
    cases = (("one", False), ("one", True), ("two", False), ("shut", False), ("", False))
    for case, ended in cases:
        key = uuid4()
        closing = {
            "told_authority": True, "authority_at": ago(2), "authority_by_id": people[
                "privacy_officer"], "told_people": False, "people_at": ago(2),
            "people_by_id": people["privacy_officer"], "people_ground": "low",
            "people_reason": "x", "effects": "x", "measures": "x", "closed_at": ago(1),
            "closed_by_id": people["privacy_officer"],
        }  # fmt: skip
        world.put(
            Breach,
            id=key,
            number=f"D-{key.hex[:8]}",
            file_id=world.names[f"case {case}"] if case else None,
            case_number="C-0000-0000" if case else "",
            what=world.mark("cases_breach", key),
            categories=["feit"],
            known_at=ago(3),
            due_at=ago(0),
            recorded_by_id=people["process_manager" if case else "privacy_officer"],
            recorded_at=ago(3),
            **(closing if ended else {}),
        )
        world.put(Notice, about=key, due_at=ago(1), step="soon", told_id=people["privacy_officer"],
                  told_at=ago(1))  # fmt: skip
    _kept(world)


def _kept(world: World) -> None:
    """Asked by a manager; by the officer with another hat, who may not decide on it; decided."""
    people, key = world.city.users, world.names["case shut"]
    for who, decided in (("process_manager", True), ("privacy_officer", False)):
        asked = uuid4()
        answer = {"decided_by_id": people["privacy_officer"], "decided_at": ago(1)}
        world.put(
            Extension,
            id=asked,
            case_id=key,
            case_number="C-0000-0000",
            until=date(2031, 1, 1),
            longest=date(2032, 1, 1),
            turn=1,
            reason=world.mark("cases_extension", asked),
            asked_by_id=people[who],
            asked_at=ago(2),
            **({**answer, "granted": True} if decided else {}),
        )
    other = uuid4()
    world.put(
        Extension,
        id=other,
        case_id=world.names["case two"],
        case_number="C-0000-0000",
        until=date(2031, 1, 1),
        longest=date(2032, 1, 1),
        turn=1,
        reason=world.mark("cases_extension", other),
        asked_by_id=people["process_manager"],
        asked_at=ago(2),
    )
