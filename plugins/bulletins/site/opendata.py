"""Open data: every statistic and every bulletin as CSV, JSON and SQLite, with their columns described.

Values stay exact: decimals are written digit by digit, never through a binary fraction.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from ..grouping import Entry
from ..views import SiteView

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
FORMULA = re.compile(r"[=+\-@\t\r]")


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


def to_csv(entries: Iterable[Entry]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8). Words that a spreadsheet would run as a formula get an apostrophe before them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(NAMES)
    numeric = {NAMES.index("value"), NAMES.index("upper")}
    for entry in entries:
        for row in rows_of(entry):
            writer.writerow(
                f"'{cell}" if FORMULA.match(cell) and place not in numeric else cell for place, cell in enumerate(row)
            )
    return stream.getvalue().encode()


def to_json(entries: Iterable[Entry]) -> bytes:
    """Rows as a JSON list of objects; values as numbers, digit by digit."""
    rows = ",\n".join(statistic_json(row) for entry in entries for row in rows_of(entry))
    return f"[\n{rows}\n]\n".encode() if rows else b"[]\n"


def statistic_json(row: tuple[str, ...]) -> str:
    """One row as a JSON object. A JSON number keeps every digit, so ``value`` is exact for who reads it exactly."""
    cells = (
        f"{_quoted(name)}:{(cell or 'null') if kind == 'decimal' else _quoted(cell)}"
        for (name, kind, _, _), cell in zip(COLUMNS, row, strict=True)
    )
    return "{" + ",".join(cells) + "}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def bulletin_fields(entry: Entry, site: SiteView) -> dict[str, object]:
    """What identifies a bulletin, for JSON."""
    bulletin = entry.bulletin
    return {
        "url": f"{site.base}/{entry.url}" if site.base else entry.url,
        "title": bulletin.title,
        "date": f"{entry.date:%Y-%m-%d %H:%M}"
        if (entry.date.hour, entry.date.minute) != (0, 0)
        else f"{entry.date:%Y-%m-%d}",
        "departments": list(entry.departments),
        "column": bulletin.column,
        "topics": list(bulletin.topics),
        "series": bulletin.series,
        "document_number": bulletin.document_number,
        "origin": bulletin.origin,
        "author": bulletin.author,
        "status": bulletin.status,
        "review": list(bulletin.review),
        "corrections": [{"date": f"{item.date:%Y-%m-%d}", "note": item.note} for item in bulletin.corrections],
    }


def bulletins_json(entries: Iterable[Entry], site: SiteView) -> bytes:
    """Every bulletin without its text, newest first."""
    rows = [
        bulletin_fields(entry, site) | {"excerpt": entry.excerpt, "statistics": len(entry.statistics)}
        for entry in entries
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def bulletin_json(entry: Entry, site: SiteView) -> bytes:
    """One bulletin with its figures. It is JSON-LD too: a schema.org Dataset about the bulletin."""
    dataset = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{entry.bulletin.title}：统计数字",
        "description": entry.summary or entry.bulletin.title,
        "inLanguage": "zh-CN",
        "datePublished": f"{entry.date:%Y-%m-%d}",
        "dateModified": f"{entry.updated:%Y-%m-%d}",
        "creator": [{"@type": "GovernmentOrganization", "name": name} for name in entry.departments],
        "distribution": [{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": "data.csv"}],
        "bulletin": bulletin_fields(entry, site),
        "highlights": [entry.statistics[highlight.statistic].id for highlight in entry.highlights],
        "breakdowns": [
            {
                "total": entry.statistics[breakdown.total].id,
                "parts": [entry.statistics[part].id for part in breakdown.parts],
                "audit": str(breakdown.audit),
                "difference": str(breakdown.difference),
            }
            for breakdown in entry.breakdowns
        ],
    }
    head = json.dumps(dataset, ensure_ascii=False, indent=1).removesuffix("\n}")
    rows = ",\n".join(f"  {statistic_json(row)}" for row in rows_of(entry))
    return f'{head},\n "statistics": [\n{rows}\n ]\n}}\n'.encode()


def csvw_metadata(site: SiteView) -> bytes:
    """What the columns of statistics.csv are, after the CSV on the Web recommendation."""
    columns = [
        {"name": name, "titles": name, "datatype": kind, "dc:title": title, "dc:description": meaning}
        for name, kind, title, meaning in COLUMNS
    ]
    table = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "url": "statistics.csv",
        "dc:title": f"{site.name}：全部统计数字",
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns, "primaryKey": "url"},
    }
    return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()


def dataset_jsonld(entries: tuple[Entry, ...], site: SiteView) -> bytes:
    """The site's statistics as a schema.org Dataset."""
    formats = (("text/csv", "csv"), ("application/json", "json"), ("application/vnd.sqlite3", "sqlite"))
    base = f"{site.base}/data/" if site.base else ""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{site.name}：全部统计数字",
        "description": "各部门公报里的每一个统计数字，附原句和出处",
        "inLanguage": "zh-CN",
        "variableMeasured": [title for _, _, title, _ in COLUMNS],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}statistics.{suffix}"}
            for kind, suffix in formats
        ],
    }
    if entries:
        data["dateModified"] = f"{max(entry.updated for entry in entries):%Y-%m-%d}"
        data["temporalCoverage"] = f"{entries[-1].date:%Y-%m-%d}/{entries[0].date:%Y-%m-%d}"
    if site.organiser:
        data["creator"] = {"@type": "GovernmentOrganization", "name": site.organiser}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


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
