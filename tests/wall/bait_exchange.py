"""The bait world: keys of other software, and a report that came by one."""

from hashlib import sha256
from uuid import uuid4

from baken.core.crypto import seal
from baken.reports.exchange.hooks.models import Delivery, Hook
from baken.reports.exchange.models import Arrival, Key
from baken.reports.exchange.stock.actions import CONTEXT
from baken.reports.exchange.stock.models import Batch, BatchFile
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
    _some_stock(world)
    _some_hooks(world)


def _some_stock(world: World) -> None:
    """A file at each state that matters, and the report that came by the first."""
    for state in ("done", "mapping"):
        key = uuid4()
        world.put(
            Batch, id=key, name=world.mark("reports_batch", key), about="CSV", state=state,
            made_by_id=world.city.users["desk"], made_at=ago(2), problems=[],
        )  # fmt: skip
        world.put(BatchFile, batch_id=key, sealed=seal(b"x", CONTEXT))
        if state == "done":
            report = world.names["old"]
            word = world.mark("reports_arrival", report)
            world.put(Arrival, report_id=report, batch_id=key, reference=word, at=ago(2))


def _some_hooks(world: World) -> None:
    """One that runs and one that ended, each with what it was told."""
    for ended in (False, True):
        key, told = uuid4(), uuid4()
        world.put(
            Hook, id=key, title=world.mark("reports_hook", key), secret="whsec_x",
            url="https://voorbeeld.invalid/haak", made_at=ago(4),
            organisation_id=world.city.organisations["gemeente"],
            made_by_id=world.city.users["administrator"], ends_at=ago(1) if ended else None,
        )  # fmt: skip
        world.put(
            Delivery, id=told, hook_id=key, number="M-1234-5674", kind="waste.dumped",
            closed=False, day=ago(2).date(), state="failed" if ended else "waiting",
            answer=world.mark("reports_delivery", told), made_at=ago(1), next_try=ago(-1),
        )  # fmt: skip
