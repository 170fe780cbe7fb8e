"""argparse in Dutch, with room for examples under the options."""

import argparse
from typing import Any, NoReturn

_DUTCH = {
    "the following arguments are required:": "hier mist nog iets:",
    "unrecognized arguments:": "dit ken ik niet:",
    "invalid choice:": "dit ken ik niet:",
    "invalid int value:": "dit is geen getal:",
    "expected one argument": "hier hoort nog iets achter",
    "choose from": "kies uit",
    "argument ": "",
}


class Parser(argparse.ArgumentParser):
    """Headings and complaints in Dutch; the epilog is printed as it was written."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings, add_help=False)
        self._positionals.title = "wat"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "gebruik: ", 1)

    def error(self, message: str) -> NoReturn:
        for english, dutch in _DUTCH.items():
            message = message.replace(english, dutch)
        self.exit(2, f"{message}\nTyp voor uitleg: {self.prog} --help\n")
