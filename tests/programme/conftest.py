"""The real plan and figures, loaded as the command does."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kept import kept

if TYPE_CHECKING:
    import psycopg

    from tests.city import City

DATA = Path(__file__).parents[2] / "src" / "baken" / "programme" / "data"
PLAN = DATA / "ivp-vlaardingen.yaml"
CRIMES = DATA / "misdrijven_vlaardingen.csv"
HEALTH = DATA / "rivm_gezondheidsmonitor_vlaardingen.csv"
FILES = Path(__file__).parent / "files"


@pytest.fixture
def plan(city: "City", superuser: "psycopg.Connection") -> "City":
    """A city with the plan of Vlaardingen and both figure files."""
    kept("plan", city, superuser, _plan)
    return city


def _plan(_city: "City") -> None:
    from baken.programme.api import import_figures, import_plan

    import_plan(PLAN)
    import_figures(CRIMES)
    import_figures(HEALTH)


@pytest.fixture
def paper(city: "City", superuser: "psycopg.Connection") -> "City":
    """The example paper on top of that, composed and shared."""
    kept("paper", city, superuser, _paper)
    return city


def _paper(city: "City") -> None:
    from baken.core.acting import acting_as
    from baken.programme.actions import compose_paper, share_paper, write_paper

    _plan(city)
    with acting_as(city.acting("adviser")) as acting:
        text = (DATA / "voortgang-2026.md").read_text()
        made = write_paper(acting, title="Voortgang 2026 (voorbeeld)", text=text)
        share_paper(acting, made, compose_paper(acting, made).number)


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """A test that asked for an English page leaves Dutch behind."""
    from django.utils import translation

    with translation.override("nl"):
        yield
