"""The briefing: for who decides, only their own seats, one sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases.ave import model_of
from baken.cases.codes import ClockKind, Role
from baken.cases.models import CaseContent, Clock, Evaluation, PhaseDecision, PhaseRequest, Seat
from baken.cases.queries import invitations, open_seats
from baken.cases.steps.models import Jump
from baken.cases.worklist import decider_of
from baken.core.acting import Acting

NEWS_DAYS = 7
WEEK_DAYS = 7


@dataclass(frozen=True)
class Ask:
    """One thing that is asked today, with the button that answers it.

    `number` is that of the case; what a higher module asks has none.
    """

    title: str
    number: str
    text: str
    due: datetime | None
    url: str
    verb: str


@dataclass(frozen=True)
class Own:
    """A case for which the reader is responsible."""

    number: str
    title: str
    url: str
    phase: int
    phase_name: str
    line: str


@dataclass(frozen=True)
class News:
    """What happened since last week."""

    at: datetime
    text: str
    number: str


@dataclass(frozen=True)
class Ahead:
    """A clock that runs out this week."""

    due: datetime
    label: str
    number: str


@dataclass(frozen=True)
class Briefing:
    """One A4."""

    asked: list[Ask]
    own: list[Own]
    news: list[News]
    week: list[Ahead]
    lead: str


# Higher modules add what they ask of who decides.
more_asks: list[Callable[[Acting], list[Ask]]] = []


def briefing(acting: Acting) -> Briefing:
    """What is asked of me, what is mine, what is new, and the week ahead."""
    contents = _mine(acting)
    asked = [*_jumps(acting, contents), *_requests(acting, contents), *_invitations(acting)]
    asked += [ask for asks in more_asks for ask in asks(acting)]
    own = _own(contents)
    return Briefing(asked, own, _news(contents), _week(contents), _lead(len(asked), len(own)))


def _mine(acting: Acting) -> dict[UUID, CaseContent]:
    held = open_seats().filter(holder_id=acting.user_id).exclude(accepted_at=None)
    rows = CaseContent.objects.filter(case__closed_at=None).select_related("case")
    rows = rows.filter(case__practice=False)
    rows = rows.filter(case_id__in=held.values("case_id"))
    return {row.case_id: row for row in rows.order_by("-case__phase", "next_due")}


def _lead(asked: int, own: int) -> str:
    first = {0: _("Er is nu niets van u nodig."), 1: _("Eén vraag aan u.")}.get(
        asked, _("%d vragen aan u.") % asked
    )
    second = {0: _("U houdt geen stoel in een casus."), 1: _("U houdt één stoel.")}.get(
        own, _("U houdt %d stoelen.") % own
    )
    return f"{first} {second}"


def _requests(acting: Acting, contents: dict[UUID, CaseContent]) -> list[Ask]:
    rows = list(PhaseRequest.objects.filter(decided_at=None, case_id__in=contents))
    names = access.name_of(row.requested_by_id for row in rows)
    held = {
        (seat.case_id, seat.role)
        for seat in open_seats().filter(holder_id=acting.user_id).exclude(accepted_at=None)
    }
    found = []
    for row in rows:
        case = contents[row.case_id].case
        if row.requested_by_id == acting.user_id or (case.id, decider_of(case, row)) not in held:
            continue
        who = names.get(row.requested_by_id, _("een collega"))
        steps = {"phase": row.to_phase}
        title = (
            _("Besluit over opschalen naar fase %(phase)d in casus")
            if row.up
            else _("Besluit over afschalen naar fase %(phase)d in casus")
        )
        found.append(
            Ask(title % steps, case.number,
                _("%(who)s vraagt dit: %(why)s") % {"who": who, "why": row.grounds},
                row.due_at, reverse("cases:decide", args=[case.id, row.id]), _("Lees en besluit"))
        )  # fmt: skip
    return found


def _jumps(acting: Acting, contents: dict[UUID, CaseContent]) -> list[Ask]:
    """Acute jumps that wait for me to say whether they were right."""
    return [
        Ask(
            _("Bekrachtig de acute sprong naar fase %d in casus") % row.to_phase,
            contents[row.case_id].case.number, str(row.details.get("happens", "")), row.due_at,
            reverse("cases:ratify", args=[row.case_id, row.id]), _("Lees en bekrachtig"),
        )
        for row in Jump.objects.filter(ratified_at=None, case_id__in=contents)
        if row.taken_by_id != acting.user_id
        and model_of(contents[row.case_id].case.model_id).phase(row.to_phase).decides
        == Role.BESTUURLIJK
    ]  # fmt: skip


def _invitations(acting: Acting) -> list[Ask]:
    return [
        Ask(
            _("Aanvaard de stoel %(role)s in casus")
            % {"role": str(Role(seat.role).label).lower()},
            seat.case.number, seat.case.purpose, seat.due_at,
            reverse("cases:file", args=[seat.case_id]),
            _("Lees en antwoord"),
        )
        for seat in invitations(acting)
    ]  # fmt: skip


def _own(contents: dict[UUID, CaseContent]) -> list[Own]:
    last: dict[UUID, Evaluation] = {}
    for found in Evaluation.objects.filter(case_id__in=contents).order_by("held_on"):
        last[found.case_id] = found
    return [_line(content, last.get(content.case_id)) for content in contents.values()]


def _line(content: CaseContent, evaluation: Evaluation | None) -> Own:
    case = content.case
    line = case.purpose
    if evaluation:
        line = _("Veiligheid %(safety)d van 10. %(text)s") % {
            "safety": evaluation.safety, "text": _first_sentence(evaluation.text),
        }  # fmt: skip
    name = model_of(case.model_id).phase(case.phase).name
    url = reverse("cases:file", args=[case.id])
    return Own(case.number, content.title, url, case.phase, name, line)


def _first_sentence(text: str) -> str:
    first = text.split(". ", maxsplit=1)[0].strip()
    return first if first.endswith(".") else f"{first}."


def _news(contents: dict[UUID, CaseContent]) -> list[News]:
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    news = []
    for made in PhaseDecision.objects.filter(case_id__in=contents, decided_at__gte=since):
        steps = {"source": made.from_phase, "target": made.to_phase}
        text = _("Van fase %(source)d naar fase %(target)d") % steps
        if not made.granted:
            text = _("Blijft in fase %(source)d") % steps
        news.append(News(made.decided_at, text, contents[made.case_id].case.number))
    for seat in Seat.objects.filter(case_id__in=contents, accepted_at__gte=since, ended_at=None):
        text = _("%s aanvaard") % Role(seat.role).label
        assert seat.accepted_at is not None
        news.append(News(seat.accepted_at, text, contents[seat.case_id].case.number))
    return sorted(news, key=lambda item: item.at, reverse=True)[:6]


def _week(contents: dict[UUID, CaseContent]) -> list[Ahead]:
    until = timezone.now() + timedelta(days=WEEK_DAYS)
    rows = Clock.objects.filter(case_id__in=contents, met_at=None, due_at__lte=until)
    return [
        Ahead(clock.due_at, str(ClockKind(clock.kind).label), contents[clock.case_id].case.number)
        for clock in rows.order_by("due_at")
    ]
