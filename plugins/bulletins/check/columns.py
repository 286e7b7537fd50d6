"""Columns of a table whose head says that they hold amounts: a figure of eleven digits in one is no mobile number."""

from __future__ import annotations

import re

CELLS = re.compile(r"[\t|]")
# 金额, 投资额（万元）, 产值(亿元): what is counted in money, or a unit in brackets.
AMOUNTS = re.compile(
    r"(?:金额|总额|产值|收入|支出|资产|投资额?|预算|税额|利润)(?:[（(][^（）()]{1,6}[)）])?$|[（(][万亿]?元[)）]$"
)
PEOPLE = re.compile("电话|手机|联系|号码|证号")
FIGURE = re.compile(r"\s*(?:\d[,，]?){1,14}(?:\.\d+)?\s*")


class Columns:
    """Reads a text line by line and takes the figures of such columns out of it."""

    def __init__(self) -> None:
        self._count = 0
        self._amounts: frozenset[int] = frozenset()

    def without_amounts(self, line: str) -> str:
        """The line, without the cells that are amounts by the head of their column.

        >>> columns = Columns()
        >>> columns.without_amounts("|项目|金额（元）|电话|")
        '|项目|金额（元）|电话|'
        >>> columns.without_amounts("|甲|13800138000|13900139000|")
        '|甲||13900139000|'
        """
        if "\t" not in line and "|" not in line:
            self._count = 0
            return line
        cells = CELLS.split(line)
        if len(cells) != self._count:
            self._count = len(cells)
            self._amounts = frozenset(
                place for place, cell in enumerate(cells) if AMOUNTS.search(cell.strip()) and not PEOPLE.search(cell)
            )
        if not self._amounts:
            return line
        kept = iter(
            "" if place in self._amounts and FIGURE.fullmatch(cell) else cell for place, cell in enumerate(cells)
        )
        marks = (*CELLS.findall(line), "")
        return "".join(cell + mark for cell, mark in zip(kept, marks, strict=True))


__all__ = ["Columns"]
