"""Makes an edition: words, PDF and bundle; and lets the verifier judge it before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.core.pdf import setting
from baken.programme.paper.bundle import (
    CATALOGUE,
    DATA,
    FIGURES,
    MANIFEST,
    PDF,
    SEAL,
    SIGNATURE,
    SOURCE,
    TEMPLATE,
    WORDS,
    digest,
    figures_csv,
    manifest,
    pack,
    withheld,
)
from baken.programme.paper.compose import Bound, as_words, fill
from baken.programme.paper.drawing import drawings, drawn_parts
from baken.programme.paper.grammar import read_text
from baken.programme.paper.known import catalogue
from baken.programme.paper.pdf import TEMPLATE as TEMPLATE_FILE
from baken.programme.paper.pdf import as_data, as_parts, as_pdf
from baken.programme.paper.revised import Revision
from baken.programme.paper.signing import ALGORITHM, fingerprint, public_key, sign
from baken.programme.paper.typed import allowed
from baken.programme.paper.verify import verify_files
from baken.programme.paper.web import Section, sections


@dataclass(frozen=True)
class Made:
    """What an edition consists of; `sha256` is that of its manifest."""

    bounds: list[Bound]
    sections: list[Section]
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
    sentences = [one.sentence for one in revised]
    filled = fill(read_text(text), bounds)
    parts = drawn_parts(filled)
    data = as_data(about["title"], about["status"], composed, [*parts, *as_parts(sentences)])
    template = TEMPLATE_FILE.read_bytes()
    files = {
        **snapshots,
        SOURCE: text.encode(),
        WORDS: as_words(about["title"], parts).encode(),
        FIGURES: figures_csv(bounds),
        **drawings(parts),
        CATALOGUE: catalogue(),
        DATA: data,
        TEMPLATE: template,
        PDF: as_pdf(template, data, composed),
    }
    more = {**about, **_circumstances(composed, sentences), "withheld": withheld(files)}
    everything = _sealed(files, manifest(more, files, bounds))
    if problems := verify_files(everything):
        raise ValidationError([str(problem) for problem in problems])
    sha256 = digest(everything[MANIFEST])
    shown = sections(drawn_parts(filled, narrow=True))
    return Made(bounds, shown, composed, files[PDF], pack(everything, composed), sha256)


def _circumstances(composed: datetime, revised: list[str]) -> dict[str, object]:
    """Where, when and with what it was made, and whose signature it bears."""
    public = public_key()
    key = {"algorithm": ALGORITHM, "public": public.hex(), "fingerprint": fingerprint(public)}
    return {
        "typed": allowed().number,
        "municipality": settings.MUNICIPALITY.code,
        "composed_at": composed.isoformat(),
        "revised": revised,
        "pdf": setting(),
        "key": key,
    }


def _sealed(files: dict[str, bytes], listed: bytes) -> dict[str, bytes]:
    seal = f"{digest(listed)}\n".encode()
    return {**files, MANIFEST: listed, SEAL: seal, SIGNATURE: sign(listed)}
