"""Which strings a reporter can meet: derived from the addresses, not listed by hand.

From each public address of reporting (the prefixes in `OPEN`), from the shell around it, from the
error pages and from the mails, every function, class and constant that is reached by name is
followed, and every template that these name, with what it extends, includes and uses of our tags.
The strings in what was reached are what the catalogues of `baken.core.languages.FURTHER` hold.
"""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from baken.core.languages import is_open

SOURCE = Path(__file__).resolve().parent.parent / "src" / "baken"
# What the framework calls by itself: shell, refusals, what answers a mail, what is told later.
PAGES = ("portal/front.html", "ui/public.html", "ui/404.html")
CALLED = (
    "baken.portal.context.shell",
    "baken.portal.errors.refused",
    "baken.portal.errors.not_found",
    "baken.portal.errors.bad_request",
    "baken.portal.errors.unreadable",
    "baken.portal.errors.server_error",
    "baken.portal.errors.csrf_failed",
    "baken.access.middleware.ActingMiddleware",
    "baken.reports.actions.desk.mail",
    "baken.reports.tasks.tell_quietly",
    "baken.reports.mailin.actions.take_in",
)
# What only colleagues, partners and other software see, also where a reporter's page passes by it.
WORK = (
    "baken.access.",
    "baken.audit.",
    "baken.cases.",
    "baken.messages.models",
    "baken.documents.models",
    "baken.core.terms.Span",
    "baken.reports.suggest.views",
    "baken.reports.suggest.entry",
    "baken.reports.routing.",
    "baken.reports.exchange.",
    "baken.reports.mailin.actions._how_it_came",
    "baken.reports.codes.NO_REQUEST",
)
WORK_TEMPLATES = {
    "ui/bar.html",
    "ui/403.html",
    "ui/conflict_versions.html",
    "reports/mail/area.html",
    "reports/mail/area.txt",
}
# Versioned data with texts in Dutch and English, and what in it only colleagues read.
DATA_FILES = ("reports/data/categories.yaml", "reports/data/branches.yaml")
HIDDEN = {"reports/data/categories.yaml": frozenset({"teams"})}
MUNICIPALITY = "core/data/municipality.yaml"
ENUMS = {"TextChoices", "IntegerChoices"}
READ_OUT = {"label", "labels", "choices"}
TEMPLATE = re.compile(r"[\w/-]+\.(?:html|txt)")
USED_TEMPLATE = re.compile(r"""\{%\s*(?:extends|include)\s+["']([\w/.-]+)["']""")
Place = tuple[str, str]


@dataclass
class Module:
    """One Python file: what it defines, and what its names stand for elsewhere."""

    name: str
    path: Path
    units: dict[str, list[ast.stmt]] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)


@cache
def modules() -> dict[str, Module]:
    """All modules of the package by dotted name, but migrations and the made-up city."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        if not {"migrations", "demo", "cli"} & set(parts):
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = _module(name, path)
    return found


def _module(name: str, path: Path) -> Module:
    module = Module(name, path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("baken"):
            for alias in node.names:
                module.imports[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for statement in tree.body:
        for unit in _names(statement):
            module.units.setdefault(unit, []).append(statement)
    return module


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [part.id for one in statement.targets for part in ast.walk(one)
                if isinstance(part, ast.Name)]  # fmt: skip
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def _place(dotted: str) -> Place | None:
    """The unit that a dotted name stands for, through what modules pass on."""
    owner, _, name = dotted.rpartition(".")
    module = modules().get(owner)
    if module is None:
        return None
    if name in module.units:
        return owner, name
    return _place(module.imports[name]) if name in module.imports else None


def _called(module: Module, node: ast.AST) -> Iterator[Place]:
    """The units that stand in this piece of code by name."""
    for part in ast.walk(node):
        dotted = ""
        if isinstance(part, ast.Name):
            if part.id in module.units:
                yield module.name, part.id
            dotted = module.imports.get(part.id, "")
        elif isinstance(part, ast.Attribute):
            owner = _dotted(module, part.value)
            dotted = f"{owner}.{part.attr}" if owner else ""
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            dotted = part.value if part.value.startswith("baken.") else ""
        if dotted and (place := _place(dotted)):
            yield place


def _dotted(module: Module, node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return module.imports.get(node.id, "")
    return ""


def _templates(node: ast.AST) -> Iterator[str]:
    """Templates by their name; of a folder (f"reports/telling/{name}.html") all that are in it."""
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
            folder = str(part.values[0].value)
            if re.fullmatch(r"[a-z]+/[a-z]+/", folder):
                yield from (name for name in templates() if name.startswith(folder))
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from TEMPLATE.findall(part.value)
            if re.fullmatch(r"[\w]+/mail/[\w]+", part.value):
                yield from (f"{part.value}.html", f"{part.value}.txt")


@dataclass
class Met:
    """What was reached: units of code, and templates."""

    units: set[Place] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)

    def follow(self, place: Place) -> None:
        """This unit, and all that it leads to."""
        waiting = [place]
        while waiting:
            now = waiting.pop()
            if now in self.units or ".".join(now).startswith(WORK):
                continue
            self.units.add(now)
            module = modules()[now[0]]
            for node in module.units[now[1]]:
                waiting += _called(module, node)
                for name in _templates(node):
                    waiting += self.template(name)

    def template(self, name: str) -> list[Place]:
        """The units that a template, and what it extends or includes, asks for by a tag."""
        path = templates().get(name)
        if path is None or name in self.templates | WORK_TEMPLATES:
            return []
        self.templates.add(name)
        text = path.read_text(encoding="utf-8")
        tags = set(re.findall(r"\{%\s*(\w+)", text)) | set(re.findall(r"\|(\w+)", text))
        found = [place for tag in tags for place in tag_places().get(tag, [])]
        for other in USED_TEMPLATE.findall(text):
            found += self.template(other)
        return found


@cache
def templates() -> dict[str, Path]:
    """All templates by the name under which they are asked for."""
    folders = [path for path in SOURCE.rglob("templates") if path.is_dir()]
    return {path.relative_to(folder).as_posix(): path
            for folder in folders for path in folder.rglob("*") if path.is_file()}  # fmt: skip


@cache
def tag_places() -> dict[str, list[Place]]:
    """Our template tags and filters, by name."""
    found: dict[str, list[Place]] = {}
    for module in modules().values():
        if ".templatetags." in module.name:
            for name, nodes in module.units.items():
                if isinstance(nodes[0], ast.FunctionDef) and nodes[0].decorator_list:
                    found.setdefault(name, []).append((module.name, name))
    return found


def views() -> Iterator[str]:
    """Dotted names of the views behind the reporter's addresses."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: list[object], before: str) -> Iterator[str]:
        for one in patterns:
            here = before + str(one.pattern)  # type: ignore[attr-defined]
            if isinstance(one, URLPattern):
                if here and is_open(f"/{here}"):
                    view = one.callback
                    yield f"{view.__module__}.{view.__qualname__}"
            else:
                yield from walk(one.url_patterns, here)  # type: ignore[attr-defined]

    yield from walk(get_resolver("baken.portal.urls").url_patterns, "")


@cache
def met() -> Met:
    """All that a reporter can meet."""
    found = Met()
    for dotted in (*views(), *CALLED):
        place = _place(dotted)
        if place is None:
            raise LookupError(dotted)
        found.follow(place)
    for name in PAGES:
        for place in found.template(name):
            found.follow(place)
    return found


def labels() -> set[Place]:
    """Lists of which a reached unit reads out the labels; of others only the codes are used."""
    found = set()
    for name, unit in met().units:
        if name.endswith(".models"):
            continue
        module = modules()[name]
        for node in module.units[unit]:
            for part in ast.walk(node):
                if isinstance(part, ast.Attribute) and part.attr in READ_OUT:
                    found.update(_called(module, part.value))
    return found


def _is_enum(nodes: list[ast.stmt]) -> bool:
    first = nodes[0]
    return isinstance(first, ast.ClassDef) and any(
        base.attr in ENUMS for base in first.bases if isinstance(base, ast.Attribute)
    )


def pieces() -> Iterator[tuple[str, str, bool]]:
    """Place, text, and whether it is a template, of all that holds strings for a reporter."""
    read = labels()
    for name, unit in sorted(met().units):
        module = modules()[name]
        if _is_enum(module.units[unit]) and (name, unit) not in read:
            continue
        lines = module.path.read_text(encoding="utf-8").splitlines()
        for node in module.units[unit]:
            text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            yield module.path.relative_to(SOURCE).as_posix(), textwrap.dedent(text), False
    yield from _menu()
    for name in sorted(met().templates):
        path = templates()[name]
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8"), True


def _menu() -> Iterator[tuple[str, str, bool]]:
    """The entries that modules put in the menu and the footer of the public site."""
    for module in modules().values():
        text = module.path.read_text(encoding="utf-8")
        if "PublicItem(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PublicItem":
                place = module.path.relative_to(SOURCE).as_posix()
                yield place, ast.get_source_segment(text, node) or "", False


def data_texts() -> dict[str, str]:
    """Dutch texts of the versioned data that a reporter reads, with the file they stand in."""
    found: dict[str, str] = {}
    for name in DATA_FILES:
        raw = yaml.safe_load((SOURCE / name).read_text(encoding="utf-8"))
        for text in _dutch(raw, hidden=HIDDEN.get(name, frozenset())):
            found.setdefault(text, name)
    home = yaml.safe_load((SOURCE / MUNICIPALITY).read_text(encoding="utf-8"))
    for text in (home["hours"], *(phone["label"] for phone in home["phones"])):
        found.setdefault(text, MUNICIPALITY)
    return found


def _dutch(raw: object, *, hidden: frozenset[str]) -> Iterator[str]:
    if isinstance(raw, dict):
        if "nl" in raw:
            yield raw["nl"]
        for key, value in raw.items():
            if key not in hidden:
                yield from _dutch(value, hidden=frozenset())
    elif isinstance(raw, list):
        for value in raw:
            yield from _dutch(value, hidden=frozenset())
