"""Triage for tests, filled by the real actions."""

from baken.cases.triage import actions, known
from baken.people.api import Born
from tests.cases.build import Thread

YES = {"answer": "yes", "evidence": "Zie de brief van de verhuurder."}
NO = {"answer": "no", "evidence": "Dat zei de wijkagent."}
UNKNOWN = {"answer": "unknown", "evidence": ""}
KEYS = ("a", "b", "c", "d", "stagnation", "complexity", "safety")


def fill(thread: Thread, who: str = "process_manager", **given: dict[str, str]) -> None:
    """Answer everything: yes, unless said otherwise."""
    answers = {key: given.get(key, YES) for key in KEYS}
    thread.do(who, actions.save, thread.id, given=answers, acute=False, version=version_of(thread))


def version_of(thread: Thread) -> int:
    from baken.cases.models import Triage

    row = Triage.objects.using("keeper").filter(case_id=thread.id).first()
    return row.version if row else 0


def person(thread: Thread, name: str, born: str, who: str = "process_manager", **more):  # type: ignore[no-untyped-def]
    """Somebody whom the case is about."""
    from baken.cases.actions import add_subject

    return thread.do(
        who, add_subject, thread.id, name=name, role=more.pop("role", "subject"),
        born=Born.read(born), **more,
    )  # fmt: skip


def asks(thread: Thread, who: str, name: str, born: str, why: str = "double"):  # type: ignore[no-untyped-def]
    return thread.do(
        who, known.ask, thread.id, why=why, about="name", name=name, born=Born.read(born)
    )


def asks_at(thread: Thread, who: str, address: str):  # type: ignore[no-untyped-def]
    return thread.do(who, known.ask, thread.id, why="double", about="address", address=address)
