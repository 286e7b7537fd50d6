"""The release before this one: files that need not be written again.

A file is taken over as a hard link, so that its bytes, its time stamp and its inode stay. A page counts as unchanged
when everything that it shows is (its key); any other file when its bytes are. Files that someone has touched since
are written anew.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

MOST_SUSPECTS = 200

# path -> (key, size, mtime in nanoseconds, ids)
Rows = dict[str, tuple[str, int, int, list[str]]]


class Former:
    """What stands in ``folder``, as ``manifest`` describes it. Without a folder it holds nothing."""

    def __init__(self, folder: Path | None, manifest: Path | None, rows: Rows | None = None) -> None:
        self._folder = folder
        self._manifest = manifest
        self._rows = rows or {}
        self._noted: dict[str, tuple[str, list[str]]] = {}

    @classmethod
    def load(cls, folder: str | None, manifest: str | None) -> Former:
        """Read the manifest; one that is missing or broken only means that everything is written anew."""
        place = Path(manifest) if manifest else None
        rows: Rows = {}
        if place is not None and folder:
            with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
                rows = {
                    path: (str(k), int(s), int(m), list(i))
                    for path, (k, s, m, i) in json.loads(place.read_text("utf-8")).items()
                }
        return cls(Path(folder) if folder else None, place, rows)

    @property
    def ids(self) -> dict[str, frozenset[str]]:
        """The ids of every page of the release."""
        return {path: frozenset(ids) for path, (_, _, _, ids) in self._rows.items() if ids}

    def holds(self, path: str, key: str) -> bool:
        """Whether the page is there with this key, untouched since it was written."""
        row = self._rows.get(path)
        return row is not None and bool(key) and row[0] == key and self._untouched(path, row)

    def below(self, folder: str) -> list[str]:
        """Files of the release in a folder that were made from one key; pages are not among them."""
        return [path for path in self._rows if path.startswith(folder) and not path.endswith(".html")]

    def same(self, path: str, data: bytes) -> bool:
        """Whether the file is there with these bytes."""
        if self._folder is None:
            return False
        place = self._folder / path
        try:
            return place.stat().st_size == len(data) and not place.is_symlink() and place.read_bytes() == data
        except OSError:
            return False

    def equals(self, path: str, place: str) -> bool:
        """Whether the file is there with the bytes of ``place``."""
        try:
            return self._folder is not None and filecmp.cmp(f"{self._folder}/{path}", place, shallow=False)
        except OSError:
            return False

    def link(self, path: str, place: str) -> bool:
        """Put the file of the release at ``place`` too; False when that can't be done."""
        source = f"{self._folder}/{path}"
        try:
            os.link(source, place)
        except FileNotFoundError:
            return False
        except OSError:
            # No hard links here: the same bytes with the same time stamp.
            shutil.copy2(source, place)
        return True

    def keep(self, path: str) -> None:
        """Remember of a page taken over what was remembered before."""
        self._noted[path] = (self._rows[path][0], self._rows[path][3])

    def note(self, path: str, key: str, ids: frozenset[str]) -> None:
        """Remember what a page was made from and which ids it has."""
        self._noted[path] = (key, sorted(ids))

    def suspects(self, files: set[str], ids: Mapping[str, frozenset[str]], taken: set[str]) -> Iterator[str]:
        """Pages taken over that name an address which is gone, or whose page lost an id."""
        # The search index names its files by their content and links to them from its own manifest only.
        lost = [path for path in self._rows if path not in files and not path.startswith("search/")]
        lost += [path for path, (_, _, _, had) in self._rows.items() if path in ids and not ids[path].issuperset(had)]
        if not lost or self._folder is None:
            return
        marks = [_address_mark(path) for path in lost]
        for path in sorted(taken):
            if path.endswith(".html"):
                data = b"" if len(marks) > MOST_SUSPECTS else (self._folder / path).read_bytes()
                if not data or any(mark in data for mark in marks):
                    yield path

    def save(self, output: Path, files: set[str]) -> None:
        """Write the manifest of the new release beside the releases."""
        if self._manifest is None:
            return
        rows = {}
        for path in sorted(files):
            key, ids = self._noted.get(path, ("", []))
            status = os.stat(f"{output}/{path}")  # noqa: PTH116 - a string: this runs for every file
            rows[path] = [key, status.st_size, status.st_mtime_ns, ids]
        part = self._manifest.with_suffix(".part")
        part.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), "utf-8")
        part.replace(self._manifest)

    def _untouched(self, path: str, row: tuple[str, int, int, list[str]]) -> bool:
        try:
            status = os.lstat(f"{self._folder}/{path}")
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (row[1], row[2])


def _address_mark(path: str) -> bytes:
    """The end of an address as other pages write it: its last folder, or the file's own name."""
    parts = path.removesuffix("index.html").rstrip("/").split("/")
    return f"{parts[-1]}/".encode() if path.endswith("index.html") else parts[-1].encode()
