"""Telling people, putting it off, minors and shields. Each leaves its own trace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.cases import rules as case_rules
from baken.cases.actions.common import fetch_open, once, refresh_clock
from baken.cases.codes import Role
from baken.cases.duty import rules
from baken.cases.duty.codes import Heard, Manner, Origin
from baken.cases.duty.law import law
from baken.cases.duty.models import InformationDuty, Minor, Postponement, Shield
from baken.cases.duty.queries import person as person_of
from baken.cases.models import Case
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.people import api as people


@dataclass(frozen=True)
class Obtained:
    """Where the data came from, and when; `contact_on` the day of first contact, if known."""

    origin: str
    obtained_on: date
    contact_on: date | None = None

    def checked(self) -> "Obtained":
        """Raises ValidationError."""
        if self.origin not in Origin.values:
            raise ValidationError({"origin": _("Kies waar de gegevens vandaan komen.")})
        _past("obtained_on", self.obtained_on)
        return self

    @property
    def values(self) -> dict[str, Any]:
        return {
            "origin": self.origin,
            "obtained_on": self.obtained_on,
            "contact_on": self.contact_on,
            "due_at": rules.due_at(self.origin, self.obtained_on, self.contact_on),
        }


def start(acting: Acting, case: Case, person_id: UUID, obtained: Obtained) -> InformationDuty:
    """The duty of one person on a case, begun now if it was not."""
    first = {"added_by_id": case_rules.user_of(acting), "created_at": timezone.now()}
    duty, _new = InformationDuty.objects.get_or_create(
        case=case, person_id=person_id, defaults=first | obtained.checked().values
    )
    return duty


def inform(
    acting: Acting,
    case_id: UUID,
    person_id: UUID,
    obtained: Obtained,
    *,
    informed_on: date,
    manner: str,
    version: int = 0,
) -> None:
    """Somebody was told: when, by whom and how. Conflict when a colleague was first.

    `version` is that of the duty as it was read; 0 when there was none yet.
    """
    case = _entered(acting, case_id, person_id)
    if manner not in Manner.values:
        raise ValidationError({"manner": _("Kies hoe de persoon is geïnformeerd.")})
    _past("informed_on", informed_on)
    _manner_is_safe(acting, case_id, person_id, manner)
    duty = start(acting, case, person_id, obtained)
    told = {"informed_on": informed_on, "informed_by_id": acting.user_id, "manner": manner}
    mine = InformationDuty.objects.filter(pk=duty.id, version=max(version, 1), informed_on=None)
    if not mine.update(**obtained.checked().values, **told, version=F("version") + 1):
        _told_before(duty, informed_on, manner)
    _end(duty)
    refresh_clock(case.id)
    record(acting, "case.inform", "case", case.id, subject=person_id, ground=manner)


def _manner_is_safe(acting: Acting, case_id: UUID, person_id: UUID, manner: str) -> None:
    """No letter by post to who lives at a shielded address: it is handed over."""
    found = person_of(acting, case_id, person_id)
    if found and found.involved.shielded_address and manner == Manner.LETTER:
        raise ValidationError(
            {"manner": _("Het adres is afgeschermd. Geef de brief zelf, of praat met de persoon.")}
        )


def _told_before(duty: InformationDuty, informed_on: date, manner: str) -> None:
    """Conflict with both, unless exactly this was written down before."""
    duty.refresh_from_db()
    if (duty.informed_on, duty.manner) == (informed_on, manner):
        return
    theirs = _told(duty.informed_on, duty.manner) if duty.informed_on else _("iets anders")
    raise Conflict(
        _("Een collega legde dit net vast"),
        versions=[Version(_("Geïnformeerd"), _told(informed_on, manner), theirs)],
    )


def _told(on: date, manner: str) -> str:
    return f"{on:%d-%m-%Y}, {Manner(manner).label}"


def postpone(
    acting: Acting,
    case_id: UUID,
    person_id: UUID,
    obtained: Obtained,
    *,
    ground: str,
    reason: str,
    recheck_on: date,
    key: UUID | None = None,
) -> UUID:
    """Ask to put it off. Another with a mandate says yes or no; until then nothing is put off."""
    case = _entered(acting, case_id, person_id)
    obtained.checked()
    if ground not in {g.code for g in law().postponing_for(obtained.origin)}:
        raise ValidationError({"ground": _("Deze grond geldt hier niet. Kies een andere.")})
    _recheck_is_soon(recheck_on)
    duty = start(acting, case, person_id, obtained)
    if duty.informed_on:
        raise Conflict(_("Deze persoon is al geïnformeerd."))
    earlier = Postponement.objects.filter(duty=duty, ended_at=None).first()
    if earlier and earlier.id == key:
        return earlier.id
    if earlier and earlier.granted is None:
        raise Conflict(_("Er wacht al een vraag om uitstel op een besluit."))
    _end(duty)
    row = Postponement(
        id=key or uuid4(), duty=duty, case=case, case_number=case.number, ground=ground,
        reason=reason, asked_by_id=case_rules.user_of(acting), asked_on=timezone.localdate(),
        recheck_on=recheck_on,
    )  # fmt: skip
    made, new = once(row, lambda other: other.asked_by_id == acting.user_id)
    if new:
        record(acting, "case.ask_postponement", "case", case.id, subject=person_id, ground=ground)
    refresh_clock(case.id)
    return made.id


def _recheck_is_soon(day: date) -> None:
    today = timezone.localdate()
    if not today <= day <= today + timedelta(days=law().recheck_days):
        raise ValidationError(
            {"recheck_on": _("Kijk binnen vier weken opnieuw. Kies een dag daarbinnen.")}
        )


def judge(acting: Acting, postponement_id: UUID, *, granted: bool, remark: str = "") -> None:
    """Another one with a mandate grants or refuses. Conflict for one's own, or a second verdict."""
    asked = Postponement.objects.filter(pk=postponement_id).first()
    if asked is None:
        raise Denied
    case_rules.require(may_judge(acting))
    if asked.asked_by_id == acting.user_id:
        raise Conflict(_("U vroeg dit zelf. Een ander besluit over het uitstel."))
    if granted and asked.recheck_on < timezone.localdate():
        raise Conflict(_("De dag om opnieuw te kijken is al voorbij. Vraag nieuw uitstel."))
    now = timezone.now()
    waiting = Postponement.objects.filter(pk=asked.id, granted=None, ended_at=None)
    done = waiting.update(
        granted=granted, judged_by_id=acting.user_id, judged_at=now, remark=remark,
        ended_at=None if granted else now,
    )  # fmt: skip
    if not done and not _same_verdict(asked, acting, granted=granted):
        raise Conflict(_("Over dit uitstel is al besloten."))
    if done:
        outcome = "done" if granted else "refused"
        record(acting, "case.judge_postponement", "case", asked.case_id,
               ground=asked.ground, outcome=outcome)  # fmt: skip
        refresh_clock(asked.case_id)


def may_judge(acting: Acting) -> bool:
    """The privacy officer, and the municipality's process managers."""
    return acting.purpose == "privacy" or case_rules.opens(acting)


def _same_verdict(asked: Postponement, acting: Acting, *, granted: bool) -> bool:
    asked.refresh_from_db()
    return asked.judged_by_id == acting.user_id and asked.granted == granted


def _end(duty: InformationDuty) -> None:
    running = Postponement.objects.filter(duty=duty, ended_at=None)
    running.update(ended_at=timezone.now())


def set_minor(
    acting: Acting, case_id: UUID, person_id: UUID, *, version: int = 0, **values: Any
) -> None:
    """What a minor needs. Conflict with both when a colleague was first; see `Minor`."""
    case = _entered(acting, case_id, person_id)
    _minor_fits(values)
    values |= {"changed_by_id": case_rules.user_of(acting), "changed_at": timezone.now()}
    found, new = Minor.objects.get_or_create(case=case, person_id=person_id, defaults=values)
    if not new:
        mine = Minor.objects.filter(pk=found.id, version=version)
        if not mine.update(**values, version=F("version") + 1):
            raise Conflict(
                _("Een collega veranderde dit net"),
                versions=[Version(_("Bijzonderheden"), values["inform_note"], found.inform_note)],
            )
    record(acting, "case.set_minor", "case", case.id, subject=person_id)


def _minor_fits(values: dict[str, Any]) -> None:
    """Raises ValidationError."""
    today = timezone.localdate()
    if not 0 <= values["age"] < law().adult:
        raise ValidationError({"age": _("Vul een leeftijd in van 0 tot en met 17 jaar.")})
    values["age_on"] = values.get("age_on") or today
    _past("age_on", values["age_on"])
    if values["heard"] == Heard.YES:
        if not values.get("heard_on"):
            raise ValidationError({"heard_on": _("Vul in wanneer het kind is gehoord.")})
        _past("heard_on", values["heard_on"])
    if values["heard"] == Heard.NO and not values.get("heard_why_not"):
        raise ValidationError({"heard_why_not": _("Schrijf waarom het kind niet is gehoord.")})


def age_of(acting: Acting, person_id: UUID) -> int | None:
    """The age today, if the day of birth is known to this acting. Recorded."""
    return people.age(acting, person_id, timezone.localdate())


def set_shield(
    acting: Acting,
    case_id: UUID,
    person_id: UUID,
    *,
    identity: bool,
    address: bool,
    roles: Iterable[str],
) -> None:
    """Shield somebody, and name the seats whose holders still see them. Only who brought them in.

    Without named seats, the own organisation's members of the case see them.
    """
    case = _entered(acting, case_id, person_id)
    wanted = set(roles)
    if wanted - set(Role.values):
        raise ValidationError({"roles": _("Kies stoelen uit de lijst.")})
    if wanted and not (identity or address):
        raise ValidationError({"roles": _("Kies eerst wat u afschermt: de naam, het adres.")})
    found = person_of(acting, case_id, person_id)
    if found is None:
        raise Denied
    people.shield(acting, found.involved.id, identity=identity, address=address)
    now = timezone.now()
    running = Shield.objects.filter(case=case, person_id=person_id, ended_at=None)
    have = set(running.values_list("role", flat=True))
    for role in sorted(wanted - have):
        Shield.objects.create(case=case, person_id=person_id, role=role,
                              added_by_id=case_rules.user_of(acting), added_at=now)  # fmt: skip
    running.filter(role__in=have - wanted).update(ended_at=now)
    record(acting, "case.set_shield", "case", case.id, subject=person_id)


def _entered(acting: Acting, case_id: UUID, person_id: UUID) -> Case:
    """The open case, if this person is on it."""
    case = fetch_open(case_id)
    case_rules.require(case_rules.works_on_cases(acting))
    if person_of(acting, case_id, person_id) is None:
        raise Denied
    return case


def _past(field: str, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({field: _("Deze datum moet nog komen.")})
    if day.year < 1990:
        raise ValidationError({field: _("Deze datum kan niet. Kijk het jaar na.")})
