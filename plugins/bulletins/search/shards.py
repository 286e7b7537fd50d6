"""Entries of the index as files: bit-coded shards in order, each of about the same size.

A shard is a 16-bit number of entries, then the entries. An entry: gamma(1 + units shared with the entry before),
gamma(number of further units), these units, its kind (0: mixed leaf, 10: leaf of this one sequence, 11: list node),
gamma(number of bulletins), then for each bulletin Rice(gap) and its weight: 0 for one hit in the body, 10 and
gamma(hits - 1) for more, 110 and gamma(hits) when one is in the lead, 111 and gamma(hits) when one is in the title.
Gaps count from -1, so that the first gap is the number of the bulletin itself. A unit: a 1 and its place in the
alphabet in 7 bits, 01 and 7 bits of ASCII, or 00 and 16 bits.

Where shards start depends on the entries about there alone, so that a changed bulletin moves no others to another
shard.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coding import Codes, gamma, pack, rice, rice_shift
from .postings import BODY, MIXED, Entries
from .suffixes import Units

Ints = NDArray[np.int64]

_COUNT_BITS = 16
_MOST_HITS = 15  # beyond fifteen hits nobody ranks by the number of hits
_ALPHABET_BITS = 7
GROUP_BITS = 6  # sequences that start with units of one group share shards
_MARKED = 32  # one entry in so many may start a shard


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of the index; ``first`` is the shortest sequence that parts it from the shard before."""

    first: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Spelling:
    """What all shards of an index share: units, the 128 characters that take few bits, the capacity in bulletins."""

    units: Units
    alphabet: str
    capacity: int


def write_shards(entries: Entries, spelling: Spelling, shard_bytes: int) -> list[Shard]:
    """Cut entries into shards of about ``shard_bytes`` bytes. A shard holds one entry at least."""
    shared = _shared_units(entries, spelling.units)
    heads, bodies = _posting_codes(entries, spelling.capacity)
    sizes = 8 * entries.depths + np.bincount(entries.postings.entries, bodies.widths).astype(np.int64)
    cuts = _cuts(entries, spelling.units, sizes, shard_bytes * 8)
    shared[cuts] = 0  # the first entry of a shard is written whole
    return _encode(entries, spelling, shared, (heads, bodies), cuts)


def _encode(entries: Entries, spelling: Spelling, shared: Ints, codes: tuple[Codes, Codes], cuts: Ints) -> list[Shard]:
    heads, bodies = codes
    new = entries.depths - shared
    lcp, length = gamma(shared + 1), gamma(new)
    owners, spelt = _spelt(entries, spelling, shared)
    spelt_bits = np.bincount(owners, spelt.widths).astype(np.int64)
    body_bits = np.bincount(entries.postings.entries, bodies.widths).astype(np.int64)
    sizes = lcp.widths + length.widths + spelt_bits + heads.widths + body_bits
    sizes[cuts] += _COUNT_BITS
    bounds = np.append(cuts, len(sizes))
    shard_bits = np.add.reduceat(sizes, cuts)
    shard_bytes = -(-shard_bits // 8)
    shard_starts = np.concatenate(([0], np.cumsum(shard_bytes)))
    # Bit offset of each entry: its shard's first byte, plus the entries before it in the shard.
    before = np.cumsum(sizes) - sizes
    offsets = before + np.repeat(shard_starts[:-1] * 8 - before[cuts], np.diff(bounds))
    counts = Codes(np.diff(bounds), np.full(len(cuts), _COUNT_BITS))
    label_at = offsets.copy()
    label_at[cuts] += _COUNT_BITS
    placed = [(shard_starts[:-1] * 8, counts), (label_at, lcp)]
    label_at = label_at + lcp.widths
    placed.append((label_at, length))
    label_at = label_at + length.widths
    placed.append((_offsets(owners, spelt.widths, label_at), spelt))
    label_at = label_at + spelt_bits
    placed.append((label_at, heads))
    placed.append((_offsets(entries.postings.entries, bodies.widths, label_at + heads.widths), bodies))
    data = pack(int(shard_starts[-1]), placed)
    firsts = _separators(entries, spelling.units, cuts)
    return [
        Shard(first, data[start:end])
        for first, start, end in zip(firsts, shard_starts[:-1].tolist(), shard_starts[1:].tolist(), strict=True)
    ]


def _spelt(entries: Entries, spelling: Spelling, shared: Ints) -> tuple[Ints, Codes]:
    """The codes of the units that each entry adds to what it shares, and whose they are."""
    new = entries.depths - shared
    within = np.arange(int(new.sum())) - np.repeat(np.cumsum(new) - new, new)
    units = spelling.units[np.repeat(entries.places + shared, new) + within]
    values, widths = np.arange(1 << 16), np.full(1 << 16, 18)
    values[:128] |= 1 << _ALPHABET_BITS
    widths[:128] = 2 + _ALPHABET_BITS
    for place, char in enumerate(spelling.alphabet):
        values[ord(char)], widths[ord(char)] = (1 << _ALPHABET_BITS) | place, 1 + _ALPHABET_BITS
    return np.repeat(np.arange(len(new)), new), Codes(values[units], widths[units])


def _offsets(owners: Ints, widths: Ints, offsets: Ints) -> Ints:
    """Where codes begin that follow one another from the offset of their owner; each owner has some, in order."""
    before = np.cumsum(widths) - widths
    counts = np.bincount(owners, minlength=len(offsets))
    first = np.cumsum(counts) - counts
    found: Ints = before + np.repeat(offsets - before[first], counts)
    return found


def _posting_codes(entries: Entries, capacity: int) -> tuple[Codes, Codes]:
    """For each entry its kind and number of bulletins; for each posting its gap and weight."""
    postings = entries.postings
    counts = np.bincount(postings.entries, minlength=len(entries.places))
    number = gamma(counts)
    kind_widths = np.where(entries.kinds == MIXED, 1, 2)
    kinds = np.array([0b0, 0b10, 0b11])[entries.kinds]
    heads = Codes((kinds << number.widths) | number.values, kind_widths + number.widths)
    first = np.concatenate(([True], postings.entries[1:] != postings.entries[:-1]))
    previous = np.concatenate(([-1], postings.documents[:-1]))
    gaps = postings.documents - np.where(first, -1, previous) - 1
    gap = rice(gaps, rice_shift(capacity, counts)[postings.entries])
    weight = _weight_codes(np.minimum(postings.hits, _MOST_HITS), postings.zones)
    return heads, Codes((gap.values << weight.widths) | weight.values, gap.widths + weight.widths)


def _weight_codes(hits: Ints, zones: Ints) -> Codes:
    body = zones == BODY
    number = gamma(np.where(body, np.maximum(hits - 1, 1), hits))
    mark = np.array([0b10, 0b110, 0b111])[zones]
    plain = body & (hits == 1)
    full = (mark << number.widths) | number.values
    return Codes(np.where(plain, 0, full), np.where(plain, 1, np.where(body, 2, 3) + number.widths))


def _shared_units(entries: Entries, units: Units) -> Ints:
    """How many units each sequence shares with the one before it."""
    shared = np.zeros(len(entries.places), np.int64)
    going = np.arange(1, len(shared))
    limit = np.minimum(entries.depths[1:], entries.depths[:-1])
    depth = 0
    while going.size:
        inside = limit[going - 1] > depth
        going = going[inside]
        same = units[entries.places[going] + depth] == units[entries.places[going - 1] + depth]
        going = going[same]
        depth += 1
        shared[going] = depth
    return shared


def _cuts(entries: Entries, units: Units, sizes: Ints, limit: int) -> Ints:
    """Where shards start: with each group of first units, and at the first marked entry beyond ``limit`` bits."""
    group = units[entries.places] >> GROUP_BITS
    grouped = np.concatenate(([True], group[1:] != group[:-1]))
    ends = entries.places + entries.depths
    last = units[ends - 1].astype(np.int64) * 31 + units[np.maximum(ends - 2, entries.places)]
    candidates = np.flatnonzero(grouped | ((last + entries.depths) * 40503 >> 4 & (_MARKED - 1) == 0))
    before = np.cumsum(sizes) - sizes
    cuts: list[int] = []
    start = 0
    for index, size, first in zip(
        candidates.tolist(), before[candidates].tolist(), grouped[candidates].tolist(), strict=True
    ):
        if first or size - start >= limit:
            cuts.append(index)
            start = size
    return np.array(cuts, np.int64)


def _separators(entries: Entries, units: Units, cuts: Ints) -> list[str]:
    """For each shard the shortest sequence above all of the shard before and not above its own first."""
    firsts = []
    for cut in cuts.tolist():
        label = _label(entries, units, cut)
        before = _label(entries, units, cut - 1) if cut else b""
        common = 0
        while common < min(len(before), len(label)) and before[common : common + 2] == label[common : common + 2]:
            common += 2
        firsts.append(label[: common + 2].decode("utf-16-le", "surrogatepass"))
    return firsts


def _label(entries: Entries, units: Units, index: int) -> bytes:
    place, depth = int(entries.places[index]), int(entries.depths[index])
    return units[place : place + depth].astype("<u2").tobytes()
