"""Which bulletins stand behind each entry of the index, and how strongly: arrays of flat, sorted postings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .suffixes import GONE, NODE, Sorted

Ints = NDArray[np.int64]

BODY, LEAD, TITLE = range(3)
MOST_HITS = 15  # beyond fifteen hits nobody ranks by the number of hits
_HIT_BITS = 4
_ZONE_BITS = 2
_PACKED_BITS = _HIT_BITS + _ZONE_BITS
_DOCUMENT_BITS = 32 - _PACKED_BITS
_DOCUMENTS = (1 << _DOCUMENT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Origins:
    """For each unit of the texts: which bulletin it belongs to, and its zone (BODY, LEAD, TITLE)."""

    documents: NDArray[np.int32]
    zones: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted (entry, bulletin) pairs: ``hits``: how often the one stands in the other, exact up to
    ``MOST_HITS``; ``zones``: its best zone."""

    entries: Ints
    documents: Ints
    hits: Ints
    zones: Ints


@dataclass(frozen=True, slots=True)
class Entries:
    """Sequences of the index in order: leaves, and list nodes before the leaves they cover.

    ``places``: one place where the sequence stands; ``depths``: its length in units; ``kinds``: MIXED, PURE, NODE
    of ``suffixes``.
    """

    places: Ints
    depths: Ints
    kinds: Ints
    postings: Postings


def collapse(entries: Ints, places: Ints, origins: Origins) -> Postings:
    """Make (entry, place) pairs into postings.

    >>> origins = Origins(np.array([0, 0, 3], np.int32), np.array([0, 2, 0], np.uint8))
    >>> found = collapse(np.array([0, 0, 0]), np.array([0, 1, 2]), origins)
    >>> found.documents.tolist(), found.hits.tolist(), found.zones.tolist()
    ([0, 3], [2, 1], [2, 0])
    """
    keys = (entries << 34) | (origins.documents[places].astype(np.int64) << _ZONE_BITS) | origins.zones[places]
    keys = np.sort(keys)
    pairs = keys >> _ZONE_BITS
    first = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    last = np.append(first[1:], len(keys)) - 1
    pairs = pairs[first]
    return Postings(pairs >> 32, pairs & 0xFFFFFFFF, np.diff(np.append(first, len(keys))), keys[last] & 3)


def entries_of(found: Sorted, origins: Origins) -> Entries:
    """Leaves and list nodes in one order, each with its postings."""
    node_starts = np.array([start for start, _, _ in found.nodes], np.int64)
    node_ends = np.array([end for _, end, _ in found.nodes], np.int64)
    node_depths = np.array([depth for _, _, depth in found.nodes], np.int64)
    starts = np.concatenate((found.starts, node_starts))
    depths = np.concatenate((found.depths, node_depths))
    order = np.lexsort((depths, starts))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    kinds = np.concatenate((found.kinds, np.full(len(node_starts), NODE)))
    leaves = collapse(
        np.repeat(np.arange(len(found.starts)), np.diff(np.append(found.starts, len(found.order)))),
        found.order,
        origins,
    )
    # A node is summed up from its leaves: where a text repeats itself, most places lie in dozens of nodes.
    bounds = np.searchsorted(leaves.entries, np.arange(len(found.starts) + 1))
    firsts, ends = (bounds[np.searchsorted(found.starts, edges)] for edges in (node_starts, node_ends))
    postings = _summed(leaves, rank, firsts, ends - firsts)
    return _kept(Entries(found.order[starts[order]], depths[order], kinds[order], postings))


def _kept(entries: Entries) -> Entries:
    """Without the tails that only nodes list."""
    stay = entries.kinds != GONE
    number = np.cumsum(stay) - 1
    own = stay[entries.postings.entries]
    old = entries.postings
    postings = Postings(number[old.entries[own]], old.documents[own], old.hits[own], old.zones[own])
    return Entries(entries.places[stay], entries.depths[stay], entries.kinds[stay], postings)


def _summed(leaves: Postings, rank: Ints, firsts: Ints, sizes: Ints) -> Postings:
    """Postings of leaves and nodes under their ranks; a node's are ``sizes`` of the leaves' from ``firsts`` on."""
    # All in one number: sorting numbers is several times as fast as sorting an order of them.
    packed = leaves.documents << _PACKED_BITS | leaves.zones << _HIT_BITS | np.minimum(leaves.hits, MOST_HITS)
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes - firsts, sizes)
    keys = np.concatenate(
        (
            rank[leaves.entries] << 32 | packed,
            np.repeat(rank[len(rank) - len(sizes) :], sizes) << 32 | packed[within],
        )
    )
    del packed, within
    keys.sort()
    pairs = keys >> _PACKED_BITS
    first = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    pairs = pairs[first]
    last = keys[np.append(first[1:], len(keys)) - 1]
    hits = np.add.reduceat(keys & MOST_HITS, first)
    return Postings(pairs >> _DOCUMENT_BITS, pairs & _DOCUMENTS, hits, last >> _HIT_BITS & 3)
