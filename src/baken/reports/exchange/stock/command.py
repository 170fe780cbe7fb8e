"""Reading in a stock from the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baken.reports.exchange.stock import actions
from baken.reports.exchange.stock.mapping import Recipe, guessed
from baken.reports.exchange.stock.models import BatchState
from baken.reports.exchange.stock.opening import open_sheet


@dataclass(frozen=True)
class StockAsked:
    """The kind for words that we do not know, and whether lines that are wrong may be left out."""

    otherwise: str = ""
    skip_wrong: bool = False


def import_stock(file: Path, asked: StockAsked, tell: actions.Tell) -> str:
    """Read it in and say so. ValidationError holds the first lines that are wrong."""
    content = file.read_bytes()
    batch = actions.import_file(file.name, content, lambda: _recipe(content, asked), tell)
    if batch.state != BatchState.DONE:
        wrong = [f"Regel {line}: {what}" for line, what in batch.problems[:20]]
        raise ValidationError([_("Er is niets ingelezen."), *wrong])
    said = _("%(done)s meldingen ingelezen, %(wrong)s regels overgeslagen.")
    return said % {"done": batch.done, "wrong": batch.wrong}


def _recipe(content: bytes, asked: StockAsked) -> Recipe:
    recipe = guessed(open_sheet(content).header)
    return replace(recipe, otherwise=asked.otherwise, skip_wrong=asked.skip_wrong)
