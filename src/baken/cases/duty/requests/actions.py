"""Taking a request in, linking it to persons, collecting, assessing, and answering."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import entries, in_words, record, subject_mark
from baken.cases import rules as case_rules
from baken.cases.actions.common import fetch, once
from baken.cases.duty.codes import Decision, IdentityCheck, ItemKind, Outcome, RequestKind
from baken.cases.duty.law import law
from baken.cases.duty.models import DataItem, DataPart, DataRequest, DataSubject, DataText
from baken.cases.duty.requests import queries, rules
from baken.cases.duty.requests.gather import Held, held
from baken.cases.glass.models import Glass
from baken.cases.models import Participation
from baken.cases.rules import organisation_of
from baken.core import text as texts
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version
from baken.people import api as people

KIND = "data_request"


def intake(
    acting: Acting,
    *,
    kinds: Iterable[str],
    name: str,
    born: str,
    address: str,
    question: str,
    received_on: date,
    identity: str,
    identity_on: date,
    key: UUID | None = None,
) -> UUID:
    """Write down who asks what, and how it was made sure who it is. Sent twice is kept once."""
    case_rules.require(rules.handles(acting))
    wanted = [kind for kind in RequestKind.values if kind in set(kinds)]
    _intake_fits(wanted, identity, received_on, identity_on)
    me = case_rules.user_of(acting)
    row = DataRequest(
        id=key or uuid4(), kinds=wanted, received_on=received_on,
        due_at=rules.due_at(received_on), taken_by_id=me, handler_id=me, created_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.taken_by_id == me, prefix="V")
    if new:
        DataSubject(
            request=made, name=name, born=born, address=address, question=question,
            identity=identity, identity_on=identity_on, checked_by_id=me, answer="",
        ).save(force_insert=True)  # fmt: skip
        record(acting, "data_request.intake", KIND, made.id)
    return made.id


def _intake_fits(kinds: list[str], identity: str, received_on: date, identity_on: date) -> None:
    if not kinds:
        raise ValidationError({"kinds": _("Kies wat deze persoon vraagt.")})
    if identity not in IdentityCheck.values:
        raise ValidationError({"identity": _("Kies hoe u weet wie dit is.")})
    for field, day in (("received_on", received_on), ("identity_on", identity_on)):
        if day > timezone.localdate():
            raise ValidationError({field: _("Deze datum moet nog komen.")})


def running(request_id: UUID) -> DataRequest:
    """A request that is not decided. Denied when it is not there, Conflict when it is decided."""
    asked = DataRequest.objects.filter(pk=request_id).first()
    if asked is None:
        raise Denied
    if asked.decided_at:
        raise Conflict(_("Over dit verzoek is al besloten."))
    return asked


def take_over(acting: Acting, request_id: UUID) -> None:
    """Answer this request from now on."""
    case_rules.require(rules.handles(acting))
    asked = running(request_id)
    DataRequest.objects.filter(pk=asked.id).update(handler_id=acting.user_id)
    record(acting, "data_request.take_over", KIND, asked.id)


def extend(acting: Acting, request_id: UUID, *, reason: str) -> None:
    """Two months more, once, while the first month runs; the person hears why (art. 12 lid 3)."""
    asked = running(request_id)
    _require_mine(acting, asked)
    if asked.extended_at:
        raise Conflict(_("De termijn is al een keer langer gemaakt. Vaker mag niet."))
    if timezone.now() > asked.due_at:
        raise Conflict(_("De eerste maand is voorbij. Langer maken kan niet meer."))
    DataRequest.objects.filter(pk=asked.id, extended_at=None).update(
        extended_at=timezone.now(), due_at=rules.due_at(asked.received_on, extended=True)
    )
    DataSubject.objects.filter(request=asked).update(extension_reason=reason)
    record(acting, "data_request.extend", KIND, asked.id)


def _require_mine(acting: Acting, asked: DataRequest) -> None:
    if asked.handler_id != acting.user_id or not rules.handles(acting):
        raise Denied(_("Een collega behandelt dit verzoek. Neem het eerst over."), known=True)


def search(acting: Acting, request_id: UUID) -> list[tuple[UUID, UUID]]:
    """Persons with this name in the acting's own cases, as (person, case). Recorded."""
    asked = running(request_id)
    subject = DataSubject.objects.filter(request=asked).first()
    if subject is None:
        raise Denied
    found = people.same_as(acting, subject.name, subject.born)
    record(acting, "data_request.search", KIND, asked.id, count=len(found))
    return found


def link(acting: Acting, request_id: UUID, case_id: UUID, person_id: UUID) -> None:
    """Say that the person who asks is this person in this case: every party there collects."""
    asked, case = running(request_id), fetch(case_id)
    case_rules.require(rules.handles(acting) and case_rules.manages(acting))
    if person_id not in {one.person_id for one in people.listing(acting, case_id)}:
        raise Denied
    partners = Participation.objects.filter(case=case, valid_until=None)
    parties = {acting.organisation_id, *partners.values_list("organisation_id", flat=True)}
    for party in sorted(filter(None, parties)):
        _part(asked, acting, case_id=case.id, case_number=case.number, person_id=person_id,
              organisation_id=party)  # fmt: skip
    record(acting, "data_request.link", KIND, asked.id, subject=person_id)


def _part(asked: DataRequest, acting: Acting, **where: Any) -> None:
    try:
        with transaction.atomic():
            DataPart(
                request=asked, added_by_id=case_rules.user_of(acting), added_at=timezone.now(),
                **where,
            ).save(force_insert=True)  # fmt: skip
    except IntegrityError:
        return


def part_of(acting: Acting, part_id: UUID) -> DataPart:
    """A part that lies with the acting's own organisation."""
    part = DataPart.objects.filter(pk=part_id, organisation_id=organisation_of(acting)).first()
    if part is None or not case_rules.works_on_cases(acting):
        raise Denied
    return part


def collect(acting: Acting, part_id: UUID) -> int:
    """Gather what the own organisation holds; again adds what came since. Returns how many."""
    part = part_of(acting, part_id)
    running(part.request_id)
    fetch(part.case_id)
    known = DataItem.objects.filter(
        request_id=part.request_id,
        case_id=part.case_id,
        organisation_id=organisation_of(acting),
    )
    have = set(known.values_list("kind", "source_id"))
    found = held(acting, part.case_id, part.person_id)
    fresh = [one for one in found if (str(one.kind), one.source_id) not in have]
    for one in fresh:
        _keep(acting, part, one)
    DataPart.objects.filter(pk=part.id).update(collected_at=timezone.now())
    record(acting, "data_request.collect", KIND, part.request_id, subject=part.person_id,
           count=len(fresh))  # fmt: skip
    return len(fresh)


def _keep(acting: Acting, part: DataPart, one: Held) -> None:
    item = DataItem(
        request_id=part.request_id, case_id=part.case_id, kind=one.kind, source_id=one.source_id,
        about_on=one.about_on, **_by(acting),
    )  # fmt: skip
    item.save(force_insert=True)
    DataText(
        item=item, request_id=part.request_id, case_id=part.case_id,
        organisation_id=item.organisation_id, text=one.text,
    ).save(force_insert=True)  # fmt: skip


def _by(acting: Acting) -> dict[str, Any]:
    return {"organisation_id": organisation_of(acting),
            "author_id": case_rules.user_of(acting), "created_at": timezone.now()}  # fmt: skip


def add_other(acting: Acting, request_id: UUID, *, text: str, about_on: date | None = None) -> None:
    """Add something that is held outside cases, such as a report at the desk."""
    asked = running(request_id)
    _require_mine(acting, asked)
    _no_bsn(text)
    _outside(acting, asked, ItemKind.OTHER, text, about_on)
    record(acting, "data_request.add", KIND, asked.id)


def _outside(
    acting: Acting, asked: DataRequest, kind: str, text: str, about_on: date | None = None
) -> None:
    item = DataItem(request=asked, kind=kind, about_on=about_on, outcome=Outcome.GIVEN,
                    source_id=uuid4(), **_by(acting))  # fmt: skip
    item.save(force_insert=True)
    DataText(item=item, request=asked, organisation_id=item.organisation_id,
             text=text).save(force_insert=True)  # fmt: skip


def collect_looks(acting: Acting, request_id: UUID) -> int:
    """When, by which organisation and for what somebody looked; never who (HvJ EU C-579/21).

    Only the privacy officer reads the trail. Once; returns how many.
    """
    if acting.purpose != "privacy":
        raise Denied(known=True)
    asked = running(request_id)
    _require_mine(acting, asked)
    if DataItem.objects.filter(request=asked, kind=ItemKind.LOOKS).exists():
        raise Conflict(_("Dit staat er al bij."))
    persons = set(DataPart.objects.filter(request=asked).values_list("person_id", flat=True))
    marks = [subject_mark(person) for person in persons]
    seen = list(entries().filter(subject__in=marks).order_by("at")[:2000])
    names = {party.id: party.name for party in access.organisations(acting)}
    purposes = dict(access.PurposeCode.choices)
    rows = [
        f"{date_format(timezone.localtime(e.at), 'j F Y, H.i')}: {in_words(e.verb)}"
        f" ({purposes.get(e.purpose, e.purpose)}, {_party(names, e.organisation_id)})"
        for e in seen
    ]
    _outside(acting, asked, ItemKind.LOOKS, "\n".join(rows) or _("Er is niet gekeken."))
    _emergencies(acting, asked)
    record(acting, "data_request.looks", KIND, asked.id, count=len(rows))
    return len(rows)


def _emergencies(acting: Acting, asked: DataRequest) -> None:
    """When somebody opened a case of this person in an emergency, and what was found of that.

    Not who, and not the reason: others may be named in it.
    """
    cases = DataPart.objects.filter(request=asked).values("case_id")
    rows = Glass.objects.filter(case_id__in=cases).select_related("review").order_by("opened_at")
    for row in rows:
        review = getattr(row, "review", None)
        opened = date_format(timezone.localtime(row.opened_at), "j F Y, H.i")
        said = review.get_finding_display() if review else _("nog niet beoordeeld")
        text = _("Een casus over u is met noodtoegang geopend op %(when)s. Oordeel: %(said)s.")
        _outside(acting, asked, ItemKind.LOOKED, text % {"when": opened, "said": said},
                 timezone.localdate(row.opened_at))  # fmt: skip


def _party(names: dict[UUID, str], party: UUID | None) -> str:
    return names.get(party, "-") if party else "-"


def assess(
    acting: Acting,
    item_id: UUID,
    *,
    outcome: str,
    text: str = "",
    ground: str = "",
    reason: str = "",
    version: int,
    sure: bool = False,
) -> None:
    """Say what is given of one item, or why not. Conflict when a colleague was first.

    `sure`: a word that looks like the name of another is none.
    """
    item = DataItem.objects.filter(pk=item_id, organisation_id=organisation_of(acting)).first()
    if item is None or not (item.case_id and case_rules.works_on_cases(acting)):
        raise Denied
    running(item.request_id)
    _assessment_fits(acting, item, outcome, text, ground, reason, sure=sure)
    withheld = outcome == Outcome.WITHHELD
    done = DataItem.objects.filter(pk=item.id, version=version).update(
        outcome=outcome, ground=ground if withheld else "", reason=reason if withheld else "",
        version=F("version") + 1,
    )  # fmt: skip
    if not done:
        item.refresh_from_db()
        theirs = f"{Outcome(item.outcome).label} {item.reason}".strip()
        raise Conflict(
            _("Een collega beoordeelde dit net"),
            versions=[Version(_("Oordeel"), f"{Outcome(outcome).label} {reason}".strip(), theirs)],
        )
    given = text if outcome == Outcome.GIVEN else ""
    DataText.objects.filter(item=item).update(text=given)
    record(acting, "data_request.assess", KIND, item.request_id, ground=ground)


def _assessment_fits(
    acting: Acting, item: DataItem, outcome: str, text: str, ground: str, reason: str, *, sure: bool
) -> None:
    if outcome not in Outcome.values or not outcome:
        raise ValidationError({"outcome": _("Kies wat u met dit gegeven doet.")})
    if outcome == Outcome.WITHHELD:
        if ground not in {g.code for g in law().withholding}:
            raise ValidationError({"ground": _("Kies op welke grond u dit niet geeft.")})
        if not reason:
            raise ValidationError({"reason": _("Schrijf waarom niet. De persoon leest dit.")})
        _no_bsn(reason)
    if outcome == Outcome.GIVEN:
        if not text:
            raise ValidationError({"text": _("Schrijf wat de persoon te lezen krijgt.")})
        _no_bsn(text)
        _no_others(acting, item, text, sure=sure)


def _no_bsn(text: str) -> None:
    """A BSN never leaves by default (UAVG art. 46 lid 1; Wabb art. 10)."""
    if texts.holds_bsn(text):
        raise ValidationError(_("Hier staat een BSN in. Haal het weg (UAVG art. 46)."))


def _no_others(acting: Acting, item: DataItem, text: str, *, sure: bool) -> None:
    assert item.case_id is not None
    parts = DataPart.objects.filter(request_id=item.request_id, case_id=item.case_id)
    person = parts.values_list("person_id", flat=True).first()
    if person is None or sure:
        return
    others = people.mentioned(acting, item.case_id, text, apart_from=person)
    if others:
        raise ValidationError({
            "text": _("Hier staat een naam of adres van een ander: %s. Haal dat weg.")
            % ", ".join(others)
        })  # fmt: skip


def decide(acting: Acting, request_id: UUID, *, decision: str, answer: str) -> None:
    """Answer the request. Conflict with what is missing while anything is not assessed."""
    asked = running(request_id)
    _require_mine(acting, asked)
    view = queries.get(acting, request_id)
    if view.missing:
        raise Conflict(_("Besluiten kan nog niet"), missing=view.missing)
    if decision not in Decision.values:
        raise ValidationError({"decision": _("Kies een besluit.")})
    if decision == Decision.GRANTED and view.withheld:
        raise ValidationError({"decision": _("Niet alles wordt gegeven: kies 'deels toegewezen'.")})
    _no_bsn(answer)
    DataSubject.objects.filter(request=asked).update(answer=answer)
    done = DataRequest.objects.filter(pk=asked.id, decided_at=None).update(
        decided_at=timezone.now(), decision=decision, version=F("version") + 1
    )
    if not done:
        raise Conflict(_("Over dit verzoek is al besloten."))
    record(acting, "data_request.decide", KIND, asked.id, ground=decision)
