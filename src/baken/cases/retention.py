"""Terms of cases, per regime: the whole file goes, from a list that two people stood behind."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Model
from django.utils.timezone import localdate

from baken.access import api as access
from baken.audit.api import record
from baken.cases.clocks.models import Lapse, Notice, Pause
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
    RegimeChange,
    RegimeRequest,
)
from baken.cases.drafts.models import Draft
from baken.cases.drafts.retention import DRAFT
from baken.cases.duty import retention as duty
from baken.cases.glass.models import Glass, GlassReview
from baken.cases.keeping.models import Extension
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
    AgreementOwner,
    Goal,
    GoalScore,
    HouseholdView,
    Plan,
    PlanShare,
    SafetyAgreement,
)
from baken.cases.radar import retention as forget
from baken.cases.radar.models import TransferItem
from baken.cases.regimes import Keeping, keepings
from baken.cases.steps.models import Handover, Jump, Reopening
from baken.cases.triage import retention as triage
from baken.cases.triage.models import KnownCheck, Merge
from baken.cases.versions import retention as versions
from baken.cases.versions.models import ModelFinding, ModelMoveItem
from baken.core.acting import Acting
from baken.documents import api as documents
from baken.messages import api as messages
from baken.people import api as people
from baken.retention.api import Term, held_until, register

_SINCE = {"closed_at": "het sluiten", "opened_at": "het openen, als de casus gesloten is"}
# Children first: nothing may point at what is gone.
PARTS: tuple[type[Model], ...] = (
    Lapse,
    Notice,
    Pause,
    TransferItem,
    ModelFinding,
    ModelMoveItem,
    Extension,
    RegimeChange,
    RegimeRequest,
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
    SafetyAgreement,
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
    access.remove_members(acting, ids)
    Contribution.objects.filter(case_id__in=ids).exclude(correction_of=None).delete()
    Merge.objects.filter(into_id__in=ids).delete()
    parts: tuple[type[Model], ...] = (Draft, KnownCheck, *triage.OF_CASE, *duty.OF_CASE, *PARTS)
    parts = (*meetings.OF_CASE, *parts)
    for part in parts:
        part._default_manager.filter(case_id__in=ids).delete()
    gone: int = Case.objects.filter(id__in=ids).delete()[0]
    record(acting, "case.remove", "case", count=gone)
    return gone


def kept_until(case: Case) -> date:
    """The last day on which it is kept: of its term, in calendar years, or of a hold that lasts
    longer. Of an open case as if it closed today."""
    term = term_of(case.regime)
    last = term.last_day(getattr(case, term.trigger) or localdate())
    return max(last, held_until(case.id) or last)


def term_of(regime: str) -> Term:
    """How long cases of a regime are kept. KeyError for one that is none."""
    return _terms()[regime]


@lru_cache(maxsize=1)
def _terms() -> dict[str, Term]:
    return {one.code: _term(one) for one in keepings()}


def _term(one: Keeping) -> Term:
    return Term(
        model="cases.Case",
        what=f"casus: {one.title}",
        trigger=one.start,
        since=_SINCE[one.start],
        years=one.years,
        selection=one.source,
        purpose="cases",
        remove=remove,
        file="id",
        listed=True,
        label="number",
        only={"regime": one.code, "closed_at__isnull": False, "practice": False},
    )


def register_all() -> None:
    """Called when Django starts."""
    for term in _terms().values():
        register(term)
    duty.register_all()
    register(DRAFT)
    meetings.register_all()
    forget.register_all()
    versions.register_all()
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
