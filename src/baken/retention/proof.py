"""A certificate of destruction as a file, checked by anyone: no database, no keys, no names."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

FIELDS = frozenset({
    "id", "number", "run_id", "made_at", "model", "what", "removed", "term", "trigger",
    "started_from", "started_until", "purpose", "selection", "act", "manner", "objects_hash",
    "previous",
})  # fmt: skip
# Of what two people decided on: which list, in which capacities, when.
LISTED = frozenset({"list_number", "proposed_as", "approved_as", "approved_on"})


def seal_of(content: Mapping[str, str]) -> str:
    """The hash of what a certificate says (hex SHA-256)."""
    return hashlib.sha256(json.dumps(dict(content), sort_keys=True).encode()).hexdigest()


def problems(path: Path) -> list[str]:
    """What is wrong with a certificate in a file; empty when it is as it was made."""
    try:
        found = json.loads(path.read_text())
        hash_, content = found.pop("hash"), found
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return ["Dit is geen verklaring van vernietiging van Baken."]
    known = set(content) in (FIELDS, FIELDS | LISTED)
    if not known or not all(isinstance(value, str) for value in content.values()):
        return ["In deze verklaring ontbreekt iets, of er staat iets te veel in."]
    if seal_of(content) != hash_:
        return ["De vingerafdruk klopt niet: deze verklaring is veranderd."]
    return []
