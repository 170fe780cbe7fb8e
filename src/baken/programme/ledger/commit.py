"""Commits to what is withheld: a hash that is public now, and a secret with which it is opened.

The hash says nothing without its secret, 256 bits drawn for this one number. Who has the secret
shows later that the number was what it was, and that nobody chose it afterwards (ADR 0025).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping

from baken.programme.ledger.models import Cell, Opening
from baken.programme.models import TallyRun

NONCE = 32


def canonical(cell: Cell, amount: int) -> bytes:
    """What is committed to: which number of which count, and the number."""
    facts = ["baken-cell-1", cell.name, cell.period, cell.part, cell.sha256, amount]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def commitment(nonce: bytes, cell: Cell, amount: int) -> str:
    return hashlib.sha256(bytes(nonce) + canonical(cell, amount)).hexdigest()


def commit(rows: Iterable[Cell], runs: Mapping[str, TallyRun], newest: TallyRun) -> list[Opening]:
    """Give every withheld cell its hash; the secrets are kept by who counts."""
    found = []
    for row in rows:
        if row.withheld and row.exact is not None:
            nonce = secrets.token_bytes(NONCE)
            row.commitment = commitment(nonce, row, row.exact)
            run = runs.get(row.period, newest)
            found.append(Opening(cell=row, run=run, nonce=nonce))
    return found
