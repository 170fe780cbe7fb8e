"""Another regime for a case: asked by one, decided by another, while nothing was brought in.

Once anything was, only an itemised disclosure crosses (see `disclosures`).
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import mails, rules
from baken.cases.actions.common import by, fetch_open, refresh_clock, rules_of
from baken.cases.codes import Regime, Role
from baken.cases.disclosures.models import RegimeRequest
from baken.cases.models import Case, Participation, Seat
from baken.cases.regimes import article_of, rules_for
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Missing

AT_LEAST = 10


def request_regime(
    acting: Acting, case_id: UUID, *, regime: str, reason: str, site: str = ""
) -> UUID:
    """Ask that this case runs under another regime; sent twice is asked once.

    Conflict with what is in the way. Who may decide gets a mail.
    """
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if regime not in Regime.values or regime == case.regime:
        raise ValidationError({"regime": _("Kies een ander regime uit de lijst.")})
    if len(reason.strip()) < AT_LEAST:
        raise ValidationError({"reason": _("Schrijf waarom, in een hele zin.")})
    waits = waiting(case.id)
    if waits and (waits.requested_by_id, waits.to_regime) == (acting.user_id, regime):
        return waits.id
    words = _("Een ander regime kan nu niet")
    if missing := gaps_to_ask(acting, case, regime):
        raise Conflict(words, missing=missing)
    made = _ask(case, regime, reason.strip())
    refresh_clock(case.id)
    record(acting, "case.request_regime", "case", case.id, ground=regime)
    for user_id in deciders(case, regime):
        mails.ask(acting, case, user_id, mails.DECISION, site=site)
    return made


def _ask(case: Case, regime: str, reason: str) -> UUID:
    key, until = uuid4(), by(rules_of(case).clocks["decision"])
    try:
        with transaction.atomic():
            values = (key, case.id, regime, reason, until)
            done = _call("cases_ask_regime(%s, %s, %s, %s, %s)", *values)
    except IntegrityError:
        done = False
    if not done:
        raise Conflict(_("De casus veranderde net. Kijk eerst hoe hij er nu voor staat."))
    return key


def decide_regime(acting: Acting, request_id: UUID, *, granted: bool, reason: str = "") -> None:
    """Decide on what another asked, with a seat that the new regime names for deciding.

    Sent twice is decided once. Conflict when something is missing, or it was decided already.
    """
    seen = RegimeRequest.objects.filter(pk=request_id).first()
    if seen is None:
        raise Denied
    case = fetch_open(seen.case_id)
    if seen.decided_at:
        if (seen.decided_by_id, seen.granted) == (acting.user_id, granted):
            return
        raise Conflict(_("Over dit verzoek is al besloten."))
    if not granted and not reason.strip():
        raise ValidationError({"reason": _("Schrijf waarom niet.")})
    if missing := gaps_to_decide(acting, case, seen, granted=granted):
        raise Conflict(_("Een ander regime kan nu niet"), missing=missing)
    if not _call("cases_decide_regime(%s, %s, %s, %s)", uuid4(), seen.id, granted, reason.strip()):
        raise Conflict(_("De casus veranderde net. Kijk eerst hoe hij er nu voor staat."))
    refresh_clock(case.id)
    verb = "case.change_regime" if granted else "case.refuse_regime"
    record(acting, verb, "case", case.id, ground=seen.to_regime)


def waiting(case_id: UUID) -> RegimeRequest | None:
    """The request on which nobody decided yet."""
    return RegimeRequest.objects.filter(case_id=case_id, decided_at=None).first()


def count_waiting(case_id: UUID) -> int:
    """How many that are: none or one."""
    return RegimeRequest.objects.filter(case_id=case_id, decided_at=None).count()


def deciders(case: Case, regime: str) -> list[UUID]:
    """Who may decide: they hold a seat that this regime names."""
    seats = Seat.objects.filter(case=case, ended_at=None, role__in=rules_for(regime).decides)
    found = seats.exclude(accepted_at=None).exclude(holder=None).order_by("role")
    return list(dict.fromkeys(found.values_list("holder_id", flat=True)))


def may_decide(acting: Acting, case: Case, asked: RegimeRequest) -> bool:
    """Does this acting have the mandate, and was it another who asked?"""
    return not _no_mandate(acting, case, asked.to_regime) and not _is_own(acting, asked)


def gaps_to_ask(acting: Acting, case: Case, regime: str) -> list[Missing]:
    """What stands in the way of asking: no seat, something brought in, partners not admitted."""
    found = []
    if not _held(acting, case):
        found.append(Missing(_("U heeft geen stoel in deze casus"),
                             _("Wie een stoel houdt, vraagt om een ander regime.")))  # fmt: skip
    if waiting(case.id):
        words = _("Daar moet eerst over worden besloten.")
        found.append(Missing(_("Er ligt al een verzoek"), words))
    return found + _not_free(acting, case, regime)


def gaps_to_decide(
    acting: Acting, case: Case, asked: RegimeRequest, *, granted: bool
) -> list[Missing]:
    """What stands in the way of deciding. Saying no needs the mandate and another person."""
    found = []
    if _is_own(acting, asked):
        found.append(Missing(_("U vroeg dit zelf"), _("Een ander besluit erover.")))
    if _no_mandate(acting, case, asked.to_regime):
        roles = ", ".join(str(Role(r).label).lower() for r in rules_for(asked.to_regime).decides)
        found.append(Missing(_("U heeft geen mandaat"), _("Besluiten mag wie houdt: %s.") % roles))
    return found + (_not_free(acting, case, asked.to_regime) if granted else [])


def _held(acting: Acting, case: Case) -> set[str]:
    seats = Seat.objects.filter(case=case, holder_id=acting.user_id, ended_at=None)
    mine = seats.filter(organisation_id=rules.organisation_of(acting)).exclude(accepted_at=None)
    return set(mine.values_list("role", flat=True))


def _no_mandate(acting: Acting, case: Case, regime: str) -> bool:
    return not _held(acting, case) & set(rules_for(regime).decides)


def _is_own(acting: Acting, asked: RegimeRequest) -> bool:
    """Also with a second account of the same person."""
    return _call("cases_same_person(%s, %s)", asked.requested_by_id, acting.user_id)


def _not_free(acting: Acting, case: Case, regime: str) -> list[Missing]:
    found = [] if _call("cases_untouched(%s)", case.id) else [_touched(case)]
    return found + [
        Missing(
            _("%s mag onder dat regime niet meedoen") % name, article_of(regime),
            _("Naar de partners"), f"{reverse('cases:file', args=[case.id])}?deel=partners",
        )
        for name in _outside(acting, case, rules_for(regime).kinds)
    ]  # fmt: skip


def _call(function: str, *values: UUID | str | bool | datetime | None) -> bool:
    """What a function of the wall answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}", values)
        return bool(cursor.fetchone()[0])


def _touched(case: Case) -> Missing:
    return Missing(
        _("Er is al iets ingebracht"),
        _("Wat onder dit regime is verteld, gaat alleen per gegeven en met een besluit naar een"
          " ander."),
        _("Naar de verstrekkingen"), reverse("cases:disclosures", args=[case.id]),
    )  # fmt: skip


def _outside(acting: Acting, case: Case, kinds: frozenset[str]) -> list[str]:
    there = Participation.objects.live().filter(case=case)
    ids = set(there.values_list("organisation_id", flat=True))
    parties = [party for party in access.organisations(acting) if party.id in ids]
    return [party.name for party in parties if party.kind not in kinds]
