"""The same events through `baken.cases.actions`, the wall and the database."""

import json
from datetime import timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from baken.access.models import Assignment, Profile, User
from baken.cases import actions
from baken.cases.duty.actions import Obtained, inform
from baken.cases.duty.codes import Origin
from baken.cases.duty.models import InformationDuty
from baken.cases.models import Action, PhaseDecision, PhaseRequest, Seat
from baken.cases.steps.models import Handover, Jump
from baken.core.acting import Acting, acting_as
from baken.core.errors import Refusal
from tests.cases.build import DOWN, UP, Thread, plan_steps, tomorrow
from tests.city import City

PEOPLE = {"pm": "process_manager", "cm": "case_manager", "lead": "lead", "mayor": "mayor"}
ROLES = {"c": "casusregie", "p": "procesregie", "o": "operationeel", "b": "bestuurlijk"}
# Whom the model lets hold which seat.
FITS = {"c": ["cm", "twin", "household"], "p": ["pm"], "o": ["lead"], "b": ["mayor"]}
WHO = [*PEOPLE, "twin"]


# Life state, phase, whether it is open, and per seat that somebody has: was it accepted?
STATE = """
select c.lifecycle, c.phase, c.closed_at is null, coalesce((
  select jsonb_object_agg(left(s.role, 1), s.accepted_at is not null) from cases_seat s
  where s.case_id = c.id and s.ended_at is null and (s.holder_id is not null or s.household)), '{}')
from cases_case c where c.id = %s"""


def add_twin(city: City) -> Acting:
    """A second account of the process manager, with another capacity."""
    user = User(email="Process_Manager+tweede@voorbeeld.invalid")
    user.set_unusable_password()
    user.save(using="keeper")
    Profile.objects.using("keeper").create(user_id=user.id, name="Tweede Account Voorbeeld")
    home, since = city.organisation("gemeente"), timezone.now() - timedelta(days=9)
    row = Assignment.objects.using("keeper").create(
        user_id=user.id, organisation_id=home, capacity="case_manager", purpose="cases",
        valid_from=since,
    )  # fmt: skip
    return Acting("assignment", row.id, user.id, home, "case_manager", "cases", name="Tweede")


def any_event(dice: Random) -> tuple:
    """One random event, with its bad variants."""
    role, who = dice.choice("ccpoobb"), dice.choice(WHO)
    events = [
        ("take_on", dice.choice(["pm", "pm", who])), ("ask", role, dice.choice(FITS[role])),
        ("ask", "c", "cm"), ("accept", role), ("accept", "c"), ("decline", role),
        ("evaluate", dice.choice([0, 0, 14, 15, 30])),
        ("request", who, dice.randint(0, 5), dice.random() < 0.9,
         dice.choice(["self", "household"])),
        ("request", dice.choice(["pm", "cm"]), dice.randint(1, 4), True, "self"),
        ("decide", who, dice.random() < 0.8, dice.random() < 0.7),
        ("decide", dice.choice(["pm", "lead", "mayor"]), True, True), ("hand_over",),
        ("ratify", dice.choice(["mayor", "mayor", who]), dice.random() < 0.5),
        ("act", dice.choice(["pm", "lead"])), ("finish",), ("finish",),
    ]  # fmt: skip
    events += [("settle",), ("settle",), ("tell",)]
    rare = [("person",), ("jump", who, dice.random() < 0.7), ("close", dice.choice(["pm", who])),
            ("reopen", dice.choice(["pm", who]))]  # fmt: skip
    return dice.choice(rare if dice.random() < 0.12 else events)


class Real:
    """One real case, and the events on it."""

    def __init__(self, thread: Thread, twin: Acting) -> None:
        self.thread, self.city, self.twin = thread, thread.city, twin

    def happens(self, name: str, *args) -> bool:
        try:
            return getattr(self, name)(*args) is not False
        except (Refusal, ValidationError):
            return False

    def do(self, who: str, action, *args, **kwargs):
        as_who = self.twin if who == "twin" else self.city.acting(PEOPLE[who])
        with acting_as(as_who) as acting:
            return action(acting, *args, **kwargs)

    def user(self, who: str):
        return self.twin.user_id if who == "twin" else self.city.user(PEOPLE[who])

    def seat(self, role: str):
        return Seat.objects.using("keeper").filter(
            case_id=self.thread.id, role=ROLES[role], ended_at=None
        ).first()  # fmt: skip

    def asked(self):
        rows = PhaseRequest.objects.using("keeper").filter(case_id=self.thread.id, decided_at=None)
        return rows.first()

    def holder(self, seat) -> str:
        return next(who for who in WHO if self.user(who) == seat.holder_id)

    def take_on(self, who):
        self.do(who, actions.take_on, self.thread.id, purpose="Rust")

    def ask(self, role, who):
        held = {"household": True} if who == "household" else {"holder": self.user(who)}
        self.do("pm", actions.ask_seat, self.thread.id, ROLES[role], **held)

    def accept(self, role):
        seat = self.seat(role)
        if seat is None or (seat.holder_id is None and not seat.household):
            return False
        if seat.household:
            return self.do("pm", actions.record_acceptance, seat.id)
        return self.do(self.holder(seat), actions.accept_seat, seat.id)

    def decline(self, role):
        seat = self.seat(role)
        if seat is None or seat.holder_id is None:
            return False
        return self.do(self.holder(seat), actions.decline_seat, seat.id)

    def evaluate(self, age):
        day = timezone.localdate() - timedelta(days=age)
        self.do("pm", actions.record_evaluation, self.thread.id, held_on=day, safety=5,
                text="Zo gaat het.")  # fmt: skip

    def settle(self):
        for action, values in plan_steps(self.thread.id):
            self.do("pm", action, self.thread.id, **values())

    def person(self):
        self.do("pm", actions.add_subject, self.thread.id, name="Bo Verzonnenstra", role="subject")

    def tell(self):
        rows = InformationDuty.objects.using("keeper").filter(case_id=self.thread.id)
        left = rows.filter(informed_on=None).order_by("created_at").first()
        if left is None:
            return False
        today = timezone.localdate()
        return self.do("pm", inform, self.thread.id, left.person_id,
                       Obtained(Origin.OTHER, today), informed_on=today, manner="talk")  # fmt: skip

    def request(self, who, target, whole, to):
        receiver = str(self.user(who)) if to == "self" else "household"
        day = (timezone.localdate() + timedelta(days=60)).isoformat()
        down = {**DOWN, "receiver": receiver, "aftercare": day}
        told = dict(down if target < self.state()[1] else UP)
        if not whole:
            told.pop(sorted(told)[len(told) // 2])
        self.do(who, actions.request_phase, self.thread.id, target, grounds="Nodig.", details=told)

    def hand_over(self):
        rows = Handover.objects.using("keeper").filter(
            case_id=self.thread.id, accepted_at=None, request__decided_at=None
        )  # fmt: skip
        return self.do("pm", actions.accept_handover, rows[0].id) if rows else False

    def decide(self, who, yes, why):
        found = self.asked()
        if found is None:
            return False
        reason = "Omdat." if why else ""
        return self.do(who, actions.decide_phase, found.id, granted=yes, reason=reason)

    def jump(self, who, call):
        calls = {}
        for role, whom in (("o", "lead"), ("b", "mayor")):
            seat = self.seat(role)
            if call and (seat is None or seat.holder_id is None):
                calls[ROLES[role]] = self.user(whom)
        details = {"happens": "Dreiging", "risk_whom": "Buren", "minors": "nee", "safety": "112"}
        self.do(who, actions.jump, self.thread.id, details=details, seats=calls)

    def ratify(self, who, yes):
        rows = Jump.objects.using("keeper").filter(case_id=self.thread.id, ratified_at=None)
        found = rows.order_by("taken_at").first()
        if found is None:
            return False
        return self.do(who, actions.ratify, found.id, granted=yes, reason="Nee.")

    def act(self, owner):
        self.do("pm", actions.add_action, self.thread.id, title="Bellen", owner=self.user(owner),
                due_on=tomorrow())  # fmt: skip

    def finish(self):
        rows = Action.objects.using("keeper").filter(case_id=self.thread.id, done_at=None)
        found = rows.order_by("created_at").first()
        if found is None:
            return False
        return self.do("pm", actions.finish_action, found.id, result="Klaar",
                       version=found.version)  # fmt: skip

    def close(self, who):
        self.do(who, actions.close, self.thread.id, reason="Klaar")

    def reopen(self, who):
        self.do(who, actions.reopen, self.thread.id, ground="Er is iets nieuws.")

    def state(self):
        with connections["keeper"].cursor() as cursor:
            cursor.execute(STATE, [self.thread.id])
            lifecycle, phase, is_open, held = cursor.fetchone()
        return lifecycle, phase, json.loads(held) if is_open else {}

    def history_is_a_path(self) -> bool:
        """The steps and jumps follow each other, and nobody decided for themselves."""
        rows = PhaseDecision.objects.using("keeper").filter(case_id=self.thread.id, granted=True)
        leaps = Jump.objects.using("keeper").filter(case_id=self.thread.id)
        moves = sorted([*((d.decided_at, d.from_phase, d.to_phase) for d in rows),
                        *((j.taken_at, j.from_phase, j.to_phase) for j in leaps)])  # fmt: skip
        phase = 1
        for _at, source, target in moves:
            if source != phase:
                return False
            phase = target
        return phase == self.thread.row.phase and all(
            made.requested_by_id != made.decided_by_id for made in rows
        )
