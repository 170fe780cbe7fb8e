"""`baken mail in`: take in one mail from standard input, as a mail server hands it over."""

import sys
from argparse import Namespace
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django

# What a mail server reads as 'not now, try again' (sysexits.h).
TRY_AGAIN = 75
LARGEST = 30 * 1024 * 1024


def add_to(commands: Any) -> None:
    mail = commands.add_parser(
        "mail",
        help="neem een mail aan van de mailserver",
        epilog="Leest één mail van de standaardinvoer, en legt hem bij de melding waar hij over "
        "gaat.\nVoor een mailserver die mail aan een programma geeft; anders haalt de worker ze "
        'op.\n\nvoorbeeld, in /etc/aliases:\n  meldingen: "|/opt/baken/baken mail in"',
    )
    mail.add_argument("what", choices=["in"], metavar="in", help="neem een mail aan")
    add_data_option(mail)
    mail.set_defaults(run=run_in)


def run_in(options: Namespace) -> int:
    """0 when the mail was dealt with, 75 when the mail server must try again."""
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        with database(options, "app"):
            django()
            from baken.reports.api import take_in_mail

            take_in_mail(raw[:LARGEST], whole=len(raw) <= LARGEST)
    except (Problem, Exception) as error:  # noqa: BLE001 (whatever it is, the server keeps the mail)
        print(f"Deze mail kon nog niet binnen: {type(error).__name__}", file=sys.stderr)
        return TRY_AGAIN
    return 0
