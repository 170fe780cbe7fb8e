"""Strings of the interface: `python scripts/messages.py` brings the catalogues up to date.

Message ids are the Dutch texts, so Dutch is complete by itself. English holds every string, the
further languages what a reporter can meet (scripts/met.py). New strings get an empty text, strings
that are gone are dropped; a test fails on an empty one, and says which.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django
import polib
from babel.messages.extract import extract_python

from baken.core.languages import DATA, FURTHER, said_in_full

try:
    from scripts import met
except ImportError:
    import met  # type: ignore[no-redef]

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "baken"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|%[sd]|%%")


@dataclass(frozen=True)
class Message:
    """One string, with its context and plural if it has them."""

    text: str
    plural: str = ""
    context: str = ""


def extract() -> dict[Message, list[str]]:
    """All strings of the interface, with the files in which they stand."""
    found: dict[Message, list[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            place = path.relative_to(SOURCE).as_posix()
            for message in _messages(path):
                places = found.setdefault(message, [])
                if place not in places:
                    places.append(place)
    return found


def _messages(path: Path) -> Iterator[Message]:
    yield from in_text(path.read_text(encoding="utf-8"), template=path.suffix != ".py")


def in_text(text: str, *, template: bool) -> Iterator[Message]:
    """The strings in Python, or in a template."""
    if template:
        if "{% load" not in text and "{% trans" not in text and "{% blocktrans" not in text:
            return
        from django.utils.translation.template import templatize

        # What is left of the template is filler; its indentation would confuse the reader.
        lines = templatize(text).splitlines()
        text = "\n".join(line.strip() for line in lines)
    for _line, function, messages, _notes in extract_python(
        io.BytesIO(text.encode()), list(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        message = _message(function, messages)
        if message and message.text:
            yield message


def _message(function: str, arguments: object) -> Message | None:
    texts = list(arguments) if isinstance(arguments, tuple) else [arguments]
    if function.startswith("np"):
        context, text, plural = texts[:3]
    elif function.startswith("p"):
        (context, text), plural = texts[:2], ""
    elif function.startswith("n"):
        context, (text, plural) = "", texts[:2]
    else:
        context, text, plural = "", texts[0], ""
    if not isinstance(text, str):
        return None
    return Message(text, plural or "", context or "")


def met_by_reporters() -> dict[Message, list[str]]:
    """The strings that a reporter can meet, with the files in which they stand."""
    found: dict[Message, list[str]] = {}
    for place, text, template in met.pieces():
        for message in in_text(text, template=template):
            places = found.setdefault(message, [])
            if place not in places:
                places.append(place)
    for text, place in met.data_texts().items():
        found.setdefault(Message(text, context=DATA), [place])
    return found


def update(code: str = "en") -> tuple[int, int]:
    """Write the catalogue anew, keeping what is translated. Returns (all, untranslated)."""
    path = path_of(code)
    old = {(e.msgctxt or "", e.msgid): e for e in load(code)} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": code,
        "Plural-Forms": plurals(code),
    }
    if code in FURTHER:
        catalogue.header = "Machine translation. Who had it read is recorded in the program."
    wanted = met_by_reporters() if code in FURTHER else extract()
    for message, places in sorted(wanted.items(), key=lambda item: (item[1][0], item[0].text)):
        known = old.get((message.context, message.text))
        entry = polib.POEntry(
            msgid=message.text,
            msgctxt=message.context or None,
            occurrences=[(place, "") for place in places],
        )
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = dict(known.msgstr_plural) if known else {}
            entry.msgstr_plural = dict.fromkeys(range(forms(code)), "") | entry.msgstr_plural
        else:
            entry.msgstr = known.msgstr if known else ""
        if PLACEHOLDER.search(message.text):
            entry.flags.append("python-format")
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(catalogue), len(untranslated(catalogue))


@cache
def plurals(code: str) -> str:
    """The rule of plurals as Django has it: its catalogue and ours are read as one."""
    path = Path(django.__file__).parent / "conf" / "locale" / code / "LC_MESSAGES" / "django.po"
    return str(polib.pofile(str(path)).metadata["Plural-Forms"])


def path_of(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return SOURCE / "locale" / code / "LC_MESSAGES" / "django.po"


def forms(code: str) -> int:
    """How many plural forms this language has."""
    return int(plurals(code).removeprefix("nplurals=")[0])


def load(code: str = "en") -> polib.POFile:
    """A catalogue as it stands."""
    return polib.pofile(str(path_of(code)))


def untranslated(catalogue: polib.POFile) -> list[str]:
    """Strings without a text in this language."""
    return [entry.msgid for entry in catalogue if not said_in_full(entry)]


def main() -> int:
    from django.conf import settings

    if not settings.configured:
        for name in ("BAKEN_SECRET_KEY", "BAKEN_KEY"):
            os.environ.setdefault(name, "no server is run with this key: only addresses are read")
        os.environ.setdefault("DATABASE_URL", "postgresql://nobody@localhost/none")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.portal.settings")
        django.setup()
    for code in ("en", *FURTHER):
        total, empty = update(code)
        print(f"{code}: {total} strings, {empty} without a text.")
        for text in untranslated(load(code)) if empty and code in sys.argv[1:] else []:
            print(f"   {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
