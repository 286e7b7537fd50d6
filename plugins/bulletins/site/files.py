"""Everything that is no page: data, feeds, theme files, raw reports, redirects, what machines look for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import quote

from ..disk import read_bytes
from ..grouping import Entry
from ..problems import Problem, Refusal
from ..reading import without_metadata
from ..views import LanguageLink
from . import opendata
from .content import Site
from .feeds import all_feeds
from .fill import department_url
from .language import Language
from .page import File, root_of
from .stylesheet import served
from .tables import Tables, csv_of

PLAIN_NAME = re.compile(r"[\w（）()·-]{1,60}")
# A folder of this name holds the further pages of a list.
RESERVED = {"page"}
ONLY_CHINESE = LanguageLink("zh-CN", "中文", "")
SITEMAP_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS_SPACE = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
STATIC_TYPES = frozenset({".js", ".svg", ".png", ".ico", ".webp", ".webmanifest", ".txt", ".json"})


def theme_files(theme: Path, languages: Sequence[Language] = ()) -> dict[str, bytes]:
    """Path and bytes of the theme's static files; the style sheets of css/order.txt become one.

    Scripts are there once for every language, with its words in them.

    Raises Refusal when the order names a sheet that is not there.
    """
    static = theme / "static"
    order = [line.strip() for line in (static / "css" / "order.txt").read_text("utf-8").splitlines()]
    names = [line for line in order if line and not line.startswith("#")]
    gone = [name for name in names if not (static / "css" / name).is_file()]
    if gone:
        where = str(static / "css" / "order.txt")
        raise Refusal(
            [Problem(where, 0, f"没有样式表 {name}", "补上文件，或从 order.txt 里删掉", "theme") for name in gone]
        )
    sheets = {name: (static / "css" / name).read_text("utf-8") for name in names}
    try:
        files = {"theme/css/site.css": served(sheets.values()).encode()}
    except ValueError as error:
        hint = "把“@layer 名称 {”单独写在一行，最后一行只写“}”"
        raise Refusal([Problem(str(static / "css"), 0, "样式表里的 @layer 写法读不懂", hint, "theme")]) from error
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static).as_posix()
        if path.is_file() and path.suffix in STATIC_TYPES and not name.startswith("css/"):
            files[f"theme/{name}"] = path.read_bytes()
            if name.startswith("js/"):
                source = path.read_text("utf-8")
                files |= {f"theme/{other.prefix}{name}": other.script(source).encode() for other in languages[1:]}
    return files


def digest_of(files: Mapping[str, bytes]) -> str:
    """A short digest of the theme's files, for their addresses: it changes when they do and only then."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return digest.hexdigest()[:8]


def bulletin_files(site: Site, entries: Iterable[Entry]) -> Iterator[File]:
    """Open data of each bulletin; the tables over several of them are put together from these."""
    for entry in entries:
        key = site.key_of((entry,))
        yield File(f"{entry.url}data.csv", partial(csv_of, entry), key)
        yield File(f"{entry.url}data.json", partial(opendata.bulletin_json, entry, site.view), key)


def data_files(site: Site, tables: Tables) -> Iterator[File]:
    """Open data of the site and of each department."""
    entries = site.index.entries
    view = site.view
    whole = site.key_of(entries)
    yield File("data/statistics.csv", partial(tables.csv, entries), whole)
    yield File("data/statistics.json", partial(tables.json, entries), whole)
    yield File("data/statistics.sqlite", partial(tables.sqlite, entries), whole)
    yield File("data/statistics.csv-metadata.json", lambda: opendata.csvw_metadata(view))
    yield File("data/bulletins.json", lambda: opendata.bulletins_json(entries, view), whole)
    yield File("data/dataset.jsonld", lambda: opendata.dataset_jsonld(entries, view))
    for name, shelf in site.index.departments.items():
        url = department_url(site.filler.department(name))
        key = site.key_of(shelf.entries)
        yield File(f"{url}statistics.csv", partial(tables.csv, shelf.entries), key)
        yield File(f"{url}statistics.json", partial(tables.json, shelf.entries), key)


def machine_files(site: Site, settings: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """robots.txt, sitemap.xml, security.txt."""
    base = site.view.base
    robots = "User-agent: *\nDisallow:\n" + (f"Sitemap: {base}/sitemap.xml\n" if base else "")
    yield "robots.txt", robots.encode()
    yield "sitemap.xml", _sitemap(site)
    contact, expires = settings.get("security_contact"), settings.get("security_expires")
    if contact and expires:
        lines = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: zh, en\n"
        yield (
            ".well-known/security.txt",
            (lines + (f"Canonical: {base}/.well-known/security.txt\n" if base else "")).encode(),
        )


def _sitemap(site: Site) -> bytes:
    """Bulletins with their last change, departments with that of their newest bulletin, in every language."""
    base = f"{site.view.base}/" if site.view.base else ""
    rows: list[tuple[str, datetime | None]] = [("", None)]
    rows += [(text.url, None) for text in site.texts]
    for name, shelf in site.index.departments.items():
        rows.append((department_url(site.filler.department(name)), max(entry.updated for entry in shelf.entries)))
    rows += [(entry.url, entry.updated) for entry in site.index.entries]
    languages = site.view.languages
    lines = [
        _address(base, language.prefix + url, date, [(other.code, other.prefix + url) for other in languages])
        for language in languages or (ONLY_CHINESE,)
        for url, date in rows
        if base + language.prefix + url
    ]
    spaces = SITEMAP_SPACE + (f" {LINKS_SPACE}" if languages else "")
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', f"<urlset {spaces}>", *lines, "</urlset>", ""]).encode()


def _address(base: str, url: str, date: datetime | None, same: list[tuple[str, str]]) -> str:
    """One page: its last change, and itself in each language, as search engines ask for on every one of them."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(base + quote(other))}"/>' for code, other in same
    )
    changed = f"<lastmod>{date:%Y-%m-%d}</lastmod>" if date else ""
    return f"<url><loc>{escape(base + quote(url))}</loc>{changed}{links}</url>"


def redirects(site: Site) -> Iterator[tuple[str, bytes]]:
    """Pages that lead on: Chinese names to the slug, ``latest`` of a series to its newest bulletin."""
    index = site.index
    for folder in ("columns", "topics", "series"):
        shelves = getattr(index, folder)
        taken = {shelf.slug for shelf in shelves.values()} | RESERVED
        for shelf in shelves.values():
            if PLAIN_NAME.fullmatch(shelf.name) and shelf.name not in taken:
                yield _redirect(f"{folder}/{shelf.name}/", f"{folder}/{shelf.slug}/", shelf.name)
    slugs = {department.slug for department in site.content.registry}
    for name in index.departments:
        found = site.filler.department(name)
        for alias in found.names:
            if (
                PLAIN_NAME.fullmatch(alias)
                and alias not in slugs | RESERVED
                and site.content.registry.resolve(alias) is found
            ):
                yield _redirect(f"departments/{alias}/", department_url(found), found.name)
    for shelf in index.series.values():
        newest = max(shelf.entries, key=lambda entry: entry.order)
        yield _redirect(f"series/{shelf.slug}/latest/", newest.url, newest.bulletin.title)


def _redirect(url: str, target: str, title: str) -> tuple[str, bytes]:
    address = escape(f"{root_of(url)}/{quote(target)}")
    words = escape(title)
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'\">\n"
        f'<meta charset="utf-8">\n<title>{words}</title>\n<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{address}">\n</head>\n<body>\n'
        f'<p><a href="{address}">{words}</a></p>\n</body>\n</html>\n'
    )
    return f"{url}index.html", page.encode()


def content_files(site: Site) -> Iterator[File]:
    """Attachments as they are, pictures without their metadata, the raw reports that published posts name as text."""
    for path in site.content.files:
        yield File(path, partial(_published, site.content.root / path))
    for path, key, make in site.ledgers.texts():
        yield File(path, make, key)


def _published(place: Path) -> bytes:
    return without_metadata(read_bytes(place))


def site_files(site: Site, settings: Mapping[str, object], tables: Tables) -> Iterator[File]:
    """Everything but pages, the theme, the search index, and the data of each bulletin."""
    yield from data_files(site, tables)
    yield from all_feeds(site)
    yield from site.cards.files(site.index.entries)
    yield from content_files(site)
    for path, data in (*machine_files(site, settings), *redirects(site)):
        yield File(path, partial(bytes, data))


__all__ = ["bulletin_files", "digest_of", "site_files", "theme_files"]
