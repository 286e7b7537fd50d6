"""The search index of a site: the only place where building calls ``bulletins.search``."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from mmap import ACCESS_READ, mmap
from pathlib import Path

from markupsafe import Markup

from ..grouping import Entry
from ..search import (
    Kept,
    SearchDocument,
    SearchSettings,
    SearchStatistic,
    Source,
    build_from,
    pack_kept,
    unpack_kept,
)
from .cache import key_of, program_digest
from .content import Site

MANIFEST = "search/manifest.json"  # a file all the same: what a page carries may be older than the index


def search_files(site: Site, kept: Path | None) -> Mapping[str, bytes]:
    """The search index, by path. ``kept``: the file that one build leaves for the next, of which it makes the index
    anew where few bulletins changed."""
    built = build_from([_source(site, entry) for entry in site.index.entries], _former(kept), maker=program_digest())
    if kept is not None:
        _keep(built.kept, kept)
    return built.files


def carried_manifest(output: Path) -> Markup:
    """The manifest of a written index as its search page carries it."""
    return in_attribute((output / MANIFEST).read_text("utf-8"))


def in_attribute(words: str) -> Markup:
    """Words for an attribute in single quotes: JSON has hundreds of double ones, which then stay as they are.

    >>> print(in_attribute('[">1<", "&"]'))
    [">1&lt;", "&amp;"]
    >>> print(in_attribute("it's"))
    it&#39;s
    """
    return Markup(words.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;"))


def _former(kept: Path | None) -> Kept | None:
    if kept is None:
        return None
    try:
        with kept.open("rb") as stream:
            data = mmap(stream.fileno(), 0, access=ACCESS_READ)
        return unpack_kept(memoryview(data), program_digest(), SearchSettings())
    except (OSError, ValueError):  # an empty file cannot be mapped
        return None


def _keep(kept: Kept, path: Path) -> None:
    """Write whole or not at all; without it the next build is only slower."""
    fresh = path.with_name(f"{path.name}.new")
    with contextlib.suppress(OSError), fresh.open("wb") as stream:
        stream.writelines(pack_kept(kept))
        stream.flush()
        fresh.replace(path)


def _source(site: Site, entry: Entry) -> Source:
    departments = tuple((link.name, link.url) for link in map(site.filler.department_link, entry.departments))
    date = f"{entry.date:%Y-%m-%d}"
    key = key_of(entry.digest, date, entry.url, repr(departments))
    return Source(key, date, entry.url, partial(_document, entry, date, departments))


def _document(entry: Entry, date: str, departments: tuple[tuple[str, str], ...]) -> SearchDocument:
    body = entry.body
    return SearchDocument(
        url=entry.url,
        title=entry.bulletin.title,
        date=date,
        departments=departments,
        column=entry.bulletin.column,
        topics=entry.bulletin.topics,
        text=body.text,
        statistics=tuple(SearchStatistic(s.printed, s.label, s.value, s.unit) for s in body.statistics),
    )
