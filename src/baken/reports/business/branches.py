"""The branches of a business: a code list, as data."""

from functools import cache
from pathlib import Path

import yaml

from baken.core.languages import said

FILE = Path(__file__).parent.parent / "data" / "branches.yaml"


@cache
def _branches() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["branches"]
    return found


def choices() -> list[tuple[str, str]]:
    """Code and title in the language of the page."""
    return [(code, said(texts["nl"], texts["en"])) for code, texts in _branches().items()]


def title_of(code: str) -> str:
    """A branch in words; the code when it is not in the list (any more)."""
    return dict(choices()).get(code, code)
