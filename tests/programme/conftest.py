"""The real plan and figures, loaded as the command does."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.city import City

DATA = Path(__file__).parents[2] / "src" / "baken" / "programme" / "data"
PLAN = DATA / "ivp-vlaardingen.yaml"
CRIMES = DATA / "misdrijven_vlaardingen.csv"
HEALTH = DATA / "rivm_gezondheidsmonitor_vlaardingen.csv"
FILES = Path(__file__).parent / "files"


@pytest.fixture
def plan(city: "City") -> "City":
    """A city with the plan of Vlaardingen and both figure files."""
    from baken.programme.api import import_figures, import_plan

    import_plan(PLAN)
    import_figures(CRIMES)
    import_figures(HEALTH)
    return city


@pytest.fixture
def paper(plan: "City") -> "City":
    """The example paper on top of that, composed and shared."""
    from baken.core.acting import acting_as
    from baken.programme.actions import compose_paper, share_paper, write_paper

    with acting_as(plan.acting("adviser")) as acting:
        text = (DATA / "voortgang-2026.md").read_text()
        made = write_paper(acting, title="Voortgang 2026 (voorbeeld)", text=text)
        share_paper(acting, made, compose_paper(acting, made).number)
    return plan


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """A test that asked for an English page leaves Dutch behind."""
    from django.utils import translation

    with translation.override("nl"):
        yield
