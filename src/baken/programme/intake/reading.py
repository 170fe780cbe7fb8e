"""Rows become readings, by a recipe: one figure per column, each with its line in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.programme.figurefile import read_figures
from baken.programme.intake.opening import Source, refuse_foreign
from baken.programme.intake.places import finder
from baken.programme.intake.recipe import Recipe
from baken.programme.intake.rows import Row, Tell, rows_of
from baken.programme.intake.tables import margins
from baken.programme.periods import Period, read_statline
from baken.programme.records import Reading
from baken.programme.values import PROVISIONAL, Value, read_cell

Numbered = tuple[int, Reading]
UnitOf = Callable[[str, Period], str]
MOST_MARGINS = 200_000


@dataclass
class Seen:
    """What was passed over: rows about other areas, and of kinds that we keep no figure of."""

    others: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Place:
    """For whom a file is read: the municipality, its areas, and the units we know."""

    municipality: str
    areas: Collection[str] = ()
    unit_of: UnitOf = lambda _indicator, _period: ""


def read(
    source: Source, recipe: Recipe, place: Place, seen: Seen, tell: Tell = lambda _done: None
) -> Iterator[Numbered]:
    """Every figure of the file. Raises ValidationError, with the line, at the first that is wrong.

    `seen` counts what is passed over meanwhile.
    """
    refuse_foreign(source)
    if recipe.layout == "shape":
        return _shaped(source, place)
    found = _figures(rows_of(source, recipe, tell), recipe, place, seen)
    return _joined(found) if recipe.margins else ((line, one) for line, one, _part in found)


def _shaped(source: Source, place: Place) -> Iterator[Numbered]:
    """A file that says everything itself (RIVM, the shipped list of crimes)."""
    with source.open() as stream:
        contents = read_figures(stream.read(), place.municipality, frozenset(place.areas))
    return ((0, reading) for reading in contents.readings)


def at_line(line: int, error: ValidationError) -> ValidationError:
    """The same sentence with the number of the line before it."""
    words = error.messages[0]
    return ValidationError(_("Regel %(line)s: %(what)s") % {"line": line, "what": words})


def _figures(
    rows: Iterator[Row], recipe: Recipe, place: Place, seen: Seen
) -> Iterator[tuple[int, Reading, str]]:
    reader = _Reader(recipe, place, seen)
    passed = 0
    for line, cells in rows:
        try:
            found = reader.row(cells)
        except ValidationError as error:
            raise at_line(line, error) from error
        if found is None:
            seen.others += line != passed  # a line of a table holds several figures
            passed = line
            continue
        for reading, part in found:
            yield line, reading, part


class _Reader:
    """Where in a row each thing stands, and what it means."""

    def __init__(self, recipe: Recipe, place: Place, seen: Seen) -> None:
        at = {name: number for number, name in enumerate(recipe.fields)}
        self._recipe, self._place, self._seen = recipe, place, seen
        self._area_of = finder(recipe, place.municipality, place.areas)
        self._parts = margins() if recipe.margins else {}
        self._only = [(at[name], due) for name, due in recipe.only.items()]
        self._area = at.get(recipe.area)
        self._period = _cell(at.get(recipe.period))
        self._kind = at.get(recipe.category)
        self._margin = _cell(at.get(recipe.margins))
        self._status = _cell(at.get(recipe.status_field))
        self._unit = _cell(at.get(recipe.unit_field))
        self._source = _cell(at.get(recipe.source_field))
        self._columns = [
            (column, at[column.field], at.get(column.low), at.get(column.high))
            for column in recipe.columns
        ]
        self._kinds: dict[str, str | None] = {}

    def row(self, cells: Sequence[str | None]) -> list[tuple[Reading, str]] | None:
        """The readings of a row, each with the part of an estimate that it is; often one.

        None for a row about another area.
        """
        recipe = self._recipe
        area = self._place.municipality
        if self._area is not None:
            found = self._area_of(cells[self._area] or "")
            if found is None or not self._fits(cells):
                return None
            area = found
        kind = self._indicator(cells)
        if kind is None:
            return []
        period, early = _period(self._period(cells), recipe.year)
        if recipe.unit_field:
            _check_unit(kind, period, self._unit(cells), self._place.unit_of)
        source = self._source(cells) or recipe.source
        part = self._parts.get(self._margin(cells).strip(), "") if self._parts else ""
        said = early or self._status(cells) or recipe.status
        readings = []
        for column, at, low, high in self._columns:
            if (cell := cells[at]) is None:
                continue
            value, star = read_cell(cell, recipe.decimal, recipe.empty)
            if low is not None and high is not None:
                value = _with_margins(value, cells[low], cells[high], recipe)
            name, status = column.indicator or kind, star or said
            where = (column.measure, period, area)
            readings.append((Reading(name, *where, value, {}, (source,), status), part))
        return readings

    def _fits(self, cells: Sequence[str | None]) -> bool:
        return all((cells[at] or "").strip() == due for at, due in self._only)

    def _indicator(self, cells: Sequence[str | None]) -> str | None:
        """The indicator that the kind of the row leads to; '' when the column says it."""
        if self._kind is None:
            return ""
        kind = cells[self._kind] or ""
        if kind not in self._kinds:
            text = kind.strip()
            codes = self._recipe.codes
            self._kinds[kind] = codes.get(text) or codes.get(text.split(" ")[0])
        found = self._kinds[kind]
        if found is None and self._recipe.strict:
            message = _("indicator ‘%(name)s’ kennen wij niet.")
            raise ValidationError(message, params={"name": kind.strip()[:60]})
        if found is None:
            self._seen.kinds[kind.strip()] += 1
        return found


def _cell(at: int | None) -> Callable[[Sequence[str | None]], str]:
    if at is None:
        return lambda _cells: ""
    return lambda cells: (cells[at] or "").strip()


@cache
def _any_period(text: str) -> tuple[Period, str]:
    """A period, and 'voorlopig' where its label carries an asterisk: '2024*'."""
    bare = text.strip()
    return read_statline(bare.rstrip("*")), PROVISIONAL if bare.endswith("*") else ""


def _period(text: str, year: int | None) -> tuple[Period, str]:
    period, status = _any_period(text)
    if year is not None and (period.start.year, period.end.year) != (year, year):
        message = _("dit gaat over %(period)s. In dit bestand hoort alleen %(year)s.")
        raise ValidationError(message, params={"period": period, "year": year})
    return period, status


def _check_unit(indicator: str, period: Period, said: str, unit_of: UnitOf) -> None:
    due = unit_of(indicator, period)
    if said.strip() and due and not due.startswith(said.strip()):
        message = _("hier staat ‘%(said)s’. Voor %(period)s is de eenheid ‘%(due)s’.")
        raise ValidationError(message, params={"said": said, "period": period, "due": due})


def _with_margins(value: Value, low: str | None, high: str | None, recipe: Recipe) -> Value:
    """The estimate with its 95 % interval, when the source gives one."""
    ends = [read_cell(cell or "", recipe.decimal)[0].amount for cell in (low, high)]
    return _estimate(value, *ends)


def _estimate(value: Value, low: object, high: object) -> Value:
    if low is None and high is None:
        return value
    if value.amount is None or value.bound or low is None or high is None:
        raise ValidationError(_("een marge hoort bij een precies cijfer, met beide kanten."))
    if not low <= value.amount <= high:  # type: ignore[operator]
        message = _("%(value)s ligt niet tussen %(low)s en %(high)s.")
        raise ValidationError(message, params={"value": value, "low": low, "high": high})
    return Value(value.amount, "", "", low, high)  # type: ignore[arg-type]


def _joined(found: Iterator[tuple[int, Reading, str]]) -> Iterator[Numbered]:
    """Three rows (estimate, lower and upper margin) as one figure."""
    groups: dict[tuple[str, str, str, str], dict[str, Numbered]] = {}
    for line, reading, part in found:
        if not part:
            raise at_line(line, ValidationError(_("deze marge kennen wij niet.")))
        group = groups.setdefault(reading.identity, {})
        if part in group:
            first = group[part][0]
            raise at_line(line, ValidationError(_("dit staat ook op regel %s.") % first))
        group[part] = (line, reading)
        if len(groups) > MOST_MARGINS:
            raise ValidationError(_("Dit bestand met marges is te groot. Knip het per jaar."))
    for group in groups.values():
        line, reading = group.get("value") or next(iter(group.values()))
        if "value" not in group:
            raise at_line(line, ValidationError(_("bij deze marge ontbreekt het cijfer.")))
        ends = [group[part][1].value.amount if part in group else None for part in ("low", "high")]
        try:
            value = _estimate(reading.value, *ends)
        except ValidationError as error:
            raise at_line(line, error) from error
        yield line, Reading(reading.indicator, reading.measure, reading.period, reading.area,
                            value, {}, reading.sources, reading.status)  # fmt: skip
