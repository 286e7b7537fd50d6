"""Sequences that only ever stand after the same characters, and how many of these there are.

Set phrases make most of what public offices write: 平安度汛 stands after 确保群众 wherever it stands. What follows it
is then told apart once, after the longest sequence, and not once for each of its ends.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .suffixes import Sorted, Units

Ints = NDArray[np.int64]
_LONGEST = 32  # units before a tail; one that has more is looked up twice


def befores(units: Units, zones: NDArray[np.uint8]) -> NDArray[np.int32]:
    """The unit before each place; a number of its own below 0 where a field or a zone begins.

    A tail thus never reaches into another zone, and what its longer form says of zones is true of the tail.

    >>> befores(np.array([1, 97, 98, 0, 99, 0], np.uint16), np.array([2, 2, 2, 2, 1, 1], np.uint8)).tolist()
    [-1, 1, 97, 98, -5, 99]
    """
    found = np.concatenate((units[:1] * 0, units[: len(zones) - 1])).astype(np.int32)
    begins = np.concatenate(([True], zones[1:] != zones[:-1])) | (found == 0)
    found[begins] = -1 - np.flatnonzero(begins)
    return found


def tails_of(found: Sorted, units: Units, before: NDArray[np.int32]) -> list[tuple[str, str]]:
    """For each tail its sequence and what always stands before it, in the order of the sequences.

    >>> from .documents import SearchSettings
    >>> from .suffixes import sort_places
    >>> units = np.array([97, 98, 120, 0, 97, 98, 121, 0] + [0] * 70, np.uint16)
    >>> before = befores(units, np.zeros(8, np.uint8))
    >>> sizes = SearchSettings(leaf_limit=1, list_limit=1)
    >>> tails_of(sort_places(units, before, np.flatnonzero(units[:8]), sizes), units, before)
    [('b', 'a')]
    """
    starts, ends, depths = np.array(found.tails, np.int64).reshape(-1, 3).T
    sizes = ends - starts
    places = np.concatenate(
        [found.order[:0], *(found.order[start:end] for start, end in zip(starts, ends, strict=True))]
    )
    reach = np.ones(len(starts), np.int64)
    going = np.arange(len(starts))
    while going.size:
        further = before[places - reach[np.repeat(going, sizes[going])]]
        first = np.cumsum(sizes[going]) - sizes[going]
        same = np.minimum.reduceat(further, first) == np.maximum.reduceat(further, first)
        same &= reach[going] < _LONGEST
        places = places[np.repeat(same, sizes[going])]
        going = going[same]
        reach[going] += 1
    one = found.order[starts]
    return [
        (_text(units, place, place + depth), _text(units, place - back, place))
        for place, depth, back in zip(one.tolist(), depths.tolist(), reach.tolist(), strict=True)
    ]


def _text(units: Units, start: int, end: int) -> str:
    return units[start:end].astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")
