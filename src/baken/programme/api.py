"""What modules above, and the commands, may ask of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from baken.core.acting import Acting, acting_as, job
from baken.core.calendar import ZONE
from baken.core.hits import Task
from baken.programme.actions import Summary, store_plan
from baken.programme.actions.figures import Job, Tell, store
from baken.programme.catalog import section
from baken.programme.charts.draw import drawn_all
from baken.programme.charts.shapes import Spark
from baken.programme.council.models import Standing
from baken.programme.council.queries import Filter, Row
from baken.programme.council.queries import listing as council
from baken.programme.council.words import OVERDUE
from baken.programme.intake.opening import from_path
from baken.programme.intake.prepare import Asked, prepare, surroundings
from baken.programme.ledger.keys import published_keys
from baken.programme.models import CouncilPaper, PaperStatus
from baken.programme.paper.verify import Problem, verify_paper
from baken.programme.queries.areas import AreaMap, city_figure
from baken.programme.queries.definitions import definitions
from baken.programme.queries.papers import listing
from baken.programme.queries.promises import Promise
from baken.programme.queries.promises import promises as all_promises
from baken.programme.queries.register import load
from baken.programme.queries.series import Figures, figures_of
from baken.programme.rules import is_clerk, may_adopt, may_write
from baken.programme.voices.models import Reaction
from baken.programme.voices.queries import desk, waits
from baken.programme.writing.ready import waits_for_college

IMPORT = "programme.import"

__all__ = [
    "AreaMap",
    "Asked",
    "Headline",
    "Problem",
    "Promise",
    "Summary",
    "city_map",
    "headline_figures",
    "import_figures",
    "import_plan",
    "my_work",
    "promises",
    "published_keys",
    "verify_paper",
]


@dataclass(frozen=True)
class Headline:
    """A figure for the home page: large, with the one before, its page and a small line."""

    value: str
    label: str
    compared: str
    url: str
    spark: SafeString
    source: str


def import_plan(path: str | Path) -> Summary:
    """Load a safety plan (YAML) whole. Raises ValidationError; then nothing was changed."""
    file = Path(path)
    with acting_as(job(IMPORT)) as acting:
        return store_plan(acting, file.name, file.read_bytes())


def import_figures(
    *paths: str | Path, asked: Asked | None = None, tell: Tell = lambda _done: None
) -> Summary:
    """Load files of figures (CBS, police, RIVM, our own format). Raises ValidationError likewise.

    `tell` hears now and then how many bytes were read.
    """
    sources = [from_path(Path(path)) for path in paths]
    with acting_as(job(IMPORT)) as acting:
        here = surroundings()
        recipe = prepare(sources, asked or Asked(), here)
        if recipe is None:
            raise ValidationError(_("Deze kolommen kennen wij niet. Kies ze op het scherm."))
        return store(acting, Job(sources, recipe, here.codes, tell))


def headline_figures() -> list[Headline]:
    """The figures of the home page, each with its source; none before a plan is loaded."""
    register = load()
    home = settings.MUNICIPALITY.code
    found = figures_of(section("headline"), definitions(register), [home])
    listed = [one for one in found.values() if len(one.points(home)) > 1]
    sparks = drawn_all([Spark(one.points(home)) for one in listed])
    headlines = []
    for one, spark in zip(listed, sparks, strict=True):
        keys = dict.fromkeys(key for row in one.rows for key in row.sources)
        titles = "; ".join(source.title for source in register.cited(keys))
        headlines.append(_headline(one, spark, titles))
    return headlines


def _headline(one: Figures, spark: SafeString, source: str) -> Headline:
    points = one.points(settings.MUNICIPALITY.code)
    years = one.years(settings.MUNICIPALITY.code)
    last = points[-1].x
    # Yearly counts look one year back; surveys, some years apart, look at their beginning.
    earlier = points[-2].x if last - points[-2].x == 1 else points[0].x
    phrase = section("phrases").get(one.key, one.short)
    words = _("%(phrase)s, %(year)s") % {"phrase": phrase, "year": last}
    then = {"year": earlier, "value": one.shown(years[earlier])}
    before = _("In %(year)s was het %(value)s") % then
    url = reverse("programme:indicator", args=[one.key])
    return Headline(one.shown(years[last]), words, before, url, spark, source)


def promises(first: int = 6) -> list[Promise]:
    """What was promised and what came of it; the `first` ones are a fair choice of all kinds."""
    found = all_promises()
    chosen = _some_of_each(found, first)
    return [*chosen, *(one for one in found if one not in chosen)]


def _some_of_each(found: list[Promise], limit: int) -> list[Promise]:
    """A fair choice for a short list: in turn one that was met, missed, running, unknown."""
    piles: dict[str, list[Promise]] = {}
    for one in found:
        piles.setdefault(one.status.sign, []).append(one)
    chosen: list[Promise] = []
    while len(chosen) < min(limit, len(found)):
        for pile in piles.values():
            if pile and len(chosen) < limit:
                chosen.append(pile.pop(0))
    return sorted(chosen, key=found.index)


def my_work(acting: Acting) -> list[Task]:
    """What the plan asks of an adviser or the clerk: papers under way."""
    if acting.purpose not in {"programme", "council"}:
        return []
    papers = [_task(acting, paper) for paper in listing() if paper.status != PaperStatus.ADOPTED]
    return [*papers, *_asked(acting), *_said(acting)]


def _asked(acting: Acting) -> list[Task]:
    """What the council waits for: its clerk may close it, or it is late and the adviser acts."""
    wanted = Standing.PROPOSED if is_clerk(acting) else OVERDUE if may_write(acting) else ""
    return [_item_task(row) for row in council(Filter(standing=wanted))] if wanted else []


def _said(acting: Acting) -> list[Task]:
    """Reactions that wait: for the clerk to decide, or for the adviser to answer."""
    rows = [one for one in desk(acting) if waits(acting, one)]
    return [_reaction_task(one) for one in rows]


def _reaction_task(one: Reaction) -> Task:
    url = reverse("programme:reaction", args=[one.id])
    title = Truncator(one.text).chars(60)
    kind = str(one.get_kind_display()).capitalize()
    return Task(title, url, None, about=str(one.get_state_display()), kind=kind)


def _item_task(row: Row) -> Task:
    one = row.one
    day = datetime.combine(one.due_on, time.max, ZONE) if one.due_on else None
    url = reverse("programme:council_item_work", args=[one.item])
    kind = str(one.get_kind_display()).capitalize()
    return Task(one.title.capitalize(), url, day, about=row.status.word, kind=kind)


def _task(acting: Acting, paper: CouncilPaper) -> Task:
    url = reverse("programme:work_paper", args=[paper.id])
    shared = paper.status == PaperStatus.SHARED
    mine = may_adopt(acting) if shared else may_write(acting)
    waits_for = "" if mine else _("de griffie") if shared else _("de beleidsadviseur")
    if waits_for_college(paper):
        waits_for = _("het college")
    about = str(PaperStatus(paper.status).label)
    return Task(paper.title, url, None, about=about, kind=_("Raadsstuk"), waits_for=waits_for)


def city_map() -> AreaMap:
    """The map of the home page per wijk, with its table; falsy before figures are in."""
    return city_figure()
