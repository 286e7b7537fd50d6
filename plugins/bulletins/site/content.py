"""The whole site as one value: content, shelves, views of what every page shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from ..grouping import Entry, Index, build_index
from ..views import Link, SiteView
from ..wording import say
from .cache import digest_of_value, key_of
from .fill import Filler
from .ledger import kinds
from .ledgers import Ledgers
from .load import Content, Post
from .page import Maker, Page
from .sharecard import Cards
from .texts import Text, render_texts

COLUMN_TYPES = frozenset(
    [
        *("首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录"),
        *("信息公开年报", "依法申请公开", "数据发布", "数据开放", "政策解读", "回应关切", "办事服务"),
        *("咨询投诉", "征集调查", "在线访谈"),
    ]
)


class Site:
    """Made once for a build."""

    def __init__(self, content: Content, view: SiteView, ledgers: Ledgers) -> None:
        self.content = content
        self.view = view
        self.ledgers = ledgers
        self.make = Maker(view)
        self.index: Index = build_index([post.entry for post in content.posts], content.registry)
        self.filler = Filler(self.index, content.registry)
        self.cards = Cards(view)
        ledgers.prepare(self.index.entries)

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Published posts in the order of the index, newest first."""
        by_url = {post.entry.url: post for post in self.content.posts}
        return tuple(by_url[entry.url] for entry in self.index.entries)

    @cached_property
    def feeds(self) -> tuple[Link, ...]:
        """The feeds of the whole site."""
        return Link(say("%(name)s（Atom 订阅）", name=self.view.name), "feed.xml"), Link(
            say("%(name)s（JSON 订阅）", name=self.view.name), "feed.json"
        )

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The pages that editors write, and plain ones for those that every page links to."""
        return render_texts(self.content.text_files, self.content.links, self.view)

    @cached_property
    def by_path(self) -> Mapping[str, Post]:
        """Published posts by the path of their file."""
        return {post.path: post for post in self.content.posts}

    @cached_property
    def _view_digest(self) -> bytes:
        return digest_of_value(self.view)

    def key_of(self, entries: Iterable[Entry], *more: str) -> str:
        """A key of everything that a file made from these bulletins can hold."""
        return key_of(self._view_digest, *more, "\0".join(entry.digest for entry in entries))

    def bulletin_page(self, post: Post) -> Page:
        """The page of one bulletin."""
        entry, bulletin = post.entry, post.entry.bulletin
        view = self.filler.bulletin(post, self.ledgers.link(entry), self.ledgers.source_link(entry))
        names = "、".join(entry.departments)
        meta = (
            ("ColumnName", bulletin.column),
            ("ColumnType", bulletin.column if bulletin.column in COLUMN_TYPES else "工作动态"),
            ("ArticleTitle", bulletin.title),
            ("PubDate", f"{entry.date:%Y-%m-%d %H:%M}"),
            ("ContentSource", bulletin.origin or names),
            ("Keywords", ",".join(bulletin.topics)),
            ("Author", bulletin.author),
            ("Description", entry.summary),
            ("Url", f"{self.view.base}/{entry.url}" if self.view.base else ""),
        )
        column = self.index.columns[bulletin.column]
        trail = (Link(column.name, f"columns/{column.slug}/"),)
        jsonld = f"{entry.url}data.json"
        url, title, summary = entry.url, bulletin.title, entry.summary
        page = self.make.page(
            "article",
            title,
            url,
            {"bulletin": view},
            trail=trail,
            description=summary,
            meta=meta,
            feeds=self.feeds,
            jsonld=jsonld,
            extra={"image": card} if (card := self.cards.address(entry)) else {},
        )
        return replace(page, digest=entry.digest, complete=lambda: {"bulletin": self.filler.complete(view, entry)})

    def ledger_page(self, post: Post) -> Page | None:
        """The record of how a bulletin was made from its report, when there is one."""
        entry = post.entry
        digest = self.ledgers.digest(entry)
        if not digest:
            return None
        name = entry.bulletin.title
        values: dict[str, object] = {"bulletin": self.filler.bulletin(post), "others": self.ledgers.others(entry)}
        title, url = say("规范化记录：%(title)s", title=name), f"{entry.url}ledger/"
        page = self.make.page("ledger", title, url, values, trail=(Link(name, entry.url),))
        return replace(page, digest=digest, complete=lambda: self._ledger(entry))

    def _ledger(self, entry: Entry) -> dict[str, object]:
        found = self.ledgers.of(entry)
        return {
            "rows": found.rows,
            "kinds": kinds(found.rows),
            "original": found.original,
            "published": found.published,
        }
