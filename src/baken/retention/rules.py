"""Who oversees retention."""

from baken.core.acting import Acting

_OVERSEES = {"privacy"}
_READS = {"privacy", "administration"}


def may_read(acting: Acting) -> bool:
    """The privacy officer and the functional administrator: numbers and rules, no content."""
    return acting.kind == "assignment" and acting.purpose in _READS


def may_oversee(acting: Acting) -> bool:
    """Only the privacy officer lifts a hold."""
    return acting.kind == "assignment" and acting.purpose in _OVERSEES


def may_decide(acting: Acting) -> bool:
    """Two of those who oversee decide on a list: one puts it forward, another approves."""
    return may_read(acting)


def may_hold(acting: Acting) -> bool:
    """The privacy officer, and who works on the file itself (the wall checks which)."""
    return acting.kind == "assignment" and acting.purpose in _OVERSEES | {"cases"}
