"""How long the programme keeps things. Of persons it holds who said what about a draft."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from baken.core.acting import Acting
from baken.programme.intake.models import FigureImport, ImportFile
from baken.programme.ledger.models import Opening
from baken.programme.models import Tally, TallyRun
from baken.programme.writing.models import PaperComment
from baken.retention.api import Term, entry, register, unlisted

PUBLIC = "Openbaar beleid en cijfers waarop de raad rekende; er staan geen personen in."
PAPER = "Stukken voor de raad blijven bewaard; er staan geen personen in."
LEDGER = "Wat eenmaal openbaar is, blijft het; nieuwe getallen worden ertegen gecontroleerd."
FOR_EVER = (
    ("Snapshot", "ingelezen bestand met beleid of cijfers", PUBLIC),
    ("Entry", "onderdeel van het veiligheidsplan", PUBLIC),
    ("Definition", "hoe een cijfer wordt geteld", PUBLIC),
    ("Observation", "cijfer met een bron", PUBLIC),
    ("CouncilRecord", "motie, toezegging, vraag of afspraak van de raad", PAPER),
    ("Light", "oordeel over een actie", PAPER),
    ("CouncilPaper", "raadsstuk", PAPER),
    ("PaperVersion", "tekst van een raadsstuk zoals die is bewaard", PAPER),
    ("PaperDecision", "besluit van het college over een raadsstuk", PAPER),
    ("Edition", "uitgave van een raadsstuk", PAPER),
    ("Binding", "bewijs bij een cijfer in een raadsstuk", PAPER),
    ("Release", "uitgifte van tellingen", LEDGER),
    ("Cell", "getal dat is uitgegeven of achtergehouden", LEDGER),
    ("SigningKey", "openbare sleutel waarmee stukken zijn ondertekend", PAPER),
)


def remove_runs(acting: Acting, ids: Sequence[UUID]) -> int:
    """Take away exact counts; what was published from them stays in its paper. Nightly run only."""
    Opening.objects.filter(run_id__in=ids).delete()
    Tally.objects.filter(run_id__in=ids).delete()
    return TallyRun.objects.filter(id__in=ids).delete()[0]


def remove_imports(acting: Acting, ids: Sequence[UUID]) -> int:
    """Take away uploads and what was seen in them; the figures stay. Nightly run only."""
    ImportFile.objects.filter(figure_import_id__in=ids).delete()
    return FigureImport.objects.filter(id__in=ids).delete()[0]


def remove_comments(acting: Acting, ids: Sequence[UUID]) -> int:
    """Take away what colleagues said about a draft. Nightly run only."""
    return PaperComment.objects.filter(id__in=ids).delete()[0]


def register_all() -> None:
    """Called when Django starts."""
    for model, what, why in FOR_EVER:
        chosen = entry("2.1.1")
        register(Term(model=f"programme.{model}", what=what, kept=why, selection=chosen,
                      purpose="programme"))  # fmt: skip
    register(
        Term(
            model="programme.FigureImport",
            what="inlezen van een bestand met cijfers",
            trigger="made_at",
            since="de dag van het uploaden",
            days=30,
            selection=unlisted("werkbestand; wat is ingelezen, blijft met zijn vingerafdruk"),
            purpose="programme",
            remove=remove_imports,
        )
    )
    register(
        Term(
            model="programme.PaperComment",
            what="opmerking bij een alinea van een concept",
            trigger="made_at",
            since="de dag van de opmerking",
            years=1,
            selection=unlisted("intern beraad over een concept; het stuk zelf blijft"),
            purpose="programme",
            remove=remove_comments,
        )
    )
    register(Term(model="programme.ImportFile", what="bestand dat nog niet is ingelezen",
                  follows="programme.FigureImport", purpose="programme"))  # fmt: skip
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
    register(Term(model="programme.Opening", what="geheim bij een achtergehouden getal",
                  follows="programme.TallyRun", purpose="statistics"))  # fmt: skip
