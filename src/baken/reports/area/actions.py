"""Keeping contacts of entrepreneurs, and telling them what goes on in their area."""

from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.geo import api as geo
from baken.messages import api as messages
from baken.reports.actions.desk import for_desk
from baken.reports.actions.intake import note_event
from baken.reports.area.models import AreaContact, AreaNotice
from baken.reports.business.models import Business
from baken.reports.categories import tree
from baken.reports.codes import Kind
from baken.reports.models import Report


def add(acting: Acting, *, area_code: str, title: str, email: str) -> UUID:
    """Add a contact for a wijk, a buurt, or ('') the whole city."""
    assert acting.user_id is not None
    row = AreaContact(id=uuid4(), area_code=area_code, title=title, email=email,
                      added_at=timezone.now(), by_id=acting.user_id)  # fmt: skip
    AreaContact.objects.bulk_create([row])
    record(acting, "report.area_contact", "area_contact", row.id, outcome="added")
    return row.id


def drop(acting: Acting, contact_id: UUID) -> None:
    """Erase a contact: it hears nothing more. Denied when it is not there."""
    if not AreaContact.objects.filter(id=contact_id).delete()[0]:
        raise Denied
    record(acting, "report.area_contact", "area_contact", contact_id, outcome="erased")


def contacts_for(report: Report) -> list[AreaContact]:
    """Who speaks for the entrepreneurs where this report is."""
    areas = {"", report.wijk_code, report.buurt_code}
    return list(AreaContact.objects.filter(area_code__in=areas))


def tell(acting: Acting, report_id: UUID, text: str) -> int:
    """Mail the contacts of the report's area, in these words; how many.

    Conflict when the business did not say that others may know, or there is nobody to tell.
    """
    report = for_desk(acting, report_id)
    if not Business.objects.filter(report_id=report_id, others=True).exists():
        raise Conflict(_("Deze ondernemer wil niet dat anderen het weten. Vraag het eerst."))
    contacts = contacts_for(report)
    if not contacts:
        raise Conflict(
            _("Voor dit gebied is er geen contact van ondernemers. Voeg er eerst een toe.")
        )
    assert acting.user_id is not None
    notice = AreaNotice(id=uuid4(), report=report, at=timezone.now(), by_id=acting.user_id,
                        text=text, receivers=len(contacts))  # fmt: skip
    AreaNotice.objects.bulk_create([notice])
    for contact in contacts:
        _mail(acting, report, notice, contact)
    note_event(report.id, Kind.AREA, by=acting.user_id, note=text)
    record(acting, "report.tell_area", "report", report.id, count=len(contacts))
    return len(contacts)


def _mail(acting: Acting, report: Report, notice: AreaNotice, contact: AreaContact) -> None:
    """About the notice and not about the report: an answer to it is no answer of the reporter."""
    where = geo.name_of(report.wijk_code) or _("de hele stad")
    messages.write(
        acting, to=contact.email, subject=_("Bericht voor ondernemers: %s") % where,
        template="reports/mail/area",
        context={"text": notice.text, "where": where, "contact": contact,
                 "kind": tree().by_id[report.category_id].title},
        about_id=notice.id, purpose="reports",
    )  # fmt: skip
