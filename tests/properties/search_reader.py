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


def _names(joined: str) -> list[str]:
    return [joined[at : at + 10] for at in range(0, len(joined), 10)]


class Reader:
    """All entries of an index, in order."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.manifest = json.loads(files["search/manifest.json"])
        blocks = [_json(files[f"search/d-{name}.bin"]) for name in _names(self.manifest["names"])]
        self.shards = [files[f"search/i-{name}.bin"] for _, names, _, _ in blocks for name in _names(names)]
        self.firsts = [first for firsts, _, _, _ in blocks for first in firsts]
        self.heads = {
            in_units(tail): in_units(head)
            for _, _, tails, heads in blocks
            for tail, head in zip(tails, heads, strict=True)
        }
        self.entries = [entry for shard in self.shards for entry in self._entries(shard)]

    def _entries(self, shard: bytes) -> Iterator[Entry]:
        bits, label = _Bits(shard), ""
        for _ in range(bits.take(16)):
            label = label[: bits.gamma() - 1]
            label += "".join(self._unit(bits) for _ in range(bits.gamma()))
            kind = ("pure", "node")[bits.take(1)] if bits.take(1) else "mixed"
            yield Entry(label, kind, self._documents(bits, len(label), node=kind == "node"))

    def _unit(self, bits: _Bits) -> str:
        if bits.take(1):
            return str(self.manifest["common"][bits.take(7)])
        return chr(bits.take(7 if bits.take(1) else 16))

    def _documents(self, bits: _Bits, units: int, *, node: bool) -> dict[int, tuple[int, int]]:
        count, limit, number, found = bits.gamma(), self.manifest["leaf"][min(units, 5)], -1, {}
        if not node and count <= limit:
            count = limit + 1 - count
        shift = max((self.manifest["capacity"] * 11 // (16 * count)).bit_length() - 1, 0)
        for _ in range(count):
            number += 1 + bits.rice(shift)
            found[number] = self._weight(bits, (0, 1, 2)) if node and bits.take(1) else (1, 0)
        numbers = list(found)
        for _ in range(0 if node else bits.gamma() - 1):
            own = numbers[bits.take((count - 1).bit_length())]
            found[own] = self._weight(bits, (1, 2, 0))
        return found

    def _weight(self, bits: _Bits, zones: tuple[int, int, int]) -> tuple[int, int]:
        zone = zones[1 + bits.take(1) if bits.take(1) else 0]
        return bits.gamma() + (zone == 0), zone

    def completed(self, sequence: str) -> str:
        """A sequence, in units, with the characters before it that it always follows."""
        sequence = in_units(sequence)
        while tail := next((tail for tail in self.heads if sequence.startswith(tail)), ""):
            sequence = self.heads[tail] + sequence
        return sequence

    def candidates(self, sequence: str) -> tuple[set[int], bool]:
        """Bulletins in which a sequence may stand, and whether the index alone settles that they are right."""
        sequence = self.completed(sequence)
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
