"""`baken learn`: learn from answered reports to propose a kind."""

from argparse import Namespace
from typing import Any

from baken.cli.place import Problem, add_data_option, database, django, say


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "learn",
        help="leer van beantwoorde meldingen om een soort voor te stellen",
        epilog="Leert alleen van meldingen die niet vertrouwelijk zijn gedaan. Wat eruit komt staat"
        "\nuit tot de beheerder het aanzet, en iedereen kan lezen hoe goed het is.",
    )
    add_data_option(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """0 when it was learnt and stored."""
    with database(options, "keeper", "keeper"):
        django()
        from django.core.exceptions import ValidationError

        from baken.reports.api import learn_kinds

        try:
            facts = learn_kinds()
        except ValidationError as error:
            raise Problem("\n".join(error.messages)) from error
    say(f"Geleerd van {sum(facts['examples'].values())} meldingen, {len(facts['kinds'])} soorten.")
    say(
        f"Stelt iets voor bij {facts['proposed']:.0%}, en heeft dan in {facts['right']:.0%} gelijk."
    )
    say("Het staat uit. De beheerder zet het aan: Beheer, Soort voorstellen.")
    return 0
