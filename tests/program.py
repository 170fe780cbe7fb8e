"""The program as tests start it: a process of its own, measured where the tests are measured."""

import sys
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parent.parent


def program(*arguments: str) -> list[str]:
    """The command line of `baken`. What it covers lands beside the tests' own measurement."""
    if coverage.Coverage.current() is None:
        return [sys.executable, "-m", "baken", *arguments]
    return [
        sys.executable, "-m", "coverage", "run", f"--rcfile={ROOT / 'pyproject.toml'}",
        f"--data-file={ROOT / '.coverage'}", f"--source={ROOT / 'src' / 'baken'}",
        "--parallel-mode", "-m", "baken", *arguments,
    ]  # fmt: skip
