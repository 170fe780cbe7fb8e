"""Publishing while figures come in, and publishing that is killed: whole, or not there."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connections

from baken.core.acting import acting_as, job
from baken.programme.actions import compose_paper, share_paper, write_paper
from baken.programme.actions.figures import Job, store
from baken.programme.api import IMPORT, import_figures
from baken.programme.intake.opening import from_path
from baken.programme.intake.prepare import Asked, prepare, surroundings
from baken.programme.models import Binding, CouncilPaper, Edition, PaperStatus
from baken.programme.paper.revised import revisions
from baken.programme.paper.verify import verify_files
from tests.city import City
from tests.programme.conftest import FILES

TEXT = "In 2024 {{ cijfer: I-MISDRIJVEN-POL | 2024 }}.\n\n{{ grafiek: I-MISDRIJVEN-POL }}"
# The end of the transaction is never reached: the process is killed while it waits there.
SCRIPT = """
import sys, time
import django
django.setup()
from uuid import UUID
from baken.core.acting import Acting, acting_as
from baken.programme.actions import compose_paper, share_paper
from baken.programme.models import CouncilPaper
task, user, party, capacity, purpose, share = sys.argv[1:]
me = Acting("assignment", UUID(task), UUID(user), UUID(party), capacity, purpose)
with acting_as(me) as acting:
    paper = CouncilPaper.objects.get()
    edition = compose_paper(acting, paper)
    if share == "share":
        share_paper(acting, paper, edition.number)
    print("made", flush=True)
    time.sleep(120)
"""


@pytest.mark.parametrize("share", ["", "share"])
def test_kill_9_while_publishing_leaves_nothing_by_half(plan: City, share: str) -> None:
    me = plan.acting("adviser")
    with acting_as(me) as acting:
        write_paper(acting, title="Stuk", text=TEXT)
    who = [
        str(one)
        for one in (me.assignment_id, me.user_id, me.organisation_id, me.capacity, me.purpose)
    ]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *who, share], env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "made"
        process.kill()
        process.wait(timeout=20)
    with acting_as(me) as acting:
        paper = CouncilPaper.objects.get()
        assert (paper.status, paper.shared_edition_id) == (PaperStatus.DRAFT, None)
        assert not Edition.objects.exists()
        assert not Binding.objects.exists()
        edition = compose_paper(acting, paper)  # and it can be done again
        share_paper(acting, paper, edition.number)
        assert edition.number == 1


def test_publishing_while_figures_come_in(plan: City, tmp_path: Path) -> None:
    """The paper rests on what was there, whole; the next draft says what was revised."""
    police = tmp_path / "politie.csv"
    raw = (FILES / "47013NED.csv").read_text()
    police.write_text(raw)
    import_figures(police)
    police.write_text(raw.replace('"3597"', '"3610"').replace("2024*", "2024"))
    stored, published = Event(), Event()

    def reads_in() -> None:
        try:
            with acting_as(job(IMPORT)) as acting:
                sources, here = [from_path(police)], surroundings()
                recipe = prepare(sources, Asked(status="definitief"), here)
                assert recipe is not None
                store(acting, Job(sources, recipe, here.codes))
                stored.set()
                published.wait(30)
        finally:
            stored.set()
            connections.close_all()

    thread = Thread(target=reads_in)
    thread.start()
    assert stored.wait(30)
    try:
        with acting_as(plan.acting("adviser")) as acting:
            paper = write_paper(acting, title="Stuk", text=TEXT)
            edition = compose_paper(acting, paper)
            share_paper(acting, paper, edition.number)
    finally:
        published.set()
        thread.join(30)
    with acting_as(plan.acting("adviser")):
        printed = list(Binding.objects.values_list("printed", flat=True))
        bundle = bytes(Edition.objects.get().bundle)
        found = revisions(TEXT)
    assert printed[0] == "3.597"
    assert "2024 3.597 (voorlopig)" in printed[1]
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert verify_files({name: archive.read(name) for name in archive.namelist()}) == []
    assert {(one.before, one.now) for one in found} >= {("3.597 (voorlopig)", "3.610 (definitief)")}
