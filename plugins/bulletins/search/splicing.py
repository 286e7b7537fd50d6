"""A cut index with some runs of its places and entries in place of former ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .assembling import Origins
from .making import Cut, Tail
from .patching import merged_lists
from .pieces import Pieces
from .regrouping import Group
from .suffixes import IN_TAIL, Places
from .tables import COLUMNS, Table, joined_tables
from .trie import Stale

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Swap:
    """Former places and entries, and the fresh ones in place of them. ``piece``: the one that holds them all and
    stays, -1 where whole pieces are made anew."""

    places: slice
    entries: slice
    fresh_places: slice
    fresh_entries: slice
    piece: int = -1


def run_swaps(cut: Cut, runs: Sequence[Stale], bounds: Ints, fresh: Table) -> list[Swap]:
    """Stale runs of pieces, of which the fresh places stand between ``bounds``."""
    starts = np.append(cut.pieces.starts, len(cut.order)).tolist()
    entries = np.append(0, np.cumsum(cut.counts)).tolist()
    made = np.searchsorted(fresh.starts, bounds).tolist()
    return [
        Swap(
            slice(starts[run.first], starts[run.end]),
            slice(entries[run.first], entries[run.end]),
            slice(int(bounds[number]), int(bounds[number + 1])),
            slice(made[number], made[number + 1]),
        )
        for number, run in enumerate(runs)
    ]


def group_swaps(groups: Sequence[Group], starts: Sequence[int], bounds: Ints, fresh: Table) -> list[Swap]:
    """Groups of places, of which the fresh ones stand between ``bounds``; ``starts``: those of all former entries."""
    made = np.searchsorted(fresh.starts, bounds).tolist()
    return [
        Swap(
            slice(starts[one.first], starts[one.end]),
            slice(one.first, one.end),
            slice(int(bounds[number]), int(bounds[number + 1])),
            slice(made[number], made[number + 1]),
            one.piece,
        )
        for number, one in enumerate(groups)
    ]


def kept_tails(
    cut: Cut, pieces: Sequence[int], rows: Sequence[Places], places: int, entries: int
) -> tuple[Cut, list[Swap]]:
    """Tails that stay, each a piece of its own, with other places; ``places`` and ``entries`` stand before theirs."""
    firsts = np.append(0, np.cumsum(cut.counts)).tolist()
    starts = np.append(cut.pieces.starts, len(cut.order)).tolist()
    sizes = np.array([len(row) for row in rows], np.int64)
    bounds = np.append(0, np.cumsum(sizes))
    known = dict(zip(cut.tail_starts.tolist(), cut.tails, strict=True))
    some = np.array([firsts[piece] for piece in pieces])
    depths, none = cut.table.depths[some], np.zeros(len(pieces), np.int64)
    table = Table(sizes.astype(np.int32), cut.table.kinds[some], depths, none.astype(np.uint16), none.astype(np.uint32))
    made = replace(
        cut,
        order=np.concatenate(rows),
        marks=np.repeat(depths + np.uint8(IN_TAIL), sizes),
        table=table,
        tails=[known[starts[piece]] for piece in pieces],
        tail_starts=bounds[:-1],
    )
    return made, [
        Swap(
            slice(starts[piece], starts[piece + 1]),
            slice(firsts[piece], firsts[piece + 1]),
            slice(places + int(bounds[number]), places + int(bounds[number + 1])),
            slice(entries + number, entries + number + 1),
            piece,
        )
        for number, piece in enumerate(pieces)
    ]


def with_inner(fresh: Cut, inner: Cut) -> Cut:
    """Fresh pieces, and behind their places and entries those of groups inside former ones."""
    return replace(
        fresh,
        order=np.concatenate((fresh.order, inner.order)),
        marks=np.concatenate((fresh.marks, inner.marks)),
        table=joined_tables([fresh.table, inner.table]),
        tails=[*fresh.tails, *inner.tails],
        tail_starts=np.concatenate((fresh.tail_starts, inner.tail_starts + len(fresh.order))),
    )


def spliced_cut(
    cut: Cut, fresh: Cut, runs: Sequence[Stale], swaps: Sequence[Swap], nodes: Mapping[int, int]
) -> tuple[Cut, Ints, Origins]:
    """The index with the ``swaps``; the first of these, in order, are the ``runs``. ``nodes`` that stay gain places.
    And of each piece and each entry the former one that it is, below 0 for a fresh one."""
    chosen = _chosen(cut, fresh, runs, [swap.fresh_places.start for swap in swaps[: len(runs)]])
    inside = [swap for swap in swaps if swap.piece >= 0]
    pieces = _pieces(cut, fresh, chosen, runs, nodes, inside)
    swaps = sorted(swaps, key=lambda swap: (swap.entries.start, swap.entries.stop))
    places, entries = (
        [(swap.places, swap.fresh_places) for swap in swaps],
        [(swap.entries, swap.fresh_entries) for swap in swaps],
    )
    columns = (_swapped(getattr(cut.table, name), getattr(fresh.table, name), entries) for name in COLUMNS)
    table = Table(*columns)
    counts = both(chosen, cut.counts, fresh.counts)
    stay = positions(chosen, len(cut.bits))
    for swap in inside:
        counts[stay[swap.piece]] += _size(swap.fresh_entries) - _size(swap.entries)
    bits = both(chosen, cut.bits, fresh.bits)
    firsts, measures = np.cumsum(counts) - counts, table.measures if inside else np.zeros(0, np.int64)
    for piece in {int(stay[swap.piece]) for swap in inside}:
        bits[piece] = measures[firsts[piece] : firsts[piece] + counts[piece]].sum()
    tails, tail_starts = _tails(cut, fresh, places)
    whole = Cut(
        _swapped(cut.order, fresh.order, places), _swapped(cut.marks, fresh.marks, places), pieces, bits, counts, table,
        merged_lists(cut, fresh, chosen, pieces), tails, tail_starts,
    )  # fmt: skip
    origin = _swapped(np.arange(len(cut.table.kinds)), -1 - np.arange(len(fresh.table.kinds)), entries)
    return whole, chosen, Origins(origin, origin.copy())


def both(chosen: Ints, former: Ints, made: Ints) -> Ints:
    """Of former ones, or below 0 of fresh ones, those chosen."""
    found = np.empty(len(chosen), np.int64)
    old, own = chosen >= 0, chosen < 0
    found[old], found[own] = former[chosen[old]], made[-1 - chosen[own]]
    return found


def positions(chosen: Ints, count: int) -> Ints:
    """Where each of ``count`` former ones is among those chosen; -1 for none."""
    found = np.full(count, -1, np.int64)
    found[chosen[chosen >= 0]] = np.flatnonzero(chosen >= 0)
    return found


def _size(of: slice) -> int:
    return int(of.stop - of.start)


def _swapped(former: NDArray[Any], fresh: NDArray[Any], swaps: Sequence[tuple[slice, slice]]) -> NDArray[Any]:
    """A row with some runs of it swapped, in order."""
    parts, at = [], 0
    for old, new in swaps:
        parts += [former[at : old.start], fresh[new]]
        at = old.stop
    return np.concatenate([*parts, former[at:]])


def _chosen(cut: Cut, fresh: Cut, runs: Sequence[Stale], bounds: Sequence[int]) -> Ints:
    """Of each piece the former one that it is, or -1 less the fresh one."""
    firsts = np.searchsorted(fresh.pieces.starts, np.array([*bounds, 1 << 62]))
    swaps = [
        (slice(run.first, run.end), slice(int(firsts[number]), int(firsts[number + 1])))
        for number, run in enumerate(runs)
    ]
    return _swapped(np.arange(len(cut.bits)), -1 - np.arange(len(fresh.bits)), swaps)


def _pieces(
    cut: Cut, fresh: Cut, chosen: Ints, runs: Sequence[Stale], nodes: Mapping[int, int], inside: Sequence[Swap]
) -> Pieces:
    own, number_of = np.flatnonzero(chosen < 0), positions(chosen, len(cut.bits))
    outer = np.array([number_of[run.parent] if run.parent >= 0 else run.parent for run in runs], np.int64)
    pieces = fresh.pieces
    parents = np.where(pieces.parents >= 0, own[np.maximum(pieces.parents, 0)] if own.size else 0, 0)
    lone = pieces.parents < 0
    parents[lone] = outer[-1 - pieces.parents[lone]]
    former = np.where(cut.pieces.parents >= 0, number_of[np.maximum(cut.pieces.parents, 0)], cut.pieces.parents)
    spans = cut.pieces.spans.copy()
    for node, by in nodes.items():
        spans[node] += by
    for swap in inside:
        spans[swap.piece] += _size(swap.fresh_places) - _size(swap.places)
    merged = Pieces(
        np.zeros(len(chosen), np.int64), both(chosen, spans, pieces.spans),
        both(chosen, cut.pieces.depths, pieces.depths), both(chosen, cut.pieces.kinds, pieces.kinds),
        both(chosen, former, parents),
    )  # fmt: skip
    sizes = merged.sizes
    return replace(merged, starts=np.cumsum(sizes) - sizes)


def _tails(cut: Cut, fresh: Cut, swaps: Sequence[tuple[slice, slice]]) -> tuple[list[Tail], Ints]:
    """The tails outside all swaps, and those in the fresh places, in order."""
    starts, ends = (np.array([0, *(getattr(old, of) for old, _ in swaps)]) for of in ("start", "stop"))
    gains = np.cumsum([0, *(_size(new) - _size(old) for old, new in swaps)])
    before = np.searchsorted(starts, cut.tail_starts, side="right") - 1
    old = np.flatnonzero((cut.tail_starts >= ends[before]) | (before == 0))
    made = [np.arange(*np.searchsorted(fresh.tail_starts, (new.start, new.stop)).tolist()) for _, new in swaps]
    moved = [
        own * 0 + (one.start + gains[number] - new.start)
        for number, (own, (one, new)) in enumerate(zip(made, swaps, strict=True))
    ]
    own = np.concatenate([np.zeros(0, np.int64), *made])
    places = np.concatenate(
        [
            cut.tail_starts[old] + gains[before[old]],
            fresh.tail_starts[own] + np.concatenate([np.zeros(0, np.int64), *moved]),
        ]
    )
    order = np.argsort(places)
    tails = [cut.tails[number] for number in old.tolist()] + [fresh.tails[number] for number in own.tolist()]
    return [tails[number] for number in order.tolist()], places[order]
