"""Terms: what hangs on a case goes with it; a request has a term of its own."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Model

from baken.audit.api import record
from baken.cases.clocks.models import Notice
from baken.cases.duty.models import (
    DataItem,
    DataPart,
    DataRequest,
    DataSubject,
    DataText,
    InformationDuty,
    Minor,
    Postponement,
    Shield,
)
from baken.core.acting import Acting
from baken.retention.api import Term, register, unlisted

# Children first. Those of a request are removed with the case they tell of, or with the request.
OF_REQUEST: tuple[type[Model], ...] = (DataText, DataItem, DataPart)
OF_CASE: tuple[type[Model], ...] = (*OF_REQUEST, Postponement, InformationDuty, Minor, Shield)
ALL_OF_REQUEST: tuple[type[Model], ...] = (*OF_REQUEST, DataSubject)
YEARS = 5


def remove(acting: Acting, ids: Sequence[UUID]) -> int:
    """Remove these requests with who asked and what was given. For the retention run only."""
    for part in ALL_OF_REQUEST:
        part._default_manager.filter(request_id__in=ids).delete()
    Notice.objects.filter(about__in=ids).delete()
    gone: int = DataRequest.objects.filter(id__in=ids).delete()[0]
    record(acting, "data_request.remove", "data_request", count=gone)
    return gone


def register_all() -> None:
    """Called with the terms of cases."""
    for part in OF_CASE[len(OF_REQUEST) :]:
        _follows(part, "cases.Case", "cases")
    for part in ALL_OF_REQUEST:
        _follows(part, "cases.DataRequest", "privacy")
    register(
        Term(
            model="cases.DataRequest",
            what="verzoek van iemand over eigen gegevens",
            trigger="decided_at",
            since="het besluit",
            years=YEARS,
            selection=unlisted("verzoeken op grond van de AVG staan er niet als eigen proces in"),
            purpose="privacy",
            remove=remove,
        )
    )


def _follows(part: type[Model], model: str, purpose: str) -> None:
    name = part._meta.model_name
    what = f"deel van een {'casus' if purpose == 'cases' else 'verzoek'} ({name})"
    register(Term(model=part._meta.label, what=what, follows=model, purpose=purpose))
