"""Writes files below the output folder, or takes them over from the former release. Knows nothing of what they say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .former import Former
from .page import File
from .verify import Links, read_feed, read_page

FEEDS = ("feed.xml", "feed.json")

Render = Callable[[dict[str, object]], str]
Complete = Callable[[], dict[str, object]]
MARK = "\x03"  # no text holds control characters


@dataclass(frozen=True, slots=True)
class Written:
    """A file that stands. ``taken``: as the former release has it. ``ids`` is None when nobody looked at it again."""

    path: str
    key: str
    taken: bool
    ids: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class Insert:
    """What takes the place of MARK in a page: rows that were looked at when they were made, and where they lead."""

    html: bytes
    links: frozenset[tuple[str, str]]


@dataclass(slots=True)
class Sheet:
    """What one worker wrote, and what its pages were found to hold."""

    written: list[Written] = field(default_factory=list)
    links: Links = field(default_factory=Links)
    findings: list[tuple[str, str]] = field(default_factory=list)


class Press:
    """Writes for one worker. ``base`` is the site's own full address, "" in a local build."""

    def __init__(self, output: Path, former: Former, base: str) -> None:
        self.sheet = Sheet()
        self._output = output
        self._former = former
        self._base = base
        self._folders: set[str] = set()
        self._streamed: dict[tuple[str, str], str] = {}

    def page(
        self,
        path: str,
        seen: dict[str, object],
        key: str,
        render: Render,
        complete: Complete | None = None,
        insert: Callable[[], Insert] | None = None,
    ) -> None:
        """Render a page from what it sees, unless the former release has one made from the same.

        ``complete`` is asked for the rest, and ``insert`` for what stands at MARK, only when the page is rendered.
        """
        if self._take(path, key):
            self.sheet.written.append(Written(path, key, True, None))
        else:
            html = render(seen | complete() if complete else seen).encode()
            self.put(path, html, key, insert() if insert else None)

    def file(self, file: File) -> None:
        """Make and write a file, unless the former release has one of its key."""
        if file.key and self._take(file.path, file.key):
            self.sheet.written.append(Written(file.path, file.key, True, None))
            return
        made = file.make()
        if isinstance(made, bytes):
            self.put(file.path, made, file.key)
        else:
            self._stream(file.path, made, file.key)

    def whole(self, folder: str, key: str, make: Callable[[], dict[str, bytes]]) -> None:
        """Make the files of a folder together, or take all of them over when they have this key."""
        paths = self._former.below(folder)
        if paths and all(self._former.holds(path, key) for path in paths):
            for path in paths:
                self._take(path, key)
                self.sheet.written.append(Written(path, key, True, None))
            return
        for path, data in make().items():
            self.put(path, data, key)

    def put(self, path: str, data: bytes, key: str = "", insert: Insert | None = None) -> None:
        """Write a file; the same bytes as before stay the same file. A page is looked at before."""
        ids: frozenset[str] = frozenset()
        if path.endswith(".html"):
            facts = read_page(path, data.replace(MARK.encode(), b"") if insert else data, self._base)
            ids = facts.ids
            self.sheet.links.add(path, facts.links)
            if insert:
                self.sheet.links.add(path, insert.links)
                data = data.replace(MARK.encode(), insert.html)
            self.sheet.findings += [(path, finding) for finding in facts.findings]
        elif path.endswith(FEEDS):
            self.sheet.findings += [(path, finding) for finding in read_feed(path, data, self._base)]
        place = self._place(path)
        taken = self._former.same(path, data) and self._former.link(path, place)
        if not taken:
            with open(place, "wb") as stream:  # noqa: PTH123
                stream.write(data)
        self.sheet.written.append(Written(path, key, taken, ids))

    def _stream(self, path: str, pieces: Iterator[bytes], key: str) -> None:
        """Write a file piece by piece; when it turns out as before, the former one stays.

        Tables of one kind and key hold the same rows (of the site, of its one department, of its one year): they are
        one file under several names.
        """
        place = self._place(path)
        twin = self._streamed.setdefault((os.path.basename(path), key), place)  # noqa: PTH119 - a string
        if not key or twin == place or not _linked(twin, place):
            with open(place, "wb") as stream:  # noqa: PTH123 - a string
                stream.writelines(pieces)
        taken = self._former.equals(path, place) and self._former.link(path, f"{place}.part")
        if taken:
            os.replace(f"{place}.part", place)  # noqa: PTH105
            # Two names of one file: then replacing the one by the other does nothing.
            with suppress(FileNotFoundError):
                os.remove(f"{place}.part")  # noqa: PTH107
        self.sheet.written.append(Written(path, key, taken))

    def _take(self, path: str, key: str) -> bool:
        return self._former.holds(path, key) and self._former.link(path, self._place(path))

    def _place(self, path: str) -> str:
        # Strings, not paths: this runs for every file of the site.
        folder = os.path.dirname(path)  # noqa: PTH120
        if folder not in self._folders:
            os.makedirs(f"{self._output}/{folder}", exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        return f"{self._output}/{path}"


def _linked(source: str, place: str) -> bool:
    with suppress(OSError):
        os.link(source, place)
        return True
    return False
