"""`baken erase --replay`: take out of a restored backup what was removed after it was made."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django, say

LIST = "erased.jsonl"


def add_to(commands: Any) -> None:
    erase = commands.add_parser(
        "erase",
        help="haal uit een teruggezette kopie wat al vernietigd was",
        epilog="Doe dit na elke restore, voordat serve en worker weer draaien.\n\n"
        "voorbeelden:\n  baken erase --replay\n  baken erase --replay --list oud/erased.jsonl",
    )
    erase.add_argument("--replay", action="store_true", required=True, help="voer de lijst uit")
    erase.add_argument("--list", type=Path, metavar="BESTAND", help="standaard: erased.jsonl")
    add_data_option(erase)
    erase.set_defaults(run=run_replay)


def list_of(data: Path) -> Path:
    """Where the list lies, beside the database."""
    return Path(os.environ.get("BAKEN_ERASED", data / LIST))


def run_replay(options: Namespace) -> int:
    """Remove once more what the list names."""
    path = options.list or list_of(options.data)
    if not path.exists():
        raise Problem(f"De lijst {path} is er niet. Zonder lijst is niets opnieuw te vernietigen.")
    with database(options, "app"):
        django()
        from django.core.exceptions import ValidationError

        from baken.core.acting import job
        from baken.retention import api as retention

        acting = job("retention.run", "privacy")
        try:
            gone = retention.replay(acting, retention.read_erased(path))
        except (ValidationError, UnicodeError) as error:
            raise Problem(f"{path} is niet te lezen. Er is niets vernietigd.") from error
        retention.mirror_erased(acting)
    say(f"Opnieuw vernietigd: {gone}.")
    return 0
