"""What a request told, as lines to read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.access import api as access
from baken.cases.actions.handing import HOUSEHOLD
from baken.cases.ave import Model
from baken.cases.codes import FIELDS, Duty, Soon

CHOICES = {
    **dict(Soon.choices),
    **dict(Duty.choices),
    "ja": gettext_lazy("ja"),
    "nee": gettext_lazy("nee"),
    HOUSEHOLD: gettext_lazy("het huishouden"),
}


def in_words(details: Mapping[str, Any], model: Model) -> list[str]:
    """One line per answer, in the order of the fields."""
    return list(_lines(details, model))


def _lines(details: Mapping[str, Any], model: Model) -> Iterator[str]:
    for code, proof in (details.get("triggers") or {}).items():
        yield f"{model.triggers.get(code, code)}: {proof}"
    for name, label in FIELDS.items():
        if name != "triggers" and details.get(name):
            yield f"{label} {_value(name, str(details[name]))}"
    for code in details.get("still") or ():
        yield _("Speelt nog: %s") % model.triggers.get(code, code)
    if details.get("motivated"):
        yield str(details["motivated"])


def _value(name: str, value: str) -> str:
    if name == "aftercare":
        return date_format(date.fromisoformat(value), "j F Y")
    if name == "receiver" and value != HOUSEHOLD:
        key = UUID(value)
        return access.name_of([key]).get(key, _("een collega"))
    return str(CHOICES.get(value, value))
