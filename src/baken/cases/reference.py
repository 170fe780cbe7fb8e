"""Loading the example AVE model, regimes and life domains. A version never changes."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from baken.cases.ave import read
from baken.cases.disclosures.models import RegimeVersion
from baken.cases.models import AveModel
from baken.cases.plan import domains
from baken.cases.regimes import regime_rows

DATA = Path(__file__).parent / "data"
FILE = DATA / "ave-voorbeeld.yaml"
# Every version that we shipped: cases may still run on an older one.
FILES = (DATA / "ave-voorbeeld-1.yaml", FILE)
EXAMPLE = UUID("0a7e0001-0000-4000-8000-000000000000")


def load() -> None:
    """Add the versions of the example model as the keeper, unless they are there."""
    domains.load()
    for file in FILES:
        _load(yaml.safe_load(file.read_text()))
    _load_regimes()


def _load(body: dict[str, Any]) -> None:
    read(body)
    number = body["version"]
    AveModel.objects.using("keeper").get_or_create(
        version=body.pop("version"),
        adopted_by=body.pop("adopted_by"),
        defaults={
            "id": UUID(int=EXAMPLE.int + number),
            "title": body.pop("title"),
            "source": body.pop("source"),
            "valid_from": date.fromisoformat(str(body.pop("valid_from"))),
            "body": body,
        },
    )


def _load_regimes() -> None:
    for row in regime_rows():
        rest = ("log", "keep", "verified", "unverified")
        RegimeVersion.objects.using("keeper").get_or_create(
            code=row["code"], version=row["version"],
            defaults={
                **{k: v for k, v in row.items() if k not in ("code", "version", *rest)},
                "valid_from": date.fromisoformat(str(row["valid_from"])),
                "body": {name: row[name] for name in rest if name in row},
            },
        )  # fmt: skip
