"""The real plan and figures for the demo city, a first round of counts, and a council paper."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.utils import timezone

from baken.core.acting import PUBLIC, Acting, acting_as, job
from baken.programme.actions import compose_paper, share_paper, take_tallies, write_paper
from baken.programme.api import import_figures, import_plan
from baken.programme.catalog import DATA
from baken.programme.ledger.publish import release_counts
from baken.programme.queries.overview import overview
from baken.programme.release import released

TITLE = "Veilig Vlaardingen: eerste voortgangsrapportage 2026 (voorbeeld)"
FILES = (
    "misdrijven_vlaardingen.csv",
    "rivm_gezondheidsmonitor_vlaardingen.csv",
    "bbv_nederland.csv",
)
COUNTED = "reports.received"
# Own counts of the demo stand in a section of their own: never in one line with real figures.
INVENTED = """
## Meldingen van bewoners (verzonnen cijfers)

Dit onderdeel laat zien hoe eigen tellingen in een stuk komen. De meldingen zijn verzonnen. In \
deze periode kwamen er {{{{ telling: {name} | {period} }}}} meldingen binnen.
"""


def fill(*, now: datetime | None = None) -> None:
    """Load everything once, as the app: by the jobs that do it later, and by an adviser."""
    import_plan(DATA / "ivp-vlaardingen.yaml")
    for name in FILES:
        import_figures(DATA / name)
    with acting_as(job("programme.measure", "statistics")) as acting:
        today = timezone.localdate(now) if now else timezone.localdate()
        take_tallies(acting, today)
        release_counts(acting, today)
    _paper(_adviser())
    with acting_as(PUBLIC):
        overview()  # draws the small lines now, so that the first visitor need not wait


def _adviser() -> Acting:
    """The first person of the demo who follows the plan."""
    assignments = apps.get_model("access.Assignment").objects.using("keeper")
    found = assignments.filter(purpose="programme", valid_until=None)
    one = found.order_by("valid_from", "id")[0]
    return Acting("assignment", one.id, one.user_id, one.organisation_id, one.capacity, one.purpose)


def _paper(adviser: Acting) -> None:
    """The example paper, composed and shared."""
    with acting_as(adviser) as acting:
        text = (DATA / "voortgang-2026.md").read_text("utf-8")
        counts = [one for one in released() if one.name == COUNTED and not one.part]
        whole = [one.period for one in counts if one.when.end < timezone.localdate()]
        if whole:
            text += INVENTED.format(name=COUNTED, period=max(whole))
        paper = write_paper(acting, title=TITLE, text=text)
        edition = compose_paper(acting, paper)
        share_paper(acting, paper, edition.number)
