"""Every string has its English text, and what reporters meet has one in each language."""

import re
from collections import Counter

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext
from scripts import messages

from baken.core import languages
from baken.core.languages import FURTHER

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


@pytest.mark.parametrize("code", FURTHER)
def test_a_further_language_holds_what_a_reporter_can_meet(code: str) -> None:
    found = {(m.context, m.text) for m in messages.met_by_reporters()}
    known = {(e.msgctxt or "", e.msgid) for e in messages.load(code)}
    assert found == known, "run: python scripts/messages.py"
    missing = messages.untranslated(messages.load(code))
    assert missing == [], f"{code} is off as long as these miss"
    assert code in languages.complete()


@pytest.mark.parametrize("code", FURTHER)
def test_further_languages_keep_placeholders_tags_and_plurals(code: str) -> None:
    wrong = []
    for entry in messages.load(code):
        said = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
        assert len(said) == (messages.forms(code) if entry.msgid_plural else 1), entry.msgid
        asked = Counter(MARK.findall(entry.msgid_plural or entry.msgid))
        wrong += [text for text in said.values() if Counter(MARK.findall(text)) != asked]
    assert wrong == []


def test_one_missing_text_puts_a_language_off() -> None:
    entries = list(messages.load("pl"))
    assert all(map(languages.said_in_full, entries))
    before = languages.fingerprint(entries)
    changed = next(entry for entry in entries if entry.msgid_plural)
    changed.msgstr_plural[2] = ""
    assert not languages.said_in_full(changed)
    assert languages.fingerprint(entries) != before


def test_what_a_reporter_can_meet_is_followed_from_the_addresses() -> None:
    found = {m.text for m in messages.met_by_reporters()}
    assert {"Is er nu iemand in gevaar?", "Typ de code die u kreeg.", "Dit is te lang: er mogen "
            "%(limit_value)d tekens in, u gebruikt er %(show_value)d.", "Te hoge borg",
            "Antwoord op uw melding %s", "Hier is niets te vinden"} <= found  # fmt: skip
    everything = {m.text for m in messages.extract()}
    assert len(found) < len(everything) / 5
    assert not {"Inzagelog", "Standaardantwoorden", "Maak casus", "Beoordelaar"} & found


@pytest.mark.parametrize(
    ("code", "one", "few", "many"),
    [
        ("pl", "1 dzień temu", "2 dni temu", "5 dni temu"),
        ("ar", "قبل يوم واحد (1)", "قبل 3 أيام", "قبل 11 يومًا"),
        ("uk", "1 день тому", "3 дні тому", "11 днів тому"),
        ("ro", "acum 1 zi", "acum 3 zile", "acum 20 de zile"),
    ],
)
def test_plurals_are_those_of_the_language(code: str, one: str, few: str, many: str) -> None:
    counts = {"pl": (1, 2, 5), "ar": (1, 3, 11), "uk": (1, 3, 11), "ro": (1, 3, 20)}[code]
    with translation.override(code):
        said = [ngettext("%(n)s dag geleden", "%(n)s dagen geleden", n) % {"n": n} for n in counts]
    assert said == [one, few, many]
