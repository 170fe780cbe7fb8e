"""The `baken` command. Each subcommand is one small module of this package."""

import sys

from baken import __version__
from baken.cli import admin, backup, data, demo, doctor, erase, learn, mail, reseal, run, verify
from baken.cli.help import Parser
from baken.cli.place import explain

MODULES = (demo, run, backup, admin, doctor, verify, data, erase, learn, mail, reseal)
EPILOG = """\
eerste keer:
  ./baken demo                          een voorbeeldstad, om rond te kijken

zelf gebruiken:
  ./baken migrate                       maak de database en zet de muur
  ./baken import areas wijken.geojson   lees de gebieden van uw gemeente in
  ./baken admin invite u@gemeente.nl    een link voor de eerste beheerder
  ./baken serve & ./baken worker        de website, en wat er achter gebeurt
  ./baken doctor                        is alles goed? zo niet: hoe komt het goed?

Elke opdracht legt zichzelf uit: ./baken OPDRACHT --help
Instellingen komen uit de omgeving; docs/operations.md noemt ze allemaal.
"""


def parser() -> Parser:
    """All commands with their help."""
    top = Parser(
        prog="baken",
        description="Baken: meldingen, casussen en cijfers voor de veiligheid van een gemeente.",
        epilog=EPILOG,
    )
    top.add_argument(
        "--version", action="version", version=f"baken {__version__}", help="toon de versie"
    )
    commands = top.add_subparsers(dest="command", metavar="OPDRACHT", required=True)
    for module in MODULES:
        module.add_to(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns its exit code; a problem is one sentence on stderr."""
    options = parser().parse_args(argv)
    try:
        return int(options.run(options) or 0)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        words = explain(error)
        if not words:
            raise
        print(words, file=sys.stderr)
        return 1
