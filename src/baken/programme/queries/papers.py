"""Papers with their latest edition, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from baken.programme.models import Binding, CouncilPaper, Edition, PaperStatus
from baken.programme.paper.compose import Bound, Part, fill
from baken.programme.paper.grammar import read_text

SIGNS: dict[str, str] = {
    PaperStatus.DRAFT: "run",
    PaperStatus.SHARED: "warn",
    PaperStatus.ADOPTED: "ok",
}


@dataclass(frozen=True)
class PaperPage:
    """A composed paper: its parts with the figures filled in, and the proof of each."""

    paper: CouncilPaper
    edition: Edition
    parts: list[Part]
    count: int


def listing() -> list[CouncilPaper]:
    """All papers that this acting may see, newest first."""
    return list(CouncilPaper.objects.order_by("-changed_at").defer("text"))


def shared() -> list[CouncilPaper]:
    """Papers that everyone may read."""
    statuses = [PaperStatus.SHARED, PaperStatus.ADOPTED]
    return list(CouncilPaper.objects.filter(status__in=statuses).defer("text"))


def latest(paper: CouncilPaper) -> Edition | None:
    """The last edition, without its files."""
    editions = Edition.objects.filter(paper=paper).defer("pdf", "bundle")
    return editions.order_by("-number").first()


def paper_page(paper: CouncilPaper) -> PaperPage | None:
    """The paper as it was composed; None when it never was."""
    edition = latest(paper)
    if edition is None:
        return None
    bounds = [_bound(row) for row in Binding.objects.filter(edition=edition).order_by("position")]
    return PaperPage(paper, edition, fill(read_text(edition.text), bounds), len(bounds))


def _bound(row: Binding) -> Bound:
    return Bound(
        row.position,
        row.expression,
        row.printed,
        row.citation,
        row.evidence,
        row.sha256,
        row.retrieved_at,
    )
