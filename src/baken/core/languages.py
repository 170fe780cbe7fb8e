"""The languages of the site, where each is spoken, and whether its catalogue is whole.

Dutch and English are spoken everywhere. The further ones are for who reports something: the
addresses in `OPEN`, the shell around every public page, and mails to reporters.
"""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import polib
from django.utils.translation import get_language, pgettext

LOCALE = Path(__file__).resolve().parent.parent / "locale"
OWN = {"nl": "Nederlands", "en": "English"}
FURTHER = {
    "pl": "Polski",
    "ro": "Română",
    "bg": "Български",
    "hu": "Magyar",
    "es": "Español",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
}
NAMES = OWN | FURTHER
RIGHT_TO_LEFT = frozenset({"ar"})
# What is not translated is told to a reader of a further language in this one.
PLAIN = "en"
# Addresses of the reporter; what lies under another one is Dutch and English.
OPEN = ("/melden/", "/volgen/", "/taal/", "/privacy/")
SHUT = ("/melden/voorstel/",)
DATA = "data"


def is_open(path: str) -> bool:
    """Is this an address of the reporter, where the further languages are spoken?"""
    return path == "/" or (path.startswith(OPEN) and not path.startswith(SHUT))


def spoken_at(path: str, language: str) -> str:
    """The language of the content at this address for a reader of `language`."""
    return language if language in OWN or is_open(path) else PLAIN


def said(nl: str, en: str) -> str:
    """A text of versioned data in the language in use: its own Dutch and English, or ours.

    What the catalogue does not know, a tree of a municipality itself, is said in English.
    """
    language = get_language()
    if language not in FURTHER or not nl:
        return en if language == "en" else nl
    found = pgettext(DATA, nl)
    return en if found == nl else found


@dataclass(frozen=True)
class Catalogue:
    """How a language stands: all strings it should hold, those that miss, and its fingerprint."""

    total: int
    missing: int
    fingerprint: str

    @property
    def complete(self) -> bool:
        return self.total > 0 and self.missing == 0


@cache
def catalogue(code: str) -> Catalogue:
    """The catalogue of a further language as this program carries it."""
    path = LOCALE / code / "LC_MESSAGES" / "django.po"
    entries = list(polib.pofile(str(path))) if path.exists() else []
    missing = sum(not said_in_full(entry) for entry in entries)
    return Catalogue(len(entries), missing, fingerprint(entries))


def said_in_full(entry: polib.POEntry) -> bool:
    """Has this string a translation, in each of its plural forms?"""
    if entry.msgid_plural:
        return bool(entry.msgstr_plural) and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def fingerprint(entries: list[polib.POEntry]) -> str:
    """A hash of what is asked and said, whatever the order or the places: what a review is of."""
    lines = sorted(
        [e.msgctxt or "", e.msgid, e.msgid_plural, e.msgstr, *e.msgstr_plural.values()]
        for e in entries
    )
    return sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


@cache
def complete() -> tuple[str, ...]:
    """The further languages that are whole."""
    return tuple(code for code in FURTHER if catalogue(code).complete)
