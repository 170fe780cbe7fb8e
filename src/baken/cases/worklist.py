"""My work: what waits for me in cases, and what I wait for, each with its clock."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import rules
from baken.cases.ave import model_of
from baken.cases.breaches.queries import tasks as breaches
from baken.cases.clocks.models import Pause
from baken.cases.codes import ClockKind, Lifecycle, Role, SeatState
from baken.cases.disclosures.models import RegimeRequest
from baken.cases.disclosures.queries import open_requests
from baken.cases.duty.work import tasks as duty
from baken.cases.glass.models import Glass
from baken.cases.keeping.work import tasks as keeping
from baken.cases.meetings.work import tasks as meetings
from baken.cases.models import Action, Case, CaseContent, Clock, PhaseRequest, Seat
from baken.cases.queries import invitations, my_contents, open_seats
from baken.cases.regimes import rules_for
from baken.cases.steps.models import Handover, Jump
from baken.core.acting import Acting
from baken.core.hits import Task

MOST = 200
# A review that is months away is no work yet.
AHEAD_DAYS = 14
# From here on one waits for what another promised.
NEARLY_DAYS = 2


def privacy_work(acting: Acting) -> list[Task]:
    """What waits for the privacy officer: breaches, requests, postponements, emergency access."""
    return [*breaches(acting), *duty(acting), *keeping(acting), *_looked_at(acting)]


def _looked_at(acting: Acting) -> Iterator[Task]:
    rows = Glass.objects.filter(review=None).exclude(user_id=rules.user_of(acting))
    for row in rows.order_by("review_due"):
        url = reverse("cases:glass", args=[row.id])
        yield Task(_("Beoordeel een noodtoegang"), url, row.review_due, kind=_("noodtoegang"))


def my_work(acting: Acting) -> list[Task]:
    """All tasks, unsorted. A fixed number of queries, however many cases."""
    steering = _steered(acting)
    titles = _titles(acting)
    names = {party.id: party.name for party in access.organisations(acting)}
    return [
        *(_invited(seat) for seat in invitations(acting)),
        *_actions(acting, titles, set(steering), names),
        *_seats(acting, steering, titles),
        *_clocks(steering, titles),
        *_requests(acting, titles),
        *_regimes(acting, titles),
        *_disclosures(acting, titles),
        *_glasses(acting, titles),
        *_handovers(acting, titles),
        *_jumps(acting, titles),
        *meetings(acting, titles),
        *breaches(acting),
        *duty(acting),
    ]


def _titles(acting: Acting) -> dict[UUID, CaseContent]:
    rows = my_contents().filter(case__closed_at=None)
    return {row.case_id: row for row in rows[:MOST]}


def _steered(acting: Acting) -> dict[UUID, Seat]:
    """The cases whose procesregie I hold."""
    mine = open_seats().filter(role=Role.PROCESREGIE, holder_id=acting.user_id)
    return {seat.case_id: seat for seat in mine.exclude(accepted_at=None)[:MOST]}


def _task(content: CaseContent, title: str, view: str, *args: object, **more: object) -> Task:
    case = content.case
    url = reverse(f"cases:{view}", args=[case.id, *args])
    return Task(title, url, number=case.number, about=content.title, kind=_("casus"),
                phase=case.phase, **more)  # type: ignore[arg-type]  # fmt: skip


def _invited(seat: Seat) -> Task:
    return Task(
        _("Aanvaard de stoel %s") % Role(seat.role).label.lower(),
        reverse("cases:file", args=[seat.case_id]), seat.due_at, seat.case.number,
        seat.case.purpose[:80], _("casus"), seat.case.phase,
    )  # fmt: skip


def _actions(
    acting: Acting, titles: dict[UUID, CaseContent], steering: set[UUID], names: dict[UUID, str]
) -> Iterator[Task]:
    """Mine; and of others, on the cases that I steer, what is over its date or nearly."""
    nearly = timezone.now() + timedelta(days=NEARLY_DAYS)
    mine = Q(owner_id=acting.user_id) | Q(case_id__in=steering, due_at__lte=nearly)
    shown = Action.objects.filter(mine, done_at=None, case_id__in=titles).order_by("due_at")
    rows = list(shown[: 5 * MOST])
    people = access.name_of(row.owner_id for row in rows)
    for action in rows:
        content = titles[action.case_id]
        if action.owner_id == acting.user_id:
            yield _task(content, action.title, "finish", action.id, due=action.due_at)
        else:
            ours = action.organisation_id == acting.organisation_id
            known = people.get(action.owner_id) if ours else names.get(action.organisation_id)
            waits = known or _("een partner")
            yield _task(content, action.title, "file", due=action.due_at, waits_for=waits)


def _seats(
    acting: Acting, steering: dict[UUID, Seat], titles: dict[UUID, CaseContent]
) -> Iterator[Task]:
    """On the cases that I steer: empty seats are mine to fill, asked ones wait for another."""
    rows = list(open_seats().filter(case_id__in=steering, accepted_at=None))
    names = access.name_of(seat.holder_id for seat in rows)
    for seat in rows:
        content = titles.get(seat.case_id)
        if content is None:
            continue
        role = str(Role(seat.role).label).lower()
        if seat.state == SeatState.VACANT:
            title = _("Vul de stoel %s") % role
            yield _task(content, title, "seat", seat.role, due=seat.due_at)
        elif seat.household:
            title = _("Leg vast of het huishouden %s aanvaardt") % role
            yield _task(content, title, "household", seat.id, due=seat.due_at)
        elif seat.holder_id != acting.user_id:
            waits = names.get(seat.holder_id, _("een collega")) if seat.holder_id else ""
            title = _("aanvaarden van %s") % role
            yield _task(content, title, "file", due=seat.due_at, waits_for=waits)


def _clocks(steering: dict[UUID, Seat], titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    words = {
        ClockKind.HANDOVER: (_("Neem de casus in behandeling"), "take_on"),
        ClockKind.CONTACT: (_("Spreek wie het signaal bracht"), "triage"),
        ClockKind.REVIEW: (_("Evalueer en herijk de fase"), "evaluate"),
        ClockKind.AFTERCARE: (_("Controleer in de nazorg"), "evaluate"),
        ClockKind.ACUTE: (_("Beoordeel deze acute casus"), "triage"),
        ClockKind.MEETING: (_("Houd het eerste casusoverleg"), "meetings"),
        ClockKind.PLAN: (_("Stel het plan vast"), "plan"),
    }
    soon = timezone.now() + timedelta(days=AHEAD_DAYS)
    running = Clock.objects.filter(case_id__in=steering, met_at=None, due_at__lte=soon)
    for clock in running.exclude(pauses__in=Pause.objects.filter(ended_at=None)):
        content = titles.get(clock.case_id)
        if content and content.case.lifecycle != Lifecycle.SIGNAL:
            kind = ClockKind(clock.kind)
            title, view = words.get(kind, (str(kind.label), "clocks"))
            yield _task(content, title, view, due=clock.due_at)


def _requests(acting: Acting, titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    """Requests on which I decide, and my own that wait."""
    rows = list(PhaseRequest.objects.filter(decided_at=None))
    held = open_seats().filter(holder_id=acting.user_id).exclude(accepted_at=None)
    mine = {
        (seat.case_id, seat.role) for seat in held.filter(case_id__in=[r.case_id for r in rows])
    }
    for row in rows:
        content = titles.get(row.case_id)
        if content is None:
            continue
        role = decider_of(content.case, row)
        steps = {"phase": row.to_phase}
        if row.requested_by_id == acting.user_id:
            title = _("besluit over fase %(phase)d") % steps
            yield _task(
                content, title, "file", due=row.due_at, waits_for=str(Role(role).label).lower()
            )
        elif (row.case_id, role) in mine:
            title = _("Besluit over de stap naar fase %(phase)d") % steps
            yield _task(content, title, "decide", row.id, due=row.due_at)


def _handovers(acting: Acting, titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    """Cases that I am asked to take over."""
    rows = Handover.objects.filter(accepted_at=None, request__decided_at=None)
    for row in rows.filter(receiver_id=acting.user_id).select_related("request"):
        if content := titles.get(row.case_id):
            yield _task(content, _("Zeg of u de casus overneemt"), "file", due=row.request.due_at)


def _jumps(acting: Acting, titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    """Acute jumps that I ratify, or that I took and that wait."""
    rows = list(Jump.objects.filter(ratified_at=None))
    held = open_seats().filter(holder_id=acting.user_id, case_id__in=[r.case_id for r in rows])
    mine = {(seat.case_id, seat.role) for seat in held.exclude(accepted_at=None)}
    for row in rows:
        content = titles.get(row.case_id)
        if content is None:
            continue
        role = model_of(content.case.model_id).phase(row.to_phase).decides
        if row.taken_by_id == acting.user_id:
            waits = str(Role(role).label).lower()
            yield _task(content, _("bekrachtigen van de acute sprong"), "file", due=row.due_at,
                        waits_for=waits)  # fmt: skip
        elif (row.case_id, role) in mine:
            title = _("Bekrachtig de acute sprong naar fase %d") % row.to_phase
            yield _task(content, title, "ratify", row.id, due=row.due_at)


def _regimes(acting: Acting, titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    """Another regime that was asked for: by me, or for me to decide on."""
    rows = list(RegimeRequest.objects.filter(decided_at=None))
    held = open_seats().filter(holder_id=acting.user_id).exclude(accepted_at=None)
    mine = {(s.case_id, s.role) for s in held.filter(case_id__in=[r.case_id for r in rows])}
    for row in rows:
        content, decides = titles.get(row.case_id), rules_for(row.to_regime).decides
        if content is None:
            continue
        if row.requested_by_id == acting.user_id:
            roles = " / ".join(str(Role(role).label).lower() for role in decides)
            yield _task(content, _("besluit over een ander regime"), "file", due=row.due_at,
                        waits_for=roles)  # fmt: skip
        elif mine & {(row.case_id, role) for role in decides}:
            title = _("Besluit over een ander regime")
            yield _task(content, title, "decide_regime", row.id, due=row.due_at)


def decider_of(case: Case, row: PhaseRequest) -> str:
    """The role whose holder decides on this request."""
    return model_of(case.model_id).decider(row.from_phase, row.to_phase)


def _disclosures(acting: Acting, titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    """Disclosures that wait for a seat that I hold; never my own."""
    rows = open_requests()
    held = open_seats().filter(holder_id=acting.user_id).exclude(accepted_at=None)
    mine = {(s.case_id, s.role) for s in held.filter(case_id__in=[r.case_id for r in rows])}
    for row in rows:
        content = titles.get(row.case_id)
        if content is None or row.requested_by_id == acting.user_id:
            continue
        if mine & {(row.case_id, role) for role in rules_for(content.case.regime).decides}:
            title = _("Besluit over een verstrekking")
            yield _task(content, title, "decide_disclosure", row.id, due=row.due_at)


def _glasses(acting: Acting, titles: dict[UUID, CaseContent]) -> Iterator[Task]:
    """Emergency access to the cases that I steer, to be reviewed by me or the privacy officer."""
    rows = Glass.objects.filter(review=None).exclude(user_id=rules.user_of(acting))
    for row in rows.order_by("review_due"):
        if content := titles.get(row.case_id):
            url = reverse("cases:glass", args=[row.id])
            yield Task(_("Beoordeel een noodtoegang"), url, row.review_due, content.case.number,
                       content.title, _("casus"), content.case.phase, urgent=True)  # fmt: skip
