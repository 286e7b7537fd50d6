"""Open data about bulletins: their fields, schema.org Datasets, and what the columns of the tables mean."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..grouping import Entry
from ..views import SiteView
from .tables import COLUMNS, ROWS_BEGIN, ROWS_END, json_rows


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
        "period": bulletin.period,
        "origin": bulletin.origin,
        "author": bulletin.author,
        "status": bulletin.status,
        "review": list(bulletin.review),
        "corrections": [{"date": f"{item.date:%Y-%m-%d}", "note": item.note} for item in bulletin.corrections],
    }


def bulletins_json(entries: Iterable[Entry], site: SiteView) -> bytes:
    """Every bulletin without its text, newest first."""
    rows = [bulletin_fields(entry, site) | {"excerpt": entry.excerpt, "statistics": entry.count} for entry in entries]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def bulletin_json(entry: Entry, site: SiteView) -> bytes:
    """One bulletin with its figures. It is JSON-LD too: a schema.org Dataset about the bulletin."""
    body = entry.body
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
        "highlights": [body.statistics[highlight.statistic].id for highlight in body.highlights],
        "breakdowns": [
            {
                "total": body.statistics[breakdown.total].id,
                "parts": [body.statistics[part].id for part in breakdown.parts],
                "audit": str(breakdown.audit),
                "difference": str(breakdown.difference),
            }
            for breakdown in body.breakdowns
        ],
    }
    head = json.dumps(dataset, ensure_ascii=False, indent=1).removesuffix("\n}")
    return head.encode() + b"," + ROWS_BEGIN + json_rows(entry) + ROWS_END


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
