"""The codes of the entries of an index: how sequences are told, and the lists behind them (``shards.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .coding import Codes, bit_length, gamma, rice, rice_shift
from .limits import leaf_limits
from .postings import BODY, Entries, Lists
from .suffixes import MIXED, NODE, Units

Ints = NDArray[np.int64]
Column = tuple[Codes, Ints | None]  # with the entry of each code, where there is not one for each

_ALPHABET_BITS = 7
_AT_ONCE = 1 << 18  # postings coded together: bounds the memory, not the result


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


@dataclass(frozen=True, slots=True)
class Told:
    """Codes of sequences, in columns, and how many bits each takes."""

    columns: list[Column]
    bits: Ints


def code_sequences(places: Ints, depths: Ints, shared: Ints, spelling: Spelling) -> Told:
    """The codes of sequences, of which so many units are ``shared`` with the one before."""
    lcp, length = gamma(shared + 1), gamma(depths - shared)
    owners, spelt = _spelt(places, depths, spelling, shared)
    bits = lcp.widths + length.widths + np.bincount(owners, spelt.widths, len(places)).astype(np.int64)
    return Told([(lcp, None), (length, None), (spelt, owners)], bits)


def bits_of(owners: Ints, codes: Codes, count: int) -> Ints:
    """How many bits the codes of each owner take."""
    return np.bincount(owners, codes.widths, count).astype(np.int64)


def _spelt(places: Ints, depths: Ints, spelling: Spelling, shared: Ints) -> tuple[Ints, Codes]:
    """The codes of the units that each entry adds to what it shares, and whose they are."""
    new = depths - shared
    within = np.arange(int(new.sum())) - np.repeat(np.cumsum(new) - new, new)
    units = spelling.units[np.repeat(places + shared, new) + within]
    values, widths = np.arange(1 << 16), np.full(1 << 16, 18)
    values[:128] |= 1 << _ALPHABET_BITS
    widths[:128] = 2 + _ALPHABET_BITS
    for place, char in enumerate(spelling.alphabet):
        values[ord(char)], widths[ord(char)] = (1 << _ALPHABET_BITS) | place, 1 + _ALPHABET_BITS
    return np.repeat(np.arange(len(new)), new), Codes(values[units], widths[units])


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
    limit = leaf_limits(spelling.leaf_limit, entries.depths)
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
    bits = bits_of(of, gaps, size) + count.widths + bits_of(owners, marked, size)
    return Coded(heads, gaps, count, marked, owners, bits)


def _weight_codes(hits: Ints, zones: Ints, inside: NDArray[np.bool_]) -> Codes:
    """Weights other than one hit in the body; ``inside``: those in list nodes."""
    number = gamma(np.where(zones == BODY, np.maximum(hits - 1, 1), hits))
    marks, widths = np.array([[0b11, 0b0, 0b10], [0b0, 0b10, 0b11]]), np.array([[2, 1, 2], [1, 2, 2]])
    row = inside.astype(np.int64)
    return Codes((marks[row, zones] << number.widths) | number.values, widths[row, zones] + number.widths)


def shared_units(ones: Ints, others: Ints, limit: Ints, units: Units) -> Ints:
    """How many units two places share, up to a limit for each pair."""
    shared = np.zeros(len(ones), np.int64)
    going = np.arange(len(ones))
    depth = 0
    while going.size:
        going = going[limit[going] > depth]
        going = going[units[others[going] + depth] == units[ones[going] + depth]]
        depth += 1
        shared[going] = depth
    return shared
