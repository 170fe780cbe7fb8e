"""The program that checks a bundle without Baken, as one file to download."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

NAME = "narekenen"
SOURCE = Path(__file__).parents[1] / "alone"
START = f"import sys\nfrom {NAME}.main import main\nsys.exit(main(sys.argv[1:]))\n"
DAY = (2026, 11, 30, 0, 0, 0)  # the same source is the same file


@cache
def program() -> bytes:
    """A zip that Python runs as it is: `python3 narekenen.pyz`."""
    parts = {f"{NAME}/{path.name}": path.read_bytes() for path in sorted(SOURCE.glob("*.py"))}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in {"__main__.py": START.encode(), **parts}.items():
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, raw)
    return b"#!/usr/bin/env python3\n" + out.getvalue()
