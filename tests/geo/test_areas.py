"""The atlas in memory: read once, seen anew after an import, never kept when empty."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from baken.geo import api, areas, reference
from baken.geo.address_import import load_fictional
from baken.geo.area_import import import_areas
from baken.geo.models import Area, SourceFile
from tests.geo.shipped import FOLDER


@pytest.fixture(autouse=True)
def fresh(database: None) -> Iterator[None]:
    areas.forget()
    yield
    areas.forget()


def test_the_atlas_costs_no_query_once_it_is_read() -> None:
    assert api.locate(51.912572, 4.331445)
    with CaptureQueriesContext(connection) as queries:
        assert len(api.buurten()) == 40
        assert api.locate(51.912572, 4.331445)
        assert "Wetering" in api.place_map(focus="WK062202")
    assert len(queries) == 0


def test_after_a_minute_one_query_finds_it_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    first = areas.atlas()
    monkeypatch.setattr(areas, "CHECK_EVERY", 0.0)
    with CaptureQueriesContext(connection) as queries:
        assert areas.atlas() is first
    assert len(queries) == 1


def test_a_search_is_at_most_two_queries() -> None:
    load_fictional(count=300)
    api.buurten()
    for text in ("straat", "verzonnen", "bestaatniet", "3131", "straat 3"):
        with CaptureQueriesContext(connection) as queries:
            api.addresses(text)
        assert len(queries) <= 2


def test_an_installation_without_areas_says_so_and_is_filled_by_the_reference() -> None:
    keeper = connections["keeper"]
    with keeper.cursor() as cursor:
        cursor.execute("delete from geo_area")
        cursor.execute("delete from geo_sourcefile")
    areas.forget()
    with pytest.raises(api.PlaceProblem, match="nog niet geladen"):
        api.locate(51.9, 4.3)
    assert api.wijken() == []
    with pytest.raises(Exception, match="Laad eerst de wijken"):
        load_fictional()
    reference.load()
    assert Area.objects.count() == 56
    assert len(api.wijken()) == 8


def test_words_for_codes() -> None:
    assert api.name_of("BU06220203") == "Wetering, Westwijk"
    assert api.name_of("WK062202") == "Westwijk"
    assert api.name_of("GM0606") == "Schiedam"
    assert api.name_of("BU99999999") == ""
    found = api.area("BU06220203")
    assert found == api.Area("BU06220203", "Wetering", "WK062202")
    assert api.area("GM0606") is None
    point = api.label_point("BU06220203")
    assert point is not None
    assert api.locate(*point).buurt_code == "BU06220203"
    assert api.label_point("BU99999999") is None


def test_rows_say_what_they_are() -> None:
    import_areas(FOLDER, municipality="0622")
    source = SourceFile.objects.get(kind="areas")
    assert str(source) == "Wijken en buurten van Vlaardingen (2016)"
    assert str(Area.objects.get(code="WK062202")) == "Westwijk"
