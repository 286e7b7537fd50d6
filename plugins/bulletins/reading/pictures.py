"""Pictures: what they are by their first bytes, how large, and whether they can be shown to their end."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, MpoImagePlugin, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from .metadata import CLEANERS, EOI, KINDS, kind_of
from .refusing import refuse

# The modules of the kinds are loaded here, and what they load for Exif: a confined child can open no file.
LOADED = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
Image.preinit()
MOST_PIXELS = 60_000_000
FAULTS = (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, EOFError, struct.error, zlib.error)
# Opening one takes two copies, decoding it four; whether one that isn't decoded is cut off, opening it has told.
MOST_WEBP_OPENED, MOST_WEBP_PIXELS = 40_000_000, 12_000_000
# All of its coefficients are held at once.
MOST_PROGRESSIVE_PIXELS = 12_000_000
SAVE_AGAIN = "用看图软件打开，另存为 JPG 或 PNG 再放进来"


def check_picture(data: bytes, source: str, ending: str) -> None:
    """Raises Refusal when it isn't of the kind its name says, is too large, or can't be shown to its end."""
    kind = kind_of(data)
    if ending not in next((endings for _, name, endings in KINDS if name == kind), ()):
        raise refuse(source, "file-type", f"名字以 {ending} 结尾，里面是 {kind} 图片", SAVE_AGAIN)
    try:
        if kind == "WEBP" and _webp_pixels(data) > MOST_WEBP_OPENED:
            raise _too_large(source, MOST_WEBP_OPENED)
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            width, height = picture.size
            frames = getattr(picture, "n_frames", 1)
            picture.verify()
        if width * height * frames <= MOST_PIXELS:
            clean = b"".join(CLEANERS[kind](data))
            if kind == "JPEG" and not data.endswith(EOI) and data.endswith(clean[-34:-2]):
                _show_without_end(clean[:-2])
            elif kind != "WEBP" or width * height <= MOST_WEBP_PIXELS:
                _show(data, kind)
    except Image.DecompressionBombError:
        width, height, frames = MOST_PIXELS, 2, 1
    except FAULTS as error:
        raise refuse(source, "broken-file", "图片损坏或不完整，网页上显示不出来", SAVE_AGAIN) from error
    if width * height * frames > MOST_PIXELS:
        raise _too_large(source, MOST_PIXELS, frames)


def _too_large(source: str, most: int, frames: int = 1) -> Exception:
    message = f"图片超过 {most // 1_000_000} 百万像素" + (f"（{frames} 帧）" if frames > 1 else "")
    return refuse(source, "too-large", message, "缩小到宽 3000 像素以内再放进来")


def _webp_pixels(data: bytes) -> int:
    """Width by height as the first chunk says (RFC 9649 §2.5–2.7, RFC 6386 §9.1); 0 when it can't be read."""
    name, head = data[12:16], data[20:30]
    if name == b"VP8X":
        return (int.from_bytes(head[4:7], "little") + 1) * (int.from_bytes(head[7:10], "little") + 1)
    if name == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return (int.from_bytes(head[6:8], "little") & 0x3FFF) * (int.from_bytes(head[8:10], "little") & 0x3FFF)


def _show(data: bytes, kind: str) -> None:
    """Decode every frame, as a browser would: what is cut off or overwritten shows only then."""
    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        # Every coefficient of a JPEG is read, for an eighth of the width: a photograph needs little memory so.
        picture.draft(None, (1, 1))
        # What follows a first JPEG (depth, a second lens, a moving part) is left out of what is published.
        for frame in range(1 if kind == "JPEG" else getattr(picture, "n_frames", 1)):
            picture.seek(frame)
            picture.load()


def _show_without_end(data: bytes) -> None:
    """A JPEG without its end mark is whole when no pixel depends on what would follow; else raises ValueError."""
    shown = []
    for more in (bytes(64), b"\xa5\x5a" * 32):
        with Image.open(io.BytesIO(data.rstrip(b"\xff") + more + EOI), formats=["JPEG"]) as picture:
            if not picture.info.get("progressive"):
                picture.draft(None, (1, 1))
            elif picture.width * picture.height > MOST_PROGRESSIVE_PIXELS:
                raise ValueError("too large to be sure")
            shown.append(picture.tobytes())
    if shown[0] != shown[1]:
        raise ValueError("cut off")


__all__ = ["SAVE_AGAIN", "check_picture", "kind_of"]
