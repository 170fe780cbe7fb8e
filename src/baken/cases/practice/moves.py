"""What can happen in an exercise, by the real actions, and how to see that it did."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.cases import actions
from baken.cases.actions import jumping
from baken.cases.codes import Duty, Ground, Lifecycle, Role, Soon
from baken.cases.models import (
    Action,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Seat,
)
from baken.cases.practice.crew import Play
from baken.cases.steps.models import Jump
from baken.cases.triage import actions as triage
from baken.cases.triage.codes import Answer, Outcome
from baken.cases.triage.criteria import newest
from baken.cases.triage.models import Triage
from baken.core.acting import Acting

# An evaluation counts for a step when it was made after this many days before today.
LATELY = 14


# -- taking a case on -----------------------------------------------------------------------


def taken_on(play: Play) -> bool:
    return bool(play.case.lifecycle != Lifecycle.TRIAGE)


def take_on(play: Play) -> None:
    """Triage with an answer to everything, and the outcome: the case runs."""
    said = {"answer": str(Answer.YES), "evidence": _("Dit hoort bij de oefening.")}
    given = {question.key: dict(said) for question in newest().questions}
    row = Triage.objects.filter(case_id=play.case_id).first()
    ending = triage.Ending(Outcome.ACTIVE, _("Dit hoort bij de oefening."))

    def do(acting: object) -> None:
        triage.save(
            play.who("manager"), play.case_id, given=given, acute=False,
            version=row.version if row else 0,
        )  # fmt: skip
        triage.decide(play.who("manager"), play.case_id, ending)

    play.act("manager", do)


# -- seats ----------------------------------------------------------------------------------


def _seat(play: Play, role: str) -> Seat | None:
    return Seat.objects.filter(case_id=play.case_id, role=role, ended_at=None).first()


def asked(play: Play, role: str) -> bool:
    """Is somebody, or the household, asked for this seat?"""
    seat = _seat(play, role)
    return seat is not None and (seat.holder_id is not None or seat.household)


def ask(play: Play, role: str, part: str) -> None:
    play.act(
        "manager",
        lambda acting: actions.ask_seat(acting, play.case_id, role, holder=play.user(part)),
    )


def accepted(play: Play, role: str) -> bool:
    seat = _seat(play, role)
    return seat is not None and seat.accepted_at is not None


def accept(play: Play, role: str, part: str) -> None:
    seat = _seat(play, role)
    if seat is not None:
        play.act(part, lambda acting: actions.accept_seat(acting, seat.id))


# -- up and down ----------------------------------------------------------------------------


def requested(play: Play, source: int, target: int) -> bool:
    rows = PhaseRequest.objects.filter(case_id=play.case_id, from_phase=source, to_phase=target)
    return rows.exists()


def request(play: Play, part: str, target: int, grounds: str) -> None:
    def ask(acting: Acting) -> None:
        told = _up() if target > play.case.phase else _down(acting)
        actions.request_phase(acting, play.case_id, target, grounds=grounds, details=told)

    play.act(part, ask)


def _up() -> dict[str, Any]:
    nothing, soon = _("geen"), _("Het loopt verder op.")
    return {
        "triggers": {"stagnatie": _("Twee overleggen zonder uitkomst.")},
        "risk_whom": _("De mensen om wie het gaat"), "risk_what": soon, "risk_soon": Soon.DAYS,
        "minors": "ja", "safety": _("Er is afgesproken wie wie belt."),
        "breakthrough": _("Eén aanpak van alle partners."), "mandate": nothing,
        "duty": Duty.DONE, "partners": nothing, "confidential": nothing,
    }  # fmt: skip


def _down(acting: Acting) -> dict[str, Any]:
    again = timezone.localdate() + timedelta(days=90)
    return {
        "remaining": _("geen"), "signals": _("De ruzies beginnen weer."),
        "receiver": str(acting.user_id), "aftercare": again.isoformat(),
        "household": _("Zij willen dit zelf ook."), "told": "ja", "leaving": _("geen"),
    }  # fmt: skip


def granted(play: Play, source: int, target: int) -> bool:
    rows = PhaseDecision.objects.filter(case_id=play.case_id, from_phase=source, to_phase=target)
    return rows.filter(granted=True).exists()


def grant(play: Play, part: str) -> None:
    found = PhaseRequest.objects.filter(case_id=play.case_id, decided_at=None).first()
    if found is not None:
        play.act(part, lambda acting: actions.decide_phase(acting, found.id, granted=True))


def evaluated(play: Play) -> bool:
    since = timezone.localdate() - timedelta(days=LATELY)
    return Evaluation.objects.filter(case_id=play.case_id, held_on__gte=since).exists()


def evaluate(play: Play, text: str) -> None:
    play.act(
        "manager",
        lambda acting: actions.record_evaluation(
            acting, play.case_id, held_on=timezone.localdate(), safety=7, text=text
        ),
    )


# -- in an emergency ------------------------------------------------------------------------


def jumped(play: Play) -> bool:
    return Jump.objects.filter(case_id=play.case_id).exists()


def jump(play: Play) -> None:
    """Up at once; who is on duty is called for the seats that are empty."""
    details = {
        "happens": _("Een man slaat een deur in en dreigt."), "risk_whom": _("De buurvrouw"),
        "minors": _("nee"), "safety": _("De politie staat op de galerij."),
    }  # fmt: skip
    parts = {Role.CASUSREGIE: "case", Role.OPERATIONEEL: "lead", Role.BESTUURLIJK: "mayor"}
    seats = {role.value: play.user(part) for role, part in parts.items()}
    play.act(
        "manager", lambda acting: jumping.jump(acting, play.case_id, details=details, seats=seats)
    )


def called(play: Play, role: str, part: str) -> None:
    """Who is on duty accepts; who was not called yet, is called first."""
    if not asked(play, role):
        ask(play, role, part)
    accept(play, role, part)


def ratified(play: Play) -> bool:
    return Jump.objects.filter(case_id=play.case_id).exclude(ratified_at=None).exists()


def ratify(play: Play) -> None:
    found = Jump.objects.filter(case_id=play.case_id, ratified_at=None).first()
    if found is not None:
        play.act("mayor", lambda acting: jumping.ratify(acting, found.id, granted=True))


# -- partners and their actions -------------------------------------------------------------


def joined(play: Play) -> bool:
    party = play.party("partner")
    return Participation.objects.filter(case_id=play.case_id, organisation_id=party).exists()


def join(play: Play) -> None:
    play.act(
        "manager",
        lambda acting: actions.add_partner(
            acting, play.case_id, play.party("partner"), task=_("Kijkt mee in de woning"),
            ground=Ground.PUBLIC_TASK, user_ids=[play.user("partner")],
        ),
    )  # fmt: skip


def _promise(play: Play) -> Action | None:
    rows = Action.objects.filter(case_id=play.case_id, organisation_id=play.party("partner"))
    return rows.order_by("created_at").first()


def promised(play: Play) -> bool:
    return _promise(play) is not None


def promise(play: Play, title: str) -> None:
    day = timezone.localdate() + timedelta(days=5)
    play.act(
        "manager",
        lambda acting: actions.add_action(
            acting, play.case_id, title=title, owner=play.user("partner"), due_on=day
        ),
    )


def kept(play: Play) -> bool:
    found = _promise(play)
    return found is not None and found.done_at is not None


def keep(play: Play, result: str) -> None:
    found = _promise(play)
    if found is not None:
        play.act(
            "partner",
            lambda acting: actions.finish_action(
                acting, found.id, result=result, version=found.version
            ),
        )


def overdue(play: Play) -> bool:
    """Was the promise not kept in time?"""
    found = _promise(play)
    if found is None:
        return False
    return found.due_at < (found.done_at or timezone.now())


# -- time -----------------------------------------------------------------------------------


def passed(play: Play, days: int) -> bool:
    """Did this many days pass since the exercise began? Its dates go back, the clock does not."""
    return bool(play.case.opened_at <= timezone.now() - timedelta(days=days))


def wait(case_id: UUID, days: int) -> None:
    """Let days pass in this exercise."""
    with connection.cursor() as cursor:
        cursor.execute("select cases_practice_shift(%s, %s)", [case_id, days])


CASUSREGIE, OPERATIONEEL = Role.CASUSREGIE.value, Role.OPERATIONEEL.value
BESTUURLIJK = Role.BESTUURLIJK.value
