"""Which bulletins stand behind each entry of the index, and how strongly: arrays of flat, sorted postings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .suffixes import GONE, NODE, Sorted

Ints = NDArray[np.int64]
Rows = NDArray[np.uint32]

BODY, LEAD, TITLE = range(3)
MOST_HITS = 63  # beyond, nobody ranks by the number of hits
_HIT_BITS = 6
_ZONE_BITS = 2
_BLOCK = 6
PACKED_BITS = _HIT_BITS + _ZONE_BITS


@dataclass(frozen=True, slots=True)
class Origins:
    """Which bulletin each unit of the texts belongs to, and its zone (BODY, LEAD, TITLE).

    ``ends``: where title, lead and rest of each bulletin end, one after another; ``blocks``: for each ``1 << _BLOCK``
    units the number of the part in which they begin. Two short tables: as many numbers as units would take most of
    the memory, and be slower to ask.
    """

    ends: NDArray[np.int32]
    blocks: NDArray[np.int32]

    def owners(self, places: NDArray[np.int32]) -> NDArray[np.int32]:
        """For each place number of the bulletin and zone, in one number."""
        parts = self.blocks[places >> _BLOCK]
        going = np.flatnonzero(self.ends[parts] <= places)
        while going.size:
            parts[going] += 1
            going = going[self.ends[parts[going]] <= places[going]]
        documents = parts // 3
        found: NDArray[np.int32] = (documents << _ZONE_BITS) + (TITLE + 3 * documents - parts)
        return found


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of bulletins one after another: ``counts``: how long each is; ``rows``: bulletin, its best zone and how
    often the sequence stands in it (``MOST_HITS`` at most) in one number, sorted in each list.
    """

    counts: Ints
    rows: Rows

    @property
    def documents(self) -> Ints:
        """Numbers of the bulletins."""
        return (self.rows >> PACKED_BITS).astype(np.int64)

    @property
    def hits(self) -> Ints:
        """How often the sequence stands in each."""
        return (self.rows & MOST_HITS).astype(np.int64)

    @property
    def zones(self) -> Ints:
        """The best zone of each."""
        return (self.rows >> _HIT_BITS & 3).astype(np.int64)

    def some(self, chosen: Ints) -> Lists:
        """Some of the lists, in the order in which they are chosen."""
        counts = self.counts[chosen]
        firsts = (np.cumsum(self.counts) - self.counts)[chosen]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts - firsts, counts)
        return Lists(counts, self.rows[within])


@dataclass(frozen=True, slots=True)
class Entries:
    """Sequences of the index in order: leaves, and list nodes before the leaves they cover.

    ``places``: one place where the sequence stands; ``depths``: its length in units; ``kinds``: MIXED, PURE, NODE
    of ``suffixes``; ``starts``: the first of its places in the sorted ones; ``lists``: one for each.
    """

    places: Ints
    depths: Ints
    kinds: Ints
    starts: Ints
    lists: Lists


def origins_of(lengths: Ints) -> Origins:
    """Of texts one after another; ``lengths``: units of title, lead and rest of each bulletin in turn.

    >>> origins_of(np.array([2, 1, 0, 1, 0, 2])).owners(np.arange(6, dtype=np.int32)).tolist()
    [2, 2, 1, 6, 4, 4]
    """
    ends = np.cumsum(lengths).astype(np.int32)
    starts = np.arange(0, int(ends[-1]) if len(ends) else 0, 1 << _BLOCK)
    return Origins(ends, np.searchsorted(ends, starts, side="right").astype(np.int32))


def pack_rows(documents: Ints, zones: Ints, hits: Ints) -> Rows:
    """Rows of lists.

    >>> Lists(np.array([1]), pack_rows(np.array([7]), np.array([2]), np.array([99]))).hits.tolist()
    [63]
    """
    rows: Rows = (documents << PACKED_BITS | zones << _HIT_BITS | np.minimum(hits, MOST_HITS)).astype(np.uint32)
    return rows


def leaf_lists(found: Sorted, origins: Origins) -> Lists:
    """The bulletins of each leaf.

    >>> origins = origins_of(np.array([1, 0, 1, 0, 0, 0, 0, 0, 1]))
    >>> some = np.zeros(1, np.int64)
    >>> none = np.zeros((0, 3), np.int64)
    >>> lists = leaf_lists(Sorted(np.arange(3, dtype=np.int32), some, some, some, some, none, none), origins)
    >>> lists.counts.tolist(), lists.documents.tolist(), lists.hits.tolist(), lists.zones.tolist()
    ([2], [0, 2], [2, 1], [2, 0])
    """
    owners = np.repeat(np.arange(len(found.starts)), np.diff(np.append(found.starts, len(found.order))))
    keys = owners << 34 | origins.owners(found.order)
    keys.sort()
    pairs = keys >> _ZONE_BITS
    first = _firsts(pairs)
    hits = _lasts(first, len(keys)) - first + 1
    zones = keys[_lasts(first, len(keys))] & 3
    pairs = pairs[first]
    return Lists(np.bincount(pairs >> 32, minlength=len(found.starts)), pack_rows(pairs & 0xFFFFFFFF, zones, hits))


def node_lists(found: Sorted, leaves: Lists) -> Lists:
    """The bulletins of each list node, summed up from its leaves.

    Not from places: where a text repeats itself, most places lie in dozens of nodes.
    """
    bounds = np.concatenate(([0], np.cumsum(leaves.counts)))
    firsts, ends = (bounds[np.searchsorted(found.starts, edges)] for edges in found.nodes[:, :2].T)
    sizes = ends - firsts
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes - firsts, sizes)
    # All in one number: sorting numbers is several times as fast as sorting an order of them.
    keys = np.repeat(np.arange(len(sizes)), sizes) << 32 | leaves.rows[within]
    keys.sort()
    pairs = keys >> PACKED_BITS
    first = _firsts(pairs)
    last = keys[_lasts(first, len(keys))]
    hits = np.add.reduceat(keys & MOST_HITS, first) if first.size else first
    rows = pack_rows(last >> PACKED_BITS & (1 << 32 - PACKED_BITS) - 1, last >> _HIT_BITS & 3, hits)
    return Lists(np.bincount(last >> 32, minlength=len(sizes)), rows)


def entries_of(found: Sorted, leaves: Lists, nodes: Lists) -> Entries:
    """Leaves and list nodes in one order, each with its list."""
    starts, _, depths = found.nodes.T
    places = found.order[starts].astype(np.int64)
    return merge_entries(leaf_entries(found, leaves), Entries(places, depths, starts * 0 + NODE, starts, nodes))


def leaf_entries(found: Sorted, leaves: Lists) -> Entries:
    """Leaves alone."""
    return Entries(found.order[found.starts].astype(np.int64), found.depths, found.kinds, found.starts, leaves)


def merge_entries(leaves: Entries, nodes: Entries) -> Entries:
    """Leaves and list nodes in one order; without the tails that only nodes list."""
    both: Callable[[str], Ints] = lambda name: np.concatenate((getattr(leaves, name), getattr(nodes, name)))  # noqa: E731
    places, depths, kinds, starts = map(both, ("places", "depths", "kinds", "starts"))
    order = np.lexsort((depths, starts))
    order = order[kinds[order] != GONE]
    counts = np.concatenate((leaves.lists.counts, nodes.lists.counts))
    lists = Lists(counts, np.concatenate((leaves.lists.rows, nodes.lists.rows))).some(order)
    return Entries(places[order], depths[order], kinds[order], starts[order], lists)


def _firsts(sorted_numbers: Ints) -> Ints:
    return np.flatnonzero(np.append(True, sorted_numbers[1:] != sorted_numbers[:-1])[: len(sorted_numbers)])


def _lasts(firsts: Ints, count: int) -> Ints:
    lasts: Ints = np.append(firsts[1:], count)[: len(firsts)] - 1
    return lasts
