"""Letters in plain Dutch: from a template to words, and from words to a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from baken.cases.duty.codes import Origin
from baken.cases.duty.models import Postponement
from baken.cases.models import Case
from baken.cases.retention import term_of
from baken.core import text as texts
from baken.core.pdf import as_pdf

FILE = Path(__file__).parent.parent / "data" / "brieven.yaml"
TEMPLATE = Path(__file__).parent / "letter.typ"
BY_HAND = "Persoonlijk overhandigen"


@dataclass(frozen=True)
class Item:
    """One thing that somebody gets to read."""

    head: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A letter in words. `to` are the lines of the address."""

    subject: str
    reference: str
    opening: str
    paragraphs: tuple[str, ...]
    closing: str
    items: tuple[Item, ...] = field(default=())

    @property
    def plain(self) -> list[str]:
        """The paragraphs without stars, for a preview."""
        return [line.replace("*", "") for line in self.paragraphs]

    def pdf(self, to: Sequence[str] = ()) -> bytes:
        """An accessible PDF (PDF/UA-1). ValueError when a BSN stands in it (UAVG art. 46)."""
        lines = [*to, *self.paragraphs, *(item.text for item in self.items)]
        if any(texts.holds_bsn(line) for line in lines):
            raise ValueError("a letter holds no BSN")
        moment = timezone.localtime()
        return as_pdf(TEMPLATE, self._data(to, moment), timezone.now().replace(microsecond=0))

    def _data(self, to: Sequence[str], moment: Any) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "reference": self.reference,
            "sender": f"Gemeente {settings.MUNICIPALITY.name}",
            "day": _day(moment),
            "date": [moment.year, moment.month, moment.day],
            "to": list(to),
            "opening": self.opening,
            "paragraphs": list(self.paragraphs),
            "closing": self.closing,
            "items": [{"head": i.head, "lines": i.text.splitlines() or ["-"]} for i in self.items],
        }


@cache
def templates() -> dict[str, Any]:
    """The texts of the version in force."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())["letters"]
    return found


def fill(name: str, reference: str, items: Sequence[Item] = (), **values: str) -> Letter:
    """A letter from its template; an empty paragraph is left out. KeyError for a missing value."""
    raw = templates()[name]
    values = {key: value.replace("*", "") for key, value in values.items()} | _us()
    filled = (line.format_map(values) for line in raw["paragraphs"])
    return Letter(
        raw["subject"], reference, raw["opening"], tuple(filter(str.strip, filled)),
        raw["closing"], tuple(items),
    )  # fmt: skip


def _us() -> dict[str, str]:
    ours = settings.MUNICIPALITY
    ways = [f"bel {ours.phone}"] if ours.phone else []
    ways += [f"mail {ours.email}"] if ours.email else []
    return {"municipality": ours.name, "contact": " of ".join(ways)}


def information(case: Case, origin: str) -> Letter:
    """What somebody hears about their data (AVG art. 13 and 14). Holds nothing of the case."""
    key = "source_told" if origin == Origin.TOLD else "source_other"
    words, term = templates()["information"], term_of(case.regime)
    keeping = words[term.trigger].format(span=term.span)
    return fill("information", f"Kenmerk {case.number}", source=words[key], keeping=keeping)


def postponement(label: str, put_off: Postponement) -> Letter:
    """The note for the file about a duty that is put off."""
    verdict = {True: "uitgesteld", False: "niet uitgesteld", None: "nog niet genomen"}
    return fill(
        "postponement", f"Casus {put_off.case_number}", who=label, number=put_off.case_number,
        ground=put_off.label, article=put_off.article, reason=put_off.reason,
        asked=_day(put_off.asked_on), verdict=verdict[put_off.granted],
        recheck=_day(put_off.recheck_on),
    )  # fmt: skip


def _day(moment: Any) -> str:
    from django.utils.translation import override

    with override("nl"):
        return date_format(moment, "j F Y")
