"""The archive: all bulletins by day, those of a year and those of a month, each with feeds of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ..grouping import Entry, months
from ..views import Group, Link
from ..wording import Month, Wording, say
from .addresses import month_url
from .content import Site
from .page import Page, paged

SIZE = 50
ARCHIVES = Link(say("历年公报"), "archive/")


def archive_pages(site: Site) -> Iterator[Page]:
    """Every page of the archive; a month or year without bulletins has none."""
    years = Group(say("按年份"), "years", links=year_links(site))
    yield from _pages(site, ARCHIVES.text, "archive/", site.index.entries, (years,), site.feeds, ())
    for year, shelf in site.index.years.items():
        url = f"archive/{year}/"
        title = say("%(year)s年公报", year=year)
        runs = months(shelf.entries)
        links = tuple(Link(_month(month), month_url(month), len(group)) for month, group in runs)
        by_month = Group(say("按月份"), "months", links=links)
        yield from _pages(site, title, url, shelf.entries, (by_month,), feed_links(url), (ARCHIVES,))
        for month, group in runs:
            where = say("%(month)s公报", month=Month(int(month[:4]), int(month[5:])))
            address = month_url(month)
            trail = (ARCHIVES, Link(title, url))
            yield from _pages(site, where, address, tuple(group), (), feed_links(address), trail)


def year_links(site: Site) -> tuple[Link, ...]:
    """The years with their counts, newest first."""
    return tuple(
        Link(say("%(year)s年", year=year), f"archive/{year}/", len(shelf.entries))
        for year, shelf in site.index.years.items()
    )


def feed_links(url: str) -> tuple[Link, ...]:
    """The feeds of a list."""
    return Link(say("Atom 订阅"), f"{url}feed.xml"), Link(say("JSON 订阅"), f"{url}feed.json")


def _month(month: str) -> Wording:
    return say("%(month)s", month=Month(int(month[:4]), int(month[5:])))


def _pages(
    site: Site,
    title: str,
    url: str,
    entries: tuple[Entry, ...],
    groups: tuple[Group, ...],
    feeds: tuple[Link, ...],
    trail: tuple[Link, ...],
) -> Iterator[Page]:
    for address, part, pages in paged(entries, url, SIZE):
        listed = tuple(
            Group(_month(month), f"m-{month}", cards=site.filler.cards(group)) for month, group in months(part)
        )
        values: dict[str, object] = {"groups": (*groups, *listed), "pages": pages, "feeds": feeds}
        yield site.make.page("archive", title, address, values, trail=trail, column="信息公开目录", feeds=feeds)
