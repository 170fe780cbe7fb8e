"""What an edition needs before everyone may read it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.cases.api import Ask
from baken.core.acting import Acting
from baken.programme.models import CouncilPaper, Edition, PaperStatus
from baken.programme.rules import may_decide, may_write
from baken.programme.writing.comments import review_of
from baken.programme.writing.due import lacking
from baken.programme.writing.kinds import kinds
from baken.programme.writing.models import Outcome, PaperDecision


def refuse_unready(paper: CouncilPaper, edition: Edition) -> None:
    """Raises ValidationError with all that is missing; a paper of a kind needs the college."""
    missing = lacking(paper, edition.text)
    if paper.kind and not agreed(edition):
        missing.append(_("Het college heeft nog niet ingestemd met deze uitgave."))
    if missing:
        raise ValidationError(missing)


def agreed(edition: Edition) -> bool:
    """Did the college agree to this very edition?"""
    return PaperDecision.objects.filter(edition=edition, outcome=Outcome.AGREED).exists()


def may_share(paper: CouncilPaper, shown: Edition | None) -> bool:
    """Is there an edition, and did the college agree to it where it must?"""
    return shown is not None and (not paper.kind or agreed(shown))


def waits_for_college(paper: CouncilPaper) -> bool:
    """Is it under review, and has the college not agreed to its last edition?"""
    last = Edition.objects.filter(paper=paper).only("id").order_by("-number").first()
    return paper.status == PaperStatus.REVIEW and not may_share(paper, last)


def asks_of_college(acting: Acting) -> list[Ask]:
    """What the briefing asks of who records the college's decisions."""
    if not may_decide(acting):
        return []
    papers = CouncilPaper.objects.filter(status=PaperStatus.REVIEW).order_by("changed_at")
    return [_ask(paper) for paper in papers if waits_for_college(paper)]


def _ask(paper: CouncilPaper) -> Ask:
    url = reverse("programme:work_paper", args=[paper.id])
    title = _("Besluit van het college over een raadsstuk")
    return Ask(title, "", paper.title, None, url, _("Lees en leg vast"))


def standing(acting: Acting, paper: CouncilPaper, shown: Edition | None) -> dict[str, object]:
    """How a draft stands, for its page in the workplace."""
    mine, open_ = may_write(acting), paper.status != PaperStatus.ADOPTED
    under_review = paper.status in {PaperStatus.REVIEW, PaperStatus.SHARED}
    decided = list(PaperDecision.objects.filter(paper=paper).select_related("edition"))
    waits = shown is not None and not may_share(paper, shown)
    return {
        "kind": kinds().get(paper.kind),
        "decisions": decided,
        "comments": review_of(paper).open,
        "missing": lacking(paper, paper.text) if mine and open_ else [],
        "may_lay": mine and paper.status == PaperStatus.DRAFT and shown is not None,
        "may_take_back": mine and paper.status == PaperStatus.REVIEW,
        "may_decide": may_decide(acting) and under_review and waits,
        "waits_for_college": waits and open_,
    }
