"""What goes in and out."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import ConfigDict, Field


class KindOut(Schema):
    """A kind that may be brought."""

    code: str
    titel: str
    voorbeeld: str
    hoofdsoort: str
    openbaar: bool = Field(description="Komt op de openbare lijst, een dag later.")


class AreaOut(Schema):
    """A wijk or buurt."""

    code: str
    naam: str
    deel_van: str


class ReportIn(Schema):
    """A report. A field that is not known is told, not passed over."""

    model_config = ConfigDict(extra="forbid")

    soort: str = Field(max_length=40)
    tekst: str = Field(min_length=1, max_length=3000)
    breedte: float | None = Field(None, description="WGS84, in graden")
    lengte: float | None = Field(None, description="WGS84, in graden")
    adres: str = Field("", max_length=200, description="straat en huisnummer")
    bag: str = Field("", max_length=16, description="BAG-nummer van het adres")
    naam: str = Field("", max_length=100)
    email: str = Field("", max_length=200)
    telefoon: str = Field("", max_length=30)
    kenmerk: str = Field("", max_length=80, description="Uw eigen nummer.")


class Made(Schema):
    """What came of it."""

    nummer: str
    code: str = Field(
        description="Hiermee volgt de melder de melding. Toon hem aan niemand anders."
    )
    volgen: str = Field(description="Het adres waar de melder de melding volgt.")


class StandOut(Schema):
    """How a report is doing, for who has its code."""

    nummer: str
    soort: str
    staat: str
    staat_in_woorden: str
    ontvangen_op: datetime
    antwoord_voor: datetime | None
    afgehandeld_op: datetime | None
    wacht_op_u: bool


class FactOut(Schema):
    """A report of public space, as everyone may know it."""

    nummer: str
    soort: str
    gesloten: bool
    dag: date
    breedte: float | None
    lengte: float | None
    buurt: str


class FactPage(Schema):
    meldingen: list[FactOut]
    volgende: int | None


class ErrorOut(Schema):
    """A code for the system, a sentence for its maker."""

    code: str
    fout: str
