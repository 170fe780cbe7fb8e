"""Photos: decoded in full and drawn anew, so that nothing but the picture is kept.

Pillow keeps a JPEG comment when it saves an opened image; therefore the pixels are moved
to a new image first. The colours of a profile are converted to sRGB, then the profile goes.
"""

import io
import struct
import threading
import warnings
import zlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener(thumbnails=False)
MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
THUMBNAIL = 320
_SAVE: dict[str, dict[str, object]] = {
    "jpeg": {"quality": 90},
    "png": {},
    "webp": {"quality": 90},
}
_FORMATS = {"heic": "HEIF"}
# Of these the first picture is the photo; more are bursts and depths.
_STILL = ("jpeg", "heic")
# What decoders raise on broken or hostile input, beside Pillow's own errors.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)
# One decoded photo can take 400 MB for a moment: a second one waits.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A photo that was drawn anew (bytes of the same type) and its small version (JPEG)."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def redraw(content: bytes, kind: str) -> Picture:
    """Decode `content` as `kind` (jpeg, png, webp or heic) and draw it upright, without metadata.

    A HEIC photo becomes a JPEG, which every browser shows.

    Raises ValidationError when it is broken, moving, or too large (50 million pixels).
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            clean = _decode(content, kind)
            return Picture(_save(clean, kept_as(kind)), _thumbnail(clean), *clean.size)
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except _BROKEN as error:
            raise ValidationError(
                _("Deze foto is beschadigd. Open de foto zelf, bewaar hem opnieuw en kies hem dan.")
            ) from error


def kept_as(kind: str) -> str:
    """The type in which a photo of this type is kept."""
    return "jpeg" if kind == "heic" else kind


def _decode(content: bytes, kind: str) -> Image.Image:
    """The pixels, upright, in a new image that knows nothing of the old one."""
    with Image.open(io.BytesIO(content), formats=[_FORMATS.get(kind, kind.upper())]) as opened:
        if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
            raise _too_large()
        if kind not in _STILL and getattr(opened, "n_frames", 1) > 1:
            raise ValidationError(_("Een bewegend plaatje kunnen wij niet bewaren. Kies een foto."))
        opened.load()
        ImageOps.exif_transpose(opened, in_place=True)
        upright = _plain(_srgb(opened))
        clean = Image.new(upright.mode, upright.size)
        clean.paste(upright)
        return clean


def _srgb(image: Image.Image) -> Image.Image:
    """The colours that the profile meant; an unreadable profile is dropped."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "L", "CMYK"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, *_BROKEN):
        return image
    return converted or image


def _plain(image: Image.Image) -> Image.Image:
    """Grey, RGB or RGBA: the modes that all three types can hold."""
    if image.mode in ("L", "RGB", "RGBA"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point([value >> 8 for value in range(65536)], "L")
    clear = image.mode in ("LA", "PA", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _save(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "jpeg" and image.mode == "RGBA":
        image = image.convert("RGB")
    image.save(out, kind.upper(), **_SAVE[kind])
    return out.getvalue()


def _thumbnail(image: Image.Image) -> bytes:
    """At most 320 × 320 pixels, on white where the photo is clear."""
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, "white")
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    return _save(small, "jpeg")


def _too_large() -> ValidationError:
    return ValidationError(
        _("Deze foto heeft te veel pixels. Maak hem kleiner dan 7.000 bij 7.000 en kies hem dan.")
    )
