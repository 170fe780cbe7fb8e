"""Lists of files to destroy: gathered, put forward by one, approved by another, carried out.

Nobody destroys a file alone. Who puts a list forward does not approve it; what is on it does not
change any more; who holds a file back takes it off for good.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import now
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.retention import queries
from baken.retention.models import Hold, OffBecause, Proposal, RemovalItem, RemovalList
from baken.retention.rules import may_decide
from baken.retention.terms import Term, all_terms
from baken.retention.turn import one_at_a_time

# As many as somebody can look through; the rest comes on the next list.
MOST = 200


def waiting() -> QuerySet[RemovalItem]:
    """The items that still go: not gone, not taken off, on a list that runs."""
    return RemovalItem.objects.filter(removed_at=None, off_at=None, list__ended_at=None)


def gather(today: date) -> None:
    """Put what is over its term on the draft; for the nightly run. Without any, no draft."""
    RemovalItem.objects.filter(list__proposal=None).delete()
    found = [item for term in _listed() for item in _items(term, today)][:MOST]
    draft = RemovalList.objects.filter(proposal=None).first()
    if found and draft is None:
        last = RemovalList.objects.aggregate(last=Max("number"))["last"] or 0
        draft = RemovalList.objects.create(number=last + 1, made_at=now())
    if not found:
        RemovalList.objects.filter(proposal=None).delete()
        return
    for item in found:
        item.list = draft  # type: ignore[assignment]
    RemovalItem.objects.bulk_create(found)


def _items(term: Term, today: date) -> list[RemovalItem]:
    running = waiting().filter(object_id=OuterRef("pk"))
    rows = queries.due(term, today).filter(~Exists(running))
    return [
        RemovalItem(
            model=term.model, what=term.what, object_id=key, label=str(label),
            last_day=term.last_day(start),
        )
        for key, label, start in rows.values_list("pk", term.label, term.trigger)[:MOST]
    ]  # fmt: skip


def propose(acting: Acting, list_id: UUID) -> None:
    """Put a draft forward as it is now. Conflict when somebody did."""
    require(acting)
    one_at_a_time()
    found = one(list_id)
    if hasattr(found, "proposal"):
        raise Conflict(_("Deze lijst is al voorgelegd."))
    Proposal.objects.create(
        list=found, proposed_by=_user(acting), proposed_as=acting.capacity, proposed_at=now(),
        fingerprint=fingerprint(found.items.all()),
    )  # fmt: skip
    record(acting, "retention.propose", "list", list_id)


def decide(acting: Acting, list_id: UUID, *, approved: bool, reason: str, fingerprint: str) -> None:
    """Approve or refuse what another put forward. `fingerprint` is of the list that was read."""
    require(acting)
    one_at_a_time()
    proposal = Proposal.objects.filter(list=one(list_id)).first()
    if proposal is None or proposal.decided_at:
        raise Conflict(_("Over deze lijst valt nu niets te besluiten."))
    if proposal.proposed_by == acting.user_id:
        raise Denied(_("Wie een lijst voorlegt, keurt haar niet goed."), known=True)
    if fingerprint != proposal.fingerprint:
        raise Conflict(_("Dit is niet de lijst die is voorgelegd."))
    if not approved and not reason.strip():
        raise ValidationError(_("Schrijf waarom deze lijst niet weg mag."))
    Proposal.objects.filter(pk=proposal.pk).update(
        decided_by=acting.user_id, decided_as=acting.capacity, decided_at=now(),
        approved=approved, reason=reason.strip() or None,
    )  # fmt: skip
    record(acting, "retention.approve" if approved else "retention.refuse", "list", list_id)


def take_off(today: date) -> None:
    """Take off what was held since it was put forward, or is not over its term any more."""
    put_forward = waiting().exclude(list__proposal=None)
    day = TruncDate("list__proposal__proposed_at")
    since = Hold.objects.filter(
        Q(lifted_at=None) | Q(lifted_at__gt=OuterRef("list__proposal__proposed_at")),
        Q(until=None) | Q(until__gte=OuterRef("day")),
        object_id=OuterRef("object_id"),
    )
    _off(put_forward.annotate(day=day).filter(Exists(since)), OffBecause.HOLD)
    for term in _listed():
        mine = put_forward.filter(model=term.model, what=term.what)
        gone = mine.exclude(object_id__in=queries.ended(term, today).values("pk"))
        _off(gone, OffBecause.NOT_DUE)


def _off(items: QuerySet[RemovalItem], why: str) -> None:
    ids = list(items.values_list("pk", flat=True))
    RemovalItem.objects.filter(pk__in=ids).update(off_at=now(), off_because=why)


def approved_for(term: Term) -> list[RemovalList]:
    """The lists of which files of this term may go now. RuntimeError when one was changed."""
    found = RemovalList.objects.filter(
        proposal__approved=True, ended_at=None,
        pk__in=waiting().filter(model=term.model, what=term.what).values("list"),
    ).select_related("proposal").order_by("number")  # fmt: skip
    for each in found:
        if fingerprint(each.items.all()) != each.proposal.fingerprint:
            raise RuntimeError(f"list {each.number} is not the one that was approved")
    return list(found)


def keys_of(approved: RemovalList, term: Term) -> list[UUID]:
    """What may go of this list."""
    items = waiting().filter(list=approved, model=term.model, what=term.what)
    return list(items.values_list("object_id", flat=True))


def went(approved: RemovalList, keys: Iterable[UUID]) -> None:
    """Note what is gone."""
    approved.items.filter(object_id__in=list(keys)).update(removed_at=now())


def finish() -> None:
    """End lists of which nothing waits any more, and those that were refused."""
    running = RemovalList.objects.filter(ended_at=None).exclude(proposal=None)
    rest = RemovalItem.objects.filter(list=OuterRef("pk"), removed_at=None, off_at=None)
    over = running.filter(Q(proposal__approved=False) | ~Exists(rest))
    RemovalList.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(
        ended_at=now()
    )


def fingerprint(items: Iterable[RemovalItem]) -> str:
    """The hash over what is on a list and until when each was kept."""
    return queries.hash_of(f"{i.model} {i.object_id} {i.last_day.isoformat()}" for i in items)


def overview() -> list[RemovalList]:
    """The newest lists, with how many items each has and how many of those still go."""
    return list(_counted()[:100])


def undecided() -> list[RemovalList]:
    """The draft, and what waits for a second person; only with something on it."""
    rest = RemovalItem.objects.filter(list=OuterRef("pk"), removed_at=None, off_at=None)
    return list(_counted().filter(Exists(rest), ended_at=None, proposal__decided_at=None))


def _counted() -> QuerySet[RemovalList]:
    rest = Count("items", filter=Q(items__removed_at=None, items__off_at=None))
    rows = RemovalList.objects.select_related("proposal").order_by("-number")
    return rows.annotate(all=Count("items"), rest=rest)


def one(list_id: UUID) -> RemovalList:
    """One list with its proposal. Denied for one that is not there for this acting."""
    found = RemovalList.objects.select_related("proposal").filter(pk=list_id).first()
    if found is None:
        raise Denied
    return found


def require(acting: Acting) -> None:
    """Denied for who decides on no list."""
    if not may_decide(acting):
        raise Denied(
            _("Over vernietiging besluiten de privacyfunctionaris en de beheerder."), known=True
        )


def _listed() -> list[Term]:
    return [term for term in all_terms() if term.listed]


def _user(acting: Acting) -> UUID:
    if acting.user_id is None:
        raise Denied
    return acting.user_id
