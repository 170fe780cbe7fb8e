"""Files as police, CBS and the Veiligheidsmonitor give them: read, and refused with the line.

The files in `files/` have the exact layout of the source; their figures are invented, but for
those of Vlaardingen that the shipped data has too.
"""

import zlib
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from baken.programme.intake.opening import from_bytes, from_packed
from baken.programme.intake.prepare import Asked, Surroundings, prepare
from baken.programme.intake.reading import Place, Seen, read
from baken.programme.intake.recipe import Column, Recipe, recipe_of
from baken.programme.records import Reading
from baken.programme.values import SIGNS, read_cell, signed
from tests.programme.conftest import DATA, FILES

AREAS = [("WK062202", "Westwijk"), ("BU06220201", "Eerste buurt"), ("WK062208", "Broekpolder"),
         ("BU06220800", "Broekpolder")]  # fmt: skip
KNOWN = {"BBV-HALT": "Halt", "I-GEWELD": "Geweld"}
HERE = Surroundings(("GM0622", "Vlaardingen"), AREAS, KNOWN)
PLACE = Place("GM0622", HERE.codes)


def figures(raw: bytes, asked: Asked | None = None, seen: Seen | None = None) -> list[Reading]:
    """All figures of a file, by the recipe that is found for it."""
    source = from_bytes("bestand", raw)
    recipe = prepare([source], asked or Asked(), HERE)
    assert recipe is not None
    again = recipe_of(recipe.as_json())
    assert again == recipe
    return [one for _line, one in read(source, again, PLACE, seen or Seen())]


def told(readings: list[Reading]) -> list[tuple[str, str, str, str, str]]:
    return [(r.indicator, r.measure, r.period.text, r.area, signed(r.value, r.status))
            for r in readings]  # fmt: skip


def refusal(raw: bytes, asked: Asked | None = None) -> str:
    with pytest.raises(ValidationError) as caught:
        figures(raw, asked)
    assert len(caught.value.messages) == 1
    return str(caught.value.messages[0])


@given(st.sampled_from([*SIGNS.values(), "0", "12", "3.5", ">25", "<5", "10-20"]),
       st.sampled_from(["", "*", "**"]))  # fmt: skip
def test_signs_are_five_things_and_come_back(sign: str, star: str) -> None:
    number = sign.strip(">").replace("-", "").replace(".", "").isdigit()
    text = f"{sign}{star}" if number else sign
    value, status = read_cell(text, ".", "kan niet voorkomen")
    assert signed(value, status) == text
    if not number or sign in {">25", "10-20"}:
        with pytest.raises(ValidationError):
            value.number()


def test_each_sign_has_its_own_reason() -> None:
    reasons = {read_cell(sign, ".", "kan niet voorkomen")[0].missing
               for sign in (".", "x", "*", "–", "")}  # fmt: skip
    assert len(reasons) == 5
    assert read_cell("-")[0] == read_cell("–")[0]


def test_a_portal_file_of_the_police() -> None:
    seen = Seen()
    found = told(figures((FILES / "47013NED.csv").read_bytes(), seen=seen))
    assert found[2:] == [
        ("I-MISDRIJVEN-POL", "", "2023", "GM0622", "3605"),
        ("I-MISDRIJVEN-POL", "", "2024", "GM0622", "3597*"),
    ]
    assert seen.others == 3


def test_odata_in_several_pages() -> None:
    seen = Seen()
    raw = (FILES / "47022NED.json").read_bytes()
    expected = [
        ("I-MISDRIJVEN-POL", "", "2024-03", "GM0622", "301"),
        ("I-MISDRIJVEN-POL", "", "2024-03", "WK062202", "."),
        ("I-POL-STRAATROOF", "", "2024-03", "BU06220201", "x"),
        ("I-POL-STRAATROOF", "", "2024-04", "GM0622", "2*"),
    ]
    assert told(figures(raw, seen=seen)) == expected
    assert (seen.others, seen.kinds) == (1, Counter({"9.9.9": 1}))
    assert told(figures(b"[" + raw.strip().replace(b"}\n{", b"},{") + b"]")) == expected
    packed = from_packed("b", len(raw), zlib.compress(raw))
    recipe = prepare([packed], Asked(), HERE)
    assert recipe is not None
    assert told([one for _n, one in read(packed, recipe, PLACE, Seen())]) == expected


def test_cbs_keeps_all_its_signs() -> None:
    found = figures((FILES / "83648NED.csv").read_bytes())
    assert told(found)[5:] == [
        ("I-MISDRIJVEN-CBS", "", "2021", "GM0622", "*"),
        ("I-MISDRIJVEN-CBS", "per_1000_inw", "2021", "GM0622", "x"),
        ("I-MISDRIJVEN-CBS", "opgehelderd", "2021", "GM0622", "–"),
        ("I-MISDRIJVEN-CBS", "opgehelderd_pct", "2021", "GM0622", ""),
        ("I-MISDRIJVEN-CBS", "registraties_verdachten", "2021", "GM0622", "1100"),
    ]
    assert str(found[1].value) == "53,6"


def test_estimates_keep_their_margins() -> None:
    column = Column("Waarde", "I-ONVEILIG", "", "Ondergrens", "Bovengrens")
    recipe = Recipe(
        "records", area="Gebied", period="Jaar", decimal=",", strict=True, columns=(column,)
    )
    raw = (FILES / "veiligheidsmonitor.csv").read_bytes()
    first = figures(raw, Asked(recipe=recipe))[0]
    assert (str(first.value), first.value.margins) == ("31,2", "29,8–32,6")
    rows = ["M;P;W", "MW00000;2023;33.0", "MOG0095;2023;31.1", "MBG0095;2023;34.9"]
    three = Recipe("records", period="P", margins="M", columns=(Column("W", "I-ONVEILIG"),))
    (one,) = figures("\n".join(rows).encode(), Asked(recipe=three))
    assert one.value.margins == "31,1–34,9"
    for wrong, sentence in (
        (raw.replace(b"29,8", b"31,9"), "Regel 2: 31,2 ligt niet tussen 31.9 en 32.6."),
        (raw.replace(b"31,2", b"3.120"), "Regel 2: ‘3.120’: is de punt een duizendtal?"),
    ):
        assert sentence in refusal(wrong, Asked(recipe=recipe))
    assert "ontbreekt het cijfer" in refusal(
        "\n".join([rows[0], *rows[2:]]).encode(), Asked(recipe=three)
    )


def test_our_own_format_watches_over_the_unit() -> None:
    raw = (DATA / "bbv_nederland.csv").read_bytes().split(b"2014;BBV-WINKEL")[0]
    source = from_bytes("bbv", raw)
    recipe = prepare([source], Asked(), HERE)
    assert recipe is not None
    units = {True: "per 10.000 inwoners", False: "per 1.000 inwoners"}
    place = Place("GM0622", (), lambda _key, period: units[period.start.year < 2019])
    assert len([*read(source, recipe, place, Seen())]) == 5
    wrong = from_bytes("bbv", raw.replace(b"2021;", b"2018;"))
    with pytest.raises(ValidationError, match=r"Regel 5: hier staat ‘per 1.000’"):
        list(read(wrong, recipe, place, Seen()))


POLICE = (FILES / "47013NED.csv").read_text()
ODATA = (FILES / "47022NED.json").read_text()
CBS = (FILES / "83648NED.csv").read_text()


@pytest.mark.parametrize(
    ("raw", "asked", "sentence"),
    [
        ("", Asked(), "leeg (0 bytes)"),
        ("PK\x03\x04", Asked(), "Dit is een zip"),
        (POLICE.replace("misdrijven en aangiften; soort misdrijf", "bevolking"), Asked(),
         "kennen wij niet"),
        (POLICE, Asked("83648NED"), "Dit bestand is van 47013NED. U koos 83648NED."),
        (POLICE, Asked("00000NED"), "Tabel ‘00000NED’ kennen wij niet."),
        (POLICE, Asked(year=2024), "Regel 7: dit gaat over 2023."),
        (POLICE.replace('"3597"', '"veel"'), Asked(), "Regel 8: ‘veel’ is geen getal."),
        (POLICE.replace('"3605";', ""), Asked(), "Regel 8 heeft 2 velden."),
        (POLICE.replace("\"Regio's\";\"aantal\"", '"Vlaardingen"'), Asked(), "over welk gebied"),
        (POLICE.replace('"Perioden";"2023";"2024*"\n', ""), Asked(), "welke periode"),
        (POLICE.replace("Geregistreerde misdrijven\"", 'Aangiften"'), Asked(), "geen onderwerp"),
        (POLICE.replace('"3597"', '"3597"x"'), Asked(), "hier klopt een aanhalingsteken niet"),
        (ODATA.replace("WK062202", "WK062299"), Asked(), "Regel 2: Code WK062299 staat niet op"),
        (ODATA.replace("2024MM04", "2024MM13"), Asked(), "Regel 4: ‘2024-13’ is geen periode."),
        (ODATA[:-40], Asked(), "geen volledig OData-bestand"),
        (ODATA.replace("47022NED/$metadata", "47018NED/$metadata", 1), Asked(),
         "Eén bladzijde is van tabel"),
        (CBS.split("\n", 1)[1], Asked(), "De regel met de namen van de kolommen ontbreekt."),
        (CBS.replace('"    3885"', '"    3885'), Asked(), "Regel"),
        ("jaar;indicator;waarde\n2024;I-ONBEKEND;3\n", Asked(), "Regel 2: indicator ‘I-ONBEKEND’"),
        ("jaar;indicator;gebied;waarde\n2024;I-GEWELD;GM0599;3\n", Asked(),
         "Regel 2: Code GM0599 hoort niet bij deze gemeente (GM0622)."),
        ("jaar;indicator;gebied;waarde\n2024;I-GEWELD;Broekpolder;3\n", Asked(),
         "Regel 2: ‘Broekpolder’ is geen gebied"),
        (POLICE, Asked(concordance=b"oud;nieuw\nWK062201;WK062202\nWK062203;WK062202\n"),
         "Regel 3 van de codes"),
        (POLICE, Asked(concordance=b"van;naar\n"), "de kolommen oud en nieuw"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence(raw: str, asked: Asked, sentence: str) -> None:
    assert sentence in refusal(raw.encode(), asked)


def test_a_concordance_leads_old_codes_to_ours() -> None:
    old = ODATA.replace("WK062202", "WK062299").encode()
    codes = b"oud;nieuw\nWK062299;WK062202\n"
    assert told(figures(old, Asked(concordance=codes)))[1][3] == "WK062202"


def test_files_that_do_not_belong_together_are_refused() -> None:
    one = from_bytes("a.csv", POLICE.encode())
    other = from_bytes("b.csv", POLICE.replace("gemeente 2026", "gemeente 2025").encode())
    with pytest.raises(ValidationError, match=r"b.csv heeft de indeling van 2025, a.csv die van"):
        prepare([one, other], Asked(), HERE)
    with pytest.raises(ValidationError, match="is een andere tabel dan"):
        prepare([one, from_bytes("c.csv", CBS.encode())], Asked(), HERE)
    assert prepare([one, from_bytes("d.csv", POLICE.encode())], Asked(), HERE) is not None
