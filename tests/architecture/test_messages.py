"""Every string of the interface has its English text, with the same placeholders."""

import re
from collections import Counter

import polib
from django.utils import translation
from django.utils.translation import gettext
from scripts import messages

MARK = re.compile(r"%\([a-z_]+\)[a-z]|%[sd]|<[^>]+>")


def test_the_catalogue_is_up_to_date() -> None:
    found = {(m.context, m.text) for m in messages.extract()}
    known = {(e.msgctxt or "", e.msgid) for e in messages.load()}
    assert found - known == set(), "run: python scripts/messages.py"
    assert known - found == set(), "run: python scripts/messages.py"
    assert len(found) > 1000


def test_english_is_complete() -> None:
    assert messages.untranslated(messages.load()) == []


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if entry.msgid_plural:
        return [(entry.msgid_plural, entry.msgstr_plural[1])]
    return [(entry.msgid, entry.msgstr)]


def test_placeholders_and_tags_survive_translation() -> None:
    wrong = [
        source
        for entry in messages.load()
        for source, target in _pairs(entry)
        if Counter(MARK.findall(source)) != Counter(MARK.findall(target))
    ]
    assert wrong == []


def test_english_is_spoken() -> None:
    with translation.override("en"):
        assert gettext("Inloggen") != "Inloggen"
    with translation.override("nl"):
        assert gettext("Inloggen") == "Inloggen"
