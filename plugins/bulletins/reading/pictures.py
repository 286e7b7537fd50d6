"""Pictures: what they are by their first bytes, how large, and what they tell beside what they show.

Cameras and telephones write place, time, device and owner into a picture; programs add comments and thumbnails of
what was cut away. ``without_metadata`` leaves those segments out and copies every other byte, so that no pixel
changes. Sources: ITU-T T.81 annex B and Exif 2.32 (JPEG), PNG 3rd edition §5, GIF89a §23–26, RFC 9649 (WebP).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, MpoImagePlugin, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from .refusing import refuse

# The modules of the kinds are loaded here, and what they load for Exif: a confined child can open no file.
LOADED = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
Image.preinit()
KINDS = (
    (b"\x89PNG\r\n\x1a\n", "PNG", (".png",)),
    (b"\xff\xd8\xff", "JPEG", (".jpg", ".jpeg")),
    (b"GIF87a", "GIF", (".gif",)),
    (b"GIF89a", "GIF", (".gif",)),
    (b"RIFF", "WEBP", (".webp",)),
)
ENDINGS = frozenset(ending for _, _, endings in KINDS for ending in endings)
MOST_PIXELS = 60_000_000
FAULTS = (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, EOFError, struct.error, zlib.error)
# Its decoder keeps four copies; whether a larger one is cut off, opening it has told.
MOST_WEBP_PIXELS = 12_000_000
SAVE_AGAIN = "用看图软件打开，另存为 JPG 或 PNG 再放进来"
# What makes the picture; everything else is told beside it.
PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP".split())
WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
EXIF_FLAG, XMP_FLAG = 0x08, 0x04
STAND_ALONE = {0x01, *range(0xD0, 0xD8)}
JFIF, ICC, ADOBE = 0xE0, 0xE2, 0xEE
START_OF_SCAN, END_OF_IMAGE, COMMENT = 0xDA, 0xD9, 0xFE
ORIENTATION = 0x0112


def kind_of(data: bytes) -> str:
    """PNG, JPEG, GIF or WEBP by the first bytes; "" for anything else.

    >>> kind_of(b"GIF89a..."), kind_of(b"<svg/>")
    ('GIF', '')
    """
    kind = next((kind for start, kind, _ in KINDS if data.startswith(start)), "")
    return "" if kind == "WEBP" and data[8:12] != b"WEBP" else kind


def check_picture(data: bytes, source: str, ending: str) -> None:
    """Raises Refusal when it isn't of the kind its name says, is too large, or can't be shown to its end."""
    kind = kind_of(data)
    if ending not in next((endings for _, name, endings in KINDS if name == kind), ()):
        raise refuse(source, "file-type", f"名字以 {ending} 结尾，里面是 {kind} 图片", SAVE_AGAIN)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            width, height = picture.size
            frames = getattr(picture, "n_frames", 1)
            picture.verify()
        if width * height * frames <= MOST_PIXELS:
            b"".join(CLEANERS[kind](data))
            if kind != "WEBP" or width * height <= MOST_WEBP_PIXELS:
                _show(data, kind)
    except Image.DecompressionBombError:
        width, height, frames = MOST_PIXELS, 2, 1
    except FAULTS as error:
        raise refuse(source, "broken-file", "图片损坏或不完整，网页上显示不出来", SAVE_AGAIN) from error
    if width * height * frames > MOST_PIXELS:
        message = f"图片超过 {MOST_PIXELS // 1_000_000} 百万像素" + (f"（{frames} 帧）" if frames > 1 else "")
        raise refuse(source, "too-large", message, "缩小到宽 3000 像素以内再放进来")


def _show(data: bytes, kind: str) -> None:
    """Decode every frame, as a browser would: what is cut off or overwritten shows only then."""
    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        # Every coefficient of a JPEG is read, for an eighth of the width: a photograph needs little memory so.
        picture.draft(None, (1, 1))
        # What follows a first JPEG (depth, a second lens, a moving part) is left out of what is published.
        for frame in range(1 if kind == "JPEG" else getattr(picture, "n_frames", 1)):
            picture.seek(frame)
            picture.load()


def without_metadata(data: bytes) -> bytes:
    """The same picture without what it tells beside what it shows; bytes that are no picture come back as they are.

    Kept: pixels, colour profile, transparency, animation, which way up. Gone: Exif (place, time, device), XMP, IPTC,
    comments, thumbnails, and whatever follows the end of the picture.

    >>> without_metadata(b"GIF89a" + bytes(7) + b"!\\xfe\\x03abc\\x00;hidden")[13:]
    b';'
    """
    cleaner = CLEANERS.get(kind_of(data))
    try:
        return b"".join(cleaner(data)) if cleaner else data
    except (struct.error, IndexError, ValueError):
        return data


def tells_more(data: bytes) -> bool:
    """Whether a picture holds anything that ``without_metadata`` would leave out."""
    return without_metadata(data) != data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    place, turned = 2, 1
    kept: list[bytes] = []
    while True:
        # Decoders pass over what stands between two segments.
        place = data.index(b"\xff", place)
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in STAND_ALONE:
            kept.append(data[place : place + 2])
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:]) or turned
        if marker == START_OF_SCAN:
            break
        profile = marker == ICC and segment[4:16] == b"ICC_PROFILE\0"
        if marker in {JFIF, ADOBE} or profile or not (0xE0 <= marker <= 0xEF or marker == COMMENT):
            kept.append(segment)
        place += 2 + length
    head = 1 if kept and kept[0][1] == JFIF else 0
    yield from kept[:head]
    if turned != 1:
        yield _exif(turned)
    yield from kept[head:]
    end = _end_of_scans(data, place)
    yield data[place:end]


def _end_of_scans(data: bytes, place: int) -> int:
    """Behind the end-of-image mark; in scans a mark's FF is never followed by 00 or a restart."""
    while True:
        place = data.index(b"\xff", place)
        marker = data[place + 1]
        if marker == END_OF_IMAGE:
            return place + 2
        if marker == 0 or marker == 0xFF or marker in STAND_ALONE:
            place += 1 if marker == 0xFF else 2
        else:
            (length,) = struct.unpack_from(">H", data, place + 2)
            place += 2 + length


def _orientation(tiff: bytes) -> int:
    """Which way up, 1 to 8, as the Exif says; 0 when it says nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order or len(tiff) < 10:
        return 0
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    if first + 2 > len(tiff):
        return 0
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for row in range(min(count, 200)):
        entry = first + 2 + 12 * row
        if entry + 12 > len(tiff):
            return 0
        tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if tag == ORIENTATION:
            return value if 1 <= value <= 8 else 0
    return 0


def _exif(turned: int) -> bytes:
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    place = 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        if name in PNG_KEPT:
            yield data[place:end]
        if name == b"IEND":
            return
        place = end
    raise ValueError("no end")


def _gif(data: bytes) -> Iterator[bytes]:
    place = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    yield data[:place]
    while True:
        # Some programs leave the mark of the end out.
        mark = data[place] if place != len(data) else 0x3B
        if mark == 0x3B:
            yield b";"
            return
        if not mark:
            place += 1  # decoders pass over an empty block
            continue
        start = place
        if mark == 0x2C:
            flags = data[place + 9]
            place += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1
        elif mark == 0x21:
            place += 2
        else:
            raise ValueError("no block")
        first = data[place + 1 : place + 12]
        while data[place]:
            place += data[place] + 1
        place += 1
        looped = data[start + 1] == 0xFF and first in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if mark == 0x2C or data[start + 1] in (0xF9, 0x01) or looped:
            yield data[start:place]


def _webp(data: bytes) -> Iterator[bytes]:
    chunks: list[bytes] = []
    (size,) = struct.unpack_from("<I", data, 4)
    place, end = 12, min(len(data), size + 8)
    while place + 8 <= end:
        name = data[place : place + 4]
        (length,) = struct.unpack_from("<I", data, place + 4)
        chunk = data[place : place + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~(EXIF_FLAG | XMP_FLAG)]) + chunk[9:]
        if name in WEBP_KEPT:
            chunks.append(chunk)
        place += 8 + length + length % 2
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


CLEANERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {"JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp}
