"""Where the records of bulletins are kept: a summary of each report, and each record until a page needs it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

from ..departments import Registry
from ..grouping import Entry
from ..views import Link
from ..wording import say
from .cache import Cache, key_of
from .ledger import Ledger, load_ledger
from .parallel import in_parallel, shares

LEAST_REPORTS = 20  # for one child: below that a fork costs more than it saves
ROUND = 1000


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one report: its key, whether its text may be shown, and the number of changes by name of the record."""

    key: str = ""
    shown: bool = False
    counts: dict[str, int] = field(default_factory=dict)


class Ledgers:
    """Finds the record and the raw text of bulletins. ``read(source)`` gives a report's bytes or None."""

    def __init__(self, read: Callable[[str], bytes | None], registry: Registry, cache: Cache) -> None:
        self._read = read
        self._registry = registry
        self._registry_key = key_of(repr(registry.departments))
        self._cache = cache
        self._found: dict[str, Summary] = {}
        self._entries: dict[str, list[Entry]] = defaultdict(list)

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Make the records of all reports that the cache doesn't know, on all cores; has to be called first."""
        for entry in entries:
            if entry.bulletin.source:
                self._entries[entry.bulletin.source].append(entry)
        todo: list[tuple[str, bytes]] = []
        for source in sorted(self._entries):
            data = self._read(source)
            if data is None:
                self._found[source] = Summary()
                continue
            key = self._key(source, data)
            if self._cache.get(key) is None:
                todo.append((source, data))
            else:
                self._find(source, key)
        for start in range(0, len(todo), ROUND):
            self._make(todo[start : start + ROUND])

    def link(self, entry: Entry) -> Link | None:
        """The way to the record of a bulletin, with the number of changes."""
        found, name = self._named(entry)
        return Link(say("规范化记录"), f"{entry.url}ledger/", found.counts[name]) if name else None

    def source_link(self, entry: Entry) -> Link | None:
        """The way to the raw report as plain text."""
        found = self._found.get(entry.bulletin.source, Summary())
        return Link(say("原始报告"), quote(report_path(entry.bulletin.source))) if found.shown else None

    def others(self, entry: Entry) -> tuple[Link, ...]:
        """The records of the other bulletins of the same report, in the order of its parts."""
        siblings = sorted(self._entries.get(entry.bulletin.source, ()), key=lambda e: (e.bulletin.part, e.url))
        links = ((other, self.link(other)) for other in siblings if other.url != entry.url)
        return tuple(Link(other.bulletin.title, link.url, link.count) for other, link in links if link)

    def digest(self, entry: Entry) -> str:
        """Changes whenever the record of a bulletin does; "" when it has none."""
        found, name = self._named(entry)
        return key_of(found.key, name) if name else ""

    def of(self, entry: Entry) -> Ledger:
        """The record of a bulletin that has one."""
        found, name = self._named(entry)
        return load_ledger(json.loads(self._cache.get(_record_key(found.key, name)) or "{}"))

    def texts(self) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """(path below the output folder, key, way to the bytes) of every report that a published post names."""
        for source, found in sorted(self._found.items()):
            if found.shown:
                yield report_path(source), found.key, lambda key=found.key: self._text(key)  # type: ignore[misc]

    def _text(self, key: str) -> bytes:
        return (self._cache.get(_text_key(key)) or "").encode()

    def _key(self, source: str, data: bytes) -> str:
        return key_of("ledger", source, self._registry_key, data)

    def _named(self, entry: Entry) -> tuple[Summary, str]:
        """The report's summary and the name of the bulletin's record in it, "" for none."""
        found = self._found.get(entry.bulletin.source, Summary())
        names = (f"#{entry.bulletin.part}", entry.bulletin.title)
        return found, next((name for name in names if name in found.counts), "")

    def _make(self, todo: list[tuple[str, bytes]]) -> None:
        from .ledgermaking import make_records  # noqa: PLC0415 - normalising is wanted only for new reports

        number = shares(len(todo), LEAST_REPORTS)

        def work(share: int) -> list[tuple[str, str, str, dict[str, str], dict[str, int]]]:
            made = []
            for source, data in todo[share::number]:
                text, records, counts = make_records(data, source, self._registry)
                made.append((source, self._key(source, data), text, records, counts))
            return made

        for share in in_parallel(number, work):
            for source, key, text, records, counts in share:
                shown = bool(text) and PurePosixPath(source).suffix == ".txt"
                self._cache.put(_text_key(key), text if shown else "")
                for name, record in records.items():
                    self._cache.put(_record_key(key, name), record)
                self._cache.put(key, json.dumps([shown, counts], ensure_ascii=False))
                self._find(source, key)
        # Before the next children begin: what is half written locks them out.
        self._cache.commit()

    def _find(self, source: str, key: str) -> None:
        shown, counts = json.loads(self._cache.get(key) or "[false, {}]")
        self._cache.use([_text_key(key), *(_record_key(key, name) for name in counts)])
        self._found[source] = Summary(key, shown, counts)


def _text_key(key: str) -> str:
    return key_of(key, "text")


def _record_key(key: str, name: str) -> str:
    return key_of(key, "record", name)


def report_path(source: str) -> str:
    """Where a raw report is published.

    >>> report_path("reports/2022/防汛.txt")
    'reports/2022/防汛.txt'
    """
    return f"reports/{source.removeprefix('reports/')}"
