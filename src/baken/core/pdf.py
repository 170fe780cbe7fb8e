"""A PDF of typst: PDF/UA-1, own typefaces, the same bytes for the same contents."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"


def as_pdf(template: Path, data: dict[str, Any], made: datetime) -> bytes:
    """What this template makes of `data`, which goes in as data: nothing needs escaping."""
    return compiled(template.read_bytes(), json.dumps(data, ensure_ascii=False), made)


def compiled(template: bytes, data: str, made: datetime) -> bytes:
    """The same for a template and JSON that were kept: the same bytes every time."""
    import typst  # 30 MB: only where a PDF is really made

    found = typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards="ua-1",
        timestamp=made,
    )
    assert isinstance(found, bytes)
    return found


@cache
def setting() -> dict[str, Any]:
    """What decides the bytes beside template, data and date: typst's version and the fonts."""
    fonts = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
             for path in sorted(FONTS.iterdir()) if path.suffix in {".ttf", ".otf"}}  # fmt: skip
    return {"typst": version("typst"), "fonts": fonts}
