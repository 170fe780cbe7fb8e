"""Another regime for a case: a decision with a reason, while nothing was brought in under this one.

Once anything was, only an itemised disclosure crosses (see `disclosures`).
"""

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import record
from baken.cases import rules
from baken.cases.actions.common import fetch_open, refresh_clock
from baken.cases.codes import Regime, Role
from baken.cases.models import Case, Participation, Seat
from baken.cases.regimes import article_of, rules_for
from baken.core.acting import Acting
from baken.core.errors import Conflict, Missing

AT_LEAST = 10


def change_regime(acting: Acting, case_id: UUID, *, regime: str, reason: str) -> None:
    """Decide that this case runs under another regime. Conflict with what is in the way.

    Whoever decides holds a seat that the new regime names for deciding.
    """
    case = fetch_open(case_id)
    rules.require(rules.works_on_cases(acting))
    if regime not in Regime.values or regime == case.regime:
        raise ValidationError({"regime": _("Kies een ander regime uit de lijst.")})
    if len(reason.strip()) < AT_LEAST:
        raise ValidationError({"reason": _("Schrijf waarom, in een hele zin.")})
    missing = gaps(acting, case, regime)
    if missing or not _decided(case, regime, reason.strip()):
        words = _("Een ander regime kan nu niet")
        raise Conflict(words, missing=missing or [_touched(case)])
    refresh_clock(case.id)
    record(acting, "case.change_regime", "case", case.id, ground=regime)


def _decided(case: Case, regime: str, reason: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select cases_change_regime(%s, %s, %s, %s)", [uuid4(), case.id, regime, reason]
        )
        return bool(cursor.fetchone()[0])


def gaps(acting: Acting, case: Case, regime: str) -> list[Missing]:
    """What stands in the way: mandate, something brought in, partners that it does not admit."""
    new = rules_for(regime)
    seats = Seat.objects.filter(case=case, holder_id=acting.user_id, ended_at=None)
    held = set(seats.exclude(accepted_at=None).values_list("role", flat=True))
    found = []
    if not held & set(new.decides):
        roles = ", ".join(str(Role(role).label).lower() for role in new.decides)
        found.append(Missing(_("U heeft geen mandaat"), _("Besluiten mag wie houdt: %s.") % roles))
    if _is_touched(case):
        found.append(_touched(case))
    return found + [
        Missing(
            _("%s mag onder dat regime niet meedoen") % name, article_of(regime),
            _("Naar de partners"), f"{reverse('cases:file', args=[case.id])}?deel=partners",
        )
        for name in _outside(acting, case, new.kinds)
    ]  # fmt: skip


def _is_touched(case: Case) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select not cases_untouched(%s)", [case.id])
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


__all__ = ["change_regime", "gaps"]
