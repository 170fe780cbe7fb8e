"""File names as they may be shown: no path, no trick, and the ending of what is really inside."""

import re
import unicodedata

LONGEST = 100
_ENDINGS = frozenset(
    [
        "jpg",
        "jpeg",
        "jpe",
        "jfif",
        "png",
        "webp",
        "pdf",
        "heic",
        "heif",
        "gif",
        "svg",
        "tif",
        "tiff",
        "bmp",
        "html",
        "htm",
        "xhtml",
        "xml",
        "js",
        "mjs",
        "vbs",
        "exe",
        "com",
        "bat",
        "cmd",
        "scr",
        "msi",
        "ps1",
        "sh",
        "jar",
        "lnk",
        "hta",
        "zip",
        "rar",
        "7z",
        "gz",
        "doc",
        "docx",
        "docm",
        "xls",
        "xlsx",
        "xlsm",
        "ppt",
        "pptx",
        "odt",
        "ods",
        "csv",
        "txt",
        "eml",
        "msg",
        "php",
        "py",
        "iso",
    ]
)
_UNSAFE = re.compile(r"[^\w\s()&,'-]")


def shown_name(name: str, ending: str) -> str:
    """The name for display and download: cleaned, at most 100 characters, with `ending`.

    'C:\\x\\factuur.pdf.exe' with ending 'pdf' becomes 'factuur.pdf'. Never raises.
    """
    stem = _stem(_visible(name.replace("\\", "/").rsplit("/", 1)[-1]))
    stem = re.sub(r"\s+", " ", _UNSAFE.sub("-", stem)).strip(" -'")
    stem = stem[: LONGEST - len(ending) - 1].rstrip(" -")
    return f"{stem or 'bestand'}.{ending}"


def _visible(text: str) -> str:
    """NFC, without controls, format characters (bidi, zero-width) and unassigned ones."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if not unicodedata.category(c).startswith("C"))


def _stem(name: str) -> str:
    """Without every known ending: one is replaced, a second one is there to deceive."""
    while "." in name:
        head, _, tail = name.rpartition(".")
        if tail.strip().lower() not in _ENDINGS:
            break
        name = head
    return name
