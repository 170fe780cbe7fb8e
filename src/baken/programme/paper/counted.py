"""A released count as a row of a paper's evidence, and how that row is printed and cited.

Pure: composing, verifying and the pages use the same words, and none of them needs a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from baken.core.ui.numerals import written
from baken.programme.paper.days import area_words, day_words
from baken.programme.periods import label

SMALL = "small"


def shown(amount: int | None, least: int | None, withheld: str, shown_from: int) -> str:
    """The number; '<5'; or that it is not shown. Persons may be between two numbers."""
    if withheld:
        return f"<{shown_from}" if withheld == SMALL else _("niet getoond")
    most = written(amount)
    if least is None or least == amount:
        return most
    ends = {"least": written(least), "most": most}
    return _("%(least)s tot %(most)s") % ends if least else _("hoogstens %s") % most


def printed(row: Mapping[str, Any]) -> str:
    """The figure as it stands in the text."""
    return shown(row["amount"], row["least"], row["withheld"], row["shown_from"])


def cited(row: Mapping[str, Any]) -> str:
    """Its note: what was counted, where, over which period, when, and what it leaves out."""
    where = area_words(row["area"]) if row["area"] else row["part"] or "hele gemeente"
    day = day_words(datetime.fromisoformat(row["taken_at"]))
    words = f"Eigen telling: {row['title']}, {where}, {label(row['period'])}. Geteld {day}."
    if row["withheld"]:
        words += f" Kleine getallen tonen wij niet (onder de {row['shown_from']})."
    if row["least"] is not None:
        words += " Dezelfde persoon kan vaker geteld zijn."
    return words + f" Momentopname {row['snapshot'][:4]}…{row['snapshot'][-4:]}."
