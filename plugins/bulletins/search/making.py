"""Shards out of folded texts, piece by piece (``pieces.py``), and the shortest sequences that part them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .documents import SearchSettings
from .pieces import GROUP_BITS, Pieces, cuts_of, piece_bits, pieces_of
from .pieces import NODE as IS_NODE
from .postings import Entries, Lists, Origins, entries_of, leaf_lists, node_lists
from .shards import Coded, Shard, Spelling, code_lists, sizes_of, write_shards
from .suffixes import NODE, Befores, Places, Units, sort_places
from .tails import befores, tails_of

Ints = NDArray[np.int64]
Tail = tuple[str, str]

_BLOCK_PLACES = 500_000  # places sorted at once: bounds the memory, not the result


@dataclass(frozen=True, slots=True)
class Corpus:
    """All folded texts of an index, and what belongs to them."""

    spelling: Spelling
    origins: Origins
    settings: SearchSettings

    @property
    def before(self) -> Befores:
        """What tells the units before places."""
        return befores(self.spelling.units, self.origins.zones)


@dataclass(frozen=True, slots=True)
class Cut:
    """Sorted runs in pieces: the sorted places and their marks (``Sorted``), the pieces and their bits, the rows of
    nodes, and the tails with the piece of each."""

    order: Places
    marks: NDArray[np.uint8]
    pieces: Pieces
    bits: Ints
    nodes: Lists
    tails: list[Tail]
    tail_pieces: Ints


@dataclass(frozen=True, slots=True)
class Made:
    """The index of a corpus: all its pieces, its shards, and the piece with which each shard begins."""

    cut: Cut
    shards: list[Shard]
    cuts: list[int]


def make(corpus: Corpus) -> Made:
    """The whole index, from runs of whole groups of first units so that memory stays bounded."""
    units = corpus.spelling.units
    body = units[: len(corpus.origins.documents)]
    before = corpus.before(np.arange(len(body), dtype=np.int32))
    made = []
    for first, end in _unit_ranges(body):
        places = np.flatnonzero((body >= first) & (body < end)).astype(np.int32)
        groups = body[places] >> GROUP_BITS
        places = places[np.argsort(groups, kind="stable")]
        runs = body[places] >> GROUP_BITS
        present, runs = np.unique(runs, return_inverse=True)
        if places.size:
            cut, entries, coded = cut_runs(corpus, before.__getitem__, places, runs, np.zeros(len(present), np.int64))
            cut = replace(cut, pieces=with_groups(cut.pieces, present))
            made.append(_with_shards(corpus, cut, entries, coded))
    return _joined(made)


def with_groups(pieces: Pieces, groups: NDArray[np.uint16]) -> Pieces:
    """Pieces of which those outside all nodes have the group of their first unit as parent: -1 less its number."""
    parents = pieces.parents
    outer = parents < 0
    parents[outer] = -1 - groups.astype(np.int64)[-1 - parents[outer]]
    return pieces


def cut_runs(corpus: Corpus, before: Befores, places: Places, runs: Ints, bases: Ints) -> tuple[Cut, Entries, Coded]:
    """Sort runs of places, as ``sort_places`` does, and cut them into pieces."""
    units = corpus.spelling.units
    found = sort_places(units, before, places, corpus.settings, runs, bases)
    leaves = leaf_lists(found, corpus.origins)
    nodes = node_lists(found, leaves)
    pieces = pieces_of(found, units, runs, bases, corpus.settings.leaf_limit)
    entries = entries_of(found, leaves, nodes)
    coded = code_lists(entries, corpus.spelling.capacity)
    bits, _ = piece_bits(pieces, entries.starts, entries.kinds == NODE, sizes_of(entries, coded))
    cells = np.flatnonzero(pieces.kinds != IS_NODE)
    tail_pieces = cells[np.searchsorted(pieces.starts[cells], found.tails[:, 0], side="right") - 1]
    return (
        Cut(found.order, found.marks, pieces, bits, nodes, tails_of(found, units, before), tail_pieces),
        entries,
        coded,
    )


def groups_of(units: Units, cut: Cut) -> Ints:
    """The group of the first unit of each piece."""
    return (units[cut.order[cut.pieces.starts]] >> GROUP_BITS).astype(np.int64)


def _with_shards(corpus: Corpus, cut: Cut, entries: Entries, coded: Coded) -> Made:
    _, counts = piece_bits(cut.pieces, entries.starts, entries.kinds == NODE, entries.depths)
    cuts = cuts_of(cut.bits, groups_of(corpus.spelling.units, cut), corpus.settings.shard_bytes * 8)
    shards = write_shards(entries, corpus.spelling, coded, (np.cumsum(counts) - counts)[cuts]) if cuts else []
    return Made(cut, shards, cuts)


def _joined(made: Sequence[Made]) -> Made:
    """Blocks in order as one."""
    cuts = [one.cut for one in made]
    places = np.cumsum([0, *(len(one.order) for one in cuts)])
    numbers = np.cumsum([0, *(len(one.bits) for one in cuts)])
    join: Callable[[Iterable[Ints]], Ints] = lambda arrays: np.concatenate([np.zeros(0, np.int64), *arrays])  # noqa: E731
    moved = [
        np.where(one.pieces.parents < 0, one.pieces.parents, one.pieces.parents + number)
        for one, number in zip(cuts, numbers.tolist(), strict=False)
    ]
    cut = Cut(
        np.concatenate([np.zeros(0, np.int32), *(one.order for one in cuts)]),
        np.concatenate([np.zeros(0, np.uint8), *(one.marks for one in cuts)]),
        Pieces(
            join(one.pieces.starts + place for one, place in zip(cuts, places.tolist(), strict=False)),
            join(one.pieces.spans for one in cuts),
            join(one.pieces.depths for one in cuts),
            join(one.pieces.kinds for one in cuts),
            join(moved),
        ),
        join(one.bits for one in cuts),
        Lists(
            join(one.nodes.counts for one in cuts),
            np.concatenate([np.zeros(0, np.uint32), *(one.nodes.rows for one in cuts)]),
        ),
        [tail for one in cuts for tail in one.tails],
        join(one.tail_pieces + number for one, number in zip(cuts, numbers.tolist(), strict=False)),
    )
    firsts = [own + number for one, number in zip(made, numbers.tolist(), strict=False) for own in one.cuts]
    return Made(cut, [shard for one in made for shard in one.shards], firsts)


def unit_counts(units: Units) -> Ints:
    """How often each unit stands in the texts.

    >>> unit_counts(np.array([1, 1], np.uint16))[:2].tolist()
    [0, 2]
    """
    counts = np.zeros(1 << 16, np.int64)
    for start in range(0, len(units), _BLOCK_PLACES):  # counting makes larger numbers of all units at once
        counts += np.bincount(units[start : start + _BLOCK_PLACES], minlength=1 << 16)
    return counts


def _unit_ranges(body: Units) -> Iterator[tuple[int, int]]:
    """Runs of whole groups of first units."""
    counts = unit_counts(body)
    counts[0] = 0
    groups = counts.reshape(-1, 1 << GROUP_BITS).sum(axis=1)
    start, total = 0, 0
    for group in np.flatnonzero(groups).tolist():
        size = int(groups[group])
        if total and total + size > _BLOCK_PLACES:
            yield max(start << GROUP_BITS, 1), group << GROUP_BITS
            start, total = group, 0
        total += size
    yield max(start << GROUP_BITS, 1), 1 << 16
