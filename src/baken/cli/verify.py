"""`baken verify`: the wall, the trail, a council paper, a certificate."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django, say


def add_to(commands: Any) -> None:
    verify = commands.add_parser(
        "verify",
        help="controleer de muur, het logboek, een raadsstuk of een verklaring",
        epilog="Eindigt met 0 als alles klopt, met 1 als er iets mis is.\n\n"
        "voorbeelden:\n  baken verify wall\n  baken verify audit\n"
        "  baken verify paper voortgang.zip    zonder database, door iedereen te doen\n"
        "  baken verify paper voortgang.zip --keys sleutels.json --rebuild\n"
        "  baken verify paper voortgang.zip --inside    bij de gemeente zelf",
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
    paper.add_argument(
        "--keys", type=Path, metavar="BESTAND",
        help="de openbare sleutels (sleutels.json van de gemeente): van wie is het stuk?",
    )  # fmt: skip
    paper.add_argument("--rebuild", action="store_true", help="maak ook de PDF opnieuw")
    paper.add_argument(
        "--inside", action="store_true",
        help="open ook wat is achtergehouden; alleen bij de gemeente zelf, met haar database",
    )  # fmt: skip
    add_data_option(paper)
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
    """Needs no database and no secrets, but for --inside: whoever has the bundle can do it."""
    if options.inside:
        with database(options, "app"):
            django()
            return _report(options, _published())
    from django.conf import settings

    settings.configure(USE_I18N=False)
    return _report(options, _keys_in(options.keys) if options.keys else [])


def _keys_in(path: Path) -> list[str]:
    try:
        keys = [str(key["public"]) for key in json.loads(path.read_text())]
    except (OSError, ValueError, TypeError, KeyError):
        keys = []
    if not keys:
        raise Problem(f"{path} is geen lijst met openbare sleutels.")
    return keys


def _published() -> list[str]:
    from baken.core.acting import PUBLIC, acting_as
    from baken.programme.api import published_keys

    with acting_as(PUBLIC):
        return [key.public for key in published_keys()]


def _report(options: Namespace, keys: list[str]) -> int:
    """Say what is wrong, or whose signature it is. More is looked at only when that is well."""
    from baken.programme.paper import verify

    problems = verify.verify_paper(options.bundle, keys)
    if not problems:
        files = verify.unpack(options.bundle.read_bytes())
        say("Elk cijfer klopt met zijn bron.")
        say(f"Ondertekend met sleutel {verify.signer(files)}.")
        if not keys:
            say("Is dat de sleutel van de gemeente? Vergelijk: /zelf-narekenen/")
        if options.rebuild:
            problems += _rebuilt(files)
        if options.inside:
            problems += _opened(files)
    for problem in problems:
        say(f"FOUT  {problem}")
    return 1 if problems else 0


def _rebuilt(files: dict[str, bytes]) -> list[Any]:
    from baken.programme.paper.again import rebuild

    problems = rebuild(files)
    if not problems:
        say("De PDF is opnieuw gemaakt en byte voor byte dezelfde.")
    return problems


def _opened(files: dict[str, bytes]) -> list[Any]:
    from baken.core.acting import acting_as, job
    from baken.programme.paper.inside import open_withheld

    with acting_as(job("programme.open", "statistics")) as acting:
        count, problems = open_withheld(acting, files)
    if not problems:
        say(f"Achtergehouden getallen: {count}. Elk is wat toen is vastgelegd.")
    return problems


def verify_certificate(options: Namespace) -> int:
    """Needs no database and no secrets."""
    from baken.retention.proof import problems

    found = problems(options.file)
    for problem in found:
        say(f"FOUT  {problem}")
    if not found:
        say("Deze verklaring is zoals zij is gemaakt.")
    return 1 if found else 0
