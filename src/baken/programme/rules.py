"""Who may do what with the plan and the papers. The wall says the same in policies.sql."""

from django.utils.translation import gettext as _

from baken.core.acting import Acting
from baken.core.errors import Denied


def need(allowed: bool) -> None:  # noqa: FBT001
    """Refuse what one may know of and not do. Denied, with 403."""
    if not allowed:
        raise Denied(_("Dit hoort niet bij het doel waarvoor u nu werkt."), known=True)


def may_write(acting: Acting) -> bool:
    """Following the plan, and writing about it, is a purpose of its own."""
    return acting.purpose == "programme"


def may_adopt(acting: Acting) -> bool:
    """What the council decided is recorded by its clerk (griffier), nobody else."""
    return is_clerk(acting)


def may_decide(acting: Acting) -> bool:
    """What the college decided is recorded by the mayor, who chairs it (Gemeentewet art. 34)."""
    return acting.capacity == "mayor" and acting.purpose in {"briefing", "council"}


def is_clerk(acting: Acting) -> bool:
    """Working as the clerk of the council."""
    return acting.capacity == "clerk" and acting.purpose == "council"


def may_register(acting: Acting) -> bool:
    """What the council asked is entered by its clerk, and by who follows the plan."""
    return may_write(acting) or is_clerk(acting)


def sees_exact_counts(acting: Acting) -> bool:
    """Exact counts are for the purpose *statistics*; everyone else sees the release."""
    return acting.purpose == "statistics"


def sees_plan(acting: Acting) -> bool:
    """The plan is public; its working pages are for who follows, decides or briefs on it."""
    return acting.purpose in {"programme", "council", "briefing", "statistics"}


def sees_papers(acting: Acting) -> bool:
    """Papers in the making are for who writes, decides or briefs; others read the public page."""
    return acting.purpose in {"programme", "council", "briefing"}


def sees_counts(acting: Acting) -> bool:
    """Released counts are harmless, yet no page for who has another task."""
    return sees_plan(acting) or acting.purpose == "privacy"
