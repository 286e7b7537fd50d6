"""An index made anew from a former one where few bulletins changed: the same bytes as a clean build, for less work.

The pieces in which nothing changed stay, and so do the shards that hold only such pieces.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .assembling import Bodies, Fresh, Origins, assembled, bodies_of, without_bodies
from .edits import Edits
from .folded import Folded
from .limits import leaf_limits
from .making import Corpus, Cut, Made, cut_runs, groups_of, joined_cuts, with_groups
from .patching import kept_shards, patched, without_lone
from .pieces import NODE, cuts_of
from .regrouping import groups_in
from .splicing import group_swaps, kept_tails, positions, run_swaps, spliced_cut, with_inner
from .suffixes import GONE, IN_TAIL, Places
from .trie import Stale, Trie

Ints = NDArray[np.int64]

_SAMPLE = 64


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
    cut, origin, origins, bodies = _spliced(former.cut, touched, corpus, (old, new), edits)
    cuts = cuts_of(cut.bits, groups_of(corpus.spelling.units, cut, corpus.settings), corpus.settings.shard_bytes * 8)
    shards = kept_shards(former, cuts, len(cut.bits), origin)
    edges = np.append(0, np.cumsum(cut.counts))[[*cuts, len(cut.bits)]].tolist()
    spans = [edge for edge, shard in zip(pairwise(edges), shards, strict=False) if shard is None]
    written = iter(assembled(former, cut, origins, bodies, spans, corpus))
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
            (stale.added if counter is gains else stale.removed).append(place)
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
            whole.added, whole.removed = stale.added, stale.removed
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
    most = leaf_limits(corpus.settings.leaf_limit, cut.pieces.depths[node])
    if span + nodes[node] <= max(corpus.settings.list_limit, int(most)):
        return True
    for size in (min(_SAMPLE, span), span):
        places = cut.order[start : start + size]
        places = edits.moved(places[~np.isin(places, edits.removed)])
        before = corpus.before(places)
        if before.size and before.min() != before.max():
            return False
    return True


def _spliced(
    cut: Cut, touched: _Touched, corpus: Corpus, texts: tuple[Folded, Folded], edits: Edits
) -> tuple[Cut, Ints, Origins, Bodies]:
    """The pieces with the stale ones made anew; of each the former one that it is, below 0 for none; where entries
    come from, and the bodies of fresh ones."""
    moved, gone = edits.moved(cut.order), np.zeros(len(texts[0].units), np.bool_)
    gone[edits.removed] = True
    runs, groups, tails = groups_in(cut, touched.runs, moved, (texts[0].units, texts[1].units), corpus)

    def of(first: int, end: int, added: list[int]) -> Places:
        return np.append(moved[first:end][~gone[cut.order[first:end]]], np.array(added, np.int32))

    starts, depths = np.append(cut.pieces.starts, len(cut.order)).tolist(), cut.pieces.depths
    rows = [of(starts[run.first], starts[run.end], run.added) for run in runs]
    fresh, coded = _made(corpus, rows, np.array([depths[run.parent] if run.parent >= 0 else 0 for run in runs]))
    bounds = np.cumsum([0, *map(len, rows)])
    swaps = run_swaps(cut, runs, bounds, fresh.table)
    if groups:
        begins = np.append(cut.table.starts, len(cut.order)).tolist()
        rows = [of(begins[one.first], begins[one.end], one.added) for one in groups]
        inner, own = _made(corpus, rows, np.array([one.depth for one in groups]), in_lists=False)
        coded += own
        bounds = len(fresh.order) + np.cumsum([0, *map(len, rows)])
        fresh = with_inner(fresh, inner)
        swaps += group_swaps(groups, begins, bounds, fresh.table)
    if tails:
        rows = [of(starts[one.piece], starts[one.piece + 1], one.added) for one in tails]
        pieces = [one.piece for one in tails]
        kept, swaps_kept = kept_tails(cut, pieces, rows, len(fresh.order), len(fresh.table.kinds))
        coded.append(without_bodies(len(pieces)))
        fresh, swaps = with_inner(fresh, kept), [*swaps, *swaps_kept]
    whole, chosen, origins = spliced_cut(replace(cut, order=moved), fresh, runs, swaps, touched.nodes)
    cut, chosen, origins = without_lone(whole, chosen, origins)
    places = positions(chosen, len(depths))
    chosen[places[[*(one.piece for one in groups), *(one.piece for one in tails)]]] = -1
    stay = places[sorted(touched.nodes)]
    stay = np.sort(stay[stay >= 0])
    cut, lists = patched(cut, stay, corpus, texts[1], edits.changed)
    origins.bodies[(np.cumsum(cut.counts) - cut.counts)[stay]] = -1 - len(fresh.table.kinds) - np.arange(len(stay))
    chosen[stay] = -1
    return cut, chosen, origins, bodies_of([*coded, lists])


def _made(corpus: Corpus, rows: Sequence[Places], bases: Ints, *, in_lists: bool = True) -> tuple[Cut, list[Fresh]]:
    """Rows of places sorted and cut, and the codes of their entries."""
    sizes = np.cumsum([0, *map(len, rows)])
    made, coded, first = [], [], 0
    while first < len(rows):
        end = max(int(np.searchsorted(sizes, sizes[first] + corpus.settings.block_places)) - 1, first + 1)
        numbers = np.repeat(np.arange(end - first), np.diff(sizes[first : end + 1]))
        places = _join(rows[first:end], np.int32)
        one, entries, own = cut_runs(corpus, places, numbers, bases[first:end], in_lists=in_lists)
        made.append(replace(one, pieces=with_groups(one.pieces, np.arange(first, end))))
        coded.append(Fresh(one.table.kinds != GONE, own, entries.lists.counts))
        first = end
    order, marks = _join([one.order for one in made], np.int32), _join([one.marks for one in made], np.uint8)
    return joined_cuts(made, order, marks), coded


def _join(arrays: Sequence[NDArray[np.generic]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *arrays]).astype(kind, copy=False)
