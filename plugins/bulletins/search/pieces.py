"""The index cut into pieces that can be made one by one: list nodes, and the *cells* between them.

A cell is a part of a list node that is no list node itself, with all that starts so; neighbouring parts that are
small enough for leaves they may share make one cell together. Where sequences begin with other units, in groups of
``1 << GROUP_BITS``, cells and shards end anyway. What a cell looks like depends on its own places alone, so that a
changed bulletin changes the cells in which it stands, and shards begin with pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .limits import leaf_limits
from .suffixes import Sorted, Units

Ints = NDArray[np.int64]

GROUP_BITS = 6
NODE, CELL, SMALL = range(3)


@dataclass(frozen=True, slots=True)
class Pieces:
    """In the order of their sequences. ``starts``: first place, as an index into the sorted places; ``spans``: how many
    places start so; ``depths``: units of the sequence (of small cells: of their first); ``kinds``: NODE, CELL,
    SMALL; ``parents``: number of the node that a piece is a part of, below 0 outside all nodes.
    """

    starts: Ints
    spans: Ints
    depths: Ints
    kinds: Ints
    parents: Ints

    @property
    def sizes(self) -> Ints:
        """How many places each adds to the sorted ones; a node none, its cells do."""
        return np.where(self.kinds == NODE, 0, self.spans)


def pieces_of(found: Sorted, units: Units, runs: Ints, bases: Ints, leaf_limit: int) -> Pieces:
    """The pieces of sorted runs (``sort_places``); the parent of those outside the nodes found is -1 less the run."""
    nodes = np.concatenate((found.nodes, [[0, 0, 0]]))  # the last stands for no node
    owners, outer = _owners(found)
    first = found.order[found.starts]
    run = runs[found.starts]
    known = np.where(owners >= 0, nodes[owners, 2], bases[run])
    sizes = np.diff(np.append(found.starts, len(found.order)))
    small = (
        (found.depths == known + 1)
        & (sizes <= leaf_limits(leaf_limit, found.depths))
        & (units[first + found.depths - 1] != 0)
    )
    part = np.where(small, -1, units[first + known].astype(np.int64))
    changed = [one[1:] != one[:-1] for one in (run, owners, part)]
    cells = np.flatnonzero(np.append(True, np.logical_or.reduce(changed))[: len(first)])
    starts = np.concatenate((found.starts[cells], found.nodes[:, 0]))
    spans = np.concatenate(
        (np.diff(np.append(found.starts[cells], len(found.order))), np.diff(found.nodes[:, :2])[:, 0])
    )
    depths = np.concatenate((known[cells] + 1, found.nodes[:, 2]))
    kinds = np.concatenate((np.where(small[cells], SMALL, CELL), np.full(len(outer), NODE)))
    order = np.lexsort((depths, starts))
    place = np.empty(len(order) + 1, np.int64)
    place[order] = np.arange(len(order))
    owner = np.concatenate((owners[cells], outer))
    of_run = np.concatenate((run[cells], runs[found.nodes[:, 0]]))
    parents = np.where(owner >= 0, place[len(cells) + owner], -1 - of_run)
    return Pieces(starts[order], spans[order], depths[order], kinds[order], parents[order])


def _owners(found: Sorted) -> tuple[Ints, Ints]:
    """For each leaf, and for each node, the innermost node around it; -1 for none."""
    owners = np.full(len(found.starts), -1, np.int64)
    outer = np.full(len(found.nodes), -1, np.int64)
    for number, (start, end) in enumerate(np.searchsorted(found.starts, found.nodes[:, :2]).tolist()):
        outer[number] = owners[start]
        owners[start:end] = number
    return owners, outer


def piece_bits(pieces: Pieces, starts: Ints, nodes: NDArray[np.bool_], sizes: Ints) -> tuple[Ints, Ints]:
    """How many bits each piece takes, and how many entries it has; of entries their ``starts``, whether they are list
    nodes, and their ``sizes`` in bits."""
    of = np.empty(len(starts), np.int64)
    cells = np.flatnonzero(pieces.kinds != NODE)
    of[nodes] = np.flatnonzero(pieces.kinds == NODE)
    of[~nodes] = cells[np.searchsorted(pieces.starts[cells], starts[~nodes], side="right") - 1]
    count = len(pieces.starts)
    return np.bincount(of, sizes, count).astype(np.int64), np.bincount(of, minlength=count)


def cuts_of(bits: Ints, groups: Ints, limit: int) -> list[int]:
    """The pieces with which shards of about ``limit`` bits begin: with each group, and before what would be too much.

    >>> cuts_of(np.array([5, 4, 9, 1, 1]), np.array([0, 0, 0, 0, 1]), 10)
    [0, 2, 4]
    """
    cuts: list[int] = []
    total, before = 0, -1
    for number, (size, group) in enumerate(zip(bits.tolist(), groups.tolist(), strict=True)):
        if not size:
            continue
        if group != before or total >= limit or (2 * total >= limit and total + size > limit):
            cuts.append(number)
            total, before = 0, group
        total += size
    return cuts
