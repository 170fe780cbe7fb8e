"""Cases for tests, made by the real actions as the people of the small city."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from baken.cases import actions
from baken.cases.models import Case, Evaluation, PhaseRequest, Seat
from baken.cases.plan import actions as plans
from baken.cases.plan.models import Plan
from baken.cases.triage.actions import save
from baken.cases.triage.criteria import newest
from baken.core.acting import acting_as
from tests.city import City

UP = {
    "triggers": {"stagnatie": "Twee overleggen zonder uitkomst."}, "risk_whom": "De buren",
    "risk_what": "Ruzie", "risk_soon": "days", "minors": "nee",
    "safety": "Afspraak met de wijkagent",
    "breakthrough": "Eén aanpak", "mandate": "geen", "duty": "done", "partners": "geen",
    "confidential": "geen",
}  # fmt: skip
DOWN = {"remaining": "geen", "signals": "Weer lawaai in de nacht", "household": "Zij willen dit",
        "told": "ja", "leaving": "geen"}  # fmt: skip
PURPOSE = "Weer veilig wonen in dit portiek"


@dataclass
class Thread:
    """One case with its people."""

    city: City
    id: UUID

    def do(self, who: str, action, *args, **kwargs):  # type: ignore[no-untyped-def]
        """Run an action as this person, in its own transaction."""
        with acting_as(self.city.acting(who)) as acting:
            return action(acting, *args, **kwargs)

    @property
    def row(self) -> Case:
        return Case.objects.using("keeper").get(pk=self.id)

    def seat(self, role: str) -> Seat:
        return Seat.objects.using("keeper").get(case_id=self.id, role=role, ended_at=None)

    def request(self) -> PhaseRequest:
        return PhaseRequest.objects.using("keeper").get(case_id=self.id, decided_at=None)

    def fill(self, role: str, who: str) -> None:
        """Ask and accept."""
        self.do("process_manager", actions.ask_seat, self.id, role, holder=self.city.user(who))
        self.do(who, actions.accept_seat, self.seat(role).id)

    def partner(self, organisation: str, *people: str) -> None:
        self.do(
            "process_manager", actions.add_partner, self.id, self.city.organisation(organisation),
            task="Vertelt wat er speelt", ground="public_task",
            user_ids=[self.city.user(who) for who in people],
        )  # fmt: skip

    def evaluate(self, who: str = "process_manager") -> None:
        self.do(who, actions.record_evaluation, self.id, held_on=timezone.localdate(), safety=4,
                text="Het stokt. Er is meer nodig.")  # fmt: skip

    def plan(self) -> None:
        """Make a version of the plan with one goal, and settle it."""
        for action, values in plan_steps(self.id):
            self.do("process_manager", action, self.id, **values())

    def ask(self, asker: str, target: int, grounds: str = "Het stokt.") -> UUID:
        """Ask for a step, with all that the model asks; down with a fresh evaluation."""
        down = target < self.row.phase
        if down and not Evaluation.objects.using("keeper").filter(case_id=self.id).exists():
            self.evaluate()
        told = DOWN if down else UP
        if down:
            day = (timezone.localdate() + timedelta(days=60)).isoformat()
            told = {**told, "receiver": str(self.city.user(asker)), "aftercare": day}
        return self.do(asker, actions.request_phase, self.id, target, grounds=grounds, details=told)

    def move(self, target: int, asker: str, decider: str) -> None:
        self.do(decider, actions.decide_phase, self.ask(asker, target), granted=True)

    def ready(self) -> None:
        """Down to phase 1 and freshly evaluated: nothing stands in the way of closing."""
        self.evaluate()
        deciders = {4: "mayor", 3: "lead", 2: "process_manager"}
        while self.row.phase > 1:
            phase = self.row.phase
            asker = "case_manager" if phase == 2 else "process_manager"
            self.move(phase - 1, asker, deciders[phase])


def plan_steps(case_id: UUID) -> list[tuple[Any, Any]]:
    """The actions of a whole version, each with what it is given when its turn comes."""
    today = timezone.localdate()
    view = {"text": "Zij willen dit ook.", "consent": "yes", "reason": "", "version": 0}
    return [
        (plans.begin, dict),
        (plans.add_goal, lambda: {"domain": "relations", "text": "Thuis is het rustig",
                                  "see": "De buren slapen door."}),
        (plans.record_view, lambda: {**view, "spoken_on": today}),
        (plans.settle, lambda: {"version": newest_plan(case_id).version}),
    ]  # fmt: skip


def newest_plan(case_id: UUID) -> Plan:
    return Plan.objects.using("keeper").filter(case_id=case_id).order_by("-number")[0]


def sent(told: dict[str, Any]) -> dict[str, Any]:
    """The same answers as a form sends them."""
    plain = {name: value for name, value in told.items() if name != "triggers"}
    return plain | {f"trigger_{code}": why for code, why in told.get("triggers", {}).items()}


def opened(city: City) -> Thread:
    """A case of which the questions of triage are answered: it may be taken on."""
    thread = untried(city)
    said = {"answer": "yes", "evidence": "Zie de melding."}
    given = {question.key: said for question in newest().questions}
    thread.do("process_manager", save, thread.id, given=given, acute=False, version=0)
    return thread


def untried(city: City) -> Thread:
    """A case in triage, opened by its process manager."""
    with acting_as(city.acting("process_manager")) as acting:
        key = actions.open_case(acting, title="Portiek", reason="Het loopt op.", purpose=PURPOSE)
    return Thread(city, key)


def running(city: City, phase: int = 1) -> Thread:
    """A case that runs, in this phase, with the seats that the phase needs."""
    thread = opened(city)
    thread.do("process_manager", actions.take_on, thread.id, purpose=PURPOSE)
    if phase >= 2:
        thread.fill("casusregie", "case_manager")
        thread.move(2, "case_manager", "process_manager")
    if phase >= 3:
        thread.fill("operationeel", "lead")
        thread.evaluate()
        thread.plan()
        thread.move(3, "process_manager", "lead")
    if phase >= 4:
        thread.fill("bestuurlijk", "mayor")
        thread.move(4, "process_manager", "mayor")
    return thread


def tomorrow():  # type: ignore[no-untyped-def]
    return timezone.localdate() + timedelta(days=1)
