"""A paper of twenty pages and twenty charts: made, its PDF made again, checked; and its pages read.

The plan and its figures are those that come with the program.
"""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import cpu
from bench.base import Bench, getter, well
from bench.browser import Browser
from bench.house import House, step
from bench.load import CLIENTS
from bench.report import Aim

if TYPE_CHECKING:
    from baken.programme.models import Edition

PAGES, CHARTS = 20, 20
PDF, VERIFY = 1.0, 5.0
BYTES = 150_000
READ = Aim(20, 3)
SLUG = "proefstuk"
VISITED = {
    "public page of an indicator": "/cijfers/I-MISDRIJVEN-POL/",
    "public page of all figures": "/cijfers/",
    "public page of the paper": f"/raadsstukken/{SLUG}/",
    "public page of the plan": "/plan/",
    "public page of open data": "/open-data/",
}
AIMS = dict.fromkeys(VISITED, READ)
SENTENCE = (
    "In {year} registreerde de politie er {{{{ cijfer: I-MISDRIJVEN-POL | {year} }}}}, en het "
    "plan telt {{{{ register: acties }}}} acties. Wat dat voor de stad betekent, staat hier in "
    "woorden, met wat wij weten en wat wij nog niet weten. "
)


def measure(bench: Bench) -> None:
    """Load the plan, make the paper twice, check it, and visit the pages."""
    with step("people, plan and figures"):
        bench.house.people()
        _load()
    with step(f"a paper of {PAGES} pages, no chart drawn yet"):
        cold, edition = _timed(lambda: _compose(bench.house, _text()))
    with step("the same paper, charts already drawn"):
        warm, edition = _timed(lambda: _compose(bench.house, _text()))
    _say_pdf(bench, edition, cold, warm)
    _say_verify(bench, edition)
    _visit(bench)


def _load() -> None:
    from baken.programme.api import import_figures, import_plan
    from baken.programme.catalog import DATA

    import_plan(DATA / "ivp-vlaardingen.yaml")
    for name in ("misdrijven_vlaardingen.csv", "rivm_gezondheidsmonitor_vlaardingen.csv"):
        import_figures(DATA / name)


def charts() -> list[str]:
    """What to draw, as papers ask for it: one per indicator and area with figures of two years."""
    from baken.core.acting import PUBLIC, acting_as
    from baken.programme.models import Observation
    from baken.programme.queries.series import WHOLE_YEARS

    with acting_as(PUBLIC):
        rows = Observation.objects.filter(current=True, measure="", amount__isnull=False, bound="")
        years = Counter(rows.filter(WHOLE_YEARS).values_list("indicator", "area"))
    pairs = sorted(one for one, count in years.items() if count > 1 and one[1][:2] in {"GM", "WK"})
    asked = [f"{{{{ grafiek: {key} }}}}" if area.startswith("GM")
             else f"{{{{ grafiek: {key} | {area} }}}}" for key, area in pairs]  # fmt: skip
    return list(dict.fromkeys(asked))


def _text() -> str:
    """A page per section: words, figures and a chart."""
    drawn = charts()[:CHARTS]
    parts = []
    for number in range(PAGES):
        words = "".join(SENTENCE.format(year=2023 + at % 2) for at in range(5))
        parts += [f"## Onderdeel {'abcdefghijklmnopqrst'[number]}", words, words]
        parts += [drawn[number]] if number < len(drawn) else [words, words]
    return "\n\n".join(parts)


def _compose(house: House, text: str) -> "Edition":
    """By the adviser, as the button does it; shared, so that everyone may read it."""
    from baken.core.acting import Acting, acting_as
    from baken.programme.actions import compose_paper, write_paper
    from baken.programme.models import CouncilPaper

    adviser = next(one for one in house.workers if one.purpose == "programme")
    acting = Acting("assignment", adviser.assignment_id, adviser.user_id, adviser.organisation_id,
                    adviser.capacity, adviser.purpose)  # fmt: skip
    with acting_as(acting) as me:
        paper = CouncilPaper.objects.filter(slug=SLUG).first()
        paper = paper or write_paper(me, title="Proefstuk", text=text)
        return compose_paper(me, paper)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _say_pdf(bench: Bench, edition: "Edition", cold: float, warm: float) -> None:
    from pypdf import PdfReader

    from baken.programme.paper.again import rebuild
    from baken.programme.paper.verify import unpack

    files = unpack(bytes(edition.bundle))
    used = time.process_time()
    alone, problems = _timed(lambda: rebuild(files))
    used = time.process_time() - used
    path = Path(bench.house.data / "stuk.pdf")
    path.write_bytes(bytes(edition.pdf))
    pages, drawn = len(PdfReader(path).pages), len(charts()[:CHARTS])
    came = (f"{alone:.2f} s ({used:.2f} s of CPU) for {pages} pages, {drawn} charts; all of making "
            f"the paper {warm:.2f} s, with cold charts {cold:.2f} s")  # fmt: skip
    whole = pages >= PAGES and drawn >= CHARTS and not problems
    well = alone <= PDF if whole else None
    bench.holds("PDF", f"{PAGES} pages, {CHARTS} charts drawn <= {PDF:.0f} s", came, well)


def _say_verify(bench: Bench, edition: "Edition") -> None:
    """Both programs as anyone starts them: a process of its own, from the file."""
    from baken.programme.paper.program import program

    bundle, alone = bench.house.data / "stuk.zip", bench.house.data / "narekenen.pyz"
    bundle.write_bytes(bytes(edition.bundle))
    alone.write_bytes(program())
    commands = {
        "verify paper": [sys.executable, "-m", "baken", "verify", "paper", str(bundle)],
        "narekenen.pyz": [sys.executable, "-I", str(alone), str(bundle)],
    }
    for name, command in commands.items():
        before = cpu.seconds(bench.house.postmaster())
        with step(name):
            seconds, done = _timed(
                lambda command=command: subprocess.run(command, capture_output=True, text=True,
                                                       check=False)
            )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        asked = cpu.seconds(bench.house.postmaster()) - before
        came = f"{seconds:.2f} s, PostgreSQL {asked:.2f} s: {done.stdout.splitlines()[0]}"
        bench.holds(name, f"<= {VERIFY:.0f} s", came, seconds <= VERIFY)


def _visit(bench: Bench) -> None:
    """Public pages around stored charts: every request makes the page anew."""
    _share()
    web = bench.house.web()
    for name, path in VISITED.items():
        answer = well(Browser(web.port).get(path))
        size = len(answer.text.encode())
        came = f"{size / 1000:.0f} KB, {answer.sent / 1000:.0f} KB on the line"
        bench.holds(f"{name}, size", f"<= {BYTES // 1000} KB", came, size <= BYTES)
        people = [Browser(web.port) for _number in range(min(4, CLIENTS))]
        bench.measure(web, name, people, [getter(path)] * bench.requests)
    web.stop()


def _share() -> None:
    """Past the wall: who may share is not what is measured."""
    from baken.programme.models import CouncilPaper, Edition

    paper = CouncilPaper.objects.using("keeper").get(slug=SLUG)
    last = Edition.objects.using("keeper").filter(paper=paper).order_by("-number").first()
    CouncilPaper.objects.using("keeper").filter(id=paper.id).update(
        status="shared", shared_edition=last
    )
