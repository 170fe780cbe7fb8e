"""The real plan and figures for the demo city, a first round of counts, and a council paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.utils import timezone

from baken.core.acting import PUBLIC, Acting, acting_as, job
from baken.programme.actions import compose_paper, share_paper, take_tallies, write_paper
from baken.programme.api import import_figures, import_plan
from baken.programme.catalog import DATA
from baken.programme.council.actions import WORDS, change_item, register_item
from baken.programme.council.models import ItemKind
from baken.programme.council.queries import everything, municipality
from baken.programme.editing.actions import Said, add
from baken.programme.ledger.opened import publish_counts
from baken.programme.ledger.publish import release_counts
from baken.programme.lights.actions import judge
from baken.programme.models import Kind
from baken.programme.queries.overview import overview
from baken.programme.queries.register import load
from baken.programme.release import released
from baken.programme.writing.demo import example as draft

TITLE = "Veilig Vlaardingen: eerste voortgangsrapportage 2026 (voorbeeld)"
FILES = (
    "misdrijven_vlaardingen.csv",
    "rivm_gezondheidsmonitor_vlaardingen.csv",
    "bbv_nederland.csv",
)
COUNTED = "reports.received"
EXAMPLE = "voorbeeld, geen besluit"
LIGHT = {
    "time": "green",
    "money": "orange",
    "quality": "green",
    "cause": "(Voorbeeld) De prijs van de dienst stijgt meer dan begroot.",
    "consequence": "(Voorbeeld) Het doel blijft haalbaar. De start schuift op.",
    "steering": "(Voorbeeld) Wij vragen een tweede offerte en melden de uitkomst aan de raad.",
    "shown": True,
}
PROMISE = {
    "kind": "promise",
    "number": "V-2026-1",
    "title": "Bericht over de uitkijktijden van de camera’s (verzonnen)",
    "text": "De raad krijgt vóór het najaar bericht over de uitkijktijden. (verzonnen)",
    "meeting": "Raadsvergadering (verzonnen)",
    "portfolio": "burgemeester",
    "actions": ["O1.A1"],
}
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
        publish_counts(acting)
    adviser = _worker(purpose="programme")
    _paper(adviser)
    _example_steps(adviser)
    draft(adviser, _worker(capacity="mayor"))
    with acting_as(PUBLIC):
        overview()  # draws the small lines now, so that the first visitor need not wait


def _example_steps(adviser: Acting) -> None:
    """A light, a year and a promise: invented, and said to be so."""
    today = timezone.localdate()
    with acting_as(adviser) as acting:
        code, register = municipality(), load()
        camera = register.one("O1.A1", Kind.ACTION)
        assert camera is not None
        judge(acting, code, register, camera, {**LIGHT, "as_of": today}, version=0)
        chosen = [one.key for one in register.of_kind(Kind.ACTION) if one.says("start") == 2026]
        year = {"jaar": 2026, "status": EXAMPLE, "vastgesteld": None, "acties": chosen}
        add(acting, Kind.YEAR_PLAN, "", Said("2026", year, source_title=EXAMPLE))
        motion = next(one for one in everything(code) if one.kind == ItemKind.MOTION)
        kept = {name: getattr(motion, name) for name in WORDS}
        change_item(acting, motion, {**kept, "actions": ["O2.A1"]}, version=1)
        due = {"said_on": today - timedelta(days=100), "due_on": today - timedelta(days=12)}
        register_item(acting, code, {**PROMISE, **due})


def _worker(**what: str) -> Acting:
    """The first person of the demo who works so."""
    assignments = apps.get_model("access.Assignment").objects.using("keeper")
    one = assignments.filter(**what, valid_until=None).order_by("valid_from", "id")[0]
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
