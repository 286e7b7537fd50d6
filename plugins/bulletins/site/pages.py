"""Every page of the site, one after the other: nothing is written here and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ..grouping import Entry, Shelf
from ..slugs import free_slug, slug_of
from ..views import DepartmentView, Group, Link
from ..wording import say
from .archive import archive_pages, feed_links, year_links
from .content import Site
from .figurepages import Choices, figure_pages
from .fill import NOTE, shelf_link
from .letters import letter_links, letter_pages
from .page import Page, paged
from .profiles import complete, department_view

CARDS = 20
LATEST, HOME_FIGURES, HOME_TOPICS = 10, 6, 12
# Fields that a box on the home page would state as certain.
IDENTITY = frozenset({"title", "department", "date"})
DEPARTMENTS = Link(say("部门名录"), "departments/")
FOLDERS = {
    "topics": Link(say("主题"), "topics/"),
    "series": Link(say("系列"), "series/"),
    "columns": Link(say("栏目"), "columns/"),
}


def list_pages(site: Site, choices: Choices) -> Iterator[Page]:
    """All pages but those of single bulletins and their records."""
    yield _home(site)
    yield from _departments(site)
    for folder, kind in (("topics", "topic"), ("series", "series"), ("columns", "column")):
        shelves = getattr(site.index, folder)
        if shelves:
            links = tuple(shelf_link(folder, shelf) for shelf in shelves.values())
            values: dict[str, object] = {"groups": (Group(FOLDERS[folder].text, "all", links=links),)}
            yield site.make.page("sitemap", FOLDERS[folder].text, FOLDERS[folder].url, values, column="信息公开目录")
        for shelf in shelves.values():
            yield from _shelf(site, folder, kind, shelf)
    yield from archive_pages(site)
    yield from letter_pages(site)
    yield from figure_pages(site, choices)
    yield _search(site)
    yield _sitemap(site)
    yield _subscriptions(site)
    yield from _texts(site)
    yield site.make.missing({"latest": site.filler.cards(site.index.entries[:5])})


def _home(site: Site) -> Page:
    entries = site.index.entries
    boxes = [entry for entry in entries[:40] if entry.figure][:HOME_FIGURES]
    values: dict[str, object] = {
        "latest": site.filler.cards(entries[:LATEST]),
        "departments": tuple(_department_rows(site)),
        "figures": tuple(entry.figure for entry in boxes),
        "notes": tuple(NOTE if IDENTITY & set(entry.bulletin.review) else "" for entry in boxes),
        "columns": tuple(shelf_link("columns", shelf) for shelf in site.index.columns.values()),
        "topics": _topic_links(site),
        "years": year_links(site),
    }
    view = site.view
    return site.make.page(
        "home", view.name, "", values, description=view.tagline, feeds=site.feeds, jsonld="data/dataset.jsonld"
    )


def _topic_links(site: Site) -> tuple[Link, ...]:
    """The topics with most bulletins, the newer first among equals."""
    shelves = sorted(site.index.topics.values(), key=lambda shelf: -len(shelf.entries))
    return tuple(shelf_link("topics", shelf) for shelf in shelves[:HOME_TOPICS])


def _department_rows(site: Site) -> list[DepartmentView]:
    rows = [site.filler.department_row(shelf) for shelf in site.index.departments.values()]
    return sorted(rows, key=lambda row: (slug_of(row.short.removeprefix("市")), row.url))


def _departments(site: Site) -> Iterator[Page]:
    order = {kind: place for place, kind in enumerate(dict.fromkeys(d.kind for d in site.content.registry))}
    rows = sorted(_department_rows(site), key=lambda row: order[row.kind])
    ids: dict[str, str] = {}
    for kind in dict.fromkeys(row.kind for row in rows):
        # Two kinds may read alike.
        ids[kind] = free_slug(f"kind-{slug_of(kind) if kind else 'other'}", ids.values())
    groups = tuple(
        Group(kind or say("其他"), ids[kind], departments=tuple(group))
        for kind, group in groupby(rows, key=lambda row: row.kind)
    )
    title = DEPARTMENTS.text
    yield site.make.page(
        "departments", title, "departments/", {"groups": groups}, column="机构职能", description=say("各部门及其公报")
    )
    for shelf in site.index.departments.values():
        yield from _department(site, shelf)


def _department(site: Site, shelf: Shelf) -> Iterator[Page]:
    view = department_view(site.filler, shelf)
    description = say("%(name)s的公报、统计数字和联系方式", name=view.name)
    for url, entries, pages in paged(shelf.entries, view.url, CARDS):
        shown = replace(view, latest=site.filler.cards(list(entries)))
        page = site.make.page(
            "department",
            view.name,
            url,
            {"department": shown, "pages": pages},
            trail=(DEPARTMENTS,),
            description=description,
            column="机构职能",
            feeds=view.feeds,
        )
        yield _with_profile(page, site, shown, shelf) if pages.number == 1 else page
    trail = (DEPARTMENTS, Link(view.name, view.url))
    for year, group in groupby(shelf.entries, key=lambda entry: entry.date.year):
        title = say("%(name)s %(year)s年公报", name=view.short, year=str(year))
        yield from _cards(site, "column", title, f"{view.url}{year}/", tuple(group), trail, view.feeds)


def _with_profile(page: Page, site: Site, view: DepartmentView, shelf: Shelf) -> Page:
    return replace(page, digest=site.key_of(shelf.entries), complete=lambda: {"department": complete(view, shelf)})


def _shelf(site: Site, folder: str, kind: str, shelf: Shelf) -> Iterator[Page]:
    url = f"{folder}/{shelf.slug}/"
    yield from _cards(site, kind, shelf.name, url, shelf.entries, (FOLDERS[folder],), feed_links(url))


def _cards(
    site: Site,
    kind: str,
    title: str,
    url: str,
    entries: tuple[Entry, ...],
    trail: tuple[Link, ...],
    feeds: tuple[Link, ...],
) -> Iterator[Page]:
    for address, part, pages in paged(entries, url, CARDS):
        values: dict[str, object] = {
            "title": title,
            "cards": site.filler.cards(list(part)),
            "pages": pages,
            "feeds": feeds,
        }
        yield site.make.page(
            kind,
            title,
            address,
            values,
            trail=trail,
            description=say("%(name)s：共 %(count)s 篇公报", name=title, count=len(entries)),
            column="工作动态",
            feeds=feeds,
        )


def _search(site: Site) -> Page:
    return site.make.page("search", say("检索"), "search/", {}, description=say("检索公报全文"))


def _sitemap(site: Site) -> Page:
    index = site.index
    groups = [
        Group(say("频道"), "channels", links=site.view.navigation),
        Group(
            say("部门"),
            "departments",
            links=tuple(Link(row.name, row.url, row.count) for row in _department_rows(site)),
        ),
        *(
            Group(
                FOLDERS[folder].text,
                folder,
                links=tuple(shelf_link(folder, shelf) for shelf in getattr(index, folder).values()),
            )
            for folder in ("columns", "topics", "series")
        ),
        Group(say("年份"), "years", links=year_links(site)),
        Group(say("标题的拼音首字母"), "letters", links=letter_links(site)),
    ]
    values: dict[str, object] = {"groups": tuple(group for group in groups if group.links)}
    return site.make.page("sitemap", say("网站地图"), "sitemap/", values)


def _subscriptions(site: Site) -> Page:
    """What a feed is, and the feeds: those of the whole site, of departments, of columns, topics and series."""
    index = site.index
    rows = [row for row in _department_rows(site) if row.count]
    groups = [
        Group(say("全部公报"), "all", links=site.feeds),
        Group(say("部门"), "departments", links=tuple(Link(row.name, f"{row.url}feed.xml") for row in rows)),
        *(
            Group(FOLDERS[folder].text, folder, links=tuple(_feed_of(folder, shelf) for shelf in shelves.values()))
            for folder in ("columns", "topics", "series")
            if (shelves := getattr(index, folder))
        ),
    ]
    lead = say("在阅读器里添加下面的地址，有新公报时会自动收到。不用注册，也不收集任何信息。长按链接可以复制地址。")
    return site.make.page("sitemap", say("订阅更新"), "subscribe/", {"groups": tuple(groups), "lead": lead})


def _feed_of(folder: str, shelf: Shelf) -> Link:
    link = shelf_link(folder, shelf)
    return Link(link.text, f"{link.url}feed.xml")


def _texts(site: Site) -> Iterator[Page]:
    for text in site.texts:
        yield site.make.page("page", text.title, text.url, {"content": text.html}, description=text.description)
