"""Why a point is no place in this municipality, in words a resident understands."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Point(NamedTuple):
    """A place in WGS84 degrees."""

    lat: float
    lon: float


class PlaceProblem(ValidationError):
    """A point that is not accepted: a code, one Dutch sentence, and what was probably meant.

    Codes: number, zero, range, swapped, rd, neighbour, outside, unknown.
    A form may let it pass as it is: it is a ValidationError.
    """

    code: str
    message: str

    def __init__(
        self, code: str, message: str, suggestion: Point | None = None, neighbour: str = ""
    ) -> None:
        super().__init__(message, code=code)
        self.suggestion = suggestion
        self.neighbour = neighbour


def not_a_number() -> PlaceProblem:
    return PlaceProblem("number", _("De plek is geen getal. Kies de plek opnieuw op de kaart."))


def zero() -> PlaceProblem:
    message = _("De plek staat op 0, 0. Dat is midden op zee: uw toestel gaf geen plek door.")
    return PlaceProblem("zero", message)


def out_of_range() -> PlaceProblem:
    message = _(
        "Deze getallen zijn geen plek op aarde. De breedte ligt tussen -90 en 90, "
        "de lengte tussen -180 en 180."
    )
    return PlaceProblem("range", message)


def swapped(meant: Point, where: str) -> PlaceProblem:
    message = _(
        "Breedte en lengte zijn omgewisseld. Bedoelt u %(lat).5f, %(lon).5f? Dat is %(where)s."
    )
    return PlaceProblem("swapped", message % {**meant._asdict(), "where": where}, meant)


def rd_coordinates(meant: Point | None, where: str) -> PlaceProblem:
    """RD coordinates; `meant` is None when they lie outside the municipality."""
    if meant is None:
        message = _(
            "Dit zijn RD-coördinaten (meters), en de plek ligt niet in %(where)s. "
            "Kies een plek in %(where)s."
        )
        return PlaceProblem("rd", message % {"where": where})
    message = _(
        "Dit zijn RD-coördinaten (meters). Bedoelt u %(lat).5f, %(lon).5f? Dat is %(where)s."
    )
    return PlaceProblem("rd", message % {**meant._asdict(), "where": where}, meant)


def in_neighbour(neighbour: str, municipality: str) -> PlaceProblem:
    message = _(
        "Deze plek ligt in %(neighbour)s, niet in %(municipality)s. "
        "Meld het bij de gemeente %(neighbour)s."
    )
    names = {"neighbour": neighbour, "municipality": municipality}
    return PlaceProblem("neighbour", message % names, neighbour=neighbour)


def outside(municipality: str) -> PlaceProblem:
    message = _("Deze plek ligt niet in %(municipality)s. Kies een plek in %(municipality)s.")
    return PlaceProblem("outside", message % {"municipality": municipality})


def no_areas() -> PlaceProblem:
    return PlaceProblem("unknown", _("De kaart van de gemeente is nog niet geladen."))
