"""How indicators are counted: what we ship, what a plan says, and which way holds in a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from baken.programme.models import Definition, Entry, Kind
from baken.programme.periods import Period
from baken.programme.records import Record
from baken.programme.shipped import shipped, shipped_unit
from baken.programme.verdicts import direction_of

ABOUT = ("eenheid", "bron_tabel")  # a change of one of these is another way of counting
SMALL, PERSONS = 5, 10


def keep(keys: Iterable[str], now: datetime) -> None:
    """Write the definitions of these indicators down, where there is none yet."""
    wanted = set(keys)
    known = set(Definition.objects.filter(indicator__in=wanted).values_list("indicator", flat=True))
    missing = wanted - known
    entries = Entry.objects.filter(kind=Kind.INDICATOR, current=True, key__in=missing)
    fresh = [one for key in sorted(missing & set(shipped())) for one in _shipped_rows(key, now)]
    said = {entry.key: entry for entry in entries if entry.key not in shipped()}
    fresh += [_row(key, 1, entry.details, now) for key, entry in sorted(said.items())]
    Definition.objects.bulk_create(fresh)


def _shipped_rows(key: str, now: datetime) -> list[Definition]:
    item = shipped()[key]
    return [
        Definition(
            indicator=key,
            number=number,
            unit=one["eenheid"],
            numerator=one.get("teller", ""),
            denominator=one.get("noemer", ""),
            table=one.get("tabel", ""),
            direction=item["richting"],
            since=date(one["sinds"], 1, 1) if "sinds" in one else None,
            reason=one.get("reden", ""),
            reference=f"{one['bron']}: {one['verwijzing']}",
            checked=one.get("nagegaan", False),
            made_at=now,
        )
        for number, one in enumerate(item["versions"], start=1)
    ]


def _row(
    key: str, number: int, details: Mapping[str, Any], now: datetime, reason: str = ""
) -> Definition:
    """A definition in the plan's own words."""
    unit = str(details.get("eenheid") or "")
    small = bool(details.get("klein_getal"))
    persons = unit.startswith("personen")
    return Definition(
        indicator=key,
        number=number,
        unit=unit,
        numerator=str(details.get("teller") or ""),
        denominator=str(details.get("noemer") or ""),
        table=str(details.get("bron_tabel") or ""),
        direction=direction_of(str(details.get("richting") or "")),
        small=small or persons,
        shown_from=PERSONS if persons else SMALL if small else None,
        reason=reason,
        reference="het veiligheidsplan",
        made_at=now,
    )


def changed(known: Entry, found: Record, now: datetime) -> list[Definition]:
    """The next definition, and the first if need be, when a plan gives another unit or table."""
    for name in ABOUT:
        before, after = known.details.get(name), found.details.get(name)
        if before and after and before != after:
            rows = Definition.objects.filter(indicator=found.key).order_by("-number")
            last = rows.first()
            former = [] if last else [_row(found.key, 1, known.details, now)]
            reason = "andere eenheid" if name == "eenheid" else "andere telling"
            number = last.number + 1 if last else 2
            return [*former, _row(found.key, number, found.details, now, reason)]
    return []


@dataclass
class Counting:
    """The definitions of some indicators, to find the one that a period falls under."""

    rows: dict[str, list[Definition]]

    def of(self, indicator: str, start: date) -> Definition | None:
        """The latest definition that holds from before or at this day."""
        fits = [
            one for one in self.rows.get(indicator, ()) if one.since is None or one.since <= start
        ]
        return fits[-1] if fits else None

    def number(self, indicator: str, start: date) -> int:
        found = self.of(indicator, start)
        return found.number if found else 1

    def unit(self, indicator: str, period: Period) -> str:
        found = self.of(indicator, period.start)
        return found.unit if found else shipped_unit(indicator, period.start)


def counting(keys: Iterable[str] = ()) -> Counting:
    """The definitions of these indicators, or of all."""
    rows = Definition.objects.order_by("indicator", "number")
    wanted = set(keys)
    found: dict[str, list[Definition]] = {}
    for row in rows.filter(indicator__in=wanted) if wanted else rows:
        found.setdefault(row.indicator, []).append(row)
    return Counting(found)
