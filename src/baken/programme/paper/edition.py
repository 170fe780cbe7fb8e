"""Makes an edition: words, PDF and bundle; and lets the verifier judge it before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.programme.paper.bundle import (
    FIGURES,
    MANIFEST,
    PDF,
    SEAL,
    SOURCE,
    WORDS,
    digest,
    figures_csv,
    manifest,
    pack,
)
from baken.programme.paper.compose import Bound, as_words, fill
from baken.programme.paper.drawing import drawings, drawn_parts
from baken.programme.paper.grammar import read_text
from baken.programme.paper.pdf import as_pdf
from baken.programme.paper.revised import Revision, as_parts
from baken.programme.paper.typed import allowed
from baken.programme.paper.verify import verify_files


@dataclass(frozen=True)
class Made:
    """What an edition consists of; `sha256` is that of its manifest."""

    bounds: list[Bound]
    composed: datetime
    pdf: bytes
    bundle: bytes
    sha256: str


def make(
    about: dict[str, str],
    text: str,
    bounds: list[Bound],
    snapshots: dict[str, bytes],
    revised: Sequence[Revision] = (),
) -> Made:
    """The edition, checked; `about` has title, status and number.

    What was `revised` stands at the end of the PDF and in the manifest.

    Raises ValidationError when the verifier finds anything.
    """
    composed = timezone.now().replace(microsecond=0)
    parts = drawn_parts(fill(read_text(text), bounds))
    pdf = as_pdf(about["title"], about["status"], composed, [*parts, *as_parts(revised)])
    files = {
        **snapshots,
        SOURCE: text.encode(),
        WORDS: as_words(about["title"], parts).encode(),
        FIGURES: figures_csv(bounds),
        **drawings(parts),
        PDF: pdf,
    }
    where_and_when = {
        "typed": allowed().number,
        "municipality": settings.MUNICIPALITY.code,
        "composed_at": composed.isoformat(),
        "revised": [one.sentence for one in revised],
    }
    listed = manifest({**about, **where_and_when}, files, bounds)
    sealed = {**files, MANIFEST: listed, SEAL: f"{digest(listed)}\n".encode()}
    if problems := verify_files(sealed):
        raise ValidationError([str(problem) for problem in problems])
    return Made(bounds, composed, pdf, pack(files, listed, composed), digest(listed))
