"""Proposing kinds for some words. Nothing of the words is kept, logged or sent anywhere."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from baken.reports.categories import Subject, tree
from baken.reports.suggest.features import SIZE, features
from baken.reports.suggest.models import Suggester
from baken.reports.suggest.scope import FORMAT, may_learn

log = logging.getLogger("baken.reports")
MOST = 3
_kept: dict[str, Any] = {}


@dataclass(frozen=True)
class Proposal:
    """A kind, and how sure the model is of it (0 to 1)."""

    subject: Subject
    chance: float


def in_use() -> Suggester | None:
    """What is learnt and switched on, without its weights; None when there is none. One query."""
    model = Suggester.objects.defer("weights").first()
    return model if model is not None and model.on and _fits(model) else None


def propose(text: str) -> list[Proposal]:
    """At most three kinds, the likeliest first; none when the model is off or not sure enough."""
    model = in_use()
    if model is None:
        return []
    try:
        found = chances(model, text)
    except ValueError:
        log.exception("what was learnt cannot be used")
        return []
    if not found or found[0].chance < model.facts["threshold"]:
        return []
    return found[:MOST]


def chances(model: Suggester, text: str) -> list[Proposal]:
    """Every kind with its chance, the likeliest first; empty for a text without words."""
    row = features(text)
    if not row:
        return []
    import numpy as np  # only while it is in use: a web process does without

    weights = _weights(model)
    scores = weights[:, list(row)] @ np.array(list(row.values()), "<f4") + weights[:, -1]
    powers = np.exp(scores - scores.max())
    pairs = zip(model.facts["kinds"], powers / powers.sum(), strict=True)
    found = [Proposal(subject, float(chance)) for kind, chance in pairs
             if (subject := tree().get(kind)) is not None and may_learn(kind)]  # fmt: skip
    return sorted(found, key=lambda one: -one.chance)


def _fits(model: Suggester) -> bool:
    """Made by this program for kinds that are there."""
    kinds = model.facts.get("kinds", [])
    return model.facts.get("format") == FORMAT and any(map(may_learn, kinds))


def _weights(model: Suggester) -> Any:
    """The rows of this model; those of one model stay in memory. Raises ValueError when damaged."""
    import numpy as np

    if model.sha256 not in _kept:
        raw = bytes(Suggester.objects.values_list("weights", flat=True).get(id=model.id))
        if hashlib.sha256(raw).hexdigest() != model.sha256:
            raise ValueError("the weights are not those that were learnt")
        _kept.clear()
        _kept[model.sha256] = np.frombuffer(raw, "<f4").reshape(len(model.facts["kinds"]), SIZE + 1)
    return _kept[model.sha256]
