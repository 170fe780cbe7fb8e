"""Fetch the third-party parts of the look, keep what is used, and prove what was kept.

    scripts/vendor.py            fetch, check against vendor.lock, write, bundle
    scripts/vendor.py --check    compare the committed files with vendor.lock (no network)
    scripts/vendor.py --update   fetch and write a new vendor.lock (after changing a version)
    scripts/vendor.py --bundle   only put build/baken.css together from css/ and vendor/

Nothing here runs when Baken is installed or served: the results are in the repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/baken/core/static/baken"
VENDOR = STATIC / "vendor"
LOCK = ROOT / "vendor.lock"

UTRECHT = "@utrecht/component-library-css"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
SANS = "@fontsource-variable/source-sans-3"
SERIF = "@fontsource-variable/source-serif-4"

# Classes of the component library that our templates use; every other rule is left out.
CLASSES = {
    "utrecht-document",
    "utrecht-skip-link",
    "utrecht-button",
    "utrecht-button--primary-action",
    "utrecht-button--secondary-action",
    "utrecht-button--subtle",
    "utrecht-button-link",
    "utrecht-button-link--html-a",
    "utrecht-textbox",
    "utrecht-textarea",
    "utrecht-select",
    "utrecht-select--html-select",
    "utrecht-table",
}

# (package, file in the package, file under vendor/); fonts, styles and icons are added below.
PLAIN = [
    ("htmx.org", "dist/htmx.min.js", "htmx.min.js"),
    ("htmx.org", "LICENSE", "licences/htmx.txt"),
    ("leaflet", "dist/leaflet.js", "leaflet/leaflet.js"),
    ("leaflet", "dist/leaflet.css", "leaflet/leaflet.css"),
    *[
        ("leaflet", f"dist/images/{name}", f"leaflet/images/{name}")
        for name in ("layers.png", "layers-2x.png", "marker-icon.png")
    ],
    ("leaflet", "LICENSE", "licences/leaflet.txt"),
    ("lucide-static", "LICENSE", "licences/lucide.txt"),
    (UTRECHT, "LICENSE.md", "licences/utrecht.txt"),
    (TOKENS, "LICENSE.md", "licences/voorbeeld-tokens.txt"),
    (SANS, "LICENSE", "licences/source-sans-3.txt"),
    (SERIF, "LICENSE", "licences/source-serif-4.txt"),
    (SANS, "files/source-sans-3-latin-wght-italic.woff2", "fonts/source-sans-3-italic.woff2"),
]
FONTS = [
    (package, f"files/{family}-{subset}-wght-normal.woff2", f"fonts/{family}-{subset}.woff2")
    for package, family in ((SANS, "source-sans-3"), (SERIF, "source-serif-4"))
    for subset in ("latin", "latin-ext", "cyrillic")
]
# The order in which the parts override each other.
PARTS = ["fonts", "bridge", "base", "layout", "button", "public", "home", "door", "forms", "status"]
PARTS += ["work", "lists", "case", "table", "chart", "map", "paper", "versions", "meeting", "write"]
PARTS += ["print"]


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def fetch(package: str, version: str, folder: Path) -> tuple[Path, str]:
    """Download name@version with npm; return the unpacked folder and the archive's hash."""
    command = ["npm", "pack", "--silent", f"{package}@{version}", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    archive = folder / done.stdout.strip().splitlines()[-1]
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package", sha256(archive.read_bytes())


def rules(css: str) -> list[tuple[str, str]]:
    """Split a stylesheet into its top-level (selector, body) pairs; comments are dropped."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S).replace('@charset "UTF-8";', "")
    found, depth, start, head = [], 0, 0, ""
    for match in re.finditer(r"[{}]", css):
        depth += 1 if match[0] == "{" else -1
        if match[0] == "{" and depth == 1:
            head, start = css[start : match.start()].strip(), match.end()
        elif match[0] == "}" and depth == 0:
            found.append((head, css[start : match.start()].strip()))
            start = match.end()
    return found


def wanted(selector: str) -> bool:
    """True if every class of the selector is one that we use."""
    classes = re.findall(r"\.([\w-]+)", selector)
    return bool(classes) and all(name in CLASSES for name in classes)


def used_components(css: str) -> str:
    """The rules of the library for the classes in CLASSES, one rule on a line."""
    kept = []
    for head, body in rules(css):
        # a comma inside :not(…) does not part two selectors
        parts = re.split(r",(?![^(]*\))", head)
        selectors = [part.strip() for part in parts if wanted(part)]
        if selectors and not head.startswith("@"):
            kept.append(f"{','.join(selectors)}{{{re.sub(chr(10) + ' *', '', body)}}}")
    return "\n".join(kept) + "\n"


def used_tokens(css: str, components: str, own: str) -> str:
    """The example tokens that the kept rules and our own styles reach, and no others."""
    _, body = rules(css)[0]
    tokens = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body))
    ours = set(re.findall(r"(--[\w-]+)\s*:", own))
    reached: set[str] = set()
    todo = set(re.findall(r"var\((--[\w-]+)", components + own)) - ours
    while todo:
        name = todo.pop()
        if name in tokens and name not in reached:
            reached.add(name)
            todo |= set(re.findall(r"var\((--[\w-]+)", tokens[name])) - ours
    lines = "".join(f"{name}:{tokens[name]};\n" for name in sorted(reached))
    return f".voorbeeld-theme{{\n{lines}}}\n"


def icons(package: Path) -> str:
    """The drawings of the icons named in icons.txt, as JSON: name -> inside of the svg."""
    names = (STATIC / "icons.txt").read_text().split()
    drawings = {}
    for name in sorted(set(names)):
        svg = (package / f"icons/{name}.svg").read_text()
        inside = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
        drawings[name] = re.sub(r"\s*\n\s*", "", inside).replace(" />", "/>")
    return json.dumps(drawings, indent=0, sort_keys=True) + "\n"


def collect(folders: dict[str, Path]) -> dict[str, bytes]:
    """Everything that goes under vendor/: name -> content."""
    kept: dict[str, bytes] = {}
    for package, source, target in [*PLAIN, *FONTS]:
        kept[target] = (folders[package] / source).read_bytes()
    script = kept["leaflet/leaflet.js"].decode()
    kept["leaflet/leaflet.js"] = re.sub(r"//# sourceMappingURL=.*\s*", "", script).encode()
    own = "".join((STATIC / f"css/{part}.css").read_text() for part in PARTS)
    components = used_components((folders[UTRECHT] / "dist/index.css").read_text())
    theme = (folders[TOKENS] / "dist/theme.css").read_text()
    kept["utrecht.css"] = components.encode()
    kept["voorbeeld.css"] = used_tokens(theme, components, own).encode()
    kept["lucide.json"] = icons(folders["lucide-static"]).encode()
    return kept


def squeeze(css: str) -> str:
    """The stylesheet without comments and indentation; nothing clever."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return "".join(line.strip() + "\n" for line in css.splitlines() if line.strip())


def bundle() -> str:
    """The one stylesheet of every page: library parts first, then our own."""
    paths = [VENDOR / "voorbeeld.css", VENDOR / "utrecht.css"]
    paths += [STATIC / f"css/{part}.css" for part in PARTS]
    notice = (
        "/* Baken, EUPL-1.2. Parts of @utrecht/component-library-css and "
        "voorbeeld-design-tokens, EUPL-1.2. See THIRD_PARTY.md. */\n"
    )
    return notice + "".join(squeeze(path.read_text()) for path in paths)


def write_bundle() -> None:
    """Write build/baken.css."""
    (STATIC / "build").mkdir(exist_ok=True)
    (STATIC / "build/baken.css").write_text(bundle())


def differences(lock: dict[str, Any]) -> list[str]:
    """Names of committed files that are missing, extra or changed against the lock."""
    present = {
        path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes())
        for path in VENDOR.rglob("*")
        if path.is_file()
    }
    names = set(present) | set(lock["files"])
    return sorted(name for name in names if present.get(name) != lock["files"].get(name))


def refresh(lock: dict[str, Any], *, update: bool) -> None:
    """Fetch all packages and write vendor/; without update every hash must already be known."""
    folders, packages = {}, {}
    with tempfile.TemporaryDirectory() as temporary:
        for package, known in lock["packages"].items():
            folders[package], found = fetch(package, known["version"], Path(temporary))
            if not update and found != known["sha256"]:
                sys.exit(f"{package}: the archive differs from vendor.lock")
            packages[package] = {"version": known["version"], "sha256": found}
        kept = collect(folders)
    files = {name: sha256(content) for name, content in sorted(kept.items())}
    if not update and files != lock["files"]:
        sys.exit("the parts in use differ from vendor.lock; run with --update and read the diff")
    for name, content in kept.items():
        (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
        (VENDOR / name).write_bytes(content)
    LOCK.write_text(json.dumps({"packages": packages, "files": files}, indent=1) + "\n")


def main() -> None:
    """Read the option and do it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for option in ("--check", "--update", "--bundle"):
        parser.add_argument(option, action="store_true")
    options = parser.parse_args()
    lock = json.loads(LOCK.read_text())
    if options.check:
        wrong = differences(lock)
        if (STATIC / "build/baken.css").read_text() != bundle():
            wrong.append("build/baken.css (run scripts/vendor.py --bundle)")
        sys.exit("differs: " + ", ".join(wrong) if wrong else 0)
    if not options.bundle:
        refresh(lock, update=options.update)
    write_bundle()


if __name__ == "__main__":
    main()
