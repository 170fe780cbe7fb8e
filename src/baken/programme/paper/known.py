"""What Baken knows beside the files: how shipped files are laid out, units, titles of sources.

It goes into each bundle, so that whoever has the bundle needs nothing else to read its files.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache

from baken.programme.catalog import file_shapes, section
from baken.programme.intake.tables import labels, margins
from baken.programme.paper.typed import lists
from baken.programme.shipped import shipped, shipped_sources


@cache
def catalogue() -> bytes:
    """As JSON, the same bytes for the same catalogue."""
    shaped = {
        "shapes": [asdict(shape) for shape in file_shapes()],
        "sources": {key: one["titel"] for key, one in section("sources").items()},
        "units": {key: one["eenheid"] for key, one in section("indicators").items()},
        "names": {key: one["naam"] for key, one in section("indicators").items()},
    }
    given = {
        "sources": {key: one["titel"] for key, one in shipped_sources().items()},
        "units": {key: one["versions"][-1]["eenheid"] for key, one in shipped().items()},
        "names": {key: one["naam"] for key, one in shipped().items()},
    }
    typed = {
        str(number): [{"pattern": one.pattern, "where": one.where} for one in known.patterns]
        for number, known in lists().items()
    }
    content = {
        "shaped": shaped,
        "given": given,
        "typed": typed,
        "short": section("short"),
        "labels": labels(),
        "margins": margins(),
        "percentages": [*section("percentages")],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
