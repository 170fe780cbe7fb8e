"""What people said of the example paper, and one question of a councillor. All invented."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from baken.core.acting import PUBLIC, Acting, acting_as
from baken.programme.council.models import ItemKind
from baken.programme.queries.papers import Published, published
from baken.programme.voices import actions
from baken.programme.voices.models import Reaction, VoiceKind

PLACE = "Grip op leefbaarheid"
# Paragraph, words, name, and what became of it: an answer, '' placed, None waits.
SAID: tuple[tuple[str, str, str, str | None], ...] = (
    (
        PLACE,
        "Bij ons in de flat hoor je ’s nachts alles. Fijn dat dit erin staat. "
        "Wat gaat u doen aan de portieken? (verzonnen)",
        "Bewoner (verzonnen)",
        "Wij bekijken dit jaar met de corporatie zes portieken. "
        "In het volgende stuk leest u wat dat opleverde. (verzonnen)",
    ),
    (PLACE, "Twee cijfers zonder jaartal zeggen mij niet zoveel. (verzonnen)", "", ""),
    (
        "",
        "Goed te volgen, met die bronnen erbij. Graag volgende keer ook per wijk. (verzonnen)",
        "Buurtvereniging (verzonnen)",
        "",
    ),
    ("", "Staat mijn straat hier ook in? (verzonnen)", "", None),
)
QUESTION = {
    "title": "Wat kosten de camera’s in eigen beheer? (verzonnen)",
    "text": "In het stuk staat ‘binnen het bestaande budget’. Welk bedrag is dat? (verzonnen)",
    "party": "Partij Voorbeeld (verzonnen)",
    "at": "Camera’s in eigen beheer",
}


def fill(clerk: Acting, adviser: Acting) -> None:
    """React, decide and answer, each in its own acting, as people do it."""
    with acting_as(PUBLIC):
        paper = published()[0]
    for at, words, name, became in SAID:
        one = _say(paper, VoiceKind.REACTION, at, words, name)
        if became is None:
            continue
        with acting_as(clerk) as acting:
            actions.place(acting, one, "")
        if became:
            with acting_as(adviser) as acting:
                actions.answer(acting, one, reply=became, site="")
    _ask(paper, clerk)


def _ask(paper: Published, clerk: Acting) -> None:
    at = QUESTION["at"]
    one = _say(paper, VoiceKind.QUESTION, at, QUESTION["text"], QUESTION["party"])
    words = {
        "kind": ItemKind.QUESTION, "title": QUESTION["title"], "text": one.text,
        "said_on": timezone.localdate() - timedelta(days=6), "submitters": [one.name],
        "paragraphs": [f"{paper.slug}#{at}"],
    }  # fmt: skip
    with acting_as(clerk) as acting:
        actions.take_question(acting, one, words, "")


def _say(paper: Published, kind: str, at: str, words: str, name: str) -> Reaction:
    key = uuid4()
    said = actions.Said(
        key, kind, paper.slug, paper.edition.number, at, words, name, proven=True
    )  # fmt: skip
    with acting_as(actions.author(actions.code_of(key))) as acting:
        return actions.send(acting, said, "")
