"""The bait world: meetings in every state, with what each shows to whom."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from baken.cases.meetings import models as meetings
from baken.cases.models import Release
from tests.wall.world import World, ago

# meeting: (case, state, chair, who comes, guests)
MEETINGS = {
    "soon": ("one", "planned", "process_manager", ("police", "housing"), ("care",)),
    "closed": ("one", "planned", "police", ("police",), ()),
    "now": ("one", "running", "case_manager", ("police", "housing"), ("care",)),
    "past": ("one", "held", "process_manager", ("housing",), ("care",)),
    "proposed": ("one", "proposed", "case_manager", ("police", "housing"), ()),
    "adopted": ("one", "adopted", "process_manager", ("police",), ()),
    "other": ("two", "planned", "process_manager2", ("police2",), ("housing",)),
    "shut": ("shut", "held", "process_manager", ("police",), ()),
}


def some_meetings(world: World) -> None:
    for name, (case, state, chair, people, guests) in MEETINGS.items():
        key = world.names[f"meeting {name}"] = uuid4()
        file = world.names[f"case {case}"]
        _meeting(world, key, file, name=name, state=state, chair=chair)
        notes = "case_manager" if case == "one" else chair
        for who in dict.fromkeys((chair, notes, *people, *guests)):
            _attendee(world, key, file, who, guest=who in guests)
        _attendee(world, key, file, "agreed_twice", guest=False, gone=True)
        _content(world, key, file, chair)


def _meeting(world: World, key: UUID, file: UUID, *, name: str, state: str, chair: str) -> None:
    leads, notes = world.acting(chair), world.acting(chair)
    if name in ("soon", "closed", "now", "past", "proposed", "adopted"):
        notes = world.acting("case_manager")
    starts = ago(3) if name in ("past", "adopted", "proposed", "shut") else timezone.now()
    closed = name == "closed"
    world.put(
        meetings.Meeting,
        id=key,
        case_id=file,
        case_number="C-0000-0000",
        kind="progress",
        state=state,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        place=world.mark("cases_meeting", key),
        chair_id=leads.user_id,
        chair_organisation_id=leads.organisation_id,
        notes_id=notes.user_id,
        notes_organisation_id=notes.organisation_id,
        freezes_at=ago(1 if closed else -1),
        objections_until=ago(-1) if state in ("proposed", "adopted") else None,
        adopted_at=ago(1) if state == "adopted" else None,
        added_by_id=world.city.users["process_manager"],
        created_at=ago(5),
    )


def _attendee(
    world: World, key: UUID, file: UUID, who: str, *, guest: bool, gone: bool = False
) -> None:
    acting = world.acting(who)
    world.put(
        meetings.Attendee,
        meeting_id=key,
        case_id=file,
        organisation_id=acting.organisation_id,
        user_id=acting.user_id,
        guest=guest,
        presence="present" if who != "housing" else "excused",
        added_by_id=world.city.users["process_manager"],
        created_at=ago(4),
        withdrawn_at=ago(1) if gone else None,
    )


def _content(world: World, key: UUID, file: UUID, chair: str) -> None:
    """Items and lines of police and municipality, for nobody else, for one, and for all."""
    parties = world.city.organisations
    for party, to in (
        ("politie", ()),
        ("politie", ("gemeente",)),
        ("gemeente", ("politie", "corporatie", "zorg")),
        ("corporatie", ("gemeente",)),
    ):
        item, line, readers = uuid4(), uuid4(), [parties[name] for name in to]
        common = {
            "meeting_id": key,
            "case_id": file,
            "organisation_id": parties[party],
            "released_to": readers,
            "added_by_id": world.acting(chair).user_id,
            "created_at": ago(2),
        }
        world.put(
            meetings.AgendaItem,
            id=item,
            title=world.mark("cases_agendaitem", item),
            text=world.mark("cases_agendaitem", item),
            position=1,
            late_reason="later" if party == "gemeente" else "",
            **common,
        )
        world.put(
            meetings.MinutesLine,
            id=line,
            item_id=item,
            turn="picture",
            text=world.mark("cases_minutesline", line),
            **common,
        )
        _objection(world, key, file, party=party, line=line)
    _objection(world, key, file, party="politie", line=None)
    _told(world, key, file)
    summary = uuid4()
    world.put(
        meetings.MeetingSummary,
        id=summary,
        meeting_id=key,
        case_id=file,
        text=world.mark("cases_meetingsummary", summary),
        changed_by_id=world.city.users["case_manager"],
        changed_at=ago(1),
    )


def _objection(world: World, key: UUID, file: UUID, *, party: str, line: UUID | None) -> None:
    other = uuid4()
    world.put(
        meetings.Objection,
        id=other,
        meeting_id=key,
        case_id=file,
        line_id=line,
        organisation_id=world.city.organisations[party],
        author_id=world.city.users["police"],
        text=world.mark("cases_objection", other),
        created_at=ago(1),
    )


def _told(world: World, key: UUID, file: UUID) -> None:
    rows = Release.objects.using("keeper").filter(case_id=file).order_by("released_at", "id")
    for given in rows:
        world.put(
            meetings.MeetingRelease,
            meeting_id=key,
            case_id=file,
            contribution_id=given.contribution_id,
            release_id=given.id,
            owner_id=given.owner_id,
            organisation_id=given.organisation_id,
            stays=bool(given.withdrawn_at),
            released_by_id=given.released_by_id,
            released_at=ago(2),
        )
