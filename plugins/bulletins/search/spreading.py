"""Sorted rows spread over shards: from the rows alone, or from former shards where few changed; the same either way.

A row's key says whether it begins a shard, so that a further one moves no other to another shard; where that would
let a shard grow too large, the next different key begins one too, up to the next that does so by itself.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How rows are spread. ``order`` sorts keys, which stand first in their rows, ``within`` rows of one key; shards
    hold ``about`` so many different keys, and hardly more rows than ``most``."""

    order: Callable[[Any], Any]
    within: Callable[[Row], Any]
    about: int
    most: int = 1 << 30

    def sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Rows in order."""
        return sorted(rows, key=lambda row: (self.order(row[0]), self.within(row)))

    def spread(self, rows: Sequence[Row]) -> list[Sequence[Row]]:
        """Sorted rows in shards."""
        bounds = [*starts_of([str(row[0]) for row in rows], self.about, self.most), len(rows)]
        return [rows[one:other] for one, other in pairwise(bounds)]


def starts_of(keys: Sequence[str], about: int, most: int = 1 << 30, sizes: Iterable[int] | None = None) -> list[int]:
    """Where shards of about so many different keys start, in sorted keys, of which each has one row or as many as
    ``sizes`` says.

    >>> starts_of(["1", "1", "2", "3"], 1)
    [0, 2, 3]
    """
    starts = [0] if keys else []
    gone = 0
    before: str | None = None
    for at, (key, size) in enumerate(zip(keys, sizes or repeat(1), strict=False)):
        marked = zlib.crc32(key.encode("utf-8", "surrogatepass")) % about == 0
        if at and key != before and (marked or gone >= most):
            starts.append(at)
            gone = 0
        gone += size
        before = key
    return starts


def respread(
    rule: Rule,
    firsts: Sequence[Any],
    read: Callable[[int], list[Row]],
    gone: Callable[[Row], bool],
    left: Collection[Any],
    added: Sequence[Row],
) -> list[int | Sequence[Row]]:
    """Shards of which some rows are gone, whose keys are ``left``, and some are added: each a former one, by its
    number, or its rows. ``firsts``: the first key of each former one; ``read`` gives its rows.

    >>> rule, rows = Rule(str, str, 1, 2), [("1",), ("2",), ("3",)]
    >>> respread(rule, ["1", "2", "3"], lambda at: [rows[at]], lambda row: False, (), [("4",)])
    [0, [('2',)], [('3',)], [('4',)]]
    """
    edges = [rule.order(first) for first in firsts]
    shard_of: Callable[[Any], int] = lambda key: max(bisect_right(edges, rule.order(key)) - 1, 0)  # noqa: E731
    touched = {shard_of(key) for key in left} | {shard_of(row[0]) for row in added}
    touched |= {number - 1 for number in touched if number}  # what a shard loses at its beginning joins the one before
    found: list[int | Sequence[Row]] = []
    number = 0

    def rows_of(some: int) -> list[Row]:
        own = [row for row in read(some) if not gone(row)] if some < len(firsts) else []
        return rule.sorted([*own, *(row for row in added if shard_of(row[0]) == some)]) if some in touched else own

    while number < max(len(firsts), bool(added)):
        if number not in touched:
            found.append(number)
            number += 1
            continue
        rows = rows_of(number)
        number += 1
        while number < len(firsts) and not _begins(rule, rows, rows_of(number)):
            rows += rows_of(number)
            number += 1
        found += rule.spread(rows)
    return found


def _begins(rule: Rule, rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether the second rows begin a shard after the first ones."""
    if not rows or not others:
        return False
    keys = [str(row[0]) for row in (*rows, others[0])]
    return starts_of(keys, rule.about, rule.most)[-1] == len(rows)
