"""An index made anew from a former one where few bulletins changed: the same bytes as a clean build, for less work.

The pieces in which nothing changed stay, and so do the shards that hold only such pieces.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .edits import Edits
from .folded import Folded
from .making import Corpus, Cut, Made, cut_runs, groups_of, joined_cuts, with_groups
from .patching import kept_shards, merged_lists, patched, without_lone, written_shards
from .pieces import NODE, Pieces, cuts_of
from .suffixes import IN_TAIL
from .trie import Stale, Trie

Ints = NDArray[np.int64]

_SAMPLE = 64
_SHARDS_AT_ONCE = 24  # as many places as are sorted together


@dataclass(frozen=True, slots=True)
class _Touched:
    """What an edit does to the trie: the stale runs; the nodes that stay but gain or lose places, and how many."""

    runs: list[Stale]
    nodes: dict[int, int]


def update(former: Made, old: Folded, corpus: Corpus, new: Folded, edits: Edits) -> Made:
    """The index of a corpus that differs from the former one's by ``edits`` alone."""
    trie = Trie(former.cut, old.units, corpus.settings.depth_limit + 4)
    edits = edits.without(_same(trie, former.cut, old, edits))
    touched = _touched(trie, former.cut, old, corpus, new, edits)
    cut, origin = _spliced(former.cut, touched, trie, corpus, new, edits)
    cuts = cuts_of(cut.bits, groups_of(corpus.spelling.units, cut, corpus.settings), corpus.settings.shard_bytes * 8)
    shards = kept_shards(former, cuts, len(cut.bits), origin)
    fresh = [number for number, shard in enumerate(shards) if shard is None]
    ends = [*cuts[1:], len(cut.bits)]
    some = [fresh[at : at + _SHARDS_AT_ONCE] for at in range(0, len(fresh), _SHARDS_AT_ONCE)]
    spans = ([(cuts[number], ends[number]) for number in numbers] for numbers in some)
    written = chain.from_iterable(written_shards(corpus, cut, own) for own in spans)
    return Made(cut, [shard or next(written) for shard in shards], cuts)


def _same(trie: Trie, cut: Cut, old: Folded, edits: Edits) -> NDArray[np.bool_]:
    """Which removed places stay after all: what differs stands behind all units that tell them apart, or before them
    where nobody asks what stands there."""
    same = np.zeros(len(edits.removed), np.bool_)
    for number in np.flatnonzero(edits.partners >= 0).tolist():
        place = int(edits.removed[number])
        start, end = trie.places(trie.piece(trie.window(old.units, place)))
        mark = int(cut.marks[start + int(np.flatnonzero(cut.order[start:end] == place)[0])])
        same[number] = mark % IN_TAIL <= edits.alike[number] if edits.alike[number] else mark < IN_TAIL
    return same


def _touched(trie: Trie, cut: Cut, old: Folded, corpus: Corpus, new: Folded, edits: Edits) -> _Touched:
    found: list[tuple[Stale, list[int]]] = []
    gains: Counter[int] = Counter()
    losses: Counter[int] = Counter()
    for units, places, counter in ((old.units, edits.removed, losses), (new.units, edits.added, gains)):
        for place in places.tolist():
            stale, above = trie.place(trie.window(units, place))
            counter.update(above)
            if counter is gains:
                stale.added.append(place)
            found.append((stale, above))
    nodes = {node: gains[node] - losses[node] for node in gains.keys() | losses.keys()}
    gone = {stale.first for stale, _ in found if stale.end > stale.first and cut.pieces.kinds[stale.first] == NODE}
    gone |= {node for node in losses if _is_gone(node, nodes, trie, cut, corpus, edits)}
    runs = []
    for stale, above in found:
        outer = [node for node in above if node in gone]
        inside = trie.nodes_above(stale.parent)
        outer += [node for node in inside if node in gone]
        if outer:
            whole = trie.whole(min(outer))
            whole.added = stale.added
            runs.append(whole)
        else:
            runs.append(stale)
    runs = trie.widened(runs)
    firsts, ends = [run.first for run in runs], [0, *accumulate((run.end for run in runs), max)]
    stay = {node: by for node, by in nodes.items() if node >= ends[bisect_right(firsts, node)]}
    return _Touched(runs, stay)


def _is_gone(node: int, nodes: dict[int, int], trie: Trie, cut: Cut, corpus: Corpus, edits: Edits) -> bool:
    """Whether a list node that lost places is one no more: too small, or always after the same."""
    start, span = int(trie.starts[node]), int(trie.spans[node])
    if span + nodes[node] <= max(corpus.settings.list_limit, corpus.settings.leaf_limit):
        return True
    for size in (min(_SAMPLE, span), span):
        places = cut.order[start : start + size]
        places = edits.moved(places[~np.isin(places, edits.removed)])
        before = corpus.before(places)
        if before.size and before.min() != before.max():
            return False
    return True


def _spliced(cut: Cut, touched: _Touched, trie: Trie, corpus: Corpus, new: Folded, edits: Edits) -> tuple[Cut, Ints]:
    """The pieces with the stale ones made anew; and of each the former one that it is, -1 for none."""
    runs = touched.runs
    depths, starts = cut.pieces.depths, np.append(cut.pieces.starts, len(cut.order))
    rows = []
    moved, gone = edits.moved(cut.order), np.sort(edits.removed)
    for run in runs:
        part = slice(starts[run.first], starts[run.end])
        before = cut.order[part]
        stays = gone[np.minimum(np.searchsorted(gone, before), len(gone) - 1)] != before if gone.size else slice(None)
        rows.append(np.concatenate((moved[part][stays], np.array(run.added, np.int32))))
    bases = np.array([depths[run.parent] if run.parent >= 0 else 0 for run in runs], np.int64)
    sizes = np.cumsum([0, *map(len, rows)])
    made, first = [], 0
    while first < len(runs):
        end = max(int(np.searchsorted(sizes, sizes[first] + corpus.settings.block_places)) - 1, first + 1)
        numbers = np.repeat(np.arange(end - first), np.diff(sizes[first : end + 1]))
        one, _, _ = cut_runs(corpus, _join(rows[first:end], np.int32), numbers, bases[first:end])
        made.append(replace(one, pieces=with_groups(one.pieces, np.arange(first, end))))
        first = end
    fresh = joined_cuts(
        made, _join([one.order for one in made], np.int32), _join([one.marks for one in made], np.uint8)
    )
    return _merged(replace(cut, order=moved), fresh, touched, corpus, new, edits, sizes)


def _merged(
    cut: Cut, fresh: Cut, touched: _Touched, corpus: Corpus, new: Folded, edits: Edits, run_places: Ints
) -> tuple[Cut, Ints]:
    runs, count = touched.runs, len(cut.bits)
    firsts = np.searchsorted(fresh.pieces.starts, run_places)  # of the fresh pieces, the first of each run
    order, marks, origin, at = [], [], [], 0
    old_starts = np.append(cut.pieces.starts, len(cut.order))
    for number, run in enumerate(runs):
        kept, made = slice(old_starts[at], old_starts[run.first]), slice(run_places[number], run_places[number + 1])
        order += [cut.order[kept], fresh.order[made]]
        marks += [cut.marks[kept], fresh.marks[made]]
        origin += [np.arange(at, run.first), -1 - np.arange(firsts[number], firsts[number + 1])]
        at = run.end
    order.append(cut.order[old_starts[at] :])
    marks.append(cut.marks[old_starts[at] :])
    chosen = _join([*origin, np.arange(at, count)], np.int64)  # a former piece, or below 0 a fresh one
    old, own = np.flatnonzero(chosen >= 0), np.flatnonzero(chosen < 0)
    number_of = np.full(count, -1, np.int64)
    number_of[chosen[old]] = old

    def both(former: Ints, made: Ints) -> Ints:
        found = np.empty(len(chosen), np.int64)
        found[old], found[own] = former[chosen[old]], made[-1 - chosen[own]]
        return found

    outer = np.array([number_of[run.parent] if run.parent >= 0 else run.parent for run in runs], np.int64)
    pieces = fresh.pieces
    parents = np.where(pieces.parents >= 0, own[np.maximum(pieces.parents, 0)] if own.size else 0, 0)
    lone = pieces.parents < 0
    parents[lone] = outer[-1 - pieces.parents[lone]]
    former = np.where(cut.pieces.parents >= 0, number_of[np.maximum(cut.pieces.parents, 0)], cut.pieces.parents)
    spans = cut.pieces.spans.copy()
    for node, by in touched.nodes.items():
        spans[node] += by
    merged = Pieces(
        np.zeros(len(chosen), np.int64), both(spans, pieces.spans), both(cut.pieces.depths, pieces.depths),
        both(cut.pieces.kinds, pieces.kinds), both(former, parents),
    )  # fmt: skip
    sizes = merged.sizes
    merged = replace(merged, starts=np.cumsum(sizes) - sizes)
    lists = merged_lists(cut, fresh, chosen, merged)
    tails = [(int(number_of[piece]), tail) for piece, tail in zip(cut.tail_pieces.tolist(), cut.tails, strict=True)]
    tails = [one for one in tails if one[0] >= 0]
    tails += [(int(own[piece]), tail) for piece, tail in zip(fresh.tail_pieces.tolist(), fresh.tails, strict=True)]
    tails.sort(key=lambda one: one[0])
    whole = Cut(
        _join(order, np.int32), _join(marks, np.uint8), merged, both(cut.bits, fresh.bits), lists,
        [tail for _, tail in tails], np.array([piece for piece, _ in tails], np.int64),
    )  # fmt: skip
    stay = sorted(int(number_of[node]) for node in touched.nodes)
    origin_of = np.maximum(chosen, -1)
    origin_of[stay] = -1
    return without_lone(patched(whole, stay, corpus, new, edits.changed), origin_of)


def _join(arrays: Sequence[NDArray[np.generic]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *arrays]).astype(kind, copy=False)
