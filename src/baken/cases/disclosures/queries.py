"""What pages show of disclosures: requests, what may be asked for, what is missing, receipts."""

from uuid import UUID

from django.utils.translation import gettext as _

from baken.access import api as access
from baken.cases import rules
from baken.cases.codes import Role
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
)
from baken.cases.duty.rules import may_release
from baken.cases.models import Case, Contribution, Release, Seat
from baken.cases.regimes import rules_for
from baken.core.acting import Acting
from baken.core.errors import Missing


def passable(acting: Acting, case: Case) -> list[Contribution]:
    """What this acting's organisation may pass on: its own, and what it got with leave to."""
    told = Contribution.objects.filter(case=case).order_by("created_at", "id")
    given = Release.objects.filter(
        case=case,
        organisation_id=rules.organisation_of(acting),
        withdrawn_at=None,
        may_pass_on=True,
    )
    passed = set(given.values_list("contribution_id", flat=True))
    return [
        row for row in told if row.organisation_id == acting.organisation_id or row.id in passed
    ]


def outsiders(acting: Acting, case: Case) -> list[access.Colleague]:
    """People of organisations that do not take part, and who work on cases."""
    inside = set(case.participations.live().values_list("organisation_id", flat=True))
    people = access.colleagues(acting, purpose="cases", capacity=access.Capacity.PARTNER)
    return [p for p in people if p.organisation_id not in inside | {acting.organisation_id}]


def items_of(found: Disclosure) -> list[DisclosureItem]:
    """The items with their contributions, as far as this acting may read them."""
    rows = DisclosureItem.objects.filter(disclosure=found).select_related("contribution")
    return list(rows.order_by("id"))


def gaps(acting: Acting, found: Disclosure, case: Case, *, granted: bool) -> list[Missing]:
    """What stands in the way of deciding: mandate, another's request, advice, sight, leave."""
    regime = rules_for(case.regime)
    seats = Seat.objects.filter(case=case, holder_id=acting.user_id, ended_at=None)
    held = set(seats.exclude(accepted_at=None).values_list("role", flat=True))
    missing = []
    if not held & set(regime.decides):
        roles = ", ".join(str(Role(role).label).lower() for role in regime.decides)
        missing.append(
            Missing(_("U heeft geen mandaat"), _("Besluiten mag wie houdt: %s.") % roles)
        )
    if found.requested_by_id == acting.user_id:
        missing.append(Missing(_("U vroeg dit zelf"), _("Een ander met mandaat besluit.")))
    return [*missing, *(_gaps_to_grant(found, regime.advice_for) if granted else [])]


def _gaps_to_grant(found: Disclosure, advice_for: frozenset[str]) -> list[Missing]:
    named = DisclosureItem.objects.filter(disclosure=found)
    untold = may_release(found.case_id)
    asked = {item.category for item in named}
    advised = DisclosureAdvice.objects.filter(disclosure=found).exists()
    missing = []
    if asked & advice_for and not advised:
        missing.append(Missing(_("Het advies van de privacyfunctionaris ontbreekt"),
                               _("Zij ziet deze vraag in haar werklijst.")))  # fmt: skip
    if len(items_of(found)) < named.count():
        missing.append(Missing(_("U ziet niet alles wat wordt gevraagd"),
                               _("Wat u niet mag lezen, kunt u niet verstrekken.")))  # fmt: skip
    return [*missing, *untold]


def receipt_of(disclosure_id: UUID) -> tuple[DisclosureDecision, list[Disclosed]] | None:
    """The decision and what was handed over; None when it is not for this acting."""
    decision = DisclosureDecision.objects.select_related("disclosure").filter(
        disclosure_id=disclosure_id, granted=True
    ).first()  # fmt: skip
    if decision is None:
        return None
    return decision, list(Disclosed.objects.filter(disclosure_id=disclosure_id).order_by("id"))


def count_open(case_id: UUID) -> int:
    """How many of this case's were asked and not decided. One query."""
    return Disclosure.objects.filter(case_id=case_id, decision=None).count()


def open_requests(*, advised: bool = True) -> list[Disclosure]:
    """Requests that nobody decided on, as far as this acting sees them; or without advice yet."""
    rows = Disclosure.objects.filter(decision=None)
    rows = rows if advised else rows.filter(advice=None)
    return list(rows.order_by("due_at"))
