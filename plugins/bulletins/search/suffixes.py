"""Sorting every place of the texts by what follows it, as deep as is needed to tell places apart.

A sequence that stands at more than ``leaf_limit`` places is split by its next character; the parts that stand at
no more make *leaves*, neighbouring parts sharing one (a *mixed* leaf) as far as the limit allows. Each place of the
texts lies in exactly one leaf. The places that start with any query are a run of whole leaves, whatever its length,
or lie in one leaf: then they are so few that their texts can be looked at. A *list node* is a sequence so frequent
that its bulletins are worth listing in one piece. A *tail* is a sequence that only ever stands after the same
characters: what follows it is told apart after these, and only there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .documents import SearchSettings
from .limits import leaf_limits

Units = NDArray[np.uint16]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int32]
Keys = NDArray[np.uint64]
Befores = Callable[[Places], Places]

UNIT_BITS = 16
MIXED, PURE, NODE, GONE = range(4)
IN_TAIL = 128
_FEW_PLACES = 60_000
_UNITS = 4  # in a number of 64 bits
_LOWER = np.uint64(0x7FFF_7FFF_7FFF_7FFF)
LEAVES_IN_TAIL = 4  # where it has to be listed all the same, a tail of fewer saves little


@dataclass(frozen=True, slots=True)
class Sorted:
    """Places in the order of what follows them, cut into leaves.

    ``order``: places. ``starts``: for each leaf the index into ``order`` of its first place; ``depths``: how
    many units long its first sequence is; ``kinds``: PURE; MIXED where further sequences, that differ from the first
    in their last unit, share the leaf; GONE where a tail begins that a list node above it lists.
    ``marks``: for each place how many units tell it apart, and IN_TAIL more where a tail does.
    ``nodes`` and ``tails``: rows of start, end, depth: runs in ``order``, outer ones first.
    """

    order: Places
    marks: NDArray[np.uint8]
    starts: Ints
    depths: Ints
    kinds: Ints
    nodes: Ints
    tails: Ints


@dataclass(slots=True)
class _State:
    order: Places
    bases: NDArray[np.int16]
    marks: NDArray[np.uint8]
    starts: Flags
    kinds: NDArray[np.int8]
    nodes: list[Ints]
    tails: list[Ints]


def sort_places(
    units: Units,
    befores: Befores,
    places: Places,
    settings: SearchSettings,
    runs: Ints,
    bases: Ints,
    *,
    in_lists: bool = True,
) -> Sorted:
    """Sort ``places`` (indexes into ``units``) and cut them into leaves, list nodes and tails.

    ``units`` are UTF-16 code units, each field ended by a unit 0, with at least ``depth_limit`` + 4 zeros at the
    end. ``befores``: what stands before a place, a number of its own below 0 where no tail may reach across. No leaf
    goes on past a 0. Equal sequences come in no particular order: sort them by bulletin afterwards.
    ``runs``: numbers from 0, in order: what each place is sorted within. The places of a run start with the same
    units, as many as ``bases`` says of the run: all that start so, or all of neighbouring parts of these.
    ``in_lists``: whether what they start with has a list of its own, or is nothing.

    >>> units = np.array([97, 98, 97, 98, 0] + [0] * 70, dtype=np.uint16)
    >>> places, zeros = np.arange(4, dtype=np.int32), np.zeros(4, np.int64)
    >>> found = sort_places(units, lambda some: -some, places, SearchSettings(leaf_limit=1), zeros, zeros[:1])
    >>> found.order.tolist(), found.depths.tolist(), (found.kinds == MIXED).any().item()
    ([2, 0, 3, 1], [3, 3, 2, 2], False)
    """
    count = len(places)
    state = _State(
        places.copy(), bases.astype(np.int16)[runs], np.zeros(count, np.uint8), np.zeros(count, np.bool_),
        np.full(count, PURE, np.int8), [], [],
    )  # fmt: skip
    slots = np.arange(count)
    groups = runs
    before = befores(places)
    listed = np.full(count, in_lists)  # the group that the place lies in has a list of its own
    depth = held = 0
    while slots.size:
        places = state.order[slots]
        step, own = _step(groups)
        if held < min(step, 2):
            windows, held = _windows(units, places + state.bases[slots] + depth), _UNITS
        step = min(step, held)
        keys, order = _ordered(groups, windows, step, own)
        places, before, windows = places[order], before[order], windows[order] << np.uint64(UNIT_BITS * step)
        state.order[slots] = places
        is_open, listed = _cut(state, slots, keys, before, listed, depth, step, settings)
        going_on = np.flatnonzero(is_open)
        keys, slots, before, windows = keys[going_on], slots[going_on], before[going_on], windows[going_on]
        listed = listed[going_on]
        groups = np.cumsum(np.concatenate(([0], keys[1:] != keys[:-1]))) if slots.size else groups
        depth += step
        held -= step
    starts = np.flatnonzero(state.starts)
    kinds = state.kinds[starts].astype(np.int64)
    depths = (state.marks[starts] % IN_TAIL).astype(np.int64)
    return Sorted(state.order, state.marks, starts, depths, kinds, _joined(state.nodes), _joined(state.tails))


def _joined(found: list[Ints]) -> Ints:
    """Runs, outer ones first; of those of the same places the deepest."""
    rows = np.concatenate([np.zeros((0, 3), np.int64), *found])
    rows = rows[np.lexsort((rows[:, 2], -rows[:, 1], rows[:, 0]))]
    kept: Ints = rows[np.append((rows[1:, :2] != rows[:-1, :2]).any(axis=1), True)[: len(rows)]]
    return kept


def _step(groups: Ints) -> tuple[int, int]:
    """How many units stand beside the group in one number, and how many bits beside them say which place it is."""
    left = 64 - int(groups[-1]).bit_length()
    own = len(groups).bit_length()
    if len(groups) < _FEW_PLACES or left - own < UNIT_BITS:
        return min(left // UNIT_BITS, _UNITS - 1), 0
    return min((left - own) // UNIT_BITS, _UNITS - 1), own


def _ordered(groups: Ints, windows: Keys, step: int, own: int) -> tuple[Keys, Ints]:
    """The sorted keys of group and ``step`` units, and the order of the places."""
    keys = groups.astype(np.uint64) << np.uint64(UNIT_BITS * step) | windows >> np.uint64(UNIT_BITS * (_UNITS - step))
    if not own:
        order = np.argsort(keys)
        return keys[order], order
    # Numbers that end with the place's own number: sorting these is several times as fast as sorting an order.
    keys = keys << np.uint64(own) | np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    return keys >> np.uint64(own), (keys & np.uint64((1 << own) - 1)).astype(np.int64)


def _windows(units: Units, places: Places) -> Keys:
    """The next units in one number, the first in its highest bits; those after a field's end count as 0.

    >>> [f"{window:x}" for window in _windows(np.array([1, 2, 0, 3, 4, 5], np.uint16), np.array([0, 2])).tolist()]
    ['1000200000000', '0']
    """
    # Read where they stand: numbers of several units that begin at each unit.
    ahead = np.ndarray((max(len(units) - _UNITS + 1, 0),), "<u8", units.astype("<u2", copy=False), 0, (2,))
    found: Keys = ahead[places].byteswap().view("<u2").byteswap().view("<u8")
    ended = ~((found & _LOWER) + _LOWER | found | _LOWER)  # the highest bit of each unit that is 0
    some = np.flatnonzero(ended)
    ended = ended[some]
    ended |= ended >> np.uint64(UNIT_BITS)
    ended |= ended >> np.uint64(2 * UNIT_BITS)
    found[some] &= ~((ended >> np.uint64(UNIT_BITS - 1)) * np.uint64(0xFFFF))
    return found


def _cut(
    state: _State,
    slots: Ints,
    keys: Keys,
    before: Places,
    listed: Flags,
    depth: int,
    step: int,
    settings: SearchSettings,
) -> tuple[Flags, Flags]:
    """Mark leaves, list nodes and tails among the sorted keys; which places are still in too large a group, and
    whether it has a list."""
    open_places = np.ones(len(keys), np.bool_)
    base = state.bases[slots]
    for offset in range(1, step + 1):
        prefix = keys >> np.uint64(UNIT_BITS * (step - offset))
        first = np.flatnonzero(np.concatenate(([True], prefix[1:] != prefix[:-1])))
        sizes = np.diff(np.append(first, len(keys)))
        own = base[first] + (depth + offset)
        ended = (prefix[first] & np.uint64(0xFFFF)) == 0
        is_open = open_places[first]
        limits = leaf_limits(settings.leaf_limit, own)
        small = sizes <= limits
        final = is_open & (small | ended | (own == settings.depth_limit))
        tails = is_open & ~final & (np.minimum.reduceat(before, first) == np.maximum.reduceat(before, first))
        tails &= listed[first] | (sizes > settings.leaf_limit * LEAVES_IN_TAIL)
        shared = np.flatnonzero(final & ~ended & small)
        heads, members = _share(shared, sizes[shared], prefix[first[shared]] >> np.uint64(UNIT_BITS), limits[shared])
        heads = slots[first[heads]]
        state.starts[slots[first[tails | (final & (ended | ~small))]]] = True
        state.starts[heads] = True
        state.kinds[heads[members > 1]] = MIXED
        begins = slots[first]
        state.kinds[begins[tails & listed[first]]] = GONE
        covered = np.repeat(final | tails, sizes)
        state.marks[slots[covered]] = base[covered] + (depth + offset) + IN_TAIL * np.repeat(tails, sizes)[covered]
        is_large = sizes > settings.list_limit
        for found, chosen in ((state.tails, tails), (state.nodes, is_open & ~final & ~tails & is_large)):
            found.append(np.stack((begins, begins + sizes, own), axis=1)[chosen])
        listed = np.repeat(is_large, sizes)
        open_places &= ~covered
    return open_places, listed


def _share(runs: Ints, sizes: Ints, parents: Keys, limits: Ints) -> tuple[Ints, Ints]:
    """Let neighbouring runs of one parent share leaves of at most ``limits`` places, filled from the left.

    ``runs`` are numbers of runs, in order. Gives the first run of each leaf, and how many runs share it.

    >>> heads, members = _share(np.array([3, 4, 5, 7]), np.array([2, 2, 1, 1]), np.zeros(4), np.full(4, 4))
    >>> heads.tolist(), members.tolist()
    ([3, 5, 7], [2, 1, 1])
    """
    if not runs.size:
        return runs, runs
    parted = np.concatenate(([True], (runs[1:] != runs[:-1] + 1) | (parents[1:] != parents[:-1])))
    row_starts = np.flatnonzero(parted)
    row_ends = np.append(row_starts[1:], len(runs))
    ends = np.cumsum(sizes)
    reach = np.searchsorted(ends, ends - sizes + limits, side="right")
    chosen = [row_starts]
    current = row_starts
    while True:
        current = reach[current]
        going_on = current < row_ends
        current, row_ends = current[going_on], row_ends[going_on]
        if not current.size:
            break
        chosen.append(current)
    heads = np.sort(np.concatenate(chosen))
    return runs[heads], np.diff(np.append(heads, len(runs)))
