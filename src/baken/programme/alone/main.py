"""python3 narekenen.pyz BUNDEL.zip [sleutels.json]"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .check import problems, unpack
from .words import Wrong

USE = """Gebruik: python3 narekenen.pyz BUNDEL.zip [sleutels.json]

BUNDEL.zip     het raadsstuk, zoals u het van de site van de gemeente haalt
sleutels.json  de openbare sleutels van die gemeente (/zelf-narekenen/sleutels.json)

Eindigt met 0 als alles klopt, met 1 als er iets niet klopt, met 2 bij verkeerd gebruik."""


def main(words: list[str]) -> int:
    if not 1 <= len(words) <= 2 or words[0].startswith("-"):
        say(USE)
        return 2
    try:
        files = unpack(Path(words[0]).read_bytes())
        keys = keys_in(Path(words[1])) if len(words) == 2 else []
    except (Wrong, OSError) as error:
        say(f"FOUT  {words[0]}: {error}")
        return 1
    found = list(problems(files, keys))
    for one in found:
        say(f"FOUT  {one}")
    if not found:
        _well(files, known=bool(keys))
    return 1 if found else 0


def keys_in(path: Path) -> list[str]:
    """The public keys of a municipality. Raises Wrong when the file holds none."""
    try:
        found = [str(key["public"]) for key in json.loads(path.read_bytes())]
    except (ValueError, TypeError, KeyError) as error:
        raise Wrong(f"{path.name} is geen lijst met sleutels") from error
    if not found:
        raise Wrong(f"in {path.name} staat geen sleutel")
    return found


def _well(files: dict[str, bytes], *, known: bool) -> None:
    manifest = json.loads(files["manifest.json"])
    say(f"Alles klopt: {len(files)} bestanden, {len(manifest['figures'])} cijfers.")
    say(f"Ondertekend met sleutel {manifest['key']['fingerprint']}.")
    if not known:
        say("Is dat de sleutel van de gemeente? Haal sleutels.json van haar site en geef die mee.")
    if manifest["withheld"]:
        say(f"{len(manifest['withheld'])} kleine getallen zijn achtergehouden; de gemeente heeft "
            "vastgelegd welke het zijn en kan dat niet meer veranderen.")  # fmt: skip


def say(text: str) -> None:
    print(text)  # noqa: T201 - a command speaks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
