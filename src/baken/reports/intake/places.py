"""Making a place of what was typed, picked, clicked or measured."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from baken.core.forms import first_message
from baken.core.text import clean_line, holds_bsn
from baken.geo import api as geo
from baken.reports.intake.draft import Draft

LONGEST = 80


@dataclass
class PlaceAnswer:
    """The draft with what was given; `problems` and `hits` when it is not a place yet."""

    draft: Draft
    problems: list[dict[str, str]] = field(default_factory=list)
    hits: list[geo.Address] = field(default_factory=list)
    meant: geo.Point | None = None
    meant_where: str = ""
    neighbour: str = ""

    @property
    def next_door(self) -> str:
        """The site of the neighbour in which the place lies, if we know it."""
        return settings.MUNICIPALITY.next_door.get(self.neighbour, "")

    @property
    def done(self) -> bool:
        return self.draft.placed

    def refuse(self, text: str, target: str = "plek") -> "PlaceAnswer":
        self.problems.append({"text": text, "id": target})
        return self


def read_place(draft: Draft, data: QueryDict, *, search: bool) -> PlaceAnswer:
    """The place in the posted fields: an address, a point, a buurt, words, or none at all.

    With `search` the typed words are only looked up.
    """
    try:
        query = clean_line(data.get("query", ""))
    except ValidationError as error:
        return PlaceAnswer(_blank(draft, "")).refuse(first_message(error))
    fresh = _blank(draft, query[:LONGEST])
    if len(query) > LONGEST:
        return PlaceAnswer(fresh).refuse(_("Dit is te lang. Typ alleen een straat en huisnummer."))
    if holds_bsn(query):
        return PlaceAnswer(fresh).refuse(_("Typ alleen een straat en huisnummer of een postcode."))
    if search:
        return _looked_up(fresh, query)
    if data.get("nergens"):
        return PlaceAnswer(fresh.put(placed=True, nowhere=True, query=""))
    return _picked(fresh, data) or _by_buurt_or_words(fresh, data, query)


def _blank(draft: Draft, query: str) -> Draft:
    return draft.put(
        placed=False, lat=None, lon=None, address="", bag_id="", buurt="", wijk="", query=query,
        nowhere=False,
    )  # fmt: skip


def _picked(draft: Draft, data: QueryDict) -> PlaceAnswer | None:
    """An address from the list, a place that was meant, or a point on the map."""
    bag_id = next((value for value in reversed(data.getlist("address")) if value), "")[:16]
    address = geo.address(bag_id) if bag_id.isascii() and bag_id.isdigit() else None
    if address is not None:
        return PlaceAnswer(_at_address(draft, address))
    lat, lon = data.get("lat", ""), data.get("lon", "")
    meant = data.get("bedoeld", "").split(";")
    if len(meant) == 2:
        lat, lon = meant
    return _at_point(draft, lat, lon) if lat or lon else None


def _at_address(draft: Draft, address: geo.Address) -> Draft:
    area = geo.area(address.buurt_code)
    return draft.put(
        placed=True, lat=address.lat, lon=address.lon, address=address.line,
        bag_id=address.bag_id, buurt=address.buurt_code,
        wijk=area.parent_code if area else "", query=address.line,
    )  # fmt: skip


def _at_point(draft: Draft, lat: str, lon: str) -> PlaceAnswer:
    try:
        point = geo.Point(_degrees(lat), _degrees(lon))
        spot = geo.locate(*point)
    except geo.PlaceProblem as problem:
        answer = PlaceAnswer(draft, meant=problem.suggestion, neighbour=problem.neighbour)
        answer.refuse(problem.message)
        if problem.suggestion:
            answer.meant_where = geo.name_of(geo.locate(*problem.suggestion).buurt_code)
        return answer
    return PlaceAnswer(
        draft.put(placed=True, lat=point.lat, lon=point.lon, address=draft.query,
                  buurt=spot.buurt_code, wijk=spot.wijk_code)
    )  # fmt: skip


def _degrees(text: str) -> float:
    """A number of degrees; what is no number becomes NaN, which geo explains."""
    try:
        return float(text.strip()[:30].replace(",", "."))
    except ValueError:
        return float("nan")


def _by_buurt_or_words(draft: Draft, data: QueryDict, query: str) -> PlaceAnswer:
    code = data.get("buurt", "")[:10]
    area = geo.area(code) if code else None
    if area is not None and code.startswith("BU"):
        return PlaceAnswer(
            draft.put(placed=True, buurt=area.code, wijk=area.parent_code, address=query)
        )
    if query:
        return _looked_up(draft, query)
    return PlaceAnswer(draft).refuse(
        _("Typ een straat, kies een buurt, of vink aan dat u geen plek wilt opgeven.")
    )


def _looked_up(draft: Draft, query: str) -> PlaceAnswer:
    """Addresses that fit; a single exact one is taken at once."""
    hits = geo.addresses(query)
    if len(hits) == 1 and hits[0].line.lower() == query.lower():
        return PlaceAnswer(_at_address(draft, hits[0]))
    answer = PlaceAnswer(draft, hits=hits)
    if hits:
        return answer.refuse(_("Kies welk adres u bedoelt."), "adres-0")
    return answer.refuse(
        _("Wij vinden geen adres dat hierop lijkt. Kies dan een buurt uit de lijst."), "plek-buurt"
    )
