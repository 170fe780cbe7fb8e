"""The bait world: notes, mentions, reminders, and bonds between reports."""

from datetime import date
from uuid import uuid4

from baken.reports.bonds.models import Bond, BondKind
from baken.reports.notes.models import Mention, Note, Reminder
from tests.wall.world import World, ago

NOTED = ("west", "west2", "holy", "nowhere", "case")
READERS = ("desk", "desk2", "desk_buurt", "police_desk", "process_manager")


def some_notes(world: World) -> None:
    """On each report a note that names several people, and reminders of each of them."""
    users = world.city.users
    for name in NOTED:
        report, key = world.names[name], uuid4()
        world.put(
            Note, id=key, report_id=report, at=ago(2), by_id=users["desk2"],
            text=world.mark("reports_note", key),
        )  # fmt: skip
        for reader in READERS:
            world.put(
                Mention, id=uuid4(), report_id=report, note_id=key, user_id=users[reader], at=ago(2)
            )
            reminder = uuid4()
            world.put(
                Reminder, id=reminder, report_id=report, user_id=users[reader],
                day=date(2026, 1, 1), text=world.mark("reports_reminder", reminder),
            )  # fmt: skip


def some_bonds(world: World) -> None:
    """Within a wijk, across two, and with a report that is part of a case."""
    pairs = (("west", "west2"), ("west", "holy"), ("nowhere", "holy"), ("holy", "case"))
    for kind, (report, other) in zip(
        (BondKind.JOINED, BondKind.LINKED, BondKind.PART, BondKind.LINKED), pairs, strict=True
    ):
        world.put(
            Bond, id=uuid4(), report_id=world.names[report], other_id=world.names[other],
            kind=kind, at=ago(1), by_id=world.city.users["desk2"],
        )  # fmt: skip
