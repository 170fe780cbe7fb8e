"""Random events through the real actions and the wall, beside the independent reference."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.cases import actions
from baken.cases.models import Action, PhaseDecision, PhaseRequest, Seat
from baken.core.errors import Refusal
from tests.cases.build import opened, tomorrow
from tests.cases.oracle import Reference

PEOPLE = {"pm": "process_manager", "cm": "case_manager", "lead": "lead", "mayor": "mayor"}
ROLES = {"c": "casusregie", "p": "procesregie", "o": "operationeel", "b": "bestuurlijk"}
# Whom the model lets hold which seat.
FITS = {"c": ["cm", "household"], "p": ["pm"], "o": ["lead"], "b": ["mayor"]}
WHO = st.sampled_from(list(PEOPLE))
ROLE = st.sampled_from("cpob")
EVENT = st.one_of(
    st.tuples(st.just("take_on"), WHO),
    ROLE.flatmap(lambda r: st.tuples(st.just("ask"), st.just(r), st.sampled_from(FITS[r]))),
    st.tuples(st.just("accept"), ROLE),
    st.tuples(st.just("decline"), ROLE),
    st.tuples(st.just("evaluate"), st.sampled_from([0, 14, 15, 30])),
    st.tuples(st.just("request"), WHO, st.integers(1, 4)),
    st.tuples(st.just("decide"), WHO, st.booleans()),
    st.tuples(st.just("act")),
    st.tuples(st.just("finish")),
    st.tuples(st.just("close"), WHO),
)
# A climb, so that deep states are reached, with random events in between.
CLIMB = [("take_on", "pm"), ("ask", "c", "cm"), ("accept", "c"), ("request", "cm", 2),
         ("decide", "pm", True), ("ask", "o", "lead"), ("accept", "o"), ("evaluate", 0),
         ("request", "pm", 3), ("decide", "lead", True), ("ask", "b", "mayor"), ("accept", "b"),
         ("request", "cm", 4), ("decide", "mayor", True)]  # fmt: skip


class Real:
    """The same events through `baken.cases.actions`."""

    def __init__(self, thread):
        self.thread, self.city = thread, thread.city

    def happens(self, name, *args):
        try:
            return getattr(self, name)(*args) is not False
        except (Refusal, ValidationError):
            return False

    def seat(self, role):
        return Seat.objects.using("keeper").filter(
            case_id=self.thread.id, role=ROLES[role], ended_at=None
        ).first()  # fmt: skip

    def take_on(self, who):
        self.thread.do(PEOPLE[who], actions.take_on, self.thread.id, purpose="Rust")

    def ask(self, role, who):
        held = (
            {"household": True} if who == "household" else {"holder": self.city.user(PEOPLE[who])}
        )
        self.thread.do("process_manager", actions.ask_seat, self.thread.id, ROLES[role], **held)

    def accept(self, role):
        seat = self.seat(role)
        if seat is None or (seat.holder_id is None and not seat.household):
            return False
        if seat.household:
            return self.thread.do("process_manager", actions.record_acceptance, seat.id)
        return self.thread.do(PEOPLE[FITS[role][0]], actions.accept_seat, seat.id)

    def decline(self, role):
        seat = self.seat(role)
        if seat is None:
            return False
        return self.thread.do(PEOPLE[FITS[role][0]], actions.decline_seat, seat.id)

    def evaluate(self, age):
        day = timezone.localdate() - timedelta(days=age)
        self.thread.do("process_manager", actions.record_evaluation, self.thread.id, held_on=day,
                       safety=5, text="Zo gaat het.")  # fmt: skip

    def request(self, who, target):
        self.thread.do(PEOPLE[who], actions.request_phase, self.thread.id, target, grounds="Nodig.")

    def decide(self, who, yes):
        found = PhaseRequest.objects.using("keeper").filter(
            case_id=self.thread.id, decided_at=None
        ).first()  # fmt: skip
        if found is None:
            return False
        return self.thread.do(PEOPLE[who], actions.decide_phase, found.id, granted=yes)

    def act(self):
        self.thread.do("process_manager", actions.add_action, self.thread.id, title="Bellen",
                       owner=self.city.user("process_manager"), due_on=tomorrow())  # fmt: skip

    def finish(self):
        found = Action.objects.using("keeper").filter(case_id=self.thread.id, done_at=None).first()
        if found is None:
            return False
        return self.thread.do("process_manager", actions.finish_action, found.id, result="Klaar",
                              version=found.version)  # fmt: skip

    def close(self, who):
        self.thread.do(PEOPLE[who], actions.close, self.thread.id, reason="Klaar")

    def state(self):
        row = self.thread.row
        seats = Seat.objects.using("keeper").filter(case_id=self.thread.id, ended_at=None)
        held = {s.role[0]: bool(s.accepted_at) for s in seats if s.holder_id or s.household}
        return row.lifecycle, row.phase, held if row.open else {}


@pytest.fixture
def small_city(city):
    return city


@settings(max_examples=14, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(CLIMB)), EVENT), max_size=6))
def test_actions_and_the_reference_never_differ(small_city, extra):
    real, reference = Real(opened(small_city)), Reference()
    events = list(CLIMB)
    for place, event in extra:
        events.insert(place, event)
    for name, *args in events:
        happened = getattr(reference, name)(*args)
        assert real.happens(name, *args) == happened, (name, args, events)
        held = {role: accepted for role, (_who, accepted) in reference.seats.items()}
        expected = (reference.life, reference.phase, held if reference.life != "closed" else {})
        assert real.state() == expected, (name, args, events)
    _history_is_a_path(real.thread)


def _history_is_a_path(thread):
    phase = 1
    for made in (
        PhaseDecision.objects.using("keeper").filter(case_id=thread.id).order_by("decided_at")
    ):
        assert made.from_phase == phase
        assert made.requested_by_id != made.decided_by_id
        phase = made.to_phase if made.granted else phase
    assert thread.row.phase == phase
