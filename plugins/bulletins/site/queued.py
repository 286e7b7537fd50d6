"""A page that waits to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Template

from .cache import digest_of_value, key_of
from .page import Page


@dataclass(frozen=True, slots=True)
class Queued:
    """The file of a page, and the same in the site's first language; how to make and to render the page."""

    path: str
    original: str
    make: Callable[[], Page]
    template: Template

    @property
    def prefix(self) -> str:
        """Where the pages of its language stand: "", "en/"."""
        return self.path.removesuffix(self.original)

    def page(self) -> Page:
        """The page. Raises ValueError when it is another one."""
        page = self.make()
        if page.path != self.original:
            raise ValueError(f"{self.original}: expected {page.path}")
        return page

    def key(self, templates: str, seen: dict[str, object], page: Page) -> str:
        """What tells everything that the page shows; "" when nobody knows what the templates do."""
        return key_of(templates, self.prefix, page.template, digest_of_value(seen), page.digest) if templates else ""
