"""What is new in a mail: without what it quotes below, and without a signature.

The patterns are those of the mail programs that people here use, in the languages of this site;
the parser we tried first missed 'Op … schreef …:'.
"""

from __future__ import annotations

import re

_WROTE = re.compile(
    r"^(?:Op|On|Am|Le|El|La|W dniu|Dnia|Pe|На|A|Tarihinde)\b.{4,300}?"
    r"\b(?:schreef|wrote|schrieb|a écrit|escribió|napisał\(?a?\)?|a scris|írta|yazdı"
    r"|написа|написав)\b"
    r"[^\n]{0,200}:\s*$",
    re.MULTILINE | re.DOTALL,
)
_HEADS = re.compile(
    r"^\W{0,3}(?:Van|From|Von|De|Od|De la|От|Feladó|Kimden):[^\n]+\n"
    r"(?:[^\n]*\n){0,3}?\W{0,3}(?:Aan|To|An|À|Do|Către|До|Címzett|Kime|Para|Onderwerp|Subject):",
    re.MULTILINE,
)
_RULE = re.compile(
    r"^(?:-{2,} ?(?:Oorspronkelijk bericht|Original Message|Doorgestuurd bericht|Forwarded message)"
    r"|_{10,}\s*$|-- ?$)",
    re.MULTILINE | re.IGNORECASE,
)
_LONGEST_WROTE = 3  # lines over which a program breaks 'On … wrote:'


def new_words(text: str) -> str:
    """The words above the quote; all of it when nothing would be left."""
    starts = [found.start() for found in (_first(text), _HEADS.search(text), _RULE.search(text))
              if found]  # fmt: skip
    cut = text[: min(starts)] if starts else text
    return _without_tail(cut).strip() or text.strip()


def _first(text: str) -> re.Match[str] | None:
    """Where 'Op … schreef …:' stands, if that is a line or a few."""
    for found in _WROTE.finditer(text):
        if found[0].strip().count("\n") < _LONGEST_WROTE:
            return found
    return None


def _without_tail(text: str) -> str:
    """Without the quoted lines at the end; those between the lines of an answer stay."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines.pop()
    return "\n".join(lines)
