"""Every statistic as a row of a table: CSV, JSON and SQLite, with the columns described.

Values stay exact: decimals are written digit by digit, never through a binary fraction.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring
from pathlib import Path

from ..grouping import Entry, places_of

# (name, datatype of CSVW, title, what it means)
COLUMNS = (
    ("id", "string", "编号", "统计数字的编号，即正文里锚点的名称；与 url 合起来在全站唯一"),
    ("url", "string", "网址", "数字所在的原句，相对于网站根目录"),
    ("title", "string", "公报标题", "数字所在公报的标题"),
    ("date", "date", "发布日期", "公报的发布日期，北京时间"),
    ("departments", "string", "发布机构", "规范名称；联合发文的用“；”隔开"),
    ("label", "string", "统计内容", "数字数的是什么，取自原文"),
    ("value", "decimal", "数值", "万、亿、千已经乘开"),
    ("upper", "decimal", "上限", "数字是一个范围时的上限，否则为空"),
    ("unit", "string", "单位", "不含万、亿、千"),
    ("hedge", "string", "约数词", "约、近、余、多、以上等，照原文"),
    ("printed", "string", "原样", "数字在原文里的写法"),
    ("cumulative", "string", "累计", "累计、共、截至某日等，照原文"),
    ("scope", "string", "范围", "全市、县区或地名，照原文"),
    ("per", "string", "每", "每天、日均等，照原文"),
    ("change", "string", "增减", "rise 表示增加，fall 表示减少，空表示是水平值"),
    ("base", "string", "对比基数", "同比、环比等，照原文"),
    ("period", "string", "时期", "数字所属的时期，照原文"),
    ("qualifier", "string", "限定", "最大、预计、可、其余、正在等，照原文；几个之间空一格"),
    ("parent", "string", "合计的编号", "数字是某个合计的分项时，该合计的编号"),
    ("audit", "string", "核对结果", "数字是合计时：adds-up 相符，differs 不符，partial 只列出部分"),
    ("sentence", "string", "原句", "数字所在的句子"),
)
NAMES = tuple(column[0] for column in COLUMNS)
HEAD = f"{','.join(NAMES)}\r\n".encode()
# What stands around the rows in a bulletin's data.json; no text of JSON can hold a line end.
ROWS_BEGIN, ROWS_END = b'\n "statistics": [\n', b"\n ]\n}\n"
PIECE = 1 << 20
LONG = 1_000
"""Statistics of a bulletin whose table is long."""
MOST_HELD = 20_000_000
"""Bytes of long tables that are kept for their units."""
# A spreadsheet runs a cell that begins like this as a formula.
FORMULA = frozenset("=+-@\t\r")


def rows_of(entry: Entry) -> Iterator[tuple[str, ...]]:
    """The statistics of a bulletin as rows of COLUMNS, in order of place."""
    body = entry.body
    parent = {part: breakdown.total for breakdown in body.breakdowns for part in breakdown.parts}
    audit = {breakdown.total: str(breakdown.audit) for breakdown in body.breakdowns}
    date, names = f"{entry.date:%Y-%m-%d}", "；".join(entry.departments)
    for place, (view, facets) in enumerate(zip(body.statistics, body.facets, strict=True)):
        above = body.statistics[parent[place]].id if place in parent else ""
        head = (view.id, view.url, entry.bulletin.title, date, names)
        number = (view.label, view.value, view.upper, view.counted, view.hedge, view.printed)
        about = (
            facets.cumulative,
            facets.scope,
            facets.per,
            facets.change,
            facets.base,
            facets.period,
            facets.qualifier,
        )
        yield (*head, *number, *about, above, audit.get(place, ""), view.sentence)


def csv_of(entry: Entry) -> bytes:
    """The statistics of a bulletin as CSV (RFC 4180, UTF-8)."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(map(_harmless, rows_of(entry)))
    return HEAD + stream.getvalue().encode()


def json_rows(entry: Entry) -> bytes:
    """The rows of one bulletin as JSON objects parted by commas, nothing for none; values digit by digit."""
    return b",\n".join(statistic_json(row).encode() for row in rows_of(entry))


class Tables:
    """Tables over several bulletins, put together from the files of each, which have to be written before.

    Nothing is made twice and nothing is held: a table of any size is a stream of pieces.
    """

    def __init__(self, output: Path) -> None:
        self._output = output
        self._lines: dict[str, list[bytes]] = {}
        self._room = MOST_HELD

    def csv(self, entries: Iterable[Entry], unit: str | None = None) -> Iterator[bytes]:
        """Rows as CSV, those of one unit when it is given."""
        yield HEAD
        for entry in entries:
            if unit is None:
                yield self._csv(entry)
            else:
                yield b"".join(self._chosen(entry, "data.csv", unit))

    def json(self, entries: Iterable[Entry], unit: str | None = None) -> Iterator[bytes]:
        """Rows as a JSON list of objects, those of one unit when it is given."""
        lead = b"[\n"
        for entry in entries:
            if unit is None:
                rows = self.rows(entry)
            else:
                rows = b",\n".join(line.rstrip(b",\n") for line in self._chosen(entry, "data.json", unit))
            if rows:
                yield lead + rows
                lead = b",\n"
        yield b"[]\n" if lead == b"[\n" else b"\n]\n"

    def rows(self, entry: Entry) -> bytes:
        """The rows of one bulletin as its own file has them."""
        data = self._bytes(entry, "data.json")
        return data[data.index(ROWS_BEGIN) + len(ROWS_BEGIN) : -len(ROWS_END)].rstrip(b"\n")

    def _bytes(self, entry: Entry, name: str) -> bytes:
        with open(f"{self._output}/{entry.url}{name}", "rb") as stream:  # noqa: PTH123 - a string, thousands of times
            return stream.read()

    def _csv(self, entry: Entry) -> bytes:
        return self._bytes(entry, "data.csv").removeprefix(HEAD)

    def _chosen(self, entry: Entry, name: str, unit: str) -> list[bytes]:
        """The lines that count in a unit; each statistic has one line, for no text of a row holds a line end."""
        lines = self._lines_of(entry, name)
        return [lines[place] for place in places_of(entry, unit)]

    def _lines_of(self, entry: Entry, name: str) -> list[bytes]:
        """The rows of a bulletin, one by one. A long table is kept: it is asked for by each of its units."""
        path = entry.url + name
        if path in self._lines:
            return self._lines[path]
        data = self._csv(entry) if name == "data.csv" else self.rows(entry)
        lines = data.splitlines(keepends=True) if name == "data.csv" else data.split(b"\n")
        if len(lines) != entry.count:
            raise ValueError(f"{entry.url}: {len(lines)} rows for {entry.count} statistics")
        if entry.count >= LONG and len(data) <= self._room:
            self._room -= len(data)
            self._lines[path] = lines
        return lines

    def sqlite(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """One database with the tables bulletins and statistics; equal bytes for equal input.

        ``value`` is REAL for sorting and sums, ``value_text`` has every digit.
        """
        with tempfile.TemporaryDirectory(prefix="gongbao-") as folder:
            path = Path(folder) / "statistics.sqlite"
            self._fill(path, entries)
            with path.open("rb") as stream:
                while piece := stream.read(PIECE):
                    yield piece

    def _fill(self, path: Path, entries: Iterable[Entry]) -> None:
        base = sqlite3.connect(path)
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        names = ", ".join(f"{name} {'REAL' if kind == 'decimal' else 'TEXT'}" for name, kind, _, _ in COLUMNS)
        base.execute(
            "CREATE TABLE bulletins (url TEXT PRIMARY KEY, title TEXT, date TEXT, departments TEXT, column_name TEXT)"
        )
        base.execute(f"CREATE TABLE statistics ({names}, value_text TEXT)")
        insert = f"INSERT INTO statistics VALUES ({', '.join('?' * (len(NAMES) + 1))})"
        for entry in entries:
            bulletin = entry.bulletin
            row = (entry.url, bulletin.title, f"{entry.date:%Y-%m-%d}", "；".join(entry.departments), bulletin.column)
            base.execute("INSERT INTO bulletins VALUES (?, ?, ?, ?, ?)", row)
            # Numbers stay the words that they are in the file.
            rows = json.loads(b"[" + self.rows(entry) + b"]", parse_float=str, parse_int=str)
            base.executemany(insert, ((*cells.values(), cells["value"]) for cells in rows))
        base.commit()
        base.close()


NUMBERS = frozenset({NAMES.index("value"), NAMES.index("upper")})


def _harmless(row: tuple[str, ...]) -> tuple[str, ...]:
    """Put an apostrophe before words that a spreadsheet would run as a formula.

    >>> _harmless(("=1+1", "甲"))
    ("'=1+1", '甲')
    """
    if not any(cell[:1] in FORMULA for cell in row if cell):
        return row
    return tuple(
        f"'{cell}" if cell and cell[0] in FORMULA and place not in NUMBERS else cell for place, cell in enumerate(row)
    )


def statistic_json(row: tuple[str, ...]) -> str:
    """One row as a JSON object. A JSON number keeps every digit, so ``value`` is exact for who reads it exactly."""
    cells = (
        f"{_quoted(name)}:{(cell or 'null') if kind == 'decimal' else _quoted(cell)}"
        for (name, kind, _, _), cell in zip(COLUMNS, row, strict=True)
    )
    return "{" + ",".join(cells) + "}"


# The library's own escaping of one string, without the rest of an encoder around it: it runs for every cell.
_quoted = encode_basestring
