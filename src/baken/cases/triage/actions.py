"""Signals, the answers of triage and its outcome. Each leaves its trace in the same transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import actions as case_actions
from baken.cases import rules
from baken.cases.actions.common import (
    fetch_open,
    once,
    refresh_clock,
    rules_of,
    start_clock,
    stop_clock,
)
from baken.cases.actions.ticking import look_at_once
from baken.cases.codes import ClockKind
from baken.cases.models import Case, CaseContent, Participation
from baken.cases.triage import mails
from baken.cases.triage.codes import Outcome, Reliability, Source, Weighed
from baken.cases.triage.criteria import newest
from baken.cases.triage.models import Merge, Signal, Triage
from baken.cases.triage.queries import Standing, answers_of, standing_of
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.core.terms import Span
from baken.reports import api as reports

# Where a model has no norm of its own.
CONTACT = Span.parse("5 wd")


def bringers(acting: Acting, case: Case) -> list[access.Party]:
    """For whom this acting may bring a signal: itself; the municipality also for who takes part."""
    own = [p for p in access.organisations(acting) if p.id == acting.organisation_id]
    if not rules.manages(acting):
        return own
    there = Participation.objects.filter(case=case, valid_until=None)
    ids = set(there.values_list("organisation_id", flat=True))
    return own + [p for p in access.organisations(acting) if p.id in ids and p not in own]


def add_signal(
    acting: Acting,
    case_id: UUID,
    *,
    organisation_id: UUID,
    source: str,
    text: str,
    reliability: str,
    about_date: date | None = None,
    key: UUID | None = None,
) -> UUID:
    """Write down what somebody saw or heard. Of a partner, the clock to speak to them starts."""
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if source not in Source.values or reliability not in Reliability.values:
        raise ValidationError(_("Kies een antwoord uit de lijst."))
    if organisation_id not in {party.id for party in bringers(acting, case)}:
        raise ValidationError(_("Kies wie het signaal brengt uit de lijst."))
    if about_date and about_date > timezone.localdate():
        raise ValidationError(_("Deze datum moet nog komen. Vul in wanneer het was."))
    row = Signal(
        id=key or uuid4(), case=case, organisation_id=organisation_id,
        author_id=rules.user_of(acting), source=source, about_date=about_date, text=text,
        reliability=reliability, created_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.author_id == acting.user_id)
    if new:
        if acting.capacity == access.Capacity.PARTNER:
            start_clock(case.id, ClockKind.CONTACT, contact_span(case))
        refresh_clock(case.id)
        record(acting, "case.add_signal", "signal", made.id)
    return made.id


def contact_span(case: Case) -> Span:
    """How soon who brought a signal is spoken to, by the model of the case."""
    return rules_of(case).clocks.get("contact", CONTACT)


def weigh(acting: Acting, signal_id: UUID, *, weighed: str, why: str, version: int) -> None:
    """Decide whether a signal counts. Conflict with both texts when a colleague was first."""
    rules.require(rules.manages(acting))
    found = Signal.objects.filter(pk=signal_id).first()
    if found is None:
        raise Denied
    fetch_open(found.case_id)
    if weighed not in Weighed.values:
        raise ValidationError(_("Kies een antwoord uit de lijst."))
    changed = Signal.objects.filter(pk=signal_id, version=version).update(
        weighed=weighed, weighed_why=why, weighed_by_id=acting.user_id,
        weighed_at=timezone.now(), version=F("version") + 1,
    )  # fmt: skip
    if not changed:
        found.refresh_from_db()
        raise Conflict(
            _("Een collega woog dit signaal net"),
            versions=[Version(_("Waarom?"), why, found.weighed_why)],
        )
    record(acting, "case.weigh_signal", "signal", signal_id)


def spoke(acting: Acting, case_id: UUID) -> None:
    """Who brought the signal was spoken to: that clock is met."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    stop_clock(case.id, ClockKind.CONTACT)
    refresh_clock(case.id)
    record(acting, "case.speak_to_submitter", "case", case.id)


def save(
    acting: Acting, case_id: UUID, *, given: dict[str, dict[str, str]], acute: bool, version: int
) -> None:
    """Keep the answers so far. `given`: {key: {answer, evidence}}; 0 is the version of none.

    Conflict with both texts, question by question, when a colleague was first.
    """
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    row = Triage.objects.filter(case=case).first()
    if row is not None or not _begin(acting, case, given, acute=acute):
        _change(acting, Triage.objects.get(case=case), given, acute=acute, version=version)
    look_at_once(case, acute=acute)
    refresh_clock(case.id)
    record(acting, "case.save_triage", "case", case.id)


def _begin(acting: Acting, case: Case, given: dict[str, Any], *, acute: bool) -> bool:
    """The first answers; False when a colleague began just now."""
    try:
        with transaction.atomic():
            _first(acting, case, given, acute=acute).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _first(acting: Acting, case: Case, given: dict[str, Any], *, acute: bool) -> Triage:
    return Triage(
        case=case, criteria=newest().version, answers=given, acute=acute,
        changed_by_id=rules.user_of(acting), changed_at=timezone.now(),
    )  # fmt: skip


def _change(
    acting: Acting, row: Triage, given: dict[str, dict[str, str]], *, acute: bool, version: int
) -> None:
    if row.outcome:
        raise Conflict(_("Over deze triage is al besloten."))
    answers = {
        key: {**row.answers.get(key, {}), **answer} if key in row.answers else answer
        for key, answer in given.items()
    }
    changed = Triage.objects.filter(pk=row.id, version=version).update(
        answers=answers, acute=acute, changed_by_id=acting.user_id, changed_at=timezone.now(),
        version=F("version") + 1,
    )  # fmt: skip
    if not changed:
        theirs = Triage.objects.get(pk=row.id)
        raise Conflict(
            _("Een collega bewaarde net andere antwoorden"), versions=_both(theirs, given)
        )


def _both(theirs: Triage, given: dict[str, dict[str, str]]) -> list[Version]:
    lines = []
    for line in answers_of(theirs):
        mine, other = given.get(line.question.key, {}), line.given
        if (mine.get("answer"), mine.get("evidence")) != (other.answer, other.evidence):
            said = f"{mine.get('answer', '')} {mine.get('evidence', '')}".strip()
            lines.append(Version(line.question.title, said, f"{other.label} {other.evidence}"))
    return lines


def find_out(
    acting: Acting,
    case_id: UUID,
    key: str,
    *,
    title: str,
    owner: UUID,
    due_on: date,
    site: str = "",
) -> UUID:
    """Agree who finds out what is unknown: an action like any other, named at the question."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    row = Triage.objects.select_for_update().filter(case=case, outcome="").first()
    if row is None or key not in row.answers:
        raise Denied
    made = case_actions.add_action(
        acting, case_id, title=title, owner=owner, due_on=due_on, site=site
    )
    answers = {**row.answers, key: {**row.answers[key], "action": str(made)}}
    Triage.objects.filter(pk=row.id).update(
        answers=answers, changed_by_id=acting.user_id, changed_at=timezone.now(),
        version=F("version") + 1,
    )  # fmt: skip
    record(acting, "case.save_triage", "case", case.id)
    return made


@dataclass(frozen=True)
class Ending:
    """How triage ends. `plain_words` and `result` are for the resident of a report."""

    outcome: str
    reason: str
    purpose: str = ""
    referred_to: str = ""
    into: str = ""
    plain_words: str = ""
    result: str = reports.Result.SOLVED


def decide(acting: Acting, case_id: UUID, ending: Ending, *, site: str = "") -> None:
    """End triage: take the case on, or close it with advice, a referral or a reference.

    Who brought a signal is told: the resident of a report in plain words, a partner by a mail
    with nothing but the number. Conflict with what is missing.
    """
    case = fetch_open(case_id)
    rules.require(rules.opens(acting))
    row = Triage.objects.select_for_update().filter(case=case).first()
    if row is not None and row.outcome:
        raise Conflict(_("Over deze triage is al besloten."))
    standing = standing_of(acting, case)
    if ending.outcome == Outcome.ACTIVE and standing.missing:
        raise Conflict(_("In behandeling nemen kan nog niet"), missing=standing.missing)
    row = row or _begun(acting, case)
    report_id = CaseContent.objects.get(case=case).report_id
    _check(ending, to_resident=bool(report_id))
    target = _target(case, ending) if ending.outcome == Outcome.MERGED else None
    told = _partners(acting, case)
    _settle(acting, row, ending)
    stop_clock(case.id, ClockKind.CONTACT)
    stop_clock(case.id, ClockKind.ACUTE)
    if ending.outcome == Outcome.ACTIVE:
        case_actions.take_on(acting, case_id, purpose=ending.purpose or case.purpose)
        if report_id:
            reports.tell(acting, report_id, ending.plain_words, site=site)
    else:
        _end(acting, case, ending, standing, target, site)
    for user_id in told:
        mails.told(acting, case, user_id, open_=ending.outcome == Outcome.ACTIVE, site=site)


def _begun(acting: Acting, case: Case) -> Triage:
    row = _first(acting, case, {}, acute=False)
    row.save(force_insert=True)
    return row


def _check(ending: Ending, *, to_resident: bool) -> None:
    if ending.outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Kies een antwoord uit de lijst.")})
    if not ending.reason:
        raise ValidationError({"reason": _("Schrijf waarom.")})
    if ending.outcome == Outcome.REFERRED and not ending.referred_to:
        raise ValidationError({"referred_to": _("Schrijf naar wie u verwijst.")})
    if to_resident and not ending.plain_words:
        raise ValidationError({"plain_words": _("Schrijf wat de melder van u te lezen krijgt.")})


def _target(case: Case, ending: Ending) -> Case:
    """The open case in which this one goes on: only one on which the acting is."""
    try:
        number = numbers.tidy(ending.into, "C")
    except ValidationError:
        number = ""
    found = Case.objects.filter(number=number).exclude(pk=case.id).first()
    if found is None or not found.open or found.practice != case.practice:
        raise ValidationError(
            {"into": _("Dit is geen lopende casus waar u op zit. Kijk het nummer na.")}
        )
    if found.regime != case.regime:
        raise ValidationError(
            {"into": _("Deze casus loopt onder een ander regime. Samenvoegen kan dan niet.")}
        )
    return found


def _settle(acting: Acting, row: Triage, ending: Ending) -> None:
    now = timezone.now()
    Triage.objects.filter(pk=row.id).update(
        outcome=ending.outcome, reason=ending.reason, referred_to=ending.referred_to,
        changed_by_id=acting.user_id, changed_at=now, decided_at=now, version=F("version") + 1,
    )  # fmt: skip
    record(acting, "case.decide_triage", "case", row.case_id, ground=ending.outcome)


def _end(
    acting: Acting, case: Case, ending: Ending, standing: Standing, target: Case | None, site: str
) -> None:
    """Close the case. Of a merge stays a reference; nothing of the one moves to the other."""
    reason = ending.reason
    if target is not None:
        Merge.objects.create(
            case=case, into=target, number=case.number, into_number=target.number,
            merged_by_id=rules.user_of(acting), merged_at=timezone.now(),
        )  # fmt: skip
        reason = _("Samengevoegd met casus %(number)s. %(why)s") % {
            "number": target.number, "why": reason,
        }  # fmt: skip
        record(acting, "case.merge", "case", target.id)
    elif ending.referred_to:
        reason = _("Doorverwezen naar %(who)s. %(why)s") % {
            "who": ending.referred_to, "why": reason,
        }  # fmt: skip
    case_actions.close(
        acting, case.id, reason=reason, plain_words=ending.plain_words, result=ending.result,
        site=site,
    )  # fmt: skip


def _partners(acting: Acting, case: Case) -> set[UUID]:
    """Who of a partner brought a signal themselves."""
    rows = Signal.objects.filter(case=case).exclude(organisation_id=rules.organisation_of(acting))
    return set(rows.exclude(author_id=acting.user_id).values_list("author_id", flat=True))
