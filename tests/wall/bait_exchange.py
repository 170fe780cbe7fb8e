"""The bait world: keys of other software, and a report that came by one."""

from hashlib import sha256
from uuid import uuid4

from baken.reports.exchange.models import Arrival, Key
from tests.wall.world import World, ago

# name: (may file, may follow, ends in days)
KEYS = {"files": (True, True, 9), "follows": (False, True, 9), "ended": (True, True, -1)}


def some_keys(world: World) -> None:
    made = {}
    for name, (files, follows, days) in KEYS.items():
        made[name], key = uuid4(), sha256(name.encode()).hexdigest()
        world.keys[name] = key
        world.put(
            Key, id=made[name], title=world.mark("reports_key", made[name]), key_hash=key,
            organisation_id=world.city.organisations["gemeente"], may_file=files,
            may_follow=follows, made_by_id=world.city.users["administrator"], made_at=ago(9),
            ends_at=ago(-days),
        )  # fmt: skip
    report = world.names["shared"]
    word = world.mark("reports_arrival", report)
    world.put(Arrival, report_id=report, key_id=made["files"], reference=word, at=ago(5))
