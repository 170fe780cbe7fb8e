"""Beginning an exercise, letting a practice colleague do a step, and ending it."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import actions as case_actions
from baken.cases import rules
from baken.cases.codes import Ground
from baken.cases.models import Case
from baken.cases.practice.crew import Play
from baken.cases.practice.exercises import EXERCISES, TIME, Exercise
from baken.cases.practice.models import Practice
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied


def begin(acting: Acting, key: str) -> UUID:
    """Begin an exercise, or begin it anew: the earlier one ends, and is removed in time."""
    rules.require(rules.works_on_cases(acting))
    exercise = _known(key)
    end(acting, key)
    crew = access.practice_crew(acting)
    case_id = _open(acting, crew, exercise)
    row = Practice.objects.create(
        case_id=case_id, user_id=rules.user_of(acting), exercise=key, started_at=timezone.now()
    )
    for happen in exercise.begin:
        happen(Play(case_id, acting, crew))
    record(acting, "case.begin_practice", "case", case_id, ground=key)
    return row.id


def _known(key: str) -> Exercise:
    if key not in EXERCISES:
        raise Denied
    return EXERCISES[key]


def _open(acting: Acting, crew: dict[str, Acting], exercise: Exercise) -> UUID:
    """A case of one's own, opened by oneself or by the process manager of the exercise."""
    play = Play(Case().id, acting, crew)
    told = {"title": str(exercise.title), "reason": str(exercise.story),
            "purpose": _("Oefenen. Alles in deze casus is verzonnen.")}  # fmt: skip

    def open_it(manager: Acting) -> UUID:
        case_id = case_actions.open_case(manager, practice=True, **told)
        if manager.user_id != acting.user_id:
            _let_in(manager, case_id, acting)
        return case_id

    return play.act("manager", open_it)


def _let_in(manager: Acting, case_id: UUID, learner: Acting) -> None:
    user_id, party = rules.user_of(learner), rules.organisation_of(learner)
    if learner.capacity == access.Capacity.PARTNER:
        case_actions.add_partner(
            manager, case_id, party, task=_("Oefent mee"), ground=Ground.PUBLIC_TASK,
            user_ids=[user_id],
        )  # fmt: skip
    else:
        access.join(manager, case_id, user_id, party)


def let_do(acting: Acting, key: str, index: int) -> None:
    """A practice colleague does this step, or time passes. Conflict for a step of one's own."""
    exercise, row = _known(key), current_of(acting, key)
    if row is None or not 0 <= index < len(exercise.steps):
        raise Denied
    play = Play(row.case_id, acting, access.practice_crew(acting))
    step = exercise.steps[index]
    if step.part not in (TIME,) and step.part == play.mine:
        raise Conflict(_("Deze stap is aan u."))
    if any(not earlier.done(play) for earlier in exercise.steps[:index]):
        raise Conflict(_("Er komt eerst een andere stap."))
    if not step.done(play):
        step.play(play)
        record(acting, "case.play_practice", "case", row.case_id, ground=key)


def end(acting: Acting, key: str) -> None:
    """Stop with an exercise; its case is removed with the others, thirty days after it began."""
    rows = Practice.objects.filter(user_id=rules.user_of(acting), exercise=key, ended_at=None)
    rows.update(ended_at=timezone.now())


def current_of(acting: Acting, key: str) -> Practice | None:
    """The exercise of this kind that the acting is doing."""
    mine = Practice.objects.filter(user_id=rules.user_of(acting), exercise=key, ended_at=None)
    return mine.select_related("case").first()
