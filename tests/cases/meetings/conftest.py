"""A table with a meeting, for the tests in this folder."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cases.meetings.build import Table
    from tests.city import City


@pytest.fixture
def meeting(city: "City") -> "Table":
    """Chair: the process manager; notes: the case manager; police and housing come, care not."""
    from tests.cases.meetings.build import case, table

    return table(case(city))
