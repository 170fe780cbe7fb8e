"""Lists without offsets: keyset pages, and counts that stop counting."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

Item = TypeVar("Item", bound=Model)
CAP = 1000


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page; `next` and `previous` are the values for `?na=` and `?voor=`, or empty."""

    rows: list[Item]
    next: str
    previous: str


@dataclass(frozen=True)
class Count:
    """A count that stops at `CAP`; `more` says that it did."""

    number: int
    more: bool

    def __str__(self) -> str:
        return _("meer dan 1.000") if self.more else str(self.number)


def capped_count(queryset: QuerySet[Any]) -> Count:
    """Count at most CAP rows: an exact count of a million guarded rows takes a second."""
    number = queryset.order_by()[: CAP + 1].count()
    return Count(min(number, CAP), number > CAP)


def page(
    queryset: QuerySet[Item],
    params: Mapping[str, str],
    *,
    keys: Sequence[str] = ("-created_at", "-id"),
    size: int = 50,
) -> Page[Item]:
    """The page after `?na=` or before `?voor=`; all keys sort the same way, the last is unique."""
    after, before = params.get("na", ""), params.get("voor", "")
    backwards = bool(before) and not after
    order = [_turned(key) for key in keys] if backwards else list(keys)
    rows_query = queryset.order_by(*order)
    mark = after or before
    if mark:
        rows_query = rows_query.filter(_beyond(order, _read(mark, keys, queryset.model)))
    rows = list(rows_query[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, bool(mark))
    return Page(
        rows,
        _mark(rows[-1], keys) if rows and has_next else "",
        _mark(rows[0], keys) if rows and has_previous else "",
    )


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows past `values` in this order: first key beyond, or equal and the next beyond."""
    condition = Q()
    for depth in range(len(order)):
        part = Q()
        for key, value in zip(order[:depth], values, strict=False):
            part &= Q(**{key.lstrip("-"): value})
        key = order[depth]
        part &= Q(**{f"{key.lstrip('-')}__{'lt' if key.startswith('-') else 'gt'}": values[depth]})
        condition |= part
    first = order[0]
    bound = "lte" if first.startswith("-") else "gte"
    return Q(**{f"{first.lstrip('-')}__{bound}": values[0]}) & condition


def _mark(row: Model, keys: Sequence[str]) -> str:
    values = [str(getattr(row, key.lstrip("-"))) for key in keys]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(mark: str, keys: Sequence[str], model: type[Model]) -> list[Any]:
    """The key values of a mark, as the model's own types. Raises ValidationError on nonsense."""
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        if isinstance(values, list) and len(values) == len(keys):
            fields = [model._meta.get_field(key.lstrip("-")) for key in keys]
            return [_typed(field, value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, UnicodeDecodeError, ValidationError):
        pass
    raise ValidationError(_("Deze bladzijde bestaat niet meer. Begin opnieuw bij de eerste."))


def _typed(field: Any, value: Any) -> Any:
    """The value as the field's own type. ValueError for a moment without its time zone."""
    typed = field.to_python(str(value))
    if isinstance(typed, datetime) and is_naive(typed):
        raise ValueError("no time zone")
    return typed
