"""What organisations bring in, and to whom they release it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open, once
from baken.cases.codes import Nature
from baken.cases.models import Case, Contribution, Participation, Release
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version


def parties(acting: Acting, case: Case) -> list[access.Party]:
    """To whom the acting's organisation may release: who takes part, and the municipality."""
    taking_part = set(
        Participation.objects.filter(case=case, valid_until=None).values_list(
            "organisation_id", flat=True
        )
    )
    return [
        party
        for party in access.organisations(acting)
        if (party.id in taking_part or party.kind == access.OrganisationKind.MUNICIPALITY)
        and party.id != acting.organisation_id
    ]


def add_contribution(
    acting: Acting,
    case_id: UUID,
    *,
    nature: str,
    text: str,
    about_date: date | None = None,
    release_to: Iterable[UUID] = (),
    may_pass_on: bool = False,
    key: UUID | None = None,
) -> UUID:
    """Bring in a fact or an opinion; each release is its own trace. Sent twice is done once."""
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if nature not in Nature.values:
        raise ValidationError(_("Kies of dit een feit of een mening is."))
    wanted = _checked(acting, case, release_to)
    row = _row(acting, case, nature=nature, text=text, about_date=about_date, key=key)
    made, new = once(row, lambda earlier: earlier.author_id == acting.user_id)
    if new:
        record(acting, "case.contribute", "contribution", made.id)
        _release(acting, made, wanted, may_pass_on=may_pass_on)
    return made.id


def correct(
    acting: Acting,
    contribution_id: UUID,
    *,
    nature: str,
    text: str,
    about_date: date | None = None,
) -> UUID:
    """Put a correction beside a contribution of one's own organisation, released to the same.

    Conflict with both texts when a colleague corrected it first.
    """
    original = _ours(acting, contribution_id)
    case = fetch_open(original.case_id)
    row = _row(acting, case, nature=nature, text=text, about_date=about_date, key=None)
    row.correction_of = original
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        theirs = Contribution.objects.get(correction_of=original)
        raise Conflict(
            _("Een collega verbeterde deze inbreng net"),
            versions=[Version(_("Inbreng"), text, theirs.text)],
        ) from None
    record(acting, "case.correct", "contribution", row.id)
    for release in original.releases.filter(withdrawn_at=None):
        _release(acting, row, {release.organisation_id}, may_pass_on=release.may_pass_on)
    return row.id


def set_releases(
    acting: Acting, contribution_id: UUID, organisations: Iterable[UUID], *, may_pass_on: bool
) -> None:
    """Release to these, and withdraw from whoever is not among them. What was read, was read."""
    contribution = _ours(acting, contribution_id)
    case = fetch_open(contribution.case_id)
    wanted = _checked(acting, case, organisations)
    now = {
        release.organisation_id: release
        for release in contribution.releases.filter(withdrawn_at=None)
    }
    for organisation_id in sorted(set(now) - wanted):
        _withdraw(acting, now[organisation_id])
    changed = {o for o, r in now.items() if o in wanted and r.may_pass_on != may_pass_on}
    for organisation_id in sorted(changed):
        _withdraw(acting, now[organisation_id])
    _release(acting, contribution, (wanted - set(now)) | changed, may_pass_on=may_pass_on)


def _row(
    acting: Acting, case: Case, *, nature: str, text: str, about_date: date | None, key: UUID | None
) -> Contribution:
    if about_date and about_date > timezone.localdate():
        raise ValidationError(_("Deze datum moet nog komen. Vul in wanneer het was."))
    return Contribution(
        id=key or uuid4(), case=case, organisation_id=rules.organisation_of(acting),
        author_id=rules.user_of(acting), nature=nature, text=text, about_date=about_date,
        created_at=timezone.now(),
    )  # fmt: skip


def _checked(acting: Acting, case: Case, organisations: Iterable[UUID]) -> set[UUID]:
    wanted = set(organisations)
    if wanted - {party.id for party in parties(acting, case)}:
        raise ValidationError(_("Kies organisaties die meedoen aan deze casus."))
    return wanted


def _release(
    acting: Acting, contribution: Contribution, organisations: Iterable[UUID], *, may_pass_on: bool
) -> None:
    for organisation_id in sorted(organisations):
        Release.objects.create(
            contribution=contribution, case_id=contribution.case_id,
            owner_id=contribution.organisation_id, organisation_id=organisation_id,
            may_pass_on=may_pass_on, released_by_id=rules.user_of(acting),
            released_at=timezone.now(),
        )  # fmt: skip
        record(acting, "case.release", "contribution", contribution.id)


def _withdraw(acting: Acting, release: Release) -> None:
    Release.objects.filter(pk=release.id).update(withdrawn_at=timezone.now())
    record(acting, "case.withdraw", "contribution", release.contribution_id)


def _ours(acting: Acting, contribution_id: UUID) -> Contribution:
    """A contribution of the acting's own organisation; others' are not found for changing."""
    found = Contribution.objects.filter(
        pk=contribution_id, organisation_id=rules.organisation_of(acting)
    ).first()
    if found is None:
        raise Denied
    return found
