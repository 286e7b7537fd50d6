"""Cells of a table that hold amounts, by the head of their column or by their form: no mobile numbers."""

from __future__ import annotations

import re

from .context import DOCUMENT_BEFORE, amount_after

CELLS = re.compile(r"[\t|]")
CSV_CELLS = re.compile(r"[\t|,]")
# 金额, 产值(亿元), 用电量（千瓦时）: what is counted in money, or a unit in brackets.
AMOUNTS = re.compile(
    r"(?:总量|产量|数额|金额|总额|产值|收入|支出|资产|投资额?|预算|税额|利润)(?:[（(][^（）()]{1,6}[)）])?$"
)
BRACKETS = re.compile(r"[（(]([^（）()]{1,6})[)）]$")
PEOPLE = re.compile("电话|手机|联系|号码|证号|姓名")
PAPERS = re.compile("护照|通行证|身份证")
# 单位：元, above a table or in a cell of its head: every figure is an amount but those of columns that name people.
UNIT = re.compile(r"单位[:：]\s?[百千万亿]*(?:[美欧日港]?元|人民币|吨|公斤|千瓦时|度|立方米|平方米|亩|人次?|户|件|股)")
ANNOUNCED, WITHIN = 1, 2
PAPER_NUMBER = re.compile(r"\s*[A-Za-zＡ-Ｚ]{0,2}[\d０-９]{6,17}[\dXx０-９]\s*")
FIGURE = re.compile(r"\s*(?:\d[,，]?){9,14}(?:\.\d+)?\s*")
DECIMAL = re.compile(r"\s*\d{1,4}\.\d{11,}\s*")


class Columns:
    """Reads a text line by line and takes the figures of such columns out of it."""

    def __init__(self, cells: re.Pattern[str] = CELLS) -> None:
        self._cells = cells
        self._count = 0
        self._amounts: frozenset[int] = frozenset()
        self._papers: dict[int, str] = {}
        self._people: frozenset[int] = frozenset()
        self._unit = 0

    def without_amounts(self, line: str) -> str:
        """The line, without the cells that are amounts by the head of their column, or a decimal and nothing else.

        >>> columns = Columns()
        >>> columns.without_amounts("|项目|用电量（千瓦时）|电话|")
        '|项目|用电量（千瓦时）|电话|'
        >>> columns.without_amounts("|甲|13800138000|13900139000|")
        '|甲||13900139000|'
        """
        cells = self._cells.split(line)
        if len(cells) < 2:
            self._count = 0
            if line.strip() or self._unit == WITHIN:
                self._unit = ANNOUNCED if UNIT.search(line) else 0
            return line
        if self._unit or UNIT.search(line):
            self._unit = WITHIN
        figures = {place for place, cell in enumerate(cells) if FIGURE.fullmatch(cell)}
        heads = frozenset(place for place, cell in enumerate(cells) if _heads_amounts(cell.strip()))
        # A title may stand over the heads; beside figures such a word heads its row.
        if len(cells) != self._count or (heads and not figures):
            self._count = len(cells)
            self._amounts = heads
            self._papers = {place: name for place, cell in enumerate(cells) if (name := _paper(cell.strip()))}
            self._people = frozenset(place for place, cell in enumerate(cells) if PEOPLE.search(cell))
        elif self._papers:
            cells = [self._named(place, cell) for place, cell in enumerate(cells)]
        taken = figures if heads else figures & self._amounts
        taken |= figures - self._people if self._unit else set()
        taken |= {place for place, cell in enumerate(cells) if DECIMAL.fullmatch(cell)}
        if not taken and not self._papers:
            return line
        marks = (*self._cells.findall(line), "")
        kept = ("" if place in taken else cell for place, cell in enumerate(cells))
        return "".join(cell + mark for cell, mark in zip(kept, marks, strict=True))

    def _named(self, place: int, cell: str) -> str:
        """A number of a paper with the head of its column before it, by which it is known."""
        head = self._papers.get(place)
        return f"{head} {cell.strip()}" if head and PAPER_NUMBER.fullmatch(cell) else cell


def _paper(cell: str) -> str:
    """The paper whose numbers stand below a cell, "" for none."""
    found = PAPERS.search(cell)
    return found[0] if found else cell if DOCUMENT_BEFORE.search(cell) else ""


def _heads_amounts(cell: str) -> bool:
    """Whether a cell is the head of a column of amounts.

    >>> [_heads_amounts(cell) for cell in ("投资额（万元）", "面积(亩)", "电话（手机）", "张某某（科长）", "6.3")]
    [True, True, False, False, False]
    """
    if PEOPLE.search(cell):
        return False
    found = BRACKETS.search(cell)
    units = (found[1], found[1].lstrip("万亿千百")) if found else ()
    return bool(AMOUNTS.search(cell) or any(amount_after().fullmatch(unit) for unit in units))


__all__ = ["CELLS", "CSV_CELLS", "Columns"]
