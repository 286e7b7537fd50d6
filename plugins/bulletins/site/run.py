"""One build inside Pelican: what was loaded, what is written, what is taken over from the release before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from jinja2 import Environment, Template

from ..problems import Problem, Refusal
from ..slugs import READINGS
from .budget import overweight
from .cache import Cache, key_of
from .content import Site
from .faults import problems_of
from .figurepages import Choices, figure_files
from .files import bulletin_files, digest_of, site_files, theme_files
from .former import Former
from .fragments import Fragments
from .inputs import only_ours, templates_key
from .language import CHINESE, languages_of
from .ledgers import Ledgers
from .load import Post, load_content
from .page import MISSING, SEARCH, Page, file_of
from .pages import list_pages
from .parallel import in_parallel, shares
from .press import Insert, Press, Sheet
from .queued import Queued
from .release import MARKER, MARKER_TEXT
from .rowdata import RowData
from .scripts import published_scripts
from .settings import site_of, site_view
from .tables import Tables
from .tree import Tree, read_report_bytes
from .verify import Links, read_page

LEAST_PAGES = 600  # for one child: below that what it has to read again costs more than it saves

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
        self.languages = languages_of(theme, settings.get("languages", (CHINESE,)))
        self.static = published_scripts(theme_files(theme, self.languages), cache)
        if heavy := overweight(self.static, [language.prefix for language in self.languages]):
            raise Refusal(heavy)
        links = tuple(language.link for language in self.languages) if len(self.languages) > 1 else ()
        self.site.view = replace(site.view, build=digest_of(self.static), languages=links)
        self.choices = Choices(self.site)
        self.alone = False
        self.kept_search: Path | None = None
        self._templates = ""
        self._ids: dict[str, frozenset[str]] = {}
        self._links = Links()
        self._findings: list[tuple[str, str]] = []
        self._files: set[str] = set()
        self._queue: list[Queued] = []
        self._late: list[Queued] = []  # pages that carry what is made after all others
        self._environments: dict[str, Environment] = {}
        self._row_data = RowData(cache, site.filler)
        self._fragments: dict[str, Fragments] = {}
        self._taken: set[str] = set()
        self._queued: set[str] = set()

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Run:
        """Load everything that the settings of a Pelican run name."""
        progress: Progress = settings.get("BULLETINS_PROGRESS") or (lambda stage, done, of: None)
        root = Path(settings["PATH"])
        place = Path(settings["BULLETINS_CACHE"]) if settings.get("BULLETINS_CACHE") else None
        cache = Cache(place)
        READINGS.told = json.loads(cache.get(key_of("readings")) or "{}")
        content = load_content(root, cache, progress)
        ledgers = Ledgers(lambda source: read_report_bytes(root, source), content.registry, cache)
        site = Site(content, site_view(site_of(settings)), ledgers)
        former = Former.load(settings.get("BULLETINS_FORMER"), settings.get("BULLETINS_MANIFEST"))
        output = Path(settings["OUTPUT_PATH"])
        run = cls(site, output, Path(settings["THEME"]), settings["SITE"], cache, former, progress)
        run.kept_search = place and place.with_name("search.kept")
        # What another plugin does to a page is not known: pages are then always rendered.
        if only_ours(settings):
            run._templates = templates_key(settings)
            run.alone = bool(settings.get("BULLETINS_DIRECT"))
        return run

    def other_pages(self) -> Iterator[Page]:
        """Every page that is no single bulletin: lists, texts, records."""
        yield from list_pages(self.site, self.choices)
        for post in self.site.posts:
            page = self.site.ledger_page(post)
            if page:
                yield page

    def bulletin_page(self, post: Post) -> tuple[str, Callable[[], Page]]:
        """The file of a bulletin's page, and the way to the page."""
        return file_of(post.entry.url), partial(self.site.bulletin_page, post)

    def add_page(self, path: str, make: Callable[[], Page], template: Template) -> None:
        """Note a page to be written in every language. Raises Refusal when another one has the same address."""
        self._environments.setdefault("", template.environment)
        self._note(path, path, make, template)
        for language in self.languages[1:] if path != MISSING else ():
            if language.prefix not in self._environments:
                self._environments[language.prefix] = language.environment(template.environment)
            translated = self._environments[language.prefix].get_template(str(template.name))
            self._note(language.prefix + path, path, make, translated)

    def _note(self, path: str, original: str, make: Callable[[], Page], template: Template) -> None:
        self._claim(path)
        self._queued.add(path)
        (self._late if original == SEARCH else self._queue).append(Queued(path, original, make, template))

    def write_pages(self) -> list[str]:
        """Render and write the noted pages, or take them over where nothing that they show has changed."""
        for prefix, environment in self._environments.items():
            # What another plugin does to a row is not known: its rows are of this build alone.
            self._fragments[prefix] = Fragments(self.cache, self._templates or uuid4().hex, prefix)
            self._fragments[prefix].prepare(self.site.index.entries, environment)
        self._row_data.prepare(self.site.index.entries)
        number = shares(len(self._queue), LEAST_PAGES)
        self._gather(in_parallel(number, lambda share: self._write_share(share, number)))
        return [queued.path for queued in self._queue]

    def write_files(self) -> list[str]:
        """Write everything that is no page, the search index beside the rest when there is much, and its pages."""
        number = shares(len(self.site.posts), LEAST_PAGES)
        self._gather(in_parallel(number, lambda share: self._write_data(share, number)))
        work = (self._write_search, self._write_rest)
        self._gather(in_parallel(len(work), lambda share: work[share]()) if number > 1 else [one() for one in work])
        return [queued.path for queued in self._late]

    def _write_share(self, share: int, number: int) -> Sheet:
        press = self._press()
        for done, queued in enumerate(mine := self._queue[share::number], 1):
            self._write_page(press, queued)
            if share == 0 and (done % 50 == 0 or done == len(mine)):
                self.progress("pages", min(done * number, len(self._queue)), len(self._queue))
        return press.sheet

    def _write_page(self, press: Press, queued: Queued, more: Mapping[str, object] | None = None) -> None:
        page = queued.page()
        seen: dict[str, object] = {"site": self.site.view, "page": page.view, **page.values, **(more or {})}
        insert = partial(self._rows, queued.prefix, page) if page.part is not None else None
        key = queued.key(self._templates, seen, page)
        press.page(queued.path, seen, key, queued.template.render, page.complete, insert)

    def _rows(self, prefix: str, page: Page) -> Insert:
        return self._fragments[prefix].insert(page.part or (), page.view.root)

    def _write_search(self) -> Sheet:
        from .searching import carried_manifest, search_files  # noqa: PLC0415 - numpy is wanted by this part alone

        press, key = self._press(), self.site.key_of(self.site.index.entries)
        press.whole("search/", key, lambda: dict(search_files(self.site, self.kept_search)))
        for queued in self._late:
            self._write_page(press, queued, {"manifest": carried_manifest(self.output)})
        return press.sheet

    def _write_data(self, share: int, number: int) -> Sheet:
        press = self._press()
        for file in bulletin_files(self.site, self.site.index.entries[share::number]):
            press.file(file)
        return press.sheet

    def _write_rest(self) -> Sheet:
        press = self._press()
        for path, data in self.static.items():
            press.put(path, data)
        tables = Tables(self.output)
        for file in (
            *site_files(self.site, self.settings, tables),
            *figure_files(self.site, self.choices, tables, self._row_data),
        ):
            press.file(file)
        press.put(MARKER, MARKER_TEXT.encode())
        return press.sheet

    def _press(self) -> Press:
        return Press(self.output, self.former, self.site.view.base)

    def _gather(self, sheets: list[Sheet]) -> None:
        for sheet in sheets:
            self._links.update(sheet.links)
            self._findings += sheet.findings
            for file in sheet.written:
                if file.path not in self._queued:
                    self._claim(file.path)
                if file.taken:
                    self._taken.add(file.path)
                if file.ids is None:
                    self.former.keep(file.path)
                else:
                    self._ids[file.path] = file.ids
                    self.former.note(file.path, file.key, file.ids)

    def finish(self) -> None:
        """Check the whole; then keep what the next build can use. Raises Refusal naming what was found."""
        self.progress("check", 0, 0)
        for path in self.former.suspects(self._files, self._ids, self._taken - self._ids.keys()):
            # Taken over unread, but it may lead to something which is no longer there.
            facts = read_page(path, (self.output / path).read_bytes(), self.site.view.base)
            self._links.add(path, facts.links)
        # A place inside a file that is no page (#page=2 of a PDF) is nothing that could be looked up.
        pages = {path for path in self._files if path.endswith(".html")}
        ids = {path: ids for path, ids in (self.former.ids | self._ids).items() if path in pages}
        shown = Tree(self.site.content.root).shown
        posts = {file_of(post.entry.url): shown(post.path) for post in self.site.posts}
        if problems := problems_of(self._findings, self._links.dead(ids, self._files), posts):
            raise Refusal(problems)
        self.former.save(self.output, self._files)
        self.cache.put(key_of("readings"), json.dumps(READINGS.used, ensure_ascii=False))
        self.cache.close()

    @property
    def counts(self) -> dict[str, int]:
        """How many bulletins, pages and files there are, and how many of these were written anew."""
        return {
            "bulletins": len(self.site.posts),
            "drafts": self.site.content.drafts,
            "files": len(self._files),
            "unchanged": len(self._taken),
        }

    def _claim(self, path: str) -> None:
        if path in self._files:
            raise Refusal([Problem("output", 0, f"两个页面都要写 {path}", "给其中一个换一个 slug", "address")])
        self._files.add(path)
