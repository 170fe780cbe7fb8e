"""What the desk does with a report. A form that is older than the report gives a Conflict."""

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access.api import Colleague, colleagues, name_of
from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.messages import api as messages
from baken.reports import clocks
from baken.reports.actions.intake import follow_link, note_event
from baken.reports.bonds.queries import joined_with, whole_of
from baken.reports.categories import Subject, tree
from baken.reports.codes import CLOSED, GROUNDS, OPEN, Door, Kind, Result, State, may_follow
from baken.reports.follow import code_if_known
from baken.reports.models import Contact, Content, Event, Handover, Message, Report
from baken.reports.queries import known_name
from baken.reports.routing.now import route
from baken.reports.rules import may_answer, works_at_desk
from baken.reports.tasks import tell_quietly

# What a mail to the reporter is about, by its template.
SUBJECTS = {
    "question": gettext_lazy("Een vraag over uw melding %s"),
    "planned": gettext_lazy("Uw melding %s is ingepland"),
    "answer": gettext_lazy("Antwoord op uw melding %s"),
    "news": gettext_lazy("Nieuws over uw melding %s"),
}


def take(acting: Acting, report_id: UUID, version: int) -> None:
    """The acting user takes the report on. A second time by the same person changes nothing."""
    report = for_desk(acting, report_id)
    if report.assigned_to_id == acting.user_id and report.state == State.WORKING:
        return
    changes = {"state": State.WORKING, "assigned_to_id": acting.user_id}
    turn(report, version, changes, mine=_("Ik neem deze melding"))
    resumed = report.state in (State.PLANNED, State.PARTNER)
    kind = Kind.RESUMED if resumed else Kind.TAKEN
    note_event(report.id, kind, by=acting.user_id, old=report.state, new=State.WORKING)
    record(acting, "report.take", "report", report.id)


def assign(acting: Acting, report_id: UUID, version: int, user_id: UUID) -> None:
    """Ask a colleague of the desk to read it."""
    report = for_desk(acting, report_id)
    if user_id not in {person.user_id for person in handlers(acting, report)}:
        raise ValidationError(_("Deze collega behandelt deze melding niet. Kies een ander."))
    state = State.READING if report.state == State.RECEIVED else report.state
    mine = name_of([user_id]).get(user_id, "")
    turn(report, version, {"state": state, "assigned_to_id": user_id}, mine=mine)
    note_event(
        report.id, Kind.ASSIGNED, by=acting.user_id, old=str(report.assigned_to_id or ""),
        new=str(user_id),
    )  # fmt: skip
    record(acting, "report.assign", "report", report.id)


def handlers(acting: Acting, report: Report) -> list[Colleague]:
    """Colleagues of our own organisation who could open this report: others see none of it."""
    here = colleagues(acting, purpose="reports", organisation_id=acting.organisation_id)
    return [person for person in here if person.covers(report.wijk_code, report.buurt_code)]


def recategorise(
    acting: Acting, report_id: UUID, version: int, subject: Subject, reason: str
) -> None:
    """Another kind: the norms are computed anew from the day of receipt, and so is the team."""
    report = for_desk(acting, report_id)
    old = tree().by_id[report.category_id]
    changed = copy(report)
    changed.category_id = subject.id
    clocks.set_clocks(changed, subject)
    routed = route(changed, Content.objects.values_list("text", flat=True).get(report=report))
    changes = {
        "category_id": subject.id, "read_due_at": changed.read_due_at,
        "answer_due_at": changed.answer_due_at, "due_at": changed.due_at,
        "team_id": routed.team.id if routed.team else None,
    }  # fmt: skip
    turn(report, version, changes, mine=subject.title, label=_("Soort"))
    note_event(
        report.id, Kind.CATEGORY, by=acting.user_id, old=old.code, new=subject.code,
        note=" ".join(filter(None, (reason, routed.why))),
    )  # fmt: skip
    record(acting, "report.recategorise", "report", report.id)


def ask(acting: Acting, report_id: UUID, version: int, text: str, *, site: str = "") -> None:
    """Ask the resident something. The clock stands still until the reply."""
    report = for_desk(acting, report_id)
    turn(report, version, {"state": State.WAITING}, mine=text, label=_("Vraag aan de melder"))
    say(acting, report, text)
    note_event(report.id, Kind.ASKED, by=acting.user_id, old=report.state, new=State.WAITING)
    record(acting, "report.ask", "report", report.id)
    mail(acting, report, "question", {"text": text}, site)


def plan(acting: Acting, report_id: UUID, version: int, day: date, *, site: str = "") -> None:
    """Set the day on which we come or do it. The resident reads the day, and gets a mail."""
    if day < timezone.localdate():
        raise ValidationError({"day": _("Deze dag is voorbij. Kies een dag vanaf vandaag.")})
    report = for_desk(acting, report_id)
    if report.state == State.PLANNED and report.planned_for == day:
        return
    changes = {"state": State.PLANNED, "planned_for": day}
    words = date_format(day, "j F Y")
    turn(report, version, changes, mine=words, label=_("Ingepland"))
    note_event(
        report.id, Kind.PLANNED, by=acting.user_id, old=report.state, new=State.PLANNED, note=words
    )
    record(acting, "report.plan", "report", report.id)
    mail(acting, report, "planned", {"day": day}, site)


def wait_for(acting: Acting, report_id: UUID, version: int, whom: str) -> None:
    """Somebody outside the desk has to do something first. Our clock runs on."""
    report = for_desk(acting, report_id)
    turn(report, version, {"state": State.PARTNER}, mine=whom, label=_("Wacht op een ander"))
    note_event(
        report.id, Kind.PARTNER, by=acting.user_id, old=report.state, new=State.PARTNER, note=whom
    )
    record(acting, "report.wait_for", "report", report.id)


def answer(
    acting: Acting, report_id: UUID, version: int, text: str, result: str, *, site: str = ""
) -> None:
    """Tell the resident what became of it, and close."""
    if not may_answer(acting):
        raise Denied
    report = _found(report_id)
    close(acting, report, version, text, result, site=site)


def close(
    acting: Acting, report: Report, version: int, text: str, result: str, *, site: str = ""
) -> None:
    """Close a report with a result and a text for the resident; the terms start."""
    if result not in Result.values:
        raise ValidationError(_("Kies wat ervan is gekomen."))
    now = timezone.now()
    changes = {"state": State.ANSWERED, "result": result, "closed_at": now}
    turn(report, version, changes, mine=text, label=_("Antwoord aan de melder"))
    say(acting, report, text)
    note_event(
        report.id, Kind.ANSWERED, by=acting.user_id, old=report.state, new=State.ANSWERED,
        note=str(Result(result).label),
    )  # fmt: skip
    record(acting, "report.answer", "report", report.id)
    context = {"text": text, "result": Result(result).label}
    mail(acting, report, "answer", context, site)
    Contact.objects.filter(report_id=report.id).update(closed_at=now)
    whole = whole_of(report.id)
    if whole is not None and whole.state not in CLOSED:
        tell(acting, whole, text, site=site)
    for other in joined_with(report.id):
        close(acting, other, other.version, text, result, site=site)


def tell(acting: Acting, report: Report, text: str, *, site: str = "") -> None:
    """Tell the resident how it stands; the report stays as it is."""
    say(acting, report, text)
    record(acting, "report.tell", "report", report.id)
    mail(acting, report, "news", {}, site)


def mark_urgent(acting: Acting, report_id: UUID, version: int, *, urgent: bool) -> None:
    """Let it stand out in the list, or no longer."""
    report = for_desk(acting, report_id)
    if report.urgent == urgent:
        return
    kind = Kind.URGENT if urgent else Kind.CALM
    turn(report, version, {"urgent": urgent}, mine=str(kind.label))
    note_event(report.id, kind, by=acting.user_id)
    record(acting, "report.mark_urgent", "report", report.id, outcome=str(kind))


def hand_over(acting: Acting, report_id: UUID, file_id: UUID) -> None:
    """The report becomes part of a file: its members of the municipality may read it."""
    report = for_desk(acting, report_id)
    if report.state != State.TO_CASE:
        turn(report, report.version, {"state": State.TO_CASE}, mine=_("Maak er een casus van"))
        note_event(
            report.id, Kind.MADE_CASE, by=acting.user_id, old=report.state, new=State.TO_CASE
        )
    assert acting.user_id is not None
    along = [report, *joined_with(report.id)]
    Handover.objects.bulk_create(
        [
            Handover(report=one, file_id=file_id, at=timezone.now(), by_id=acting.user_id)
            for one in along
        ],
        ignore_conflicts=True,
    )
    record(acting, "report.hand_over", "report", report.id)


def reveal(acting: Acting, report_id: UUID, ground: str) -> Contact:
    """Open the contact details, with a ground from the list. Leaves a trace of its own."""
    if ground not in GROUNDS:
        raise ValidationError(_("Kies waarom u de gegevens nodig heeft."))
    if not may_answer(acting):
        raise Denied
    contact = Contact.objects.filter(report_id=report_id).first()
    if contact is None:
        raise Denied
    note_event(report_id, Kind.REVEALED, by=acting.user_id, note=str(GROUNDS[ground]))
    record(acting, "report.reveal", "report", report_id, ground=ground)
    return contact


def for_desk(acting: Acting, report_id: UUID) -> Report:
    """The report, for who handles reports. Denied when it is not there for this acting."""
    if not works_at_desk(acting):
        raise Denied
    return _found(report_id)


def _found(report_id: UUID) -> Report:
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise Denied
    return report


def turn(
    report: Report, version: int, changes: Mapping[str, Any], *, mine: str, label: str = ""
) -> None:
    """Write the changes if nobody was first; the state must allow them."""
    state = changes.get("state", report.state)
    if report.version != version:
        raise _overtaken(report, mine, label)
    stays_open = state == report.state and state in OPEN
    if not stays_open and not may_follow(report.state, state):
        raise Conflict(_refusal(report.state))
    day = report.planned_for if state == report.state else None
    values = {"planned_for": day, **_clock(report, changes), **changes, "version": version + 1}
    if not Report.objects.filter(id=report.id, version=version).update(**values):
        report.refresh_from_db()
        raise _overtaken(report, mine, label)


def _clock(report: Report, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The clock that runs after the change."""
    after = Report(
        state=changes.get("state", report.state), read_due_at=report.read_due_at,
        answer_due_at=report.answer_due_at,
    )  # fmt: skip
    clocks.choose_clock(after)
    return {"due_at": after.due_at}


def _refusal(state: str) -> str:
    sentences = {
        State.ANSWERED: _("Deze melding is al beantwoord. De melder kan haar weer openen."),
        State.WITHDRAWN: _("De melder heeft deze melding ingetrokken."),
        State.TO_CASE: _("Deze melding is een casus geworden. Werk daar verder."),
        State.HIDDEN: _("Deze melding is verborgen. Zet haar eerst terug."),
        State.JOINED: _("Deze melding is samengevoegd met een andere. Werk daar verder."),
    }
    return sentences.get(State(state), _("Dit kan nu niet met deze melding."))


def _overtaken(report: Report, mine: str, label: str) -> Conflict:
    """Somebody was first: what they did stands beside what this person wrote."""
    last = Event.objects.filter(report=report).select_related("by__profile").order_by("-at").first()
    who = known_name(last.by if last else None) or _("De melder")
    theirs = str(Kind(last.kind).label) if last is not None else ""
    if last is not None and last.kind in (Kind.ASKED, Kind.ANSWERED, Kind.REPLIED):
        said = Message.objects.filter(report=report).order_by("-at").first()
        theirs = said.text if said is not None else theirs
    elif last is not None and last.kind == Kind.CATEGORY:
        theirs = tree().by_id[report.category_id].title
    return Conflict(
        _("%s was u net voor bij deze melding.") % who,
        versions=[Version(label or report.number, mine, theirs)],
    )


def say(acting: Acting, report: Report, text: str) -> None:
    Message.objects.bulk_create(
        [Message(report=report, at=timezone.now(), from_resident=False, by_id=acting.user_id,
                 text=text)]
    )  # fmt: skip


def mail(
    acting: Acting, report: Report, template: str, context: Mapping[str, Any], site: str
) -> None:
    """A mail as well, for who left an address, in the language of the report.

    The message itself waits behind the code.
    """
    if "mail" not in report.contact_ways:
        return
    if report.door == Door.CONFIDENTIAL:
        tell_quietly.later(str(report.id))
        return
    contact = Contact.objects.filter(report_id=report.id).first()
    if contact is None or not contact.email:
        return
    code = code_if_known(report.id, report.token_hash)
    link = follow_link(site, code) if code else ""
    with translation.override(report.language):
        messages.write(
            acting,
            to=contact.email,
            subject=str(SUBJECTS[template]) % report.number,
            template=f"reports/mail/{template}",
            context={**context, "report": report, "link": link},
            about_id=report.id,
            purpose="reports",
        )
