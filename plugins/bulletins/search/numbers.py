"""Statistics by value, so that 18399, １８,３９９ and 1.8万 lead to the same figure, with its label."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from decimal import InvalidOperation
from itertools import chain, pairwise, repeat

from .documents import SearchDocument, SearchStatistic

_VALUES_IN_SHARD = 64
_ROWS_IN_SHARD = 600
_COLUMNS = 5


def write_numbers(documents: Sequence[SearchDocument]) -> tuple[list[int | float], list[list[object]]]:
    """The first value of each shard, and the shards: flat lists of value, bulletin, id, printed, label, in order.

    Equal values stand newest first. A statistic whose value is no number is left out: its words are still found.

    >>> found = SearchStatistic("q-1", "1.8万件", "物资", "18000")
    >>> write_numbers([SearchDocument("a/", "甲", "2022-01-01", statistics=(found,))])
    ([18000], [[18000, 0, 'q-1', '1.8万件', '物资']])
    """
    rows = _rows_of_values(documents)
    values = sorted(rows)
    sizes = [len(rows[value]) // _COLUMNS for value in values]
    bounds = [*starts_of([str(value) for value in values], _VALUES_IN_SHARD, _ROWS_IN_SHARD, sizes), len(values)]
    shards = [list(chain.from_iterable(map(rows.__getitem__, values[one:other]))) for one, other in pairwise(bounds)]
    return [values[start] for start in bounds[:-1]], shards


def starts_of(keys: Sequence[str], about: int, most: int = 1 << 30, sizes: Iterable[int] | None = None) -> list[int]:
    """Where shards of about so many different keys start, in sorted keys.

    A key alone says whether it starts a shard, so that a further one moves no other to another shard; only where
    ``most`` rows would go by, of which each key has one or as many as ``sizes`` says, the next different key starts
    a shard too.

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


def _rows_of_values(documents: Sequence[SearchDocument]) -> dict[int | float, list[object]]:
    """For each value its rows, one after another, of the newest bulletin first."""
    numbers: dict[str, int | float | None] = {}
    rows: dict[int | float, list[object]] = {}
    for number in range(len(documents) - 1, -1, -1):
        for statistic in documents[number].statistics:
            text = statistic.value
            value = numbers[text] if text in numbers else numbers.setdefault(text, _number(statistic))
            if value is not None:
                row = (value, number, statistic.id, statistic.printed, statistic.label)
                if value in rows:
                    rows[value] += row
                else:
                    rows[value] = [*row]
    return rows


def _number(statistic: SearchStatistic) -> int | float | None:
    """As JSON has it; None for what is no number."""
    try:
        value = statistic.number
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)
