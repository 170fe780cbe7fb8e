"""Making reports for tests: through the real form, or at once as the resident."""

import re
import time
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from baken.core.acting import acting_as, resident
from baken.reports.actions.intake import Told, Where, receive
from baken.reports.categories import tree
from baken.reports.follow import code_of
from baken.reports.intake.draft import Draft
from baken.reports.models import Report

WESTWIJK = Where(51.905, 4.318, "Verzonnenlaan 12", "BU06220203", "WK062202")
HOLY = Where(None, None, "", "BU06220701", "WK062207")
TEXT = "Elke nacht staan er auto's met draaiende motor onder mijn raam. Ik slaap slecht."


def tell(
    text: str = TEXT, *, code: str = "nuisance.noise", where: Where = WESTWIJK, **more: Any
) -> Report:
    """A report as a resident makes it, committed."""
    subject = tree_of(code)
    told = Told(id=uuid4(), subject=subject, text=text, where=where, **more)
    with acting_as(resident(code_of(told.id))) as acting:
        return receive(acting, told).report


def tree_of(code: str) -> Any:
    """A kind by its code, read under the public's acting."""
    from baken.core.acting import PUBLIC

    with acting_as(PUBLIC):
        subject = tree().get(code)
    assert subject is not None
    return subject


def follow_code(report: Report) -> str:
    return code_of(report.id)


def draft(**values: Any) -> Draft:
    """A draft that has been open for a minute, filled up to the last step."""
    filled = {"subject": "nuisance.noise", "placed": True, "buurt": "BU06220203",
              "wijk": "WK062202", **values}  # fmt: skip
    return Draft(str(uuid4()), time.time() - 60, **filled)


def send(client: Client, sealed: Draft, **fields: Any) -> Any:
    """Post the last step."""
    data = {"staat": sealed.seal(), "text": TEXT, "email": "", "phone": "", "name": "",
            "website": "", **fields}  # fmt: skip
    return client.post("/melden/vertel/", data)


def sealed_in(response: Any) -> str:
    """The hidden field with the state."""
    found = re.search(r'name="staat" value="([^"]+)"', response.content.decode())
    assert found, response.content.decode()[:2000]
    return found[1]


def stored() -> Any:
    """All reports, past the wall."""
    return Report.objects.using("keeper")


def keeper_get(report_id: UUID) -> Report:
    return stored().get(pk=report_id)


class Counted:
    """The statements of a block, without BEGIN, COMMIT, savepoints and set_config."""

    def __init__(self) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self._capture = CaptureQueriesContext(connection)
        self.statements: list[str] = []

    def __enter__(self) -> "Counted":
        self._capture.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self._capture.__exit__(*problem)
        quiet = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
        self.statements = [
            q["sql"] for q in self._capture.captured_queries
            if not q["sql"].startswith(quiet) and "set_config" not in q["sql"]
        ]  # fmt: skip

    def __len__(self) -> int:
        return len(self.statements)


def verbs(report: Report) -> list[str]:
    """What the trail says of this report, in order."""
    from baken.audit.models import Entry

    found = Entry.objects.using("keeper").filter(object_id=report.id).order_by("id")
    return list(found.values_list("verb", flat=True))


def all_verbs() -> list[str]:
    from baken.audit.models import Entry

    return list(Entry.objects.using("keeper").order_by("id").values_list("verb", flat=True))
