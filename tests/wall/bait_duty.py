"""The bait world: who was told, minors, shields, and requests of people about their own data."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from baken.cases.duty import models as duty
from baken.core import numbers
from baken.people.models import Involvement
from tests.wall.world import World, ago


def what_people_are_owed(world: World) -> None:
    for name in ("one", "two", "shut"):
        case = world.names[f"case {name}"]
        rows = Involvement.objects.using("keeper").filter(file_id=case).exclude(person=None)
        persons = list(rows.order_by("id").values_list("person_id", "organisation_id"))
        for number, (person, _party) in enumerate(persons):
            kinds = PUT_OFF.get(name, ELSEWHERE)
            put_off = kinds[min(number, len(kinds) - 1)]
            told = number < (1 if name == "two" else 2)
            _told(world, case, person, told=told, put_off=put_off)
        for number, (person, _party) in enumerate(persons[:3]):
            _minor_and_shield(world, case, person, number)
        for number, (person, _party) in enumerate(persons[:2]):
            _asks(world, case, person, answered=number == 1 and name == "two")


# What was asked about telling the first, second, … person: put off, asked by the case manager or
# the process manager, asked and taken back, put off too long ago. In the cases one and shut
# everybody is told, or that is put off: there nothing but being closed stops a release.
PUT_OFF = {"two": ((), ("granted",), ("own",), ("late", "ended"))}
ELSEWHERE = (("asked",), ("own",), ("granted", "ended"))


def _told(world: World, case: UUID, person: UUID, *, told: bool, put_off: tuple[str, ...]) -> None:
    users, key = world.city.users, uuid4()
    how = {"informed_on": ago(2).date(), "informed_by_id": users["case_manager"], "manner": "talk"}
    world.put(
        duty.InformationDuty,
        id=key,
        case_id=case,
        person_id=person,
        origin="other",
        obtained_on=ago(9).date(),
        due_at=ago(-9),
        added_by_id=users["process_manager"],
        created_at=ago(9),
        **(how if told else {}),
    )
    for kind in put_off:
        _put_off(world, case, key, kind)


def _put_off(world: World, case: UUID, of: UUID, kind: str) -> None:
    users, key, today = world.city.users, uuid4(), timezone.localdate()
    judged = {"judged_by_id": users["privacy_officer"], "judged_at": ago(1), "granted": True}
    world.put(
        duty.Postponement,
        id=key,
        duty_id=of,
        case_id=case,
        case_number="C-0000-0000",
        ground="investigation",
        reason=world.mark("cases_postponement", key),
        asked_by_id=users["process_manager" if kind == "own" else "case_manager"],
        asked_on=today - timedelta(days=9),
        recheck_on=today + timedelta(days=-2 if kind == "late" else 5),
        ended_at=ago(1) if kind == "ended" else None,
        **(judged if kind in ("granted", "late") else {}),
    )


def _minor_and_shield(world: World, case: UUID, person: UUID, number: int) -> None:
    users, key = world.city.users, uuid4()
    world.put(
        duty.Minor,
        id=key,
        case_id=case,
        person_id=person,
        age=13,
        age_on=ago(2).date(),
        authority="both",
        heard="not_yet",
        consent="not_asked",
        protection="none",
        inform_note=world.mark("cases_minor", key),
        changed_by_id=users["case_manager"],
        changed_at=ago(2),
    )
    for role in ("casusregie", "procesregie")[: 1 + number % 2]:
        world.put(
            duty.Shield,
            case_id=case,
            person_id=person,
            role=role,
            added_by_id=users["case_manager"],
            added_at=ago(2),
            ended_at=ago(1) if number == 2 else None,
        )


def _asks(world: World, case: UUID, person: UUID, *, answered: bool) -> None:
    """A request that runs at the privacy officer, or one that a process manager answered."""
    users, parties, mark = world.city.users, world.city.organisations, world.mark
    key, other = uuid4(), uuid4()
    handler = users["process_manager" if answered else "privacy_officer"]
    decided = {"decided_at": ago(1), "decision": "partly"} if answered else {}
    world.put(
        duty.DataRequest,
        id=key,
        number=numbers.draw("V"),
        kinds=["access"],
        received_on=ago(9).date(),
        due_at=ago(-20),
        taken_by_id=handler,
        handler_id=handler,
        created_at=ago(9),
        **decided,
    )
    world.put(
        duty.DataSubject,
        id=other,
        request_id=key,
        name=f"Bo {mark('cases_datasubject', other)}",
        born="",
        address=mark("cases_datasubject", other),
        question="",
        identity="seen",
        identity_on=ago(9).date(),
        checked_by_id=handler,
        answer="",
    )
    for party, who in (("gemeente", "process_manager"), ("politie", "police")):
        world.put(
            duty.DataPart,
            request_id=key,
            case_id=case,
            case_number="C-0000-0000",
            person_id=person,
            organisation_id=parties[party],
            added_by_id=users["process_manager"],
            added_at=ago(5),
        )
        for outcome in ("", "given", "withheld"):
            _item(world, key, case, party=party, who=who, outcome=outcome)
    for outcome in ("", "given"):
        _item(world, key, None, party="gemeente", who="privacy_officer", outcome=outcome)


def _item(
    world: World, request: UUID, case: UUID | None, *, party: str, who: str, outcome: str
) -> None:
    key, other, mark = uuid4(), uuid4(), world.mark
    withheld = {"ground": "others", "reason": mark("cases_dataitem", key)}
    world.put(
        duty.DataItem,
        id=key,
        request_id=request,
        case_id=case,
        organisation_id=world.city.organisations[party],
        kind="contribution" if case else "looks",
        source_id=uuid4(),
        outcome=outcome,
        author_id=world.city.users[who],
        created_at=ago(3),
        **(withheld if outcome == "withheld" else {}),
    )
    world.put(
        duty.DataText,
        id=other,
        item_id=key,
        request_id=request,
        case_id=case,
        organisation_id=world.city.organisations[party],
        text=mark("cases_datatext", other),
    )
