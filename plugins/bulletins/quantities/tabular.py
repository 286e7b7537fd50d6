"""Totals in tables: rows and columns named 合计, 总计, 小计 against the cells that they sum.

A false alarm is worse than silence. A column of shares, averages or ranks is no sum; a row of 其中 makes its table
unfit to be summed; what differs by much is taken for a total of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bulletins.figures import TableSum
from bulletins.quantities.fold import fold

Row = Sequence[str]

_GRAND = re.compile(r"(?:全[市县区省]|本[市县]|以上|各[县市区]+)?(?:合计|总计|共计)数?")
_SUB = re.compile(r"[\u4e00-\u9fff]{0,8}小计")
_SUBSET = re.compile(r"^[(]?(?:其中|#|-|含|减|占|比|增|较|同比|环比|上年|去年|平均|人均|注|备注)")
_NO_SUM = re.compile(
    r"[%‰比率占均]|排[名位]|[名位]次|序号|编号|增[长速减幅]|降幅|单价|价格|指数|浓度|得分|分数|年份|日期|时间|电话|备注|上年|去年|目标"
)
_CELL = re.compile(r"(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<tail>[^0-9%‰]{0,6})")
_BLANK = frozenset({"", "-", "--", "/", "…", "无"})
_SCALED = re.compile(r"[百千万亿]")
# What differs by more than this is no slip.
_NEAR = Decimal("0.2")
_FEWEST = 2
_MOST_CELLS = 20_000


def table_sums(rows: Sequence[Row]) -> tuple[TableSum, ...]:
    """Every total of a table that could be checked, in order of place; ``rows`` begin with the head.

    Safe on any table; nothing is repaired. Rounded decimals that agree within their rounding count as equal.

    >>> rows = [("县区", "户数"), ("甲县", "30"), ("乙县", "20"), ("合计", "51")]
    >>> [(found.row_name, found.column_name, found.stated, found.parts) for found in table_sums(rows)]
    [('合计', '户数', Decimal('51'), Decimal('50'))]
    """
    cells = [[fold(cell).strip() for cell in row] for row in rows]
    if len(cells) < _FEWEST + 2 or sum(map(len, cells)) > _MOST_CELLS:
        return ()
    found = sorted(_believed([*_down(cells), *_across(cells)]), key=lambda one: (one.row, one.column))
    return tuple(replace(one, row_name=_name(rows[one.row]), column_name=_head(rows[0], one.column)) for one in found)


def _head(row: Row, column: int) -> str:
    return "".join(row[column].split()) if column < len(row) else ""


def _name(row: Row) -> str:
    return "".join(next((cell for cell in row[:2] if re.search(r"[\u4e00-\u9fff]", cell)), "").split())


def _kind(name: str) -> str:
    return "grand" if _GRAND.fullmatch(name) else "sub" if _SUB.fullmatch(name) else ""


def _down(cells: list[list[str]]) -> Iterator[TableSum]:
    names = [_name(row) for row in cells]
    kinds = ["", *(_kind(name) for name in names[1:])]
    if any(_SUBSET.match(name) for name in names[1:]):
        return
    for row, kind in enumerate(kinds):
        members = _members(kinds, row) if kind else []
        if len(members) < _FEWEST:
            continue
        for column in range(len(cells[row])):
            head = _head(cells[0], column)
            if _NO_SUM.search(head) or cells[row][column] == _name(cells[row]):
                continue
            values = [cells[member][column] if column < len(cells[member]) else "" for member in members]
            if (sums := _summed(cells[row][column], values, head)) is not None:
                yield TableSum(row, column, names[row], head, *sums)


def _members(kinds: list[str], row: int) -> list[int]:
    """The rows that a total sums: those above it since the last of its rank, or all below one that comes first."""
    if kinds[row] == "sub":
        above = next((back for back in range(row - 1, 0, -1) if kinds[back]), 0)
        return list(range(above + 1, row))
    start = next((back for back in range(row - 1, 0, -1) if kinds[back] == "grand"), 0)
    if row == start + 1:
        members = list(range(row + 1, next((n for n in range(row + 1, len(kinds)) if kinds[n] == "grand"), len(kinds))))
        return members if all(not kinds[member] for member in members) else []
    subs = [back for back in range(start + 1, row) if kinds[back] == "sub"]
    return subs + list(range(subs[-1] + 1, row)) if subs else list(range(start + 1, row))


def _across(cells: list[list[str]]) -> Iterator[TableSum]:
    head = [_head(cells[0], column) for column in range(len(cells[0]))]
    for column, name in enumerate(head):
        if not _GRAND.fullmatch(name):
            continue
        others = [other for other in range(1, len(head)) if other != column and not _NO_SUM.search(head[other])]
        if (
            len(others) < _FEWEST
            or sum(bool(_GRAND.fullmatch(one)) for one in head) > 1
            or any(map(_SUBSET.match, head))
        ):
            continue
        for row in range(1, len(cells)):
            if len(cells[row]) != len(head):
                continue
            sums = _summed(cells[row][column], [cells[row][other] for other in others], name)
            if sums is not None:
                yield TableSum(row, column, _name(cells[row]), name, *sums, across=True)


def _summed(total: str, parts: list[str], head: str) -> tuple[Decimal, Decimal] | None:
    """(stated, sum of parts), or None where a cell is no number of the total's kind; equal within rounding is equal."""
    whole = _CELL.fullmatch(total)
    read = [_CELL.fullmatch(part) for part in parts if part not in _BLANK]
    if whole is None or not read or len({found and found["tail"].strip() for found in (whole, *read)}) > 1:
        return None
    values = [Decimal(found["number"].replace(",", "")) for found in read if found]
    stated, summed = Decimal(whole["number"].replace(",", "")), sum(values, Decimal(0))
    places = max(_places(value) for value in (stated, *values))
    if places or _SCALED.search(head + whole["tail"]):
        slack = Decimal(len(values) + 1) / 2 * Decimal(1).scaleb(-places)
        if abs(stated - summed) <= slack:
            return stated, stated
    return stated, summed


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _believed(found: list[TableSum]) -> Iterator[TableSum]:
    """Those that can be sums at all: near what the parts give; a row total only where most of its column holds."""
    for one in found:
        if not one.differs:
            yield one
            continue
        peers = [other for other in found if other.across == one.across and other is not one]
        holding = sum(not other.differs for other in peers)
        if one.across and (holding < _FEWEST or holding * 2 < len(peers)):
            continue
        if abs(one.stated - one.parts) <= abs(one.stated) * _NEAR:
            yield one
