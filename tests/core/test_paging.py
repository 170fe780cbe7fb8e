"""A mark in the address bar is what a page gave, or it is refused in one sentence."""

import base64
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from baken.core.acting import acting_as
from baken.core.paging import page
from baken.messages.models import Message
from baken.retention.models import Certificate
from tests.city import City


def mark(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


KEY = "57e70c0a-b37e-4250-8392-a8000951821f"


@pytest.mark.parametrize("way", ["na", "voor"])
@pytest.mark.parametrize(
    "wrong",
    [
        mark("2026-11-21T12:00:00", KEY),
        mark("2026-11-21", KEY),
        mark("2026-13-41T00:00:00+01:00", KEY),
        mark("gisteren", KEY),
        mark(None, KEY),
        mark("2026-11-21T12:00:00+01:00", "geen sleutel"),
        mark("2026-11-21T12:00:00+01:00"),
        mark(),
        base64.urlsafe_b64encode(b"{}").decode(),
        "%%%",
        "\u00e9",
    ],
)
def test_a_mark_that_no_page_gave(city: City, way: str, wrong: str) -> None:
    with acting_as(city.acting("desk")), pytest.raises(ValidationError, match="bestaat niet meer"):
        page(Message.objects.all(), {way: wrong})


@pytest.mark.parametrize("moment", ["2026-11-21T12:00:00+01:00", "0001-01-01T00:00:00Z"])
def test_a_mark_with_its_time_zone(city: City, moment: str) -> None:
    with acting_as(city.acting("desk")):
        assert page(Message.objects.all(), {"na": mark(moment, KEY)}).rows == []


def test_a_number_that_no_column_holds(city: City) -> None:
    with acting_as(city.acting("privacy_officer")):
        shown = page(Certificate.objects.all(), {"na": mark(10**30)}, keys=("-number",))
        assert shown.rows == []
