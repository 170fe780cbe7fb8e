"""Types, lint and template style, run by the tests so that nobody forgets them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def _run(*command: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, (done.stdout + done.stderr)[-4000:]


def test_mypy_is_strict_and_silent() -> None:
    code, said = _run("mypy")
    assert code == 0, said


def test_ruff_finds_nothing() -> None:
    code, said = _run("ruff", "check", "src", "tests", "bench", "scripts")
    assert code == 0, said


def test_ruff_format_has_nothing_to_change() -> None:
    code, said = _run("ruff", "format", "--check", "src", "tests", "bench")
    assert code == 0, said


def test_djlint_finds_nothing() -> None:
    code, said = _run("djlint", "src", "--lint", "--quiet")
    assert code == 0, said
