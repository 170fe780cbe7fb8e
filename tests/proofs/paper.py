"""Proof: nothing in a bundle changes without both verifiers naming it.

A bundle with figures from a plan, from tables of every layout and from counts of our own, some of
them withheld. One place is changed: a digit of a text, a value that the PDF or a chart is drawn
of, a byte of a source, a line of the manifest. Three hands do it: one that changes nothing else,
one that mends all hashes, and one inside that signs again as well. `verify paper` and the program
that shares no code with it must each name what was changed.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from baken.programme.alone import check
from baken.programme.paper import signing
from baken.programme.paper.bundle import (
    ABOVE,
    DATA,
    FIGURES,
    MANIFEST,
    SEAL,
    SIGNATURE,
    SOURCE,
    WORDS,
)
from baken.programme.paper.bundle import digest as sha256
from baken.programme.paper.verify import unpack, verify_files
from tests.proofs.outcome import Outcome

if TYPE_CHECKING:
    import psycopg

    from tests.city import City

FULL = 1000
NAME = "proof.things"
DRAWINGS = "tekeningen/"
FUNCTION = """
create or replace function figures_proof_things(since date, until date)
returns table (dims jsonb, n bigint) language sql stable as $$
  select jsonb_build_object('area', area, 'month', '2026-08'), amount
  from (values ('WK062201', 2), ('WK062202', 70), ('WK062203', 3), ('WK062204', 41)) c(area, amount)
$$;
grant execute on function figures_proof_things(date, date) to baken_app;
"""
MORE = f"""

## Uit andere bestanden

In 2023 waren het er {{{{ cijfer: I-MISDRIJVEN-POL | 2023 }}}}. Van ons zelf: \
{{{{ telling: {NAME} | 2026-Q3 | WK062201 }}}} in de ene wijk, \
{{{{ telling: {NAME} | 2026-Q3 | WK062202 }}}} in de andere, en \
{{{{ telling: {NAME} | 2026-Q3 }}}} in de hele gemeente.

{{{{ zin: I-MISDRIJVEN-CBS | 2018 | 2019 }}}} {{{{ zin: I-RONDKOMEN | 2016 | 2020 }}}} \
Het plan zegt {{{{ citaat: B1 | 4 jaar }}}}.

{{{{ grafiek: I-RONDKOMEN }}}}

{{{{ grafiek: I-MISDRIJVEN-CBS }}}}

{{{{ kaart: I-GELUIDHINDER | 2020 }}}}
"""
Files = dict[str, bytes]
Hand = Callable[[Files, str, bytes], Files]


def build(city: "City", superuser: "psycopg.Connection") -> tuple[Files, list[str]]:
    """The bundle, and the public keys of who made it."""
    from baken.core.acting import acting_as, job
    from baken.core.figures import TallyKind, tallies
    from baken.programme.actions import compose_paper, take_tallies, write_paper
    from baken.programme.api import import_figures, import_plan
    from baken.programme.ledger.publish import release_counts
    from tests.programme.conftest import CRIMES, DATA, FILES, HEALTH, PLAN

    superuser.execute(FUNCTION)
    kinds = list(tallies)
    try:
        import_plan(PLAN)
        for path in (CRIMES, HEALTH, FILES / "47013NED.csv", FILES / "47022NED.json"):
            import_figures(path)
        tallies._items[:] = [TallyKind(NAME, "figures_proof_things", "reports", "Dingen")]
        with acting_as(job("programme.measure", "statistics")) as acting:
            take_tallies(acting, date(2026, 11, 14))
            release_counts(acting, date(2026, 11, 14))
        with acting_as(city.acting("adviser")) as acting:
            text = (DATA / "voortgang-2026.md").read_text() + MORE
            edition = compose_paper(acting, write_paper(acting, title="Voortgang", text=text))
    finally:
        tallies._items[:] = kinds
        superuser.execute("drop function if exists figures_proof_things(date, date)")
    return unpack(bytes(edition.bundle)), [signing.public_key().hex()]


# -- the changes -----------------------------------------------------------------------------


def _digit(raw: bytes, dice: random.Random) -> bytes:
    at = dice.choice([at for at, byte in enumerate(raw) if 48 <= byte <= 57])
    other = dice.choice([digit for digit in range(48, 58) if digit != raw[at]])
    return raw[:at] + bytes([other]) + raw[at + 1 :]


def _shown(raw: bytes, dice: random.Random) -> bytes:
    """A digit of what a point or area of a drawing says that it is."""
    spans = [match.span(1) for match in re.finditer(rb"<title>[^<]*: ([^<:]*)</title>", raw)]
    places = [at for start, end in spans for at in range(start, end) if 48 <= raw[at] <= 57]
    at = dice.choice(places)
    return raw[:at] + _digit(raw[at : at + 1], dice) + raw[at + 1 :]


def _byte(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([(raw[at] + dice.randrange(1, 256)) % 256]) + raw[at + 1 :]


def _line(raw: bytes, dice: random.Random) -> bytes:
    """A line changed, left out, or twice."""
    lines = raw.splitlines(keepends=True)
    at = dice.randrange(len(lines))
    lines[at : at + 1] = dice.choice([[_byte(lines[at], dice)], [], [lines[at]] * 2])
    return b"".join(lines)


def _change(kind: str, files: Files, dice: random.Random) -> tuple[str, bytes]:
    """Which file, and what stands in it now."""
    texts = [name for name in files if name.endswith((".md", ".txt", ".csv")) and "/" not in name]
    names = {
        "digit": texts,
        "drawn": [name for name in files if name == DATA or name.startswith(DRAWINGS)],
        "source": [name for name in files if name.startswith("snapshots/")],
        "manifest": [MANIFEST],
    }[kind]
    change = {"digit": _digit, "drawn": _digit, "source": _byte, "manifest": _line}[kind]
    name = dice.choice(sorted(names))
    return name, change(files[name], dice)


# -- the hands -------------------------------------------------------------------------------


def _plain(files: Files, name: str, raw: bytes) -> Files:
    return {**files, name: raw}


def _mended(files: Files, name: str, raw: bytes) -> Files:
    """All hashes fit again; only the signature cannot be made."""
    changed = {**files, name: raw}
    if name != MANIFEST:
        listed = json.loads(files[MANIFEST])
        listed["files"] = {one: sha256(changed[one]) for one in changed if one not in ABOVE}
        changed[MANIFEST] = json.dumps(listed, ensure_ascii=False, indent=2).encode()
    return {**changed, SEAL: f"{sha256(changed[MANIFEST])}\n".encode()}


def _inside(files: Files, name: str, raw: bytes) -> Files:
    changed = _mended(files, name, raw)
    return {**changed, SIGNATURE: signing.sign(changed[MANIFEST])}


def _claim(files: Files, dice: random.Random) -> tuple[str, bytes]:
    """Who signs again changes what the manifest says of one figure."""
    listed = json.loads(files[MANIFEST])
    figure = dice.choice(listed["figures"])
    fields = [name for name in ("printed", "citation", "expression", "sha256", "retrieved")
              if any(sign.isdigit() for sign in figure[name])]  # fmt: skip
    field = dice.choice(fields)
    figure[field] = _digit(figure[field].encode(), dice).decode()
    return MANIFEST, json.dumps(listed, ensure_ascii=False, indent=2).encode()


HANDS: dict[str, Hand] = {"plain": _plain, "mended": _mended, "inside": _inside}
KINDS = ("digit", "drawn", "source", "manifest")
# What both compute again, so that even a new signature does not hide it.
COMPUTED = {WORDS, FIGURES, DATA, MANIFEST}
# What is said then: the figure, or the text or list of figures that says otherwise.
SAYS = {"cijfer", SOURCE, FIGURES}


def prove(rounds: int, dice: random.Random, files: Files, keys: list[str]) -> Outcome:
    """So many changes, each by every hand."""
    outcome, tally = Outcome(), Counter[str]()
    outcome.check(not verify_files(files, keys), "the bundle itself does not hold")
    outcome.check(not [*check.problems(files, keys)], "not for the program alone")
    for number in range(rounds):
        kind = KINDS[number % len(KINDS)]
        tally[kind] += 1
        for hand, forge in HANDS.items():
            name, raw = _change(kind, files, dice)
            if hand == "inside" and name == MANIFEST:
                name, raw = _claim(files, dice)
            if hand == "inside" and name.startswith(DRAWINGS):
                raw = _shown(files[name], dice)
            named = {name} if hand == "plain" else {name, SIGNATURE, MANIFEST}
            if hand == "inside" and "/" in name:
                named.add(name.rpartition("/")[0])  # the source and its recipe stand together
            where = f"{number}: {kind}, {hand}, {name}"
            changed = forge(files, name, raw)
            if hand == "inside" and name not in COMPUTED and "/" not in name:
                continue
            tally["bundles"] += 1
            _both(outcome, where, changed, keys, named if hand != "inside" else SAYS | named)
    outcome.facts |= {"changes": rounds, **{name: tally[name] for name in sorted(tally)}}
    return outcome


def _both(outcome: Outcome, where: str, changed: Files, keys: list[str], named: set[str]) -> None:
    said = {
        "verify paper": [str(one) for one in verify_files(changed, keys)],
        "narekenen": [*check.problems(changed, keys)],
    }
    for who, lines in said.items():
        found = any(line.startswith(tuple(named)) for line in lines)
        outcome.check(found, f"{where}: {who} says {lines[:2]}")
