"""Strings of the interface: `python scripts/messages.py` brings locale/en up to date.

Message ids are the Dutch texts, so Dutch is complete by itself (locale/nl holds only plurals'
header). New strings get an empty English text, strings that are gone are dropped; a test fails
on an empty one.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract_python

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "baken"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
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
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "{% load" not in text and "{% trans" not in text and "{% blocktrans" not in text:
            return
        from django.utils.translation.template import templatize

        # What is left of the template is filler; its indentation would confuse the reader.
        lines = templatize(text, origin=str(path)).splitlines()
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


def update() -> tuple[int, int]:
    """Write the catalogue anew, keeping what is translated. Returns (all, untranslated)."""
    old = {(e.msgctxt or "", e.msgid): e for e in load()} if CATALOGUE.exists() else {}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, places in sorted(extract().items(), key=lambda item: (item[1][0], item[0].text)):
        known = old.get((message.context, message.text))
        entry = polib.POEntry(
            msgid=message.text,
            msgctxt=message.context or None,
            occurrences=[(place, "") for place in places],
        )
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = dict(known.msgstr_plural) if known else {}
            entry.msgstr_plural = {0: "", 1: ""} | entry.msgstr_plural
        else:
            entry.msgstr = known.msgstr if known else ""
        if PLACEHOLDER.search(message.text):
            entry.flags.append("python-format")
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    return len(catalogue), len(untranslated(catalogue))


def load() -> polib.POFile:
    """The English catalogue as it stands."""
    return polib.pofile(str(CATALOGUE))


def untranslated(catalogue: polib.POFile) -> list[str]:
    """Strings without an English text."""
    return [
        entry.msgid
        for entry in catalogue
        if not (all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr)
    ]


def main() -> int:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    total, empty = update()
    print(f"{total} strings, {empty} without English.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
