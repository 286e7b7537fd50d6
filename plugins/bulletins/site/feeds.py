"""Feeds: Atom with the full text, and JSON Feed. Ids stay when a bulletin is corrected or the site moves."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from html import escape
from urllib.parse import quote

from feedgenerator import Atom1Feed

from ..grouping import Entry, months
from .addresses import month_url
from .content import Site
from .fill import department_url
from .load import Post
from .page import File

BEIJING = timezone(timedelta(hours=8))
MOST = 30
# How a bulletin's page writes the way to the root; a feed is read elsewhere and needs the whole address.
UP = '="../../../'


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of bulletins that can be subscribed to; ``folder`` is its address, "" for the whole site."""

    title: str
    folder: str
    entries: Sequence[Entry]


def all_feeds(site: Site) -> Iterator[File]:
    """Every feed: the site, departments, columns, topics, series, years, months; each as Atom and JSON Feed."""
    posts = {post.entry.url: post for post in site.posts}
    index = site.index
    feeds = [Feed(site.view.name, "", index.entries)]
    feeds += [
        Feed(f"{site.view.name} - {name}", department_url(site.filler.department(name)), shelf.entries)
        for name, shelf in index.departments.items()
    ]
    for folder in ("columns", "topics", "series"):
        for shelf in getattr(index, folder).values():
            newest = sorted(shelf.entries, key=lambda entry: entry.order, reverse=True)
            feeds.append(Feed(f"{site.view.name} - {shelf.name}", f"{folder}/{shelf.slug}/", newest))
    feeds += [
        Feed(f"{site.view.name} - {year}年", f"archive/{year}/", shelf.entries) for year, shelf in index.years.items()
    ]
    feeds += [
        Feed(f"{site.view.name} - {month[:4]}年{int(month[5:])}月", month_url(month), group)
        for month, group in months(index.entries)
    ]
    for feed in feeds:
        chosen = [posts[entry.url] for entry in feed.entries[:MOST]]
        key = site.key_of(feed.entries[:MOST], feed.title)
        yield File(f"{feed.folder}feed.xml", partial(to_atom, site, feed, chosen), key)
        yield File(f"{feed.folder}feed.json", partial(to_json_feed, site, feed, chosen), key)


def to_atom(site: Site, feed: Feed, posts: Sequence[Post]) -> bytes:
    """Atom (RFC 4287); ``updated`` is the newest publication or correction, never the clock."""
    base = f"{site.view.base}/" if site.view.base else ""
    newest = max((post.entry.updated for post in posts), default=datetime(1970, 1, 1))
    writer = _Atom(
        title=feed.title,
        link=f"{base}{feed.folder}",
        description=site.view.tagline,
        language="zh-CN",
        feed_url=f"{base}{feed.folder}feed.xml",
        feed_guid=_tag(site, f"feed/{feed.folder}"),
        author_name=site.view.organiser or site.view.name,
        newest=newest.replace(tzinfo=BEIJING),
    )
    for post in posts:
        entry = post.entry
        writer.add_item(
            title=entry.bulletin.title,
            link=f"{base}{entry.url}",
            # The library says that a summary is HTML; ours is text.
            description=escape(entry.summary, quote=False),
            content=_content(post, base),
            unique_id=_tag(site, entry.url, entry.date.year),
            author_name="、".join(entry.departments),
            pubdate=entry.date.replace(tzinfo=BEIJING),
            updateddate=entry.updated.replace(tzinfo=BEIJING),
            categories=(entry.bulletin.column, *entry.bulletin.topics),
        )
    stream = io.StringIO()
    writer.write(stream, "utf-8")
    return stream.getvalue().encode()


class _Atom(Atom1Feed):  # type: ignore[misc]
    """The library asks the clock when a feed is empty; a build must not."""

    def latest_post_date(self) -> datetime:
        newest: datetime = self.feed["newest"]
        return newest


def to_json_feed(site: Site, feed: Feed, posts: Sequence[Post]) -> bytes:
    """JSON Feed 1.1."""
    base = f"{site.view.base}/" if site.view.base else ""
    items = [
        {
            "id": _tag(site, post.entry.url, post.entry.date.year),
            "url": f"{base}{post.entry.url}",
            "title": post.entry.bulletin.title,
            "summary": post.entry.summary,
            "content_html": _content(post, base),
            "date_published": post.entry.date.replace(tzinfo=BEIJING).isoformat(),
            "date_modified": post.entry.updated.replace(tzinfo=BEIJING).isoformat(),
            "authors": [{"name": name} for name in post.entry.departments],
            "tags": [post.entry.bulletin.column, *post.entry.bulletin.topics],
            "language": "zh-CN",
        }
        for post in posts
    ]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{base}{feed.folder}",
        "feed_url": f"{base}{feed.folder}feed.json",
        "language": "zh-CN",
        "items": items,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _content(post: Post, base: str) -> str:
    return post.entry.body.html.replace(UP, f'="{base}')


def _tag(site: Site, path: str, year: int = 2022) -> str:
    """A tag URI (RFC 4151): the same wherever the site is served from, and when the day of a bulletin is put right.

    The year is that of the bulletin's address.
    """
    return f"tag:{site.view.domain or 'gongbao.invalid'},{year:04d}:{quote(path)}"
