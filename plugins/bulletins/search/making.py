"""Shards out of folded texts, piece by piece (``pieces.py``), and the shortest sequences that part them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .codes import Coded, Spelling, code_lists
from .documents import SearchSettings
from .pieces import GROUP_BITS, SMALL, Pieces, cuts_of, piece_bits, pieces_of
from .postings import Entries, Lists, Origins, entries_of, leaf_lists, node_lists
from .shards import Shard, write_shards
from .suffixes import GONE, NODE, Befores, Places, Units, sort_places
from .tables import Table, joined_tables, table_of
from .tails import befores, tails_of

Ints = NDArray[np.int64]
Tail = tuple[str, str]

_AT_ONCE = 1 << 19  # units looked at together: bounds the memory, not the result


@dataclass(frozen=True, slots=True)
class Corpus:
    """All folded texts of an index, and what belongs to them; ``before`` tells the units before places."""

    spelling: Spelling
    origins: Origins
    settings: SearchSettings
    before: Befores


@dataclass(frozen=True, slots=True)
class Cut:
    """Sorted runs in pieces: the sorted places and their marks (``Sorted``), the pieces, how many bits and how many
    entries each has, all entries, the rows of nodes, and the tails with the first of each one's sorted places."""

    order: Places
    marks: NDArray[np.uint8]
    pieces: Pieces
    bits: Ints
    counts: Ints
    table: Table
    nodes: Lists
    tails: list[Tail]
    tail_starts: Ints


@dataclass(frozen=True, slots=True)
class Made:
    """The index of a corpus: all its pieces, its shards, and the piece with which each shard begins."""

    cut: Cut
    shards: list[Shard]
    cuts: list[int]


def corpus_of(spelling: Spelling, origins: Origins, settings: SearchSettings) -> Corpus:
    """A corpus with what stands before its places."""
    return Corpus(spelling, origins, settings, befores(spelling.units, origins.ends))


def make(corpus: Corpus) -> Made:
    """The whole index, from runs of units so that memory stays bounded."""
    units, settings = corpus.spelling.units, corpus.settings
    counts = unit_counts(units)
    counts[0] = 0
    order = _by_unit(units, counts)
    marks = np.zeros(len(order), np.uint8)
    bounds = np.concatenate(([0], np.cumsum(counts)))
    made = []
    for first, end in _unit_ranges(counts, settings):
        span = slice(int(bounds[first]), int(bounds[end]))
        groups = np.flatnonzero(counts[first:end]) + first >> GROUP_BITS
        present = np.unique(groups)
        runs = np.repeat(np.searchsorted(present, groups), counts[first:end][counts[first:end] > 0])
        cut, entries, coded = cut_runs(corpus, order[span], runs, np.zeros(len(present), np.int64))
        cut = replace(cut, pieces=with_groups(cut.pieces, present))
        one = _with_shards(corpus, cut, entries, coded)
        order[span], marks[span] = cut.order, cut.marks
        made.append(replace(one, cut=replace(cut, order=cut.order[:0], marks=cut.marks[:0])))
    return _joined(made, order, marks)


def _by_unit(units: Units, counts: Ints) -> Places:
    """The places of all units but 0, those of each unit together and in order."""
    order = np.empty(int(counts.sum()), np.int32)
    free = np.cumsum(counts) - counts
    for start in range(0, len(units), _AT_ONCE):
        some = units[start : start + _AT_ONCE]
        own = np.argsort(some, kind="stable")[np.count_nonzero(some == 0) :]
        found = some[own]
        first = np.flatnonzero(np.append(True, found[1:] != found[:-1])[: len(found)])
        sizes = np.diff(np.append(first, len(found)))
        order[np.arange(len(own)) + np.repeat(free[found[first]] - first, sizes)] = own + start
        free[found[first]] += sizes
    return order


def with_groups(pieces: Pieces, groups: NDArray[Any]) -> Pieces:
    """Pieces of which those outside all nodes have the group of their first unit as parent: -1 less its number."""
    parents = pieces.parents
    outer = parents < 0
    parents[outer] = -1 - groups.astype(np.int64)[-1 - parents[outer]]
    return pieces


def cut_runs(
    corpus: Corpus, places: Places, runs: Ints, bases: Ints, *, in_lists: bool = True
) -> tuple[Cut, Entries, Coded]:
    """Sort runs of places, as ``sort_places`` does, and cut them into pieces."""
    units, before = corpus.spelling.units, corpus.before
    found = sort_places(units, before, places, corpus.settings, runs, bases, in_lists=in_lists)
    leaves = leaf_lists(found, corpus.origins)
    nodes = node_lists(found, leaves)
    pieces = pieces_of(found, units, runs, bases, corpus.settings.leaf_limit)
    entries = entries_of(found, leaves, nodes)
    coded = code_lists(entries, corpus.spelling)
    table = table_of(found, coded)
    bits, counts = piece_bits(pieces, table.starts, table.kinds == NODE, table.measures)
    tails = tails_of(found, units, before)
    cut = Cut(found.order, found.marks, pieces, bits, counts, table, nodes, tails, found.tails[:, 0])
    return cut, entries, coded


def groups_of(units: Units, cut: Cut, settings: SearchSettings) -> Ints:
    """For each piece a number that changes where shards begin anyway: with each group of first units, and with what
    is sorted alone."""
    pieces = cut.pieces
    groups: Ints = (units[cut.order[pieces.starts]] >> GROUP_BITS).astype(np.int64) << 32
    alone = np.flatnonzero((pieces.parents < 0) & (pieces.kinds != SMALL) & (pieces.spans > _most(settings)))
    edges = np.zeros(len(groups) + 1, np.int64)
    np.add.at(edges, alone, 1)
    np.add.at(edges, np.searchsorted(pieces.starts, pieces.starts[alone] + pieces.spans[alone]), 1)
    return groups + np.cumsum(edges)[:-1]


def _with_shards(corpus: Corpus, cut: Cut, entries: Entries, coded: Coded) -> Made:
    cuts = cuts_of(cut.bits, groups_of(corpus.spelling.units, cut, corpus.settings), corpus.settings.shard_bytes * 8)
    if not cuts:
        return Made(cut, [], cuts)
    stay = cut.table.kinds != GONE
    firsts = (np.cumsum(stay) - stay)[(np.cumsum(cut.counts) - cut.counts)[cuts]]
    shards, cut.table.heads[stay] = write_shards(entries, corpus.spelling, coded, firsts)
    return Made(cut, shards, cuts)


def _joined(made: Sequence[Made], order: Places, marks: NDArray[np.uint8]) -> Made:
    """Blocks in order as one."""
    numbers = np.cumsum([0, *(len(one.cut.bits) for one in made)]).tolist()
    firsts = [own + number for one, number in zip(made, numbers, strict=False) for own in one.cuts]
    cut = joined_cuts([one.cut for one in made], order, marks)
    return Made(cut, [shard for one in made for shard in one.shards], firsts)


def joined_cuts(cuts: Sequence[Cut], order: Places, marks: NDArray[np.uint8]) -> Cut:
    """Cuts of places one after another as one, with the ``order`` and ``marks`` of all."""
    places = np.cumsum([0, *(int(one.pieces.sizes.sum()) for one in cuts)])
    numbers = np.cumsum([0, *(len(one.bits) for one in cuts)])
    join: Callable[[Iterable[Ints]], Ints] = lambda arrays: np.concatenate([np.zeros(0, np.int64), *arrays])  # noqa: E731
    moved = [
        np.where(one.pieces.parents < 0, one.pieces.parents, one.pieces.parents + number)
        for one, number in zip(cuts, numbers.tolist(), strict=False)
    ]
    return Cut(
        order,
        marks,
        Pieces(
            join(one.pieces.starts + place for one, place in zip(cuts, places.tolist(), strict=False)),
            join(one.pieces.spans for one in cuts),
            join(one.pieces.depths for one in cuts),
            join(one.pieces.kinds for one in cuts),
            join(moved),
        ),
        join(one.bits for one in cuts),
        join(one.counts for one in cuts),
        joined_tables([one.table for one in cuts]),
        Lists(
            join(one.nodes.counts for one in cuts),
            np.concatenate([np.zeros(0, np.uint32), *(one.nodes.rows for one in cuts)]),
        ),
        [tail for one in cuts for tail in one.tails],
        join(one.tail_starts + place for one, place in zip(cuts, places.tolist(), strict=False)),
    )


def unit_counts(units: Units) -> Ints:
    """How often each unit stands in the texts.

    >>> unit_counts(np.array([1, 1], np.uint16))[:2].tolist()
    [0, 2]
    """
    counts = np.zeros(1 << 16, np.int64)
    for start in range(0, len(units), _AT_ONCE):  # counting makes larger numbers of all units at once
        counts += np.bincount(units[start : start + _AT_ONCE], minlength=1 << 16)
    return counts


def _unit_ranges(counts: Ints, settings: SearchSettings) -> Iterator[tuple[int, int]]:
    """Runs of first units to be sorted together: of whole groups, but that a unit of very many places stands alone."""
    present = np.flatnonzero(counts)
    alone = counts[present] > _most(settings)
    edges = np.append(True, np.diff(present >> GROUP_BITS) != 0)[: len(present)] | alone
    edges[1:] |= alone[:-1]
    first = np.flatnonzero(edges)
    start, total = 0, 0
    for place, size in zip(first.tolist(), np.add.reduceat(counts[present], first).tolist(), strict=True):
        if total and total + size > settings.block_places:
            yield int(present[start]), int(present[place])
            start, total = place, 0
        total += size
    if total:
        yield int(present[start]), 1 << 16


def _most(settings: SearchSettings) -> int:
    """How many places a unit may have that is sorted together with others."""
    return max(settings.block_places, settings.leaf_limit)
