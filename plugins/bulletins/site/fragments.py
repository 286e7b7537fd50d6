"""Rows of the tables of figures, made once for each bulletin and then only put together.

A statistic stands on several pages (of all, of its department, its unit, its year); its row is rendered and looked at
once. A row is kept with a mark in place of the way to the root, which every page has its own of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache, partial

from jinja2 import Environment
from markupsafe import Markup

from ..grouping import Entry, Part
from ..problems import Problem, Refusal
from .cache import Cache, key_of
from .keeping import keep_all
from .page import file_of
from .press import MARK, Insert
from .verify import read_page

ROOT = "\x02"  # no text holds control characters
COMPONENT = "components/figures_table.html"
MOST_HELD = 256
AT_ONCE = 5000  # rows that are looked at together: their bytes are held three times
PLACED = Markup(MARK)
WRAPPED = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    "<title>-</title></head><body><table><tbody>{}</tbody></table></body></html>"
)


class Fragments:
    """Rows in one language. ``templates`` is the key of all that turns values into bytes, ``prefix`` its folder."""

    def __init__(self, cache: Cache, templates: str, prefix: str) -> None:
        self._cache = cache
        self._templates = templates
        self._prefix = prefix
        self._rows = lru_cache(MOST_HELD)(self._read)

    def prepare(self, entries: Iterable[Entry], environment: Environment) -> None:
        """Render the rows that the cache doesn't hold, on all cores; has to be called before any are asked for.

        Raises Refusal when a row holds anything but what is listed, or leads elsewhere than to its statistic.
        """
        keep_all(self._cache, entries, self._key, partial(self._made, environment))

    def insert(self, part: Part, root: str) -> Insert:
        """The rows of a page with that way to the root, and where they lead."""
        html: list[str] = []
        links: set[tuple[str, str]] = set()
        for piece in part:
            ids, rows = self._rows(self._key(piece.entry))
            file = self._file(piece.entry)
            for place in piece.places:
                html.append(rows[place])
                links.add((file, ids[place]))
        return Insert("".join(html).replace(ROOT, root).encode(), frozenset(links))

    def _key(self, entry: Entry) -> str:
        return key_of("rows", self._templates, self._prefix, entry.digest)

    def _file(self, entry: Entry) -> str:
        return file_of(f"{self._prefix}{entry.url}")

    def _read(self, key: str) -> tuple[list[str], list[str]]:
        ids, rows = json.loads(self._cache.get(key) or "[[], []]")
        return ids, rows

    def _made(self, environment: Environment, entry: Entry) -> str:
        row = environment.get_template(COMPONENT).module.figure_row  # type: ignore[attr-defined]
        statistics = entry.body.statistics
        rows = [str(row(statistic, ROOT)) for statistic in statistics]
        ids = [statistic.id for statistic in statistics]
        for start in range(0, len(rows), AT_ONCE):
            self._look_at(rows[start : start + AT_ONCE], entry, ids[start : start + AT_ONCE])
        return json.dumps([ids, rows], ensure_ascii=False)

    def _look_at(self, rows: list[str], entry: Entry, ids: list[str]) -> None:
        path = f"{self._prefix}figures/index.html"
        facts = read_page(path, WRAPPED.format("".join(rows).replace(ROOT, "..")).encode())
        wrong = list(facts.findings)
        if facts.ids or facts.links != {(self._file(entry), name) for name in ids}:
            wrong.append(f"{entry.url} 的数字行链接不对")
        if wrong:
            hint = "这是模板或程序的错，请报告；旧站没有动"
            raise Refusal([Problem(path, 0, found, hint, "output") for found in wrong])
