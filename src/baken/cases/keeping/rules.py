"""How long a case may be kept at most, from data with a source."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from baken.cases.models import Case
from baken.cases.retention import term_of
from baken.core.terms import add_months

FILE = Path(__file__).parent.parent / "data" / "extensions.yaml"


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    body: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return body


def source() -> str:
    """On what the longest dates rest."""
    return str(_data()["source"]).strip()


def longest(case: Case) -> date:
    """The last day on which this closed case may be kept, whoever decides."""
    term = term_of(case.regime)
    end = term.last_day(getattr(case, term.trigger))
    return add_months(end, 12 * int(_data()["regimes"][case.regime]["years"]))
