"""What modules above, and the commands, may ask of the programme."""

from __future__ import annotations

from pathlib import Path

from baken.core.acting import acting_as, job
from baken.geo import api as geo
from baken.programme.actions import Summary, store_figures, store_plan
from baken.programme.paper.verify import Problem, verify_paper

IMPORT = "programme.import"

__all__ = ["Problem", "Summary", "import_figures", "import_plan", "verify_paper"]


def import_plan(path: str | Path) -> Summary:
    """Load a safety plan (YAML) whole. Raises ValidationError; then nothing was changed."""
    file = Path(path)
    with acting_as(job(IMPORT)) as acting:
        return store_plan(acting, file.name, file.read_bytes())


def import_figures(path: str | Path) -> Summary:
    """Load a figure file (CSV of CBS, police or RIVM). Raises ValidationError likewise."""
    file = Path(path)
    with acting_as(job(IMPORT)) as acting:
        areas = frozenset(area.code for area in [*geo.wijken(), *geo.buurten()])
        return store_figures(acting, file.name, file.read_bytes(), areas)
