"""A title for a report: residents write no titles, so it is how their text begins."""

import re

LONGEST = 80


def title_of(text: str) -> str:
    """The first sentence, cut at a word when it is longer than 80 characters."""
    first = re.split(r"(?<=[.!?…])\s|\n", text.strip(), maxsplit=1)[0].strip(" .")
    if len(first) <= LONGEST:
        return first
    cut = first[:LONGEST].rsplit(" ", 1)[0] if " " in first[:LONGEST] else first[:LONGEST]
    return f"{cut.rstrip(' ,;:')}…"
