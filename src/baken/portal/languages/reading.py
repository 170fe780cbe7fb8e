"""The texts of one language beside the Dutch, for who reads them."""

from functools import cache

import polib

from baken.core.languages import LOCALE


@cache
def lines(code: str) -> list[tuple[str, str]]:
    """Dutch and translation, one pair a line; each plural form is a line."""
    path = LOCALE / code / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(path)) if path.exists() else []
    return [(dutch, there) for entry in entries for dutch, there in _pairs(entry)]


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if entry.msgid_plural:
        forms = entry.msgstr_plural.items()
        return [(entry.msgid_plural if number else entry.msgid, text) for number, text in forms]
    return [(entry.msgid, entry.msgstr)]
