"""How long reactions and addresses are kept, and who takes them away."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.messages import api as messages
from baken.programme.voices.models import Reaction, ReactionContact
from baken.retention.api import Term, register, unlisted


def remove_reactions(acting: Acting, ids: Sequence[UUID]) -> int:
    """Erase reactions with the address and the mails about them. For the nightly run only."""
    messages.remove(acting, ids)
    ReactionContact.objects.filter(reaction_id__in=ids).delete()
    return Reaction.objects.filter(id__in=ids).delete()[0]


def remove_addresses(acting: Acting, ids: Sequence[UUID]) -> int:
    """Erase addresses, and the mails that were sent there. For the nightly run only."""
    rows = ReactionContact.objects.filter(id__in=ids)
    messages.remove(acting, list(rows.values_list("reaction_id", flat=True)))
    return rows.delete()[0]


def register_all() -> None:
    """Called when Django starts."""
    register(
        Term(
            model="programme.Reaction",
            what="reactie op een raadsstuk",
            trigger="over_at",
            since="de afwijzing of de intrekking, of vier jaar na het versturen",
            months=3,
            selection=unlisted("mening van een inwoner; wat de raad besloot, staat in het stuk"),
            purpose="programme",
            remove=remove_reactions,
        )
    )
    register(
        Term(
            model="programme.ReactionContact",
            what="adres van wie bericht wil over een reactie",
            trigger="made_at",
            since="het versturen",
            months=6,
            selection=unlisted("eigen keuze, korter dan de reactie (AVG art. 5 lid 1 sub e)"),
            purpose="programme",
            remove=remove_addresses,
        )
    )
