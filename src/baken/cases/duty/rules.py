"""By when somebody must be told, whether anything may be released, and what age asks for."""

from datetime import date, datetime, time
from typing import Literal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases.duty.codes import Origin
from baken.cases.duty.law import AgeRule, law
from baken.cases.duty.models import InformationDuty, Minor, Postponement
from baken.core.calendar import ZONE, RuleSet
from baken.core.errors import Conflict, Missing
from baken.core.terms import END_OF_DAY, add_months, due

State = Literal["done", "postponed", "asked", "recheck", "open"]
SETTLED = frozenset({"done", "postponed"})


def due_at(origin: str, obtained_on: date, contact_on: date | None) -> datetime:
    """The last moment to tell somebody, in Amsterdam.

    What they told themselves: the same day (AVG art. 13 lid 1). Else a month after obtaining,
    and the day of first contact if that is earlier (art. 14 lid 3 onder a and b); by Regulation
    1182/71. The first release to another comes before all (onder c): see `require_release`.
    """
    if origin == Origin.TOLD:
        return end_of(obtained_on)
    start = datetime.combine(obtained_on, time(12), ZONE)
    last = due(start, law().inform, RuleSet.EU1182)
    return min(last, end_of(contact_on)) if contact_on else last


def end_of(day: date) -> datetime:
    """The last second of a day in Amsterdam."""
    return datetime.combine(day, END_OF_DAY, ZONE)


def state_of(duty: InformationDuty | None, put_off: Postponement | None, today: date) -> State:
    """How it stands: told, put off, asked to be put off, to be looked at again, or open."""
    if duty and duty.informed_on:
        return "done"
    if put_off is None:
        return "open"
    if put_off.granted is None:
        return "asked"
    return "postponed" if put_off.recheck_on >= today else "recheck"


def may_release(case_id: UUID) -> list[Missing]:
    """What must be mended before anything goes to another organisation; empty when nothing."""
    from baken.cases.duty.queries import undone

    return [
        Missing(
            _("%(who)s is nog niet geïnformeerd") % {"who": one.label},
            _("Dat moet uiterlijk bij de eerste verstrekking (AVG art. 14 lid 3 onder c)."),
            _("Informeer, of vraag uitstel"),
            f"{reverse('cases:duty', args=[case_id])}#p-{one.person_id}",
        )
        for one in undone(case_id)
    ]


def require_release(case_id: UUID) -> None:
    """Raise Conflict with what is missing, each with the page that mends it."""
    if missing := may_release(case_id):
        raise Conflict(_("Vrijgeven aan een ander kan nog niet"), missing=missing)


def age_now(minor: Minor, today: date) -> tuple[int, int]:
    """The youngest and oldest age that fits a stated age. After `age` on `age_on`."""
    passed = _whole_years(minor.age_on, today)
    oldest = minor.age + passed + (1 if add_months(minor.age_on, 12 * passed) < today else 0)
    return minor.age + passed, oldest


def _whole_years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def age_rule(minor: Minor, today: date) -> AgeRule | None:
    """The rule for the youngest age that fits; None when this person must be an adult by now."""
    return law().age_rule(age_now(minor, today)[0])


def must_be_heard(age: int) -> bool:
    """From twelve on a minor is heard."""
    rule = law().age_rule(age)
    return rule is not None and "minor" in rule.inform
