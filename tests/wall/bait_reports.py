"""The bait world: reports with their parts, documents and messages."""

from uuid import UUID, uuid4

from baken.core import numbers
from baken.core.acting import resident
from baken.documents.models import Document
from baken.messages.models import Message
from baken.reports import models as reports
from baken.reports.follow import code_of
from tests.wall.world import World, ago

DUE = ago(-30)
# name: (wijk, buurt, state)
REPORTS = {
    "west": ("WK062202", "BU06220203", "received"),
    "west2": ("WK062202", "BU06220201", "working"),
    "holy": ("WK062207", "BU06220701", "received"),
    "nowhere": ("", "", "reading"),
    "closed": ("WK062207", "BU06220702", "answered"),
    "case": ("WK062207", "BU06220701", "to_case"),
    "locked": ("WK062207", "BU06220701", "received"),
    "shared": ("WK062202", "BU06220203", "received"),
    "old": ("WK062207", "BU06220701", "received"),
    "hidden": ("WK062207", "BU06220701", "hidden"),
}


def some_reports(world: World) -> None:
    kinds = reports.Category.objects.using("keeper").exclude(parent=None).order_by("code")
    category, shared = kinds[0], kinds.filter(code="waste.dumped").latest("version")
    for name, (wijk, buurt, state) in REPORTS.items():
        closed = state == "answered"
        key = uuid4()
        code = world.codes[name] = code_of(key)
        row = world.put(
            reports.Report,
            id=key,
            number=numbers.draw("M"),
            token_hash=resident(code).token,
            category_id=(shared if name in BY_KEY else category).id,
            state=state,
            door="confidential" if name in LOCKED else "named",
            formal=name in FORMAL,
            assigned_to_id=world.city.users["desk"] if name in HELD else None,
            result=reports.Result.values[0] if closed else "",
            wijk_code=wijk,
            buurt_code=buurt,
            received_at=ago(5),
            read_due_at=ago(-2),
            answer_due_at=DUE,
            due_at=None if state in OFF_CLOCK else ago(-2),
            closed_at=ago(1) if state in ("answered", "hidden") else None,
            contact_ways="email",
            source=SOURCES.get(name, "site"),
        )
        world.names[name] = row.id
        world.markers[row.number] = ("reports_report", str(row.id))
        _parts(world, row.id)
        if name in BUSINESS:
            word = "" if name in LOCKED else world.mark("reports_business", row.id)
            world.put(reports.Business, report_id=row.id, name=word, branch="shop", others=True)
        if name in FORMAL:
            said = {
                part: world.mark("reports_formalrequest", row.id) for part in ("name", "address")
            }
            world.put(reports.FormalRequest, report_id=row.id, due_at=DUE, **said)
        if name in LOCKED:
            _who_it_was(world, row.id, name)
        if name in ("closed", "west2"):
            _opinion(world, row.id)


# Told in confidence; and those that somebody at the desk handles.
LOCKED = {"west", "west2", "closed", "locked"}
FORMAL = {"holy", "case"}
BUSINESS = {"holy", "nowhere", "locked"}
HELD = {"west2", "closed"}
SOURCES = {"holy": "phone", "west2": "phone", "nowhere": "phone", "shared": "api",
           "old": "import"}  # fmt: skip
BY_KEY = {"shared"}
OFF_CLOCK = {"answered", "withdrawn", "to_case", "hidden"}


def _parts(world: World, report: UUID) -> None:
    mark, desk = world.mark, world.city.users["desk2"]
    world.put(
        reports.Content,
        report_id=report,
        findable="",
        text=f"Er staat een {mark('reports_content', report)} voor de deur.",
    )
    world.put(
        reports.Place,
        report_id=report,
        lat=51.9,
        lon=4.3,
        address=f"Verzonnenlaan {mark('reports_place', report)}",
    )
    contact = {
        part: f"{mark('reports_contact', report)}@voorbeeld.invalid"
        for part in ("name", "email", "phone")
    }
    world.put(reports.Contact, report_id=report, **contact)
    for by, kind in ((None, "received"), (desk, reports.Kind.values[-1])):
        key = uuid4()
        world.put(
            reports.Event,
            id=key,
            report_id=report,
            at=ago(4),
            kind=kind,
            by_id=by,
            note=mark("reports_event", key),
        )
    for by in (None, desk):
        key = uuid4()
        world.put(
            reports.Message,
            id=key,
            report_id=report,
            at=ago(3),
            from_resident=by is None,
            by_id=by,
            text=mark("reports_message", key),
        )
    key = uuid4()
    world.put(
        reports.Answer, id=key, report_id=report, position=0, code="often", value="daily",
        question="Hoe vaak?", shown=mark("reports_answer", key),
    )  # fmt: skip
    for by in (None, desk):
        key = uuid4()
        word = world.mark("reports_consent", key)
        world.put(
            reports.Consent, id=key, report_id=report, at=ago(2), partner=word[:20], given=True,
            by_id=by,
        )  # fmt: skip
    a_document(world, "report", report, resident_of=report)
    a_document(world, "report", report, organisation="gemeente")
    for state in ("sent", "failed"):
        a_message(world, "reports", report, None if state == "sent" else "gemeente", state)


def _who_it_was(world: World, report: UUID, name: str) -> None:
    """The vault, a mail that nobody reads here, and requests at every stage."""
    said = {
        part: f"{world.mark('reports_identity', report)}@voorbeeld.invalid"
        for part in ("name", "email", "phone")
    }
    world.put(reports.Identity, report_id=report, **said)
    a_message(world, "confidential", report, None, "failed")
    stages = {"west": ["waits", "lapsed"], "west2": ["lasts", "refused"], "closed": ["over"]}
    for stage in stages.get(name, []):
        key, users = uuid4(), world.city.users
        asked = 8 if stage == "lapsed" else 0.5
        decided = stage not in ("waits", "lapsed")
        world.put(
            reports.IdentityRequest, id=key, report_id=report, ground="danger",
            reason=world.mark("reports_identityrequest", key), asked_by_id=users["desk"],
            asked_at=ago(asked), granted=None if not decided else stage != "refused",
            decided_by_id=users["desk2"] if decided else None,
            decided_at=ago(0.4) if decided else None,
            until=ago(-0.6) if stage in ("lasts", "over") else None,
            ended_at=ago(0.1) if stage == "over" else None,
        )  # fmt: skip


def _opinion(world: World, report: UUID) -> None:
    reason = world.mark("reports_opinion", report)
    world.put(reports.Opinion, report_id=report, at=ago(1), satisfied=False, reason=reason)


def a_document(
    world: World,
    holder: str,
    file_id: UUID,
    *,
    organisation: str = "",
    resident_of: UUID | None = None,
) -> UUID:
    key = uuid4()
    token = ""
    if resident_of:
        token = reports.Report.objects.using("keeper").get(pk=resident_of).token_hash
    world.put(
        Document,
        id=key,
        file_id=file_id,
        holder=holder,
        token_hash=token,
        kind="photo",
        organisation_id=world.city.organisations[organisation] if organisation else None,
        name=f"{world.mark('documents_document', key)}.jpg",
        type="jpeg",
        size=1,
        sha256=key.hex * 2,
        address=key.hex,
        key=b"",
        state="ready",
        created_at=ago(2),
    )
    return key


def a_message(
    world: World, purpose: str, about: UUID, organisation: str | None, state: str
) -> None:
    key = uuid4()
    texts = {
        part: world.mark("messages_message", key) for part in ("to", "subject", "text", "html")
    }
    texts["to"] += "@voorbeeld.invalid"
    world.put(
        Message,
        id=key,
        channel="mail",
        purpose=purpose,
        about_id=about,
        state=state,
        organisation_id=world.city.organisations[organisation] if organisation else None,
        created_at=ago(2),
        sent_at=ago(1) if state == "sent" else None,
        **texts,
    )
