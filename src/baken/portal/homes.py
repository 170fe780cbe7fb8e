"""What the home pages show: each part comes from the module that owns it."""

from typing import Any

from baken.core.acting import Acting
from baken.core.slots import Slot

Part = dict[str, Any]


def public() -> dict[str, Any]:
    return {}


def workplace(acting: Acting) -> tuple[str, dict[str, Any]]:
    return "portal/work.html", {}


def search(acting: Acting, term: str) -> dict[str, Any]:
    return {"term": term}


__all__ = ["Part", "Slot", "public", "search", "workplace"]
