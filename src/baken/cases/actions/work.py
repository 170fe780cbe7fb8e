"""Actions with one owner and a date, and evaluations."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import fetch_open, once, refresh_clock, rules_of, start_clock
from baken.cases.actions.ticking import looked_after
from baken.cases.codes import ClockKind, Lifecycle
from baken.cases.machine import MOVING
from baken.cases.models import Action, Case, Evaluation, Seat
from baken.cases.plan.models import Goal, GoalScore
from baken.core.acting import Acting
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied, Version
from baken.core.terms import END_OF_DAY


def owners(acting: Acting, case: Case) -> list[access.Colleague]:
    """Who may be given an action: full members; a partner only its own people."""
    on_it = {
        (member.user_id, member.organisation_id)
        for member in access.members(acting, case.id)
        if not member.invited
    }
    practice = None if case.practice else False
    ours = access.colleagues(acting, purpose="cases", practice=practice)
    people = [p for p in ours if (p.user_id, p.organisation_id) in on_it]
    unique = {(p.user_id, p.organisation_id): p for p in reversed(people)}
    mine = acting.organisation_id
    municipal = acting.capacity != access.Capacity.PARTNER
    return [p for p in people if unique[p.user_id, p.organisation_id] is p
            and (municipal or p.organisation_id == mine)]  # fmt: skip


def add_action(
    acting: Acting,
    case_id: UUID,
    *,
    title: str,
    owner: UUID,
    due_on: date,
    goal_id: UUID | None = None,
    key: UUID | None = None,
    site: str = "",
) -> UUID:
    """Agree on an action. Its day lies ahead; it is due at the end of that day.

    It may serve a goal of the plan, one that the acting sees.
    Its owner gets a mail; `site` is for the link in it.
    """
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    person = next((p for p in owners(acting, case) if p.user_id == owner), None)
    if person is None:
        raise ValidationError(_("Kies iemand die meedoet aan deze casus."))
    if due_on < timezone.localdate():
        raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
    if goal_id and not Goal.objects.filter(pk=goal_id, case=case, dropped=False).exists():
        raise Denied
    row = Action(
        id=key or uuid4(), case=case, goal_id=goal_id, title=title,
        organisation_id=person.organisation_id, owner_id=person.user_id,
        added_by_id=rules.user_of(acting), created_at=timezone.now(),
        due_at=end_of(due_on),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.added_by_id == acting.user_id)
    if new:
        refresh_clock(case.id)
        record(acting, "case.add_action", "action", made.id)
        mails.ask(acting, case, made.owner_id, mails.ACTION, site=site)
    return made.id


def end_of(day: date) -> datetime:
    """The last second of a day in Amsterdam."""
    return datetime.combine(day, time(END_OF_DAY.hour, END_OF_DAY.minute, END_OF_DAY.second), ZONE)


def finish_action(acting: Acting, action_id: UUID, *, result: str, version: int) -> None:
    """Say what came of it. Conflict with both texts when a colleague finished it first."""
    action = Action.objects.filter(pk=action_id).first()
    if action is None:
        raise Denied
    case = fetch_open(action.case_id)
    municipal = rules.manages(acting) or acting.capacity == access.Capacity.LEAD
    rules.require(municipal or action.organisation_id == acting.organisation_id)
    changed = Action.objects.filter(pk=action.id, version=version, done_at=None).update(
        done_at=timezone.now(), result=result, version=F("version") + 1
    )
    if not changed:
        action.refresh_from_db()
        raise Conflict(
            _("Een collega rondde deze actie net af"),
            versions=[Version(_("Wat kwam eruit"), result, action.result)],
        )
    refresh_clock(case.id)
    record(acting, "case.finish_action", "action", action.id)


def record_evaluation(
    acting: Acting,
    case_id: UUID,
    *,
    held_on: date,
    safety: int,
    text: str,
    household_safety: int | None = None,
    worked: str = "",
    advice: str = "",
    satisfaction: int | None = None,
    scores: Mapping[UUID, int] | None = None,
    key: UUID | None = None,
) -> UUID:
    """How it goes; the clock of the phase starts again.

    Safety from 0 to 10 as the professional sees it, and as the household does if it was asked;
    `scores` says per goal of the plan how far it was reached (0 to 10).
    """
    case = fetch_open(case_id)
    seated = Seat.objects.filter(case=case, holder_id=acting.user_id, ended_at=None)
    rules.require(rules.manages(acting) or seated.exclude(accepted_at=None).exists())
    if held_on > timezone.localdate():
        raise ValidationError(_("Deze datum moet nog komen. Vul in wanneer u evalueerde."))
    row = Evaluation(
        id=key or uuid4(), case=case, author_id=rules.user_of(acting), held_on=held_on,
        safety=safety, text=text, household_safety=household_safety, worked=worked,
        advice=advice, satisfaction=satisfaction, created_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.author_id == acting.user_id)
    if new:
        _score(case, made, scores or {})
        if case.lifecycle in MOVING:
            start_clock(case.id, ClockKind.REVIEW, rules_of(case).phase(case.phase).review)
        if case.lifecycle == Lifecycle.AFTERCARE:
            looked_after(case)
        refresh_clock(case.id)
        record(acting, "case.evaluate", "evaluation", made.id)
    return made.id


def _score(case: Case, evaluation: Evaluation, scores: Mapping[UUID, int]) -> None:
    """Only goals that the acting sees; Denied for another."""
    seen = set(Goal.objects.filter(case=case, pk__in=scores).values_list("id", flat=True))
    if set(scores) - seen:
        raise Denied
    GoalScore.objects.bulk_create(
        GoalScore(evaluation=evaluation, case=case, goal_id=goal, score=score)
        for goal, score in scores.items()
    )
