"""Texts as printed, for excerpts and for the last look at a few candidates: a few bulletins in each file.

The files are JSON in a code of its own, packed by deflate with a preset dictionary of typical bulletins. The code
makes them a quarter smaller than UTF-8: the site's 128 most frequent characters beyond ASCII take one byte from 0x80,
other characters of GB 2312 two bytes, the first of them below 0x20 (JSON holds no such bytes itself), and what is left
is written as a JSON escape.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from .characters import batched_texts, code_points
from .documents import SearchDocument
from .folding import traditional_of

_SURROGATES = re.compile("[\ud800-\udfff]")
_COMMON = 128
_NAME = 10  # hexadecimal digits of a digest in a name
_TYPICAL = 256  # bulletins that tell what is frequent
_DICTIONARY = 6144
_PIECE = 32  # bytes of a piece of the dictionary
_SHINGLE = 4  # bytes: what is shorter is hardly worth a reference
_AT_ONCE = 1 << 20  # characters: bounds the memory
# The rows of GB 2312 that hold characters, as first bytes of the GBK encoding.
_ROWS = (*range(0xA1, 0xAA), *range(0xB0, 0xF8))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: object) -> bytes:
    """Compact JSON that keeps Han characters readable; lone surrogates are written as escapes.

    >>> to_json(["应\\ud800"])
    b'["\\xe5\\xba\\x94\\\\ud800"]'
    """
    text = _encode(value)
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


@dataclass(frozen=True, slots=True)
class Phrasing:
    """``common``: characters of one byte; ``dictionary``: what the packing of each file of texts starts from."""

    common: str
    dictionary: bytes


def typical_count(documents: int) -> int:
    """How many of the oldest bulletins tell what is frequent; the number changes only when a small site doubles.

    >>> typical_count(3), typical_count(10_000)
    (2, 256)
    """
    return min(1 << max(documents - 1, 0).bit_length() >> 1 or 1, _TYPICAL)


def phrasing_of(documents: Sequence[SearchDocument]) -> Phrasing:
    """What is frequent in the oldest bulletins, so that a new one changes no other's file.

    >>> phrasing_of([SearchDocument("a/", "甲", "2022-01-01", (("水务局", "d/"),), "通知", (), "乙。")]).common
    '。乙务局水甲知通'
    """
    rows = _rows(documents)
    counts = Counter("".join(rows))
    found = sorted((-count, char) for char, count in counts.items() if "\x7f" < char < "\ud800")
    common = "".join(char for _, char in found[:_COMMON])
    return Phrasing(common, _dictionary(b",".join(_coded(rows, _Code(common)))))


def _dictionary(data: bytes) -> bytes:
    """The pieces of typical texts in which most stands that these say again elsewhere, the best ones last.

    One piece of each stretch; what stands in those before it counts no more. Source: the COVER algorithm of Zstandard's
    dictionary builder (``zstd --train-fastcover``), with shingles counted in full.
    """
    count = min(_DICTIONARY, len(data) // 8) // _PIECE
    if not count:
        return b""
    row = np.frombuffer(data, np.uint8).astype(np.uint32)
    size = len(row) - _SHINGLE + 1
    shingles = sum((row[at : at + size] << 8 * at for at in range(_SHINGLE)), np.zeros(size, np.uint32))
    _, of, often = np.unique(shingles, return_inverse=True, return_counts=True)
    again = often - 1
    width, stretch = _PIECE - _SHINGLE + 1, size // count
    pieces = []
    for start in range(0, stretch * count, stretch):
        gain = np.cumsum(np.concatenate(([0], again[of[start : start + stretch]])))
        best = int(np.argmax(gain[width:] - gain[:-width])) if stretch > width else 0
        again[of[start + best : start + best + width]] = 0
        pieces.append((int(gain[min(best + width, stretch)] - gain[best]), data[start + best : start + best + _PIECE]))
    return b"".join(piece for gain, piece in sorted(pieces) if gain)


def write_texts(documents: Sequence[SearchDocument], per_file: int, phrasing: Phrasing) -> list[bytes]:
    """Pack the texts, ``per_file`` bulletins to a file. A record is a list of
    [url, title, date, department names, column, text, Traditional pairs].

    >>> one = SearchDocument("a/", "甲", "2022-01-01", (("水务局", "d/"),), "通知", (), "乙。")
    >>> zlib.decompress(write_texts([one], 2, phrasing_of([one]))[0], -15)
    b'[["a/","\\x85","2022-01-01",["\\x84\\x82\\x83"],"\\x87\\x86","\\x81\\x80",""]]'
    """
    coded = _coded(_rows(documents), _Code(phrasing.common))
    joined = (b"[" + b",".join(coded[start : start + per_file]) + b"]" for start in range(0, len(coded), per_file))
    return [pack_bytes(data, phrasing.dictionary) for data in joined]


def _rows(documents: Sequence[SearchDocument]) -> list[str]:
    pairs = traditional_of([f"{document.title}{document.text}" for document in documents])
    return [_encode(_record(document, own)) for document, own in zip(documents, pairs, strict=True)]


def digest_of(data: bytes) -> str:
    """The name that tells some content.

    >>> digest_of(b"")
    'e3b0c44298'
    """
    return hashlib.sha256(data).hexdigest()[:_NAME]


def pack_bytes(data: bytes, dictionary: bytes = b"") -> bytes:
    """Raw deflate, with a preset dictionary; the same bytes for the same data wherever zlib is the same.

    >>> zlib.decompress(pack_bytes(b"a" * 99), -15) == b"a" * 99
    True
    """
    packer = zlib.compressobj(7, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return packer.compress(data) + packer.flush()


def printed_text(document: SearchDocument) -> str:
    """The text of a bulletin as its record has it, one block a line.

    >>> printed_text(SearchDocument("a/", "甲", "2022-01-01", text=" 乙。 \\n\\n丙。"))
    '乙。\\n丙。'
    """
    return "\n".join(filter(None, map(str.strip, document.text.split("\n"))))


def _record(document: SearchDocument, pairs: str) -> list[object]:
    return [
        document.url,
        document.title,
        document.date,
        [name for name, _ in document.departments],
        document.column,
        printed_text(document),
        pairs,
    ]


def _coded(rows: Sequence[str], code: Mapping[int, str]) -> list[bytes]:
    """Rows in the code; all characters of many rows are looked up together."""
    coded: list[bytes] = []
    for some in batched_texts(rows, _AT_ONCE):
        points = code_points("".join(some))
        known = np.flatnonzero(np.bincount(points)).tolist()
        sizes, starts = np.zeros((2, known[-1] + 1), np.int64)
        sizes[known] = [len(code[point]) for point in known]
        starts[known] = np.cumsum(sizes[known]) - sizes[known]
        codes = np.frombuffer("".join(code[point] for point in known).encode("latin-1"), np.uint8)
        widths = sizes[points]
        ends = np.cumsum(widths)
        data = codes[np.repeat(starts[points] - ends + widths, widths) + np.arange(int(ends[-1]))].tobytes()
        bounds = [0, *ends[np.cumsum([len(row) for row in some]) - 1].tolist()]
        coded += [data[start:end] for start, end in pairwise(bounds)]
    return coded


class _Code(dict[int, str]):
    """Character → its bytes as Latin-1 characters, for str.translate; filled as characters are met."""

    def __init__(self, common: str) -> None:
        super().__init__({ord(char): chr(0x80 + index) for index, char in enumerate(common)})

    def __missing__(self, point: int) -> str:
        self[point] = chr(point) if point < 0x80 else _two_bytes().get(chr(point)) or json.dumps(chr(point))[1:-1]
        return self[point]


@cache
def _two_bytes() -> dict[str, str]:
    pairs = ((lead, trail) for lead in _ROWS for trail in range(0xA1, 0xFF))
    chars = (bytes(pair).decode("gbk", "replace") for pair in pairs)
    return {char: chr(1 + number // 256) + chr(number % 256) for number, char in enumerate(chars) if char != "\ufffd"}
