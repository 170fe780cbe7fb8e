"""The PDF of a paper by PDF/UA-1: what a screen reader needs is there, in the order of the text."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from baken.core.acting import PUBLIC, acting_as
from baken.programme.models import Edition
from baken.programme.paper.bundle import WORDS
from baken.programme.paper.verify import unpack
from tests.city import City

HEADINGS = {"/H1", "/H2", "/H3"}
ALLOWED = {
    "/Document", "/Part", "/Sect", "/Div", "/P", "/Title", "/L", "/LI", "/Lbl", "/LBody",
    "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Note", "/Reference", "/Link", "/Span",
    "/Strong", "/Figure", "/NonStruct", "/Caption", "/FENote", *HEADINGS,
}  # fmt: skip


@pytest.fixture
def pdf(paper: City) -> Iterator[pikepdf.Pdf]:
    with acting_as(PUBLIC):
        raw = bytes(Edition.objects.get().pdf)
    with pikepdf.open(io.BytesIO(raw)) as opened:
        yield opened


def tags(node: Any) -> Iterator[Any]:
    """All elements of the structure, in the order in which they are read."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tags(kid)


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(one["/S"]) for one in tags(pdf.Root["/StructTreeRoot"])]


def test_it_says_that_it_is_tagged_and_by_which_standard(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root["/MarkInfo"]["/Marked"])
    with pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert "Voortgang 2026 (voorbeeld)" in str(said["dc:title"])
    assert str(pdf.Root["/Lang"]).startswith("nl")
    assert bool(pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert str(pdf.docinfo["/Title"]) == "Voortgang 2026 (voorbeeld)"


def test_every_tag_is_one_that_readers_know(pdf: pikepdf.Pdf) -> None:
    tree = pdf.Root["/StructTreeRoot"]
    mapped = {str(key): str(value) for key, value in tree.get("/RoleMap", {}).items()}
    found = {mapped.get(kind, kind) for kind in kinds(pdf)}
    assert found <= ALLOWED, found - ALLOWED
    assert {"/P", "/Table", "/TR", "/TH", "/TD"} <= found


def test_headings_go_down_one_step_at_a_time(pdf: pikepdf.Pdf) -> None:
    levels = [int(kind[2:]) for kind in kinds(pdf) if kind in HEADINGS]
    assert levels
    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))


def test_a_table_has_its_heads(pdf: pikepdf.Pdf) -> None:
    for table in (one for one in tags(pdf.Root["/StructTreeRoot"]) if str(one["/S"]) == "/Table"):
        heads = [one for one in tags(table) if str(one["/S"]) == "/TH"]
        assert heads
        for head in heads:
            given = head["/A"]
            about = list(given) if isinstance(given, pikepdf.Array) else [given]
            assert any("/Scope" in one for one in about)


def test_every_drawing_has_words(pdf: pikepdf.Pdf) -> None:
    for one in tags(pdf.Root["/StructTreeRoot"]):
        if str(one["/S"]) in {"/Figure", "/Formula"}:
            assert len(str(one.get("/Alt", ""))) > 20


def test_every_page_keeps_its_order_and_nothing_is_left_out(pdf: pikepdf.Pdf) -> None:
    """Tab order is that of the structure, and all that is drawn is tagged or said to be layout."""
    for page in pdf.pages:
        assert str(page.obj["/Tabs"]) == "/S"
        assert "/StructParents" in page.obj
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            if str(operator) in {"Tj", "TJ", "'", '"', "Do"}:
                assert depth > 0, operands
        assert depth == 0


def test_links_are_tagged_and_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            if str(note["/Subtype"]) == "/Link":
                assert "/StructParent" in note
                assert str(note.get("/Contents", "")) or "/Dest" in note or "/A" in note


def test_the_words_are_read_in_the_order_of_the_text(pdf: pikepdf.Pdf, paper: City) -> None:
    """What the pages say, from first to last, is the paper's own text."""
    from pypdf import PdfReader

    with acting_as(PUBLIC):
        edition = Edition.objects.get()
    words = unpack(bytes(edition.bundle))[WORDS].decode()
    reader = PdfReader(io.BytesIO(bytes(edition.pdf)))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    heads = ["Samengevat", "Acties per thema", "Camera’s in eigen beheer", "Grip op leefbaarheid",
             "Beloofd aan de raad"]  # fmt: skip
    places = [said.index(head) for head in heads]
    assert places == sorted(places)
    assert all(head in words for head in heads)
