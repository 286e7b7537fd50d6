"""Entries of the index as files: bit-coded shards in order, each of about the same size.

A shard is a 16-bit number of entries, then the entries. An entry: gamma(1 + units shared with the entry before),
gamma(number of further units), these units, its kind (0: mixed leaf, 10: leaf of this one sequence, 11: list node),
gamma(number of bulletins), then for each bulletin Rice(gap). After each gap of a list node stands a 0 for one hit in
the body, else a 1 and a weight. After all gaps of a leaf stand gamma(1 + weights other than one hit in the body), and
these: the place among the bulletins, in as many bits as the last place takes, and the weight. A weight: mark of the
zone (in nodes 0 body, 10 lead, 11 title; in leaves 0 lead, 10 title, 11 body) and gamma(hits), in the body
gamma(hits - 1). Gaps count from -1, so that the first gap is the number of the bulletin
itself. A unit: a 1 and its place in the alphabet in 7 bits, 01 and 7 bits of ASCII, or 00 and 16 bits.

Where shards start depends on the entries about there alone, so that a changed bulletin moves no others to another
shard.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coding import Codes, bit_length, gamma, pack, rice, rice_shift
from .postings import BODY, MOST_HITS, Entries
from .suffixes import MIXED, NODE, Units

Ints = NDArray[np.int64]

_COUNT_BITS = 16
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


@dataclass(frozen=True, slots=True)
class _Lists:
    """Codes of what stands behind the sequences: ``heads``, one for each entry; ``gaps`` (with the weights of nodes),
    one for each posting; ``counts`` of the marked weights, one for each entry, and these, each with its entry.

    ``bits``: how many the three take for each entry.
    """

    heads: Codes
    gaps: Codes
    counts: Codes
    marked: Codes
    owners: Ints
    bits: Ints


def write_shards(entries: Entries, spelling: Spelling, shard_bytes: int) -> list[Shard]:
    """Cut entries into shards of about ``shard_bytes`` bytes. A shard holds one entry at least."""
    shared = _shared_units(entries, spelling.units)
    lists = _lists(entries, spelling.capacity)
    cuts = _cuts(entries, spelling.units, 8 * entries.depths + lists.bits, shard_bytes * 8)
    shared[cuts] = 0  # the first entry of a shard is written whole
    return _encode(entries, spelling, shared, lists, cuts)


def _encode(entries: Entries, spelling: Spelling, shared: Ints, lists: _Lists, cuts: Ints) -> list[Shard]:
    new = entries.depths - shared
    lcp, length = gamma(shared + 1), gamma(new)
    owners, spelt = _spelt(entries, spelling, shared)
    spelt_bits = np.bincount(owners, spelt.widths).astype(np.int64)
    sizes = lcp.widths + length.widths + spelt_bits + lists.heads.widths + lists.bits
    sizes[cuts] += _COUNT_BITS
    bounds = np.append(cuts, len(sizes))
    shard_bits = np.add.reduceat(sizes, cuts)
    shard_bytes = -(-shard_bits // 8)
    shard_starts = np.concatenate(([0], np.cumsum(shard_bytes)))
    # Bit offset of each entry: its shard's first byte, plus the entries before it in the shard.
    before = np.cumsum(sizes) - sizes
    offsets = before + np.repeat(shard_starts[:-1] * 8 - before[cuts], np.diff(bounds))
    placed = [(shard_starts[:-1] * 8, Codes(np.diff(bounds), np.full(len(cuts), _COUNT_BITS)))]
    at = offsets.copy()
    at[cuts] += _COUNT_BITS
    for codes, of, bits in (
        (lcp, None, lcp.widths),
        (length, None, length.widths),
        (spelt, owners, spelt_bits),
        (lists.heads, None, lists.heads.widths),
        (lists.gaps, entries.postings.entries, None),
        (lists.counts, None, lists.counts.widths),
        (lists.marked, lists.owners, None),
    ):
        placed.append((at if of is None else _offsets(of, codes.widths, at), codes))
        at = at + (_bits_of(of, codes, len(at)) if bits is None and of is not None else bits)
    data = pack(int(shard_starts[-1]), placed)
    firsts = _separators(entries, spelling.units, cuts)
    return [
        Shard(first, data[start:end])
        for first, start, end in zip(firsts, shard_starts[:-1].tolist(), shard_starts[1:].tolist(), strict=True)
    ]


def _bits_of(owners: Ints, codes: Codes, count: int) -> Ints:
    return np.bincount(owners, codes.widths, count).astype(np.int64)


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
    """Where codes begin that follow one another from the offset of their owner, in the order of the owners."""
    before = np.cumsum(widths) - widths
    counts = np.bincount(owners, minlength=len(offsets))
    first = np.cumsum(counts) - counts
    some = counts > 0
    found: Ints = before + np.repeat(offsets[some] - before[first[some]], counts[some])
    return found


def _lists(entries: Entries, capacity: int) -> _Lists:
    postings, size = entries.postings, len(entries.places)
    node = entries.kinds == NODE
    counts = np.bincount(postings.entries, minlength=size)
    number = gamma(counts)
    kinds = np.array([0b0, 0b10, 0b11])[entries.kinds]
    heads = Codes((kinds << number.widths) | number.values, np.where(entries.kinds == MIXED, 1, 2) + number.widths)
    starts = np.cumsum(counts) - counts
    previous = np.concatenate(([-1], postings.documents[:-1]))
    previous[starts] = -1
    gap = rice(postings.documents - previous - 1, rice_shift(capacity, counts)[postings.entries])
    inside = node[postings.entries]
    plain = (postings.hits == 1) & (postings.zones == BODY)
    weight = _weight_codes(np.minimum(postings.hits, MOST_HITS), postings.zones, inside)
    own = Codes(np.where(plain, 0, (1 << weight.widths) | weight.values), np.where(plain, 1, 1 + weight.widths))
    gaps = Codes(
        np.where(inside, (gap.values << own.widths) | own.values, gap.values),
        gap.widths + np.where(inside, own.widths, 0),
    )
    at = np.flatnonzero(~inside & ~plain)
    owners = postings.entries[at]
    count = gamma(np.bincount(owners, minlength=size) + 1)
    count.widths[node] = 0
    count.values[node] = 0
    marked = Codes(
        ((at - starts[owners]) << weight.widths[at]) | weight.values[at],
        bit_length(counts - 1)[owners] + weight.widths[at],
    )
    bits = _bits_of(postings.entries, gaps, size) + count.widths + _bits_of(owners, marked, size)
    return _Lists(heads, gaps, count, marked, owners, bits)


def _weight_codes(hits: Ints, zones: Ints, inside: NDArray[np.bool_]) -> Codes:
    """Weights other than one hit in the body; ``inside``: those in list nodes."""
    number = gamma(np.where(zones == BODY, np.maximum(hits - 1, 1), hits))
    marks, widths = np.array([[0b11, 0b0, 0b10], [0b0, 0b10, 0b11]]), np.array([[2, 1, 2], [1, 2, 2]])
    row = inside.astype(np.int64)
    return Codes((marks[row, zones] << number.widths) | number.values, widths[row, zones] + number.widths)


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
    """Where shards start: with each group of first units, and beyond ``limit`` bits at a marked entry or a node."""
    group = units[entries.places] >> GROUP_BITS
    grouped = np.concatenate(([True], group[1:] != group[:-1]))
    ends = entries.places + entries.depths
    last = units[ends - 1].astype(np.int64) * 31 + units[np.maximum(ends - 2, entries.places)]
    marked = (last + entries.depths) * 40503 >> 4 & (_MARKED - 1) == 0
    candidates = np.flatnonzero(grouped | marked | (entries.kinds == NODE))
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
