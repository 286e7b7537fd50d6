"""Results kept from build to build, keyed by everything they depend on.

JSON in SQLite and nothing that could run; a key holds the digest of the program, so that no result of another
version is taken. A cache that can't be opened is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import pickle
import sqlite3
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def program_digest() -> str:
    """A digest of the package's own sources and data: results of another program are never taken."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


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
    """Text by key, in kinds; what a build neither read nor wrote is dropped when it closes."""

    def __init__(self, path: Path | None) -> None:
        self._stored: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._path = path
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(path, timeout=30)) as base:
                base.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
                self._stored = dict(base.execute("SELECT key, value FROM kept"))
        except sqlite3.OperationalError:
            self._path = None
        except sqlite3.DatabaseError:
            # Not a database any more: begin anew.
            path.unlink(missing_ok=True)
        except OSError:
            self._path = None

    def get(self, key: str) -> str | None:
        """What an earlier build kept, or None."""
        value = self._stored.get(key)
        if value is not None:
            self._kept[key] = value
        return value

    def put(self, key: str, value: str) -> None:
        """Keep a result for the next build."""
        self._kept[key] = value

    def close(self) -> None:
        """Write what changed in one transaction: a kill leaves the former cache whole."""
        if self._path is None:
            return
        new = [(key, value) for key, value in self._kept.items() if key not in self._stored]
        old = [(key,) for key in self._stored if key not in self._kept]
        if not (new or old):
            return
        with contextlib.suppress(OSError, sqlite3.Error), contextlib.closing(sqlite3.connect(self._path)) as base:
            base.executemany("DELETE FROM kept WHERE key = ?", old)
            base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", new)
            base.commit()
