"""Entries of the index as files: bit-coded shards in order, each of about the same size.

A shard is a 16-bit number of entries, then the entries. An entry: gamma(1 + units shared with the entry before),
gamma(number of further units), these units, its kind (0: mixed leaf, 10: leaf of this one sequence, 11: list node),
gamma(number of bulletins; in leaves of a number up to the limit how far below it this is, for most are full), then for
each bulletin Rice(gap). After each gap of a list node stands a 0 for one hit in
the body, else a 1 and a weight. After all gaps of a leaf stand gamma(1 + weights other than one hit in the body), and
these: the place among the bulletins, in as many bits as the last place takes, and the weight. A weight: mark of the
zone (in nodes 0 body, 10 lead, 11 title; in leaves 0 lead, 10 title, 11 body) and gamma(hits), in the body
gamma(hits - 1). Gaps count from -1, so that the first gap is the number of the bulletin
itself. A unit: a 1 and its place in the alphabet in 7 bits, 01 and 7 bits of ASCII, or 00 and 16 bits.

Where shards start ``pieces.py`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .codes import Coded, Column, Spelling, Told, bits_of, code_sequences, shared_units
from .coding import Codes, pack
from .postings import Entries
from .suffixes import Units
from .texts import digest_of

Ints = NDArray[np.int64]

COUNT_BITS = 16


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of the index, its first sequence and its last one, in units of two bytes, and its digest."""

    first: bytes
    last: bytes
    data: bytes
    digest: str


def write_shards(entries: Entries, spelling: Spelling, coded: Coded, cuts: Ints) -> tuple[list[Shard], Ints]:
    """Write entries into shards; ``cuts``: the first entry of each. And how many bits tell each one's sequence."""
    shared = _shared_units(entries, spelling.units)
    shared[cuts] = 0  # the first entry of a shard is written whole
    told = code_sequences(entries.places, entries.depths, shared, spelling)
    sizes = told.bits + coded.heads.widths + coded.bits
    heads = told.bits
    sizes[cuts] += COUNT_BITS
    bounds = np.append(cuts, len(sizes))
    shard_bits = np.add.reduceat(sizes, cuts)
    shard_bytes = -(-shard_bits // 8)
    shard_starts = np.concatenate(([0], np.cumsum(shard_bytes)))
    # Bit offset of each entry: its shard's first byte, plus the entries before it in the shard.
    before = np.cumsum(sizes) - sizes
    offsets = before + np.repeat(shard_starts[:-1] * 8 - before[cuts], np.diff(bounds))
    placed = [(shard_starts[:-1] * 8, Codes(np.diff(bounds), np.full(len(cuts), COUNT_BITS)))]
    at = offsets.copy()
    at[cuts] += COUNT_BITS
    placed += _placed(at, told.columns)
    placed += _placed(at + told.bits, _columns_of(coded, entries.lists.counts))
    data = pack(int(shard_starts[-1]), placed)
    edges = zip(cuts.tolist(), bounds[1:].tolist(), pairwise(shard_starts.tolist()), strict=True)
    shards = [
        shard_of(_label(entries, spelling.units, cut), _label(entries, spelling.units, end - 1), data[slice(*span)])
        for cut, end, span in edges
    ]
    return shards, heads


def write_bodies(coded: Coded, counts: Ints) -> tuple[bytes, Ints]:
    """What stands behind the sequences of entries alone, and at which bit each begins; ``counts``: of bulletins."""
    sizes = coded.heads.widths + coded.bits
    at = np.cumsum(sizes) - sizes
    return pack(-(-int(sizes.sum()) // 8), _placed(at, _columns_of(coded, counts))), at


def write_sequences(told: Told) -> tuple[bytes, Ints]:
    """Sequences alone, and at which bit each begins."""
    at = np.cumsum(told.bits) - told.bits
    return pack(-(-int(told.bits.sum()) // 8), _placed(at, told.columns)), at


def _columns_of(coded: Coded, counts: Ints) -> list[Column]:
    return [
        (coded.heads, None),
        (coded.gaps, np.repeat(np.arange(len(counts)), counts)),
        (coded.counts, None),
        (coded.marked, coded.owners),
    ]


def _placed(at: Ints, columns: Sequence[Column]) -> list[tuple[Ints, Codes]]:
    """Columns of codes at their offsets, those of each entry one after another from its own."""
    placed = []
    for codes, of in columns:
        placed.append((at if of is None else _offsets(of, codes.widths, at), codes))
        at = at + (codes.widths if of is None else bits_of(of, codes, len(at)))
    return placed


def shard_of(first: bytes, last: bytes, data: bytes) -> Shard:
    """A shard of which the bytes are known."""
    return Shard(first, last, data, digest_of(data))


def _offsets(owners: Ints, widths: Ints, offsets: Ints) -> Ints:
    """Where codes begin that follow one another from the offset of their owner, in the order of the owners."""
    before = np.cumsum(widths) - widths
    counts = np.bincount(owners, minlength=len(offsets))
    first = np.cumsum(counts) - counts
    some = counts > 0
    found: Ints = before + np.repeat(offsets[some] - before[first[some]], counts[some])
    return found


def _shared_units(entries: Entries, units: Units) -> Ints:
    """How many units each sequence shares with the one before it."""
    limit = np.minimum(entries.depths[1:], entries.depths[:-1])
    return np.append(np.zeros(1, np.int64), shared_units(entries.places[:-1], entries.places[1:], limit, units))


def _label(entries: Entries, units: Units, index: int) -> bytes:
    return label_of(units, int(entries.places[index]), int(entries.depths[index]))


def label_of(units: Units, place: int, depth: int) -> bytes:
    """A sequence as the directory sorts it."""
    return units[place : place + depth].astype(">u2").tobytes()
