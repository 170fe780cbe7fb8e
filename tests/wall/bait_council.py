"""The bait world: items of the council at every standing, and lights of actions."""

from uuid import uuid4

from django.utils import timezone

from baken.programme.council.models import CouncilRecord, Standing
from baken.programme.lights.models import Light
from tests.wall.world import World, ago


def some_council_items(world: World) -> None:
    """An item at each standing; public, so without a marker."""
    today = timezone.localdate()
    for standing in Standing:
        item = uuid4()
        closing = {"proposal": "Kan dicht."} if standing in ("proposed", "done") else {}
        decided = {"decision": "Raad", "decided_on": today} if standing == "done" else {}
        for version, at in ((1, Standing.NEW), (2, standing)):
            world.put(
                CouncilRecord, id=uuid4(), item=item, version=version, municipality="GM0622",
                kind="motion", title="Meer licht", standing=at, made_as="clerk", made_at=ago(2),
                **({**closing, **decided} if version == 2 else {}),
            )  # fmt: skip


def some_lights(world: World) -> None:
    """A judgement for everyone, and one that is not shown."""
    why = {"consequence": "Later.", "steering": "Bijsturen."}
    for action, shown in (("T1.A1", True), ("T1.A2", False)):
        for version in (1, 2):
            key = uuid4()
            world.put(
                Light, id=key, municipality="GM0622", action=action, version=version,
                as_of=timezone.localdate(), time="red", money="unknown", quality="green",
                cause="Duurder." if shown else world.mark("programme_light", key), shown=shown,
                made_as="adviser", made_at=ago(1), **why,
            )  # fmt: skip
