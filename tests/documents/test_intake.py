"""What comes through the door for files, and what does not."""

import io
import random
import re
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from baken.documents.intake import MAX_SIZE, accept, real_type
from baken.documents.pdfs import strip_jpeg

from . import files


def refusal(content: bytes, name: str = "foto.jpg") -> str:
    with pytest.raises(ValidationError) as caught:
        accept(content, name)
    (message,) = caught.value.messages
    return str(message)


def jpeg_segments(data: bytes) -> list[int]:
    """The markers before the picture itself."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def png_chunks(data: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(data):
        found.add(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return found


def webp_chunks(data: bytes) -> set[bytes]:
    found, at = set(), 12
    while at < len(data):
        found.add(data[at : at + 4])
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return found


def test_jpeg_keeps_the_picture_and_nothing_else() -> None:
    sent = files.jpeg()
    assert files.SECRET in sent
    kept = accept(sent, "IMG_1.jpg")
    assert kept.type == "jpeg"
    assert files.SECRET not in kept.content + kept.thumbnail
    tables = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}
    assert set(jpeg_segments(kept.content)) <= tables
    assert set(jpeg_segments(kept.thumbnail)) <= tables
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.size == (64, 40)
        assert not image.getexif()
        assert not {"comment", "exif", "xmp", "icc_profile"} & set(image.info)


def test_a_photo_on_its_side_is_put_upright_before_its_exif_goes() -> None:
    kept = accept(files.jpeg(orientation=6), "foto.jpg")
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.size == (40, 64)
        top = image.getpixel((20, 5))
        assert isinstance(top, tuple)
        assert top[0] > 200 > top[2]


def test_png_and_webp_keep_no_text() -> None:
    kept = accept(files.png(), "schermafdruk.png")
    assert png_chunks(kept.content) == {b"IHDR", b"IDAT", b"IEND"}
    kept = accept(files.webp(), "foto.webp")
    assert webp_chunks(kept.content) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
    assert files.SECRET not in kept.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_survives(mode: str) -> None:
    image = Image.new("I;16", (8, 8), 40_000) if mode == "I;16" else files.picture(mode=mode)
    out = io.BytesIO()
    image.save(out, "PNG")
    kept = accept(out.getvalue(), "x.png")
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert opened.mode in {"L", "RGB", "RGBA"}
        if mode == "I;16":
            assert opened.getpixel((0, 0)) == 40_000 >> 8


def test_print_colours_and_profiles_become_srgb() -> None:
    assert accept(files.jpeg(mode="CMYK"), "druk.jpg").type == "jpeg"
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    files.picture().save(out, "JPEG", icc_profile=profile)
    kept = accept(out.getvalue(), "kleur.jpg")
    assert 0xE2 not in jpeg_segments(kept.content)
    out = io.BytesIO()
    files.picture().save(out, "JPEG", icc_profile=b"no profile at all")
    assert accept(out.getvalue(), "kleur.jpg").type == "jpeg"


def test_a_heic_photo_becomes_a_jpeg_without_anything_else() -> None:
    sent = files.heic()
    assert files.SECRET in sent
    kept = accept(sent, "IMG_1.HEIC")
    assert (kept.type, kept.name) == ("jpeg", "IMG_1.jpg")
    assert files.SECRET not in kept.content + kept.thumbnail
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.format == "JPEG"
        red, _green, blue = image.convert("RGB").getpixel((5, 20))
        assert red > 200 > 60 > blue


def test_the_small_version_is_small() -> None:
    kept = accept(files.jpeg(size=(2000, 1000)), "groot.jpg")
    with Image.open(io.BytesIO(kept.thumbnail)) as image:
        assert image.size == (320, 160)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "leeg"),
        (b"\xff\xd8\xff" + bytes(MAX_SIZE - 2), "groter dan 20 MB"),
        (b"<!doctype html><script>alert(1)</script>", "Dit soort bestand"),
        (b"\xef\xbb\xbf<html>", "Dit soort bestand"),
        (b"<?xml version='1.0'?><svg onload='x()'/>", "Dit soort bestand"),
        (b"PK\x03\x04" + bytes(100), "Dit soort bestand"),
        (b"MZ" + bytes(100), "Dit soort bestand"),
        (b"GIF89a" + bytes(100), "Dit soort bestand"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "beschadigd"),
        (b"\0\0\0\x18ftypavif" + bytes(100), "Dit soort bestand"),
        (files.heic()[:400], "beschadigd"),
        (b"\xff\xd8\xff<script>alert(1)</script>", "beschadigd"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "beschadigd"),
        (b"%PDF-1.7\n" + bytes(100), "beschadigd"),
        (b"%PDF-1.7\n<< >>\n%%EOF", "beschadigd"),
    ],
)
def test_wrong_files_are_refused_in_one_sentence(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_exactly_20_mb_is_not_too_big() -> None:
    photo = files.jpeg()
    assert accept(photo + bytes(MAX_SIZE - len(photo)), "foto.jpg").type == "jpeg"


def test_bombs_are_refused_before_they_unpack() -> None:
    bomb = files.bomb()
    assert len(bomb) < 100_000
    assert "te veel pixels" in refusal(bomb)
    assert "te veel pixels" in refusal(files.bomb(30_000, 30_000))
    assert "te veel pixels" in refusal(files.bomb(60_000, 8))
    assert "beschadigd" in refusal(files.text_bomb())


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(kind: str) -> None:
    assert "bewegend" in refusal(files.moving(kind))


def test_a_type_that_the_city_switched_off_is_refused_with_what_is_on() -> None:
    with pytest.raises(ValidationError, match="Kies een JPG of PNG"):
        accept(files.webp(), "x.webp", allowed=("jpeg", "png"))
    with pytest.raises(ValidationError, match="Kies een PDF"):
        accept(files.jpeg(), "x.jpg", allowed=("pdf",))


def test_a_cut_photo_is_refused() -> None:
    whole = files.jpeg(size=(400, 400))
    assert "beschadigd" in refusal(whole[: len(whole) // 2])


def test_pdf_loses_its_author_and_keeps_its_page() -> None:
    sent = files.pdf()
    assert files.SECRET in sent
    kept = accept(sent, "brief.pdf")
    assert files.SECRET not in kept.content
    for trace in (b"/Author", b"/Metadata", b"xmpmeta", b"Exif"):
        assert trace not in kept.content
    assert kept.content.startswith(b"%PDF-")
    assert kept.thumbnail == b""
    assert accept(kept.content, "brief.pdf").type == "pdf"


def test_pdf_without_metadata_passes_too() -> None:
    assert accept(files.pdf(author=False), "x.pdf").type == "pdf"


@pytest.mark.parametrize(
    "content",
    [
        files.pdf_with_script(),
        files.pdf_with_file(),
        *(files.pdf_with_action(kind) for kind in ("/Launch", "/SubmitForm", "/GoToE", "/Movie")),
    ],
)
def test_pdf_that_acts_is_refused(content: bytes) -> None:
    assert "programma of een ander bestand" in refusal(content, "x.pdf")


def test_pdf_with_a_name_in_disguise_is_refused() -> None:
    """PDF lets a name be written with #xx: /#4c#61unch is /Launch."""
    disguised = files.pdf_with_action("/Launch").replace(b"/Launch", b"/#4caunch")
    assert "programma" in refusal(disguised, "x.pdf")


def test_a_pdf_may_link_to_a_page_but_not_to_a_program() -> None:
    link = files.pdf_with_action("/URI", "https://www.voorbeeld.invalid/")
    assert accept(link, "x.pdf").type == "pdf"
    for address in ("javascript:alert(1)", "file:///etc/passwd", ""):
        assert "programma" in refusal(files.pdf_with_action("/URI", address), "x.pdf")


@pytest.mark.parametrize(
    ("objects", "says"),
    [
        ([files.CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"], "beschadigd"),
        ([files.CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", files.PAGES], "beschadigd"),
        ([b"[" * 100_000, files.PAGES, files.PAGE], "beschadigd"),
        ([files.CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"], "beschadigd"),
        ([files.CATALOG, files.PAGES, files.PAGE, *[b"<< >>"] * 50_000], "te groot"),
        ([files.CATALOG, files.PAGES, b"<< /Type /Catalog >>"], "beschadigd"),
    ],
)
def test_pdf_that_loops_nests_or_swells_is_refused(objects: list[bytes], says: str) -> None:
    assert says in refusal(files.pdf_of(*objects), "x.pdf")


def test_a_compressed_bomb_in_a_pdf_is_never_unpacked() -> None:
    packed = zlib.compress(bytes(300_000_000), 9)
    bomb = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
    page = files.PAGE.replace(b">>", b"/Contents 4 0 R >>")
    content = files.pdf_of(files.CATALOG, files.PAGES, page, bomb)
    assert len(accept(content, "x.pdf").content) < 2 * len(content)


def test_locked_pdf_is_refused() -> None:
    assert "beveiligd" in refusal(files.pdf_locked(), "x.pdf")


def test_nothing_that_is_thrown_at_the_door_breaks_it() -> None:
    """Five hundred damaged files: accepted or refused, never another error."""
    dice = random.Random(20261121)
    whole = [files.jpeg(), files.png(), files.webp(), files.pdf(), files.pdf_with_script()]
    outcomes = {"accepted": 0, "refused": 0}
    for turn in range(500):
        damaged = bytearray(whole[turn % len(whole)])
        for _ in range(dice.randint(1, 30)):
            damaged[dice.randrange(5, len(damaged))] = dice.randrange(256)
        try:
            accept(bytes(damaged[: dice.randint(20, len(damaged))]), "x")
            outcomes["accepted"] += 1
        except ValidationError:
            outcomes["refused"] += 1
    assert outcomes["refused"] > 250


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("IMG_2041.JPG", "IMG_2041.jpg"),
        ("factuur.pdf.exe", "factuur.jpg"),
        ("foto.exe.jpg", "foto.jpg"),
        ("verslag v2.1 (kopie).jpeg", "verslag v2-1 (kopie).jpg"),
        ("..\\..\\windows\\x.png", "x.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("annexe\u202egpj.exe", "annexegpj.jpg"),
        ("a\u200bb\x00c\r\nd.jpg", "abcd.jpg"),
        ("=HYPERLINK(x).jpg", "HYPERLINK(x).jpg"),
        ('"><script>.jpg', "script.jpg"),
        (".jpg", "bestand.jpg"),
        ("", "bestand.jpg"),
        ("e\u0301te\u0301.jpg", "\u00e9t\u00e9.jpg"),
        ("x" * 300, "x" * 96 + ".jpg"),
    ],
)
def test_names_lose_their_tricks(sent: str, shown: str) -> None:
    assert accept(files.jpeg(), sent).name == shown
    assert re.fullmatch(r"[^\x00-\x1f\u202a-\u202e/\\]{1,100}", shown)


def test_the_hash_is_of_what_is_kept() -> None:
    import hashlib

    kept = accept(files.jpeg(), "x.jpg")
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()
    assert kept.content != files.jpeg()


def test_real_type_knows_nothing_of_names() -> None:
    assert real_type(files.pdf()) == "pdf"
    assert real_type(b"hallo") == ""


def test_strip_jpeg_leaves_what_it_does_not_understand() -> None:
    assert strip_jpeg(b"geen foto") == b"geen foto"
    cut = b"\xff\xd8\xff\xe1\xff\xff"
    assert strip_jpeg(cut) == cut
    with Image.open(io.BytesIO(strip_jpeg(files.jpeg()))) as image:
        image.load()
