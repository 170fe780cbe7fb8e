"""What an import found in its files, for the page on which somebody looks before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from baken.programme.intake.reading import Seen
from baken.programme.values import Value

FEW = 12
_FACTS = """
select count(*), count(distinct area), count(distinct period), min(starts_on), max(ends_on),
  array_agg(distinct indicator), count(*) filter (where amount is null),
  count(*) filter (where status = 'voorlopig')
from incoming
"""
_SAMPLE = """
select line, indicator, measure, period, area, amount, scale, bound, low, high, missing, status
from incoming order by file, line limit %s
"""
_CHANGES = """
select i.line, i.indicator, i.measure, i.period, i.area, o.amount, o.scale, o.bound, o.low, o.high,
  o.missing, i.amount, i.scale, i.bound, i.low, i.high, i.missing
from incoming i join programme_observation o on o.current
  and (o.indicator, o.measure, o.period, o.area) = (i.indicator, i.measure, i.period, i.area)
where (o.amount, o.bound, o.missing, o.low, o.high)
  is distinct from (i.amount, i.bound, i.missing, i.low, i.high)
order by i.file, i.line limit %s
"""


def found_in(seen: Seen, compared: dict[str, int]) -> dict[str, Any]:
    """What is staged now, as JSON: how much, about what, the first figures, and what differs."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS)
        count, areas, periods, first, last, keys, missing, early = cursor.fetchone()
        cursor.execute(_SAMPLE, [FEW])
        sample = [_figure(row) for row in cursor.fetchall()]
        cursor.execute(_CHANGES, [FEW])
        changes = [_change(row) for row in cursor.fetchall()]
    return {
        "count": count,
        "areas": areas,
        "periods": periods,
        "span": [str(first or ""), str(last or "")],
        "indicators": keys or [],
        "missing": missing,
        "provisional": early,
        "others": seen.others,
        "kinds": dict(seen.kinds.most_common(FEW)),
        "sample": sample,
        "changes": changes,
        "compared": compared,
    }


def _figure(row: Sequence[Any]) -> dict[str, str]:
    names = dict(zip(("line", "indicator", "measure", "period", "area"), row[:5], strict=True))
    return {**names, "value": _shown(row[5:11]), "reason": row[10], "status": row[11]}


def _change(row: Sequence[Any]) -> dict[str, str]:
    names = dict(zip(("line", "indicator", "measure", "period", "area"), row[:5], strict=True))
    return {**names, "before": _shown(row[5:11]), "now": _shown(row[11:17])}


def _shown(row: Sequence[Any]) -> str:
    """A value as its page prints it, with its margins; the reason when there is none."""
    amount, scale, bound, low, high, missing = row
    if amount is None:
        return str(missing)
    low, high = (None if n is None else round(n, scale) for n in (low, high))
    value = Value(round(amount, scale), bound, "", low, high)
    return f"{value} ({value.margins})" if value.margins else str(value)
