"""One page to be written: its address, template and values; and the parts of its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from ..grouping import Part
from ..views import Link, Pages, PageView, SiteView
from ..wording import say

Item = TypeVar("Item")
MISSING = "404.html"
SEARCH = "search/index.html"  # carries the manifest of the index: a request less on a reader's way to an answer
HOME = Link(say("首页"), "")


@dataclass(frozen=True, slots=True)
class Page:
    """``path`` is the file below the output folder; ``values`` are what the template sees beside site and page.

    What is costly to make may stay out of ``values``: ``complete`` then gives it, or takes the place of values, only
    when the page is rendered, and ``digest`` has to change whenever that would give something else.
    """

    path: str
    template: str
    view: PageView
    values: dict[str, object] = field(default_factory=dict)
    digest: str = ""
    complete: Callable[[], dict[str, object]] | None = None
    part: Part | None = None  # statistics whose rows take the place of MARK


@dataclass(frozen=True, slots=True)
class File:
    """A file that is no page. With a ``key`` it is made only when the former release has none of that key.

    What may be large is made in pieces.
    """

    path: str
    make: Callable[[], bytes | Iterator[bytes]]
    key: str = ""


def root_of(url: str) -> str:
    """The way from a page back to the root of the site, so that a copy of the site works anywhere.

    >>> root_of(""), root_of("about/"), root_of("bulletins/2022/x/")
    ('.', '..', '../../..')
    """
    return "/".join([".."] * url.count("/")) or "."


def file_of(url: str) -> str:
    """The file behind an address.

    >>> file_of("about/"), file_of("404.html")
    ('about/index.html', '404.html')
    """
    return f"{url}index.html" if url.endswith("/") or not url else url


class Maker:
    """Makes pages with the metadata that every page of the site carries."""

    def __init__(self, site: SiteView) -> None:
        self.site = site

    def page(
        self,
        kind: str,
        title: str,
        url: str,
        values: dict[str, object],
        *,
        trail: Sequence[Link] = (),
        description: str = "",
        column: str = "",
        meta: tuple[tuple[str, str], ...] = (),
        feeds: tuple[Link, ...] = (),
        jsonld: str = "",
        extra: dict[str, object] | None = None,
    ) -> Page:
        """A page; ``trail`` are the links between the home page and the page itself, ``column`` its ColumnType."""
        site = self.site
        head = [("SiteName", site.name), ("SiteDomain", site.domain), ("SiteIDCode", site.id_code)]
        if column:
            head += [("ColumnName", title), ("ColumnDescription", description or title), ("ColumnKeywords", title)]
            head.append(("ColumnType", column))
        last = () if kind in {"home", "404"} else (HOME, *trail, Link(title, url, current=True))
        view = PageView(
            kind=kind,
            title=title,
            url=url,
            root=root_of(url),
            description=description,
            breadcrumbs=last,
            meta=tuple((name, content) for name, content in (*head, *meta) if content),
            feeds=feeds or (Link(f"{site.name}", site.feed),),
            jsonld=jsonld,
            extra=extra or {},
        )
        return Page(file_of(url), kind, view, values)

    def missing(self, values: dict[str, object]) -> Page:
        """The page for addresses that are not there: served at any depth, so its own links begin at the root."""
        page = self.page("404", say("没有找到这个页面"), MISSING, values)
        root = urlsplit(self.site.base).path.rstrip("/")
        view = page.view
        return Page(page.path, page.template, PageView(view.kind, view.title, view.url, root, meta=view.meta), values)


def paged(items: Sequence[Item], url: str, size: int) -> Iterator[tuple[str, Sequence[Item], Pages]]:
    """Cut a list into pages: (address, items, where it stands). An empty list is one empty page.

    >>> [(address, len(part), pages.next) for address, part, pages in paged("abcde", "topics/x/", 2)]
    [('topics/x/', 2, 'topics/x/page/2/'), ('topics/x/page/2/', 2, 'topics/x/page/3/'), ('topics/x/page/3/', 1, '')]
    """
    total = max(-(-len(items) // size), 1)

    def address(number: int) -> str:
        return url if number == 1 else f"{url}page/{number}/"

    for number in range(1, total + 1):
        pages = Pages(
            number=number,
            total=total,
            previous=address(number - 1) if number > 1 else "",
            next=address(number + 1) if number < total else "",
            links=tuple(
                Link(str(other), address(other), current=other == number) if other else Link("…", "")
                for other in _window(number, total)
            ),
        )
        yield address(number), items[(number - 1) * size : number * size], pages


def _window(number: int, total: int) -> list[int]:
    """The page numbers worth a link: the ends and the neighbours; 0 stands for a gap."""
    near = sorted({1, total} | {n for n in range(number - 2, number + 3) if 1 <= n <= total})
    shown: list[int] = []
    for n in near:
        if shown and n - shown[-1] > 1:
            shown.append(0)
        shown.append(n)
    return shown
