"""Two versions of a plan beside each other, as far as the acting sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.cases.plan.domains import domains_of
from baken.cases.plan.models import Goal, HouseholdView, Plan, SafetyAgreement

Kind = Literal["new", "gone", "changed", "same"]
# By what stays the same over versions: a title, and all words.
Texts = dict[object, tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """One goal, agreement or view: what it was, and what it is."""

    kind: Kind
    title: str
    before: str
    after: str


def changes(former: Plan, plan: Plan) -> list[Change]:
    """What differs between two versions: what is new, changed or gone, then what stayed."""
    found = [
        *_compared(_goals(former), _goals(plan)),
        *_compared(_agreements(former), _agreements(plan)),
        *_views_compared(former, plan),
    ]
    order = {"changed": 0, "new": 1, "gone": 2, "same": 3}
    return sorted(found, key=lambda change: order[change.kind])


def _compared(old: Texts, new: Texts) -> Iterable[Change]:
    for key, (title, after) in new.items():
        before = old.get(key, ("", ""))[1]
        kind: Kind = "new" if key not in old else "same" if before == after else "changed"
        yield Change(kind, title, before, after)
    for key, (title, before) in old.items():
        if key not in new:
            yield Change("gone", title, before, "")


def _views_compared(former: Plan, plan: Plan) -> Iterable[Change]:
    """Nothing before the view on this version is recorded: it is not gone, only not asked yet."""
    now = _views(plan)
    return _compared(_views(former), now) if now else []


def _goals(plan: Plan) -> Texts:
    names = {domain.code: domain.name for domain in domains_of(plan.domains_id)}
    rows = Goal.objects.filter(plan=plan, dropped=False).order_by("position", "id")
    seen: Texts = {}
    for goal in rows:
        name = names.get(goal.domain, goal.domain)
        seen[goal.line] = (name, f"{name}: {goal.text}\n{goal.see}")
    return seen


def _agreements(plan: Plan) -> Texts:
    rows = SafetyAgreement.objects.filter(plan=plan, dropped=False).order_by("position", "id")
    return {row.line: (_("Veiligheidsafspraak"), _said(row)) for row in rows}


def _said(row: SafetyAgreement) -> str:
    until = date_format(row.valid_until, "j F Y")
    words = {"sign": row.sign, "step": row.step, "calls": row.calls, "until": until}
    return _("Als: %(sign)s\nDan: %(step)s\nWie belt wie: %(calls)s\nTot en met %(until)s") % words


def _views(plan: Plan) -> Texts:
    view = HouseholdView.objects.filter(plan=plan).first()
    if view is None:
        return {}
    lines = (view.get_consent_display(), view.text, view.reason)
    return {"": (_("Wat het huishouden vindt"), "\n".join(line for line in lines if line))}
