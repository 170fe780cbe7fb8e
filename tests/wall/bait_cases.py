"""The bait world: cases with all that hangs on them, and the people they are about."""

from uuid import UUID, uuid4

from baken.access.models import Membership
from baken.cases import models as cases
from baken.core import numbers
from baken.people import models as people
from baken.reports import models as reports
from tests.wall.bait_reports import a_document, a_message
from tests.wall.world import World, ago

# case: (lifecycle, phase)
CASES = {"one": ("active", 2), "two": ("triage", 1), "shut": ("closed", 1), "lone": ("active", 1),
         "next": ("active", 1), "elsewhere": ("active", 1)}  # fmt: skip
REGIMES = {"elsewhere": "wgs_zvh"}
# case, person, invited, from and until in days
MEMBERS: tuple[tuple[str, str, bool, int, int | None], ...] = (
    ("one", "process_manager", False, -9, None),
    ("one", "case_manager", False, -9, None),
    ("one", "police", False, -9, None),
    ("one", "housing", False, -9, 30),
    ("one", "care", True, -9, None),
    ("one", "mayor", False, -9, None),
    ("one", "lead", True, -9, None),
    ("one", "police2", False, -9, -1),
    ("one", "process_manager2", False, 2, None),
    ("one", "expired_partner", False, -9, None),
    ("one", "agreed_twice", False, -9, None),
    ("one", "ended_manager", False, -9, None),
    ("one", "inactive_police", False, -9, None),
    ("one", "police_privacy", False, -9, None),
    ("one", "municipal_partner", False, -9, None),
    ("two", "process_manager2", False, -9, None),
    ("two", "police2", False, -9, None),
    ("two", "housing", True, -9, None),
    ("two", "case_manager", False, -9, -2),
    ("two", "mayor", True, -9, None),
    ("two", "desk", False, -9, None),
    ("shut", "process_manager", False, -9, None),
    ("shut", "police", False, -9, None),
    ("shut", "care", True, -9, None),
    ("shut", "lead", False, -9, -1),
    ("next", "process_manager", False, -9, None),
    ("elsewhere", "process_manager", False, -9, None),
)


def some_cases(world: World) -> None:
    model = cases.AveModel.objects.using("keeper").order_by("-version")[0]
    for name, (life, phase) in CASES.items():
        key = world.names[f"case {name}"] = uuid4()
        row = world.put(
            cases.Case,
            id=key,
            number=numbers.draw("C"),
            model=model,
            regime=REGIMES.get(name, "lokaal_avg"),
            lifecycle=life,
            phase=phase,
            purpose=world.mark("cases_case", key),
            opened_at=ago(8),
            closed_at=ago(1) if life == "closed" else None,
        )
        world.markers[row.number] = ("cases_case", str(key))
        _content(world, key)
    for name, who, invited, start, end in MEMBERS:
        acting = world.acting(who)
        world.put(
            Membership,
            file_id=world.names[f"case {name}"],
            user_id=acting.user_id,
            invited=invited,
            organisation_id=acting.organisation_id,
            valid_from=ago(-start),
            valid_until=None if end is None else ago(-end),
        )
    world.put(
        reports.Handover,
        report_id=world.names["case"],
        file_id=world.names["case one"],
        at=ago(2),
        by_id=world.city.users["desk"],
    )
    world.put(
        reports.Handover,
        report_id=world.names["closed"],
        file_id=world.names["case shut"],
        at=ago(2),
        by_id=world.city.users["desk2"],
    )


def _content(world: World, case: UUID) -> None:
    mark, users, parties = world.mark, world.city.users, world.city.organisations
    key = uuid4()
    world.put(
        cases.CaseContent,
        id=key,
        case_id=case,
        title=mark("cases_content", key),
        reason=mark("cases_content", key),
        next_due=ago(-3),
    )
    for party, end in (("gemeente", None), ("politie", None), ("corporatie", None), ("zorg", 1)):
        key = uuid4()
        world.put(
            cases.Participation,
            id=key,
            case_id=case,
            organisation_id=parties[party],
            task=mark("cases_participation", key),
            ground="public_task",
            added_by_id=users["process_manager"],
            valid_from=ago(7),
            valid_until=None if end is None else ago(end),
        )
    _seats(world, case)
    for kind in cases.ClockKind.values[:2]:
        world.put(cases.Clock, case_id=case, kind=kind, started_at=ago(7), due_at=ago(-7))
    _contributions(world, case)
    for party, who in (("gemeente", "case_manager"), ("politie", "police")):
        key = uuid4()
        world.put(
            cases.Action,
            id=key,
            case_id=case,
            title=mark("cases_action", key),
            organisation_id=parties[party],
            owner_id=users[who],
            added_by_id=users["process_manager"],
            created_at=ago(5),
            due_at=ago(-5),
            result=mark("cases_action", key),
        )
    _history(world, case)
    a_document(world, "case", case, organisation="gemeente")
    a_document(world, "case", case, organisation="politie")
    for party in ("gemeente", "politie"):
        for state in ("sent", "failed"):
            a_message(world, "cases", case, party, state)


def _seats(world: World, case: UUID) -> None:
    users, parties = world.city.users, world.city.organisations
    # Asked of somebody for an organisation for which they do not work.
    mistaken = {"case two": ("police2", "corporatie"), "case shut": ("care", "politie")}
    name = next(name for name, key in world.names.items() if key == case)
    lead, of_lead = mistaken.get(name, ("lead", "gemeente"))
    seats: tuple[tuple[str, str, str, bool, bool], ...] = (
        ("procesregie", "process_manager", "gemeente", True, False),
        ("casusregie", "police", "politie", True, True),
        ("casusregie", "case_manager", "gemeente", True, False),
        ("operationeel", lead, of_lead, False, False),
        ("bestuurlijk", "mayor", "gemeente", name == "case one", False),
    )
    for role, who, party, accepted, ended in seats:
        world.put(
            cases.Seat,
            case_id=case,
            role=role,
            holder_id=users[who],
            organisation_id=parties[party],
            since=ago(6),
            due_at=None if accepted else ago(-3),
            accepted_at=ago(5) if accepted else None,
            ended_at=ago(4) if ended else None,
            ended_why=cases.SeatEnd.values[0] if ended else "",
        )


def _contributions(world: World, case: UUID) -> None:
    users, parties = world.city.users, world.city.organisations
    # author, its organisation, whose document, released to, withdrawn from
    told: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("police", "politie", "", ("gemeente",), ("corporatie",)),
        ("police", "politie", "", (), ()),
        ("process_manager", "gemeente", "", ("politie", "corporatie"), ()),
        ("housing", "corporatie", "", ("zorg",), ("gemeente",)),
        ("case_manager", "gemeente", "", (), ()),
        ("police", "politie", "politie", ("gemeente",), ("corporatie",)),
        ("process_manager", "gemeente", "gemeente", ("politie",), ()),
        ("housing", "corporatie", "corporatie", (), ("politie",)),
        # words of one organisation on the document of another: those open nothing
        ("case_manager", "gemeente", "politie", ("corporatie",), ()),
    )
    for who, party, whose, to, withdrawn in told:
        key = uuid4()
        world.put(
            cases.Contribution,
            id=key,
            case_id=case,
            organisation_id=parties[party],
            author_id=users[who],
            nature="document" if whose else "fact",
            document_id=a_document(world, "case", case, organisation=whose) if whose else None,
            text=world.mark("cases_contribution", key),
            created_at=ago(4),
        )
        for other in (*to, *withdrawn):
            world.put(
                cases.Release,
                contribution_id=key,
                case_id=case,
                owner_id=parties[party],
                organisation_id=parties[other],
                released_by_id=users[who],
                released_at=ago(3),
                withdrawn_at=ago(1) if other in withdrawn else None,
            )


def _history(world: World, case: UUID) -> None:
    mark, users = world.mark, world.city.users
    key = uuid4()
    world.put(
        cases.Evaluation,
        id=key,
        case_id=case,
        author_id=users["process_manager"],
        held_on=ago(3).date(),
        safety=4,
        text=mark("cases_evaluation", key),
        created_at=ago(3),
    )
    for step, decided in (((1, 2), True), ((2, 3), False)):
        key, other = uuid4(), uuid4()
        world.put(
            cases.PhaseRequest,
            id=key,
            case_id=case,
            from_phase=step[0],
            to_phase=step[1],
            grounds=mark("cases_phaserequest", key),
            requested_by_id=users["case_manager"],
            requested_at=ago(4),
            due_at=ago(-3),
            decided_at=ago(3) if decided else None,
        )
        if decided:
            world.put(
                cases.PhaseDecision,
                id=other,
                case_id=case,
                request_id=key,
                from_phase=step[0],
                to_phase=step[1],
                granted=True,
                grounds=mark("cases_phasedecision", other),
                requested_by_id=users["case_manager"],
                decided_by_id=users["process_manager"],
                decided_at=ago(3),
            )
    key = uuid4()
    world.put(
        cases.Closing,
        id=key,
        case_id=case,
        reason=mark("cases_closing", key),
        plain_words=mark("cases_closing", key),
        closed_by_id=users["process_manager"],
        closed_at=ago(1),
    )


def some_people(world: World) -> None:
    """Persons and companies: open, shielded by name, shielded by address; one in two cases."""
    shields = (
        ("gemeente", False, False),
        ("politie", True, False),
        ("politie", False, True),
        ("gemeente", True, True),
    )
    for case in ("one", "two", "shut"):
        for party, identity, address in shields:
            person = _person(world, party)
            _involve(world, case, party, identity, address, person_id=person)
            if case == "two" and not identity:
                _involve(world, "one", "corporatie", True, False, person_id=person)
        for party, shielded in (("politie", True), ("gemeente", False)):
            key = uuid4()
            world.put(
                people.Company,
                id=key,
                organisation_id=world.city.organisations[party],
                name=world.mark("people_company", key),
                created_at=ago(3),
            )
            _involve(world, case, party, shielded, False, company_id=key)
    world.names["person alone"] = _person(world, "gemeente")


def _person(world: World, party: str) -> UUID:
    person, identity, address = uuid4(), uuid4(), uuid4()
    world.put(
        people.Person, id=person, organisation_id=world.city.organisations[party], created_at=ago(3)
    )
    world.put(
        people.Identity,
        id=identity,
        person_id=person,
        born="1990-01-01",
        name=f"Bo {world.mark('people_identity', identity)}",
        born_precision="day",
    )
    world.put(
        people.Address,
        id=address,
        person_id=person,
        text=f"{world.mark('people_address', address)} 1",
    )
    return person


def _involve(
    world: World, case: str, party: str, identity: bool, address: bool, **who: UUID
) -> None:
    world.put(
        people.Involvement,
        file_id=world.names[f"case {case}"],
        role="subject",
        added_at=ago(2),
        organisation_id=world.city.organisations[party],
        shielded_identity=identity,
        shielded_address=address,
        **who,
    )
