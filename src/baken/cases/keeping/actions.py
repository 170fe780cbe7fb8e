"""Asking to keep a closed case longer, and deciding on it."""

from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import fetch
from baken.cases.keeping.models import Extension
from baken.cases.keeping.rules import longest
from baken.cases.models import Case
from baken.cases.retention import kept_until
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.retention import api as retention

ASKED = gettext_lazy("Er is gevraagd om casus %s langer te bewaren. U besluit erover.")
AT_LEAST = 10


def ask(acting: Acting, case_id: UUID, *, until: date, reason: str, site: str = "") -> UUID:
    """Ask to keep a closed case until a later day. Sent twice is asked once."""
    case = fetch(case_id)
    rules.require(rules.opens(acting))
    if case.closed_at is None or case.practice:
        raise Conflict(_("Alleen een gesloten casus heeft een bewaartermijn."))
    waits = Extension.objects.filter(case=case, decided_at=None).first()
    if waits:
        if (waits.asked_by_id, waits.until) == (acting.user_id, until):
            return waits.id
        raise Conflict(_("Er ligt al een verzoek. Daar moet eerst over worden besloten."))
    _fits(case, until, reason)
    row = _row(acting, case, until, reason.strip())
    record(acting, "case.ask_to_keep", "case", case.id)
    for person in access.colleagues(acting, capacity="privacy_officer", purpose="privacy"):
        if person.user_id != acting.user_id:
            mails.note(acting, row.id, person.user_id, ASKED, case.number, site=site,
                       view="cases:decide_extension", key=row.id)  # fmt: skip
    return row.id


def _row(acting: Acting, case: Case, until: date, reason: str) -> Extension:
    row = Extension(
        id=uuid4(), case=case, case_number=case.number, until=until, longest=longest(case),
        turn=Extension.objects.filter(case=case, granted=True).count() + 1, reason=reason,
        asked_by_id=rules.user_of(acting), asked_at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Een collega vroeg dit net.")) from None
    return row


def _fits(case: Case, until: date, reason: str) -> None:
    last, most = kept_until(case), longest(case)
    if most <= last:
        raise ValidationError(_("Deze casus mag niet langer bewaard worden."))
    if not last < until <= most:
        days = {"last": date_format(last, "j F Y"), "most": date_format(most, "j F Y")}
        words = _("Kies een dag na %(last)s, en uiterlijk %(most)s.") % days
        raise ValidationError({"until": words})
    if len(reason.strip()) < AT_LEAST:
        raise ValidationError({"reason": _("Schrijf waarom, in een hele zin.")})


def decide(acting: Acting, extension_id: UUID, *, granted: bool, remark: str = "") -> None:
    """Say yes or no to what another asked. A yes holds the case until that day, and no longer."""
    rules.require(acting.purpose == "privacy")
    asked = Extension.objects.filter(pk=extension_id).first()
    if asked is None:
        raise Denied
    if asked.decided_at:
        if (asked.decided_by_id, asked.granted) == (acting.user_id, granted):
            return
        raise Conflict(_("Over dit verzoek is al besloten."))
    if _is_own(acting, asked):
        raise Denied(_("U vroeg dit zelf. Een ander besluit erover."), known=True)
    if not granted and not remark.strip():
        raise ValidationError({"reason": _("Schrijf waarom niet.")})
    mine = Extension.objects.filter(pk=asked.id, decided_at=None)
    if not mine.update(decided_by_id=acting.user_id, decided_at=timezone.now(), granted=granted,
                       remark=remark.strip()):  # fmt: skip
        raise Conflict(_("Over dit verzoek is al besloten."))
    if granted:
        why = _("Langer bewaren, door twee mensen besloten: %s") % asked.reason
        retention.hold(acting, asked.case_id, why, asked.until)
    verb = "case.keep_longer" if granted else "case.keep_no_longer"
    record(acting, verb, "case", asked.case_id)


def _is_own(acting: Acting, asked: Extension) -> bool:
    """Did this person ask, be it with another account?"""
    with connection.cursor() as cursor:
        cursor.execute("select cases_same_person(%s, %s)", [asked.asked_by_id, acting.user_id])
        return bool(cursor.fetchone()[0])
