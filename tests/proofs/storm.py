"""Acts that are sent at once by several visitors, while something is killed under them."""

import random
import re
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from bench.browser import Answer, Browser
from bench.house import House
from bench.telling import tell

from tests.cases.build import UP, sent
from tests.proofs.halves import PREPARED

THREADS = 4
_NUMBER = re.compile(r"M-\d{4}-\d{4}")


@dataclass
class Act:
    """One form that is ready to be sent, by the visitor who may.

    `proof` is a statement that finds what an acknowledged act left, and `key` its parameter:
    the number on a receipt, or the case. `back` is where one is sent when it is done; empty
    where a receipt is shown. Not to be sent before `ready` (monotonic seconds).
    """

    visitor: Browser
    path: str
    fields: dict[str, str]
    proof: str
    key: str = ""
    back: str = ""
    ready: float = 0

    def acknowledged(self, answer: Answer) -> bool:
        """Did the visitor get to see that it was done? A receipt, or the way back to the case."""
        if self.back:
            return answer.status == 302 and urlsplit(answer.location).path == self.back
        shown = _NUMBER.search(answer.text) if answer.status == 200 else None
        self.key = shown.group() if shown else ""
        return bool(self.key)

    def refused(self, answer: Answer) -> str:
        """Why this form was not taken, as its page says; empty when it was, or on an error."""
        if self.acknowledged(answer) or answer.status >= 500:
            return ""
        page = answer.text.partition("<main")[2] or answer.text
        words = " ".join(re.sub(r"<[^>]*>", " ", "<main" + page).split())
        return f"{self.path} was refused: {answer.status} {answer.location} {words[:400]}"


@dataclass
class Storm:
    """What came of the acts that were sent: acknowledged or not; and forms that were refused."""

    waiting: list[Act]
    acknowledged: list[Act] = field(default_factory=list)
    failed: list[Act] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._visitors: list[Browser] = []
        self._threads = [threading.Thread(target=self._send) for _number in range(THREADS)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def in_flight(self) -> int:
        """How many visitors have sent something and wait for the answer."""
        return sum(visitor.sending for visitor in self._visitors)

    def wait_for_flight(self, seconds: float = 3) -> None:
        """Until at least one act is under way, or nothing is left to send."""
        end = time.monotonic() + seconds
        while not self.in_flight() and time.monotonic() < end:
            time.sleep(0.0005)

    def end(self) -> None:
        """Nothing new is sent; what is under way comes to its end."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                if not self.waiting:
                    return
                act = self.waiting.pop()
                visitor = act.visitor.twin()
                self._visitors.append(visitor)
            answer = _sent(act, visitor)
            with self._lock:
                self._note(act, answer)

    def _note(self, act: Act, answer: Answer | None) -> None:
        done = answer is not None and act.acknowledged(answer)
        (self.acknowledged if done else self.failed).append(act)
        if answer is not None and (why := act.refused(answer)):
            self.refused.append(why)


def _sent(act: Act, visitor: Browser) -> Answer | None:
    """The answer; None when the connection broke."""
    try:
        return visitor.post(act.path, act.fields)
    except (OSError, HTTPException):
        return None
    finally:
        visitor.close()


def reports(port: int, dice: random.Random, count: int) -> list[Act]:
    """Reports told up to their last step, by a few residents at once."""
    shares = [len(range(number, count, THREADS)) for number in range(THREADS)]
    seeds = [random.Random(dice.random()) for _share in shares]
    with ThreadPoolExecutor(THREADS) as residents:
        told = residents.map(_told, [port] * THREADS, seeds, shares)
    return [act for acts in told for act in acts]


def _told(port: int, dice: random.Random, count: int) -> list[Act]:
    """Those of one resident; who sends within two seconds is refused as too fast for a person."""
    resident = Browser(port)
    acts = []
    for _number in range(count):
        told = tell(resident, dice)
        proof = "select 1 from reports_report where number = %s"
        ready = time.monotonic() + 2.1
        acts.append(Act(resident, told.path, told.fields, proof, ready=ready))
    resident.close()
    return acts


@dataclass(frozen=True)
class Steps:
    """Those who scale up: one asks, the other decides."""

    house: House
    asker: Browser
    decider: Browser

    def acts(self, count: int) -> Iterator[Act]:
        """`count` fresh cases: for every other one a request, and else a decision on one."""
        for number in range(count):
            case_id, request_id = self._case(asked=bool(number % 2))
            yield self._decision(case_id, request_id) if request_id else self._request(case_id)

    def _request(self, case_id: UUID) -> Act:
        path = f"/werk/casussen/{case_id}/fase/2/"
        told = {"grounds": "Er is meer hulp nodig.", **sent(UP)}
        fields = self._fields(self.asker, path, "grounds") | told
        proof = "select 1 from cases_phaserequest where case_id = %s"
        return Act(self.asker, path, fields, proof, str(case_id), _back(case_id))

    def _decision(self, case_id: UUID, request_id: UUID) -> Act:
        path = f"/werk/casussen/{case_id}/besluit/{request_id}/"
        fields = self._fields(self.decider, path, "granted") | {"granted": "ja", "reason": ""}
        proof = "select 1 from cases_phasedecision where case_id = %s and granted"
        return Act(self.decider, path, fields, proof, str(case_id), _back(case_id))

    def _fields(self, person: Browser, path: str, name: str) -> dict[str, str]:
        """The fields of the form that holds `name`, from its page: each form has its own key."""
        visitor = person.twin()
        try:
            return visitor.get(path).form(name).fields
        finally:
            visitor.close()

    def _case(self, *, asked: bool) -> tuple[UUID, UUID | None]:
        """A case in phase 1 that may go up, written by the keeper; with a request when asked."""
        from django.db import transaction

        with transaction.atomic(using="keeper"):
            return self._written(asked=asked)

    def _written(self, *, asked: bool) -> tuple[UUID, UUID | None]:
        from baken.cases.models import AveModel, Case, CaseContent, Clock, PhaseRequest, Seat

        now, request_id = datetime.now(UTC), uuid4() if asked else None
        model = AveModel.objects.using("keeper").order_by("-version").first()
        case = Case(number=_draw(), model=model, lifecycle="active", phase=1, opened_at=now,
                    purpose="Overlast stoppen (proef)")  # fmt: skip
        due = now + timedelta(days=100)
        holders = {"casusregie": self._asking, "procesregie": self._deciding}
        case.save(using="keeper")
        CaseContent.objects.using("keeper").create(
            case=case, title="Verzonnen casus", reason="Voor een proef.", next_due=due
        )
        Clock.objects.using("keeper").create(case=case, kind="review", started_at=now, due_at=due)
        for role, worker in holders.items():
            Seat.objects.using("keeper").create(
                case=case, role=role, holder_id=worker.user_id, since=now, accepted_at=now,
                organisation_id=worker.organisation_id,
            )  # fmt: skip
            _join(case.id, worker.user_id, worker.organisation_id)
        if request_id:
            PhaseRequest.objects.using("keeper").create(
                id=request_id, case=case, from_phase=1, to_phase=2, grounds=PREPARED,
                requested_by_id=self._asking.user_id, requested_at=now, due_at=due,
            )  # fmt: skip
        return case.id, request_id

    @property
    def _asking(self):  # type: ignore[no-untyped-def]
        return self.house.persona("case_manager")

    @property
    def _deciding(self):  # type: ignore[no-untyped-def]
        return self.house.persona("process_manager")


def _back(case_id: UUID) -> str:
    return f"/werk/casussen/{case_id}/"


def _draw() -> str:
    from baken.core import numbers

    return numbers.draw("C")


def _join(file_id: UUID, user_id: UUID, organisation_id: UUID) -> None:
    from baken.access.models import Membership

    Membership.objects.using("keeper").create(
        file_id=file_id, user_id=user_id, organisation_id=organisation_id,
        valid_from=datetime.now(UTC) - timedelta(days=1),
    )  # fmt: skip


def resend(acts: Sequence[Act]) -> list[str]:
    """Send again what was not acknowledged, as people do. Returns what was not taken then."""
    wrong = []
    for act in acts:
        visitor = act.visitor.twin()
        answer = visitor.post(act.path, act.fields)
        visitor.close()
        if not act.acknowledged(answer):
            why = act.refused(answer) or f"{act.path} gave {answer.status}"
            wrong.append(f"sent again, {why}")
    return wrong
