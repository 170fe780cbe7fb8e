"""What asks for attention in a case, each in a sentence and with the page where it is mended.

Pure: from rows to signals, without a query.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.cases.ave import model_of
from baken.cases.clocks.catalog import catalog
from baken.cases.codes import ClockKind, Lifecycle, Role, SeatState
from baken.cases.models import Case, CaseContent, PhaseDecision
from baken.cases.radar.rows import Rows
from baken.core.calendar import RuleSet
from baken.core.terms import due, left


class Kind(TextChoices):
    """What may be the matter, most pressing first."""

    SEAT = "stoel", gettext_lazy("Stoelen leeg of nog niet aanvaard")
    LATE = "laat", gettext_lazy("Acties over de datum")
    CLOCK = "klok", gettext_lazy("Klokken te laat")
    REQUEST = "verzoek", gettext_lazy("Verzoeken die wachten")
    SILENT = "stil", gettext_lazy("Partners die stil zijn")
    STALLED = "vast", gettext_lazy("Plannen zonder beweging")
    BACK = "terug", gettext_lazy("Omlaag gegaan en weer terug")


@dataclass(frozen=True)
class Signal:
    """One thing: what is the matter, since when or by when, who has to move, and where to mend."""

    kind: Kind
    content: CaseContent
    text: str
    at: datetime
    turn: str
    verb: str
    url: str
    mine: bool
    bad: bool = True

    @property
    def case(self) -> Case:
        return self.content.case


def signals_of(rows: Rows, user_id: UUID | None, now: datetime) -> list[Signal]:
    """All signals of all cases: what is mine to do first, then the oldest."""
    found = [
        signal
        for content in rows.contents.values()
        for part in (_seats, _actions, _clocks, _requests, _silent, _stalled, _back)
        for signal in part(rows, content, user_id, now)
    ]
    return sorted(found, key=lambda signal: (not signal.mine, not signal.bad, signal.at))


def _at(case: Case, view: str, *args: object) -> str:
    return reverse(f"cases:{view}", args=[case.id, *args])


def _seats(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    """Empty seats that the phase needs, and asked ones that are over their date."""
    case, held = content.case, {s.role: s for s in rows.seats.get(content.case_id, [])}
    if case.lifecycle in (Lifecycle.SIGNAL, Lifecycle.TRIAGE):
        return
    for role in model_of(case.model_id).phase(case.phase).seats:
        seat, label = held.get(role), str(Role(role).label)
        url = _at(case, "seat", role)
        if seat is None or seat.state == SeatState.VACANT:
            since = seat.since if seat else case.opened_at
            yield Signal(Kind.SEAT, content, _("%s is leeg") % label, since, _("u"),
                         _("Vraag iemand"), url, mine=True)  # fmt: skip
        elif seat.state == SeatState.ASKED and seat.due_at and seat.due_at < now:
            who = (
                rows.names.get(seat.holder_id, _("een collega"))
                if seat.holder_id
                else _("het huishouden")
            )
            text = _("%(who)s heeft %(seat)s niet aanvaard") % {"who": who, "seat": label.lower()}
            yield Signal(Kind.SEAT, content, text, seat.due_at, who, _("Vraag een ander"), url,
                         mine=False)  # fmt: skip


def _actions(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    case = content.case
    for action in rows.actions.get(content.case_id, []):
        if action.due_at >= now or action.id in rows.paused:
            continue
        party = rows.parties.get(action.organisation_id, _("een partner"))
        mine = action.owner_id == user_id
        who = rows.names.get(action.owner_id, party)
        text = _("%(who)s deed nog niet: %(title)s") % {"who": who, "title": action.title}
        lapse = next((x for x in rows.lapses.get(case.id, []) if x.action_id == action.id), None)
        verb, url = _("Bekijk"), f"{_at(case, 'file')}?deel=acties"
        if mine:
            verb, url = _("Rond af"), _at(case, "finish", action.id)
        elif lapse:
            verb, url = _("Leg antwoord vast"), _at(case, "answer_lapse", lapse.id)
        yield Signal(Kind.LATE, content, text, action.due_at, _("u") if mine else who, verb, url,
                     mine=mine)  # fmt: skip


def _clocks(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    case = content.case
    pages = {ClockKind.HANDOVER: "take_on", ClockKind.REVIEW: "evaluate",
             ClockKind.ACUTE: "triage", ClockKind.MEETING: "meetings", ClockKind.PLAN: "plan",
             ClockKind.AFTERCARE: "evaluate", ClockKind.CONTACT: "triage"}  # fmt: skip
    verbs = {ClockKind.HANDOVER: _("Neem in behandeling"), ClockKind.REVIEW: _("Evalueer")}
    for clock in rows.clocks.get(content.case_id, []):
        if clock.due_at >= now or clock.id in rows.paused:
            continue
        kind = ClockKind(clock.kind)
        yield Signal(Kind.CLOCK, content, _("%s is te laat") % kind.label, clock.due_at, _("u"),
                     verbs.get(kind, _("Bekijk de klok")), _at(case, pages.get(kind, "clocks")),
                     mine=True)  # fmt: skip


def _requests(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    case, held = content.case, {s.role: s for s in rows.seats.get(content.case_id, [])}
    for row in rows.requests.get(content.case_id, []):
        role = model_of(case.model_id).decider(row.from_phase, row.to_phase)
        seat = held.get(role)
        decides = bool(seat and seat.holder_id == user_id and row.requested_by_id != user_id)
        words = (
            _("Verzoek om op te schalen naar fase %d")
            if row.up
            else _("Verzoek om af te schalen naar fase %d")
        )
        who = rows.names.get(seat.holder_id, "") if seat and seat.holder_id else ""
        turn = _("u") if decides else who or str(Role(role).label)
        yield Signal(Kind.REQUEST, content, words % row.to_phase, row.due_at, turn,
                     _("Besluit") if decides else _("Bekijk"),
                     _at(case, "decide", row.id) if decides else _at(case, "file"),
                     mine=decides, bad=row.due_at < now)  # fmt: skip


def _silent(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    """A partner of whom something is asked, and of whom nothing was heard for too long."""
    case, span = content.case, catalog().silent_after
    for part in rows.parts.get(content.case_id, []):
        party = part.organisation_id
        asked = [a for a in rows.actions.get(case.id, []) if a.organisation_id == party]
        if not asked or all(action.id in rows.paused for action in asked):
            continue
        last = max(rows.heard.get((case.id, party), part.valid_from),
                   min(action.created_at for action in asked))  # fmt: skip
        if due(last, span, RuleSet.OFFICE) >= now:
            continue
        days = -left(last, now, RuleSet.OFFICE).working_days
        name = rows.parties.get(party, _("een partner"))
        words = {"party": name, "days": days}
        text = _("%(party)s liet hier %(days)d werkdagen niets horen") % words
        yield Signal(Kind.SILENT, content, text, last, name, _("Bekijk wie meedoet"),
                     f"{_at(case, 'file')}?deel=partners", mine=False, bad=False)  # fmt: skip


def _stalled(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    """Nothing was brought in, done, decided or evaluated for too long."""
    case = content.case
    if case.phase < 2 or case.lifecycle != Lifecycle.ACTIVE:
        return
    last = rows.moved.get(content.case_id, case.opened_at)
    if due(last, catalog().stalled_after, RuleSet.OFFICE) < now:
        weeks = (now - last).days // 7
        yield Signal(Kind.STALLED, content, _("%d weken geen beweging in het plan") % weeks, last,
                     _("u"), _("Leg een evaluatie vast"), _at(case, "evaluate"), mine=True,
                     bad=False)  # fmt: skip


def _back(
    rows: Rows, content: CaseContent, user_id: UUID | None, now: datetime
) -> Iterator[Signal]:
    """A case that went down and came up again: the last step down did not hold."""
    turned = came_back(rows.decisions.get(content.case_id, []))
    if turned is not None:
        words = {"source": turned.from_phase, "target": turned.to_phase}
        text = _("Ging omlaag, en weer omhoog van fase %(source)d naar %(target)d") % words
        yield Signal(Kind.BACK, content, text, turned.decided_at, _("u"),
                     _("Bekijk wat er gebeurde"), _at(content.case, "file"), mine=False,
                     bad=False)  # fmt: skip


def came_back(decisions: list[PhaseDecision]) -> PhaseDecision | None:
    """The last step up, if a step down went before it and none came after."""
    steps = [made for made in decisions if made.granted]
    last = steps[-1] if steps else None
    if last is None or not last.up or all(made.up for made in steps):
        return None
    return last
