"""The parts of a report that comes in: what fits together, and where each part is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.core.acting import Acting
from baken.reports.codes import Door
from baken.reports.models import (
    Answer,
    Business,
    Consent,
    Contact,
    Content,
    FormalRequest,
    Identity,
    Place,
    Report,
)

if TYPE_CHECKING:
    from baken.reports.actions.intake import Firm, Told


def check(told: Told) -> None:
    """The kind allows this door, and what is left there fits it. ValidationError when not."""
    if told.through not in told.subject.doors:
        raise ValidationError(_("Zo kan het niet bij deze soort melding. Kies een andere manier."))
    if not set(told.partners) <= {partner.code for partner in told.subject.partners}:
        raise ValidationError(_("Kies alleen partners die bij deze soort melding horen."))
    if told.through == Door.NAMELESS and told.reachable:
        raise ValidationError(_("U koos ‘zonder naam’. Laat naam, e-mail en telefoon dan leeg."))
    if told.firm and not told.subject.business:
        raise ValidationError(_("Bij deze soort melding kunt u niet als ondernemer melden."))
    if told.formal and not (told.subject.enforce and told.through == Door.NAMED):
        raise ValidationError(
            _("Zo'n verzoek kan alleen met naam, en niet bij elke soort melding.")
        )
    if told.formal and not (told.name and told.address):
        raise ValidationError(_("Vul voor dit verzoek uw naam en uw adres in."))
    if told.confidential and not told.reachable:
        raise ValidationError(_("Laat een e-mailadres, telefoonnummer of naam achter."))


def insert_parts(acting: Acting, report: Report, told: Told) -> None:
    """Each part of the report that there is, under its key."""
    where = told.where
    content = Content(report=report, text=told.text, findable=where.address)
    Content.objects.bulk_create([content])
    if where.lat is not None or where.address:
        Place.objects.bulk_create(
            [Place(report=report, lat=where.lat, lon=where.lon, address=where.address)]
        )
    if told.reachable:
        kept: type[Contact | Identity] = Identity if told.confidential else Contact
        row = kept(report=report, name=told.name, email=told.email, phone=told.phone)
        if told.firm and isinstance(row, Identity):
            row.company = told.firm.name
        row.save(force_insert=True)
    if told.firm:
        _keep_firm(report, told.firm)
    if told.formal:
        request = FormalRequest(
            report=report, name=told.name, address=told.address, due_at=report.answer_due_at
        )
        request.save(force_insert=True)
    if told.partners:
        spoken = {
            "report": report,
            "at": report.received_at,
            "given": True,
            "by_id": acting.user_id,
        }
        Consent.objects.bulk_create([Consent(partner=code, **spoken) for code in told.partners])
    if told.answers:
        Answer.objects.bulk_create(
            [Answer(report=report, position=n, **vars(said)) for n, said in enumerate(told.answers)]
        )


def _keep_firm(report: Report, firm: Firm) -> None:
    name = firm.name if report.door == Door.NAMED else ""
    row = Business(report=report, name=name, branch=firm.branch, others=firm.others)
    row.save(force_insert=True)
