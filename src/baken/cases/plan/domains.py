"""The life domains of a version, read from its data."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.conf import settings

from baken.cases.plan.models import DomainList

FILE = Path(__file__).parent.parent / "data" / "leefgebieden.yaml"
FIRST = UUID("0a7e0002-0000-4000-8000-000000000001")
HEAD = ("title", "adopted_by", "source", "valid_from")


@dataclass(frozen=True)
class Domain:
    """One life domain."""

    code: str
    name: str


def read(body: dict[str, Any]) -> tuple[Domain, ...]:
    """The domains in their order. Raises KeyError or ValueError when it is no list of domains."""
    found = tuple(Domain(str(one["code"]), str(one["name"])) for one in body["domains"])
    if not found or len({one.code for one in found}) != len(found):
        raise ValueError("domains need codes that differ")
    if any(len(one.code) > 20 for one in found):
        raise ValueError("a code has at most 20 characters")
    return found


@lru_cache(maxsize=32)
def domains_of(list_id: UUID) -> tuple[Domain, ...]:
    """The domains of a version; a version never changes."""
    return read(DomainList.objects.get(pk=list_id).body)


def newest() -> DomainList:
    """The version on which a new plan begins."""
    row = DomainList.objects.order_by("-version").first()
    assert row is not None, "the reference data holds the domains"
    return row


def load() -> None:
    """Add the example list, and the municipality's own as a version after it, as the keeper.

    A version that is there is never changed: another list is another version.
    """
    raw: dict[str, Any] = yaml.safe_load(FILE.read_text())
    _add(raw, FIRST)
    if own := settings.MUNICIPALITY.cases.get("domains"):
        _add(own, None)


def _add(raw: dict[str, Any], key: UUID | None) -> None:
    body = {"domains": raw["domains"]}
    read(body)
    rows = DomainList.objects.using("keeper").order_by("-version")
    if rows.filter(body=body, title=raw["title"], adopted_by=raw.get("adopted_by")).exists():
        return
    last = rows.first()
    head = {name: raw.get(name) for name in HEAD}
    head["valid_from"] = date.fromisoformat(str(raw["valid_from"]))
    row = DomainList(version=last.version + 1 if last else 1, body=body, **head)
    row.id = key or row.id
    row.save(using="keeper", force_insert=True)
