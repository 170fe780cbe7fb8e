"""`baken import`: plans, areas, addresses and figures from files."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django, say

WHAT = {
    "plan": "een veiligheidsplan (YAML)",
    "areas": "wijken en buurten (GeoJSON)",
    "addresses": "adressen met BAG-nummer (CSV, docs/formats/addresses.md)",
    "figures": "cijfers van CBS, politie of RIVM (CSV)",
}


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "import",
        help="lees een plan, gebieden, adressen of cijfers in",
        epilog="Twee keer hetzelfde bestand inlezen verandert niets. Een fout in het bestand:\n"
        "dan verandert er ook niets, en staat er wat er mis is.\n\n"
        "voorbeelden:\n  baken import plan veiligheidsplan.yaml\n"
        "  baken import addresses adressen.csv",
    )
    what = parser.add_subparsers(dest="what", metavar="WAT", required=True)
    for name, help_text in WHAT.items():
        one = what.add_parser(name, help=help_text)
        one.add_argument("file", type=Path, metavar="BESTAND")
        add_data_option(one)
        one.set_defaults(run=run_import)


def run_import(options: Namespace) -> int:
    if not options.file.exists():
        raise Problem(f"Het bestand {options.file} is er niet.")
    with database(options, "keeper", "keeper"):
        django()
        from django.core.exceptions import ValidationError

        try:
            say(str(_importer(options.what)(options.file)))
        except ValidationError as error:
            raise Problem("\n".join(error.messages)) from error
        except (OSError, UnicodeError) as error:
            raise Problem(f"{options.file} is niet te lezen als {WHAT[options.what]}.") from error
    return 0


def _importer(what: str) -> Any:
    from django.conf import settings

    from baken.geo import api as geo
    from baken.programme import api as programme

    if what == "areas":
        code = settings.MUNICIPALITY.code
        return lambda path: geo.import_areas(path, municipality=code)
    return {
        "plan": programme.import_plan,
        "figures": programme.import_figures,
        "addresses": geo.import_addresses,
    }[what]
