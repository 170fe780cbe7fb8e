"""The words of an edition as its web page shows them: drawn once, when it is made, like its PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from baken.programme.paper.compose import Part

HEADINGS = ("heading", "subheading")


@dataclass(frozen=True)
class Section:
    """A heading and all that stands under it; what came before the first heading has none.

    `words` is the heading as text: what is said of the paper is kept under it.
    """

    words: str
    heading: str
    rest: str

    def as_data(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, str]) -> Section:
        """As it was kept: drawn by `sections`, and nobody can change an edition."""
        safe = (mark_safe(kept[name]) for name in ("heading", "rest"))  # noqa: S308
        return cls(kept["words"], *safe)


def sections(parts: Sequence[Part]) -> list[Section]:
    """The parts of a paper, drawings drawn, by heading. In Dutch: a paper is."""
    with override("nl"):
        return [_section(run) for run in _runs(parts)]


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    run: list[Part] = []
    for part in parts:
        if part.kind in HEADINGS and run:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _section(run: list[Part]) -> Section:
    first = run[0] if run[0].kind in HEADINGS else None
    words = "".join(piece.text for piece in first.first).strip() if first else ""
    heading = render_to_string("programme/_heading.html", {"part": first}) if first else ""
    return Section(words, heading, render_to_string("programme/_parts.html", {"parts": run}))
