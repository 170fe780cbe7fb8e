"""What changes the programme: reading files in, taking counts, writing and composing papers."""

from baken.programme.actions.imports import Summary, store_figures, store_plan
from baken.programme.actions.measure import take_tallies
from baken.programme.actions.papers import adopt_paper, compose_paper, share_paper, write_paper

__all__ = [
    "Summary",
    "adopt_paper",
    "compose_paper",
    "share_paper",
    "store_figures",
    "store_plan",
    "take_tallies",
    "write_paper",
]
