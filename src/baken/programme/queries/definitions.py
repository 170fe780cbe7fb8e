"""Indicators as the register defines them."""

from __future__ import annotations

from baken.programme.catalog import Family, Member, families, short_name
from baken.programme.models import Kind
from baken.programme.queries.register import Register
from baken.programme.queries.series import Figures
from baken.programme.verdicts import direction_of


def definitions(register: Register) -> dict[str, Figures]:
    """Every indicator of the register, still without rows."""
    found = {}
    for item in register.of_kind(Kind.INDICATOR):
        unit = str(item.says("eenheid") or "")
        direction = direction_of(str(item.says("richting") or ""))
        start = item.says("nulmeting")
        year = int(str(start["jaar"])) if isinstance(start, dict) and start.get("jaar") else None
        found[item.key] = Figures(item.key, item.name, unit, direction, year)
    return found


def family_of(key: str, known: dict[str, Figures]) -> Family:
    """The family that shares a page; an indicator by itself is a family of one."""
    if found := families().get(key):
        return found
    name = known[key].name.removesuffix(" (context)")
    return Family(key, name, (Member(key, short_name(key, name), ""),))
