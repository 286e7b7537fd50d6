"""The search index of a site: the only place where building calls ``bulletins.search``."""

from __future__ import annotations

from collections.abc import Mapping

from ..search import SearchDocument, SearchStatistic, build_index
from .content import Site


def search_files(site: Site) -> Mapping[str, bytes]:
    """The search index, by path."""
    documents = [
        SearchDocument(
            url=entry.url,
            title=entry.bulletin.title,
            date=f"{entry.date:%Y-%m-%d}",
            departments=tuple((link.name, link.url) for link in map(site.filler.department_link, entry.departments)),
            column=entry.bulletin.column,
            topics=entry.bulletin.topics,
            text=entry.body.text,
            statistics=tuple(SearchStatistic(s.id, s.printed, s.label, s.value, s.unit) for s in entry.body.statistics),
        )
        for entry in site.index.entries
    ]
    return build_index(documents)
