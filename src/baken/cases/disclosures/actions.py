"""Asking for a disclosure, advising, and deciding. It takes effect when it is granted."""

import json
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import by, fetch, fetch_open, once, rules_of
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
)
from baken.cases.disclosures.queries import gaps, items_of, passable
from baken.cases.models import Case, Contribution, Seat
from baken.cases.regimes import rules_for
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied

DECIDE = gettext_lazy("Er wacht een verstrekking op uw besluit in casus %s.")
RECEIVED = gettext_lazy("Er is iets aan u verstrekt. Het gaat om verstrekking %s.")


def ask(
    acting: Acting,
    case_id: UUID,
    *,
    receiver: access.Colleague | None = None,
    to_case: str = "",
    items: Iterable[UUID],
    ground: str,
    article: str,
    reason: str,
    key: UUID | None = None,
    site: str = "",
) -> UUID:
    """Ask to hand these contributions to one person, or to the own organisation in another case.

    Raises ValidationError for what may not be passed on. Sent twice is asked once.
    """
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    wanted = [row for row in passable(acting, case) if row.id in set(items)]
    if not wanted or len(wanted) != len(set(items)):
        raise ValidationError(_("Kies wat u wilt verstrekken: uw eigen inbreng, of inbreng die u"
                                " mag doorgeven."))  # fmt: skip
    there = _other_case(case, to_case) if to_case else None
    if (receiver is None) == (there is None):
        raise ValidationError(_("Kies aan wie: één persoon, of één andere casus."))
    row = Disclosure(
        id=key or uuid4(), case=case, organisation_id=rules.organisation_of(acting),
        requested_by_id=rules.user_of(acting), requested_at=timezone.now(),
        due_at=by(rules_of(case).clocks["decision"]), ground=ground, article=article,
        to_organisation_id=receiver.organisation_id if receiver else rules.organisation_of(acting),
        receiver_id=receiver.user_id if receiver else None,
        to_case_id=there.id if there else None, reason=reason,
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.requested_by_id == acting.user_id)
    if new:
        DisclosureItem.objects.bulk_create(
            DisclosureItem(disclosure=made, case=case, contribution=one, category=one.category)
            for one in wanted
        )
        record(acting, "case.ask_disclosure", "disclosure", made.id, ground=ground)
        _tell_deciders(acting, case, site)
    return made.id


def _other_case(case: Case, number: str) -> Case:
    """The other case, which the acting must be on too: else it is not there."""
    found = Case.objects.filter(number=numbers.tidy(number, "C")).exclude(pk=case.id).first()
    if found is None or not fetch(found.id).open:
        raise ValidationError(_("Deze casus is er niet, of u doet er niet aan mee."))
    return found


def _tell_deciders(acting: Acting, case: Case, site: str) -> None:
    roles = rules_for(case.regime).decides
    seats = Seat.objects.filter(case=case, role__in=roles, ended_at=None).exclude(accepted_at=None)
    for user_id in sorted({seat.holder_id for seat in seats if seat.holder_id}):
        mails.ask(acting, case, user_id, DECIDE, site=site)


def advise(acting: Acting, disclosure_id: UUID, *, positive: bool, text: str) -> None:
    """The privacy officer advises, once, before it is decided."""
    rules.require(acting.purpose == "privacy")
    found = fetch_request(disclosure_id)
    if DisclosureDecision.objects.filter(disclosure=found).exists():
        raise Conflict(_("Over deze verstrekking is al besloten."))
    if DisclosureAdvice.objects.filter(disclosure=found).exists():
        raise Conflict(_("Er is al een advies over deze verstrekking."))
    DisclosureAdvice.objects.create(
        disclosure=found, case_id=found.case_id, positive=positive, text=text,
        given_by_id=rules.user_of(acting), given_at=timezone.now(),
    )  # fmt: skip
    record(acting, "case.advise_disclosure", "disclosure", found.id)


def decide(
    acting: Acting, disclosure_id: UUID, *, granted: bool, reason: str, site: str = ""
) -> None:
    """Say yes or no. A yes hands the words over as they are now, with a number and a hash.

    Conflict with what is missing. The same decider who sends twice decides once.
    """
    found = fetch_request(disclosure_id)
    case = fetch_open(found.case_id)
    earlier = DisclosureDecision.objects.filter(disclosure=found).first()
    if earlier:
        if earlier.decided_by_id == acting.user_id and earlier.granted == granted:
            return
        raise Conflict(_("Over deze verstrekking is al besloten."))
    if missing := gaps(acting, found, case, granted=granted):
        raise Conflict(_("Besluiten kan nog niet"), missing=missing)
    rows = [item.contribution for item in items_of(found)]
    made = DisclosureDecision(
        disclosure=found, case=case, granted=granted, sha256=hash_of(rows) if granted else "",
        reason=reason, requested_by_id=found.requested_by_id, decided_by_id=rules.user_of(acting),
        decided_at=timezone.now(),
    )  # fmt: skip
    numbers.insert(made, "V")
    if granted:
        _hand_over(found)
    record(
        acting, "case.grant_disclosure" if granted else "case.refuse_disclosure", "disclosure",
        found.id, ground=found.ground,
    )  # fmt: skip
    if granted and found.receiver_id:
        _tell_receiver(acting, found, made, site)


def _hand_over(found: Disclosure) -> None:
    for item in items_of(found):
        said = item.contribution
        Disclosed.objects.create(
            item=item, disclosure=found, case_id=found.case_id, contribution=said,
            owner_id=said.organisation_id, nature=said.nature, category=said.category,
            source=said.source, about_date=said.about_date, text=said.text,
            document_id=said.document_id,
        )  # fmt: skip


def _tell_receiver(acting: Acting, found: Disclosure, made: DisclosureDecision, site: str) -> None:
    if found.receiver_id:
        mails.note(acting, found.case_id, found.receiver_id, RECEIVED, made.number, site=site,
                   view="cases:receipt", key=found.id)  # fmt: skip


def hash_of(rows: Iterable[Contribution | Disclosed]) -> str:
    """SHA-256 over what is handed over, in a form that anyone with the words can repeat.

    JSON, UTF-8, keys sorted, no spaces; items sorted by their own text.
    """
    items = [
        {"nature": row.nature, "category": row.category, "source": row.source,
         "about": row.about_date.isoformat() if row.about_date else "", "text": row.text,
         "document": str(row.document_id or "")}
        for row in rows
    ]  # fmt: skip
    lines = sorted(json.dumps(i, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
                   for i in items)  # fmt: skip
    return sha256("\n".join(lines).encode()).hexdigest()


def fetch_request(disclosure_id: UUID) -> Disclosure:
    """A request that this acting may see. Denied for hidden and absent alike."""
    found = Disclosure.objects.filter(pk=disclosure_id).first()
    if found is None:
        raise Denied
    return found
