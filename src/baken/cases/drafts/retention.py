"""The term of drafts."""

from baken.cases.drafts.models import Draft
from baken.retention.api import Term, unlisted

DAYS = 14
DRAFT = Term(
    model=Draft._meta.label,
    what="concept van een formulier",
    trigger="saved_at",
    since="het laatste bewaren",
    days=DAYS,
    selection=unlisted("hulpmiddel bij het typen"),
    purpose="cases",
    technical=True,
)
