"""What goes in and out: no names of people, and nothing that was not asked for."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field


class CaseOut(Schema):
    """A case to which the koppeling was added."""

    id: UUID
    nummer: str
    doel: str
    fase: int
    stand: str
    geopend_op: datetime
    versie: int


class CasePage(Schema):
    casussen: list[CaseOut]
    volgende: str = Field(description="Geef dit mee als `na` voor de volgende bladzijde.")


class PartyOut(Schema):
    """An organisation to which may be released."""

    id: UUID
    naam: str


class ContributionOut(Schema):
    """What your organisation brought in, or what was released to it."""

    id: UUID
    organisatie: UUID
    aard: str
    soort: str
    tekst: str
    bron: str
    datum: date | None
    ingebracht_op: datetime
    verbetering_van: UUID | None


class ContributionPage(Schema):
    inbreng: list[ContributionOut]
    volgende: str


class Closed(Schema):
    """No field that is not known: a typing error is told, not passed over."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ContributionIn(Closed):
    aard: Literal["feit", "mening"]
    soort: str = Field("feit", max_length=20)
    tekst: str = Field(min_length=1, max_length=10_000)
    bron: str = Field("", max_length=200)
    datum: date | None = None
    vrijgeven_aan: list[UUID] = Field(default_factory=list, max_length=60)


class Made(Schema):
    id: UUID


class ActionOut(Schema):
    """An action of your own organisation."""

    id: UUID
    titel: str
    uiterlijk: datetime
    klaar_op: datetime | None
    resultaat: str
    versie: int


class ActionIn(Closed):
    resultaat: str = Field(min_length=1, max_length=2000)


class ErrorOut(Schema):
    code: str
    fout: str
