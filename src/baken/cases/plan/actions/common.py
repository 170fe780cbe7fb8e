"""What actions on a plan share."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from baken.cases import rules
from baken.cases.actions.common import fetch_open
from baken.cases.models import Case
from baken.cases.plan.models import Goal, Plan, SafetyAgreement
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied, Version

Item = TypeVar("Item", Goal, SafetyAgreement)
# Attribute of the row, and how the page calls it.
Words = Sequence[tuple[str, str]]


def managed(acting: Acting, case_id: UUID) -> Case:
    """An open case of which this acting writes the plan. Denied or Conflict."""
    case = fetch_open(case_id)
    rules.require(rules.manages(acting))
    return case


def making(case_id: UUID) -> Plan:
    """The version in the making. Conflict when there is none: what is settled stays."""
    plan = Plan.objects.filter(case_id=case_id, settled_at=None).first()
    if plan is None:
        raise Conflict(_("Dit plan is vastgesteld. Begin eerst een nieuwe versie."))
    return plan


def touch(plan_id: UUID) -> None:
    """Count a change in the version, and hold it until the end of the transaction.

    Nobody settles it meanwhile. Conflict when somebody just did.
    """
    changed = Plan.objects.filter(pk=plan_id, settled_at=None).update(version=F("version") + 1)
    if not changed:
        raise Conflict(_("Een collega stelde dit plan net vast. Begin een nieuwe versie."))


def item(acting: Acting, kind: type[Item], key: UUID) -> Item:
    """A goal or agreement on an open case, for who writes the plan. Denied when hidden."""
    found = kind._default_manager.filter(pk=key).first()
    if found is None:
        raise Denied
    managed(acting, found.case_id)
    return found


def change(row: Item, words: Words, *, version: int, **values: Any) -> None:
    """Change a row of the version that was read. Conflict with both texts when it is older."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    touch(row.plan_id)
    if rows.filter(version=version).update(**values, version=F("version") + 1):
        return
    theirs = rows.get()
    raise Conflict(
        _("Een collega bewaarde net een andere tekst"),
        versions=[
            Version(label, str(values[name]), str(getattr(theirs, name)))
            for name, label in words
            if str(values[name]) != str(getattr(theirs, name))
        ]
        or [Version(words[0][1], str(values[words[0][0]]), str(getattr(theirs, words[0][0])))],
        newest=theirs.version,
    )


def next_position(kind: type[Item], plan: Plan) -> int:
    """The place after the last one."""
    last = kind._default_manager.filter(plan=plan).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1
