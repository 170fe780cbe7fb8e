"""What organisations bring in, and to whom they release it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open, once
from baken.cases.codes import Nature
from baken.cases.duty.rules import require_release
from baken.cases.models import Case, Contribution, Participation, Release
from baken.cases.regimes import register, rules_for
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version

SAID = (Nature.FACT, Nature.OPINION)


def parties(acting: Acting, case: Case) -> list[access.Party]:
    """To whom the acting's organisation may release: who takes part, and the municipality."""
    rows = Participation.objects.live().filter(case=case)
    taking_part = set(rows.values_list("organisation_id", flat=True))
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
    category: str = "feit",
    source: str = "",
    release_to: Iterable[UUID] = (),
    may_pass_on: bool = False,
    key: UUID | None = None,
) -> UUID:
    """Bring in a fact or an opinion; each release is its own trace. Sent twice is done once."""
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if nature not in SAID:
        raise ValidationError(_("Kies of dit een feit of een mening is."))
    wanted = checked(acting, case, release_to, category)
    row = new_row(
        acting, case, nature=nature, text=text, about_date=about_date, category=category,
        source=source, key=key,
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.author_id == acting.user_id)
    if new:
        record(acting, "case.contribute", "contribution", made.id)
        release(acting, made, wanted, may_pass_on=may_pass_on)
    return made.id


def correct(
    acting: Acting,
    contribution_id: UUID,
    *,
    text: str,
    nature: str = "",
    about_date: date | None = None,
    source: str = "",
) -> UUID:
    """Put a correction beside a contribution of one's own organisation, released to the same.

    Of a document only the words change: the file stays. Conflict with both texts when a
    colleague corrected it first.
    """
    original = ours(acting, contribution_id)
    case = fetch_open(original.case_id)
    nature = original.nature if original.document_id else nature
    row = new_row(
        acting, case, nature=nature, text=text, about_date=about_date,
        category=original.category, source=source or original.source,
    )  # fmt: skip
    row.correction_of, row.document_id = original, original.document_id
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
    able = {party.id for party in covered(acting, case, row.category)}
    for given in original.releases.filter(withdrawn_at=None, organisation_id__in=able):
        release(acting, row, {given.organisation_id}, may_pass_on=given.may_pass_on)
    return row.id


def set_releases(
    acting: Acting, contribution_id: UUID, organisations: Iterable[UUID], *, may_pass_on: bool
) -> None:
    """Release to these, and withdraw from whoever is not among them. What was read, was read."""
    contribution = ours(acting, contribution_id)
    case = fetch_open(contribution.case_id)
    wanted = checked(acting, case, organisations, contribution.category)
    given = contribution.releases.filter(withdrawn_at=None)
    now = {release.organisation_id: release for release in given}
    for organisation_id in sorted(set(now) - wanted):
        _withdraw(acting, now[organisation_id])
    changed = {o for o, r in now.items() if o in wanted and r.may_pass_on != may_pass_on}
    for organisation_id in sorted(changed):
        _withdraw(acting, now[organisation_id])
    release(acting, contribution, (wanted - set(now)) | changed, may_pass_on=may_pass_on)


def new_row(
    acting: Acting,
    case: Case,
    *,
    nature: str,
    text: str,
    about_date: date | None = None,
    category: str = "feit",
    source: str = "",
    key: UUID | None = None,
) -> Contribution:
    """A contribution of the acting's own organisation, not yet stored."""
    if category not in rules_for(case.regime).categories:
        raise ValidationError(_("Deze soort gegevens hoort niet in een casus van dit regime."))
    if about_date and about_date > timezone.localdate():
        raise ValidationError(_("Deze datum moet nog komen. Vul in wanneer het was."))
    return Contribution(
        id=key or uuid4(), case=case, organisation_id=rules.organisation_of(acting),
        author_id=rules.user_of(acting), nature=nature, category=category, source=source, text=text,
        about_date=about_date, created_at=timezone.now(),
    )  # fmt: skip


def covered(acting: Acting, case: Case, category: str) -> list[access.Party]:
    """The parties whose participation covers this category; the municipality's always does."""
    rows = Participation.objects.live().filter(case=case, categories__contains=category)
    able = set(rows.values_list("organisation_id", flat=True))
    home = access.OrganisationKind.MUNICIPALITY
    return [p for p in parties(acting, case) if p.kind == home or p.id in able]


def checked(
    acting: Acting, case: Case, organisations: Iterable[UUID], category: str = "feit"
) -> set[UUID]:
    """These organisations take part for this category. Raises ValidationError when one does not."""
    wanted = set(organisations)
    if wanted - {party.id for party in parties(acting, case)}:
        raise ValidationError(_("Kies organisaties die meedoen aan deze casus."))
    able = {party.id for party in covered(acting, case, category)}
    if outside := [p.name for p in parties(acting, case) if p.id in wanted - able]:
        raise ValidationError(
            _("%(who)s doet niet mee voor ‘%(what)s’. Kies een ander, of pas de deelname aan.")
            % {"who": ", ".join(outside), "what": register().label(category)}
        )
    return wanted


def release(
    acting: Acting, contribution: Contribution, organisations: Iterable[UUID], *, may_pass_on: bool
) -> None:
    """Release to each of these, with a trace of its own.

    Conflict while somebody on the case is neither told nor is telling put off (AVG art. 14 lid 3).
    """
    parties_ = sorted(organisations)
    if parties_:
        require_release(contribution.case_id)
    for organisation_id in parties_:
        Release.objects.create(
            contribution=contribution, case_id=contribution.case_id,
            owner_id=contribution.organisation_id, organisation_id=organisation_id,
            may_pass_on=may_pass_on, released_by_id=rules.user_of(acting),
            released_at=timezone.now(),
        )  # fmt: skip
        record(acting, "case.release", "contribution", contribution.id)


def _withdraw(acting: Acting, given: Release) -> None:
    Release.objects.filter(pk=given.id).update(withdrawn_at=timezone.now())
    record(acting, "case.withdraw", "contribution", given.contribution_id)


def withdraw_from(acting: Acting, case_id: UUID, organisation_id: UUID) -> None:
    """A partner left: withdraw all that was released to it in this case, whoever did so.

    The trace names contributions that the acting may not see; only the privacy officer reads it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select cases_withdraw_from(%s, %s)", [case_id, organisation_id])
        gone = sorted(row[0] for row in cursor.fetchall())
    for contribution_id in gone:
        record(acting, "case.withdraw", "contribution", contribution_id)


def ours(acting: Acting, contribution_id: UUID) -> Contribution:
    """A contribution of the acting's own organisation; others' are not found for changing."""
    found = Contribution.objects.filter(
        pk=contribution_id, organisation_id=rules.organisation_of(acting)
    ).first()
    if found is None:
        raise Denied
    return found
