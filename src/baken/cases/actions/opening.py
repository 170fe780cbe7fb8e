"""Opening a case, from a report or directly, and taking it on."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import by, fetch_open, refresh_clock, start_clock, stop_clock
from baken.cases.ave import model_of, newest
from baken.cases.codes import ClockKind, Lifecycle, Regime, Role
from baken.cases.explain import missing
from baken.cases.guards import TO_TAKE_ON, gaps_to_take_on
from baken.cases.machine import may_go
from baken.cases.models import Case, CaseContent, Clock, Seat
from baken.cases.situations import situation_of
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.errors import Conflict, Version
from baken.documents import api as documents
from baken.reports import api as reports


def open_from_report(
    acting: Acting,
    report_id: UUID,
    *,
    process_manager: UUID,
    title: str,
    reason: str,
    purpose: str,
    site: str = "",
) -> UUID:
    """The desk makes a case of a report and asks a process manager; it does not read it back.

    Photos go along as copies, with the term of the case. `site` is for the link in a mail.
    """
    rules.require(rules.hands_over(acting))
    asked = _process_manager(acting, process_manager)
    if reports.get(acting, report_id).state == reports.State.TO_CASE:
        raise Conflict(_("Van deze melding is al een casus gemaakt."))
    case = _open(
        acting, asked, lifecycle=Lifecycle.SIGNAL, title=title, reason=reason, purpose=purpose,
        report_id=report_id,
    )  # fmt: skip
    reports.hand_over(acting, report_id, case.id)
    for photo in documents.listing(acting, report_id):
        if photo.ready:
            documents.copy(acting, photo.id, file_id=case.id)
    access.join(acting, case.id, asked.user_id, asked.organisation_id, invited=True)
    record(acting, "case.open", "case", case.id)
    mails.ask(acting, case, asked.user_id, mails.SEAT, site=site)
    return case.id


def open_case(
    acting: Acting,
    *,
    title: str,
    reason: str,
    purpose: str,
    regime: str = Regime.LOKAAL_AVG,
    practice: bool = False,
) -> UUID:
    """A process manager opens a case, and sits in its procesregie at once."""
    rules.require(rules.opens(acting))
    me = _process_manager(acting, rules.user_of(acting), practice=practice)
    case = _open(
        acting, me, lifecycle=Lifecycle.TRIAGE, title=title, reason=reason, purpose=purpose,
        regime=regime or Regime.LOKAAL_AVG, practice=practice,
    )  # fmt: skip
    access.join(acting, case.id, me.user_id, me.organisation_id)
    record(acting, "case.open", "case", case.id)
    return case.id


def process_managers(acting: Acting, *, practice: bool = False) -> list[access.Colleague]:
    """Who may be asked to take a new case on; of an exercise also who plays a part."""
    return access.colleagues(
        acting, capacity="process_manager", purpose="cases", practice=None if practice else False
    )


def _process_manager(acting: Acting, user_id: UUID, *, practice: bool = False) -> access.Colleague:
    people = process_managers(acting, practice=practice)
    asked = next((p for p in people if p.user_id == user_id), None)
    if asked is None:
        raise ValidationError(_("Kies een procesregisseur uit de lijst."))
    return asked


def _open(
    acting: Acting,
    manager: access.Colleague,
    *,
    lifecycle: Lifecycle,
    title: str,
    reason: str,
    purpose: str,
    report_id: UUID | None = None,
    regime: str = Regime.LOKAAL_AVG,
    practice: bool = False,
) -> Case:
    """Head, content, the seat of procesregie and the first clock; the member comes last."""
    now = timezone.now()
    row = newest()
    model = model_of(row.id)
    due_at = by(model.clocks["handover"], now)
    case = Case(
        model=row, lifecycle=lifecycle, phase=model.opening_phase, purpose=purpose, opened_at=now,
        regime=regime, practice=practice,
    )  # fmt: skip
    numbers.insert(case, "C")
    CaseContent.objects.create(
        case=case, title=title, reason=reason, report_id=report_id, next_due=due_at
    )
    mine = manager.user_id == acting.user_id
    Seat.objects.create(
        case=case, role=Role.PROCESREGIE, holder_id=manager.user_id,
        organisation_id=manager.organisation_id, since=now, due_at=None if mine else due_at,
        accepted_at=now if mine else None,
    )  # fmt: skip
    Clock.objects.create(case=case, kind=ClockKind.HANDOVER, started_at=now, due_at=due_at)
    if report_id and "contact" in model.clocks:
        contact_by = by(model.clocks["contact"], now)
        Clock.objects.create(case=case, kind=ClockKind.CONTACT, started_at=now, due_at=contact_by)
    return case


def take_on(acting: Acting, case_id: UUID, *, purpose: str) -> None:
    """Whoever holds procesregie settles the purpose; from now on the case runs."""
    case = fetch_open(case_id)
    seated = Seat.objects.filter(
        case=case, role=Role.PROCESREGIE, holder_id=acting.user_id, ended_at=None
    ).exclude(accepted_at=None)
    rules.require(seated.exists())
    if not may_go(case.lifecycle, Lifecycle.ACTIVE, "take_on"):
        raise Conflict(_("Deze casus is al in behandeling."))
    if gaps := gaps_to_take_on(situation_of(case, *TO_TAKE_ON)):
        raise Conflict(_("In behandeling nemen kan nog niet"), missing=missing(gaps, case))
    changed = Case.objects.filter(pk=case.id, lifecycle=Lifecycle.TRIAGE).update(
        lifecycle=Lifecycle.ACTIVE, purpose=purpose, version=F("version") + 1
    )
    if not changed:
        raise Conflict(_("Deze casus is al in behandeling."))
    stop_clock(case.id, ClockKind.HANDOVER)
    stop_clock(case.id, ClockKind.ACUTE)
    start_clock(case.id, ClockKind.REVIEW, model_of(case.model_id).phase(case.phase).review)
    refresh_clock(case.id)
    record(acting, "case.take_on", "case", case.id)


def edit_content(acting: Acting, case_id: UUID, *, title: str, reason: str, version: int) -> None:
    """The municipality edits title and reason. Conflict with both texts when it was too late."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    changed = CaseContent.objects.filter(case=case, version=version).update(
        title=title, reason=reason, version=F("version") + 1
    )
    if not changed:
        theirs = CaseContent.objects.get(case=case)
        raise Conflict(
            _("Een collega bewaarde net een andere tekst"),
            versions=[
                Version(_("Naam van de casus"), title, theirs.title),
                Version(_("Aanleiding"), reason, theirs.reason),
            ],
            newest=theirs.version,
        )
    record(acting, "case.edit", "case", case.id)
