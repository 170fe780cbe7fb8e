"""What an organisation holds on somebody in one case, as far as this acting sees it.

Each source gives what its own organisation brought in; other folders add theirs to `sources`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases.disclosures.models import Disclosure
from baken.cases.duty.codes import ItemKind
from baken.cases.duty.models import InformationDuty, Minor
from baken.cases.meetings.models import AgendaItem, Meeting, MeetingSummary, MinutesLine
from baken.cases.models import Action, Contribution, Evaluation, PhaseDecision, Release
from baken.cases.plan.models import Goal, HouseholdView, SafetyAgreement
from baken.cases.rules import organisation_of
from baken.cases.triage.models import Signal, Triage
from baken.core.acting import Acting
from baken.core.errors import Denied
from baken.core.slots import Slot
from baken.people import api as people
from baken.reports import api as reports


@dataclass(frozen=True)
class Held:
    """One thing that is held, with its words."""

    kind: str
    source_id: UUID
    about_on: date | None
    text: str


Source = Callable[[Acting, UUID, UUID], Iterable[Held]]
sources: Slot[Source] = Slot()


def held(acting: Acting, case_id: UUID, person_id: UUID) -> list[Held]:
    """All that the acting's organisation holds, from every source."""
    own: tuple[Source, ...] = (_identity, _signals, _contributions, _actions, _shared, _agendas,
                               _minutes, _disclosures)  # fmt: skip
    if acting.capacity != access.Capacity.PARTNER:
        own = (*own, _triage, _plan, _evaluations, _decisions, _reports, _duty, _minor,
               _summaries)  # fmt: skip
    found = (source(acting, case_id, person_id) for source in (*own, *sources))
    return [one for some in found for one in some]


def _identity(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """Name and role, of whom the own organisation brought in."""
    for one in people.listing(acting, case_id):
        if one.person_id != person_id or one.organisation_id != acting.organisation_id:
            continue
        day = timezone.localdate(one.added_at)
        yield Held(ItemKind.ROLE, one.id, day, one.role_label)
        yield Held(ItemKind.IDENTITY, person_id, day, _name(acting, person_id))


def _name(acting: Acting, person_id: UUID) -> str:
    """Empty when the name is shielded from this acting: who may see it fills it in."""
    try:
        name = people.reveal(acting, person_id, people.Ground.LETTER)
    except Denied:
        return ""
    return "\n".join(filter(None, (name.name, str(name.born or ""), name.address or "")))


def _signals(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    ours = Signal.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    for row in ours.order_by("created_at", "id"):
        day = row.about_date or timezone.localdate(row.created_at)
        yield Held(ItemKind.OTHER, row.id, day, _("Signaal: %s") % row.text)


def _contributions(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    ours = Contribution.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    for row in ours.order_by("created_at", "id"):
        kind = ItemKind.DOCUMENT if row.document_id else ItemKind.CONTRIBUTION
        day = row.about_date or timezone.localdate(row.created_at)
        yield Held(kind, row.id, day, f"{row.get_nature_display()}: {row.text}")


def _actions(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    ours = Action.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    for row in ours.order_by("created_at", "id"):
        text = "\n".join(filter(None, (row.title, row.result)))
        yield Held(ItemKind.ACTION, row.id, timezone.localdate(row.created_at), text)


def _shared(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """To whom the own organisation gave anything (AVG art. 15 lid 1 onder c)."""
    given = Release.objects.filter(case_id=case_id, owner_id=organisation_of(acting))
    ids = set(given.values_list("organisation_id", flat=True))
    names = [party.name for party in access.organisations(acting) if party.id in ids]
    if names:
        yield Held(ItemKind.SHARED, case_id, None, "\n".join(names))


def _agendas(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """What the own organisation put on the agenda of meetings."""
    ours = AgendaItem.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    for row in ours.select_related("meeting").order_by("created_at", "id"):
        text = "\n".join(filter(None, (row.title, row.text)))
        yield Held(ItemKind.MEETING, row.id, _day_of(row.meeting), text)


def _minutes(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """What the own organisation said in meetings, and what was decided there."""
    ours = MinutesLine.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    for row in ours.select_related("meeting").order_by("created_at", "id"):
        text = f"{row.get_turn_display()}: {row.text}"
        yield Held(ItemKind.MEETING, row.id, _day_of(row.meeting), text)


def _day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def _summaries(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """What the household got to read of meetings."""
    rows = MeetingSummary.objects.filter(case_id=case_id).select_related("meeting")
    for row in rows.order_by("changed_at", "id"):
        yield Held(ItemKind.MEETING, row.id, _day_of(row.meeting), row.text)


def _disclosures(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """What the own organisation asked to hand to others outside the case, and what came of it."""
    ours = Disclosure.objects.filter(case_id=case_id, organisation_id=organisation_of(acting))
    names = {party.id: party.name for party in access.organisations(acting)}
    for row in ours.select_related("decision").order_by("requested_at", "id"):
        decision = getattr(row, "decision", None)
        said = _("nog geen besluit") if decision is None else _("nee")
        if decision is not None and decision.granted:
            said = _("ja, verstrekt onder nummer %s") % decision.number
        words = (names.get(row.to_organisation_id, ""), row.article, row.reason, said)
        day = timezone.localdate(row.requested_at)
        yield Held(ItemKind.SHARED, row.id, day, "\n".join(filter(None, words)))


def _triage(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    for row in Triage.objects.filter(case_id=case_id):
        evidence = [str(answer.get("evidence", "")) for answer in row.answers.values()]
        text = "\n".join(filter(None, (row.reason, row.referred_to, *evidence)))
        yield Held(ItemKind.OTHER, row.id, timezone.localdate(row.changed_at), text)


def _plan(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    """What the household said, and each goal and agreement, of every version that differs."""
    for view in HouseholdView.objects.filter(case_id=case_id).order_by("spoken_on", "id"):
        said = "\n".join(filter(None, (view.text, view.reason)))
        yield Held(ItemKind.OTHER, view.id, view.spoken_on, said)
    goals = Goal.objects.filter(case_id=case_id).order_by("id")
    agreed = SafetyAgreement.objects.filter(case_id=case_id).order_by("id")
    words = [(goal.id, f"{goal.text}\n{goal.see}") for goal in goals]
    words += [(one.id, f"{one.sign}\n{one.step}\n{one.calls}") for one in agreed]
    for text, key in {text: key for key, text in reversed(words)}.items():
        yield Held(ItemKind.OTHER, key, None, text)


def _evaluations(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    for row in Evaluation.objects.filter(case_id=case_id).order_by("held_on", "id"):
        text = f"{_('Veiligheid: %d van 10.') % row.safety} {row.text}"
        yield Held(ItemKind.EVALUATION, row.id, row.held_on, text)


def _decisions(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    for row in PhaseDecision.objects.filter(case_id=case_id).order_by("decided_at", "id"):
        text = "\n".join(filter(None, (row.grounds, row.reason)))
        yield Held(ItemKind.DECISION, row.id, timezone.localdate(row.decided_at), text)


def _reports(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    for row in reports.of_file(acting, case_id):
        yield Held(ItemKind.REPORT, row.id, timezone.localdate(row.received_at), row.text)


def _duty(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    for row in InformationDuty.objects.filter(case_id=case_id, person_id=person_id):
        text = f"{row.get_origin_display()} {row.get_manner_display()}".strip()
        yield Held(ItemKind.DUTY, row.id, row.informed_on, text)


def _minor(acting: Acting, case_id: UUID, person_id: UUID) -> Iterator[Held]:
    for row in Minor.objects.filter(case_id=case_id, person_id=person_id):
        words = [
            _("Leeftijd: %d jaar") % row.age,
            _("Gezag: %s") % row.get_authority_display(),
            _("Gehoord: %s") % row.get_heard_display(),
            _("Toestemming: %s") % row.get_consent_display(),
            _("Jeugdbescherming: %s") % row.get_protection_display(),
            row.inform_note,
        ]
        yield Held(ItemKind.MINOR, row.id, row.age_on, "\n".join(filter(None, words)))
