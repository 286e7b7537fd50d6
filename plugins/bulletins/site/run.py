"""One build inside Pelican: what was loaded, what is written, what is taken over from the release before."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..problems import Problem, Refusal
from .cache import Cache, key_of
from .content import Site
from .files import all_files, digest_of, theme_files
from .former import Former
from .ledger import Ledgers
from .load import load_content
from .page import Page
from .pages import list_pages
from .settings import site_view
from .tree import read_report_bytes
from .verify import Links, PageFacts, read_page

MARKER = ".gongbao-site"
MARKER_TEXT = "This folder is made by `bulletins build`; everything in it is replaced by the next build.\n"
MOST_FINDINGS = 20

Progress = Callable[[str, int, int], None]


class Run:
    """Writes below ``output``; every file once. Raises Refusal for all that is wrong with the input."""

    def __init__(
        self,
        site: Site,
        output: Path,
        theme: Path,
        settings: Mapping[str, object],
        cache: Cache,
        former: Former,
        progress: Progress,
    ) -> None:
        self.site = site
        self.output = output
        self.settings = settings
        self.cache = cache
        self.former = former
        self.progress = progress
        self.static = theme_files(theme)
        self.site.view = replace(site.view, build=digest_of(self.static))
        self._templates = _templates_digest(theme)
        self._ids: dict[str, frozenset[str]] = {}
        self._links = Links()
        self._findings: list[tuple[str, str]] = []
        self._files: set[str] = set()
        self._taken: set[str] = set()
        self._folders: set[str] = set()

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Run:
        """Load everything that the settings of a Pelican run name."""
        progress: Progress = settings.get("BULLETINS_PROGRESS") or _silent
        root = Path(settings["PATH"])
        cache = Cache(Path(settings["BULLETINS_CACHE"]) if settings.get("BULLETINS_CACHE") else None)
        content = load_content(root, cache, progress)
        ledgers = Ledgers(lambda source: read_report_bytes(root, source), content.registry, cache)
        site = Site(content, site_view(settings["SITE"]), ledgers)
        former = Former.load(settings.get("BULLETINS_FORMER"), settings.get("BULLETINS_MANIFEST"))
        output = Path(settings["OUTPUT_PATH"])
        return cls(site, output, Path(settings["THEME"]), settings["SITE"], cache, former, progress)

    def other_pages(self) -> Iterator[Page]:
        """Every page that is no single bulletin: lists, texts, records."""
        yield from list_pages(self.site)
        for post in self.site.posts:
            page = self.site.ledger_page(post)
            if page:
                yield page

    def write_page(self, page: Page, render: Callable[[dict[str, object]], str]) -> None:
        """Write a page, or take it over when nothing that it shows has changed."""
        seen: dict[str, object] = {"site": self.site.view, "page": page.view, **page.values}
        key = key_of(self._templates, page.template, pickle.dumps(seen, 5))
        if self._take(page.path, key):
            return
        data = render(seen).encode()
        self._look_at(page.path, data, key)
        self._write(page.path, data)
        self.progress("pages", len(self._files), 0)

    def write_files(self) -> None:
        """Write everything that is no page."""
        for path, data in self.static.items():
            self._write(path, data)
        for path, data in all_files(self.site, self.settings):
            self._write(path, data)
            if path.endswith(".html"):
                self._look_at(path, data, "")
        self._write(MARKER, MARKER_TEXT.encode())

    def finish(self) -> None:
        """Check the whole; then keep what the next build can use. Raises Refusal naming what was found."""
        self.progress("check", 0, 0)
        for path in self.former.suspects(self._files, self._ids, self._taken):
            # Taken over, but it may lead to something which is no longer there.
            self._links.add(path, read_page(path, (self.output / path).read_bytes(), self.site.view.base))
        ids = {path: ids for path, ids in (self.former.ids | self._ids).items() if path in self._files}
        findings = self._findings + self._links.dead(ids, self._files)
        if findings:
            hint = "这是模板或程序的错，请报告；旧站没有动"
            shown = sorted(set(findings))[:MOST_FINDINGS]
            raise Refusal([Problem(path, 0, finding, hint, "output") for path, finding in shown])
        self.former.save(self.output, self._files)
        self.cache.close()

    @property
    def counts(self) -> dict[str, int]:
        """How many bulletins, pages and files there are, and how many of these were written anew."""
        return {
            "bulletins": len(self.site.posts),
            "drafts": self.site.content.unpublished,
            "files": len(self._files),
            "unchanged": len(self._taken),
        }

    def _look_at(self, path: str, data: bytes, key: str) -> None:
        facts: PageFacts = read_page(path, data, self.site.view.base)
        self._ids[path] = facts.ids
        self._links.add(path, facts)
        self._findings += [(path, finding) for finding in facts.findings]
        self.former.note(path, key, facts.ids)

    def _take(self, path: str, key: str) -> bool:
        if not self.former.holds(path, key):
            return False
        self._claim(path)
        if not self.former.link(path, self._place(path)):
            self._files.discard(path)
            return False
        self.former.keep(path)
        self._taken.add(path)
        return True

    def _write(self, path: str, data: bytes) -> None:
        self._claim(path)
        place = self._place(path)
        if self.former.same(path, data) and self.former.link(path, place):
            self._taken.add(path)
        else:
            place.write_bytes(data)

    def _claim(self, path: str) -> None:
        if path in self._files:
            message = f"两个页面都要写 {path}"
            raise Refusal([Problem("output", 0, message, "给其中一个换一个 slug", "address")])
        self._files.add(path)

    def _place(self, path: str) -> Path:
        place = self.output / path
        if (folder := os.path.dirname(path)) not in self._folders:  # noqa: PTH120 - a string, thousands of times
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return place


def _silent(stage: str, done: int, of: int) -> None:
    """Report nothing."""


def _templates_digest(theme: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted((theme / "templates").rglob("*.html")):
        digest.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
