"""Is someone known elsewhere? An exact, purpose-bound question; the answer is whom to contact.

Who asks is written down by the function that answers. Found or not, the same queries run, the
same page is shown, and not before the same moment.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open
from baken.cases.triage.codes import About, Verdict, Why
from baken.cases.triage.criteria import newest
from baken.cases.triage.models import KnownCheck, KnownReview
from baken.core.acting import Acting
from baken.core.calendar import ZONE
from baken.core.errors import Conflict
from baken.people import api as people

# No answer comes sooner: how long it took says nothing about what was found.
SLOWEST = 0.25
DAYS_BACK = 30
_TWO_DAYS = 48 * 3600


@dataclass(frozen=True)
class Contact:
    """Whom to call. Nothing of the case itself."""

    name: str
    organisation: str


def ask(
    acting: Acting,
    case_id: UUID,
    *,
    why: str,
    about: str,
    name: str = "",
    born: people.Born | None = None,
    address: str = "",
) -> list[Contact]:
    """Who holds procesregie of other live cases with this person or address, in the same regime.

    ValidationError when the question is not whole; Conflict when it was asked too often today.
    Counted in the shared limits first: what was tried stays counted when the rest is undone.
    """
    until = time.monotonic() + SLOWEST
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    if case.practice:
        raise Conflict(_("Een oefening vraagt niet naar echte mensen."))
    if why not in Why.values or about not in About.values:
        raise ValidationError(_("Kies waarvoor en waarmee u zoekt."))
    key = people.name_key(name, born) if about == About.NAME else people.address_key(address)
    if not key:
        raise ValidationError(_("Deze vraag is niet volledig. Vul alles precies in."))
    _count(rules.user_of(acting))
    found = _look(case.id, why, about, people.marks_asked(key))
    record(acting, "case.known_elsewhere", "case", case.id, ground=why, term=key)
    time.sleep(max(0.0, until - time.monotonic()))
    return found


def _look(case_id: UUID, why: str, about: str, marks: list[bytes]) -> list[Contact]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select contact, organisation from cases_known(%s, %s, %s, %s)",
            [case_id, why, about, marks],
        )
        return [Contact(*row) for row in cursor.fetchall()]


def _count(user_id: UUID) -> None:
    """One more today; Conflict above the most."""
    key = f"known:{user_id}:{timezone.localdate()}"
    cache.add(key, 0, _TWO_DAYS)
    if cache.incr(key) > newest().most:
        raise Conflict(
            _("U vroeg dit vandaag al %d keer. Meer kan niet op één dag.") % newest().most
        )


@dataclass(frozen=True)
class Asked:
    """How often somebody asked on one day, and what was found of that."""

    asker: UUID
    name: str
    day: date
    times: int
    cases: int
    flagged: bool
    review: KnownReview | None

    @property
    def verdict(self) -> str:
        return str(Verdict(self.review.verdict).label) if self.review else ""


def overview(acting: Acting) -> list[Asked]:
    """Who asked how often, by day, of the last weeks; what is to be looked at first."""
    rules.require(oversees(acting))
    since = timezone.now() - timedelta(days=DAYS_BACK)
    days = KnownCheck.objects.filter(asked_at__gte=since)
    rows = list(
        days.annotate(day=TruncDate("asked_at", tzinfo=ZONE))
        .values("asker_id", "day")
        .annotate(times=Count("id"), cases=Count("case_id", distinct=True))
    )
    names = access.name_of(row["asker_id"] for row in rows)
    reviews = {(r.asker_id, r.day): r for r in KnownReview.objects.filter(day__gte=since.date())}
    found = [
        Asked(
            row["asker_id"], names.get(row["asker_id"], _("iemand die hier niet meer werkt")),
            row["day"], row["times"], row["cases"], row["times"] > newest().flag,
            reviews.get((row["asker_id"], row["day"])),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(
        found, key=lambda one: (one.review is not None or not one.flagged, -one.day.toordinal())
    )


def moments(asker: UUID, day: date) -> Iterator[tuple[datetime, str, str]]:
    """When somebody asked on a day, what for and with what."""
    rows = KnownCheck.objects.filter(asker_id=asker).annotate(
        day=TruncDate("asked_at", tzinfo=ZONE)
    )
    for row in rows.filter(day=day).order_by("asked_at"):
        yield row.asked_at, str(Why(row.why).label), str(About(row.about).label)


def review(acting: Acting, asker: UUID, day: date, *, verdict: str, note: str = "") -> None:
    """The privacy officer says what they found. Once per person and day."""
    rules.require(oversees(acting))
    if verdict not in Verdict.values:
        raise ValidationError(_("Kies een antwoord uit de lijst."))
    row = KnownReview(
        asker_id=asker, day=day, reviewer_id=rules.user_of(acting), reviewed_at=timezone.now(),
        verdict=verdict, note=note,
    )  # fmt: skip
    if KnownReview.objects.filter(asker_id=asker, day=day).exists():
        raise Conflict(_("Over deze dag is al een oordeel gegeven."))
    row.save(force_insert=True)
    record(acting, "case.review_known", "review", row.id, outcome=verdict)


def oversees(acting: Acting) -> bool:
    """The privacy officer."""
    return acting.purpose == "privacy"
