"""Closing: nothing stays open, the resident hears it in plain words, the term begins."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import guards, rules
from baken.cases.actions.common import fetch, rules_of
from baken.cases.codes import SeatEnd
from baken.cases.explain import missing
from baken.cases.machine import end_of
from baken.cases.models import Case, CaseContent, Clock, Closing, Seat
from baken.cases.situations import situation_of
from baken.core.acting import Acting
from baken.core.errors import Conflict
from baken.reports import api as reports


def close(
    acting: Acting,
    case_id: UUID,
    *,
    reason: str,
    plain_words: str = "",
    result: str = reports.Result.SOLVED,
    site: str = "",
) -> None:
    """Close the case; out of triage that is giving advice.

    `plain_words` is what the resident reads, if there is a report.

    `result` is a code of reports; `site` the address of the site, for the link in a mail.

    Afterwards the content is read-only, and only the process manager who closed it reads it.
    """
    case = fetch(case_id)
    rules.require(rules.opens(acting))
    if not case.open and Closing.objects.filter(case=case, closed_by_id=acting.user_id).exists():
        return
    lifecycle = _refuse_gaps(acting, case)
    report_id = report_to_answer(case)
    if report_id and not plain_words:
        raise ValidationError({"plain_words": _("Schrijf wat de melder van u te lezen krijgt.")})
    now = timezone.now()
    Closing.objects.create(
        case=case, reason=reason, plain_words=plain_words, closed_by_id=rules.user_of(acting),
        closed_at=now,
    )  # fmt: skip
    if report_id:
        reports.answer(acting, report_id, plain_words, result, site=site)
    _wind_up(acting, case, lifecycle, now)
    record(acting, "case.close", "case", case.id)


def report_to_answer(case: Case) -> UUID | None:
    """The report with which it began, if its teller had no answer yet."""
    answered = Closing.objects.filter(case=case).exists()
    report_id: UUID | None = CaseContent.objects.get(case=case).report_id
    return None if answered else report_id


def gaps_now(case: Case, closer: UUID | None) -> list[guards.Gap]:
    """What is missing today before `closer` may close."""
    situation = situation_of(case, *guards.TO_CLOSE)
    return guards.gaps_to_close(situation, rules_of(case), closer, timezone.localdate())


def _refuse_gaps(acting: Acting, case: Case) -> str:
    """The life state in which the case ends. Conflict with the list of what is missing."""
    if gaps := gaps_now(case, acting.user_id):
        raise Conflict(_("Sluiten kan nog niet"), missing=missing(gaps, case))
    return end_of(case.lifecycle)


def _wind_up(acting: Acting, case: Case, lifecycle: str, now: datetime) -> None:
    """Clocks stop, everyone stands up, and all but the one who closes leave the file."""
    Clock.objects.filter(case=case, met_at=None).update(met_at=now)
    for member in access.members(acting, case.id):
        if member.user_id != acting.user_id:
            access.leave(acting, case.id, member.user_id, member.organisation_id)
    Seat.objects.filter(case=case, ended_at=None).update(ended_at=now, ended_why=SeatEnd.CLOSED)
    changed = Case.objects.filter(pk=case.id, version=case.version).update(
        lifecycle=lifecycle, closed_at=now, version=F("version") + 1
    )
    if not changed:
        raise Conflict(_("De casus veranderde net. Kijk eerst hoe hij er nu voor staat."))
