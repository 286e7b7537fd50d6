"""The posts as they were last committed: what a change would take away from the site is seen by comparing with them."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .workspace import GIT, GIT_ALONE

SECONDS = 20


def committed_posts(content: Path) -> dict[str, str]:
    """Posts of the last commit that are not the same on disk: path below ``content`` → text as it was committed.

    Empty where the folder is not kept in git. Safe: no work tree is compared by git itself, so no filter that the
    repository names is run.
    """
    listed = _git(content, ["ls-tree", "-r", "-z", "HEAD", "--", "posts"])
    wanted: dict[str, str] = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, path = entry.partition("\t")
        kind = facts.split(" ")
        if len(kind) == 3 and kind[1] == "blob" and path.endswith(".md") and not _is_same(content / path, kind[2]):
            wanted[path] = kind[2]
    texts = _blobs(content, list(wanted.values()))
    return {path: texts[name].decode("utf-8-sig", "replace") for path, name in wanted.items() if name in texts}


def _is_same(place: Path, name: str) -> bool:
    try:
        data = place.read_bytes() if place.is_file() and not place.is_symlink() else None
    except OSError:
        data = None
    if data is None:
        return False
    kind = hashlib.sha256 if len(name) == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data).hexdigest() == name


def _blobs(content: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The bytes behind the names of blobs."""
    said = _git(content, ["cat-file", "--batch"], "".join(f"{name}\n" for name in names)) if names else b""
    found: dict[str, bytes] = {}
    at = 0
    while (end := said.find(b"\n", at)) >= 0:
        name, *rest = said[at:end].decode().split(" ")
        size = int(rest[1]) if len(rest) == 2 and rest[0] == "blob" else -1
        if size >= 0:
            found[name] = said[end + 1 : end + 1 + size]
        at = end + 1 + (size + 1 if size >= 0 else 0)
    return found


def _git(content: Path, words: list[str], asked: str = "") -> bytes:
    """What git prints; nothing when it fails, is missing or takes too long."""
    try:
        done = subprocess.run(
            [*GIT, "-C", str(content), *words],
            input=asked.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, **GIT_ALONE},
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""
