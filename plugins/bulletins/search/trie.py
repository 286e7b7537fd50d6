"""Where sequences stand among the pieces of an index, and which pieces an edit makes stale."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .making import Cut
from .pieces import GROUP_BITS, NODE, SMALL
from .suffixes import Units

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Stale:
    """A run of pieces, parts of one node, to be made anew; ``window``: what led to it first, for the order of empty
    runs; ``added``: new places in it; ``removed``: those that go."""

    first: int
    end: int
    parent: int
    window: bytes
    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)


class Trie:
    """The pieces of a cut index as a tree."""

    def __init__(self, cut: Cut, units: Units, window: int) -> None:
        self._units, self._order, self._window = units, cut.order, window
        pieces = cut.pieces
        self.starts, self.spans = pieces.starts, pieces.spans
        self._depths, self._kinds, self.parents = pieces.depths, pieces.kinds, pieces.parents
        self._numbers = range(len(self.starts))
        self._labels: dict[int, bytes] = {}

    def label(self, piece: int) -> bytes:
        """The sequence of a piece; of small cells the first."""
        if piece not in self._labels:
            place = int(self._order[self.starts[piece]])
            self._labels[piece] = _bytes(self._units, place, int(self._depths[piece]))
        return self._labels[piece]

    def window(self, units: Units, place: int) -> bytes:
        """What stands at a place."""
        return _bytes(units, place, self._window)

    def piece(self, window: bytes) -> int:
        """The last piece that does not begin after a sequence."""
        return bisect_right(self._numbers, window, key=self.label) - 1

    def places(self, piece: int) -> tuple[int, int]:
        """Where the places of a piece stand among the sorted ones."""
        start = int(self.starts[piece])
        return start, start + int(self.spans[piece])

    def end(self, piece: int) -> int:
        """The piece after all parts of a piece."""
        if self._kinds[piece] != NODE:
            return piece + 1
        return int(np.searchsorted(self.starts, self.starts[piece] + self.spans[piece]))

    def nodes_above(self, parent: int) -> list[int]:
        """A node and those around it."""
        found = []
        while parent >= 0:
            found.append(parent)
            parent = int(self.parents[parent])
        return found

    def place(self, window: bytes) -> tuple[Stale, list[int]]:
        """The run of pieces that a sequence makes stale, and the list nodes in which it stands."""
        last = self.piece(window)
        group = -1 - ((window[0] << 8 | window[1]) >> GROUP_BITS)
        part, parent = -1, last
        while parent >= 0 and not (self._kinds[parent] == NODE and window.startswith(self.label(parent))):
            part, parent = parent, int(self.parents[parent])
        if parent < 0:
            part, parent = (part if parent == group else -1), group
        above = self.nodes_above(parent)
        common = window[: 2 * (int(self._depths[parent]) if parent >= 0 else 0) + 2]
        after = last + 1
        # A node that shares more with the sequence than its parent does is parted.
        beside = after < len(self._numbers) and self.parents[after] == parent and self._kinds[after] == NODE
        if beside and self.label(after).startswith(common):
            return Stale(after, self.end(after), parent, window), above
        if part >= 0 and (self._kinds[part] == SMALL or self.label(part).startswith(common)):
            return Stale(part, self.end(part), parent, window), above
        return Stale(after, after, parent, window), above

    def whole(self, node: int) -> Stale:
        """A node with all its parts as stale."""
        return Stale(node, self.end(node), int(self.parents[node]), self.label(node))

    def widened(self, runs: list[Stale]) -> list[Stale]:
        """Stale runs with the small cells beside them, which new ones may join, in order; such as meet are one."""
        for run in runs:
            for beside, step in ((run.first - 1, 0), (run.end, 1)):
                if (
                    0 <= beside < len(self._numbers)
                    and self._kinds[beside] == SMALL
                    and self.parents[beside] == run.parent
                ):
                    run.first, run.end = (run.first, beside + 1) if step else (beside, run.end)
        found: list[Stale] = []
        for run in sorted(runs, key=lambda run: (run.first, run.end, run.window)):
            former = found[-1] if found else None
            if former and former.parent == run.parent and run.first <= former.end:
                former.end = max(former.end, run.end)
                former.added += run.added
                former.removed += run.removed
            else:
                found.append(run)
        return found


def _bytes(units: Units, place: int, length: int) -> bytes:
    return units[place : place + length].astype(">u2").tobytes()
