"""`baken verify`: the wall, the trail, a council paper, a certificate."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli.place import add_data_option, database, django, say


def add_to(commands: Any) -> None:
    verify = commands.add_parser(
        "verify",
        help="controleer de muur, het logboek, een raadsstuk of een verklaring",
        epilog="Eindigt met 0 als alles klopt, met 1 als er iets mis is.\n\n"
        "voorbeelden:\n  baken verify wall\n  baken verify audit\n"
        "  baken verify paper voortgang.zip    zonder database, door iedereen te doen",
    )
    what = verify.add_subparsers(dest="what", metavar="WAT", required=True)
    wall = what.add_parser("wall", help="is elke tabel gesloten, en heeft elke tabel een termijn?")
    add_data_option(wall)
    wall.set_defaults(run=verify_wall)
    audit = what.add_parser("audit", help="klopt de keten van het logboek?")
    add_data_option(audit)
    audit.set_defaults(run=verify_audit)
    paper = what.add_parser("paper", help="reken elk cijfer van een raadsstuk na")
    paper.add_argument("bundle", type=Path, metavar="BUNDEL")
    paper.set_defaults(run=verify_paper)
    certificate = what.add_parser("certificate", help="reken een verklaring van vernietiging na")
    certificate.add_argument("file", type=Path, metavar="BESTAND")
    certificate.set_defaults(run=verify_certificate)


def verify_wall(options: Namespace) -> int:
    with database(options, "owner"):
        django()
        from baken.core import wall
        from baken.retention.api import tables_without_term

        problems = wall.verify()
        problems += [f"Tabel {name} heeft geen bewaartermijn." for name in tables_without_term()]
        for table in wall.tables():
            say(f"{table.name:40} {table.comment or f'gesloten, {table.policies} regels'}")
    for problem in problems:
        say(f"FOUT  {problem}")
    say(f"{len(problems)} problemen.")
    return 1 if problems else 0


def verify_audit(options: Namespace) -> int:
    with database(options, "app"):
        django()
        from baken.audit import chain
        from baken.core.acting import acting_as, job

        with acting_as(job("audit.verify")):
            verdict = chain.verify()
    if verdict.broken:
        say(f"FOUT  {verdict.broken}.")
        return 1
    say(f"De keten klopt: {verdict.seals} schakels, {verdict.entries} regels.")
    say(f"Kop van de keten: {verdict.head}")
    if verdict.waiting:
        say(f"Let op: {verdict.waiting} regels wachten langer dan een uur op een zegel.")
    return 0


def verify_paper(options: Namespace) -> int:
    """Needs no database and no secrets: whoever has the bundle can do it."""
    from django.conf import settings

    settings.configure(USE_I18N=False)
    from baken.programme.paper.verify import verify_paper as check

    problems = check(options.bundle)
    for problem in problems:
        say(f"FOUT  {problem}")
    if not problems:
        say("Elk cijfer klopt met zijn bron.")
    return 1 if problems else 0


def verify_certificate(options: Namespace) -> int:
    """Needs no database and no secrets."""
    from baken.retention.proof import problems

    found = problems(options.file)
    for problem in found:
        say(f"FOUT  {problem}")
    if not found:
        say("Deze verklaring is zoals zij is gemaakt.")
    return 1 if found else 0
