"""Terms of cases: the whole file goes, five years after closing."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Model

from baken.audit.api import record
from baken.cases.clocks.models import Lapse, Notice, Pause
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
)
from baken.cases.drafts.models import Draft
from baken.cases.drafts.retention import DRAFT
from baken.cases.duty import retention as duty
from baken.cases.glass.models import Glass, GlassReview
from baken.cases.meetings import retention as meetings
from baken.cases.models import (
    Action,
    Case,
    CaseContent,
    Clock,
    Closing,
    Contribution,
    Evaluation,
    Participation,
    PhaseDecision,
    PhaseRequest,
    Release,
    Seat,
)
from baken.cases.plan.models import (
    Agreement,
    AgreementOwner,
    Goal,
    GoalScore,
    HouseholdView,
    Plan,
    PlanShare,
)
from baken.cases.radar import retention as forget
from baken.cases.radar.models import TransferItem
from baken.cases.steps.models import Handover, Jump, Reopening
from baken.cases.triage import retention as triage
from baken.cases.triage.models import KnownCheck, Merge
from baken.core.acting import Acting
from baken.documents import api as documents
from baken.messages import api as messages
from baken.people import api as people
from baken.retention.api import Term, register, unlisted

YEARS = 5
# Children first: nothing may point at what is gone.
PARTS: tuple[type[Model], ...] = (
    Lapse,
    Notice,
    Pause,
    TransferItem,
    GlassReview,
    Glass,
    Disclosed,
    DisclosureDecision,
    DisclosureAdvice,
    DisclosureItem,
    Disclosure,
    Release,
    Contribution,
    GoalScore,
    PlanShare,
    AgreementOwner,
    Action,
    Agreement,
    Goal,
    HouseholdView,
    Plan,
    Evaluation,
    Jump,
    Handover,
    Reopening,
    PhaseDecision,
    PhaseRequest,
    Closing,
    Clock,
    Seat,
    Participation,
    CaseContent,
)


def remove(acting: Acting, ids: Sequence[UUID]) -> int:
    """Remove these cases with all that hangs on them. For the retention run only."""
    people.remove(acting, ids)
    documents.remove(acting, ids)
    messages.remove(acting, ids)
    Contribution.objects.filter(case_id__in=ids).exclude(correction_of=None).delete()
    Merge.objects.filter(into_id__in=ids).delete()
    parts: tuple[type[Model], ...] = (Draft, KnownCheck, *triage.OF_CASE, *duty.OF_CASE, *PARTS)
    parts = (*meetings.OF_CASE, *parts)
    for part in parts:
        part._default_manager.filter(case_id__in=ids).delete()
    gone: int = Case.objects.filter(id__in=ids).delete()[0]
    record(acting, "case.remove", "case", count=gone)
    return gone


def kept_until(closed_at: datetime) -> date:
    """The last day of the term, in calendar years."""
    return CASE.last_day(closed_at)


CASE = Term(
    model="cases.Case",
    what="casus",
    trigger="closed_at",
    since="het sluiten",
    years=YEARS,
    selection=unlisted("samenwerking rond complexe casussen staat er niet als eigen proces in"),
    purpose="cases",
    remove=remove,
    file="id",
)


def register_all() -> None:
    """Called when Django starts."""
    register(CASE)
    duty.register_all()
    register(DRAFT)
    meetings.register_all()
    forget.register_all()
    for part in PARTS:
        register(
            Term(
                model=part._meta.label,
                what=f"deel van een casus ({part._meta.model_name})",
                follows="cases.Case",
                purpose="cases",
            )
        )
    register(
        Term(
            model="cases.DomainList",
            what="versie van de leefgebieden",
            kept="laat zien naar welke leefgebieden een plan keek; geen persoonsgegevens",
            purpose="cases",
        )
    )
    register(
        Term(
            model="cases.AveModel",
            what="versie van het AVE-model",
            kept="laat zien volgens welk model een casus liep; geen persoonsgegevens",
            purpose="cases",
        )
    )
    register(
        Term(
            model="cases.RegimeVersion",
            what="versie van een regime",
            kept="laat zien onder welk recht een casus liep; geen persoonsgegevens",
            purpose="cases",
        )
    )
