"""Goes through a bundle: hashes, signature, every figure, and every word that is printed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from . import compound
from .curve import signed
from .figures import UNREADABLE, File, look_up
from .text import DRAWN, Asked, Block, blocks_of, typed
from .words import Wrong, day_words

MOST = 50_000_000
ABOVE = {"manifest.json", "manifest.sha256", "manifest.sig"}
NEEDED = {*ABOVE, "paper.md", "paper.txt", "paper.json", "paper.typ", "paper.pdf", "figures.csv",
          "catalogue.json"}  # fmt: skip
TALLIES = "snapshots/tellingen.json"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("number", "printed", "expression", "citation", "evidence", "sha256", "retrieved")
# Each look that Baken ever gave a drawing in a PDF: another one could hide a number.
LOOKS = {
    '<style>text { font-family: "Source Sans 3"; font-size: 15px; fill: #14212B }'
    " .ax { fill: #41505C } .acc { fill: #0B4F6C } .mut { fill: #5A6872 }"
    " .inv { fill: #FFFFFF }</style>",
}
Claim = dict[str, Any]
Files = dict[str, bytes]
Filled = tuple[str, list[list[list["str | Claim"]]]]


def unpack(raw: bytes) -> Files:
    """The files of the zip. Raises Wrong when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            if len({info.filename for info in infos}) != len(infos):
                raise Wrong("een bestand staat er twee keer in")
            if sum(info.file_size for info in infos) > MOST:
                raise Wrong("meer dan 50 MB")
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Wrong(f"dit is geen leesbare bundel ({error})") from error
    except Exception as error:  # zlib's own error has no other name that zipfile promises
        if type(error).__name__ != "error":
            raise
        raise Wrong(f"dit is geen leesbare bundel ({error})") from error


def problems(files: Files, keys: list[str]) -> Iterator[str]:
    """All that does not agree, each with the file or figure; nothing when the paper holds."""
    if missing := sorted(NEEDED - set(files)):
        yield from (f"{name}: ontbreekt in de bundel" for name in missing)
        return
    yield from _hashes(files)
    try:
        manifest = json.loads(files["manifest.json"])
        yield from _signature(files, manifest["key"], keys)
        yield from _figures(files, manifest)
    except Wrong as wrong:
        yield f"paper.md: {wrong}"
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"manifest.json: onleesbaar ({error})"


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _hashes(files: Files) -> Iterator[str]:
    changed = "is veranderd: de vingerafdruk klopt niet"
    if files["manifest.sha256"] != f"{sha256(files['manifest.json'])}\n".encode():
        yield f"manifest.json: {changed}"
    try:
        listed = dict(json.loads(files["manifest.json"])["files"])
    except (ValueError, KeyError, TypeError):
        yield "manifest.json: onleesbaar"
        return
    for name in sorted(set(files) - ABOVE | set(listed)):
        if name not in listed:
            yield f"{name}: staat niet in de lijst van de bundel"
        elif name not in files:
            yield f"{name}: ontbreekt in de bundel"
        elif listed[name] != sha256(files[name]):
            yield f"{name}: {changed}"


def _signature(files: Files, key: Claim, keys: list[str]) -> Iterator[str]:
    public = bytes.fromhex(key["public"])
    if not signed(files["manifest.json"], files["manifest.sig"], public):
        yield "manifest.sig: de handtekening hoort niet bij deze lijst en deze sleutel"
    if key["fingerprint"] != sha256(public):
        yield "manifest.json: de vingerafdruk van de sleutel klopt niet"
    if keys and key["public"] not in keys:
        yield "manifest.sig: deze sleutel staat niet bij de openbare sleutels"


def _figures(files: Files, manifest: Claim) -> Iterator[str]:
    blocks = blocks_of(files["paper.md"].decode())
    allowed = json.loads(files["catalogue.json"])["typed"][str(manifest.get("typed") or 1)]
    loose = typed(blocks, allowed)
    yield from (f"paper.md: getypt getal dat niet gebonden is: {one}" for one in loose)
    asked = [one for block in blocks for one in block.asked()]
    claims = manifest["figures"]
    if [str(one) for one in asked] != [claim["expression"] for claim in claims]:
        yield "paper.md: vraagt andere cijfers dan de lijst van de bundel"
        return
    held = {one["evidence"] for claim in claims for one in claim.get("values", [])}
    yield from _places(files, held | {claim["evidence"] for claim in claims} - {TALLIES})
    again = []
    for number, (one, claim) in enumerate(zip(asked, claims, strict=True), start=1):
        where = f"cijfer {number} ({one})"
        true, wrong = _recomputed(number, one, claim, files, manifest["municipality"])
        again.append(true)
        yield from (f"{where}: {what}" for what in wrong)
    yield from _withheld(files, manifest)
    yield from _printed(files, manifest, blocks, again)


def _places(files: Files, paths: set[str]) -> Iterator[str]:
    """The folder of a source's file says which file it is, and which recipe reads it."""
    for path in sorted(paths & set(files)):
        folder = path.rpartition("/")[0]
        kept = files.get(f"{folder}/recept.json")
        if folder != f"snapshots/{sha256(files[path])[:12]}{sha256(kept)[:8] if kept else ''}":
            yield f"{path}: dit is een ander bestand, of een ander recept"


def _recomputed(
    number: int, asked: Asked, claim: Claim, files: Files, home: str
) -> tuple[Claim, list[str]]:
    """The figure as its file gives it, and what the bundle says otherwise."""

    def opened(path: str, retrieved: str) -> File:
        if path not in files:
            raise Wrong("het bestand met de bron ontbreekt")
        folder, _slash, name = path.rpartition("/")
        kept = files.get(f"{folder}/recept.json")
        recipe = json.loads(kept) if kept else None
        catalogue = json.loads(files["catalogue.json"])
        return File(name, files[path], retrieved, recipe, catalogue, home)

    try:
        file = opened(claim["evidence"], claim["retrieved"])
        values = list(claim.get("values", []))
        if asked.kind in compound.KINDS:
            printed, cited, values = compound.look_up(asked, claim, opened)
        else:
            printed, cited = look_up(asked, file)
    except Wrong as wrong:
        return claim, [str(wrong)]
    except UNREADABLE as error:
        return claim, [f"wat bij de bron hoort, is onleesbaar ({error})"]
    true = {**claim, "number": number, "printed": printed, "citation": cited, "values": values,
            "sha256": file.sha256}  # fmt: skip
    if values:
        first = {name: values[0][name] for name in ("evidence", "sha256", "retrieved")}
        true |= first
    return true, [*_otherwise(claim, true), *_drawn(asked, true, files)]


def _otherwise(claim: Claim, true: Claim) -> list[str]:
    words = "de bundel zegt ‘{}’, de bron ‘{}’"
    pairs = zip(claim.get("values", []), true["values"], strict=True)
    wrong = [f"{mine['expression']}: {words.format(mine['printed'], theirs['printed'])}"
             for mine, theirs in pairs if mine["printed"] != theirs["printed"]]  # fmt: skip
    if not wrong and claim["printed"] != true["printed"]:
        wrong = [words.format(claim["printed"], true["printed"])]
    if not wrong and {"values": [], **claim} != true:
        wrong = ["de aanhaling klopt niet met de bron"]
    return wrong


def _drawn(asked: Asked, true: Claim, files: Files) -> list[str]:
    """Does every point or area of a drawing say what its figure is?"""
    if asked.kind not in DRAWN:
        return []
    try:
        root = ElementTree.fromstring(files[drawing(true)].decode())  # noqa: S314 - titles only
    except KeyError:
        return ["de tekening ontbreekt"]
    except (ElementTree.ParseError, UnicodeDecodeError):
        return ["de tekening is onleesbaar"]
    said = [(one.text or "").strip() for one in root.iter() if one.tag.endswith("title")]
    shown = [(one["label"].partition(" (")[0], one["printed"]) for one in true["values"]]
    return [f"‘{label} {value}’ staat niet zo in de tekening" for label, value in shown
            if not value.startswith("geen gegevens")
            and not any(one.endswith(f"{label}: {value}") for one in said)]  # fmt: skip


def drawing(claim: Claim) -> str:
    """Where in the bundle the drawing of a figure stands."""
    return f"tekeningen/{claim['number']}.svg"


def _withheld(files: Files, manifest: Claim) -> Iterator[str]:
    rows = json.loads(files.get(TALLIES, b"[]"))
    names = ("name", "period", "part", "commitment")
    if manifest["withheld"] != [{n: row[n] for n in names} for row in rows if row["withheld"]]:
        yield "manifest.json: de achtergehouden getallen kloppen niet"


def _printed(
    files: Files, manifest: Claim, blocks: list[Block], claims: list[Claim]
) -> Iterator[str]:
    """The words, the list of figures, and what the PDF was made of, all made again."""
    left = iter(claims)
    filled = [_filled(block, left) for block in blocks]
    if files["paper.txt"] != _words(manifest["title"], filled):
        yield "paper.txt: de gedrukte tekst klopt niet met de cijfers"
    if files["figures.csv"] != _list(claims):
        yield "figures.csv: de lijst met cijfers klopt niet"
    printed = json.loads(files["paper.json"])
    due = [_part(kind, rows) for kind, rows in filled]
    for at, (kind, rows) in enumerate(filled):
        if kind == "drawing":
            due[at] |= _pictured(rows[0][1][0], printed["parts"][at], files)
    more = printed["parts"][len(due) :]
    said = [row[0][0]["text"] for part in more[1:] for row in part["rows"]]
    made = manifest["composed_at"]
    date = [int(part) for part in made[:10].split("-")]
    head = {"title": manifest["title"], "status": manifest["status"], "day": day_words(made),
            "date": date, "parts": due + more}  # fmt: skip
    if {name: printed[name] for name in head} != head or said != manifest["revised"]:
        yield "paper.json: wat in de PDF staat, klopt niet met de cijfers"


def _filled(block: Block, left: Iterator[Claim]) -> Filled:
    """The block with its figures in their places; a drawing is the table of its figures."""
    if block.kind != "drawing":
        rows = [[[part if isinstance(part, str) else next(left) for part in cell] for cell in row]
                for row in block.rows]  # fmt: skip
        return block.kind, rows
    claim = next(left)
    first = "Wijk" if claim["expression"].startswith("kaart") else "Jaar"
    head: list[list[str | Claim]] = [[first], [claim]]
    return block.kind, [head, *([[one["label"]], [one["printed"]]] for one in claim["values"])]


def _part(kind: str, rows: list[list[list[str | Claim]]]) -> Claim:
    return {
        "kind": kind,
        "rows": [[[_piece(one, kind) for one in cell] for cell in row] for row in rows],
    }


def _piece(part: str | Claim, kind: str) -> dict[str, str]:
    if isinstance(part, str):
        return {"text": part}
    hash_ = f"{part['sha256'][:4]}…{part['sha256'][-4:]}"
    look = {"plain": "yes"} if part["expression"].startswith("zin") else {}
    return {"text": _shown(part, kind), "note": part["citation"], "hash": hash_, **look}


def _shown(claim: Claim, kind: str) -> str:
    """A drawing is called by its title: its figures stand below it."""
    words = str(claim["printed"])
    return compound.title(words, claim["values"]) if kind == "drawing" else words


def _pictured(claim: str | Claim, said: Claim, files: Files) -> Claim:
    """What the PDF says of a drawing: the bundle's own drawing with a look in it, and words."""
    assert isinstance(claim, dict)
    kind = "Kaart" if claim["expression"].startswith("kaart") else "Lijngrafiek"
    kept = files.get(drawing(claim), b"").decode("utf-8", "replace")
    svg = str(said.get("svg", ""))
    same = any(look in svg and svg.replace(look, "", 1) == kept for look in LOOKS)
    return {"svg": svg if same else kept, "alt": f"{kind}. {claim['printed']}.",
            "credit": said.get("credit"), "width": 74 if said.get("credit") else 100}  # fmt: skip


def _words(title: str, filled: list[Filled]) -> bytes:
    lines, notes = [title, ""], []
    for kind, rows in filled:
        for row in rows:
            said = []
            for cell in row:
                claims = [part for part in cell if not isinstance(part, str)]
                notes += [f"[{c['number']}] {c['printed']}: {c['citation']}" for c in claims]
                said.append("".join(_said(part, kind) for part in cell))
            lines.append(" | ".join(said))
        lines.append("")
    return ("\n".join(lines + notes).rstrip() + "\n").encode()


def _said(part: str | Claim, kind: str) -> str:
    return part if isinstance(part, str) else f"{_shown(part, kind)}[{part['number']}]"


def _list(claims: list[Claim]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(claim[name]) for name in COLUMNS] for claim in claims)
    return out.getvalue().encode()


def _safe(value: object) -> str:
    """A text that a spreadsheet would run has a quote before it."""
    text = str(value)
    harmless = re.fullmatch(r"-?[\d.,]+", text)
    return f"'{text}" if text.startswith(FORMULA) and not harmless else text
