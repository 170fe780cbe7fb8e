"""The parts of the bait world: reports, cases, people, the trail, terms and the programme."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connections
from django.utils import timezone

from baken.access.models import Invitation, Membership
from baken.cases import models as cases
from baken.core import numbers
from baken.core.acting import resident
from baken.documents.models import Document
from baken.messages.models import Message
from baken.people import models as people
from baken.programme import models as programme
from baken.reports import models as reports
from baken.retention import models as retention
from tests.wall.world import World, ago

# name: (wijk, buurt, state)
REPORTS = {
    "west": ("WK062202", "BU06220203", "received"),
    "west2": ("WK062202", "BU06220201", "working"),
    "holy": ("WK062207", "BU06220701", "received"),
    "nowhere": ("", "", "reading"),
    "closed": ("WK062207", "BU06220702", "answered"),
    "case": ("WK062207", "BU06220701", "to_case"),
}


def some_reports(world: World) -> None:
    category = reports.Category.objects.using("keeper").exclude(parent=None).order_by("code")[0]
    for name, (wijk, buurt, state) in REPORTS.items():
        closed = state == "answered"
        code = world.codes[name] = f"code-van-{name}-123456789"
        row = world.put(
            reports.Report, number=numbers.draw("M"), token_hash=resident(code).token,
            category_id=category.id, state=state, result=reports.Result.values[0] if closed else "",
            wijk_code=wijk, buurt_code=buurt, received_at=ago(5), read_due_at=ago(-2),
            answer_due_at=ago(-30), due_at=None if state in OFF_CLOCK else ago(-2),
            closed_at=ago(1) if closed else None, contact_ways="email",
        )  # fmt: skip
        world.names[name] = row.id
        world.markers[row.number] = ("reports_report", str(row.id))
        _parts(world, row.id)


OFF_CLOCK = {"answered", "withdrawn", "to_case"}


def _parts(world: World, report: UUID) -> None:
    mark, desk = world.mark, world.city.users["desk2"]
    world.put(
        reports.Content, report_id=report, findable="",
        text=f"Er staat een {mark('reports_content', report)} voor de deur.",
    )  # fmt: skip
    world.put(reports.Place, report_id=report, lat=51.9, lon=4.3,
              address=f"Verzonnenlaan {mark('reports_place', report)}")  # fmt: skip
    contact = {part: f"{mark('reports_contact', report)}@voorbeeld.invalid"
               for part in ("name", "email", "phone")}  # fmt: skip
    world.put(reports.Contact, report_id=report, **contact)
    for by, kind in ((None, "received"), (desk, reports.Kind.values[-1])):
        key = uuid4()
        world.put(reports.Event, id=key, report_id=report, at=ago(4), kind=kind, by_id=by,
                  note=mark("reports_event", key))  # fmt: skip
    for by in (None, desk):
        key = uuid4()
        world.put(reports.Message, id=key, report_id=report, at=ago(3), from_resident=by is None,
                  by_id=by, text=mark("reports_message", key))  # fmt: skip
    _document(world, "report", report, resident_of=report)
    _document(world, "report", report, organisation="gemeente")
    for state in ("sent", "failed"):
        _message(world, "reports", report, None if state == "sent" else "gemeente", state)


def _document(
    world: World, holder: str, file_id: UUID, *, organisation: str = "",
    resident_of: UUID | None = None,
) -> None:  # fmt: skip
    key = uuid4()
    token = ""
    if resident_of:
        token = reports.Report.objects.using("keeper").get(pk=resident_of).token_hash
    world.put(
        Document, id=key, file_id=file_id, holder=holder, token_hash=token, kind="photo",
        organisation_id=world.city.organisations[organisation] if organisation else None,
        name=f"{world.mark('documents_document', key)}.jpg", type="jpeg", size=1,
        sha256=key.hex * 2, address=key.hex, key=b"", state="ready", created_at=ago(2),
    )  # fmt: skip


def _message(world: World, purpose: str, about: UUID, organisation: str | None, state: str) -> None:
    key = uuid4()
    texts = {part: world.mark("messages_message", key) for part in ("to", "subject", "text", "html")}
    texts["to"] += "@voorbeeld.invalid"
    world.put(
        Message, id=key, channel="mail", purpose=purpose, about_id=about, state=state,
        organisation_id=world.city.organisations[organisation] if organisation else None,
        created_at=ago(2), sent_at=ago(1) if state == "sent" else None, **texts,
    )  # fmt: skip


# case: (lifecycle, phase)
CASES = {"one": ("active", 2), "two": ("triage", 1), "shut": ("closed", 1), "lone": ("active", 1)}
# case, person, invited, from and until in days
MEMBERS: tuple[tuple[str, str, bool, int, int | None], ...] = (
    ("one", "process_manager", False, -9, None), ("one", "case_manager", False, -9, None),
    ("one", "police", False, -9, None), ("one", "housing", False, -9, 30),
    ("one", "care", True, -9, None), ("one", "mayor", False, -9, None),
    ("one", "lead", True, -9, None), ("one", "police2", False, -9, -1),
    ("one", "process_manager2", False, 2, None), ("one", "expired_partner", False, -9, None),
    ("one", "agreed_twice", False, -9, None), ("one", "ended_manager", False, -9, None),
    ("one", "inactive_police", False, -9, None), ("one", "police_privacy", False, -9, None),
    ("two", "process_manager2", False, -9, None), ("two", "police2", False, -9, None),
    ("two", "housing", True, -9, None), ("two", "case_manager", False, -9, -2),
    ("two", "mayor", True, -9, None), ("two", "desk", False, -9, None),
    ("shut", "process_manager", False, -9, None), ("shut", "police", False, -9, None),
    ("shut", "care", True, -9, None), ("shut", "lead", False, -9, -1),
)  # fmt: skip


def some_cases(world: World) -> None:
    model = cases.AveModel.objects.using("keeper").order_by("-version")[0]
    for name, (life, phase) in CASES.items():
        key = world.names[f"case {name}"] = uuid4()
        row = world.put(
            cases.Case, id=key, number=numbers.draw("C"), model=model, lifecycle=life, phase=phase,
            purpose=world.mark("cases_case", key), opened_at=ago(8),
            closed_at=ago(1) if life == "closed" else None,
        )  # fmt: skip
        world.markers[row.number] = ("cases_case", str(key))
        _content(world, key)
    for name, who, invited, start, end in MEMBERS:
        acting = world.acting(who)
        world.put(
            Membership, file_id=world.names[f"case {name}"], user_id=acting.user_id, invited=invited,
            organisation_id=acting.organisation_id, valid_from=ago(-start),
            valid_until=None if end is None else ago(-end),
        )  # fmt: skip
    world.put(
        reports.Handover, report_id=world.names["case"], file_id=world.names["case one"], at=ago(2),
        by_id=world.city.users["desk"],
    )  # fmt: skip
    world.put(
        reports.Handover, report_id=world.names["closed"], file_id=world.names["case shut"],
        at=ago(2), by_id=world.city.users["desk2"],
    )  # fmt: skip


def _content(world: World, case: UUID) -> None:
    mark, users, parties = world.mark, world.city.users, world.city.organisations
    key = uuid4()
    world.put(cases.CaseContent, id=key, case_id=case, title=mark("cases_content", key),
              reason=mark("cases_content", key), next_due=ago(-3))  # fmt: skip
    for party, end in (("gemeente", None), ("politie", None), ("corporatie", None), ("zorg", 1)):
        key = uuid4()
        world.put(
            cases.Participation, id=key, case_id=case, organisation_id=parties[party],
            task=mark("cases_participation", key), ground="public_task",
            added_by_id=users["process_manager"], valid_from=ago(7),
            valid_until=None if end is None else ago(end),
        )  # fmt: skip
    _seats(world, case)
    for kind in cases.ClockKind.values[:2]:
        world.put(cases.Clock, case_id=case, kind=kind, started_at=ago(7), due_at=ago(-7))
    _contributions(world, case)
    for party, who in (("gemeente", "case_manager"), ("politie", "police")):
        key = uuid4()
        world.put(
            cases.Action, id=key, case_id=case, title=mark("cases_action", key),
            organisation_id=parties[party], owner_id=users[who], added_by_id=users["process_manager"],
            created_at=ago(5), due_at=ago(-5), result=mark("cases_action", key),
        )  # fmt: skip
    _history(world, case)
    _document(world, "case", case, organisation="gemeente")
    _document(world, "case", case, organisation="politie")
    for party in ("gemeente", "politie"):
        for state in ("sent", "failed"):
            _message(world, "cases", case, party, state)


def _seats(world: World, case: UUID) -> None:
    users, parties = world.city.users, world.city.organisations
    seats: tuple[tuple[str, str, str, bool, bool], ...] = (
        ("procesregie", "process_manager", "gemeente", True, False),
        ("casusregie", "police", "politie", True, True),
        ("casusregie", "case_manager", "gemeente", True, False),
        ("operationeel", "lead", "gemeente", False, False),
        ("bestuurlijk", "mayor", "gemeente", False, False),
    )
    for role, who, party, accepted, ended in seats:
        world.put(
            cases.Seat, case_id=case, role=role, holder_id=users[who], organisation_id=parties[party],
            since=ago(6), due_at=None if accepted else ago(-3),
            accepted_at=ago(5) if accepted else None, ended_at=ago(4) if ended else None,
            ended_why=cases.SeatEnd.values[0] if ended else "",
        )  # fmt: skip


def _contributions(world: World, case: UUID) -> None:
    users, parties = world.city.users, world.city.organisations
    # author, its organisation, released to, withdrawn from
    told: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("police", "politie", ("gemeente",), ("corporatie",)),
        ("police", "politie", (), ()),
        ("process_manager", "gemeente", ("politie", "corporatie"), ()),
        ("housing", "corporatie", ("zorg",), ("gemeente",)),
        ("case_manager", "gemeente", (), ()),
    )
    for who, party, to, withdrawn in told:
        key = uuid4()
        world.put(
            cases.Contribution, id=key, case_id=case, organisation_id=parties[party],
            author_id=users[who], nature="fact", text=world.mark("cases_contribution", key),
            created_at=ago(4),
        )  # fmt: skip
        for other in (*to, *withdrawn):
            world.put(
                cases.Release, contribution_id=key, case_id=case, owner_id=parties[party],
                organisation_id=parties[other], released_by_id=users[who], released_at=ago(3),
                withdrawn_at=ago(1) if other in withdrawn else None,
            )  # fmt: skip


def _history(world: World, case: UUID) -> None:
    mark, users = world.mark, world.city.users
    key = uuid4()
    world.put(cases.Evaluation, id=key, case_id=case, author_id=users["process_manager"],
              held_on=ago(3).date(), safety=4, text=mark("cases_evaluation", key),
              created_at=ago(3))  # fmt: skip
    for step, decided in (((1, 2), True), ((2, 3), False)):
        key, other = uuid4(), uuid4()
        world.put(
            cases.PhaseRequest, id=key, case_id=case, from_phase=step[0], to_phase=step[1],
            grounds=mark("cases_phaserequest", key), requested_by_id=users["case_manager"],
            requested_at=ago(4), due_at=ago(-3), decided_at=ago(3) if decided else None,
        )  # fmt: skip
        if decided:
            world.put(
                cases.PhaseDecision, id=other, case_id=case, request_id=key, from_phase=step[0],
                to_phase=step[1], granted=True, grounds=mark("cases_phasedecision", other),
                requested_by_id=users["case_manager"], decided_by_id=users["process_manager"],
                decided_at=ago(3),
            )  # fmt: skip
    key = uuid4()
    world.put(cases.Closing, id=key, case_id=case, reason=mark("cases_closing", key),
              plain_words=mark("cases_closing", key), closed_by_id=users["process_manager"],
              closed_at=ago(1))  # fmt: skip


def some_people(world: World) -> None:
    """Persons and companies: open, shielded by name, shielded by address; one in two cases."""
    shields = (("gemeente", False, False), ("politie", True, False), ("politie", False, True),
               ("gemeente", True, True))  # fmt: skip
    for case in ("one", "two", "shut"):
        for party, identity, address in shields:
            person = _person(world, party)
            _involve(world, case, party, identity, address, person_id=person)
            if case == "two" and not identity:
                _involve(world, "one", "corporatie", True, False, person_id=person)
        for party, shielded in (("politie", True), ("gemeente", False)):
            key = uuid4()
            world.put(people.Company, id=key, organisation_id=world.city.organisations[party],
                      name=world.mark("people_company", key), created_at=ago(3))  # fmt: skip
            _involve(world, case, party, shielded, False, company_id=key)
    world.names["person alone"] = _person(world, "gemeente")


def _person(world: World, party: str) -> UUID:
    person, identity, address = uuid4(), uuid4(), uuid4()
    world.put(people.Person, id=person, organisation_id=world.city.organisations[party],
              created_at=ago(3))  # fmt: skip
    world.put(people.Identity, id=identity, person_id=person, born="1990-01-01",
              name=f"Bo {world.mark('people_identity', identity)}", born_precision="day")  # fmt: skip
    world.put(people.Address, id=address, person_id=person,
              text=f"{world.mark('people_address', address)} 1")  # fmt: skip
    return person


def _involve(
    world: World, case: str, party: str, identity: bool, address: bool, **who: UUID
) -> None:
    world.put(
        people.Involvement, file_id=world.names[f"case {case}"], role="subject", added_at=ago(2),
        organisation_id=world.city.organisations[party], shielded_identity=identity,
        shielded_address=address, **who,
    )  # fmt: skip


def the_trail(world: World) -> None:
    """Entries about everything, seals, a closed month, lines of the processing log."""
    desk = world.city.acting("desk")
    with connections["keeper"].cursor() as cursor:
        for key in (*world.names.values(), None):
            cursor.execute(
                "insert into audit_entry (request_id, acting_kind, user_id, organisation_id,"
                " capacity, purpose, verb, object_kind, object_id, ground, outcome)"
                " values (%s, 'assignment', %s, %s, 'desk', 'reports', 'report.read', 'x', %s, '',"
                " 'done')", [uuid4(), desk.user_id, desk.organisation_id, key],
            )  # fmt: skip
        for number in (1, 2):
            cursor.execute("insert into audit_seal (number, sealed_at, entry_ids, previous, hash)"
                           " values (%s, now(), '{1}', '', '')", [number])  # fmt: skip
            cursor.execute("insert into audit_closed_month (month, last_seal, hash, entries,"
                           " closed_at) values (%s, 1, '', 1, now())", [f"2020-0{number}-01"])  # fmt: skip
            cursor.execute(
                "insert into audit_processing (operation_id, trace_id, name, status, started_at,"
                " ended_at, activity_id, data_subject_id) values (%s, %s, 'x', 'OK', now(), now(),"
                " 'purpose/cases', '')", [uuid4().bytes[:8], uuid4()],
            )  # fmt: skip


def the_terms(world: World) -> None:
    """Holds, runs, what they counted, and certificates."""
    officer, manager = world.city.users["privacy_officer"], world.city.users["process_manager"]
    for about, by, lifted in (("west", officer, False), ("case one", manager, False),
                              ("case two", officer, True), ("case shut", officer, False)):  # fmt: skip
        key = uuid4()
        world.put(
            retention.Hold, id=key, object_id=world.names[about], placed_by=by, placed_at=ago(9),
            reason=world.mark("retention_hold", key), lifted_at=ago(1) if lifted else None,
            lifted_by=officer if lifted else None,
        )  # fmt: skip
    for number, kind in enumerate(("count", "removal"), 1):
        run = world.put(retention.Run, kind=kind, day=ago(number).date(), started_at=ago(number))
        key, other = uuid4(), uuid4()
        world.put(retention.Plan, id=key, run=run, model="reports.Report", due=1, soon=2, held=0,
                  what=world.mark("retention_plan", key))  # fmt: skip
        day = ago(number).date()
        world.put(
            retention.Certificate, id=other, number=number, run=run, made_at=ago(1), removed=1,
            model="reports.Report", what=world.mark("retention_certificate", other), term="3 jaar",
            trigger="closed_at", started_from=day, started_until=day, purpose="reports",
            selection="x", act="x", manner="x", objects_hash="0" * 64, previous="0" * 64,
            hash=str(number) * 64,
        )  # fmt: skip


def the_programme(world: World) -> None:
    """A plan, exact counts, and papers: draft, shared and adopted."""
    snapshot = world.put(programme.Snapshot, name="x", origin="plan", sha256="9" * 64, raw=b"x",
                         retrieved_at=ago(9))  # fmt: skip
    for number in (1, 2):
        world.put(programme.Entry, kind="goal", key=f"doel-{number}", name="Doel", digest="0" * 64,
                  snapshot=snapshot, made_at=ago(9))  # fmt: skip
        day = timezone.localdate() - timedelta(days=number)
        world.put(programme.Observation, indicator=f"i{number}", period=str(number), starts_on=day,
                  ends_on=day, area="GM0622", amount=1, snapshot=snapshot, made_at=ago(9))  # fmt: skip
        world.put(programme.ChartImage, key=f"{number}" * 64, svg="<svg/>")
        _counts(world, number)
    for status in programme.PaperStatus.values:
        key, other, third = uuid4(), uuid4(), uuid4()
        world.names[f"paper {status}"] = key
        mark: Any = world.mark
        world.put(programme.CouncilPaper, id=key, slug=mark("programme_councilpaper", key),
                  title=mark("programme_councilpaper", key), status=status, changed_at=ago(1),
                  text=mark("programme_councilpaper", key))  # fmt: skip
        world.put(programme.Edition, id=other, paper_id=key, number=1,
                  title=mark("programme_edition", other), text=mark("programme_edition", other),
                  composed_at=ago(1), pdf=b"x", bundle=b"x", sha256="1" * 64)  # fmt: skip
        world.put(programme.Binding, id=third, edition_id=other, position=1, expression="x",
                  printed=mark("programme_binding", third), citation="x", evidence="x",
                  sha256="1" * 64, retrieved_at=ago(1))  # fmt: skip


def _counts(world: World, number: int) -> None:
    run, key = uuid4(), uuid4()
    world.put(programme.TallyRun, id=run, name=f"figures_{number}", counts="reports",
              title=world.mark("programme_tallyrun", run), period="2026-10", taken_at=ago(1),
              salt=b"x", sha256="2" * 64)  # fmt: skip
    world.put(programme.Tally, id=key, run_id=run, amount=3,
              dimensions={"area": world.mark("programme_tally", key)})  # fmt: skip


def invitations(world: World) -> None:
    for who in ("gemeente", "politie"):
        key = uuid4()
        world.put(
            Invitation, id=key, email=f"{world.mark('access_invitation', key)}@voorbeeld.invalid",
            token_hash=key.bytes, organisation_id=world.city.organisations[who], capacity="desk",
            purpose="reports", expires_at=ago(-3),
        )  # fmt: skip


PARTS = (some_reports, some_cases, some_people, the_trail, the_terms, the_programme, invitations)
