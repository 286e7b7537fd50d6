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

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .coding import Codes, bit_length, gamma, pack, rice, rice_shift
from .postings import BODY, Entries, Lists
from .suffixes import MIXED, NODE, Units
from .texts import digest_of

Ints = NDArray[np.int64]

_COUNT_BITS = 16
_ALPHABET_BITS = 7
_AT_ONCE = 1 << 18  # postings coded together: bounds the memory, not the result


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of the index, its first sequence and its last one, in units of two bytes, and its digest."""

    first: bytes
    last: bytes
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """What all shards of an index share: units, the 128 characters that take few bits, the capacity in bulletins, how
    many places a leaf has at most.
    """

    units: Units
    alphabet: str
    capacity: int
    leaf_limit: int


@dataclass(frozen=True, slots=True)
class Coded:
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


def sizes_of(entries: Entries, coded: Coded) -> Ints:
    """About how many bits each entry takes, whatever stands before it."""
    sizes: Ints = 8 * entries.depths + coded.bits
    return sizes


def write_shards(entries: Entries, spelling: Spelling, coded: Coded, cuts: Ints) -> list[Shard]:
    """Write entries into shards; ``cuts``: the first entry of each."""
    shared = _shared_units(entries, spelling.units)
    shared[cuts] = 0  # the first entry of a shard is written whole
    new = entries.depths - shared
    lcp, length = gamma(shared + 1), gamma(new)
    owners, spelt = _spelt(entries, spelling, shared)
    spelt_bits = np.bincount(owners, spelt.widths).astype(np.int64)
    sizes = lcp.widths + length.widths + spelt_bits + coded.heads.widths + coded.bits
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
        (coded.heads, None, coded.heads.widths),
        (coded.gaps, np.repeat(np.arange(len(at)), entries.lists.counts), None),
        (coded.counts, None, coded.counts.widths),
        (coded.marked, coded.owners, None),
    ):
        placed.append((at if of is None else _offsets(of, codes.widths, at), codes))
        at = at + (_bits_of(of, codes, len(at)) if bits is None and of is not None else bits)
    data = pack(int(shard_starts[-1]), placed)
    edges = zip(cuts.tolist(), bounds[1:].tolist(), pairwise(shard_starts.tolist()), strict=True)
    return [
        _shard(_label(entries, spelling.units, cut), _label(entries, spelling.units, end - 1), data[slice(*span)])
        for cut, end, span in edges
    ]


def _shard(first: bytes, last: bytes, data: bytes) -> Shard:
    return Shard(first, last, data, digest_of(data))


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


def code_lists(entries: Entries, spelling: Spelling) -> Coded:
    """The codes of the lists of entries."""
    bounds = np.concatenate(([0], np.cumsum(entries.lists.counts)))
    edges = np.searchsorted(bounds, np.arange(0, int(bounds[-1]) + _AT_ONCE, _AT_ONCE))
    edges = np.unique(np.append(np.minimum(edges, len(entries.places)), (0, len(entries.places)))).tolist()
    if len(edges) < 3:
        return _coded(entries, spelling)
    parts = []
    for first, end in pairwise(edges):
        lists = Lists(entries.lists.counts[first:end], entries.lists.rows[bounds[first] : bounds[end]])
        own = slice(first, end)
        some = Entries(entries.places[own], entries.depths[own], entries.kinds[own], entries.starts[own], lists)
        parts.append(_coded(some, spelling))
    heads, gaps, counts, marked = (
        Codes(*(np.concatenate([getattr(getattr(one, name), of) for one in parts]) for of in ("values", "widths")))
        for name in ("heads", "gaps", "counts", "marked")
    )
    owners = np.concatenate([one.owners + first for one, first in zip(parts, edges, strict=False)])
    return Coded(heads, gaps, counts, marked, owners, np.concatenate([one.bits for one in parts]))


def _coded(entries: Entries, spelling: Spelling) -> Coded:
    lists, size = entries.lists, len(entries.places)
    node = entries.kinds == NODE
    counts = lists.counts
    of = np.repeat(np.arange(size), counts)
    documents, hits, zones = lists.documents, lists.hits, lists.zones
    limit = spelling.leaf_limit
    number = gamma(np.where(node | (counts > limit), counts, limit + 1 - counts))
    kinds = np.array([0b0, 0b10, 0b11])[entries.kinds]
    heads = Codes((kinds << number.widths) | number.values, np.where(entries.kinds == MIXED, 1, 2) + number.widths)
    starts = np.cumsum(counts) - counts
    previous = np.concatenate((np.full(min(len(documents), 1), -1), documents[:-1]))
    previous[starts] = -1
    gap = rice(documents - previous - 1, rice_shift(spelling.capacity, counts)[of])
    inside = node[of]
    plain = (hits == 1) & (zones == BODY)
    weight = _weight_codes(hits, zones, inside)
    own = Codes(np.where(plain, 0, (1 << weight.widths) | weight.values), np.where(plain, 1, 1 + weight.widths))
    gaps = Codes(
        np.where(inside, (gap.values << own.widths) | own.values, gap.values),
        gap.widths + np.where(inside, own.widths, 0),
    )
    at = np.flatnonzero(~inside & ~plain)
    owners = of[at]
    count = gamma(np.bincount(owners, minlength=size) + 1)
    count.widths[node] = 0
    count.values[node] = 0
    marked = Codes(
        ((at - starts[owners]) << weight.widths[at]) | weight.values[at],
        bit_length(counts - 1)[owners] + weight.widths[at],
    )
    bits = _bits_of(of, gaps, size) + count.widths + _bits_of(owners, marked, size)
    return Coded(heads, gaps, count, marked, owners, bits)


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


def _label(entries: Entries, units: Units, index: int) -> bytes:
    place, depth = int(entries.places[index]), int(entries.depths[index])
    return units[place : place + depth].astype(">u2").tobytes()
