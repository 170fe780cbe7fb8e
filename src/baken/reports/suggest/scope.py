"""Of which kinds may be learnt, and in which shape what was learnt is kept."""

from baken.reports.categories import tree

FORMAT = 1
ABSTAINS = "-"


def may_learn(kind: str) -> bool:
    """Not a careful kind: there nobody guesses what somebody is about to tell."""
    subject = tree().get(kind)
    return subject is not None and not subject.careful and subject.parent_id is not None
