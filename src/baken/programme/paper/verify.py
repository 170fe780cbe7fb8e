"""Recomputes every figure of a paper from its bundle alone, and says what does not agree."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.paper.bundle import (
    ABOVE,
    CATALOGUE,
    DATA,
    FIGURES,
    MANIFEST,
    PDF,
    SEAL,
    SIGNATURE,
    SOURCE,
    TALLIES,
    TEMPLATE,
    WORDS,
    digest,
    figures_csv,
    withheld,
)
from baken.programme.paper.compose import Bound, as_words, fill
from baken.programme.paper.compound import Held
from baken.programme.paper.drawing import kept_parts
from baken.programme.paper.evidence import Evidence, Found, look_up, place_of, recipe_path
from baken.programme.paper.grammar import (
    COMPOUND,
    Block,
    Expression,
    loose_numbers,
    read_text,
)
from baken.programme.paper.pdf import as_data, as_parts
from baken.programme.paper.recompute import recompute
from baken.programme.paper.signing import fingerprint, signed

MAX_BYTES = 50_000_000
NEEDED = {*ABOVE, SOURCE, WORDS, FIGURES, CATALOGUE, DATA, TEMPLATE, PDF}


@dataclass(frozen=True)
class Problem:
    """One thing that does not agree: in which file, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify_paper(path: str | Path, keys: Collection[str] = ()) -> list[Problem]:
    """All that does not agree in the bundle at `path`; an empty list when the paper holds.

    `keys` are the public keys (hex) that its municipality publishes; without them any will do.
    """
    try:
        files = unpack(Path(path).read_bytes())
    except (OSError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError) as error:
        return [Problem(Path(path).name, _("dit is geen leesbare bundel (%s)") % error)]
    return verify_files(files, keys)


def verify_files(files: dict[str, bytes], keys: Collection[str] = ()) -> list[Problem]:
    """The same for a bundle in memory: name of the file -> its bytes."""
    if missing := NEEDED - set(files):
        return [Problem(name, _("ontbreekt in de bundel")) for name in sorted(missing)]
    problems = _check_hashes(files)
    try:
        listed = json.loads(files[MANIFEST])
        problems += _check_signature(files, listed["key"], keys)
        return problems + _check_figures(files, listed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        text = _("onleesbaar: %s") % (error.args[0] if error.args else type(error).__name__)
        return [*problems, Problem(MANIFEST, text)]


def signer(files: dict[str, bytes]) -> str:
    """The fingerprint of the key under which it was signed."""
    return str(json.loads(files[MANIFEST])["key"]["fingerprint"])


def unpack(raw: bytes) -> dict[str, bytes]:
    """Name of the file -> its bytes. Raises ValueError and what zipfile raises."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        infos = archive.infolist()
        if len({info.filename for info in infos}) != len(infos):
            raise ValueError(_("een bestand staat er twee keer in"))
        if sum(info.file_size for info in infos) > MAX_BYTES:
            raise ValueError(_("meer dan 50 MB"))
        return {info.filename: archive.read(info) for info in infos}


def _check_hashes(files: dict[str, bytes]) -> list[Problem]:
    problems = []
    if files[SEAL] != f"{digest(files[MANIFEST])}\n".encode():
        problems.append(Problem(MANIFEST, _("is veranderd: de vingerafdruk klopt niet")))
    try:
        listed = dict(json.loads(files[MANIFEST])["files"])
    except (ValueError, KeyError, TypeError):
        return [*problems, Problem(MANIFEST, _("onleesbaar"))]
    for name in sorted(set(files) - ABOVE | set(listed)):
        if name not in listed:
            problems.append(Problem(name, _("staat niet in de lijst van de bundel")))
        elif name not in files:
            problems.append(Problem(name, _("ontbreekt in de bundel")))
        elif listed[name] != digest(files[name]):
            problems.append(Problem(name, _("is veranderd: de vingerafdruk klopt niet")))
    return problems


def _check_signature(
    files: dict[str, bytes], key: dict[str, str], keys: Collection[str]
) -> list[Problem]:
    public = bytes.fromhex(key["public"])
    if not signed(files[MANIFEST], files[SIGNATURE], public):
        return [Problem(SIGNATURE, _("de handtekening hoort niet bij deze lijst en deze sleutel"))]
    if key["fingerprint"] != fingerprint(public):
        return [Problem(MANIFEST, _("de vingerafdruk van de sleutel klopt niet"))]
    if keys and key["public"] not in keys:
        return [Problem(SIGNATURE, _("deze sleutel staat niet bij de openbare sleutels"))]
    return []


def _check_figures(files: dict[str, bytes], listed: dict[str, Any]) -> list[Problem]:
    try:
        blocks = read_text(files[SOURCE].decode())
    except (ValidationError, UnicodeDecodeError) as error:
        return [Problem(SOURCE, " ".join(getattr(error, "messages", [str(error)])))]
    problems = [
        Problem(SOURCE, _("getypt getal dat niet gebonden is: %s") % number)
        for number in loose_numbers(blocks, int(listed.get("typed") or 1))
    ]
    asked = [expression for block in blocks for expression in block.expressions()]
    claims = [_claim(item) for item in listed["figures"]]
    if [str(expression) for expression in asked] != [claim.expression for claim in claims]:
        return [*problems, Problem(SOURCE, _("vraagt andere cijfers dan de lijst van de bundel"))]
    held = {one.evidence for claim in claims for one in claim.values}
    problems += _check_places(files, held | {claim.evidence for claim in claims} - {TALLIES})
    again = []
    for number, (expression, claim) in enumerate(zip(asked, claims, strict=True), start=1):
        again_by = _recompute_compound if expression.kind in COMPOUND else _recompute
        bound, found = again_by(number, expression, claim, files, str(listed["municipality"]))
        again.append(bound)
        problems += found
    if listed["withheld"] != withheld(files):
        problems.append(Problem(MANIFEST, _("de achtergehouden getallen kloppen niet")))
    return problems + _check_text(files, listed, blocks, again)


def _check_places(files: dict[str, bytes], paths: Collection[str]) -> list[Problem]:
    """A file of a source stands where its own hash and that of its recipe say."""
    problems = []
    for path in sorted(set(paths) & set(files)):
        recipe = files.get(recipe_path(path))
        hashes = digest(files[path]), digest(recipe) if recipe else ""
        if path != place_of(path.rpartition("/")[2], *hashes):
            problems.append(Problem(path, _("dit is een ander bestand, of een ander recept")))
    return problems


def _claim(item: dict[str, Any]) -> Bound:
    values = tuple(Held(**one) for one in item.get("values", ()))
    moment = datetime.fromisoformat(item["retrieved"])
    return Bound(**{**item, "retrieved": moment, "values": values})


def _recompute_compound(
    number: int, expression: Expression, claim: Bound, files: dict[str, bytes], municipality: str
) -> tuple[Bound, list[Problem]]:
    """The same for a sentence or drawing, with each figure under it."""
    where = _("cijfer %(number)s (%(text)s)") % {"number": number, "text": expression}
    bound, wrong = recompute(number, expression, claim, files, municipality)
    return bound, [Problem(where, text) for text in wrong]


def _recompute(
    number: int, expression: Expression, claim: Bound, files: dict[str, bytes], municipality: str
) -> tuple[Bound, list[Problem]]:
    """The figure as its evidence gives it, and where the claim says something else."""
    where = _("cijfer %(number)s (%(text)s)") % {"number": number, "text": expression}
    raw = files.get(claim.evidence)
    if raw is None:
        return claim, [Problem(where, _("het bestand met de bron ontbreekt"))]
    name = claim.evidence.rpartition("/")[2]
    try:
        recipe = files.get(recipe_path(claim.evidence), b"").decode()
        evidence = Evidence(name, raw, claim.retrieved, recipe)
        found = look_up(expression, evidence, municipality)
    except UnicodeDecodeError:
        words = _("het recept bij de bron is onleesbaar")
    except ValidationError as error:
        words = " ".join(error.messages)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        words = _("het bestand met de bron is onleesbaar")
    else:
        return _compared(number, claim, found, evidence, expression)
    return claim, [Problem(where, words)]


def _compared(
    number: int, claim: Bound, found: Found, evidence: Evidence, expression: Expression
) -> tuple[Bound, list[Problem]]:
    where = _("cijfer %(number)s (%(text)s)") % {"number": number, "text": expression}
    true = Bound(
        number,
        str(expression),
        found.printed,
        found.citation,
        claim.evidence,
        evidence.sha256,
        claim.retrieved,
    )
    if claim == true:
        return true, []
    message = _("de bundel zegt ‘%(claim)s’, de bron ‘%(true)s’")
    if claim.printed == true.printed:
        return true, [Problem(where, _("de aanhaling klopt niet met de bron"))]
    return true, [Problem(where, message % {"claim": claim.printed, "true": true.printed})]


def _check_text(
    files: dict[str, bytes], listed: dict[str, Any], blocks: list[Block], bounds: list[Bound]
) -> list[Problem]:
    title, parts = str(listed["title"]), fill(blocks, bounds)
    composed = datetime.fromisoformat(listed["composed_at"])
    drawn = kept_parts(parts, files, files[DATA])
    printed = as_data(title, listed["status"], composed, [*drawn, *as_parts(listed["revised"])])
    due = {
        WORDS: (as_words(title, parts).encode(), _("de gedrukte tekst klopt niet met de cijfers")),
        FIGURES: (figures_csv(bounds), _("de lijst met cijfers klopt niet")),
        DATA: (printed, _("wat in de PDF staat, klopt niet met de cijfers")),
    }
    return [Problem(name, what) for name, (raw, what) in due.items() if files[name] != raw]
