"""Importers against the real tables: whole or not at all, and a second time changes nothing."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from baken.geo import api, areas, reference
from baken.geo.address_import import import_addresses, load_fictional
from baken.geo.area_import import import_areas
from baken.geo.models import Address, Area, SourceFile
from tests.geo.shipped import FOLDER

HEAD = "nummeraanduiding;straat;huisnummer;huisletter;toevoeging;postcode;buurtcode;breedte;lengte"
ROWS = [
    "0622200000000001;Verzonnenweg;1;;;3132QA;BU06220203;51.9135;4.3222",
    "0622200000000002;Verzonnenweg;1;a;;3132QA;BU06220203;51.9136;4.3223",
    "0622200000000003;Verzonnenweg;2;;bis;3132 qa;;51,9137;4,3224",
]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def fresh(database: None) -> Iterator[None]:
    areas.forget()
    yield
    areas.forget()


@pytest.fixture
def restored() -> Iterator[None]:
    """For tests that change the areas: the shipped ones are loaded again afterwards."""
    yield
    import_areas(FOLDER, municipality="0622")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
        file = tmp_path / "adressen.csv"
        file.write_bytes("\r\n".join([head, *rows]).encode(encoding))
        return file

    return make


def refused(file: Path) -> list[str]:
    before = list(Address.objects.order_by("bag_id").values())
    with pytest.raises(ValidationError) as said:
        import_addresses(file)
    assert list(Address.objects.order_by("bag_id").values()) == before
    return said.value.messages


def test_every_installation_has_its_areas_from_the_start() -> None:
    assert Area.objects.filter(current=True).count() == 56
    assert len(api.wijken()) == 8
    assert len(api.buurten()) == 40
    assert [area.name for area in api.buurten("WK062208")] == ["Broekpolder gebied"]
    assert api.locate(51.912572, 4.331445).buurt_code == "BU06220101"
    assert api.credit() == "CBS, Wijk- en Buurtkaart 2016"
    reference.load()
    assert SourceFile.objects.filter(kind="areas").count() == 1


def test_areas_a_second_time_change_nothing() -> None:
    before = list(Area.objects.order_by("code").values())
    summary = import_areas(FOLDER, municipality="GM0622")
    assert str(summary) == "56 gelezen: 0 nieuw, 0 gewijzigd, 56 gelijk, 0 vervallen."
    assert list(Area.objects.order_by("code").values()) == before


def test_a_newer_map_renames_and_ends_areas(tmp_path: Path, restored: None) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "newer"))
    file = folder / "vlaardingen_buurten.geojson"
    document = json.loads(file.read_text())
    document["features"][0]["properties"]["buurtnaam"] = "Nieuwe naam"
    gone = document["features"].pop()
    assert gone["id"] == "BU06220801"
    file.write_text(json.dumps(document))
    summary = import_areas(folder, municipality="0622")
    assert (summary.added, summary.changed, summary.ended) == (0, 1, 1)
    assert api.name_of("BU06220101") == "Nieuwe naam, Centrum"
    assert api.area("BU06220801") is None
    assert not Area.objects.get(code="BU06220801").current


def test_a_faulty_map_leaves_everything_as_it_was(tmp_path: Path) -> None:
    before = list(Area.objects.order_by("code").values())
    folder = Path(shutil.copytree(FOLDER, tmp_path / "bad"))
    (folder / "vlaardingen_wijken.geojson").unlink()
    with pytest.raises(ValidationError):
        import_areas(folder, municipality="0622")
    assert list(Area.objects.order_by("code").values()) == before


def test_addresses_are_read_and_placed(write: Write) -> None:
    summary = import_addresses(write(*ROWS))
    assert (summary.read, summary.added) == (3, 3)
    third = api.address("0622200000000003")
    assert third is not None
    assert third.line == "Verzonnenweg 2-bis"
    assert (third.postcode, third.where) == ("3132QA", "Wetering, Westwijk")
    assert (third.lat, third.lon, third.fictional) == (51.9137, 4.3224, False)
    assert api.address("0622200000000009") is None


def test_addresses_a_second_time_change_nothing(write: Write) -> None:
    import_addresses(write(*ROWS))
    before = list(Address.objects.order_by("bag_id").values())
    summary = import_addresses(write(*ROWS))
    assert str(summary) == "3 gelezen: 0 nieuw, 0 gewijzigd, 3 gelijk, 0 vervallen."
    assert list(Address.objects.order_by("bag_id").values()) == before


def test_changed_and_left_out_addresses(write: Write) -> None:
    import_addresses(write(*ROWS))
    renamed = ROWS[0].replace("Verzonnenweg", "Bedachtweg")
    summary = import_addresses(write(renamed, ROWS[1]))
    assert (summary.added, summary.changed, summary.same, summary.ended) == (0, 1, 1, 1)
    assert [found.street for found in api.addresses("bedachtweg")] == ["Bedachtweg"]
    assert api.addresses("verzonnenweg 2") == []
    assert api.address("0622200000000003") is not None
    again = import_addresses(write(*ROWS))
    assert (again.changed, again.ended) == (2, 0)


def test_metres_of_the_national_grid_may_stand_in_columns_of_their_own(write: Write) -> None:
    head = "nummeraanduiding,straat,huisnummer,postcode,x,y"
    import_addresses(write("0622200000000001,Verzonnenweg,1,3132QA,83900.5,435900", head=head))
    assert Address.objects.get().buurt_id == "BU06220402"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("062220000000001;Weg;1;;;3132QA;;51.9135;4.3222", "16 cijfers. Dit heeft er 15"),
        ("0606200000000001;Weg;1;;;3132QA;;51.9135;4.3222", "begint met 0606"),
        ("0622010000000001;Weg;1;;;3132QA;;51.9135;4.3222", "verblijfsobject"),
        ("0622200000000001;;1;;;3132QA;;51.9135;4.3222", "de straat heeft 2 tot 80 tekens"),
        (f"0622200000000001;{'x' * 81};1;;;3132QA;;51.9;4.3", "de straat heeft 2 tot 80 tekens"),
        ("0622200000000001;We\u202eg;1;;;3132QA;;51.9;4.3", "onzichtbaar teken"),
        ("0622200000000001;W\x00eg;1;;;3132QA;;51.9;4.3", "onzichtbaar teken"),
        ("0622200000000001;Weg;0;;;3132QA;;51.9135;4.3222", "het huisnummer is geen getal"),
        ("0622200000000001;Weg;-1;;;3132QA;;51.9135;4.3222", "het huisnummer is geen getal"),
        ("0622200000000001;Weg;1;ab;;3132QA;;51.9135;4.3222", "de huisletter is één letter"),
        ("0622200000000001;Weg;1;;abcde;3132QA;;51.9135;4.3222", "hoogstens 4 tekens"),
        ("0622200000000001;Weg;1;;;3132;;51.9135;4.3222", "4 cijfers en 2 letters"),
        ("0622200000000001;Weg;1;;;3132QA;BU06229999;51.9135;4.3222", "BU06229999 bestaat hier"),
        ("0622200000000001;Weg;1;;;3132QA;BU06220801;51.9135;4.3222",
         "de plek ligt in Wetering, Westwijk, niet in Broekpolder gebied"),
        ("0622200000000001;Weg;1;;;3132QA;;52.37;4.89", "ligt niet in Vlaardingen"),
        ("0622200000000001;Weg;1;;;3132QA;;51.92;4.39", "in Schiedam, niet in Vlaardingen"),
        ("0622200000000001;Weg;1;;;3132QA;;4.3222;51.9135", "omgewisseld"),
        ("0622200000000001;Weg;1;;;3132QA;;83900;435900", "RD-coördinaten"),
        ("0622200000000001;Weg;1;;;3132QA;;nan;4.3", "breedte is geen getal"),
        ("0622200000000001;Weg;1;;;3132QA;;51.9;", "lengte is geen getal"),
        ("0622200000000001;Weg;1;;;3132QA;;51.9135", "te veel of te weinig velden"),
        ("0622200000000001;Weg;1;;;3132QA;;51.9135;4.3222;x", "te veel of te weinig velden"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_named(write: Write, row: str, words: str) -> None:
    import_addresses(write(ROWS[1]))
    said = refused(write(ROWS[1], row))
    assert len(said) == 1
    assert said[0].startswith("Regel 3: ")
    assert words in said[0]


def test_double_lines_are_named_with_the_first(write: Write) -> None:
    assert refused(write(*ROWS, ROWS[0])) == ["Regel 5: dit adres staat ook op regel 2."]
    twin = ROWS[0].replace("0622200000000001", "0622200000000009")
    assert refused(write(*ROWS, twin)) == ["Regel 5: dit adres staat ook op regel 2."]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("straat;huisnummer", "nummeraanduiding, postcode, breedte en lengte (of x en y)"),
        (HEAD + ";bewoner", "kennen wij niet: bewoner"),
        ("", "nummeraanduiding, straat"),
    ],
)
def test_wrong_columns_are_named(write: Write, head: str, words: str) -> None:
    assert words in refused(write(ROWS[0], head=head))[0]


def test_files_that_are_no_csv(write: Write, tmp_path: Path) -> None:
    latin = write(ROWS[0].replace("weg", "wég"), encoding="latin-1")
    assert "geen tekst in UTF-8" in refused(latin)[0]
    assert "geen enkel adres" in refused(write())[0]
    assert "is er niet" in refused(tmp_path / "weg.csv")[0]


def test_a_byte_order_mark_and_commas_are_no_problem(write: Write) -> None:
    text = [line.replace(",", ".").replace(";", ",") for line in (HEAD, *ROWS)]
    import_addresses(write(*text[1:], head=text[0], encoding="utf-8-sig"))
    assert Address.objects.count() == 3


def test_the_demo_fills_itself_and_never_mixes_with_real_addresses(write: Write) -> None:
    summary = load_fictional(count=600)
    assert summary.added == Address.objects.filter(fictional=True, current=True).count()
    assert load_fictional(count=600).same == summary.read
    import_addresses(write(*ROWS))
    assert Address.objects.filter(fictional=True, current=True).count() == 0
    with pytest.raises(ValidationError, match="echte adressen"):
        load_fictional(count=600)


def test_the_app_may_read_but_not_write() -> None:
    from django.db import ProgrammingError

    for table in (Area, Address, SourceFile):
        with pytest.raises(ProgrammingError, match="permission denied"):
            table.objects.all().delete()
