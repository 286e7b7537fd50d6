"""Addresses that the site has because of its bulletins: what an editor may link to beside posts, pages and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..departments import Registry
from ..grouping import Entry, Index, build_index, months
from ..model import Bulletin
from .records import bulletin_url

FEEDS = ("feed.xml", "feed.json")
DATA = ("statistics.csv", "statistics.json")


def month_url(month: str) -> str:
    """The address of a month's page.

    >>> month_url("2024-07")
    'archive/2024/07/'
    """
    return f"archive/{month.replace('-', '/')}/"


def addresses_of(bulletins: Iterable[Bulletin], registry: Registry) -> Iterator[str]:
    """Lists with their feeds and data, and the data of every bulletin.

    Left out are pages that only figures or reports decide on (figures/…, …/ledger/), and further pages of lists,
    which move.
    """
    index = build_index([_entry(bulletin, registry) for bulletin in bulletins], registry)
    for folder in _lists(index):
        yield from (folder, *(f"{folder}{name}" for name in FEEDS))
    for shelf in index.departments.values():
        folder = f"departments/{shelf.slug}/"
        yield from (f"{folder}{name}" for name in DATA)
        yield from dict.fromkeys(f"{folder}{entry.date.year}/" for entry in shelf.entries)
    for entry in index.entries:
        yield from (f"{entry.url}data.csv", f"{entry.url}data.json")
    for name in ("columns", "topics", "series"):
        if getattr(index, name):
            yield f"{name}/"
    yield from (f"series/{shelf.slug}/latest/" for shelf in index.series.values())


def _lists(index: Index) -> Iterator[str]:
    for name in ("departments", "columns", "topics", "series"):
        yield from (f"{name}/{shelf.slug}/" for shelf in getattr(index, name).values())
    yield from (f"archive/{year}/" for year in index.years)
    yield from (month_url(month) for month, _ in months(index.entries))


def _entry(bulletin: Bulletin, registry: Registry) -> Entry:
    names = [found.name for name in bulletin.departments if (found := registry.resolve(name))]
    return Entry(replace(bulletin, departments=tuple(dict.fromkeys(names))), bulletin_url(bulletin))
