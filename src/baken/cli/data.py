"""`baken import`: plans, areas, addresses and figures from files."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django, say

LARGE = 10_000_000  # bytes; of a larger file the command says how far it is
WHAT = {
    "plan": "een veiligheidsplan (YAML)",
    "areas": "wijken en buurten (GeoJSON)",
    "addresses": "adressen met BAG-nummer (CSV, docs/formats/addresses.md)",
    "reports": "meldingen van een ouder systeem (CSV of JSON, ook uit Signalen)",
    "figures": "cijfers van CBS, politie of RIVM (CSV of JSON, docs/formats/figures.md)",
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
        many = {"nargs": "+"} if name == "figures" else {}
        one.add_argument("file", type=Path, metavar="BESTAND", **many)
        add_data_option(one)
        one.set_defaults(run=run_import)
        if name == "figures":
            _add_figure_options(one)
        if name == "reports":
            _add_stock_options(one)


def _add_figure_options(parser: Any) -> None:
    parser.add_argument("--table", default="", metavar="NUMMER", help="weiger een andere tabel")
    parser.add_argument("--year", type=int, metavar="JAAR", help="weiger andere jaren")
    parser.add_argument("--status", default="", choices=["voorlopig", "definitief"])
    parser.add_argument(
        "--concordance", type=Path, metavar="CSV", help="oude en nieuwe gebiedscodes: oud;nieuw"
    )


def _add_stock_options(parser: Any) -> None:
    parser.add_argument(
        "--otherwise", default="", metavar="CODE",
        help="de soort voor woorden die Baken niet kent, zoals other.else",
    )  # fmt: skip
    parser.add_argument("--skip-wrong", action="store_true", help="sla regels met een fout over")


def run_import(options: Namespace) -> int:
    files = options.file if isinstance(options.file, list) else [options.file]
    given = [*files, *filter(None, [getattr(options, "concordance", None)])]
    if missing := next((file for file in given if not file.exists()), None):
        raise Problem(f"Het bestand {missing} is er niet.")
    with database(options, "keeper", "keeper"):
        django()
        from django.core.exceptions import ValidationError

        try:
            special = {"figures": _figures, "reports": _stock}
            found = special.get(options.what)
            load = found(options) if found else _importer(options.what)
            say(str(load(*files)))
        except ValidationError as error:
            raise Problem("\n".join(error.messages)) from error
        except (OSError, UnicodeError) as error:
            raise Problem(f"{files[0]} is niet te lezen als {WHAT[options.what]}.") from error
    return 0


def _figures(options: Namespace) -> Any:
    """The importer of figures with what was asked, saying how far it is."""
    from baken.programme import api as programme

    codes = options.concordance.read_bytes() if options.concordance else b""
    asked = programme.Asked(options.table, options.year, options.status, codes)
    total = sum(file.stat().st_size for file in options.file)
    said = 0

    def tell(done: int) -> None:
        nonlocal said
        if total > LARGE and (part := 100 * done // total) >= said + 10:
            said = part
            say(f"{part} % gelezen")

    return lambda *files: programme.import_figures(*files, asked=asked, tell=tell)


def _stock(options: Namespace) -> Any:
    """Reads in an older stock, saying how far it is."""
    from baken.reports import api as reports

    asked = reports.StockAsked(options.otherwise, options.skip_wrong)
    told = lambda done, total: say(f"{done} van {total}")  # noqa: E731
    return lambda file: reports.import_stock(file, asked, told)


def _importer(what: str) -> Any:
    from django.conf import settings

    from baken.geo import api as geo
    from baken.programme import api as programme

    if what == "areas":
        code = settings.MUNICIPALITY.code
        return lambda path: geo.import_areas(path, municipality=code)
    return {
        "plan": programme.import_plan,
        "addresses": geo.import_addresses,
    }[what]
