"""Stale runs parted at the cells in them that stay cells: what stands on one side of these does not touch the other.

A cell stays one where it is open, too large for a leaf and too small for a list, or where it was a tail and is one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .limits import leaf_limits
from .making import Corpus, Cut
from .pieces import CELL
from .suffixes import GONE, Units
from .tails import LONGEST
from .trie import Stale

Ints = NDArray[np.int64]

_SAMPLE = 64


@dataclass(slots=True)
class Cell:
    """A cell that stays one, with the places in it that come and go; ``is_tail``: all of it is a tail."""

    piece: int
    label: bytes
    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    is_tail: bool = False


class Parting:
    """Which cells of stale runs stay; ``units``: old and new ones."""

    def __init__(self, cut: Cut, runs: Sequence[Stale], units: tuple[Units, Units], corpus: Corpus) -> None:
        self._cut, self._runs, self._corpus = cut, runs, corpus
        self._old, self._new = units
        self._firsts = np.append(0, np.cumsum(cut.counts))
        self._tails = dict(zip(cut.tail_starts.tolist(), cut.tails, strict=True))
        self._of_run = [self._cells(run) for run in runs]

    def cells(self) -> list[Cell]:
        """All cells that stay and in which something changes."""
        return [cell for cells in self._of_run for cell in cells if cell.added or cell.removed]

    def parted(self, lost: Collection[int]) -> list[Stale]:
        """The runs without the cells that stay, but for those ``lost``; such as nothing changes in left out."""
        found = []
        for run, cells in zip(self._runs, self._of_run, strict=True):
            stay = [cell for cell in cells if cell.piece not in lost]
            if not stay:
                found.append(run)
                continue
            depth, labels = len(stay[0].label) // 2, [cell.label for cell in stay]
            edges = [run.first, *(cell.piece + 1 for cell in stay)], [*(cell.piece for cell in stay), run.end]
            parts = [Stale(first, end, run.parent, b"") for first, end in zip(*edges, strict=True)]
            for places, units, is_new in ((run.added, self._new, True), (run.removed, self._old, False)):
                for place in places:
                    label = _label(units, place, depth)
                    number = bisect_right(labels, label)
                    if not number or labels[number - 1] != label:
                        (parts[number].added if is_new else parts[number].removed).append(place)
            found += [part for part in parts if part.added or part.removed]
        return found

    def _cells(self, run: Stale) -> list[Cell]:
        pieces = self._cut.pieces
        numbers = np.arange(run.first, run.end)
        numbers = numbers[(pieces.kinds[numbers] == CELL) & (pieces.parents[numbers] == run.parent)]
        if not numbers.size:
            return []
        depth = int(pieces.depths[numbers[0]])
        places = self._cut.order[pieces.starts[numbers]].tolist()
        cells = {
            label: Cell(piece, label)
            for piece, label in zip(
                numbers.tolist(), (_label(self._old, place, depth) for place in places), strict=True
            )
        }
        for place in run.added:
            if cell := cells.get(_label(self._new, place, depth)):
                cell.added.append(place)
        for place in run.removed:
            if cell := cells.get(_label(self._old, place, depth)):
                cell.removed.append(place)
        return [cell for cell in cells.values() if self._stays(cell)]

    def _stays(self, cell: Cell) -> bool:
        if not cell.added and not cell.removed:
            return True
        pieces, table, settings = self._cut.pieces, self._cut.table, self._corpus.settings
        size, depth = int(pieces.spans[cell.piece]), int(pieces.depths[cell.piece])
        now = size + len(cell.added) - len(cell.removed)
        entry = int(self._firsts[cell.piece])
        if now <= leaf_limits(settings.leaf_limit, pieces.depths[cell.piece]):
            return False
        if table.depths[entry] > depth:
            return now <= settings.list_limit
        cell.is_tail = bool(table.kinds[entry] == GONE) and self._stays_tail(cell, size)
        return cell.is_tail

    def _stays_tail(self, cell: Cell, size: int) -> bool:
        """Whether a tail is the same one, after what it stood after and no more."""
        start = int(self._cut.pieces.starts[cell.piece])
        head = self._tails[start][1].encode("utf-16-le", "surrogatepass")
        back = len(head) // 2
        if any(place < back or self._new[place - back : place].tobytes() != head for place in cell.added):
            return False
        # Zones begin with numbers of their own: where one is, no tail is.
        before = self._corpus.before
        if cell.added and any((before(np.array(cell.added, np.int32) - by) < 0).any() for by in range(back)):
            return False
        some = self._cut.order[start : start + min(size, _SAMPLE)]
        some = some[~np.isin(some, cell.removed)]
        if back >= LONGEST:
            return bool(some.size)
        further = self._before_old(some, back)
        return len(set(further)) > 1

    def _before_old(self, places: NDArray[np.int32], back: int) -> list[int]:
        return [int(self._old[place - back - 1]) or -place for place in places.tolist()]


def _label(units: Units, place: int, depth: int) -> bytes:
    return units[place : place + depth].astype(">u2").tobytes()
