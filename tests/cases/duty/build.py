"""People on a case for tests: all invented."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from baken.cases import actions as case_actions
from baken.cases.duty import actions
from baken.cases.duty.actions import Obtained
from baken.cases.duty.codes import Origin
from tests.cases.build import Thread

NAME = "Bo Verzonnenstra"
ADDRESS = "Proefkade 12\n1234 AB Voorbeeldstad"


def today():  # type: ignore[no-untyped-def]
    return timezone.localdate()


def obtained(origin: str = Origin.OTHER, days: int = 3) -> Obtained:
    return Obtained(origin, today() - timedelta(days=days))


def put_on(thread: Thread, who: str = "process_manager", name: str = NAME, **more) -> UUID:  # type: ignore[no-untyped-def]
    values = {"role": "subject", "address": ADDRESS} | more
    return thread.do(who, case_actions.add_subject, thread.id, name=name, **values)


def tell(thread: Thread, person: UUID, who: str = "process_manager", **more) -> None:  # type: ignore[no-untyped-def]
    values = {"informed_on": today(), "manner": "talk"} | more
    thread.do(who, actions.inform, thread.id, person, obtained(), **values)


def put_off(
    thread: Thread, person: UUID, who: str = "case_manager", days: int = 14, **more
) -> UUID:  # type: ignore[no-untyped-def]
    values = {"ground": "investigation", "reason": "Anders verdwijnt het bewijs."} | more
    return thread.do(
        who, actions.postpone, thread.id, person, obtained(),
        recheck_on=today() + timedelta(days=days), **values,
    )  # fmt: skip
