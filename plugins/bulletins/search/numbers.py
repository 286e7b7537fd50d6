"""Statistics by value, so that 18399, １８,３９９ and 1.8万 lead to the same figure, with its label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import chain, pairwise

from .documents import SearchDocument
from .spreading import Rule, starts_of
from .texts import printed_text

_VALUES_IN_SHARD = 64
_ROWS_IN_SHARD = 600
_MANY = 4000  # statistics of one bulletin whose places are not told: looking back for each would take its square
_DIGITS = 16  # of the first number that has too many
_PLAIN = 10**15  # numbers below it, and no fractions with an exponent, are printed alike by Python and by browsers

Number = int | float
# Value, how often the printed figure stands before it in the text, what is printed behind the value, and the label.
Row = tuple[Number, int, str, int | str]
# Of rows with the number of the bulletin behind the value: newest first, in the order of its text.
NUMBERS = Rule(lambda value: value, lambda row: -row[1], _VALUES_IN_SHARD, _ROWS_IN_SHARD)


def write_numbers(rows: Mapping[int, Sequence[Row]]) -> tuple[list[Number], Iterator[list[Sequence[object]]]]:
    """The first value of each shard, and the shards, out of the rows of each bulletin by its number: columns of value,
    bulletin and the rest of ``rows_of``, in order. Equal values stand newest first.

    >>> firsts, shards = write_numbers({0: [(18000, 0, "=1.8万件", 2)], 1: [(18000, 0, "件", "物资")]})
    >>> firsts, list(shards)
    ([18000], [[(18000, 18000), [1, 0], (0, 0), ('件', '=1.8万件'), ('物资', 2)]])
    """
    of_value: dict[Number, tuple[list[int], list[Row]]] = {}
    for number in sorted(rows, reverse=True):
        for row in rows[number]:
            if row[0] not in of_value:
                of_value[row[0]] = [], []
            numbers, own = of_value[row[0]]
            numbers.append(number)
            own.append(row)
    values = sorted(of_value)
    sizes = [len(of_value[value][0]) for value in values]
    bounds = [*starts_of([str(value) for value in values], _VALUES_IN_SHARD, _ROWS_IN_SHARD, sizes), len(values)]
    some = ([of_value[value] for value in values[one:other]] for one, other in pairwise(bounds))
    return [values[start] for start in bounds[:-1]], map(_columns, some)


def _columns(of_values: Sequence[tuple[list[int], list[Row]]]) -> list[Sequence[object]]:
    value, *rest = zip(*chain.from_iterable(rows for _, rows in of_values), strict=True)
    return [value, list(chain.from_iterable(numbers for numbers, _ in of_values)), *rest]


def rows_of(document: SearchDocument) -> list[Row]:
    """The statistics of a bulletin as its index has them, as little as its text leaves to be said.

    A statistic is named by its place: how often what it prints stands before it in the text as ``texts.py`` keeps it,
    overlapping ones counted. What begins with the value is printed without it, anything else after "=". A label that
    stands right before the figure is only its length, in UTF-16 units. A statistic whose value is no number is left
    out: its words are still found. In bulletins of very many the first place of each stands for all.

    >>> from .documents import SearchStatistic
    >>> one = SearchStatistic("18000件", "物资", "18000")
    >>> rows_of(SearchDocument("a/", "甲", "2022-01-01", text="调拨物资18000件。", statistics=(one,)))
    [(18000, 0, '件', 2)]
    """
    text, after = printed_text(document), 0
    rows: list[Row] = []
    last: dict[str, tuple[int, int]] = {}  # where a figure was printed last, and how often before
    many = len(document.statistics) > _MANY
    for statistic in document.statistics:
        printed, label = statistic.printed, statistic.label
        value, shown = _figure(statistic.value, printed)
        if value is None:
            continue
        before, at = last.get(printed) or (-1 if many else text.find(printed), 0)
        place = before if before >= after or before < 0 else text.find(printed, after)
        while before < place:
            before, at = text.find(printed, before + 1), at + 1
        last[printed] = before, at
        is_near = place > 0 and text.endswith(label, 0, place)
        rows.append((value, at, shown, _units(label) if is_near else label))
        after = place + len(printed) if place >= 0 else after
    return rows


def _figure(number: str, printed: str) -> tuple[Number | None, str]:
    """The value of a figure, and what is told of how it is printed."""
    if number.isdecimal() and number.isascii() and len(number) < _DIGITS and number[0] != "0":
        value: Number | None = int(number)  # most are; what follows comes to the same, slower
        own = number
    else:
        value = _number(number)
        own = str(value)
    if value is None or not printed.startswith(own) or abs(value) >= _PLAIN or "e" in own:
        return value, "=" + printed
    return value, _one(printed[len(own) :])


@lru_cache(maxsize=1 << 16)
def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=1 << 14)
def _one(text: str) -> str:
    """Equal texts as one: units stand behind millions of figures."""
    return text


@lru_cache(maxsize=1 << 14)  # the same numbers stand in many bulletins
def _number(text: str) -> Number | None:
    """As JSON has it; None for what is no number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)
