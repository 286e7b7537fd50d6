"""One post rendered: its identity, HTML and figures; as values, and as JSON for the cache."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..figures import Audit, Breakdown, Facets, Figures, Highlight
from ..model import Basis, Bulletin, Correction
from ..post import split_front_matter
from ..quantities import find_figures, statistic_ids
from ..views import ContentsEntry, StatisticView
from .anchors import Anchor
from .figures import decimal_text, statistic_views
from .inline import Resolve
from .markup import CONTROL, parse_body, render

EXCERPT, SUMMARY = 80, 140
# Fields of a StatisticView that stand in the cache; the rest follow from the bulletin.
CACHED = 12
PLAIN = ("title", "slug", "column", "series", "part", "source", "origin", "author", "document_number", "status")


@dataclass(frozen=True, slots=True)
class Rendered:
    """``bulletin`` has no sections: ``text`` holds their words. ``links`` are (as written, is picture, as printed)."""

    bulletin: Bulletin
    html: str
    text: str
    contents: tuple[ContentsEntry, ...]
    excerpt: str
    summary: str
    statistics: tuple[StatisticView, ...]
    facets: tuple[Facets, ...]
    breakdowns: tuple[Breakdown, ...]
    highlights: tuple[Highlight, ...]
    links: tuple[tuple[str, bool, str], ...]


def bulletin_url(bulletin: Bulletin) -> str:
    """The address of a bulletin's page below the root of the site."""
    year = bulletin.date.year if bulletin.date else 1
    return f"bulletins/{year:04d}/{bulletin.slug}/"


def render_post(bulletin: Bulletin, source: str, resolve: Resolve) -> Rendered:
    """Render the body of a post; ``source`` is its text and ``bulletin`` what ``read_post`` made of it.

    Figures are found in the page's own words, so that every anchor stands where the number is read.
    """
    links: list[tuple[str, bool, str]] = []

    def note(address: str, picture: bool) -> str:
        printed = resolve(address, picture)
        links.append((address, picture, printed))
        return printed

    _, markdown, _ = split_front_matter(source)
    body = parse_body(markdown, note)
    figures = find_figures(body.text, bulletin.highlights)
    ids = statistic_ids(figures.statistics)
    anchors = tuple(
        Anchor(statistic.quantity.start, statistic.quantity.end, name, decimal_text(statistic.quantity.value))
        for statistic, name in zip(figures.statistics, ids, strict=True)
    )
    lead = _lead(bulletin)
    return Rendered(
        bulletin=replace(bulletin, sections=()),
        html=render(body, anchors),
        text=body.text,
        contents=body.contents,
        excerpt=_extract(lead, EXCERPT),
        summary=_extract(lead, SUMMARY),
        statistics=_views(figures, ids, body.text, bulletin),
        facets=tuple(statistic.facets for statistic in figures.statistics),
        breakdowns=figures.breakdowns,
        highlights=figures.highlights,
        links=tuple(links),
    )


def _views(figures: Figures, ids: tuple[str, ...], text: str, bulletin: Bulletin) -> tuple[StatisticView, ...]:
    date = f"{bulletin.date:%Y-%m-%d}" if bulletin.date else ""
    return statistic_views(figures, ids, text, bulletin_url(bulletin), "", date, bulletin.title)


def _lead(bulletin: Bulletin) -> str:
    """The first words of the body that are no heading."""
    words: list[str] = []
    for section in bulletin.sections:
        for block in section.blocks:
            words.append(CONTROL.sub("", block.text).replace("\n", " ").replace("\t", " "))
            if sum(map(len, words)) > SUMMARY:
                return "".join(words)
    return "".join(words)


def _extract(text: str, most: int) -> str:
    """Whole sentences up to ``most`` characters, or the first sentence cut.

    >>> _extract("第一句。第二句很长很长。", 8), _extract("一二三四五六", 4)
    ('第一句。', '一二三…')
    """
    if len(text) <= most:
        return text
    stop = max(text.rfind(mark, 0, most) for mark in "。！？")
    return text[: stop + 1] if stop >= 0 else text[: most - 1] + "…"


def dump(rendered: Rendered) -> str:
    """As JSON; ``load`` is the inverse."""
    bulletin = rendered.bulletin
    data = {
        "plain": [getattr(bulletin, name) for name in PLAIN],
        "departments": bulletin.departments,
        "date": bulletin.date.isoformat() if bulletin.date else "",
        "topics": bulletin.topics,
        "corrections": [[item.date.isoformat(), item.note] for item in bulletin.corrections],
        "chosen": bulletin.highlights,
        "basis": bulletin.basis,
        "words": [rendered.html, rendered.text, rendered.excerpt, rendered.summary],
        "contents": [[entry.id, entry.text, entry.level] for entry in rendered.contents],
        "statistics": [[getattr(view, name) for name in STATISTIC] for view in rendered.statistics],
        "facets": [[getattr(item, name) for name in FACETS] for item in rendered.facets],
        "breakdowns": [[b.total, b.parts, b.audit, str(b.difference)] for b in rendered.breakdowns],
        "highlights": [[item.statistic, item.breakdown] for item in rendered.highlights],
        "links": rendered.links,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


STATISTIC = [item.name for item in fields(StatisticView)][:CACHED]
FACETS = [item.name for item in fields(Facets)]


def load(text: str) -> Rendered:
    """From JSON; raises KeyError, TypeError or ValueError when it isn't what ``dump`` wrote."""
    data = json.loads(text)
    bulletin = _bulletin(data)
    html, words, excerpt, summary = data["words"]
    url = bulletin_url(bulletin)
    date = f"{bulletin.date:%Y-%m-%d}" if bulletin.date else ""
    return Rendered(
        bulletin=bulletin,
        html=html,
        text=words,
        contents=tuple(ContentsEntry(*row) for row in data["contents"]),
        excerpt=excerpt,
        summary=summary,
        statistics=tuple(_statistic(row, url, date, bulletin.title) for row in data["statistics"]),
        facets=tuple(Facets(*row) for row in data["facets"]),
        breakdowns=tuple(Breakdown(t, tuple(p), Audit(a), Decimal(d)) for t, p, a, d in data["breakdowns"]),
        highlights=tuple(Highlight(*row) for row in data["highlights"]),
        links=tuple((row[0], row[1], row[2]) for row in data["links"]),
    )


def _bulletin(data: dict[str, Any]) -> Bulletin:
    return Bulletin(
        **dict(zip(PLAIN, data["plain"], strict=True)),
        departments=tuple(data["departments"]),
        date=datetime.fromisoformat(data["date"]) if data["date"] else None,
        topics=tuple(data["topics"]),
        corrections=tuple(Correction(datetime.fromisoformat(date), note) for date, note in data["corrections"]),
        highlights=None if data["chosen"] is None else tuple(data["chosen"]),
        basis=tuple((name, Basis(basis)) for name, basis in data["basis"]),
    )


def _statistic(row: list[Any], url: str, date: str, title: str) -> StatisticView:
    number = dict(zip(STATISTIC, row, strict=True))
    number["facets"] = tuple(number["facets"])
    return StatisticView(**number, url=f"{url}#{number['id']}", date=date, title=title)
