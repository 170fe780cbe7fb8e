"""Plans for tests, made by the real actions."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from baken.cases import actions as cases
from baken.cases.plan import actions
from baken.cases.plan.models import Goal, Plan, SafetyAgreement
from tests.cases.build import Thread

GOAL = "Thuis is het rustig na tien uur"
SIGN = "Er wordt weer geschreeuwd in het trappenhuis"


def later() -> date:
    return timezone.localdate() + timedelta(days=30)


def begun(thread: Thread) -> UUID:
    return thread.do("process_manager", actions.begin, thread.id)


def goal(thread: Thread, text: str = GOAL, *, share: tuple[str, ...] = ()) -> UUID:
    return thread.do(
        "process_manager", actions.add_goal, thread.id, domain="relations", text=text,
        see="De buren slapen door.", share_with=[thread.city.organisation(one) for one in share],
    )  # fmt: skip


def agreement(
    thread: Thread, sign: str = SIGN, *, owner: str = "", share: tuple[str, ...] = ()
) -> UUID:
    return thread.do(
        "process_manager", actions.add_agreement, thread.id, sign=sign,
        step="Iedereen gaat naar de eigen woning", calls="De buurvrouw belt het wijkteam",
        valid_until=later(), owner=thread.city.user(owner) if owner else None,
        share_with=[thread.city.organisation(one) for one in share],
    )  # fmt: skip


def view(thread: Thread, **more: object) -> None:
    values = {"text": "Zij willen dit ook.", "consent": "yes", "reason": "", "version": 0}
    thread.do("process_manager", actions.record_view, thread.id,
              **{**values, "spoken_on": timezone.localdate(), **more})  # fmt: skip


def settled(thread: Thread, *, share: tuple[str, ...] = ()) -> Plan:
    """A version with one goal, one agreement of the process manager, and consent."""
    begun(thread)
    goal(thread, share=share)
    agreement(thread, owner="process_manager", share=share)
    view(thread)
    settle(thread)
    return newest(thread)


def settle(thread: Thread) -> None:
    thread.do("process_manager", actions.settle, thread.id, version=newest(thread).version)


def newest(thread: Thread) -> Plan:
    return Plan.objects.using("keeper").filter(case_id=thread.id).order_by("-number")[0]


def goals(plan: Plan) -> list[Goal]:
    return list(Goal.objects.using("keeper").filter(plan=plan).order_by("position"))


def agreements(plan: Plan) -> list[SafetyAgreement]:
    return list(SafetyAgreement.objects.using("keeper").filter(plan=plan).order_by("position"))


def scored(thread: Thread, score: int = 6) -> UUID:
    """An evaluation with a score for the first goal of the newest version."""
    return thread.do(
        "process_manager", cases.record_evaluation, thread.id, held_on=timezone.localdate(),
        safety=5, text="Het gaat.", household_safety=3, worked="Samen bellen", advice="stay",
        satisfaction=7, scores={goals(newest(thread))[0].id: score},
    )  # fmt: skip
