"""Placeholder."""
from typing import Any


def add_to(commands: Any) -> None:
    return None
