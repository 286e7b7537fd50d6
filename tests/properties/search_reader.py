"""A second, slow and simple reader of the search index: what its files say, bit by bit."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    label: str  # one character a UTF-16 unit
    kind: str  # "mixed", "pure", "node"
    documents: dict[int, tuple[int, int]]  # number → (hits, zone)


class _Bits:
    def __init__(self, data: bytes) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in data)
        self.at = 0

    def take(self, count: int) -> int:
        self.at += count
        return int(self.bits[self.at - count : self.at] or "0", 2)

    def gamma(self) -> int:
        zeros = self.bits.index("1", self.at) - self.at
        self.at += zeros
        return self.take(zeros + 1)

    def rice(self, shift: int) -> int:
        ones = 0
        while ones < 16 and self.take(1):
            ones += 1
        return self.take(24) if ones == 16 else (ones << shift) + self.take(shift)


def _json(data: bytes) -> Any:
    return json.loads(zlib.decompress(data, -15))


class Reader:
    """All entries of an index, in order."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.manifest = json.loads(files["search/manifest.json"])
        blocks = [_json(files[f"search/d-{name}.bin"]) for _, _, name in self.manifest["blocks"]]
        self.shards = [files[f"search/i-{name}.bin"] for _, names in blocks for name in names]
        self.firsts = [first for firsts, _ in blocks for first in firsts]
        self.entries = [entry for shard in self.shards for entry in self._entries(shard)]

    def _entries(self, shard: bytes) -> Iterator[Entry]:
        bits, label = _Bits(shard), ""
        for _ in range(bits.take(16)):
            label = label[: bits.gamma() - 1]
            label += "".join(self._unit(bits) for _ in range(bits.gamma()))
            kind = ("pure", "node")[bits.take(1)] if bits.take(1) else "mixed"
            yield Entry(label, kind, self._documents(bits))

    def _unit(self, bits: _Bits) -> str:
        if bits.take(1):
            return str(self.manifest["common"][bits.take(7)])
        return chr(bits.take(7 if bits.take(1) else 16))

    def _documents(self, bits: _Bits) -> dict[int, tuple[int, int]]:
        count, number, found = bits.gamma(), -1, {}
        shift = max((self.manifest["capacity"] * 11 // (16 * count)).bit_length() - 1, 0)
        for _ in range(count):
            number += 1 + bits.rice(shift)
            zone = 0
            hits = 1
            if bits.take(1):
                zone = 1 + bits.take(1) if bits.take(1) else 0
                hits = bits.gamma() + (zone == 0)
            found[number] = (hits, zone)
        return found

    def candidates(self, sequence: str) -> tuple[set[int], bool]:
        """Bulletins in which a sequence may stand, and whether the index alone settles that they are right."""
        sequence = in_units(sequence)
        starting = [entry for entry in self.entries if entry.label.startswith(sequence)]
        whole = [entry for entry in starting if entry.kind != "mixed" or len(entry.label) > len(sequence)]
        if whole:
            return set().union(*(entry.documents for entry in whole)), True
        before = [entry for entry in self.entries if entry.label <= sequence]
        if before and before[-1].kind != "node":
            known = before[-1].label[:-1] if before[-1].kind == "mixed" else before[-1].label
            if sequence.startswith(known) and len(sequence) >= len(before[-1].label):
                return set(before[-1].documents), False
        return set(), True


def in_units(text: str) -> str:
    """A text with one character for each of its UTF-16 units, as browsers count and compare.

    >>> in_units("𠀀") == "\\ud840\\udc00"
    True
    """
    data = text.encode("utf-16-be", "surrogatepass")
    return "".join(chr(data[at] << 8 | data[at + 1]) for at in range(0, len(data), 2))
