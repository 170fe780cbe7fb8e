"""Writes the generated parts of docs/privacy.md from the code's own data.

Purposes come from `access/data/purposes.yaml`, terms from the register of retention, tables and
their rules from the `policies.sql` of every module. `--check` changes nothing and exits 1 when the
page is out of date.
"""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "baken"
PAGE = ROOT / "docs" / "privacy.md"
_OPEN = re.compile(r"comment on table (\w+) is 'open: ((?:[^']|'')*)'", re.IGNORECASE)
_POLICY = re.compile(
    r'create policy\s+"([^"]+)"\s+on\s+(\w+)\s+(as restrictive\s+)?for\s+(\w+)', re.IGNORECASE
)
_LOOP = re.compile(r"do \$\$.*?end \$\$;", re.DOTALL)
_NAMES = re.compile(r"array\[(.*?)\]", re.DOTALL)
_IN_LOOP = re.compile(r"create policy \"([^\"]+)\" on (\w+_)%s for (\w+)")


def main() -> int:
    """Write the page, or with --check only compare it."""
    old = PAGE.read_text()
    new = filled(old)
    if "--check" in sys.argv:
        if old != new:
            print("docs/privacy.md is out of date: run python scripts/papers.py")
        return int(old != new)
    PAGE.write_text(new)
    return 0


def filled(page: str) -> str:
    """The page with every part between its markers made again."""
    for name, make in PARTS.items():
        start, end = f"<!-- generated: {name} -->\n", f"<!-- end: {name} -->"
        head, rest = page.split(start)
        tail = rest.split(end, 1)[1]
        page = f"{head}{start}{make()}{end}{tail}"
    return page


def purposes() -> str:
    """The purposes register, newest version of each."""
    found = yaml.safe_load((SOURCE / "access" / "data" / "purposes.yaml").read_text())["purposes"]
    newest = {one["code"]: one for one in sorted(found, key=lambda one: one["version"])}
    rows = [
        (f"**{one['title']}** (`{one['code']}`, versie {one['version']}, {one['valid_from']})",
         one["ground"], ", ".join(one["categories"]),
         ", ".join(one["subjects"]) or "niemand", one["retention"], one["recipients"])
        for one in newest.values()
    ]  # fmt: skip
    return _table(("doel", "grondslag", "gegevens", "over wie", "bewaren", "wie krijgt het"), rows)


def terms() -> str:
    """Every term that a module registered."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.portal.settings")
    for name in ("BAKEN_SECRET_KEY", "BAKEN_KEY"):
        os.environ.setdefault(name, "only-for-reading-the-registers-of-the-code")
    os.environ.setdefault("DATABASE_URL", "postgresql:///none")
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    from django.utils.translation import override

    from baken.retention.api import all_terms

    with override("nl"):
        rows = sorted(_term(term) for term in all_terms())
    return _table(("wat", "model", "termijn", "doel", "regel"), [row[1:] for row in rows])


def _term(term: object) -> tuple[str, ...]:
    rule = term.rule  # type: ignore[attr-defined]
    order = {"removed": "1", "follows": "2", "elsewhere": "3", "kept": "4", "current": "5"}[rule]
    said = {
        "removed": lambda t: f"**{t.span}** na {t.since or t.trigger}",
        "follows": lambda t: f"gaat mee met `{t.follows}`",
        "elsewhere": lambda t: t.elsewhere,
        "kept": lambda t: f"blijft: {t.kept}",
        "current": lambda t: f"geen termijn: {t.current}",
    }[rule](term)
    model, what = term.model, term.what  # type: ignore[attr-defined]
    return (f"{order}{model}", what, f"`{model}`", said,
            term.purpose, term.selection)  # type: ignore[attr-defined]  # fmt: skip


def open_tables() -> str:
    """Tables without a wall, each with the reason that stands in the database as well."""
    return _table(("table", "reason"), [(f"`{t}`", why.replace("''", "'")) for t, why in _opened()])


def _opened() -> Iterator[tuple[str, str]]:
    for text in _walls():
        yield from _OPEN.findall(text)


def closed_tables() -> str:
    """Tables behind the wall, with the sentence of every rule."""
    rules: dict[str, list[str]] = defaultdict(list)
    for text in _walls():
        for sentence, table, restrictive, verb in _policies(text):
            mark = ", restricts all others" if restrictive else ""
            rules[table].append(f"{sentence} ({verb}{mark})")
    rows = [(f"`{table}`", "<br>".join(said)) for table, said in sorted(rules.items())]
    return _table(("table", "rules"), rows)


def _policies(text: str) -> Iterator[tuple[str, str, str, str]]:
    yield from _POLICY.findall(_LOOP.sub("", text))
    for loop in _LOOP.findall(text):
        names = re.findall(r"'(\w+)'", "".join(_NAMES.findall(loop)))
        for sentence, prefix, verb in _IN_LOOP.findall(loop):
            yield from ((sentence, f"{prefix}{name}", "", verb) for name in names)


def _walls() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("policies.sql")):
        yield path.read_text()


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


PARTS = {
    "purposes": purposes,
    "terms": terms,
    "open tables": open_tables,
    "closed tables": closed_tables,
}

if __name__ == "__main__":
    raise SystemExit(main())
