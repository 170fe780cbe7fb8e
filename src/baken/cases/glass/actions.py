"""Opening a case in an emergency, ending that early, and reviewing it."""

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import by
from baken.cases.codes import Role
from baken.cases.glass.codes import Finding
from baken.cases.glass.models import Glass, GlassReview
from baken.cases.models import Seat
from baken.core import numbers
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.core.terms import Span

HOURS = 8
REVIEW = Span.parse("5 wd")
AT_LEAST = 10
OPENED = gettext_lazy("Iemand opende casus %s met noodtoegang. Beoordeel of dat terecht was.")


def may_break(acting: Acting) -> bool:
    """Any professional of the municipality who works on cases."""
    return rules.works_on_cases(acting) and acting.capacity != access.Capacity.PARTNER


def break_glass(
    acting: Acting, *, number: str, reason: str, key: UUID | None = None, site: str = ""
) -> UUID:
    """Open a case by its number, for eight hours. Its manager and the privacy officer hear it.

    One answer for a case that is not there, is closed, is one's own or may not be opened so.
    """
    rules.require(may_break(acting))
    number = numbers.tidy(number, "C")
    if len(reason.strip()) < AT_LEAST:
        raise ValidationError({"reason": _("Schrijf waarom u nu moet kijken, in een hele zin.")})
    glass_id = key or uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            "select cases_break_glass(%s, %s, %s, %s)", [glass_id, number, reason, by(REVIEW)]
        )
        case_id = cursor.fetchone()[0]
    if case_id is None:
        raise ValidationError({"number": _("Met dit nummer kan dat niet. Kijk het nummer na.")})
    made = Glass.objects.filter(pk=glass_id).first()
    if made:
        record(acting, "case.break_glass", "case", case_id, ground="noodtoegang")
        _tell(acting, made, number, site)
    return UUID(str(case_id))


def may_come(acting: Acting) -> bool:
    """Who takes cases up in an emergency: the process managers, who are on call in turn."""
    return may_break(acting) and rules.opens(acting)


def come_on_call(acting: Acting, case_id: UUID) -> None:
    """On the case until the emergency access ends, to take it up. ValidationError when the model
    of the case knows no jump from where it is.

    The reason for opening it is the task; the manager and the privacy officer were told of it.
    """
    rules.require(may_come(acting))
    with connection.cursor() as cursor:
        cursor.execute("select cases_come_on_call(%s)", [case_id])
        if not cursor.fetchone()[0]:
            words = _("Deze casus kan niet acuut omhoog. Kijk er alleen in, en bel wie procesregie"
                      " heeft.")  # fmt: skip
            raise ValidationError({"acute": words})
    record(acting, "case.come_on_call", "case", case_id, ground="noodtoegang")


def _tell(acting: Acting, made: Glass, number: str, site: str) -> None:
    seat = Seat.objects.filter(case_id=made.case_id, role=Role.PROCESREGIE, ended_at=None).first()
    officers = access.colleagues(acting, capacity="privacy_officer", purpose="privacy")
    told = {person.user_id for person in officers}
    if seat and seat.holder_id:
        told.add(seat.holder_id)
    for user_id in sorted(told - {rules.user_of(acting)}):
        mails.note(acting, made.case_id, user_id, OPENED, number, site=site,
                   view="cases:glass", key=made.id)  # fmt: skip


def end_early(acting: Acting, glass_id: UUID) -> None:
    """Who opened it closes it again before the eight hours are over."""
    rows = Glass.objects.filter(pk=glass_id, user_id=rules.user_of(acting), ended_at=None)
    found = rows.filter(until__gt=timezone.now()).first()
    if found is None:
        raise Denied
    with connection.cursor() as cursor:
        cursor.execute("update cases_glass set ended_at = now() where id = %s", [glass_id])
    record(acting, "case.end_glass", "case", found.case_id, ground="noodtoegang")


def review(acting: Acting, glass_id: UUID, *, finding: str, text: str) -> None:
    """Somebody else says whether it was right: the privacy officer, or who steers the case."""
    found = Glass.objects.filter(pk=glass_id).first()
    if found is None:
        raise Denied
    if finding not in Finding.values:
        raise ValidationError(_("Kies een uitkomst uit de lijst."))
    if found.user_id == acting.user_id:
        raise Conflict(_("U opende dit zelf. Een ander beoordeelt het."))
    if GlassReview.objects.filter(glass=found).exists():
        raise Conflict(_("Deze noodtoegang is al beoordeeld."))
    GlassReview.objects.create(
        glass=found, case_id=found.case_id, finding=finding, text=text,
        reviewed_by_id=rules.user_of(acting), reviewed_at=timezone.now(),
    )  # fmt: skip
    record(acting, "case.review_glass", "case", found.case_id, ground=finding)
