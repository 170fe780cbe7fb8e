"""The bundle of a paper: its text, its figures and the files they came from, in one zip."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from baken.core.text import cell
from baken.programme.paper.compose import Bound

MANIFEST, SEAL, SIGNATURE = "manifest.json", "manifest.sha256", "manifest.sig"
ABOVE = {MANIFEST, SEAL, SIGNATURE}  # what the manifest cannot list itself
SOURCE, WORDS, FIGURES, PDF = "paper.md", "paper.txt", "figures.csv", "paper.pdf"
DATA, TEMPLATE = "paper.json", "paper.typ"  # of which typst makes the PDF
CATALOGUE = "catalogue.json"
TALLIES = "snapshots/tellingen.json"
COLUMNS = ("number", "printed", "expression", "citation", "evidence", "sha256", "retrieved")


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def manifest(
    about: Mapping[str, object], files: Mapping[str, bytes], bounds: Sequence[Bound]
) -> bytes:
    """What is in the bundle: each file's hash, and each figure with what it rests on."""
    figures = [{**asdict(bound), "retrieved": bound.retrieved.isoformat()} for bound in bounds]
    content = {
        **about,
        "files": {name: digest(raw) for name, raw in sorted(files.items())},
        "figures": figures,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def figures_csv(bounds: Sequence[Bound]) -> bytes:
    """The figures for a spreadsheet; text that could be a formula gets a quote before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for bound in bounds:
        row = {**asdict(bound), "retrieved": bound.retrieved.isoformat()}
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return out.getvalue().encode()


def withheld(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Which numbers the paper names and does not show, each with the hash that commits to it."""
    rows = json.loads(files.get(TALLIES, b"[]"))
    names = ("name", "period", "part", "commitment")
    return [{name: str(row[name]) for name in names} for row in rows if row["withheld"]]


def pack(everything: Mapping[str, bytes], made: datetime) -> bytes:
    """The zip: the same bytes for the same content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(everything):
            info = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, everything[name])
    return out.getvalue()
