"""Sentences, charts and maps in a paper: each figure under them listed, recomputed and named."""

import io
import json
import re
import zipfile
import zlib
from decimal import Decimal
from types import MappingProxyType

import pytest
from django.core.exceptions import ValidationError

from baken.core.acting import PUBLIC, acting_as
from baken.programme.actions import compose_paper, write_paper
from baken.programme.alone import check
from baken.programme.models import Binding, Edition
from baken.programme.paper.bundle import DATA, MANIFEST, SEAL, digest
from baken.programme.paper.drawing import LOOK
from baken.programme.paper.grammar import read_text
from baken.programme.paper.sentence import Side, comparison
from baken.programme.paper.verify import verify_files
from baken.programme.periods import read_period
from baken.programme.values import Value
from tests.city import City

TEXT = """## Misdrijven

{{ zin: I-MISDRIJVEN-POL | 2023 | 2024 }} Er is {{ citaat: B8 | 24 }} man toezicht.

{{ grafiek: I-MISDRIJVEN-POL }}

{{ kaart: I-GELUIDHINDER | 2020 }}
"""


@pytest.fixture
def drawn(plan: City) -> City:
    """A paper with a sentence, a chart and a map."""
    with acting_as(plan.acting("adviser")) as acting:
        compose_paper(acting, write_paper(acting, title="Getekend", text=TEXT))
    return plan


def edition(city: City) -> Edition:
    with acting_as(city.acting("adviser")):
        return Edition.objects.get()


def files_of(city: City) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bytes(edition(city).bundle))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def resealed(files: dict[str, bytes], listed: dict[str, object]) -> dict[str, bytes]:
    """What a careful forger would do: all hashes made to fit again."""
    listed["files"] = {name: digest(files[name]) for name in files if name not in {MANIFEST, SEAL}}
    raw = json.dumps(listed, ensure_ascii=False).encode()
    return {**files, MANIFEST: raw, SEAL: f"{digest(raw)}\n".encode()}


def figure(listed: dict[str, object], kind: str) -> dict[str, object]:
    return next(one for one in listed["figures"] if one["expression"].startswith(kind))  # type: ignore[attr-defined]


def test_it_holds_and_every_figure_is_listed(drawn: City) -> None:
    files = files_of(drawn)
    assert verify_files(files) == []
    listed = json.loads(files[MANIFEST])
    chart, sentence = figure(listed, "grafiek"), figure(listed, "zin")
    said = [(one["label"], one["printed"]) for one in chart["values"]]  # type: ignore[attr-defined]
    assert said == [("2022", "3.843"), ("2023", "3.605"), ("2024", "3.597")]
    assert sentence["printed"] == (
        "Misdrijven (politie): 3.605 in 2023 en 3.597 in 2024. Dat is bijna gelijk: een verschil "
        "van 8 (0,2\u00a0%)."
    )
    areas = figure(listed, "kaart")["values"]
    assert len(areas) == 8  # type: ignore[arg-type]
    assert any(one["printed"].startswith("geen gegevens") for one in areas)  # type: ignore[attr-defined]
    words = files["paper.txt"].decode()
    assert "2022 | 3.843" in words
    assert "24[2] man toezicht" in words


@pytest.mark.parametrize("kind", ["zin", "grafiek", "kaart"])
def test_one_changed_value_is_named(drawn: City, kind: str) -> None:
    files = files_of(drawn)
    for at in range(len(figure(json.loads(files[MANIFEST]), kind)["values"])):  # type: ignore[arg-type]
        listed = json.loads(files[MANIFEST])
        value = figure(listed, kind)["values"][at]  # type: ignore[index]
        if not (digit := re.search(r"\d", value["printed"])):
            continue
        other = str((int(digit[0]) + 1) % 10)
        old = value["printed"]
        value["printed"] = old[: digit.start()] + other + old[digit.end() :]
        problems = [str(one) for one in verify_files(resealed(files, listed))]
        assert any(value["expression"] in one and f"‘{old}’" in one for one in problems), problems


def test_a_value_left_out_put_in_or_moved_is_named(drawn: City) -> None:
    files = files_of(drawn)
    changes = {
        "is niet getekend": lambda values: values.pop(1),
        "niet in volgorde": lambda values: values.reverse(),
        "hoort niet in deze tekening": lambda values: values.insert(
            0, {**values[0], "expression": "cijfer: I-MISDRIJVEN-CBS | 2020 | GM0622"}
        ),
    }
    for said, change in changes.items():
        listed = json.loads(files[MANIFEST])
        change(figure(listed, "grafiek")["values"])  # type: ignore[no-untyped-call]
        problems = " ".join(map(str, verify_files(resealed(files, listed))))
        assert said in problems, problems


def test_a_point_drawn_elsewhere_is_named(drawn: City) -> None:
    files = files_of(drawn)
    for name in [name for name in files if name.endswith(".svg")]:
        raw = files[name].decode()
        changed = re.sub(r"(<title>[^<]*: )(\d)", r"\g<1>9\g<2>", raw, count=1)
        assert changed != raw
        listed = json.loads(files[MANIFEST])
        problems = " ".join(
            map(str, verify_files(resealed({**files, name: changed.encode()}, listed)))
        )
        assert "niet zo in de tekening" in problems, (name, problems)
        gone = {key: value for key, value in files.items() if key != name}
        assert "tekening ontbreekt" in " ".join(map(str, verify_files(resealed(gone, listed))))


def test_another_look_in_the_pdf_is_named_by_both(drawn: City) -> None:
    """Size and colour could hide a number: who signs again may not change them."""
    assert {LOOK} <= check.LOOKS
    files = files_of(drawn)
    raw = files[DATA].replace(b"font-size: 15px", b"font-size: 05px", 1)
    listed = json.loads(files[MANIFEST])
    forged = resealed({**files, DATA: raw}, listed)
    for said in (verify_files(forged), [*check.problems(forged, [])]):
        assert any(str(one).startswith((DATA, "cijfer", "paper.md")) for one in said), said


def test_damaged_compounds_never_break_the_verifier(drawn: City) -> None:
    files = files_of(drawn)
    broken: list[object] = [[], [{}], 3, None, [{"expression": "x"}], "tekst"]
    for kind in ("zin", "grafiek", "kaart"):
        for values in broken:
            listed = json.loads(files[MANIFEST])
            figure(listed, kind)["values"] = values
            assert verify_files(resealed(files, listed)), (kind, values)


def test_the_pdf_has_its_drawings_with_words_for_who_cannot_see_them(drawn: City) -> None:
    raw = bytes(edition(drawn).pdf)
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL)
    inside = b"".join([raw, *map(unpacked, streams)])
    for words in ("Lijngrafiek. Misdrijven", "Kaart. Veel last"):
        wide = words.encode("utf-16-be")
        ways = (words.encode(), wide, wide.hex().encode(), wide.hex().upper().encode())
        assert any(b"/Alt" in inside and way in inside for way in ways), words


def unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return b""


def test_the_page_shows_drawing_and_table(drawn: City) -> None:
    from baken.programme.queries.papers import paper_page

    with acting_as(drawn.acting("adviser")):
        page = paper_page(Edition.objects.get())
        again = paper_page(Edition(id=page.edition.id, text=page.edition.text))
    assert again.sections == page.sections, "kept when made; drawn again for one of before"
    shown = "".join(one.rest for one in page.sections)
    assert shown.count("<figure") == shown.count("<svg") == 2
    assert '<td class="r">3.843</td>' in shown
    with acting_as(PUBLIC):
        assert not Binding.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ grafiek: I-NIETS }}", "bestaat niet"),
        ("{{ grafiek: I-LOD }}", "bestaat niet"),
        ("{{ kaart: I-GELUIDHINDER | 1999 }}", "bestaat niet"),
        ("{{ zin: I-MISDRIJVEN-POL | 2024 | 2023 }}", "eerst de oudste"),
        ("{{ zin: I-MISDRIJVEN-POL | 2021 | 2024 }}", "bestaat niet"),
        ("{{ zin: I-ONVEILIG-BUURT-VM | 2021 | 2023 }}", "bestaat niet"),
        ("{{ citaat: B99 | 24 }}", "bestaat niet"),
        (
            "{{ zin: I-MISDRIJVEN-MEMO | 2018 | 2019 }} en {{ cijfer: I-MISDRIJVEN-CBS | 2020 }}",
            "De bronnen tellen anders",
        ),
    ],
)
def test_what_is_not_there_or_does_not_fit_is_refused(plan: City, text: str, message: str) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        made = write_paper(acting, title="Stuk", text=text)
        with pytest.raises(ValidationError) as caught:
            compose_paper(acting, made)
        assert message in " ".join(caught.value.messages), caught.value.messages
        assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Zie {{ grafiek: I-X }}.",
        "- {{ kaart: I-X | 2024 }}",
        "## {{ grafiek: I-X }}",
        "{{ zin: I-X | 2023 }}",
        "{{ kaart: I-X }}",
        "{{ citaat: B1 }}",
        "[[toezegging: V-1]]",
        "Tekst [[toezegging V-1]]",
    ],
)
def test_a_figure_in_the_wrong_place_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_text(text)


def side(
    when: str, amount: str, unit: str = "", status: str = "", source: str = "B1",
    margins: tuple[str, str] | None = None,
) -> Side:  # fmt: skip
    low, high = map(Decimal, margins) if margins else (None, None)
    value = Value(Decimal(amount), low=low, high=high)
    return Side(read_period(when), value, unit, status, frozenset({source}))


WIDE = MappingProxyType({"unit": "% 18+", "margins": ("6", "10")})


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (side("2018", "26"), side("2019", "39"), "Dat is een stijging van 13 (50\u00a0%)."),
        (side("2018", "39"), side("2019", "26"), "Dat is een daling van 13 (33,3\u00a0%)."),
        (side("2018", "5"), side("2019", "5"), "Dat is gelijk."),
        (side("2018", "0"), side("2019", "4"), "Dat is een stijging van 4."),
        (side("2018", "1000"), side("2019", "1009"), "Dat is bijna gelijk: een verschil van 9"),
        (side("2018", "8.0", "%"), side("2019", "8.7", "%"), "stijging van 0,7 procentpunt."),
        (side("2018", "8.0", "%"), side("2019", "8.4", "%"), "bijna gelijk: een verschil van 0,4"),
        (side("2018", "8.0", "%"), side("2019", "9", "%"), "De bron geeft geen marge"),
        (
            side("2018", "8.0", **WIDE),
            side("2019", "9.5", "% 18+", margins=("9", "10.5")),
            "Dat is geen duidelijk verschil: de marges van de twee cijfers overlappen.",
        ),
        (
            side("2018", "8.0", **WIDE),
            side("2019", "12", "% 18+", margins=("11", "13")),
            "Dat is een stijging van 4",
        ),
        (side("2018", "8", **WIDE), side("2019", "9", "% 18+"), "geen duidelijk verschil"),
        (
            side("2018", "8", **WIDE),
            side("2019", "9", "% 18+"),
            "(tussen 6 en 10) in 2018",
        ),
        (
            side("2023", "5"),
            side("2024", "9", status="voorlopig"),
            "Het cijfer van 2024 is voorlopig.",
        ),
        (
            side("2023", "5", status="voorlopig"),
            side("2024", "9", status="nader voorlopig"),
            "Beide cijfers zijn voorlopig.",
        ),
        (side("2023", "5", status="definitief"), side("2024", "9"), "(80\u00a0%)."),
        (side("2024-Q1", "5"), side("2024-Q2", "9"), "5 in 1e kwartaal 2024 en 9 in 2e kwartaal"),
    ],
)
def test_a_sentence_says_what_the_figures_allow(first: Side, last: Side, said: str) -> None:
    assert said in comparison("Straatroof", first, last)


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (side("2018", "5"), side("2019", "6", source="B2"), "twee bronnen"),
        (side("2018", "5", "per 1.000"), side("2019", "6", "per 10.000"), "eenheid"),
        (side("2018", "5"), side("2019-Q1", "6"), "niet even lang"),
        (side("2019", "5"), side("2019", "6"), "oudste"),
    ],
)
def test_a_sentence_refuses_what_cannot_be_compared(first: Side, last: Side, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        comparison("Straatroof", first, last)
