"""Writing a breach down, deciding who is told, and closing it. Each leaves its own trace."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import by, fetch, once
from baken.cases.breaches.codes import NotTold
from baken.cases.breaches.models import Breach
from baken.cases.clocks.catalog import catalog
from baken.cases.models import Case
from baken.cases.regimes import register
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing, Version

KIND = "breach"
FOUND = gettext_lazy(
    "Er is een mogelijk datalek vastgelegd: %s. Binnen 72 uur moet het besluit er zijn."
)


def handles(acting: Acting) -> bool:
    """The privacy officer decides."""
    return acting.purpose == "privacy"


def writes_down(acting: Acting) -> bool:
    """Who steers cases, and the privacy officer."""
    return handles(acting) or rules.manages(acting)


def record_breach(
    acting: Acting,
    *,
    what: str,
    categories: Iterable[str],
    known_at: datetime,
    people: int | None = None,
    case_id: UUID | None = None,
    key: UUID | None = None,
    site: str = "",
) -> UUID:
    """Write down what may be a breach; the 72 hours run from when it was known.

    Sent twice is kept once. The privacy officer hears it at once.
    """
    rules.require(rules.manages(acting) if case_id else handles(acting))
    case = _real(fetch(case_id)) if case_id else None
    kinds = [one.code for one in register().categories if one.code in set(categories)]
    _fits(what, kinds, known_at)
    norm = catalog().norm(KIND)
    row = Breach(
        id=key or uuid4(), file_id=case_id, case_number=case.number if case else "",
        what=what.strip(), categories=kinds, people=people, known_at=known_at,
        due_at=by(norm.spans[1], known_at, norm.rules), recorded_by_id=rules.user_of(acting),
        recorded_at=timezone.now(),
    )  # fmt: skip
    made, new = once(row, lambda earlier: earlier.recorded_by_id == acting.user_id, prefix="D")
    if new:
        record(acting, "breach.record", KIND, made.id)
        _tell_officers(acting, made, site)
    return made.id


def _real(case: Case) -> Case:
    if case.practice:
        raise Conflict(_("Dit is een oefening: daar staan geen gegevens van echte mensen in."))
    return case


def _fits(what: str, kinds: list[str], known_at: datetime) -> None:
    if not what.strip():
        raise ValidationError({"what": _("Schrijf wat er is gebeurd.")})
    if not kinds:
        raise ValidationError({"categories": _("Kies om welke gegevens het gaat.")})
    if known_at > timezone.now():
        raise ValidationError({"known_on": _("Dit moment moet nog komen.")})


def _tell_officers(acting: Acting, made: Breach, site: str) -> None:
    officers = access.colleagues(acting, capacity="privacy_officer", purpose="privacy")
    for person in officers:
        if person.user_id != acting.user_id:
            mails.note(acting, made.id, person.user_id, FOUND, made.number, site=site,
                       view="cases:breach", key=made.id)  # fmt: skip


def running(acting: Acting, breach_id: UUID) -> Breach:
    """A breach on which this acting may decide. Denied, or Conflict when it is closed."""
    found = Breach.objects.filter(pk=breach_id).first()
    if found is None:
        raise Denied
    rules.require(handles(acting))
    if found.closed_at:
        raise Conflict(_("Dit datalek is afgesloten."))
    return found


def tell_authority(
    acting: Acting,
    breach_id: UUID,
    *,
    told: bool,
    at: datetime | None = None,
    number: str = "",
    reason: str = "",
    version: int,
) -> None:
    """Reported to the Autoriteit Persoonsgegevens, or not and why (AVG art. 33 lid 1).

    The clock of 72 hours stops. Later than that, the report says why it is late.
    """
    found, now = running(acting, breach_id), timezone.now()
    moment = at if told and at else now
    if moment > now or moment < found.known_at:
        words = _("Dit moment moet nog komen, of toen was het lek nog niet bekend.")
        raise ValidationError({"on": words})
    if not reason.strip() and not told:
        raise ValidationError({"reason": _("Schrijf waarom u het niet meldt.")})
    if not reason.strip() and moment > found.due_at:
        raise ValidationError({"reason": _("De 72 uur zijn voorbij. Schrijf waarom het later is.")})
    _change(
        acting, found, "breach.authority", version, told_authority=told, authority_at=moment,
        authority_by_id=acting.user_id, authority_number=number.strip() if told else "",
        authority_reason=reason.strip(),
    )  # fmt: skip


def tell_people(
    acting: Acting, breach_id: UUID, *, told: bool, ground: str = "", reason: str, version: int
) -> None:
    """The people it is about were told, and how; or not, on which ground and why (AVG art. 34)."""
    found = running(acting, breach_id)
    if not told and ground not in NotTold.values:
        raise ValidationError({"ground": _("Kies op welke grond u mensen niet vertelt.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Schrijf hoe u het vertelde, of waarom niet.")})
    _change(
        acting, found, "breach.people", version, told_people=told, people_at=timezone.now(),
        people_by_id=acting.user_id, people_ground="" if told else ground,
        people_reason=reason.strip(),
    )  # fmt: skip


def close(acting: Acting, breach_id: UUID, *, effects: str, measures: str, version: int) -> None:
    """The record of AVG art. 33 lid 5 is whole: what happened, what followed, what was done."""
    found = running(acting, breach_id)
    if missing := gaps(found):
        raise Conflict(_("Afsluiten kan nog niet"), missing=missing)
    for name, text in (("effects", effects), ("measures", measures)):
        if not text.strip():
            raise ValidationError({name: _("Vul dit in: het hoort bij de vastlegging.")})
    _change(
        acting, found, "breach.close", version, effects=effects.strip(),
        measures=measures.strip(), closed_at=timezone.now(), closed_by_id=acting.user_id,
    )  # fmt: skip


def gaps(found: Breach) -> list[Missing]:
    """What must be decided before it is closed."""
    told = (
        (found.told_authority, _("Er is niet besloten over melden bij de Autoriteit"
                                 " Persoonsgegevens")),
        (found.told_people, _("Er is niet besloten of de mensen het horen")),
    )  # fmt: skip
    return [Missing(words) for said, words in told if said is None]


def _change(acting: Acting, found: Breach, verb: str, version: int, **values: Any) -> None:
    mine = Breach.objects.filter(pk=found.id, version=version)
    if not mine.update(**values, version=F("version") + 1):
        found.refresh_from_db()
        names = {"authority_reason": _("Toelichting"), "people_reason": _("Toelichting"),
                 "effects": _("Gevolgen"), "measures": _("Maatregelen")}  # fmt: skip
        texts = [Version(names[name], str(values[name]), getattr(found, name))
                 for name in names if name in values]  # fmt: skip
        raise Conflict(_("Een collega veranderde dit net"), versions=texts, newest=found.version)
    record(acting, verb, KIND, found.id)
