"""The benchmark `programme`: the safety plan's figures, counts and papers."""

from dataclasses import dataclass

from bench import importing, papers, withholding
from bench.base import Bench


@dataclass
class Programme(Bench):
    """One run; `size` is the number of rows of the file that is read in."""

    small = importing.ROWS
    aims = papers.AIMS

    def run(self) -> None:
        """What the programme promises, one part after the other."""
        papers.measure(self)
        importing.measure(self, self.size)
        withholding.measure(self)
