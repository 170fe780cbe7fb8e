"""How long subscriptions are kept, and who takes them away."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.messages import api as messages
from baken.programme.news.models import Subscription
from baken.retention.api import Term, register, unlisted


def remove_subscriptions(acting: Acting, ids: Sequence[UUID]) -> int:
    """Erase subscriptions with the mails that were sent. For the nightly run only."""
    messages.remove(acting, ids)
    return Subscription.objects.filter(id__in=ids).delete()[0]


def register_all() -> None:
    """Called when Django starts."""
    register(
        Term(
            model="programme.Subscription",
            what="abonnement op nieuws per mail",
            trigger="over_at",
            since="het afmelden, of het vragen zonder te bevestigen",
            days=7,
            selection=unlisted("toestemming, tot die wordt ingetrokken (AVG art. 7 lid 3)"),
            purpose="programme",
            remove=remove_subscriptions,
        )
    )
    public = "Alleen wanneer iets openbaars verscheen; er staat niemand in."
    register(Term(model="programme.Notice", what="wat al gemeld is", current=public))
