"""Reports of the demo city, and of the benchmarks: invented, and the same for the same seed.

The keeper writes them in bulk by COPY. Rhythm: hours and seasons differ by kind, places by buurt.
"""

from baken.reports.demo.gathering import gather
from baken.reports.demo.loading import fill
from baken.reports.demo.teams import form_teams

__all__ = ["fill", "form_teams", "gather"]
