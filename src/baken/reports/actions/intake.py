"""What a resident does: report, write again, withdraw. Without an account, with the code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile as File
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.documents import api as documents
from baken.messages import api as messages
from baken.reports import clocks
from baken.reports.actions.parts import check, insert_parts
from baken.reports.categories import Subject, tree
from baken.reports.codes import Door, Kind, Source, State, may_follow
from baken.reports.follow import code_of, fingerprint
from baken.reports.models import Contact, Event, Message, Report
from baken.reports.routing.now import route
from baken.reports.titles import title_of
from baken.reports.vault.mail import write_quietly

Upload: TypeAlias = "File[bytes]"
ATTEMPTS = 5
MOST_PHOTOS = 5


@dataclass(frozen=True)
class Where:
    """The place as far as it is known: WGS84 degrees, an address line, CBS codes."""

    lat: float | None = None
    lon: float | None = None
    address: str = ""
    buurt_code: str = ""
    wijk_code: str = ""


@dataclass(frozen=True)
class Said:
    """An answer to a question of the kind, with the question as it was asked."""

    code: str
    question: str
    value: str
    shown: str


@dataclass(frozen=True)
class Firm:
    """The business that reports, and whether others in the area may know what is going on."""

    branch: str
    name: str = ""
    others: bool = False


@dataclass(frozen=True)
class Told:
    """What the resident told. `id` is made when the form opens: it makes the act idempotent.

    Without a `door` it follows from what one left: something is with a name, nothing without.
    """

    id: UUID
    subject: Subject
    text: str
    where: Where = Where()
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "nl"
    source: str = Source.SITE
    photos: Sequence[Upload] = ()
    originals: bool = False
    door: str = ""
    answers: Sequence[Said] = ()
    partners: Sequence[str] = ()
    formal: bool = False
    address: str = ""
    firm: Firm | None = None

    @property
    def reachable(self) -> bool:
        return bool(self.name or self.email or self.phone)

    @property
    def through(self) -> str:
        """The door that it comes in by."""
        return self.door or (Door.NAMED if self.reachable else Door.NAMELESS)

    @property
    def confidential(self) -> bool:
        return self.through == Door.CONFIDENTIAL


@dataclass(frozen=True)
class Received:
    """The report as it lies here. `again` says that it had come in before."""

    report: Report
    code: str
    again: bool


def receive(acting: Acting, told: Told, *, site: str = "") -> Received:
    """Take in a report, once: the same `told.id` a second time gives the report of the first.

    The acting is the resident whose token is the code of this report. `site` is the address of
    the site, for the link in a mail. Raises ValidationError when a photo is refused.
    """
    if acting.token != fingerprint(code_of(told.id)):
        raise Denied
    return take_in(acting, told, "report.receive", site)


def take_in(acting: Acting, told: Told, verb: str, site: str) -> Received:
    """Write down what was told, by the resident or by who works at the desk."""
    check(told)
    code = code_of(told.id)
    head = _head(told, fingerprint(code))
    routed = route(head, told.text)
    head.team_id, head.urgent = (routed.team.id if routed.team else None), routed.urgent
    report, again = _insert(head)
    if again:
        return Received(report, code, again=True)
    insert_parts(acting, report, told)
    note_event(report.id, Kind.RECEIVED, by=acting.user_id, at=report.received_at, note=routed.why)
    keep_photos(acting, report.id, told.photos, originals=told.originals)
    record(acting, verb, "report", report.id)
    if told.email and told.confidential:
        write_quietly(acting, told.email, report.id)
    elif told.formal:
        _confirm_request(acting, report, told, site)
    elif told.email:
        _confirm(acting, report, told.email, code, site)
    return Received(report, code, again=False)


def _insert(head: Report) -> tuple[Report, bool]:
    """Insert the head under a number that is free; (report, was it there already)."""
    for _attempt in range(ATTEMPTS):
        head.number = numbers.draw("M")
        Report.objects.bulk_create([head], ignore_conflicts=True)
        found = Report.objects.filter(id=head.id, token_hash=head.token_hash).first()
        if found is not None:
            return found, found.number != head.number
    raise Conflict(_("Versturen lukte niet. Uw tekst staat er nog. Probeer het over een minuut."))


def _head(told: Told, token: str) -> Report:
    report = Report(
        id=told.id,
        token_hash=token,
        title=title_of(told.text),
        category_id=told.subject.id,
        door=told.through,
        formal=told.formal,
        state=State.RECEIVED,
        wijk_code=told.where.wijk_code,
        buurt_code=told.where.buurt_code,
        received_at=timezone.now(),
        contact_ways=",".join(
            way for way, given in (("mail", told.email), ("phone", told.phone)) if given
        ),
        source=told.source,
        has_photos=bool(told.photos),
        language=told.language,
    )
    clocks.set_clocks(report, told.subject)
    return report


def note_event(
    report_id: UUID,
    kind: Kind,
    *,
    by: UUID | None = None,
    old: str = "",
    new: str = "",
    note: str = "",
    at: datetime | None = None,
) -> None:
    """Add to the timeline. The key comes from Python: a resident may not read this table."""
    event = Event(
        report_id=report_id, at=at or timezone.now(), kind=kind, by_id=by, old=old, new=new,
        note=note,
    )  # fmt: skip
    Event.objects.bulk_create([event])


def keep_photos(
    acting: Acting, report_id: UUID, photos: Sequence[Upload], *, originals: bool = False
) -> None:
    """Store at most five photos with the report, without what they tell of place and device;
    with `originals` also as they came. ValidationError names the one that is refused.
    """
    if len(photos) > MOST_PHOTOS:
        raise ValidationError(too_many(len(photos)))
    for photo in photos:
        try:
            documents.receive(
                acting, photo, file_id=report_id, kind="foto", holder=documents.Holder.REPORT,
                original=originals,
            )  # fmt: skip
        except ValidationError as error:
            raise ValidationError(f"{photo.name}: {error.messages[0]}") from error


def too_many(count: int) -> str:
    """The sentence for more photos than we take."""
    message = _("Kies hoogstens %(most)s foto's. U koos er %(count)s.")
    return message % {"most": MOST_PHOTOS, "count": count}


def _confirm(acting: Acting, report: Report, email: str, code: str, site: str) -> None:
    messages.write(
        acting,
        to=email,
        subject=_("Uw melding %s is binnen") % report.number,
        template="reports/mail/received",
        context={"report": report, "link": follow_link(site, code)},
        about_id=report.id,
        purpose="reports",
    )


def _confirm_request(acting: Acting, report: Report, told: Told, site: str) -> None:
    """That a request to enforce was received, and what follows: by mail, or else by letter."""
    by_mail = bool(told.email)
    messages.write(
        acting,
        to=told.email or f"{told.name}\n{told.address}",
        subject=_("Ontvangstbevestiging van uw verzoek %s") % report.number,
        template="reports/mail/formal",
        context={
            "report": report, "kind": told.subject.title,
            "link": follow_link(site, code_of(told.id)) if by_mail else "",
        },
        about_id=report.id,
        channel=messages.Channel.MAIL if by_mail else messages.Channel.LETTER,
        purpose="reports",
    )  # fmt: skip


def follow_link(site: str, code: str) -> str:
    """The address where the report is followed; '' when we do not know our own address."""
    return f"{site.rstrip('/')}{reverse('reports:followed', args=[code])}" if site else ""


def own(acting: Acting, *, to_change: bool = False) -> Report:
    """The report of this resident. Denied when there is none (any more).

    With `to_change` it waits for who is changing it at this moment, and is read after that.
    """
    rows = Report.objects.select_for_update(no_key=True) if to_change else Report.objects
    report = rows.filter(token_hash=acting.token).first() if acting.token else None
    if report is None:
        raise Denied
    return report


def add_message(
    acting: Acting, text: str, *, nonce: UUID, photos: Sequence[Upload] = (),
    originals: bool = False, note: str = "",
) -> bool:  # fmt: skip
    """The resident writes: answers a question, adds something, or reacts to our answer.

    The same `nonce` a second time changes nothing, and gives False; `note` is for the desk. A
    question that waited is taken up again, an answered or hidden report is opened again; a
    withdrawn one takes no more messages (Conflict).
    """
    report = own(acting, to_change=True)
    if report.state == State.WITHDRAWN:
        raise Conflict(_("Deze melding is ingetrokken. Doe een nieuwe melding."))
    if report.state == State.ANSWERED and not clocks.may_reopen(report):
        raise Conflict(_("Dit antwoord is te oud. Doe een nieuwe melding en noem dit nummer."))
    key = uuid5(report.id, str(nonce))
    message = Message(id=key, report=report, at=timezone.now(), from_resident=True, text=text)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return False
    keep_photos(acting, report.id, photos, originals=originals)
    take_up_again(report, note)
    record(acting, "report.reply", "report", report.id)
    return True


def take_up_again(report: Report, note: str = "") -> None:
    """What a message of the resident does to the state and the clocks."""
    old = report.state
    if old == State.WAITING:
        report.state = State.WORKING
        note_event(report.id, Kind.REPLIED, old=old, new=report.state, note=note)
        _resume(report)
    elif old == State.ANSWERED:
        report.state, report.result, report.closed_at = State.READING, "", None
        note_event(report.id, Kind.REOPENED, old=old, new=report.state, note=note)
        subject = tree().by_id[report.category_id]
        report.read_due_at, report.answer_due_at = clocks.dues(subject, timezone.now())
        clocks.choose_clock(report)
        Contact.objects.filter(report_id=report.id).update(closed_at=None)
        _save_turn(report)
    elif old == State.HIDDEN:
        report.state, report.closed_at = State.READING, None
        note_event(report.id, Kind.REOPENED, old=old, new=report.state, note=note)
        clocks.choose_clock(report)
        Contact.objects.filter(report_id=report.id).update(closed_at=None)
        _save_turn(report)
    else:
        note_event(report.id, Kind.REPLIED, old=old, new=old, note=note)


def _resume(report: Report) -> None:
    """The days that we waited for the resident do not count."""
    asked = Message.objects.filter(report=report, from_resident=False).order_by("-at").first()
    if asked is not None:
        clocks.extend(report, tree().by_id[report.category_id], asked.at, timezone.now())
    clocks.choose_clock(report)
    _save_turn(report)


def _save_turn(report: Report) -> None:
    report.version += 1
    report.save(
        update_fields=[
            "state", "result", "closed_at", "planned_for", "read_due_at", "answer_due_at", "due_at",
            "version",
        ]
    )  # fmt: skip


def withdraw(acting: Acting) -> Report:
    """The resident takes the report back. What was written stays for its term."""
    report = own(acting, to_change=True)
    if report.state == State.WITHDRAWN:
        return report
    if not may_follow(report.state, State.WITHDRAWN):
        raise Conflict(_("Deze melding is al afgehandeld. Intrekken kan niet meer."))
    now = timezone.now()
    note_event(report.id, Kind.WITHDRAWN, old=report.state, new=State.WITHDRAWN)
    report.state, report.closed_at, report.planned_for = State.WITHDRAWN, now, None
    clocks.choose_clock(report)
    Contact.objects.filter(report_id=report.id).update(closed_at=now)
    _save_turn(report)
    record(acting, "report.withdraw", "report", report.id)
    return report
