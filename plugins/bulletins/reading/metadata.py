"""What a picture tells beside what it shows, left out of it.

Cameras and telephones write place, time, device and owner into a picture; programs add comments and thumbnails of
what was cut away. ``without_metadata`` leaves those segments out and copies every other byte, so that no pixel
changes. Sources: ITU-T T.81 annex B and Exif 2.32 (JPEG), PNG 3rd edition §5 and §11, GIF89a §23–26, RFC 9649 (WebP).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

KINDS = (
    (b"\x89PNG\r\n\x1a\n", "PNG", (".png",)),
    (b"\xff\xd8\xff", "JPEG", (".jpg", ".jpeg")),
    (b"GIF87a", "GIF", (".gif",)),
    (b"GIF89a", "GIF", (".gif",)),
    (b"RIFF", "WEBP", (".webp",)),
)
ENDINGS = frozenset(ending for _, _, endings in KINDS for ending in endings)
# What makes the picture; everything else is told beside it.
PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP".split())
WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
EXIF_FLAG, XMP_FLAG = 0x08, 0x04
STAND_ALONE = {0x01, *range(0xD0, 0xD8)}
JFIF, ICC, ADOBE = 0xE0, 0xE2, 0xEE
START_OF_SCAN, END_OF_IMAGE, COMMENT = 0xDA, 0xD9, 0xFE
EOI = b"\xff\xd9"
ORIENTATION = 0x0112


def kind_of(data: bytes) -> str:
    """PNG, JPEG, GIF or WEBP by the first bytes; "" for anything else.

    >>> kind_of(b"GIF89a..."), kind_of(b"<svg/>")
    ('GIF', '')
    """
    kind = next((kind for start, kind, _ in KINDS if data.startswith(start)), "")
    return "" if kind == "WEBP" and data[8:12] != b"WEBP" else kind


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
        exif = b"Exif\0\0" + _tiff(turned)
        yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    yield from kept[head:]
    end = _end_of_scans(data, place)
    yield data[place:end]
    if data[end - 2 : end] != EOI:
        yield EOI


def _end_of_scans(data: bytes, place: int) -> int:
    """Behind the end-of-image mark, which some cameras leave out; in scans a mark's FF is never followed by 00 or a
    restart.
    """
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 == len(data):
            return len(data) if place < 0 else place
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


def _tiff(turned: int) -> bytes:
    """Exif that says which way up, and nothing else."""
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, turned, 0, 0)


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
        if name == b"eXIf" and (turned := _orientation(data[place + 8 : end - 4])) > 1:
            chunk = b"eXIf" + _tiff(turned)
            yield struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
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
    turned = 1
    (size,) = struct.unpack_from("<I", data, 4)
    place, end = 12, min(len(data), size + 8)
    while place + 8 <= end:
        name = data[place : place + 4]
        (length,) = struct.unpack_from("<I", data, place + 4)
        chunk = data[place : place + 8 + length + length % 2]
        if name in WEBP_KEPT:
            chunks.append(chunk)
        if name == b"EXIF":
            turned = _orientation(chunk[8:].removeprefix(b"Exif\0\0")) or turned
        place += 8 + length + length % 2
    if chunks and chunks[0][:4] == b"VP8X":
        flags = chunks[0][8] & ~(EXIF_FLAG | XMP_FLAG) | (EXIF_FLAG if turned > 1 else 0)
        chunks[0] = chunks[0][:8] + bytes([flags]) + chunks[0][9:]
        chunks += [b"EXIF" + struct.pack("<I", len(_tiff(turned))) + _tiff(turned)] if turned > 1 else []
    body = b"WEBP" + b"".join(chunks)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


CLEANERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {"JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp}
