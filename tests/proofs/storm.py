"""Acts that are sent at once by several visitors, while something is killed under them."""

import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from bench.browser import Answer, Browser
from bench.telling import tell

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
    fields: dict[str, Any]
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

    def settle(self) -> None:
        """What was acknowledged is known already."""

    def again(self) -> list[str]:
        """Send again what was not acknowledged, as people do. Returns what was not taken then."""
        wrong = []
        for act in self.failed:
            visitor = act.visitor.twin()
            answer = visitor.post(act.path, act.fields)
            visitor.close()
            if not act.acknowledged(answer):
                why = act.refused(answer) or f"{act.path} gave {answer.status}"
                wrong.append(f"sent again, {why}")
        return wrong

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
