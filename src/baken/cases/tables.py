"""The tables of each folder of cases, so that Django finds them: `models` takes them all."""

from baken.cases.breaches.models import Breach
from baken.cases.clocks.models import Lapse, Notice, Pause
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
    RegimeChange,
    RegimeRequest,
    RegimeVersion,
)
from baken.cases.drafts.models import Draft
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
from baken.cases.glass.models import Glass, GlassReview
from baken.cases.keeping.models import Extension
from baken.cases.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingRelease,
    MeetingSummary,
    MinutesLine,
    Objection,
)
from baken.cases.plan.models import (
    AgreementOwner,
    DomainList,
    Goal,
    GoalScore,
    HouseholdView,
    Plan,
    PlanShare,
    SafetyAgreement,
)
from baken.cases.practice.models import Practice
from baken.cases.radar.models import Transfer, TransferItem, Visit
from baken.cases.steps.models import Handover, Jump, Reopening
from baken.cases.triage.models import KnownCheck, KnownReview, Merge, Signal, Triage
from baken.cases.versions.models import (
    AveModel,
    ModelDraft,
    ModelFinding,
    ModelMove,
    ModelMoveItem,
    ModelTrial,
)

__all__ = [
    "AgendaItem",
    "AgreementOwner",
    "Attendee",
    "AveModel",
    "Breach",
    "DataItem",
    "DataPart",
    "DataRequest",
    "DataSubject",
    "DataText",
    "Disclosed",
    "Disclosure",
    "DisclosureAdvice",
    "DisclosureDecision",
    "DisclosureItem",
    "DomainList",
    "Draft",
    "Extension",
    "Glass",
    "GlassReview",
    "Goal",
    "GoalScore",
    "Handover",
    "HouseholdView",
    "InformationDuty",
    "Jump",
    "KnownCheck",
    "KnownReview",
    "Lapse",
    "Meeting",
    "MeetingRelease",
    "MeetingSummary",
    "Merge",
    "Minor",
    "MinutesLine",
    "ModelDraft",
    "ModelFinding",
    "ModelMove",
    "ModelMoveItem",
    "ModelTrial",
    "Notice",
    "Objection",
    "Pause",
    "Plan",
    "PlanShare",
    "Postponement",
    "Practice",
    "RegimeChange",
    "RegimeRequest",
    "RegimeVersion",
    "Reopening",
    "SafetyAgreement",
    "Shield",
    "Signal",
    "Transfer",
    "TransferItem",
    "Triage",
    "Visit",
]
