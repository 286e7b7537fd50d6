"""Pelican's side: a reader that hands over what was loaded, a generator and a writer for every page.

Nothing of a post reaches Pelican but what ``load_content`` made of it: no path, template or language of its own.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import PurePath
from typing import Any

from pelican import Pelican
from pelican.contents import Category, Tag
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.readers import BaseReader, Readers
from pelican.writers import Writer

from .code import code_of
from .page import Page
from .run import Run

RUN = "BULLETINS_RUN"


class PostReader(BaseReader):  # type: ignore[misc]
    """Gives Pelican the posts that were loaded; a draft is skipped."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata of a post. Every problem was said before any post is asked for."""
        run: Run = self.settings[RUN]
        path = PurePath(os.path.relpath(source_path, self.settings["PATH"])).as_posix()
        post = run.site.by_path.get(path)
        if post is None:
            return "", {"status": "skip", "title": path}
        bulletin = post.entry.bulletin
        return post.entry.body.html, {
            "title": bulletin.title,
            "date": bulletin.date,
            "slug": bulletin.slug,
            "status": "published",
            "category": Category(bulletin.column, self.settings),
            "tags": [Tag(topic, self.settings) for topic in bulletin.topics],
            "bulletin": bulletin,
            "highlights": post.entry.body.highlights,
            "post": post,
        }


class PageWriter(Writer):  # type: ignore[misc]
    """Notes every page that is to be written; the run renders them all together, on all cores."""

    def write_file(self, name: str, template: Any, context: dict[str, Any], *_: Any, **values: Any) -> None:
        """Note one page; lists of Pelican's own have no name by our settings and are not written."""
        if not name:
            return
        run: Run = context[RUN]
        article = values.get("article")
        if article:
            path, make = run.bulletin_page(article.post)
            if path != name:
                raise ValueError(f"{name}: expected {path}")
            run.add_page(path, make, template)
        else:
            run.add_page(name, partial(_same, values["whole"]), template)


class SiteGenerator(Generator):  # type: ignore[misc]
    """Writes all pages that are no single bulletin, and all files."""

    def generate_output(self, writer: PageWriter) -> None:
        """Called by Pelican once every generator has its context, after the articles."""
        run: Run = self.settings[RUN]
        if run.alone:
            template = self.get_template("article")
            for post in run.site.posts:
                run.add_page(*run.bulletin_page(post), template)
        for page in run.other_pages():
            writer.write_file(page.path, self.get_template(page.template), self.context, whole=page)
        for write in (run.write_pages, run.write_files):
            for path in write():
                signals.content_written.send(f"{self.output_path}/{path}", context=self.context)


def _same(page: Page) -> Page:
    return page


def load(pelican: Pelican) -> None:
    """Read the content before any generator does, so that all problems are said at once.

    When no other plugin wants to see the posts as Pelican's articles, none are made: there would be thousands.
    """
    run = Run.from_settings(pelican.settings)
    pelican.settings[RUN] = run
    if run.alone:
        pelican.settings["ARTICLE_PATHS"] = []


def only_our_reader(readers: Readers) -> None:
    """Turn the readers for .rst, .html and the rest off."""
    readers.reader_classes = {"md": PostReader, "static": BaseReader}


def prepare(generator: Generator) -> None:
    """Escape in every template, whatever the settings say; look for changed templates once a build, not a page;
    speak Chinese."""
    generator.env.autoescape = True
    generator.env.auto_reload = False
    run: Run = generator.settings[RUN]
    generator.env.filters["code"] = code_of
    run.languages[0].install(generator.env)


def generators(pelican: Pelican) -> type[Generator]:
    """The generator of the derived pages."""
    return SiteGenerator


def writer(pelican: Pelican) -> type[Writer]:
    """The writer of all pages."""
    return PageWriter


def finish(pelican: Pelican) -> None:
    """Look at what was built; raises Refusal when it may not be shown."""
    run: Run = pelican.settings[RUN]
    run.finish()


def connect() -> None:
    """Signals hold weak references: only functions of a module stay connected."""
    signals.initialized.connect(load)
    signals.readers_init.connect(only_our_reader)
    signals.generator_init.connect(prepare)
    signals.get_generators.connect(generators)
    signals.get_writer.connect(writer)
    signals.finalized.connect(finish)
