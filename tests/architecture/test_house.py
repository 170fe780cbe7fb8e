"""The house rules, kept by tests: layers, doors between modules, sizes, forbidden words."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "baken"
# core is a library: all of it may be imported. Commands and the demo city see everything.
FREE_TARGETS = {"core"}
FREE_SOURCES = {"cli", "__main__"}
DOORS = {"api", "figures"}
# The portal fills the demo city, which each module knows how to fill for itself.
DEMO = re.compile(r"^portal/demo/")
# No field of any model may hold these (docs/privacy.md): not modelled, not even by accident.
FORBIDDEN_FIELDS = re.compile(
    r"nation|ethnic|etnic|religi|geloof|afkomst|herkomst|(^|_)(ras|race|face|dna)(_|$)|gezicht|"
    r"biometr|risk_?score|risico_?score|sexual|geaard|politic|vakbond",
    re.IGNORECASE,
)


def _files() -> Iterator[Path]:
    return (p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                yield f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name


def test_modules_meet_only_at_their_doors() -> None:
    wrong = []
    for path in _files():
        place = path.relative_to(SOURCE)
        own = place.parts[0].removesuffix(".py")
        if own in FREE_SOURCES or DEMO.match(place.as_posix()):
            continue
        for name in _imports(ast.parse(path.read_text())):
            parts = name.split(".")
            if parts[0] != "baken" or len(parts) < 3 or parts[1] in {own, *FREE_TARGETS}:
                continue
            door = parts[2] in DOORS or (own.endswith("demo") or path.name == "demo.py")
            if not door:
                wrong.append(f"{place} imports {name}")
    assert wrong == []


def test_layers_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--config", "../pyproject.toml",
         "--no-cache"],
        cwd=ROOT / "src", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_foreign_keys_point_down() -> None:
    order = ["core", "audit", "access", "geo", "retention", "documents", "messages", "people",
             "reports", "cases", "programme", "portal"]  # fmt: skip
    wrong = []
    for model in apps.get_models():
        if model._meta.app_label not in order:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            if not target or not getattr(field, "concrete", False):
                continue
            label = target._meta.app_label
            if label in order and order.index(label) > order.index(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{field.name} -> {label}")
    assert wrong == []


@pytest.mark.parametrize(
    "name", ["nationality", "race", "face_id", "risk_score", "ethnicity", "geloof", "ras"]
)
def test_the_list_of_forbidden_fields_bites(name: str) -> None:
    assert FORBIDDEN_FIELDS.search(name)


def test_no_field_holds_what_baken_does_not_model() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and FORBIDDEN_FIELDS.search(field.name)
    ]
    assert wrong == []


def test_no_file_past_400_lines_and_few_functions_past_40() -> None:
    long_files, long_functions, functions = [], [], 0
    for path in _files():
        text = path.read_text()
        if text.count("\n") > 400:
            long_files.append(str(path.relative_to(SOURCE)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                functions += 1
                if (node.end_lineno or 0) - node.lineno + 1 > 40:
                    long_functions.append(f"{path.relative_to(SOURCE)}:{node.name}")
    assert long_files == []
    assert len(long_functions) <= functions * 0.01, long_functions


@pytest.mark.parametrize("pattern", [
    r"style=\"", r"<style", r"onclick=", r"<script(?![^>]*(src=|type=\"application/json\"))",
    r"javascript:", r"https?://(?!www\.w3\.org/)[a-z]",
])  # fmt: skip
def test_templates_keep_the_content_security_policy(pattern: str) -> None:
    allowed = re.compile(r"https://www\.example\.org/")
    wrong = [
        f"{path.relative_to(SOURCE)}: {match.group(0)}"
        for path in sorted(SOURCE.rglob("*.html"))
        for match in re.finditer(pattern, allowed.sub("", path.read_text()))
    ]
    assert wrong == []


def test_every_module_says_what_it_is() -> None:
    wrong = []
    for folder in sorted(p for p in SOURCE.iterdir() if (p / "__init__.py").exists()):
        if not ast.get_docstring(ast.parse((folder / "__init__.py").read_text())):
            wrong.append(folder.name)
    assert wrong == []


def test_migrations_stand_alone() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("migrations/*.py")):
        for name in _imports(ast.parse(path.read_text())):
            if name.startswith("baken.") and not name.startswith("baken.core."):
                wrong.append(f"{path.relative_to(SOURCE)} imports {name}")
    assert wrong == []


def test_models_and_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in ("uv", "base", "learn", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        assert "://" not in text
        assert "--index-url" not in text
        pins = re.findall(r"^[a-z0-9][^\s]*==[^\s]+", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
