"""Every statistic as a row of a table: CSV, JSON and SQLite, with the columns described.

Values stay exact: decimals are written digit by digit, never through a binary fraction.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring

from ..grouping import Entry

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
    ("parent", "string", "合计的编号", "数字是某个合计的分项时，该合计的编号"),
    ("audit", "string", "核对结果", "数字是合计时：adds-up 相符，differs 不符，partial 只列出部分"),
    ("sentence", "string", "原句", "数字所在的句子"),
)
NAMES = tuple(column[0] for column in COLUMNS)
# A spreadsheet runs a cell that begins like this as a formula.
FORMULA = frozenset("=+-@\t\r")


def rows_of(entry: Entry) -> Iterator[tuple[str, ...]]:
    """The statistics of a bulletin as rows of COLUMNS, in order of place."""
    parent = {part: breakdown.total for breakdown in entry.breakdowns for part in breakdown.parts}
    audit = {breakdown.total: str(breakdown.audit) for breakdown in entry.breakdowns}
    date, names = f"{entry.date:%Y-%m-%d}", "；".join(entry.departments)
    for place, (view, facets) in enumerate(zip(entry.statistics, entry.facets, strict=True)):
        above = entry.statistics[parent[place]].id if place in parent else ""
        head = (view.id, view.url, entry.bulletin.title, date, names)
        number = (view.label, view.value, view.upper, view.unit, view.hedge, view.printed)
        about = (facets.cumulative, facets.scope, facets.per, facets.change, facets.base, facets.period)
        yield (*head, *number, *about, above, audit.get(place, ""), view.sentence)


class Tables:
    """The rows of bulletins as text, each made once however many files hold it."""

    def __init__(self) -> None:
        self._csv: dict[str, bytes] = {}
        self._json: dict[str, bytes] = {}

    def csv(self, entries: Iterable[Entry]) -> bytes:
        """Rows as CSV (RFC 4180, UTF-8)."""
        return f"{','.join(NAMES)}\r\n".encode() + b"".join(map(self._csv_of, entries))

    def json(self, entries: Iterable[Entry]) -> bytes:
        """Rows as a JSON list of objects; values as numbers, digit by digit."""
        rows = b",\n".join(filter(None, map(self.json_rows, entries)))
        return b"[\n" + rows + b"\n]\n" if rows else b"[]\n"

    def json_rows(self, entry: Entry) -> bytes:
        """The rows of one bulletin as JSON objects parted by commas, nothing for none."""
        if entry.url not in self._json:
            self._json[entry.url] = ",\n".join(map(statistic_json, rows_of(entry))).encode()
        return self._json[entry.url]

    def _csv_of(self, entry: Entry) -> bytes:
        if entry.url not in self._csv:
            stream = io.StringIO(newline="")
            csv.writer(stream, lineterminator="\r\n").writerows(map(_harmless, rows_of(entry)))
            self._csv[entry.url] = stream.getvalue().encode()
        return self._csv[entry.url]


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


def to_sqlite(entries: Iterable[Entry]) -> bytes:
    """One database with the tables bulletins and statistics; equal bytes for equal input.

    ``value`` is REAL for sorting and sums, ``value_text`` has every digit.
    """
    base = sqlite3.connect(":memory:")
    names = ", ".join(f"{name} {'REAL' if kind == 'decimal' else 'TEXT'}" for name, kind, _, _ in COLUMNS)
    base.execute(
        "CREATE TABLE bulletins (url TEXT PRIMARY KEY, title TEXT, date TEXT, departments TEXT, column_name TEXT)"
    )
    base.execute(f"CREATE TABLE statistics ({names}, value_text TEXT)")
    value = NAMES.index("value")
    for entry in entries:
        bulletin = entry.bulletin
        names_of = "；".join(entry.departments)
        row = (entry.url, bulletin.title, f"{entry.date:%Y-%m-%d}", names_of, bulletin.column)
        base.execute("INSERT INTO bulletins VALUES (?, ?, ?, ?, ?)", row)
        marks = ", ".join("?" * (len(NAMES) + 1))
        base.executemany(
            f"INSERT INTO statistics VALUES ({marks})",
            ((*cells, cells[value]) for cells in map(_empty_as_null, rows_of(entry))),
        )
    base.commit()
    data = base.serialize()
    base.close()
    return data


def _empty_as_null(row: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(
        cell or None if kind == "decimal" else cell for (_, kind, _, _), cell in zip(COLUMNS, row, strict=True)
    )
