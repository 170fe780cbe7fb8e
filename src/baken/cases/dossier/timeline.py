"""Everything that happened, in order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from baken.cases.codes import Nature, Role, SeatState
from baken.cases.disclosures.models import RegimeChange, RegimeRequest
from baken.cases.dossier.rows import Rows
from baken.cases.models import Release
from baken.cases.regimes import register
from baken.core.acting import Acting
from baken.documents.api import Stored


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
    document: Stored | None = None
    category: str = ""
    source: str = ""


def timeline(rows: Rows, acting: Acting) -> list[Entry]:
    """Everything in order, newest first."""
    entries = [
        Entry(rows.case.opened_at, _("Casus geopend"), text=rows.content.reason, milestone=True),
        *_contributions(rows, acting),
        *_decisions(rows),
        *_jumps(rows),
        *_turns(rows),
        *_regimes(rows),
        *_seats(rows),
        *_actions(rows),
        *_others(rows),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _contributions(rows: Rows, acting: Acting) -> Iterable[Entry]:
    corrected = {c.correction_of_id for c in rows.contributions if c.correction_of_id}
    natures = {nature.value: str(nature.label) for nature in Nature}
    released: dict[UUID, list[Release]] = defaultdict(list)
    for release in rows.releases:
        released[release.contribution_id].append(release)
    for found in rows.contributions:
        ours = found.organisation_id == acting.organisation_id
        mine, nature = released[found.id], natures[found.nature]
        yield Entry(
            found.created_at,
            nature,
            _("uzelf") if found.author_id == acting.user_id else rows.party(found.organisation_id),
            contribution=Brought(
                found.id, ours, rows.party(found.organisation_id),
                nature.lower(), found.about_date, found.text,
                sorted(rows.party(release.organisation_id) for release in mine),
                any(release.may_pass_on for release in mine),
                found.correction_of_id is not None, found.id in corrected,
                rows.documents.get(found.document_id) if found.document_id else None,
                register().label(found.category), found.source,
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


def _jumps(rows: Rows) -> Iterable[Entry]:
    for made in rows.jumps:
        steps = {"source": made.from_phase, "target": made.to_phase}
        title = _("Acuut van fase %(source)d naar fase %(target)d") % steps
        text = f"{made.details.get('happens', '')} {made.details.get('risk_whom', '')}".strip()
        yield Entry(made.taken_at, title, rows.name(made.taken_by_id), text, milestone=True)
        if made.alarmed_at:
            yield Entry(made.alarmed_at, _("Niet op tijd bekrachtigd: de burgemeester weet ervan"))
        if made.ratified_at:
            title = _("Acute sprong bekrachtigd") if made.granted else _("Sprong niet bekrachtigd")
            yield Entry(made.ratified_at, title, rows.name(made.ratified_by_id), made.reason)


def _turns(rows: Rows) -> Iterable[Entry]:
    """That the case went to another version of the model; why, only the municipality reads."""
    for turn in rows.turns:
        why = rows.turning.get(turn.move_id)
        title = _("Verder op %s van het AVE-model") % turn.target.label
        assert turn.done_at is not None, "a case that moved has a moment"
        yield Entry(turn.done_at, title, rows.name(why.decided_by_id) if why else "",
                    why.reason if why else "", milestone=True)  # fmt: skip


def _regimes(rows: Rows) -> Iterable[Entry]:
    """That the case went to another regime or stayed, who asked, and why. One query."""
    requests = {asked.id: asked for asked in rows.regimes}
    for change in RegimeChange.objects.filter(case_id=rows.case.id):
        title = _("Verder onder een ander regime: %s") % change.get_to_regime_display()
        asked = requests.get(change.request_id) if change.request_id else None
        yield Entry(change.decided_at, title, rows.name(change.decided_by_id),
                    _asked(rows, asked) if asked else change.reason, milestone=True)  # fmt: skip
    for asked in rows.regimes:
        if asked.granted is False and asked.decided_at:
            title = _("Geen ander regime: %s") % asked.get_to_regime_display()
            yield Entry(asked.decided_at, title, rows.name(asked.decided_by_id),
                        _asked(rows, asked))  # fmt: skip


def _asked(rows: Rows, asked: RegimeRequest) -> str:
    """Who asked, on what grounds, and what was said to it."""
    who = rows.name(asked.requested_by_id)
    words = _("%(who)s vroeg dit: %(grounds)s") % {"who": who, "grounds": asked.grounds}
    return f"{words}\n{asked.reason}".strip()


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
        if seat.ended_at and seat.ended_why in ("declined", "replaced", "left", "lower"):
            yield Entry(seat.ended_at, f"{role}: {seat.get_ended_why_display()}", who)


def _actions(rows: Rows) -> Iterable[Entry]:
    agreed, done = _("Actie afgesproken"), _("Actie klaar")
    for action in rows.actions:
        owner = rows.party(action.organisation_id)
        yield Entry(action.created_at, agreed, owner, action.title)
        if action.done_at:
            text = f"{action.title}. {action.result}" if action.result else action.title
            yield Entry(action.done_at, done, owner, text)


def _others(rows: Rows) -> Iterable[Entry]:
    for found in rows.evaluations:
        title = _("Evaluatie: veiligheid %d van 10") % found.safety
        yield Entry(found.created_at, title, rows.name(found.author_id), found.text)
    for part in rows.participations:
        who = rows.party(part.organisation_id)
        yield Entry(part.valid_from, _("%s doet mee") % who, text=part.task)
        if end := part.valid_until or (None if part.live else part.ends_at):
            yield Entry(end, _("%s doet niet meer mee") % who)
    for again in rows.reopenings:
        yield Entry(again.closed_at, _("Casus gesloten"), milestone=True)
        yield Entry(again.reopened_at, _("Casus heropend"), rows.name(again.reopened_by_id),
                    again.ground, milestone=True)  # fmt: skip
    if rows.closing and rows.case.closed_at:
        who = rows.name(rows.closing.closed_by_id)
        yield Entry(rows.closing.closed_at, _("Casus gesloten"), who, rows.closing.reason,
                    milestone=True)  # fmt: skip
