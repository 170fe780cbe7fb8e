"""Terms: who wrote and decided stays with the model; a dry run goes after a year."""

from collections.abc import Sequence
from uuid import UUID

from baken.audit.api import record
from baken.cases.versions.models import ModelFinding, ModelTrial
from baken.core.acting import Acting
from baken.retention.api import Term, register, unlisted

YEARS = 1


def forget_trials(acting: Acting, ids: Sequence[UUID]) -> int:
    """For the retention run only."""
    ModelFinding.objects.filter(trial_id__in=ids).delete()
    gone: int = ModelTrial.objects.filter(id__in=ids).delete()[0]
    record(acting, "case.forget_trials", "model", count=gone)
    return gone


def register_all() -> None:
    """Called with the terms of cases."""
    register(Term(
        model="cases.ModelTrial", what="proef van een AVE-model", trigger="asked_at",
        since="de proef", years=YEARS, purpose="cases", remove=forget_trials,
        selection=unlisted("hulpgegeven bij het schrijven van een model"),
    ))  # fmt: skip
    register(Term(
        model="cases.ModelDraft", what="concept van een AVE-model", purpose="cases",
        kept="laat zien wie een versie schreef en vaststelde; geen gegevens van inwoners",
    ))  # fmt: skip
    register(Term(
        model="cases.ModelMove", what="besluit dat casussen van versie wisselen", purpose="cases",
        kept="laat zien waarom een casus op een andere versie loopt; geen gegevens van inwoners",
    ))  # fmt: skip
