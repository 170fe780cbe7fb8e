"""The `baken` command. Each subcommand is one small module of this package."""

import argparse
import sys

from baken import __version__
from baken.cli import admin, backup, data, demo, doctor, run, verify
from baken.cli.place import Problem

MODULES = (demo, run, backup, admin, doctor, verify, data)


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    top = argparse.ArgumentParser(
        prog="baken",
        description="Baken: meldingen, casussen en cijfers voor de veiligheid van een gemeente.",
        epilog="Eerste keer? Typ: ./baken demo",
    )
    top.add_argument("--version", action="version", version=f"baken {__version__}")
    commands = top.add_subparsers(dest="command", metavar="OPDRACHT", required=True)
    for module in MODULES:
        module.add_to(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns its exit code; a problem is one sentence on stderr."""
    options = parser().parse_args(argv)
    try:
        return int(options.run(options) or 0)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
