"""Who looked at a case: the trail of its file, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from baken.access import api as access
from baken.audit.api import entries, in_words
from baken.core.acting import Acting
from baken.core.paging import Page, page


@dataclass(frozen=True)
class Look:
    """Somebody saw or did something on the file."""

    at: datetime
    who: str
    organisation: str
    did: str


@dataclass(frozen=True)
class Looks:
    """One page of looks, newest first."""

    lines: list[Look]
    page: Page[Any]


def looks(
    acting: Acting, case_id: UUID, since: datetime, params: Mapping[str, str], *, size: int = 50
) -> Looks:
    """What the trail tells of this file, newest first. Three queries.

    Contributions and documents are other objects in the trail: what was not released here, does
    not show here either.
    """
    rows = entries().filter(object_kind__in=("case", "file"), object_id=case_id, at__gte=since)
    found = page(rows, params, keys=("-id",), size=size)
    seen: list[Any] = found.rows
    names = access.name_of(row.user_id for row in seen)
    parties = {party.id: party.name for party in access.organisations(acting)}
    lines = [
        Look(
            row.at, names.get(row.user_id, _("onbekend")),
            parties.get(row.organisation_id, ""), in_words(row.verb),
        )
        for row in seen
    ]  # fmt: skip
    return Looks(lines, found)
