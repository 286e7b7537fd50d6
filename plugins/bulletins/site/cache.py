"""Results kept from build to build, keyed by everything they depend on.

JSON in SQLite and nothing that could run; a key holds the digest of the program, so that no result of another
version is taken. A cache that can't be opened is done without: the results of this build then stand in a file of
their own, which goes when the build ends. Nothing is held in memory, so that a site may have any number of posts.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
AT_ONCE = 500  # keys in one question


@cache
def program_digest() -> str:
    """A digest of the package's own files, of the interpreter and of the libraries' versions.

    Results of another program are never taken. The names of ``*.dist-info`` folders hold name and version.
    """
    digest = hashlib.sha256(sys.version.encode())
    for place in sys.path:
        with contextlib.suppress(OSError):
            names = [name for name in os.listdir(place or ".") if name.endswith(".dist-info")]  # noqa: PTH208
            digest.update("\0".join(sorted(names)).encode())
    add_files(digest, PACKAGE)
    return digest.hexdigest()


def add_files(digest: Any, folder: Path) -> None:
    """Add every file below a folder, by path and bytes, but what the interpreter keeps for itself."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.endswith(".egg-info"))
        # A link to a folder is not entered, but that it stands there counts.
        links = [name for name in folders if os.path.islink(f"{place}/{name}")]  # noqa: PTH114
        for name in sorted([*names, *links]):
            path = f"{place}/{name}"
            digest.update(os.fsencode(path.removeprefix(str(folder))) + b"\0")
            # What is no plain file is never opened: it might not end.
            status = os.lstat(path)
            data = b""
            if stat.S_ISREG(status.st_mode):
                with open(path, "rb") as stream:  # noqa: PTH123 - a string: this runs for every file
                    data = stream.read()
            digest.update(stat.S_IFMT(status.st_mode).to_bytes(4, "big") + len(data).to_bytes(8, "big") + data)


def key_of(*parts: bytes | str) -> str:
    """A key from parts of any length; the parts can't run into each other.

    >>> key_of("ab", "c") == key_of("a", "bc")
    False
    """
    digest = hashlib.sha256(program_digest().encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def digest_of_value(value: object) -> bytes:
    """A digest of dataclasses, tuples and words, however deep; equal digests mean equal values.

    Equal values may have different digests when a part that one shares stands twice in the other.
    """
    stream = io.BytesIO()
    _Pickler(stream, 5).dump(value)
    return hashlib.sha256(stream.getbuffer()).digest()


class _Pickler(pickle.Pickler):
    """Takes dataclasses apart in one step: the standard way asks for their fields object by object."""

    def reducer_override(self, value: object) -> Any:
        kind = type(value)
        if kind not in _FIELDS:
            names = [item.name for item in fields(kind)] if is_dataclass(kind) else []
            _FIELDS[kind] = attrgetter(*names) if names else None
        getter = _FIELDS[kind]
        if getter is None:
            return NotImplemented
        found = getter(value)
        return kind, found if isinstance(found, tuple) else (found,)


_FIELDS: dict[type, Any] = {}


class Cache:
    """Text by key; what a build neither read nor wrote is dropped when it closes.

    Every process opens the file for itself: a child made by fork may read what its parent has committed.
    """

    def __init__(self, path: Path | None) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._base: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._process = 0
        self._used: set[str] = set()
        self._path = path if path and self._usable(path) else self._own_file()

    def get(self, key: str) -> str | None:
        """What an earlier build kept, or None."""
        row = self._open().execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        self._used.add(key)
        value: str = row[0]
        return value

    def get_all(self, keys: Iterable[str]) -> dict[str, str]:
        """What an earlier build kept of many keys."""
        wanted = list(keys)
        found: dict[str, str] = {}
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            found |= dict(self._open().execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some))
        self._used.update(found)
        return found

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of the keys the cache holds; they are kept for the next build."""
        wanted = list(keys)
        found: set[str] = set()
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            found |= {key for (key,) in self._open().execute(f"SELECT key FROM kept WHERE key IN ({marks})", some)}
        self._used |= found
        return found

    def put(self, key: str, value: str) -> None:
        """Keep a result for this build and the next one."""
        self._used.add(key)
        self._open().execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))

    def use(self, keys: Iterable[str]) -> None:
        """Keep these results for the next build though this one doesn't look at them."""
        self._used.update(keys)

    def commit(self) -> None:
        """Let children see what was put; a kill leaves what was committed before."""
        if self._base is not None:
            self._base.commit()

    def close(self) -> None:
        """Drop what nobody used, and let go of the file."""
        base = self._open()
        with contextlib.suppress(sqlite3.Error):
            old = [(key,) for (key,) in base.execute("SELECT key FROM kept") if key not in self._used]
            base.executemany("DELETE FROM kept WHERE key = ?", old)
            base.commit()
        base.close()
        self._base = None
        if self._folder is not None:
            self._folder.cleanup()

    def _own_file(self) -> Path:
        self._folder = tempfile.TemporaryDirectory(prefix="gongbao-")
        return Path(self._folder.name) / "cache.sqlite"

    def _usable(self, path: Path) -> bool:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(_connect(path)) as base:
                base.execute("SELECT key FROM kept LIMIT 1").fetchall()
                base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        except sqlite3.DatabaseError:
            # Not a database any more: begin anew.
            path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _open(self) -> sqlite3.Connection:
        if self._base is None or self._process != os.getpid():
            # A connection that came over by a fork is kept and left alone: closing it would meddle with the parent's.
            self._inherited = self._base
            self._base, self._process = _connect(self._path), os.getpid()
        return self._base


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=30)
    # What a power cut may cost is this build's results, not the site.
    base.execute("PRAGMA synchronous = OFF")
    base.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    base.commit()
    return base
