"""A PDF of typst: PDF/UA-1, own typefaces, the same bytes for the same contents."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"


def as_pdf(template: Path, data: dict[str, Any], made: datetime) -> bytes:
    """What this template makes of `data`, which goes in as data: nothing needs escaping."""
    import typst  # 30 MB: only where a PDF is really made

    found = typst.compile(
        template.read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=made,
    )
    assert isinstance(found, bytes)
    return found
