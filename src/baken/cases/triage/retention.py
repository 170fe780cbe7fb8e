"""Terms of triage: with the case; who asked whether someone is known elsewhere, a year."""

from baken.cases.triage.models import KnownCheck, KnownReview, Merge, Signal, Triage
from baken.retention.api import Term, register, unlisted

OF_CASE = (Merge, Signal, Triage)
_OWN = unlisted("verantwoording van het gebruik van Baken staat er niet als eigen proces in")


def register_all() -> None:
    """Called when Django starts."""
    for part in OF_CASE:
        register(
            Term(
                model=part._meta.label,
                what=f"deel van een casus ({part._meta.model_name})",
                follows="cases.Case",
                purpose="cases",
            )
        )
    for model, what, trigger, since in (
        (KnownCheck, "wie vroeg of iemand elders bekend is", "asked_at", "de vraag"),
        (KnownReview, "oordeel over die vragen", "reviewed_at", "het oordeel"),
    ):
        register(
            Term(
                model=model._meta.label,
                what=what,
                trigger=trigger,
                since=since,
                years=1,
                selection=_OWN,
                purpose="privacy",
            )
        )
