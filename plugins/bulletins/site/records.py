"""A rendered post as the cache keeps it: a small record that every list needs, and a large one that its own page needs.

Both are JSON. A site of any size holds only the small records in memory.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from sys import intern
from typing import Any

from ..figures import Audit, Breakdown, Facets, Highlight, TableSum
from ..grouping import Body
from ..model import Basis, Bulletin, Correction
from ..views import ContentsEntry, StatisticView

# Fields of a StatisticView that stand in the cache, ``counted`` and ``clause`` after them; the rest follow from the
# bulletin.
OWN = 12
STATISTIC = [item.name for item in fields(StatisticView)][:OWN]
FACETS = [item.name for item in fields(Facets)]
PLAIN = (
    "title", "slug", "column", "series", "part", "source", "origin", "author", "document_number", "period", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What lists and keys need of a post.

    ``bulletin`` has no sections; ``links`` are (as written, is picture, as printed).
    ``length`` counts the characters of the text, ``labels`` say what its statistics count, ``units`` in what, one for
    each; ``figure`` is the statistic of its first box.
    """

    bulletin: Bulletin
    excerpt: str
    summary: str
    length: int
    labels: tuple[str, ...]
    units: tuple[str, ...]
    figure: StatisticView | None
    links: tuple[tuple[str, bool, str], ...]


def bulletin_url(bulletin: Bulletin) -> str:
    """The address of a bulletin's page below the root of the site."""
    year = bulletin.date.year if bulletin.date else 1
    return f"bulletins/{year:04d}/{bulletin.slug}/"


def dump_head(head: Head) -> str:
    """As JSON; ``load_head`` is the inverse."""
    bulletin = head.bulletin
    data = {
        "plain": [getattr(bulletin, name) for name in PLAIN],
        "departments": bulletin.departments,
        "date": bulletin.date.isoformat() if bulletin.date else "",
        "topics": bulletin.topics,
        "corrections": [[item.date.isoformat(), item.note] for item in bulletin.corrections],
        "chosen": bulletin.highlights,
        "basis": bulletin.basis,
        "words": [head.excerpt, head.summary],
        "length": head.length,
        "labels": head.labels,
        "units": head.units,
        "figure": _row(head.figure) if head.figure else None,
        "links": head.links,
    }
    return _json(data)


def load_head(text: str) -> Head:
    """From JSON; raises KeyError, TypeError or ValueError when it isn't what ``dump_head`` wrote."""
    data = json.loads(text)
    bulletin = Bulletin(
        **dict(zip(PLAIN, data["plain"], strict=True)),
        departments=tuple(data["departments"]),
        date=datetime.fromisoformat(data["date"]) if data["date"] else None,
        topics=tuple(data["topics"]),
        corrections=tuple(Correction(datetime.fromisoformat(date), note) for date, note in data["corrections"]),
        highlights=None if data["chosen"] is None else tuple(data["chosen"]),
        basis=tuple((name, Basis(basis)) for name, basis in data["basis"]),
    )
    excerpt, summary = data["words"]
    return Head(
        bulletin=bulletin,
        excerpt=excerpt,
        summary=summary,
        length=data["length"],
        labels=tuple(data["labels"]),
        units=tuple(map(intern, data["units"])),
        figure=_statistics([data["figure"]], bulletin, "")[0] if data["figure"] else None,
        links=tuple((row[0], row[1], row[2]) for row in data["links"]),
    )


def dump_body(body: Body) -> str:
    """As JSON; ``load_body`` is the inverse."""
    data = {
        "words": [body.html, body.text],
        "contents": [[entry.id, entry.text, entry.level] for entry in body.contents],
        "statistics": [_row(view) for view in body.statistics],
        "facets": [[getattr(item, name) for name in FACETS] for item in body.facets],
        "breakdowns": [[b.total, b.parts, b.audit, str(b.difference)] for b in body.breakdowns],
        "highlights": [[item.statistic, item.breakdown] for item in body.highlights],
        "tables": [[_sum_row(one) for one in table] for table in body.tables],
    }
    return _json(data)


def load_body(text: str, bulletin: Bulletin, issuer: str) -> Body:
    """From JSON; ``issuer`` is the department's short name, which its statistics carry to other pages."""
    data = json.loads(text)
    html, words = data["words"]
    return Body(
        html=html,
        text=words,
        contents=tuple(ContentsEntry(*row) for row in data["contents"]),
        statistics=_statistics(data["statistics"], bulletin, issuer),
        facets=tuple(Facets(*row) for row in data["facets"]),
        breakdowns=tuple(Breakdown(t, tuple(p), Audit(a), Decimal(d)) for t, p, a, d in data["breakdowns"]),
        highlights=tuple(Highlight(*row) for row in data["highlights"]),
        tables=tuple(tuple(map(_table_sum, table)) for table in data["tables"]),
    )


def _sum_row(one: TableSum) -> list[object]:
    return [one.row, one.column, one.row_name, one.column_name, str(one.stated), str(one.parts), one.across]


def _table_sum(row: list[Any]) -> TableSum:
    place, column, name, head, stated, parts, across = row
    return TableSum(place, column, name, head, Decimal(stated), Decimal(parts), across)


def issued_by(head: Head, issuer: str) -> StatisticView | None:
    """The figure of a post as lists show it."""
    return replace(head.figure, department=issuer) if head.figure else None


def _row(view: StatisticView) -> list[object]:
    return [*(getattr(view, name) for name in STATISTIC), view.counted, view.clause]


def _statistics(rows: list[list[Any]], bulletin: Bulletin, issuer: str) -> tuple[StatisticView, ...]:
    url = bulletin_url(bulletin)
    date = f"{bulletin.date:%Y-%m-%d}" if bulletin.date else ""
    place = STATISTIC.index("facets")
    for row in rows:
        row[place] = tuple(row[place])
    rest = (issuer, date, bulletin.title)
    return tuple(StatisticView(*(*row[:OWN], f"{url}#{row[0]}", *rest, row[OWN], row[OWN + 1])) for row in rows)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
