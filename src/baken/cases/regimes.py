"""Categories, grounds and regimes: data with a source and a version, read from `data/`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import gettext as _

_DATA = Path(__file__).parent / "data"
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Category:
    """A category of information; `special` names the ban that a ground must lift, or ''."""

    code: str
    label: str
    special: str


@dataclass(frozen=True)
class Basis:
    """A ground or a law by its code; `lifts` is the ban that it lifts, '' for a law."""

    code: str
    label: str
    verified: bool
    lifts: str = ""

    @property
    def words(self) -> str:
        """The label, marked when nobody read it in the text of the law."""
        return self.label if self.verified else _("%s (niet geverifieerd)") % self.label


@dataclass(frozen=True)
class Register:
    """One version of the list of categories, grounds and laws."""

    version: int
    source: str
    categories: tuple[Category, ...]
    grounds: tuple[Basis, ...]
    laws: tuple[Basis, ...]

    def label(self, code: str) -> str:
        """What a category is called; an old code is shown as it is."""
        return next((c.label for c in self.categories if c.code == code), code)

    def words(self, code: str) -> str:
        """What a ground or a law is called; '' for none."""
        found = (basis.words for basis in (*self.grounds, *self.laws) if basis.code == code)
        return next(found, code)

    def bans(self, codes: Iterable[str]) -> set[str]:
        """The bans on these categories that a ground must lift."""
        wanted = set(codes)
        return {c.special for c in self.categories if c.code in wanted and c.special}

    def lifted(self, grounds: Iterable[str]) -> set[str]:
        """The bans that these grounds lift."""
        given = set(grounds)
        return {basis.lifts for basis in self.grounds if basis.code in given}


@lru_cache(maxsize=1)
def register() -> Register:
    """The list as it stands in the data. Raises KeyError when it is no list."""
    body = yaml.safe_load((_DATA / "need-to-know.yaml").read_text())
    return Register(
        int(body["version"]), body["source"],
        tuple(Category(c["code"], c["label"], c["special"]) for c in body["categories"]),
        tuple(Basis(g["code"], g["label"], g["verified"], g["for"]) for g in body["grounds"]),
        tuple(Basis(law["code"], law["label"], law["verified"]) for law in body["laws"]),
    )  # fmt: skip


def ordinary() -> list[str]:
    """The categories that no law bans: what a participation covers unless it says otherwise."""
    return [c.code for c in register().categories if not c.special]


def regime_rows() -> list[dict[str, Any]]:
    """Every version of every regime in the data, as `reference.load` stores it."""
    body = yaml.safe_load((_DATA / "regimes.yaml").read_text())
    return [{**row, "source": body["source"]} for row in body["regimes"]]


@dataclass(frozen=True)
class Keeping:
    """How long files of a regime are kept: years after a moment of the case, by a source."""

    code: str
    title: str
    years: int
    start: str
    source: str


def keepings() -> list[Keeping]:
    """The terms of all regimes, by the newest version of the data that is in force."""
    today = timezone.localdate()
    rows = sorted(
        (row for row in regime_rows() if row["valid_from"] <= today and "keep" in row),
        key=lambda row: row["version"],
    )
    newest = {row["code"]: row for row in rows}
    return [
        Keeping(
            code, row["title"], row["retention_years"], row["keep"]["from"],
            f"{row['keep']['source'].strip()} ({row['keep']['checked']})",
        )
        for code, row in newest.items()
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _articles() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((_DATA / "regimes.yaml").read_text())["articles"]
    return found


def article_of(code: str) -> str:
    """On which article it rests who may take part under this regime, marked when not read."""
    return _articles()[code]


@dataclass(frozen=True)
class Rules:
    """The regime that binds a case now."""

    code: str
    version: int
    title: str
    purpose: str
    kinds: frozenset[str]
    categories: tuple[str, ...]
    decides: tuple[str, ...]
    advice_for: frozenset[str]
    glass: bool
    source: str
    unverified: tuple[str, ...]

    def needs_advice(self, categories: Iterable[str]) -> bool:
        """Must the privacy officer advise before these are disclosed?"""
        return bool(self.advice_for & set(categories))

    def choices(self) -> Choices:
        """The categories of this regime, for a form."""
        return [(code, register().label(code)) for code in self.categories]


def rules_for(code: str) -> Rules:
    """The newest version of a regime that is in force. One query."""
    from baken.cases.disclosures.models import RegimeVersion

    rows = RegimeVersion.objects.filter(code=code, valid_from__lte=timezone.localdate())
    row = rows.order_by("-version").first()
    if row is None:
        raise LookupError(code)
    return Rules(
        row.code, row.version, row.title, row.purpose, frozenset(row.kinds),
        tuple(row.categories), tuple(row.decides), frozenset(row.advice_for), row.glass, row.source,
        tuple(row.body["unverified"]),
    )  # fmt: skip
