"""The texts of a paper as they were saved, one beside the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.core.acting import Acting
from baken.programme.models import CouncilPaper
from baken.programme.paper.grammar import chunks
from baken.programme.writing.models import PaperVersion
from baken.programme.writing.paragraphs import carried, fresh


@dataclass(frozen=True)
class Change:
    """A paragraph that was otherwise before; '' where it was not there."""

    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """A saved text, and what it changed."""

    version: PaperVersion
    changes: list[Change]
    first: bool


def keep_version(acting: Acting, paper: CouncilPaper, because: str = "") -> None:
    """Keep the text as it is now, once."""
    versions = PaperVersion.objects.filter(paper=paper)
    if versions.filter(version=paper.version).exists():
        return
    last = versions.order_by("-version").first()
    new = chunks(paper.text)
    ids = carried(chunks(last.text), last.paragraphs, new) if last else [fresh() for _one in new]
    PaperVersion.objects.create(
        paper=paper, version=paper.version, title=paper.title, text=paper.text, paragraphs=ids,
        because=because, made_as=acting.capacity, made_at=timezone.now(),
    )  # fmt: skip


def newest(paper: CouncilPaper) -> PaperVersion | None:
    """The text as it is now, with the ids of its paragraphs."""
    return PaperVersion.objects.filter(paper=paper).order_by("-version").first()


def history(paper: CouncilPaper) -> list[Step]:
    """All texts, the newest first."""
    rows = list(PaperVersion.objects.filter(paper=paper).order_by("version"))
    before = [None, *rows][: len(rows)]
    steps = [
        Step(one, _changes(old, one), old is None) for old, one in zip(before, rows, strict=True)
    ]
    return steps[::-1]


def _changes(old: PaperVersion | None, new: PaperVersion) -> list[Change]:
    """Paragraph by paragraph, in the order of the new text; what went comes last."""
    if old is None:
        return []
    was, now = _by_id(old), _by_id(new)
    found = [Change(was.get(key, ""), text) for key, text in now.items() if was.get(key) != text]
    found += [Change(text, "") for key, text in was.items() if key not in now]
    if old.title != new.title:
        found.insert(0, Change(old.title, new.title))
    return found


def _by_id(version: PaperVersion) -> dict[str, str]:
    return dict(zip(version.paragraphs, chunks(version.text), strict=True))


def because_restored(number: int) -> str:
    """Why a restored text is there."""
    return _("Versie %s teruggezet.") % number
