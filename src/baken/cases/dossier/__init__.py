"""One case as a page: head, ladder, seats, gate, timeline, clocks, actions, who takes part.

Everything here comes through the wall: what the acting may not see is not fetched, not counted
and not hinted at.
"""

from baken.cases.dossier.page import Dossier, dossier

__all__ = ["Dossier", "dossier"]
