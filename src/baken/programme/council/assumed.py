"""When something is due that names no date of its own: data, always shown as assumed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from baken.programme.catalog import DATA


@cache
def _assumed() -> dict[str, dict[str, Any]]:
    data: dict[str, Any] = yaml.safe_load((DATA / "raad.yaml").read_text("utf-8"))
    return dict(data["assumed"])


def assumed_due(kind: str, said_on: date | None, today: date) -> tuple[date | None, str]:
    """The day that is assumed and why; None where nothing may be assumed."""
    rule = _assumed()[kind]
    if rule.get("end_of_year"):
        return date(today.year, 12, 31), str(rule["why"])
    if rule.get("days") and said_on:
        return said_on + timedelta(days=int(rule["days"])), str(rule["why"])
    return None, ""
