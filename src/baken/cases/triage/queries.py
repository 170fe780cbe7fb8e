"""What the page of triage shows, and what still stands in the way of taking a case on."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases.codes import Lifecycle
from baken.cases.models import Action, Case
from baken.cases.triage.codes import Answer
from baken.cases.triage.criteria import Criteria, Question, newest, versions
from baken.cases.triage.models import KnownCheck, Merge, Signal, Triage
from baken.core.acting import Acting, current
from baken.core.errors import Missing
from baken.people import api as people


@dataclass(frozen=True)
class Given:
    """What was answered to one question."""

    answer: str = ""
    evidence: str = ""
    action: Action | None = None

    @property
    def label(self) -> str:
        return str(Answer(self.answer).label) if self.answer in Answer.values else ""


@dataclass(frozen=True)
class Line:
    """One question with its answer."""

    question: Question
    given: Given


@dataclass(frozen=True)
class Standing:
    """How triage of one case stands: answers, the rule, and what is missing to take it on."""

    triage: Triage | None
    criteria: Criteria
    lines: list[Line]
    met: bool | None
    triggered: bool
    asked: bool
    missing: list[Missing]

    @property
    def triggers(self) -> list[Line]:
        return self.lines[len(self.criteria.criteria) :]

    @property
    def letters(self) -> list[Line]:
        return self.lines[: len(self.criteria.criteria)]


def answers_of(row: Triage | None) -> list[Line]:
    """Every question of the version that the triage is on, with its answer. One query."""
    given = row.answers if row else {}
    keys = [UUID(one["action"]) for one in given.values() if one.get("action")]
    actions = {str(action.id): action for action in Action.objects.filter(id__in=keys)}
    return [
        Line(question, _given(given.get(question.key, {}), actions))
        for question in criteria_of(row).questions
    ]


def _given(answer: dict[str, str], actions: dict[str, Action]) -> Given:
    action = actions.get(answer.get("action", ""))
    return Given(answer.get("answer", ""), answer.get("evidence", ""), action)


def criteria_of(row: Triage | None) -> Criteria:
    """The version on which this triage stays."""
    return versions()[row.criteria] if row else newest()


def standing_of(acting: Acting, case: Case) -> Standing:
    """How triage stands. Four queries."""
    row = Triage.objects.filter(case=case).first()
    lines, criteria = answers_of(row), criteria_of(row)
    said = {line.question.key: line.given.answer for line in lines}
    asked = KnownCheck.objects.filter(case=case).exists()
    met, triggered = criteria.met(said), criteria.triggered(said)
    persons = [one for one in people.listing(acting, case.id) if one.person_id]
    missing = [
        *_unanswered(case, lines),
        *_rule(case, criteria, met=met, triggered=triggered),
        *([] if asked or not persons or case.practice else [_unasked(case)]),
    ]
    return Standing(row, criteria, lines, met, triggered, asked, missing)


def _unanswered(case: Case, lines: Iterable[Line]) -> Iterable[Missing]:
    fill = reverse("cases:triage_form", args=[case.id])
    for line in lines:
        given, title = line.given, line.question.title
        if not given.answer:
            yield Missing(_("%s: nog geen antwoord") % title, "", _("Vul in"), fill)
        elif given.answer == Answer.UNKNOWN and given.action is None:
            url = reverse("cases:triage_find_out", args=[case.id, line.question.key])
            yield Missing(_("%s: nog niet bekend") % title, _("Spreek af wie het uitzoekt."),
                          _("Spreek af"), url)  # fmt: skip
        elif given.answer != Answer.UNKNOWN and not given.evidence:
            detail = _("Schrijf waar het uit blijkt.")
            yield Missing(_("%s: geen onderbouwing") % title, detail, _("Vul in"), fill)


def _rule(
    case: Case, criteria: Criteria, *, met: bool | None, triggered: bool
) -> Iterable[Missing]:
    """The national criteria bind where the safety house's own regime does; triggers by phase."""
    fill = reverse("cases:triage_form", args=[case.id])
    if case.regime == "wgs_zvh" and met is False:
        detail = _("Zo'n casus hoort niet in het Zorg- en Veiligheidshuis.")
        yield Missing(_("Aan %s is niet voldaan") % criteria.rule, detail, _("Kijk na"), fill)
    if case.phase >= criteria.trigger_from and not triggered:
        detail = _("Vanaf fase %d is er minstens één aanleiding.") % criteria.trigger_from
        yield Missing(_("Er is geen aanleiding"), detail, _("Vul in"), fill)


def _unasked(case: Case) -> Missing:
    return Missing(
        _("Nog niet nagegaan of iemand elders bekend is"),
        _("Zo lopen er geen twee trajecten naast elkaar."),
        _("Vraag het na"), reverse("cases:known", args=[case.id]),
    )  # fmt: skip


def undone(case_id: UUID) -> int:
    """How much of triage is still open; nothing when the case is past it."""
    case = Case.objects.filter(pk=case_id, lifecycle=Lifecycle.TRIAGE).first()
    return len(standing_of(current(), case).missing) if case else 0


@dataclass(frozen=True)
class SignalLine:
    """A signal in the list, with the names that this acting may know."""

    signal: Signal
    organisation: str
    author: str
    weighed_by: str


def signals(acting: Acting, case_id: UUID) -> list[SignalLine]:
    """The signals that this acting may see, oldest first. Three queries."""
    rows = list(Signal.objects.filter(case_id=case_id).order_by("created_at", "id"))
    parties = {party.id: party.name for party in access.organisations(acting)}
    names = access.name_of([*(r.author_id for r in rows), *(r.weighed_by_id for r in rows)])
    return [
        SignalLine(
            row, parties.get(row.organisation_id, ""), names.get(row.author_id, ""),
            names.get(row.weighed_by_id, "") if row.weighed_by_id else "",
        )
        for row in rows
    ]  # fmt: skip


def merges(case_id: UUID) -> list[Merge]:
    """What goes on in this case, and where this case goes on."""
    return [*Merge.objects.filter(into_id=case_id), *Merge.objects.filter(case_id=case_id)]
