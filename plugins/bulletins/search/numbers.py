"""Statistics by value, so that 18399, １８,３９９ and 1.8万 lead to the same figure, with its label."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from .documents import SearchDocument, SearchStatistic

Row = tuple[Decimal, int, SearchStatistic]

_VALUES_IN_SHARD = 64
_ROWS_IN_SHARD = 600


def write_numbers(documents: Sequence[SearchDocument]) -> tuple[list[int | float], list[list[object]]]:
    """The first value of each shard, and the shards: flat lists of value, bulletin, id, printed, label, in order.

    Equal values stand newest first. A statistic whose value is no number is left out: its words are still found.

    >>> found = SearchStatistic("q-1", "1.8万件", "物资", "18000")
    >>> write_numbers([SearchDocument("a/", "甲", "2022-01-01", statistics=(found,))])
    ([18000], [[18000, 0, 'q-1', '1.8万件', '物资']])
    """
    rows = sorted(_rows(documents), key=lambda row: (row[0], -row[1]))
    values = [str(_plain(row[0])) for row in rows]
    bounds = [*starts_of(values, _VALUES_IN_SHARD, _ROWS_IN_SHARD), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(bounds)]
    return [_plain(part[0][0]) for part in parts], [_flat(part) for part in parts]


def starts_of(keys: Sequence[str], about: int, most: int = 1 << 30) -> list[int]:
    """Where shards of about so many different keys start, in sorted keys.

    A key alone says whether it starts a shard, so that a further one moves no other to another shard; only where
    ``most`` keys would go by, equal ones counted, the next different one starts a shard too.

    >>> starts_of(["1", "1", "2", "3"], 1)
    [0, 2, 3]
    """
    starts = [0] if keys else []
    for at in range(1, len(keys)):
        marked = zlib.crc32(keys[at].encode("utf-8", "surrogatepass")) % about == 0
        if keys[at] != keys[at - 1] and (marked or at - starts[-1] >= most):
            starts.append(at)
    return starts


def _rows(documents: Sequence[SearchDocument]) -> Iterator[Row]:
    for number, document in enumerate(documents):
        for statistic in document.statistics:
            try:
                value = statistic.number
            except InvalidOperation:
                continue
            if value.is_finite():
                yield value, number, statistic


def _flat(rows: Sequence[Row]) -> list[object]:
    flat: list[object] = []
    for value, number, statistic in rows:
        flat += [_plain(value), number, statistic.id, statistic.printed, statistic.label]
    return flat


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
