"""Papers with one of their editions, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from baken.programme.models import Binding, CouncilPaper, Edition, PaperStatus
from baken.programme.paper.compose import Bound, fill
from baken.programme.paper.compound import Held
from baken.programme.paper.drawing import drawn_parts
from baken.programme.paper.grammar import read_text
from baken.programme.paper.web import Section, sections

SIGNS: dict[str, str] = {
    PaperStatus.DRAFT: "run",
    PaperStatus.REVIEW: "run",
    PaperStatus.SHARED: "warn",
    PaperStatus.ADOPTED: "ok",
}


@dataclass(frozen=True)
class Published:
    """The edition of a paper that everyone reads, and how the paper stands."""

    slug: str
    status: PaperStatus
    edition: Edition

    @property
    def sign(self) -> str:
        return SIGNS[self.status]


@dataclass(frozen=True)
class PaperPage:
    """A composed paper: its words with the figures filled in, and the proof of each."""

    edition: Edition
    sections: list[Section]
    count: int

    @property
    def fingerprint(self) -> str:
        """The hash of the edition's bundle, short; its `manifest.sha256` says the same."""
        return f"{self.edition.sha256[:4]}…{self.edition.sha256[-4:]}"


def listing() -> list[CouncilPaper]:
    """All papers that this acting may see, newest first."""
    return list(CouncilPaper.objects.order_by("-changed_at").defer("text"))


def published(slug: str = "") -> list[Published]:
    """What everyone may read, newest first; with `slug` only that paper."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select slug, status, edition_id from programme_published() where %s in ('', slug)",
            [slug],
        )
        rows = cursor.fetchall()
    heavy = ("pdf", "bundle") if slug else ("pdf", "bundle", "sections")
    editions = Edition.objects.defer(*heavy).in_bulk([row[2] for row in rows])
    found = [Published(name, PaperStatus(status), editions[key]) for name, status, key in rows]
    return sorted(found, key=lambda one: one.edition.composed_at, reverse=True)


def latest(paper: CouncilPaper) -> Edition | None:
    """The last edition, without its files."""
    editions = Edition.objects.filter(paper=paper).defer("pdf", "bundle")
    return editions.order_by("-number").first()


def shared_edition(paper: CouncilPaper) -> Edition | None:
    """The edition that everyone reads, without its files; None for a draft."""
    if paper.shared_edition_id is None:
        return None
    return Edition.objects.defer("pdf", "bundle").get(id=paper.shared_edition_id)


def paper_page(edition: Edition) -> PaperPage:
    """The edition as it was composed."""
    count = Binding.objects.filter(edition=edition).count()
    kept = [Section.read(one) for one in edition.sections]
    return PaperPage(edition, kept or _drawn_now(edition), count)


def _drawn_now(edition: Edition) -> list[Section]:
    """An edition of before its sections were kept with it."""
    bounds = [_bound(row) for row in Binding.objects.filter(edition=edition).order_by("position")]
    return sections(drawn_parts(fill(read_text(edition.text), bounds), narrow=True))


def _bound(row: Binding) -> Bound:
    return Bound(
        row.position,
        row.expression,
        row.printed,
        row.citation,
        row.evidence,
        row.sha256,
        row.retrieved_at,
        tuple(Held(**one) for one in row.values),
    )
