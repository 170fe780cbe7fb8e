"""The tables of each folder of cases, so that Django finds them: `models` takes them all."""

from baken.cases.clocks.models import Lapse, Notice, Pause
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
    RegimeChange,
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
