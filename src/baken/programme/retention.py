"""How long the programme keeps things. It holds no persons; exact counts are kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.programme.models import Tally, TallyRun
from baken.retention.api import Term, entry, register, unlisted

PUBLIC = "Openbaar beleid en cijfers waarop de raad rekende; er staan geen personen in."
PAPER = "Stukken voor de raad blijven bewaard; er staan geen personen in."
FOR_EVER = (
    ("Snapshot", "ingelezen bestand met beleid of cijfers", PUBLIC),
    ("Entry", "onderdeel van het veiligheidsplan", PUBLIC),
    ("Observation", "cijfer met een bron", PUBLIC),
    ("CouncilRecord", "motie, toezegging, vraag of afspraak van de raad", PAPER),
    ("Light", "oordeel over een actie", PAPER),
    ("CouncilPaper", "raadsstuk", PAPER),
    ("Edition", "uitgave van een raadsstuk", PAPER),
    ("Binding", "bewijs bij een cijfer in een raadsstuk", PAPER),
)


def remove_runs(acting: Acting, ids: Sequence[UUID]) -> int:
    """Take away exact counts; what was published from them stays in its paper. Nightly run only."""
    Tally.objects.filter(run_id__in=ids).delete()
    return TallyRun.objects.filter(id__in=ids).delete()[0]


def register_all() -> None:
    """Called when Django starts."""
    for model, what, why in FOR_EVER:
        chosen = entry("2.1.1")
        register(Term(model=f"programme.{model}", what=what, kept=why, selection=chosen,
                      purpose="programme"))  # fmt: skip
    drawing = "Tekening van openbare cijfers, op elk moment opnieuw te maken."
    register(Term(model="programme.ChartImage", what="grafiek", current=drawing))
    register(
        Term(
            model="programme.TallyRun",
            what="exacte telling",
            trigger="taken_at",
            since="de nacht van de telling",
            years=5,
            selection=unlisted("hulpgegeven; wat gepubliceerd is, staat in het raadsstuk"),
            purpose="statistics",
            remove=remove_runs,
        )
    )
    register(Term(model="programme.Tally", what="exacte telling", follows="programme.TallyRun",
                  purpose="statistics"))  # fmt: skip
