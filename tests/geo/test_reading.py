"""Area files: what is refused, in one Dutch sentence each."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from baken.geo.reading import municipality_code, read_areas
from tests.geo.shipped import FOLDER, atlas

BUURTEN = "vlaardingen_buurten.geojson"
Change = Callable[[list[dict[str, Any]]], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "areas"))


def refusals(folder: Path, municipality: str = "0622") -> str:
    with pytest.raises(ValidationError) as refused:
        read_areas(folder, municipality=municipality)
    return " ".join(refused.value.messages)


def changed(folder: Path, change: Change, name: str = BUURTEN) -> str:
    file = folder / name
    document = json.loads(file.read_text())
    change(document["features"])
    file.write_text(json.dumps(document))
    return refusals(folder)


def test_the_shipped_set_is_read_whole() -> None:
    found = read_areas(FOLDER, municipality="GM0622")
    assert len(found.shapes) == 1 + 8 + 40 + 3 + 4
    assert (found.vintage, found.licence) == ("2016", "CC BY 3.0")


def test_areas_are_measured_in_the_national_grid() -> None:
    # CBS gives 2,669 ha for the municipality of 2016 with its water; WOF's outline is this.
    outline = atlas().municipality
    assert outline is not None
    assert outline.area_m2 == pytest.approx(26_690_000, rel=0.005)


def test_one_file_with_its_own_source_is_a_set_too(tmp_path: Path) -> None:
    features = [
        feature
        for file in FOLDER.glob("*.geojson")
        for feature in json.loads(file.read_text())["features"]
    ]
    whole = {"type": "FeatureCollection", "name": "x", "vintage": "2016", "credit": "CBS"}
    file = tmp_path / "all.json"
    file.write_text(json.dumps({**whole, "licence": "CC BY 4.0", "features": features}))
    assert len(read_areas(file, municipality="0622").shapes) == 56


def set_property(key: str, value: object) -> Change:
    return lambda features: features[0]["properties"].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_property("buurtcode", "BU062201"), "de code BU062201 klopt niet"),
        (set_property("buurtcode", "BU06060101"), "hoort bij een andere gemeente dan GM0622"),
        (set_property("buurtnaam", ""), "BU06220101 heeft geen naam"),
        (set_property("wijkcode", "WK062299"), "hoort bij wijk WK062299, en die staat er niet in"),
        (lambda f: f.append(f[0]), "BU06220101: staat er 2 keer in"),
        (lambda f: f.append("tekst"), "geen Feature met properties"),
        (lambda f: f[0].__setitem__("geometry", None), "vorm van BU06220101 is niet te lezen"),
        (
            lambda f: f[0].__setitem__("geometry", {"type": "Point", "coordinates": [4.3, 51.9]}),
            "vorm van BU06220101 is geen vlak",
        ),
        (
            lambda f: f[0].__setitem__("geometry", square(4.3, 51.9, 0.01, bow=True)),
            "vorm van BU06220101 klopt niet: Self-intersection",
        ),
        (
            lambda f: f[0].__setitem__("geometry", square(51.9, 4.3, 0.01)),
            "ligt niet in Nederland (lengte eerst, dan breedte)",
        ),
        (
            lambda f: f[0].__setitem__("geometry", square(83_000, 436_000, 500)),
            "staat in RD-meters",
        ),
        (
            lambda f: f[0].__setitem__("geometry", f[1]["geometry"]),
            "BU06220101: overlapt met BU06220102",
        ),
        (
            lambda f: f[0].__setitem__("geometry", square(4.20, 51.80, 0.01)),
            "BU06220101: steekt buiten de gemeente uit",
        ),
        (lambda f: f.clear(), "er staat geen enkele buurt in"),
    ],
)
def test_a_fault_is_named(folder: Path, change: Change, words: str) -> None:
    assert words in changed(folder, change)


def test_overlap_is_named(folder: Path) -> None:
    def grow(features: list[dict[str, Any]]) -> None:
        features[0]["geometry"] = square(4.331, 51.912, 0.006)

    assert "BU06220101: overlapt met BU0622" in changed(folder, grow)


def square(x: float, y: float, size: float, *, bow: bool = False) -> dict[str, Any]:
    corners = [[x, y], [x + size, y], [x + size, y + size], [x, y + size]]
    if bow:
        corners[2], corners[3] = corners[3], corners[2]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def test_all_faults_are_named_at_once_and_counted(folder: Path) -> None:
    def spoil(features: list[dict[str, Any]]) -> None:
        extra = [{**f, "properties": {}} for f in features]
        features.extend(extra * 2)

    with pytest.raises(ValidationError) as refused:
        changed_raw(folder, spoil)
    assert len(refused.value.messages) == 51
    assert refused.value.messages[-1] == "En nog 30 andere fouten."


def changed_raw(folder: Path, change: Change) -> None:
    file = folder / BUURTEN
    document = json.loads(file.read_text())
    change(document["features"])
    file.write_text(json.dumps(document))
    read_areas(folder, municipality="0622")


def test_another_municipality_is_not_this_one(folder: Path) -> None:
    assert "hoort bij een andere gemeente dan GM0606" in refusals(folder, "0606")


def test_without_an_outline(folder: Path) -> None:
    (folder / "vlaardingen_gemeente.geojson").unlink()
    assert "GM0622: de omtrek van de gemeente ontbreekt." in refusals(folder)


def test_without_a_source(folder: Path) -> None:
    (folder / "source.json").write_text('{"name": "x", "credit": ""}')
    assert "De herkomst ontbreekt: credit, licence, vintage." in refusals(folder)


def test_files_that_are_no_geojson(folder: Path, tmp_path: Path) -> None:
    (folder / BUURTEN).write_text("[1, 2]")
    assert "geen GeoJSON" in refusals(folder)
    (folder / BUURTEN).write_bytes(b"\xff\xfe{")
    assert "geen leesbaar JSON-bestand in UTF-8" in refusals(folder)
    (folder / BUURTEN).write_text('{"type": "Topology"}')
    assert "geen FeatureCollection" in refusals(folder)
    assert "is er niet" in refusals(tmp_path / "weg.geojson")
    (tmp_path / "leeg").mkdir()
    assert "geen bestand op .geojson" in refusals(tmp_path / "leeg")


@pytest.mark.parametrize("text", ["", "622", "BU0622", "Vlaardingen", "GM06220"])
def test_municipality_codes(text: str) -> None:
    assert municipality_code(" gm0622 ") == "GM0622"
    with pytest.raises(ValidationError):
        municipality_code(text)
