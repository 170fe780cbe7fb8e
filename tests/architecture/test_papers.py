"""The papers say what is so: generated parts are fresh, links lead somewhere, commands exist."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from baken.cli import parser

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_generated_parts_are_fresh() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "scripts/papers.py", "--check"], cwd=ROOT, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_links_lead_somewhere(paper: Path) -> None:
    assert [link for link in _links(paper.read_text()) if not _leads(paper, link)] == []


def _links(text: str) -> Iterator[str]:
    prose = _SPAN.sub("", _FENCE.sub("", text))
    return (link for link in _LINK.findall(prose) if not re.match(r"[a-z]+:", link))


def _leads(paper: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = paper.parent / name if name else paper
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text())


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _commands(text: str) -> Iterator[list[str]]:
    """Every `baken …` in a shell block or between backticks, as words."""
    lines = [line for kind, block in _FENCE.findall(text) if kind == "sh"
             for line in block.splitlines()]  # fmt: skip
    lines += list(_SPAN.findall(_FENCE.sub("", text)))
    for line in lines:
        for part in re.split(r"&&|;|\|", line.split(" #")[0]):
            words = part.split()
            if words and words[0] in {"./baken", "baken"}:
                yield words[1:]


def _front_door() -> set[str]:
    """What `./baken` itself does before the program is asked."""
    script = (ROOT / "baken").read_text()
    own = re.findall(r"^  ([a-z|]+)\)$", script, re.MULTILINE)
    return {word for words in own for word in words.split("|")}


def _choices(one: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _is_real(words: list[str]) -> bool:
    if not words or words[0] in _front_door():
        return True
    place, flags = parser(), {"-h", "--help", "--version"}
    for word in words:
        choices = _choices(place)
        if word.startswith("-"):
            if word not in flags | set(place._option_string_actions):
                return False
        elif choices:
            if any(part not in choices for part in word.split("/")):
                return False
            place = choices[word.split("/")[0]]
    return True


@pytest.mark.parametrize("paper", PAPERS, ids=_name)
def test_commands_are_real(paper: Path) -> None:
    wrong = [" ".join(words) for words in _commands(paper.read_text()) if not _is_real(words)]
    assert wrong == []


def test_units_start_real_commands() -> None:
    units = sorted((ROOT / "deploy").glob("*.service"))
    asked = [re.search(r"-m baken ([^'\n]+)", unit.read_text()) for unit in units]
    assert units
    assert [unit.name for unit, found in zip(units, asked, strict=True)
            if found is None or not _is_real(found[1].split())] == []  # fmt: skip


def test_every_setting_is_in_operations() -> None:
    said = (ROOT / "docs" / "operations.md").read_text()
    settings = "".join(
        (ROOT / "src" / "baken" / name).read_text()
        for name in ("portal/settings.py", "cli/place.py", "cli/backup.py", "cli/demo.py")
    )
    names = set(re.findall(r"\"((?:BAKEN|OIDC)_[A-Z_]+|[A-Z]*_?DATABASE_URL)\"", settings))
    assert len(names) > 20
    assert sorted(name for name in names if f"`{name}`" not in said) == []


def test_no_paths_of_a_machine_and_no_registry_in_the_papers() -> None:
    bad = re.compile(r"/(?:work|root|home|tmp)/|pypi\.org|registry\.|index-url")
    assert [_name(path) for path in PAPERS if bad.search(path.read_text())] == []
