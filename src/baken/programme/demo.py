"""The real plan and figures for the demo city, a first round of counts, and a council paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections
from django.utils import timezone

from baken.core.acting import acting_as, job
from baken.programme.actions import compose_paper, share_paper, take_tallies, write_paper
from baken.programme.api import import_figures, import_plan
from baken.programme.catalog import DATA
from baken.programme.release import released

TITLE = "Veilig Vlaardingen: eerste voortgangsrapportage 2026 (voorbeeld)"
FILES = ("misdrijven_vlaardingen.csv", "rivm_gezondheidsmonitor_vlaardingen.csv")
COUNTED = "reports.received"
# Own counts of the demo stand in a section of their own: never in one line with real figures.
INVENTED = """
## Meldingen van bewoners (verzonnen cijfers)

Dit onderdeel laat zien hoe eigen tellingen in een stuk komen. De meldingen zijn verzonnen. In \
deze periode kwamen er {{{{ telling: {name} | {period} }}}} meldingen binnen.
"""


def fill(*, now: datetime | None = None) -> None:
    """Load everything once, as the keeper."""
    with _as_keeper():
        import_plan(DATA / "ivp-vlaardingen.yaml")
        for name in FILES:
            import_figures(DATA / name)
        with acting_as(job("programme.measure", "statistics")) as acting:
            take_tallies(acting, timezone.localdate(now) if now else timezone.localdate())
        _paper()


def _paper() -> None:
    """The example paper, composed and shared."""
    with acting_as(job("programme.demo", "programme")) as acting:
        text = (DATA / "voortgang-2026.md").read_text("utf-8")
        counts = [one for one in released() if one.name == COUNTED and "Q" in one.period]
        if counts:
            latest = max(counts, key=lambda one: one.period)
            text += INVENTED.format(name=COUNTED, period=latest.period)
        paper = write_paper(acting, title=TITLE, text=text)
        compose_paper(acting, paper)
        share_paper(acting, paper)


@contextmanager
def _as_keeper() -> Iterator[None]:
    """The default connection is the keeper's for the time of the block."""
    own = connections["default"]
    connections["default"] = connections["keeper"]
    try:
        yield
    finally:
        connections["default"] = own
