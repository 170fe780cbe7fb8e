"""The PDF of a paper a year later: other data, removals, another clock, the same bytes."""

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.cli import verify
from baken.core import pdf
from baken.core.acting import PUBLIC, acting_as, job
from baken.programme.actions import compose_paper, write_paper
from baken.programme.api import import_figures
from baken.programme.ledger.models import Opening
from baken.programme.models import Edition, TallyRun
from baken.programme.paper.again import rebuild
from baken.programme.paper.bundle import DATA, MANIFEST, PDF
from baken.programme.paper.inside import open_withheld
from baken.programme.paper.verify import unpack, verify_files
from baken.programme.retention import remove_runs
from tests.city import City
from tests.programme.conftest import CRIMES, FILES
from tests.programme.test_tallies import NAME, counted  # noqa: F401 - a fixture

Counting = Callable[..., City]


def kept() -> Edition:
    with acting_as(PUBLIC):
        return Edition.objects.get()


def test_after_a_year_of_new_data_the_pdf_is_the_same(
    paper: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes(kept().pdf)
    revised = tmp_path / CRIMES.name
    revised.write_bytes(CRIMES.read_bytes().replace(b"3597", b"3612"))
    later = timezone.now() + timedelta(days=366)
    monkeypatch.setattr(timezone, "now", lambda: later)
    import_figures(FILES / "47013NED.csv")
    import_figures(revised)
    files = unpack(bytes(kept().bundle))
    assert verify_files(files) == []
    assert rebuild(files) == []
    assert files[PDF] == bytes(kept().pdf) == before
    with acting_as(paper.acting("adviser")) as acting:
        text = "In 2024 {{ cijfer: I-MISDRIJVEN-POL | 2024 }}."
        next_one = compose_paper(acting, write_paper(acting, title="Later", text=text))
        assert "3.612" in unpack(bytes(next_one.bundle))["paper.txt"].decode()


def test_after_the_exact_counts_are_gone_the_pdf_is_the_same(
    counted: Counting,  # noqa: F811
) -> None:
    """What was withheld cannot be opened any more then: its secret went along."""
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    with acting_as(city.acting("adviser")) as acting:
        text = f"Hier {{{{ telling: {NAME} | 2026-Q3 | WK062201 }}}}."
        made = write_paper(acting, title="Stuk", text=text)
        files = unpack(bytes(compose_paper(acting, made).bundle))
    with acting_as(job("retention.run")) as acting:
        assert Opening.objects.exists()
        remove_runs(acting, list(TallyRun.objects.values_list("id", flat=True)))
        assert not Opening.objects.exists()
    assert (verify_files(files), rebuild(files)) == ([], [])
    with acting_as(job("programme.open", "statistics")) as acting:
        count, (problem,) = open_withheld(acting, files)
    assert (count, "geen geheim" in str(problem)) == (1, True)


def test_another_typst_or_typeface_is_said_in_one_sentence(
    paper: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = unpack(bytes(kept().bundle))
    listed = json.loads(files[MANIFEST])
    assert set(listed["pdf"]) == {"typst", "fonts"}
    assert len(listed["pdf"]["fonts"]) == 4
    other = {**files, DATA: files[DATA].replace(b"Samengevat", b"Samengevatt")}
    assert "een andere PDF" in str(rebuild(other)[0])
    now = pdf.setting()
    for changed, said in (
        ({**now, "typst": "0.1.0"}, "hier is typst 0.1.0"),
        ({**now, "fonts": {}}, "andere lettertypen: SourceSans3-Regular.otf"),
    ):
        monkeypatch.setattr("baken.programme.paper.again.setting", lambda changed=changed: changed)
        (problem,) = rebuild(files)
        assert said in str(problem)


def test_the_command_rebuilds_and_knows_whose_it_is(paper: City, tmp_path: Path) -> None:
    bundle, keys, wrong = (tmp_path / name for name in ("stuk.zip", "sleutels.json", "niet.json"))
    bundle.write_bytes(bytes(kept().bundle))
    keys.write_bytes(Client().get(reverse("programme:check_keys")).content)
    wrong.write_text("{}")

    def baken(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "baken", "verify", "paper", str(bundle), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = baken("--rebuild", "--keys", str(keys))
    assert (done.returncode, done.stderr) == (0, "")
    assert "byte voor byte dezelfde" in done.stdout
    done = baken("--keys", str(wrong))
    assert (done.returncode, "geen lijst met openbare sleutels" in done.stderr) == (1, True)


def test_the_command_opens_inside(
    counted: Counting,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    with acting_as(city.acting("adviser")) as acting:
        text = f"Hier {{{{ telling: {NAME} | 2026-Q3 | WK062201 }}}}."
        made = compose_paper(acting, write_paper(acting, title="Stuk", text=text))
        (tmp_path / "stuk.zip").write_bytes(bytes(made.bundle))
    monkeypatch.setattr(verify, "database", lambda *_words: nullcontext())
    monkeypatch.setattr(verify, "django", lambda: None)
    options = Namespace(bundle=tmp_path / "stuk.zip", inside=True, rebuild=False, keys=None)
    assert verify.verify_paper(options) == 0
    assert "Achtergehouden getallen: 1. Elk is wat toen is vastgelegd." in capsys.readouterr().out
    Opening.objects.using("keeper").all().delete()
    assert verify.verify_paper(options) == 1
    assert "geen geheim" in capsys.readouterr().out
