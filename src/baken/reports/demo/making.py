"""One invented report with everything that happened to it, as rows for COPY."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from baken.core import crypto, numbers
from baken.core.calendar import RuleSet
from baken.core.terms import Span, due
from baken.reports.codes import CLOSED, Door, Kind, Result, State
from baken.reports.demo.rhythm import SHARES, Rhythm, Weighted
from baken.reports.follow import code_of, fingerprint
from baken.reports.reference import FILE, key_of, read_tree
from baken.reports.titles import title_of

TEXTS = Path(__file__).parent.parent / "data" / "demo_texts.yaml"
Rows = dict[str, list[Sequence[Any]]]
TABLES: dict[str, tuple[str, ...]] = {
    "reports_report": (
        "id", "number", "token_hash", "title", "category_id", "door", "state", "result",
        "wijk_code", "buurt_code", "received_at", "read_due_at", "answer_due_at",
        "due_at", "closed_at", "assigned_to_id", "urgent", "contact_ways", "source",
        "language", "version",
    ),
    "reports_content": ("report_id", "text", "findable"),
    "reports_place": ("report_id", "lat", "lon", "address"),
    "reports_contact": ("report_id", "name", "email", "phone", "closed_at"),
    "reports_identity": ("report_id", "name", "email", "phone"),
    "reports_event": ("id", "report_id", "at", "kind", "by_id", "old", "new", "note"),
    "reports_message": ("id", "report_id", "at", "from_resident", "by_id", "text"),
    "reports_opinion": ("report_id", "at", "satisfied", "reason"),
}  # fmt: skip
# By age in days: how likely each state is.
_STAGES: tuple[tuple[int, Weighted[State]], ...] = tuple(
    (days, Weighted(chances))
    for days, chances in (
        (2, [(State.RECEIVED, 85.0), (State.READING, 8.0), (State.WORKING, 7.0)]),
        (7, [(State.RECEIVED, 6.0), (State.WORKING, 51.0), (State.WAITING, 10.0),
             (State.ANSWERED, 33.0)]),
        (21, [(State.WORKING, 21.0), (State.WAITING, 6.0),
              (State.ANSWERED, 73.0)]),
        (60, [(State.WORKING, 2.0), (State.WAITING, 0.8), (State.ANSWERED, 95.7),
              (State.WITHDRAWN, 1.5)]),
        (10_000, [(State.WORKING, 0.03), (State.ANSWERED, 97.97), (State.WITHDRAWN, 2.0)]),
    )
)  # fmt: skip
_RESULTS = Weighted([(Result.SOLVED, 48.0), (Result.ADVICE, 14.0), (Result.PASSED_ON, 17.0),
                     (Result.KNOWN, 12.0), (Result.NOTHING, 9.0)])  # fmt: skip
_GIVEN = ("Bo", "Sam", "Noa", "Kim", "Lou", "Jip", "Puck", "Robin", "Senna", "Mees")
_FAMILY = ("Bedenksel", "Verzonnensen", "Nepnaam", "Fictieveld", "Denkbeelder", "Zomaarwat")


@dataclass(frozen=True)
class Spot:
    """A place where reports of the demo are about: an invented address, or only a buurt."""

    buurt: str
    wijk: str
    lat: float | None = None
    lon: float | None = None
    address: str = ""


@dataclass(frozen=True)
class _Entry:
    """A kind with its key and norms."""

    key: UUID
    main: str
    read: Span
    answer: Span
    rules: RuleSet
    confidential: bool


@dataclass
class Maker:
    """Makes reports one after another; all chance comes from `dice`."""

    dice: random.Random
    now: datetime
    spots: Weighted[Spot]
    handlers: Sequence[UUID]
    rhythm: Rhythm = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        self.rhythm = Rhythm(self.now)
        self.texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
        self.entries = _entries()
        self.labels = {result.value: str(result.label) for result in Result}
        self.kinds = Weighted([(code, float(share)) for code, share in SHARES.items()])
        self.start = self.dice.randrange(10_000_000)

    def add(self, rows: Rows) -> None:
        """Add the rows of one more report."""
        code = self.kinds.draw(self.dice)
        entry = self.entries[code]
        received = self.rhythm.draw(entry.main, self.dice)
        story = _Story(self, code, entry, received)
        story.write(rows)
        self.made += 1

    def key(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def number(self) -> str:
        """Unique for ten million: a walk through all seven-digit numbers in a fixed order."""
        return numbers.dress("M", f"{(self.start + self.made * 4_567_891) % 10_000_000:07d}")

    def text(self, code: str) -> str:
        """Two or three sentences."""
        bank = self.texts["texts"][code]
        place = self.pick(self.texts["places"])
        first = self.pick(bank["first"]).replace("{plek}", place)
        close = "" if first.endswith("?") else "."
        parts = [first + close, self.pick(bank["then"])]
        if self.dice.random() < 0.5:
            parts.append(self.pick(bank["then"]))
        parts.append(self.pick(self.texts["ends"]))
        return " ".join(dict.fromkeys(part for part in parts if part))

    def pick(self, choices: Sequence[str]) -> str:
        return choices[int(self.dice.random() * len(choices))]


def _entries() -> Mapping[str, _Entry]:
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        row.code: _Entry(
            key_of(row.version, row.code), row.code.split(".")[0], Span.parse(row.read_within),
            Span.parse(row.answer_within), RuleSet(row.rules),
            row.careful and Door.CONFIDENTIAL in row.doors,
        )
        for row in read_tree(raw)
    }  # fmt: skip


@lru_cache(maxsize=20_000)
def _due(day: date, span: Span, rules: RuleSet, noon: datetime) -> datetime:
    return due(noon, span, rules)


def _due_from(moment: datetime, span: Span, rules: RuleSet) -> datetime:
    """Terms in days do not look at the hour, so one answer per day will do."""
    noon = moment.replace(hour=12, minute=0, second=0, microsecond=0)
    return _due(moment.date(), span, rules, noon)


class _Story:
    """One report from receipt to answer."""

    def __init__(self, maker: Maker, code: str, entry: _Entry, received: datetime) -> None:
        self.maker, self.dice, self.entry, self.received = maker, maker.dice, entry, received
        self.id = maker.key()
        self.door = Door.NAMELESS.value
        self.code = code
        age = (maker.now - received).days
        stage = next(stage for days, stage in _STAGES if age < days)
        self.state = stage.draw(self.dice)
        self.read_due = _due_from(received, entry.read, entry.rules)
        self.answer_due = _due_from(received, entry.answer, entry.rules)
        self.handler = None if self.state == State.RECEIVED else self.dice.choice(maker.handlers)
        self.result = _RESULTS.draw(self.dice) if self.state == State.ANSWERED else ""
        self.closed = self._closed_at() if self.state in CLOSED else None

    def _closed_at(self) -> datetime:
        """Mostly in time, sometimes late, never in the future."""
        share = self.dice.betavariate(2, 2.4) * 1.25
        moment = self.received + (self.answer_due - self.received) * share
        latest = self.maker.now - timedelta(minutes=5)
        return min(max(moment, self.received + timedelta(hours=2)), max(latest, self.received))

    def write(self, rows: Rows) -> None:
        nowhere = self.entry.main == "online_fraud" and self.dice.random() < 0.8
        spot = Spot("", "") if nowhere else self.maker.spots.draw(self.dice)
        exact = spot.address and self.dice.random() < 0.7
        ways = self._contact(rows)
        text = self.maker.text(self.code)
        rows["reports_report"].append(self._head(spot, ways, title_of(text)))
        address = spot.address if exact else ""
        rows["reports_content"].append((self.id, text, address))
        if exact:
            rows["reports_place"].append((self.id, spot.lat, spot.lon, address))
        self._events(rows)
        self._opinion(rows)

    def _head(self, spot: Spot, ways: str, title: str) -> Sequence[Any]:
        clocks = {State.RECEIVED: self.read_due, State.READING: self.read_due}
        running = None if self.closed else clocks.get(self.state, self.answer_due)
        urgent = self.dice.random() < 0.03
        return (
            self.id, self.maker.number(), fingerprint(code_of(self.id)), title, self.entry.key,
            self.door, self.state.value, str(self.result), spot.wijk, spot.buurt, self.received,
            self.read_due, self.answer_due, running, self.closed, self.handler, urgent, ways,
            "site" if self.dice.random() < 0.85 else "phone",
            "en" if self.dice.random() < 0.06 else "nl", 1,
        )  # fmt: skip

    def _contact(self, rows: Rows) -> str:
        """Three in ten leave an address; after a year it is gone."""
        gone = self.closed is not None and (self.maker.now - self.closed).days > 365
        if self.dice.random() > 0.3 or gone:
            return ""
        name = f"{self.maker.pick(_GIVEN)} {self.maker.pick(_FAMILY)}"
        mail = f"{name.split(maxsplit=1)[0].lower()}{self.maker.made}@voorbeeld.invalid"
        phone = f"06000{self.dice.randrange(100_000):05d}" if self.dice.random() < 0.4 else ""
        locked = self.entry.confidential and self.dice.random() < 0.6
        self.door = Door.CONFIDENTIAL.value if locked else Door.NAMED.value
        table = "reports_identity" if locked else "reports_contact"
        sealed = [
            crypto.seal(value.encode(), f"{table}.{column}")
            for column, value in (("name", name), ("email", mail), ("phone", phone))
        ]
        rows[table].append((self.id, *sealed, *([] if locked else [self.closed])))
        return "mail,phone" if phone else "mail"

    def _events(self, rows: Rows) -> None:
        self._event(rows, self.received, Kind.RECEIVED)
        if self.handler is None:
            return
        end = self.closed or self.maker.now
        taken = self.received + (end - self.received) * self.dice.uniform(0.05, 0.4)
        reading = self.state == State.READING
        self._event(rows, taken, Kind.ASSIGNED if reading else Kind.TAKEN, by=self.handler)
        asked = self.state == State.WAITING or (self.closed and self.dice.random() < 0.08)
        if asked:
            self._ask(rows, taken, end)
        if self.state == State.ANSWERED and self.closed:
            text = self.maker.pick(self.maker.texts["answers"][str(self.result)])
            self._message(rows, self.closed, text, by=self.handler)
            note = self.maker.labels[str(self.result)]
            self._event(rows, self.closed, Kind.ANSWERED, by=self.handler, note=note)
        elif self.state == State.WITHDRAWN and self.closed:
            self._event(rows, self.closed, Kind.WITHDRAWN)

    def _opinion(self, rows: Rows) -> None:
        """One in four says what the answer was worth, within days; dice of its own."""
        dice = random.Random(self.id.int)  # noqa: S311 - it invents a city, no secrets
        if self.state != State.ANSWERED or not self.closed or dice.random() > 0.25:
            return
        at = min(self.closed + timedelta(hours=dice.uniform(1, 100)), self.maker.now)
        satisfied = dice.random() < 0.7
        reason = "" if satisfied else dice.choice(self.maker.texts["dissatisfied"])
        rows["reports_opinion"].append((self.id, at, satisfied, reason))

    def _ask(self, rows: Rows, taken: datetime, end: datetime) -> None:
        moment = taken + (end - taken) * 0.3
        texts = self.maker.texts
        self._message(rows, moment, self.maker.pick(texts["questions"]), by=self.handler)
        self._event(rows, moment, Kind.ASKED, by=self.handler)
        if self.state != State.WAITING:
            later = taken + (end - taken) * 0.5
            self._message(rows, later, self.maker.pick(texts["replies"]))
            self._event(rows, later, Kind.REPLIED)

    def _event(
        self, rows: Rows, at: datetime, kind: Kind, *, by: UUID | None = None, note: str = ""
    ) -> None:
        row = (self.maker.key(), self.id, at, kind.value, by, "", "", note)
        rows["reports_event"].append(row)

    def _message(self, rows: Rows, at: datetime, text: str, *, by: UUID | None = None) -> None:
        row = (self.maker.key(), self.id, at, by is None, by, text)
        rows["reports_message"].append(row)
