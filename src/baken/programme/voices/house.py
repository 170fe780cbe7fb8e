"""The house rules: data, shown to who writes and named by who refuses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from baken.programme.catalog import DATA


@dataclass(frozen=True)
class Rule:
    """One rule, and what an author reads whose reaction it keeps away."""

    key: str
    title: str
    says: str


@cache
def rules() -> dict[str, Rule]:
    """All of them, in the order in which they are shown."""
    found = yaml.safe_load((DATA / "huisregels.yaml").read_text("utf-8"))["rules"]
    return {key: Rule(key, **words) for key, words in found.items()}
