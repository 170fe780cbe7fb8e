"""One case as a page: head, ladder, seats, gate, timeline, clocks, actions, who takes part.

Everything here comes through the wall: what the acting may not see is not fetched, not counted
and not hinted at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import guards, rules
from baken.cases.ave import Model, model_of
from baken.cases.codes import ClockKind, Lifecycle, Role, SeatState
from baken.cases.explain import missing
from baken.cases.models import (
    Action,
    Case,
    CaseContent,
    Clock,
    Closing,
    Contribution,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Release,
    Seat,
)
from baken.cases.retention import kept_until
from baken.core.acting import Acting
from baken.core.calendar import RuleSet
from baken.core.errors import Denied, Missing
from baken.core.terms import left, words
from baken.people import api as people


@dataclass
class Rows:
    """All rows of one case that this acting sees. A fixed number of queries."""

    content: CaseContent
    seats: list[Seat]
    decisions: list[PhaseDecision]
    request: PhaseRequest | None
    contributions: list[Contribution]
    releases: list[Release]
    actions: list[Action]
    evaluations: list[Evaluation]
    participations: list[Participation]
    clocks: list[Clock]
    closing: Closing | None
    names: dict[UUID, str] = field(default_factory=dict)
    parties: dict[UUID, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.content.case

    def name(self, user_id: UUID | None) -> str:
        return self.names.get(user_id, _("een collega")) if user_id else ""

    def party(self, organisation_id: UUID | None) -> str:
        return self.parties.get(organisation_id, "") if organisation_id else ""


def rows_of(acting: Acting, case_id: UUID) -> Rows:
    """Fetch everything. Denied for who is no full member, and for what is not there."""
    content = CaseContent.objects.select_related("case").filter(case_id=case_id).first()
    if content is None:
        raise Denied
    on = {"case_id": case_id}
    requests = PhaseRequest.objects.filter(**on, decided_at=None)
    rows = Rows(
        content,
        list(Seat.objects.filter(**on).order_by("since", "id")),
        list(PhaseDecision.objects.filter(**on).order_by("decided_at")),
        requests.first(),
        list(Contribution.objects.filter(**on).order_by("created_at", "id")),
        list(Release.objects.filter(**on, withdrawn_at=None)),
        list(Action.objects.filter(**on).order_by("due_at", "id")),
        list(Evaluation.objects.filter(**on).order_by("held_on", "created_at")),
        list(Participation.objects.filter(**on).order_by("valid_from", "id")),
        list(Clock.objects.filter(**on, met_at=None)),
        Closing.objects.filter(**on).first(),
    )
    rows.names = access.name_of(_users(rows))
    rows.parties = {party.id: party.name for party in access.organisations(acting)}
    return rows


def _users(rows: Rows) -> set[UUID | None]:
    found = {seat.holder_id for seat in rows.seats}
    found |= {seat.acceptance_recorded_by_id for seat in rows.seats}
    found |= {d.decided_by_id for d in rows.decisions} | {d.requested_by_id for d in rows.decisions}
    found |= {c.author_id for c in rows.contributions} | {a.owner_id for a in rows.actions}
    found |= {e.author_id for e in rows.evaluations} | {p.added_by_id for p in rows.participations}
    if rows.request:
        found.add(rows.request.requested_by_id)
    if rows.closing:
        found.add(rows.closing.closed_by_id)
    return found


# -- the ladder --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One stair of the phase ladder."""

    number: int
    name: str
    text: str
    dates: str
    state: str


def ladder(rows: Rows, model: Model) -> list[Step]:
    """Four stairs; the dates are those of the last stay in that phase."""
    stays = _stays(rows, model)
    return [
        _step(phase.number, phase.name, phase.start, rows.case, stays) for phase in model.phases
    ]


def _stays(rows: Rows, model: Model) -> dict[int, tuple[datetime, datetime | None]]:
    phase, since = model.opening_phase, rows.case.opened_at
    granted = [decision for decision in rows.decisions if decision.granted]
    if granted:
        phase = granted[0].from_phase
    stays: dict[int, tuple[datetime, datetime | None]] = {}
    for decision in granted:
        stays[phase] = (since, decision.decided_at)
        phase, since = decision.to_phase, decision.decided_at
    stays[phase] = (since, rows.case.closed_at)
    return stays


def _step(
    number: int,
    name: str,
    text: str,
    case: Case,
    stays: dict[int, tuple[datetime, datetime | None]],
) -> Step:
    state = "now" if number == case.phase else "past" if number in stays else "future"
    if number not in stays:
        return Step(number, name, text, "", "future")
    since, until = (day_of(moment) for moment in stays[number])
    if until is None:
        return Step(number, name, text, _("sinds %s") % since, state)
    period = {"since": since, "until": until}
    return Step(number, name, text, _("%(since)s tot %(until)s") % period, state)


def day_of(moment: datetime | None) -> str | None:
    """3 november; None stays None."""
    if moment is None:
        return None
    here = timezone.localtime(moment)
    return date_format(here, "j F" if here.year == timezone.localdate().year else "j F Y")


# -- the four seats ------------------------------------------------------------------------------


@dataclass(frozen=True)
class SeatCard:
    """One of the four seats, always in the same order."""

    role: str
    label: str
    state: str  # accepted, asked, empty, unneeded
    who: str
    organisation: str
    line: str
    mine: bool
    seat_id: UUID | None
    household: bool


def seat_cards(rows: Rows, model: Model, acting: Acting) -> list[SeatCard]:
    """All four, whether the phase needs them or not."""
    needed = model.phase(rows.case.phase).seats
    held = {seat.role: seat for seat in rows.seats if seat.ended_at is None}
    if not rows.case.open:
        held = {seat.role: seat for seat in rows.seats if seat.ended_why == "closed"}
    return [_card(role, held.get(role), role in needed, rows, acting) for role in Role.values]


def _card(role: str, seat: Seat | None, needed: bool, rows: Rows, acting: Acting) -> SeatCard:
    label = str(Role(role).label)
    if seat is None or seat.state == SeatState.VACANT:
        state = "empty" if needed and rows.case.open else "unneeded"
        line = _empty_line(seat) if needed else _("in deze fase niet nodig")
        return SeatCard(role, label, state, _("Niemand"), "", line, False, None, False)
    mine = seat.holder_id is not None and seat.holder_id == acting.user_id
    who = _("Het huishouden") if seat.household else rows.name(seat.holder_id)
    state, line = ("asked", _("Gevraagd %s") % short_day(seat.since))
    if seat.accepted_at:
        state, line = "accepted", _("Aanvaard %s") % short_day(seat.accepted_at)
    return SeatCard(
        role, label, state, f"{who} ({_('u')})" if mine else who, rows.party(seat.organisation_id),
        line, mine, seat.id, seat.household,
    )  # fmt: skip


def _empty_line(seat: Seat | None) -> str:
    if seat is None:
        return _("Leeg")
    days = (timezone.localdate() - timezone.localtime(seat.since).date()).days
    if days < 1:
        return _("Leeg sinds vandaag")
    return _("Leeg, 1 dag") if days == 1 else _("Leeg, %d dagen") % days


def short_day(moment: datetime) -> str:
    """3 nov."""
    return date_format(timezone.localtime(moment), "j b")


# -- the gate ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gate:
    """What stands between this phase and the next, or the request that waits."""

    target: int
    name: str
    missing: list[Missing]
    in_order: list[str]
    request: PhaseRequest | None = None
    requested_by: str = ""
    decider: str = ""
    decide_url: str = ""


def situation_from(rows: Rows) -> guards.Situation:
    """What the guards look at, from rows that are here already."""
    held = [seat for seat in rows.seats if seat.ended_at is None]
    return guards.Situation(
        lifecycle=rows.case.lifecycle,
        phase=rows.case.phase,
        seats={s.role: guards.Held(s.state, s.holder_id, s.household) for s in held},
        open_actions=sum(action.done_at is None for action in rows.actions),
        evaluated_on=rows.evaluations[-1].held_on if rows.evaluations else None,
        open_request=rows.request is not None,
    )


def gate(rows: Rows, model: Model, acting: Acting) -> Gate | None:
    """The gate to the next phase up; of the open request if there is one. None at the top."""
    case, today = rows.case, timezone.localdate()
    if not case.open:
        return None
    situation = situation_from(rows)
    if rows.request:
        return _waiting(rows, rows.request, model, situation, acting)
    target = case.phase + 1
    if target > model.phases[-1].number:
        return None
    gaps = guards.gaps_to_move(situation, model, target, today)
    if rules.works_on_cases(acting) and not situation.roles_of(acting.user_id):
        gaps.append(guards.Gap("not_seated"))
    return Gate(
        target, model.phase(target).name, missing(gaps, case), _in_order(gaps, model, target)
    )


def _in_order(gaps: list[guards.Gap], model: Model, target: int) -> list[str]:
    codes, roles = {gap.code for gap in gaps}, {gap.role for gap in gaps if gap.role}
    phase = model.phase(target)
    fine = [_("%s is aanvaard") % Role(role).label for role in phase.seats if role not in roles]
    if phase.evaluation and not codes & {"no_evaluation", "old_evaluation"}:
        fine.append(_("Er is een verse evaluatie"))
    if "not_active" not in codes:
        fine.append(_("De casus is in behandeling"))
    return fine


def _waiting(
    rows: Rows, asked: PhaseRequest, model: Model, situation: guards.Situation, acting: Acting
) -> Gate:
    gaps = guards.gaps_to_decide(
        situation, model, asked.to_phase, timezone.localdate(),
        requester=asked.requested_by_id, decider=acting.user_id,
    )  # fmt: skip
    role = model.decider(asked.from_phase, asked.to_phase)
    may = not {gap.code for gap in gaps} & {"own_request", "no_mandate"}
    return Gate(
        asked.to_phase, model.phase(asked.to_phase).name,
        [] if not may else missing(gaps, rows.case), [], asked, rows.name(asked.requested_by_id),
        str(Role(role).label).lower(),
        reverse("cases:decide", args=[rows.case.id, asked.id]) if may else "",
    )  # fmt: skip


# -- clocks --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """One line in the list of clocks."""

    label: str
    due_at: datetime


def clocks(rows: Rows) -> list[Due]:
    """All that must happen by a moment, soonest first; actions have their own list."""
    found = [Due(str(ClockKind(clock.kind).label), clock.due_at) for clock in rows.clocks]
    for seat in rows.seats:
        if seat.ended_at is None and seat.accepted_at is None and seat.due_at:
            label = _("%s vullen") if seat.state == SeatState.VACANT else _("%s aanvaarden")
            found.append(Due(label % Role(seat.role).label, seat.due_at))
    return sorted(found, key=lambda due: due.due_at)


# -- the timeline --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One thing that happened. Contributions have an owner; milestones a diamond."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    milestone: bool = False
    contribution: "Brought | None" = None


@dataclass(frozen=True)
class Brought:
    """A contribution as the acting may see it."""

    id: UUID
    ours: bool
    owner: str
    nature: str
    about: date | None
    text: str
    released_to: list[str]
    may_pass_on: bool
    corrects: bool
    corrected: bool


def timeline(rows: Rows, acting: Acting) -> list[Entry]:
    """Everything in order, newest first."""
    entries = [
        Entry(rows.case.opened_at, _("Casus geopend"), text=rows.content.reason, milestone=True),
        *_contributions(rows, acting),
        *_decisions(rows),
        *_seats(rows),
        *_actions(rows),
        *_others(rows),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _contributions(rows: Rows, acting: Acting) -> Iterable[Entry]:
    corrected = {c.correction_of_id for c in rows.contributions if c.correction_of_id}
    for found in rows.contributions:
        ours = found.organisation_id == acting.organisation_id
        mine = [release for release in rows.releases if release.contribution_id == found.id]
        yield Entry(
            found.created_at,
            found.get_nature_display(),
            _("uzelf") if found.author_id == acting.user_id else rows.party(found.organisation_id),
            contribution=Brought(
                found.id, ours, rows.party(found.organisation_id),
                found.get_nature_display().lower(), found.about_date, found.text,
                sorted(rows.party(release.organisation_id) for release in mine),
                any(release.may_pass_on for release in mine),
                found.correction_of_id is not None, found.id in corrected,
            ),
        )  # fmt: skip


def _decisions(rows: Rows) -> Iterable[Entry]:
    for made in rows.decisions:
        steps = {"source": made.from_phase, "target": made.to_phase}
        if not made.granted:
            title = _("Niet van fase %(source)d naar fase %(target)d") % steps
        elif made.up:
            title = _("Opgeschaald van fase %(source)d naar fase %(target)d") % steps
        else:
            title = _("Afgeschaald van fase %(source)d naar fase %(target)d") % steps
        people_ = {
            "asker": rows.name(made.requested_by_id),
            "decider": rows.name(made.decided_by_id),
        }
        who = _("Gevraagd door %(asker)s, besloten door %(decider)s.") % people_
        text = " ".join(part for part in (made.grounds, made.reason, who) if part)
        yield Entry(made.decided_at, title, text=text, milestone=made.granted)


def _seats(rows: Rows) -> Iterable[Entry]:
    for seat in rows.seats:
        role = str(Role(seat.role).label)
        who = _("het huishouden") if seat.household else rows.name(seat.holder_id)
        if seat.state == SeatState.VACANT:
            continue
        if seat.accepted_at:
            text = ""
            if seat.acceptance_recorded_by_id:
                text = _("Vastgelegd door %s.") % rows.name(seat.acceptance_recorded_by_id)
            yield Entry(seat.accepted_at, _("%(role)s aanvaard door %(who)s")
                        % {"role": role, "who": who}, text=text)  # fmt: skip
        else:
            yield Entry(seat.since, _("%(role)s gevraagd aan %(who)s")
                        % {"role": role, "who": who})  # fmt: skip
        if seat.ended_at and seat.ended_why in ("declined", "replaced", "left"):
            yield Entry(seat.ended_at, f"{role}: {seat.get_ended_why_display()}", who)


def _actions(rows: Rows) -> Iterable[Entry]:
    for action in rows.actions:
        owner = rows.party(action.organisation_id)
        yield Entry(action.created_at, _("Actie afgesproken"), owner, action.title)
        if action.done_at:
            text = f"{action.title}. {action.result}" if action.result else action.title
            yield Entry(action.done_at, _("Actie klaar"), owner, text)


def _others(rows: Rows) -> Iterable[Entry]:
    for found in rows.evaluations:
        title = _("Evaluatie: veiligheid %d van 10") % found.safety
        yield Entry(found.created_at, title, rows.name(found.author_id), found.text)
    for part in rows.participations:
        who = rows.party(part.organisation_id)
        yield Entry(part.valid_from, _("%s doet mee") % who, text=part.task)
        if part.valid_until:
            yield Entry(part.valid_until, _("%s doet niet meer mee") % who)
    if rows.closing:
        yield Entry(rows.closing.closed_at, _("Casus gesloten"), rows.name(rows.closing.closed_by_id),
                    rows.closing.reason, milestone=True)  # fmt: skip


# -- the whole page --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ActionLine:
    """An action in a list."""

    action: Action
    owner: str
    organisation: str
    may_finish: bool


@dataclass(frozen=True)
class Dossier:
    """All that the page of one case shows."""

    rows: Rows
    model: Model
    phase_name: str
    steps: list[Step]
    seats: list[SeatCard]
    gate: Gate | None
    clocks: list[Due]
    entries: list[Entry]
    open_actions: list[ActionLine]
    done_actions: list[ActionLine]
    partners: list[Participation]
    persons: list[people.Involved]
    keep_until: date | None
    manages: bool
    works: bool
    may_close: bool
    may_take_on: bool
    may_scale_down: bool

    @property
    def case(self) -> Case:
        return self.rows.case


def dossier(acting: Acting, case_id: UUID) -> Dossier:
    """The page of one case, for a full member."""
    rows = rows_of(acting, case_id)
    case, model = rows.case, model_of(rows.case.model_id)
    works = rules.works_on_cases(acting)
    roles = situation_from(rows).roles_of(acting.user_id)
    lines = [_action(action, rows, acting) for action in rows.actions]
    for part in rows.participations:
        part.name = rows.party(part.organisation_id)  # type: ignore[attr-defined]
    return Dossier(
        rows, model, model.phase(case.phase).name, ladder(rows, model),
        seat_cards(rows, model, acting), gate(rows, model, acting), clocks(rows),
        timeline(rows, acting),
        [line for line in lines if not line.action.done_at],
        [line for line in lines if line.action.done_at],
        [part for part in rows.participations if part.valid_until is None],
        people.listing(acting, case.id) if works else [],
        kept_until(case.closed_at) if case.closed_at else None,
        manages=rules.manages(acting) and case.open,
        works=works and case.open,
        may_close=rules.opens(acting) and case.open and Role.PROCESREGIE in roles,
        may_take_on=case.lifecycle == Lifecycle.TRIAGE and Role.PROCESREGIE in roles,
        may_scale_down=works and case.open and bool(roles) and case.phase > 1
        and rows.request is None,
    )  # fmt: skip


def _action(action: Action, rows: Rows, acting: Acting) -> ActionLine:
    ours = action.organisation_id == acting.organisation_id
    return ActionLine(
        action, rows.name(action.owner_id), rows.party(action.organisation_id),
        may_finish=rows.case.open and (ours or rules.manages(acting)),
    )  # fmt: skip


def due_words(moment: datetime) -> str:
    """'2 dagen te laat', 'morgen', 'nog 20 dagen', by the office calendar."""
    return words(left(moment, timezone.now(), RuleSet.OFFICE))
