"""Which places inside a cell an edit makes stale: groups of places that start alike, as small as they may be.

What stands in a group depends on its own places alone, as long as the groups around it stay what they are: too large
for a leaf, too small for a list, and no tails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .limits import leaf_limits
from .making import Corpus, Cut
from .parting import Cell, Parting
from .suffixes import LEAVES_IN_TAIL, Places, Units
from .trie import Stale

Ints = NDArray[np.int64]

_FEW = 4  # full leaves: so many places are sorted as fast as parted


@dataclass(frozen=True, slots=True)
class Group:
    """Entries ``first`` to ``end`` of a cell, all leaves, that share ``depth`` units; ``added`` places belong in it."""

    piece: int
    first: int
    end: int
    depth: int
    added: list[int]


@dataclass(slots=True)
class _Items:
    """Changed places, each with the group that it has led to so far, and the innermost one that might be a tail."""

    places: Ints
    gains: Ints
    pieces: Ints
    first: Ints
    end: Ints
    depth: Ints
    outer: NDArray[np.int64]


def groups_in(
    cut: Cut, stale: Sequence[Stale], moved: Places, units: tuple[Units, Units], corpus: Corpus
) -> tuple[list[Stale], list[Group], list[Cell]]:
    """Stale runs that have to be made anew as a whole; of the other places the groups that do; and tails that stay.
    ``moved``: where the sorted places are now; ``units``: old and new ones."""
    parting = Parting(cut, stale, units, corpus)
    cells = parting.cells()
    inner = [cell for cell in cells if not cell.is_tail]
    if not inner:
        return parting.parted(()), [], cells
    items = _items(cut, inner)
    starts = np.append(cut.table.starts, len(cut.order))
    _descend(items, cut, starts, units, corpus)
    lost = set(items.pieces[_tails(items, cut, starts, moved, corpus)].tolist())
    groups = _outermost(items, np.flatnonzero(~np.isin(items.pieces, list(lost))))
    return parting.parted(lost), groups, [cell for cell in cells if cell.is_tail]


def _items(cut: Cut, cells: Sequence[Cell]) -> _Items:
    counts = [len(cell.added) + len(cell.removed) for cell in cells]
    pieces = np.repeat(np.array([cell.piece for cell in cells], np.int64), counts)
    places = np.array([place for cell in cells for place in (*cell.added, *cell.removed)], np.int64)
    gains = np.array([by for cell in cells for by in [1] * len(cell.added) + [-1] * len(cell.removed)], np.int64)
    firsts = np.append(0, np.cumsum(cut.counts))
    first, end = firsts[pieces], firsts[pieces + 1]
    return _Items(places, gains, pieces, first, end, cut.pieces.depths[pieces], np.stack((first, end)))


def _descend(items: _Items, cut: Cut, starts: Ints, units: tuple[Units, Units], corpus: Corpus) -> None:
    """Lead each changed place to the innermost group that stays one."""
    old, new = units
    heads, settings = cut.order[starts[:-1]], corpus.settings
    few = _FEW * settings.leaf_limit
    going = np.flatnonzero(starts[items.end] - starts[items.first] > few)

    def unit_at(leaves: Ints) -> Units:
        found: Units = old[heads[np.minimum(leaves, len(heads) - 1)] + depth]
        return found

    while going.size:
        depth, places = items.depth[going], items.places[going]
        unit = np.where(items.gains[going] > 0, new[np.minimum(places + depth, len(new) - 1)], 0)
        gone = items.gains[going] < 0
        unit[gone] = old[places[gone] + depth[gone]]
        first = _bound(items.first[going], items.end[going], lambda at: unit_at(at) < unit)  # noqa: B023
        end = _bound(first, items.end[going], lambda at: unit_at(at) <= unit)  # noqa: B023
        is_open = (first < end) & (cut.table.depths[np.minimum(first, len(heads) - 1)] > depth + 1)
        going, first, end = going[is_open], first[is_open], end[is_open]
        _, of = np.unique(first, return_inverse=True)
        before = starts[end] - starts[first]
        now = before + np.bincount(of, items.gains[going], minlength=1)[of].astype(np.int64) if of.size else before
        inside = now > leaf_limits(settings.leaf_limit, items.depth[going] + 1)
        going, first, end = going[inside], first[inside], end[inside]
        items.first[going], items.end[going] = first, end
        items.depth[going] += 1
        large = now[inside] > settings.leaf_limit * LEAVES_IN_TAIL
        items.outer[:, going[large]] = first[large], end[large]
        going = going[before[inside] > few]


def _bound(first: Ints, end: Ints, is_before: Callable[[Ints], NDArray[np.bool_]]) -> Ints:
    """For each the first number from ``first`` on that is not before; ``end`` where all are."""
    low, high = first.copy(), end.copy()
    while (low < high).any():
        middle = low + high >> 1
        before = is_before(middle)
        some = low < high
        low = np.where(some & before, middle + 1, low)
        high = np.where(some & ~before, middle, high)
    return low


def _tails(items: _Items, cut: Cut, starts: Ints, moved: Places, corpus: Corpus) -> NDArray[np.bool_]:
    """Which changed places stand in a group that is a tail now: all its places after the same unit."""
    groups, of = np.unique(items.outer[0] << 32 | items.outer[1], return_inverse=True)
    begins, ends = starts[groups >> 32], starts[groups & 0xFFFFFFFF]
    sizes = ends - begins
    slots = np.arange(int(sizes.sum())) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    gone = np.zeros(int(cut.order.max(initial=0)) + 1, np.bool_)
    gone[items.places[items.gains < 0]] = True
    stay = ~gone[cut.order[slots]]
    added = items.gains > 0
    owners = np.concatenate((np.repeat(np.arange(len(sizes)), sizes)[stay], of[added]))
    before = corpus.before(np.concatenate((moved[slots[stay]], items.places[added])).astype(np.int32))
    least, most = np.full(len(sizes), 1 << 40), np.full(len(sizes), -(1 << 40))
    np.minimum.at(least, owners, before)
    np.maximum.at(most, owners, before)
    tails: NDArray[np.bool_] = (least >= most)[of]
    return tails


def _outermost(items: _Items, chosen: Ints) -> list[Group]:
    order = chosen[np.lexsort((items.depth[chosen], -items.end[chosen], items.first[chosen]))]
    groups: list[Group] = []
    for item in order.tolist():
        if not groups or int(items.first[item]) >= groups[-1].end:
            groups.append(
                Group(int(items.pieces[item]), int(items.first[item]), int(items.end[item]), int(items.depth[item]), [])
            )
        if items.gains[item] > 0:
            groups[-1].added.append(int(items.places[item]))
    return groups
