"""Sequences that only ever stand after the same characters, and how many of these there are.

Set phrases make most of what public offices write: 平安度汛 stands after 确保群众 wherever it stands. What follows it
is then told apart once, after the longest sequence, and not once for each of its ends.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .suffixes import Befores, Places, Sorted, Units

Ints = NDArray[np.int64]
LONGEST = 32  # units before a tail; one that has more is looked up twice


def befores(units: Units, ends: NDArray[np.int32]) -> Befores:
    """What tells the unit before each of some places; a number of its own below 0 where a field or a zone begins.

    A tail thus never reaches into another zone, and what its longer form says of zones is true of the tail.
    ``ends``: where zones end.

    >>> before = befores(np.array([1, 97, 98, 0, 99, 100, 0], np.uint16), np.array([4, 5, 7], np.int32))
    >>> before(np.arange(7)).tolist()
    [-1, 1, 97, 98, -5, -6, 100]
    """
    begins_zone = np.zeros(len(units), np.bool_)
    begins_zone[:1] = True
    begins_zone[ends[ends < len(units)]] = True

    def before(places: Places) -> Places:
        found: Places = units[places - 1].astype(np.int32)
        found[begins_zone[places]] = 0
        begins = np.flatnonzero(found == 0)
        found[begins] = -1 - places[begins]
        return found

    return before


def tails_of(found: Sorted, units: Units, before: Befores) -> list[tuple[str, str]]:
    """For each tail its sequence and what always stands before it, in the order of the sequences.

    >>> from .documents import SearchSettings
    >>> from .suffixes import sort_places
    >>> units = np.array([97, 98, 120, 0, 97, 98, 121, 0] + [0] * 70, np.uint16)
    >>> before, places = befores(units, np.zeros(0, np.int32)), np.flatnonzero(units).astype(np.int32)
    >>> sizes, zeros = SearchSettings(leaf_limit=1, list_limit=1), np.zeros(6, np.int64)
    >>> tails_of(sort_places(units, before, places, sizes, zeros, zeros[:1]), units, before)
    [('b', 'a')]
    """
    starts, ends, depths = found.tails.T
    sizes = ends - starts
    first = np.cumsum(sizes) - sizes
    places = found.order[np.arange(int(sizes.sum())) + np.repeat(starts - first, sizes)]
    reach = np.ones(len(starts), np.int32)
    going = np.arange(len(starts))
    while going.size:
        further = before(places - reach[np.repeat(going, sizes[going])])
        first = np.cumsum(sizes[going]) - sizes[going]
        same = np.minimum.reduceat(further, first) == np.maximum.reduceat(further, first)
        same &= reach[going] < LONGEST
        places = places[np.repeat(same, sizes[going])]
        going = going[same]
        reach[going] += 1
    one = found.order[starts]
    row = units.astype("<u2", copy=False).data.cast("B")
    return [
        (_text(row, place, place + depth), _text(row, place - back, place))
        for place, depth, back in zip(one.tolist(), depths.tolist(), reach.tolist(), strict=True)
    ]


def _text(row: memoryview, start: int, end: int) -> str:
    return str(row[2 * start : 2 * end], "utf-16-le", "surrogatepass")
