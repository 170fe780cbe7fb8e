"""Learning from answered reports, and measuring how well: `baken learn`.

scikit-learn does the learning; it is an extra that only this command needs. Who proposes needs no
more than what is stored here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.reports.categories import tree
from baken.reports.codes import Door, State
from baken.reports.models import Report
from baken.reports.suggest.features import SIZE, features
from baken.reports.suggest.models import Suggester
from baken.reports.suggest.scope import ABSTAINS, FORMAT, may_learn

SEED = 20261201
FOLDS, LEAST, MOST = 5, 50, 20_000
# Under this the model abstains, whatever was measured (what Signalen's form takes, and what several
# municipalities state in the register of algorithms); above it as soon as so many are right.
LOWEST, RIGHT = 0.41, 0.8


@dataclass(frozen=True)
class Example:
    """The words of one report, and which kind it turned out to be."""

    text: str
    kind: str


@dataclass(frozen=True)
class Facts:
    """What is published. `matrix`: for each real kind, how often each kind was proposed first."""

    format: int
    seed: int
    tree: int
    kinds: list[str]
    examples: dict[str, int]
    threshold: float
    proposed: float
    right: float
    right_of_three: float
    matrix: dict[str, dict[str, int]]
    fictional: bool


def answered() -> list[Example]:
    """The newest answered reports that were not made in confidence. For the keeper."""
    rows = Report.objects.using("keeper").filter(state=State.ANSWERED)
    rows = rows.exclude(door=Door.CONFIDENTIAL).order_by("-closed_at")
    pairs = rows.values_list("content__text", "category__code")[:MOST]
    return [Example(text or "", kind) for text, kind in pairs if may_learn(kind)]


def learn(examples: Sequence[Example], *, fictional: bool, seed: int = SEED) -> Suggester:
    """A model of these examples, not stored yet. Raises ValidationError when there are too few."""
    told = Counter(one.kind for one in examples)
    kinds = sorted(kind for kind, count in told.items() if count >= LEAST)
    if len(kinds) < 2:
        raise ValidationError(
            ngettext(
                "Er is te weinig om van te leren: %(few)s soort heeft er %(least)s of meer.",
                "Er is te weinig om van te leren: %(few)s soorten hebben er %(least)s of meer.",
                len(kinds),
            ) % {"few": len(kinds), "least": LEAST}
        )  # fmt: skip
    used = [one for one in examples if one.kind in kinds]
    columns, labels = _matrix(used), np.array([kinds.index(one.kind) for one in used])
    chances = _out_of_sample(columns, labels, used, seed)
    facts = _facts(chances, labels, kinds, fictional=fictional, seed=seed)
    weights = _weights(columns, labels, seed)
    return Suggester(
        learnt_at=timezone.now(), facts=asdict(facts), weights=weights.tobytes(),
        sha256=hashlib.sha256(weights.tobytes()).hexdigest(),
    )  # fmt: skip


def store(model: Suggester) -> UUID:
    """Keep it, off; what was learnt before goes. For the keeper."""
    Suggester.objects.using("keeper").all().delete()
    model.save(using="keeper", force_insert=True)
    return model.id


def _sklearn() -> Any:
    try:
        import sklearn.linear_model
        import sklearn.model_selection
    except ImportError as error:
        raise ValidationError(
            _("Hiervoor is scikit-learn nodig. Gebruik: ./baken learn")
        ) from error
    return sklearn


def _matrix(examples: Sequence[Example]) -> Any:
    """Rows of features, as a sparse matrix."""
    _sklearn()
    from scipy.sparse import csr_matrix

    found = [features(one.text) for one in examples]
    data = [weight for row in found for weight in row.values()]
    columns = [column for row in found for column in row]
    starts = np.cumsum([0, *(len(row) for row in found)])
    return csr_matrix((data, columns, starts), shape=(len(found), SIZE), dtype=np.float32)


def _classifier(seed: int) -> Any:
    return _sklearn().linear_model.LogisticRegression(
        C=10.0, max_iter=300, class_weight="balanced", random_state=seed
    )


def _out_of_sample(columns: Any, labels: Any, used: Sequence[Example], seed: int) -> Any:
    """Chances for each example by a model that did not see it, nor one with the same words."""
    alike = [hash_of(one.text) for one in used]
    few = min(Counter(labels).values())
    folds = _sklearn().model_selection.StratifiedGroupKFold(
        min(FOLDS, few), shuffle=True, random_state=seed
    )
    return _sklearn().model_selection.cross_val_predict(
        _classifier(seed), columns, labels, groups=alike, cv=folds, method="predict_proba"
    )


def hash_of(text: str) -> str:
    """The same for texts with the same words."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def _facts(chances: Any, labels: Any, kinds: list[str], *, fictional: bool, seed: int) -> Facts:
    best, first = chances.max(axis=1), chances.argmax(axis=1)
    threshold = _threshold(best, first == labels)
    sure = best >= threshold
    three = np.argsort(-chances, axis=1)[:, :3]
    matrix = {kind: Counter[str]() for kind in kinds}
    for label, guess, said in zip(labels, first, sure, strict=True):
        matrix[kinds[label]][kinds[guess] if said else ABSTAINS] += 1
    return Facts(
        format=FORMAT, seed=seed, tree=tree().version, kinds=kinds,
        examples={kind: int((labels == number).sum()) for number, kind in enumerate(kinds)},
        threshold=threshold, proposed=float(sure.mean()),
        right=float((first == labels)[sure].mean()) if sure.any() else 0.0,
        right_of_three=float((three == labels[:, None]).any(axis=1).mean()),
        matrix={kind: dict(row) for kind, row in matrix.items()}, fictional=fictional,
    )  # fmt: skip


def _threshold(best: Any, right: Any) -> float:
    """The lowest chance from which on at least RIGHT of the proposals are right; 1 when none is."""
    for hundredths in range(int(LOWEST * 100), 100):
        sure = best >= hundredths / 100
        if sure.any() and right[sure].mean() >= RIGHT:
            return hundredths / 100
    return 1.0


def _weights(columns: Any, labels: Any, seed: int) -> Any:
    """A row of floats for each kind, its constant last."""
    fitted = _classifier(seed).fit(columns, labels)
    coef, constant = fitted.coef_, fitted.intercept_
    if len(constant) == 1:  # two kinds share one row
        coef, constant = np.vstack([-coef, coef]), np.array([-constant[0], constant[0]])
    return np.hstack([coef, constant[:, None]]).astype("<f4")
