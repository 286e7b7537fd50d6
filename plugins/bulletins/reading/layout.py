"""Text as lines: what HTML and Word have in common once their markup is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .refusing import MAX_CHARACTERS

BLANKS = re.compile(r"[ \t\r\n\f\v]+")
WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014]")
MAX_NESTING = 20
MAX_COLUMNS = 100
MAX_ROWS = 100
CELL_LINES = 5
CELL_CHARACTERS = 300


@dataclass(slots=True)
class _Cell:
    lines: list[str] = field(default_factory=list)
    columns: int = 1
    nests: bool = False  # a table stands inside


@dataclass(slots=True)
class _Table:
    """A table being read: its finished lines, the cells of the current row, columns still covered from above."""

    lines: list[str] = field(default_factory=list)
    row: list[_Cell] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    cell: _Cell | None = None
    place: int = 0  # columns of the row so far


class Layout:
    """Collects words and breaks, gives lines. A table that holds data becomes a line for a row, cells parted by
    tabs; one that only lays out a page becomes the lines of its cells.

    >>> layout = Layout()
    >>> for words in ("项目", "数量"): layout.start_cell(); layout.add(words); layout.end_cell()
    >>> layout.end_row(); layout.finish()
    '项目 数量\\n'
    >>> layout = Layout(); layout.start_table()
    >>> for words in ("项目", "数量"): layout.start_cell(); layout.add(words); layout.end_cell()
    >>> layout.end_row(); layout.end_table(); layout.finish()
    '项目\\t数量\\n'
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._run: list[str] = []
        self._tables: list[_Table] = []
        self._too_deep = 0
        self.count = 0  # lines ended so far, for a caller that must know whether an element gave any
        self._room = MAX_CHARACTERS + 1  # nothing beyond is kept: the text will be refused as too long

    @property
    def _target(self) -> list[str]:
        if not self._tables:
            return self._lines
        table = self._tables[-1]
        return table.cell.lines if table.cell else table.lines

    def add(self, words: str) -> None:
        """Append words to the current line."""
        if self._room > 0:
            self._room -= len(words)
            self._run.append(words)

    def add_kept(self, words: str) -> None:
        """Append words whose line breaks are meant (``<pre>``)."""
        first, *others = words.split("\n")
        self.add(first)
        for line in others:
            self.end_line()
            self.add(line)

    def end_line(self, *, blank: bool = False) -> None:
        """End the current line. An empty one is kept only when ``blank`` says that it was meant."""
        line = _one_line("".join(self._run))
        self._run.clear()
        if line or blank:
            self._target.append(line)
            self.count += 1

    def part(self) -> None:
        """End the line and leave one blank line, unless there is one already."""
        self.end_line()
        target = self._target
        if target and target[-1]:
            target.append("")

    def start_table(self) -> None:
        """Begin a table. Beyond a depth that no real page has, tables are read as plain lines."""
        self.end_line()
        if len(self._tables) >= MAX_NESTING:
            self._too_deep += 1
            return
        if self._tables and self._tables[-1].cell:
            self._tables[-1].cell.nests = True
        self._tables.append(_Table())

    def start_cell(self, columns: int = 1, rows: int = 1) -> None:
        """Begin a cell that spans ``columns`` and ``rows``; a cell left open is ended first."""
        self.end_cell()
        if not self._tables or self._too_deep:
            return
        table = self._tables[-1]
        self._cover(table)
        columns = max(1, min(columns, MAX_COLUMNS - table.place))
        if rows > 1 and table.place < MAX_COLUMNS:
            table.covered.update({table.place + column: min(rows, MAX_ROWS) for column in range(columns)})
        table.cell = _Cell(columns=columns)
        table.row.append(table.cell)
        table.place += columns

    @staticmethod
    def _cover(table: _Table) -> None:
        """Put an empty cell wherever one from a row above reaches down."""
        while table.covered.get(table.place, 0) > 0:
            table.row.append(_Cell())
            table.place += 1

    def end_cell(self) -> None:
        """End the open cell, if there is one."""
        if self._too_deep or not self._tables:
            self.add(" ")
            return
        if self._tables[-1].cell:
            self.end_line()
            self._tables[-1].cell = None

    def end_row(self) -> None:
        """End the row: its cells become one line, or several when the table only lays out a page."""
        self.end_cell()
        if self._too_deep or not self._tables:
            self.end_line()
            return
        table = self._tables[-1]
        if not table.row:
            return
        self._cover(table)
        self._room -= table.place
        if self._room > -MAX_COLUMNS:
            table.lines.extend(_row_lines(table.row))
        table.row, table.place = [], 0
        table.covered = {column: rows - 1 for column, rows in table.covered.items() if rows > 1}

    def end_table(self) -> None:
        """End the table and hand its lines to whatever it stands in."""
        self.end_line()
        if self._too_deep:
            self._too_deep -= 1
        elif self._tables:
            self.end_row()
            lines = self._tables.pop().lines
            self.part()
            self._target.extend(lines)
            self.count += len(lines)
            self.part()

    def finish(self) -> str:
        """All lines, with at most two blank ones in a row and none at either end; "" when there are no words."""
        self.end_line()
        while self._tables:
            self._too_deep = 0
            self.end_table()
        text = re.sub(r"\n{4,}", "\n\n\n", "\n".join(self._lines)).strip("\n")
        return text + "\n" if text else ""


def _one_line(words: str) -> str:
    """Words with blanks folded as a browser does, and a source line break between Han characters taken out.

    >>> _one_line(" 全市共\\n  调拨 3 件\\xa0")
    '全市共调拨 3 件'
    """
    return BLANKS.sub(_fold, words.replace("\xa0", " ")).strip(" \u200b\ufeff")


def _fold(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    joins = "\n" in found.group() and WIDE.match(before) and WIDE.match(after)
    return "" if joins else " "


def _row_lines(row: list[_Cell]) -> list[str]:
    filled = [cell for cell in row if any(cell.lines)]
    if not filled:
        return []
    if len(row) == 1 or any(map(_lays_out, row)):
        return [line for cell in row for line in cell.lines]
    cells: list[str] = []
    for cell in row:
        cells += [" ".join(filter(None, cell.lines)), *[""] * (cell.columns - 1)]
    return ["\t".join(cells)]


def _lays_out(cell: _Cell) -> bool:
    return cell.nests or len(cell.lines) > CELL_LINES or sum(map(len, cell.lines)) > CELL_CHARACTERS
