"""Partners who take part with their people, and the persons whom a case is about."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open, refresh_clock
from baken.cases.actions.contributions import withdraw_from
from baken.cases.actions.work import end_of
from baken.cases.codes import Ground
from baken.cases.duty.codes import Origin
from baken.cases.models import Action, Case, Participation, Seat
from baken.cases.plan.actions.shares import withdraw_shares
from baken.cases.regimes import article_of, ordinary, register, rules_for
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing
from baken.people import api as people


def add_partner(
    acting: Acting,
    case_id: UUID,
    organisation_id: UUID,
    *,
    task: str,
    ground: str,
    user_ids: Iterable[UUID],
    categories: Iterable[str] | None = None,
    special_grounds: Iterable[str] = (),
    law: str = "",
    until: date | None = None,
) -> None:
    """An organisation takes part, or more of its people do. They are full members at once.

    `categories` are those that the law does not ban, unless others are named, each with a ground
    that lifts the ban (AVG art. 9 and 10, Wpg). After the day `until` it ends by itself.
    """
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    if ground not in Ground.values:
        raise ValidationError(_("Kies een grond uit de lijst."))
    known = {p.user_id for p in people_of(acting, organisation_id, practice=case.practice)}
    wanted = set(user_ids)
    if not wanted or wanted - known:
        raise ValidationError(_("Kies wie van deze organisatie meedoet."))
    found = _taking_part(case, organisation_id)
    if found is None:
        found = Participation.objects.create(
            case=case, organisation_id=organisation_id, task=task, ground=ground, law=law,
            special_grounds=sorted(special_grounds), ends_at=_end_of(until),
            categories=_chosen(acting, case, organisation_id, categories, special_grounds),
            added_by_id=rules.user_of(acting), valid_from=timezone.now(),
        )  # fmt: skip
    for user_id in sorted(wanted):
        access.join(acting, case.id, user_id, organisation_id, until=found.ends_at)
    record(acting, "case.add_partner", "case", case.id, ground=ground)


def _taking_part(case: Case, organisation_id: UUID) -> Participation | None:
    """The participation that runs; one whose term is over is closed, so that a new one may begin.

    Its withdrawals are a trace of their own.
    """
    rows = Participation.objects.filter(organisation_id=organisation_id, valid_until=None)
    found = rows.filter(case=case).first()
    if found is None or found.live:
        return found
    Participation.objects.filter(pk=found.id).update(valid_until=timezone.now())
    return None


def _end_of(day: date | None) -> datetime | None:
    """The end of a day that is yet to come. Raises ValidationError for one that was."""
    if day is None:
        return None
    if day < timezone.localdate():
        raise ValidationError(_("Deze dag is geweest. Kies een dag die nog komt."))
    return end_of(day)


def _chosen(
    acting: Acting,
    case: Case,
    organisation_id: UUID,
    categories: Iterable[str] | None,
    special_grounds: Iterable[str],
) -> list[str]:
    """The categories, as the regime and the grounds allow. Raises ValidationError otherwise."""
    regime = rules_for(case.regime)
    kind = next((p.kind for p in access.organisations(acting) if p.id == organisation_id), "")
    if kind not in regime.kinds:
        raise ValidationError(
            _(
                "Onder ‘%(regime)s’ mag deze organisatie niet meedoen: %(article)s. Verstrekken kan"
                " wel, met een besluit."
            )
            % {"regime": regime.title, "article": article_of(case.regime)}
        )
    wanted = [code for code in ordinary() if code in regime.categories]
    wanted = wanted if categories is None else list(categories)
    if not wanted or set(wanted) - set(regime.categories):
        raise ValidationError(_("Kies waarover deze organisatie mag lezen."))
    if register().bans(wanted) - register().lifted(special_grounds):
        raise ValidationError(
            _("Voor gezondheid, strafrecht en politiegegevens geldt een verbod (AVG art. 9 en 10,"
              " Wpg). Kies bij elk de grond die het opheft.")
        )  # fmt: skip
    return wanted


def people_of(
    acting: Acting, organisation_id: UUID, *, practice: bool = False
) -> list[access.Colleague]:
    """The people of a partner who work together on cases; in an exercise who plays a part too."""
    return access.colleagues(
        acting, organisation_id=organisation_id, capacity=access.Capacity.PARTNER,
        purpose="cases", practice=None if practice else False,
    )  # fmt: skip


def end_participation(acting: Acting, case_id: UUID, participation_id: UUID) -> None:
    """A partner leaves: its people are out at their next request. Nothing of theirs stays open.

    What was released to it is withdrawn; what it brought in stays its own, released as it was.
    """
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    found = Participation.objects.filter(pk=participation_id, case=case, valid_until=None).first()
    if found is None:
        raise Denied
    if missing := _unfinished(found):
        raise Conflict(_("Deze partner kan nog niet weg"), missing=missing)
    Participation.objects.filter(pk=found.id).update(valid_until=timezone.now())
    for member in access.members(acting, case.id):
        if member.organisation_id == found.organisation_id:
            access.leave(acting, case.id, member.user_id, member.organisation_id)
    withdraw_from(acting, case.id, found.organisation_id)
    withdraw_shares(acting, case.id, found.organisation_id)
    record(acting, "case.end_participation", "case", case.id)


def _unfinished(found: Participation) -> list[Missing]:
    party = {"case_id": found.case_id, "organisation_id": found.organisation_id}
    open_actions = Action.objects.filter(**party, done_at=None).count()
    seats = Seat.objects.filter(**party, ended_at=None).count()
    return [
        *([Missing(_("Er staan nog acties open"), _("Rond ze af."))] if open_actions else []),
        *([Missing(_("Deze partner houdt een stoel"), _("Vraag iemand anders."))] if seats else []),
    ]


def add_subject(
    acting: Acting,
    case_id: UUID,
    *,
    name: str,
    role: str,
    born: people.Born | None = None,
    address: str = "",
    shielded_identity: bool = False,
    shielded_address: bool = False,
) -> UUID:
    """Someone whom the case is about. Names live in `people`, apart from the file."""
    from baken.cases.duty import actions as duty  # it builds on the actions of this folder

    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    person_id = people.add(
        acting, case.id, name=name, role=role, born=born, address=address,
        shielded_identity=shielded_identity, shielded_address=shielded_address,
    )  # fmt: skip
    duty.start(acting, case, person_id, duty.Obtained(Origin.OTHER, timezone.localdate()))
    refresh_clock(case.id)
    record(acting, "case.add_subject", "case", case.id, subject=person_id)
    return person_id
