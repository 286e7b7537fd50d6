"""Statistics by value, so that 18399, １８,３９９ and 1.8万 lead to the same figure, with its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from .documents import SearchDocument, SearchStatistic

Row = tuple[Decimal, int, SearchStatistic]

_ROWS_IN_SHARD = 250


def write_numbers(documents: Sequence[SearchDocument]) -> tuple[list[int | float], list[list[object]]]:
    """The first value of each shard, and the shards: flat lists of value, bulletin, id, printed, label, in order.

    Equal values stand newest first. A statistic whose value is no number is left out: its words are still found.

    >>> found = SearchStatistic("q-1", "1.8万件", "物资", "18000")
    >>> write_numbers([SearchDocument("a/", "甲", "2022-01-01", statistics=(found,))])
    ([18000], [[18000, 0, 'q-1', '1.8万件', '物资']])
    """
    rows = sorted(_rows(documents), key=lambda row: (row[0], -row[1]))
    starts = range(0, len(rows), _ROWS_IN_SHARD)
    firsts = [_plain(rows[start][0]) for start in starts]
    return firsts, [_flat(rows[start : start + _ROWS_IN_SHARD]) for start in starts]


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
