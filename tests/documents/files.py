"""Real files for the tests, friendly and hostile, made on the spot."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

SECRET = b"Lucinde Bakboord"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF with a maker's name, a place (GPS) and an orientation."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x013B] = SECRET.decode()
    tags[0x8825] = {1: "N", 2: (51.0, 54.0, 30.0), 3: "E", 4: (4.0, 20.0, 10.0)}
    return tags


def picture(size: tuple[int, int] = (64, 40), mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, so that turning shows."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def jpeg(orientation: int = 1, size: tuple[int, int] = (64, 40), mode: str = "RGB") -> bytes:
    """A JPEG with EXIF, XMP, a comment, and an unknown APP segment with a name."""
    out = io.BytesIO()
    picture(size, mode).save(
        out, "JPEG", exif=exif(orientation), comment=SECRET, xmp=XMP, quality=95
    )
    data = out.getvalue()
    extra = b"\xff\xec" + struct.pack("!H", len(SECRET) + 2) + SECRET
    return data[:2] + extra + data[2:]


def png(size: tuple[int, int] = (64, 40), mode: str = "RGB") -> bytes:
    """A PNG with text chunks of three kinds and EXIF."""
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_text("Comment", SECRET.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    out = io.BytesIO()
    picture(size, mode).save(out, "PNG", pnginfo=info, exif=exif())
    return out.getvalue()


def heic(orientation: int = 1) -> bytes:
    """A photo as telephones of one maker take it, with EXIF and XMP."""
    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(
        out, exif=exif(orientation).tobytes(), xmp=XMP, quality=95
    )
    return out.getvalue()


def webp() -> bytes:
    """A WebP with EXIF and XMP."""
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=exif(), xmp=XMP)
    return out.getvalue()


def moving(kind: str) -> bytes:
    """Two frames."""
    out = io.BytesIO()
    picture().save(out, kind, save_all=True, append_images=[picture().rotate(180)])
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))


def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG of 10,000 × 10,000 black pixels in about 12 kB."""
    header = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\0" + bytes((width + 7) // 8)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * height, 9))
        + chunk(b"IEND", b"")
    )


def text_bomb() -> bytes:
    """A PNG whose text chunk unpacks to 200 MB."""
    plain = png()
    packed = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    return plain[:33] + chunk(b"zTXt", packed) + plain[33:]


def pdf(*, author: bool = True) -> bytes:
    """A PDF of one page, with author, XMP and a photo that carries EXIF."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    if author:
        writer.add_metadata({"/Author": SECRET.decode(), "/Title": SECRET.decode()})
        stream = StreamObject()
        stream._data = XMP
        stream.update({NameObject("/Type"): NameObject("/Metadata")})
        writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    photo = StreamObject()
    photo._data = jpeg()
    photo.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    resources = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/P"): writer._add_object(photo)})}
    )
    page[NameObject("/Resources")] = resources
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_script() -> bytes:
    """A PDF that runs JavaScript when it is opened."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("x()"),
    }
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(script))
    return written(writer)


def pdf_with_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("kwaad.exe", b"MZ")
    return written(writer)


def pdf_with_action(kind: str, address: str = "") -> bytes:
    """A link on the page that launches, sends or runs something."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject(kind),
            NameObject("/F"): TextStringObject("cmd.exe"),
            NameObject("/URI"): TextStringObject(address),
        }
    )
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): action,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    return written(writer)


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects as they are; the first is its catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


def pdf_locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("geheim", algorithm="AES-256")
    return written(writer)
